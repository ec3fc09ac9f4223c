"""From the commit of a call to its number on the screen of a real board."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from benchmarks.boards import BoardProcess, board_config, folder_for, running, staffed_hall
from benchmarks.floors import Database
from benchmarks.table import Row, percentile
from hall.access import By

PAINTED_WITHIN_S = 30.0
_COUNTER = "7"
HURRIED_S = 2.0
"""So long a call stands at least (``display.call_queue.HURRIED_SECONDS``)."""


def painted(database: Database, calls: int) -> Iterator[Row]:
    """One number, called again and again: a recall of the number at the top takes nobody's place, so that no call waits
    for its turn and all of the time is the way to the screen."""
    url = database.fresh()
    chance = random.Random(1)  # noqa: S311
    with folder_for("painted") as folder:
        config = board_config(folder)
        store = staffed_hall(url, config)
        store.run(lambda work: work.tickets.issue("A", By.system()))
        board = BoardProcess(config, url, "board-podium", folder / "journal")
        committed: dict[int, float] = {}
        with running([board]):
            store.run(lambda work: work.counter(_COUNTER, By.system()).call_next())
            for number in range(calls + 5):
                time.sleep(HURRIED_S + chance.uniform(0.1, 0.3))
                call = store.run(lambda work: work.counter(_COUNTER, By.system()).recall())
                if number >= 5:
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
