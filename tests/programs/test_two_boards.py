"""Two real boards of one zone: both show every call, one voice says each, never both at once, and one may die."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from benchmarks.boards import BoardProcess, board_config, running, staffed_hall


def spans_of(boards):
    """Who said which call from when to when, by the machine's clock; a life that was cut short has no end."""
    spans = []
    for board in boards:
        begun = None
        for line in board.lines():
            if line.get("said"):
                begun = (line["at"], line["said"])
            elif line.get("said") == 0 and begun is not None:
                spans.append((begun[0], line["at"], begun[1], board.station))
                begun = None
    return sorted(spans)


def until(condition, what, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def painted(board):
    return [seq for line in board.lines() for seq in line.get("painted", ())]


@pytest.mark.timeout(240)
def test_two_boards_of_a_zone_show_every_call_and_never_speak_over_each_other(database_url, tmp_path):
    config = board_config(tmp_path)
    text = config.read_text("utf-8").replace("repeat = 2", "repeat = 1").replace("chime = true", "chime = false")
    config.write_text(text, "utf-8")
    store = staffed_hall(database_url, config)
    boards = [
        BoardProcess(config, database_url, station, tmp_path / f"{station}.journal", ("--voice", "3"), zone="podium")
        for station in ("board-podium", "board-selasar")
    ]
    with running(boards):
        seqs = []
        for label in ("5", "7", "8", "9", "6"):
            prefix = next(c.services[0][0] for c in _counters(store) if c.label == label)
            store.run(lambda work, prefix=prefix: work.issue(prefix))
            seqs.append(store.run(lambda work, label=label: work.call_next(label, actor="test")).seq)
        until(lambda: spans_of(boards), "nobody speaks")
        until(lambda: any(line.get("said") for b in boards for line in b.lines()[-1:]), "nobody speaks on")
        speaker = next(b for b in boards if b.lines()[-1].get("said"))
        speaker.kill()
        speaker.start()
        until(lambda: {seq for *_, seq, _ in spans_of(boards)} == set(seqs), "a call was not said", 120)
        until(lambda: all(set(painted(board)) == set(seqs) for board in boards), "a call was not shown")
        assert all(painted(board).count(seq) <= board.lives for board in boards for seq in seqs)
    store.close()
    spans = spans_of(boards)
    assert [seq for *_, seq, _ in spans] == sorted(seqs)  # in order, each whole once
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def _counters(store):
    with store.read() as view:
        return view.counters()
