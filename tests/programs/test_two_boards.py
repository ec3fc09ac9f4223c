"""Two real boards of one zone: both show every call, one voice says each, never both at once, and one may die."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from benchmarks.boards import BoardProcess, board_config, running, staffed_hall
from hall.translator import ENGLISH
from tests.hall_samples import BY
from tests.patient_bot import PATIENCE_S


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


def until(condition, what, seconds=PATIENCE_S):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def painted(board):
    return [seq for line in board.lines() for seq in line.get("painted", ())]


@pytest.mark.timeout(240)
def test_two_boards_of_a_zone_show_every_call_and_never_speak_over_each_other(postgres_url, tmp_path):
    config = board_config(tmp_path)
    text = config.read_text("utf-8").replace("repeat = 2", "repeat = 1").replace("chime = true", "chime = false")
    config.write_text(text, "utf-8")
    store = staffed_hall(postgres_url, config)
    boards = [
        BoardProcess(config, postgres_url, station, tmp_path / f"{station}.journal", ("--voice", "3"), zone="podium")
        for station in ("board-podium", "board-selasar")
    ]
    with running(boards):
        seqs = []
        for label in ("5", "7", "8", "9", "6"):
            prefix = next(c.services[0][0] for c in _counters(store) if c.label == label)
            store.run(lambda work, prefix=prefix: work.tickets.issue(prefix, BY))
            seqs.append(store.run(lambda work, label=label: work.counter(label, BY).call_next()).seq)
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


@pytest.mark.timeout(240)
def test_of_two_boards_cloned_with_one_name_one_speaks_the_staff_are_told_and_the_other_takes_over(
    sqlite_url, tmp_path
):
    folders = [tmp_path / "first", tmp_path / "clone"]
    boards = []
    for folder in folders:
        folder.mkdir()
        config = board_config(folder)
        text = config.read_text("utf-8").replace("repeat = 2", "repeat = 1").replace("chime = true", "chime = false")
        config.write_text(text, "utf-8")
        boards.append(
            BoardProcess(config, sqlite_url, "board-podium", folder / "journal", ("--voice", "3"), zone="podium")
        )
    first, clone = boards
    store = staffed_hall(sqlite_url, first.config)

    def call(label):
        prefix = next(c.services[0][0] for c in _counters(store) if c.label == label)
        store.run(lambda work: work.tickets.issue(prefix, BY))
        return store.run(lambda work: work.counter(label, BY).call_next()).seq

    def said():
        with store.read() as view:
            return [one.seq for one in view.board(board="test").calls if one.voiced]

    def told():
        with store.read() as view:
            return [alarm.message(ENGLISH) for alarm in view.alarms() if alarm.code == "alarm_same_name"]

    with running([first]):
        clone.start()
        try:
            until(told, "the staff are not told of two machines")
            assert "2 machines call themselves board-podium" in told()[0]
            seq = call("7")
            until(lambda: spans_of([first]) and seq in said(), "the first does not speak")
            assert not clone.lines()  # it shows a notice and nothing else
            first.kill()
            clone.wait_ready()
            assert told() == []
            late = call("8")
            until(lambda: spans_of([clone]), "the clone does not speak when it has the name")
        finally:
            clone.end()
    store.close()
    spans = spans_of(boards)
    assert [(seq, board) for _, _, seq, board in spans] == [(seq, "board-podium"), (late, "board-podium")]
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
