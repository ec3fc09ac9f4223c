"""From the commit of a call to its number on the glass of a real board."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from benchmarks.boards import BoardProcess, board_config, folder_for, running, staffed_hall
from benchmarks.floors import Database
from benchmarks.table import Row, percentile

PAINTED_WITHIN_S = 30.0
_COUNTERS = ("5", "6", "7", "8")


def painted(database: Database, calls: int) -> Iterator[Row]:
    """One call at a time, each when the board has shown the one before: no call waits for another's turn as hero."""
    url = database.fresh()
    chance = random.Random(1)  # noqa: S311
    with folder_for("painted") as folder:
        config = board_config(folder)
        store = staffed_hall(url, config)
        board = BoardProcess(config, url, "board-podium", folder / "journal")
        committed: dict[int, float] = {}
        with running([board]):
            for number in range(calls + 5):
                store.run(lambda work: work.issue("A"))
                label = _COUNTERS[number % 2 * 2]
                # A hero stays two seconds at least; a recall of the number that is shown takes nobody's place.
                time.sleep(2.3 if number else 0.5)
                time.sleep(chance.uniform(0.0, 0.1))
                call = store.run(lambda work, label=label: work.call_next(label, actor="bench"))
                if call is not None and number >= 5:
                    committed[call.seq] = time.time()
            _wait(board, set(committed))
        store.close()
        seen = {seq: line["at"] for line in board.lines() for seq in line.get("painted", ())}
    waits = [(seen[seq] - at) * 1e3 for seq, at in committed.items() if seq in seen]
    late = percentile(waits, 0.99) if waits else PAINTED_WITHIN_S * 1e3
    target = 50.0 if database.postgres else 100.0
    yield Row(f"{database.name}: call committed to board painted, p99", late, "ms", target, "at most")
    yield Row(f"{database.name}: calls that the board never painted", len(committed) - len(waits), "", 0, "at most")


def _wait(board: BoardProcess, wanted: set[int]) -> None:
    end = time.monotonic() + PAINTED_WITHIN_S
    while time.monotonic() < end:
        if wanted <= {seq for line in board.lines() for seq in line.get("painted", ())}:
            return
        time.sleep(0.1)
