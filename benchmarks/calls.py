"""Bursts of calls at a hall with boards that are killed: is every call shown, reported once, and in its order?

    python -m benchmarks.calls --calls 1000 --kill-every 30         on SQLite and on Postgres
    python -m benchmarks.calls --calls 200 --database sqlite

Forty counters call ten numbers in a burst each second. A board of one zone and one of the whole hall are killed with
-9 and started again all the time. At the end each board's own journal and the database are held against the calls.
Exit code 1 on any finding.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections import Counter as Tally
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text

from benchmarks.boards import BoardProcess, board_config, folder_for, running, staffed_hall
from benchmarks.floors import databases
from hall.access import By

if TYPE_CHECKING:
    from hall.store import Store

BURST = 10
SETTLE_S = 60.0
_CLEAR_S = 0.05
"""Two commits nearer than this may reach a board in either order."""


@dataclass
class Calls:
    """What was called: seq, zone and the time of the commit, by the machine's clock."""

    zones: dict[int, str] = field(default_factory=dict)
    at: dict[int, float] = field(default_factory=dict)

    def of(self, zone: str | None) -> set[int]:
        """The calls of one zone, or all."""
        return {seq for seq, where in self.zones.items() if zone in (None, where)}


def run(url: str, folder: Path, calls: int, kill_every: float) -> list[str]:
    """One run on one database; prints its figures and returns what is wrong."""
    config = board_config(folder)
    store = staffed_hall(url, config)
    boards = (
        BoardProcess(config, url, "board-podium", folder / "podium.journal", zone="podium"),
        BoardProcess(config, url, "board-menara", folder / "hall.journal", zone=""),
    )
    made = Calls()
    with running(boards):
        _fill(store, calls)
        _call(store, made, calls, boards, kill_every)
        for board in boards:
            if board.process is None:
                board.start()
        shown = _settled(url, made, boards)
    store.close()
    findings = []
    for board in boards:
        findings += _findings(board, made, shown)
    kills = sum(board.lives - 1 for board in boards)
    heroes = Tally(len(line["painted"]) for board in boards for line in board.lines() if "painted" in line)
    print(f"  {len(made.zones)} calls, {kills} kills; paints by the new calls in them: {dict(sorted(heroes.items()))}")
    return findings


def _fill(store: Store, calls: int) -> None:
    """Enough waiting people for every counter."""
    with store.read() as view:
        counters = view.counters()
    each = -(-calls // len(counters)) + 1
    for counter in counters:
        prefix = counter.services[0][0]
        for _ in range(each):
            store.run(lambda work, prefix=prefix: work.tickets.issue(prefix, By.system()))


def _call(store: Store, made: Calls, calls: int, boards: tuple[BoardProcess, ...], kill_every: float) -> None:
    """Ten calls at once, each second; meanwhile one board after the other dies and comes back."""
    with store.read() as view:
        counters = itertools.cycle([(counter.label, counter.zone.id) for counter in view.counters()])
    victims = itertools.cycle(boards)
    begun = time.monotonic()
    next_kill = begun + kill_every / 2
    for burst in range(calls // BURST):
        time.sleep(max(0.0, begun + burst - time.monotonic()))
        for _ in range(BURST):
            label, zone = next(counters)
            call = store.run(lambda work, label=label: work.counter(label, By.system()).call_next())
            if call is not None:
                made.zones[call.seq], made.at[call.seq] = zone, time.time()
        if time.monotonic() >= next_kill:
            # Each board dies every kill_every seconds, the two by turns.
            board = next(victims)
            board.kill()
            board.start()
            next_kill += kill_every / 2


def _settled(url: str, made: Calls, boards: tuple[BoardProcess, ...]) -> set[tuple[int, str]]:
    """What the database holds of shown calls, when all of them are there or nothing more comes."""
    engine = create_engine(url)
    wanted = {(seq, board.station) for board in boards for seq in made.of(board.zone or None)}
    end = time.monotonic() + SETTLE_S
    rows: list[tuple[int, str]] = []
    while time.monotonic() < end and not wanted <= set(rows):
        time.sleep(1.0)
        with engine.connect() as connection:
            rows = [
                (row.call_seq, row.board)
                for row in connection.execute(text("SELECT * FROM call_shown WHERE at IS NOT NULL"))
            ]
    engine.dispose()
    assert len(rows) == len(set(rows))  # the primary key says so too
    return set(rows)


def _findings(board: BoardProcess, made: Calls, shown: set[tuple[int, str]]) -> list[str]:
    """Every call of the board's zone painted and told of, at most once more for each kill, and in order."""
    wanted = made.of(board.zone or None)
    lines = board.lines()
    painted = Tally(seq for line in lines for seq in line.get("painted", ()))
    found = []
    if missing := wanted - painted.keys():
        found.append(f"{board.station}: {len(missing)} calls were never painted: {sorted(missing)[:10]}")
    if untold := wanted - {seq for seq, name in shown if name == board.station}:
        found.append(f"{board.station}: the database does not know of {len(untold)} calls: {sorted(untold)[:10]}")
    again = sum(times - 1 for times in painted.values())
    often = max(painted.values(), default=0)
    if often > board.lives:
        found.append(f"{board.station}: a call was painted as new {often} times in {board.lives} lives")
    found += [f"{board.station}: {words}" for words in _out_of_order(lines, made)]
    print(f"  {board.station}: {len(wanted)} calls, {board.lives} lives, {again} painted again after a kill")
    return found


def _out_of_order(lines: list[dict[str, object]], made: Calls) -> list[str]:
    """Within one life and zone no call is painted before one that was committed clearly earlier."""
    latest: dict[str, tuple[float, int]] = {}
    shown_at: dict[int, float] = {}
    found = []
    for line in lines:
        if "ready" in line:
            latest = {}
        batch = line.get("painted", ())
        assert isinstance(batch, list | tuple)
        for seq in sorted(batch):
            zone, at = made.zones.get(seq, ""), made.at.get(seq, 0.0)
            before = latest.get(zone, (0.0, 0))
            if at < before[0] - _CLEAR_S:
                gap = float(str(line["at"])) - shown_at[before[1]]
                found.append(f"call {seq} of {zone} was painted {gap * 1e3:.0f} ms after {before[1]}")
            shown_at[seq] = float(str(line["at"]))
            latest[zone] = max(before, (at, seq))
    return found


def main() -> int:
    """Run on each database; 1 when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calls")
    parser.add_argument("--calls", type=int, default=1000)
    parser.add_argument("--kill-every", type=float, default=30.0, metavar="SECONDS")
    parser.add_argument("--database", choices=("sqlite", "postgres"), action="append")
    options = parser.parse_args()
    findings: list[str] = []
    for kind in options.database or ("sqlite", "postgres"):
        with databases(kind) as database, folder_for("calls") as folder:
            print(f"{database.name}:")
            findings += run(database.fresh(), folder, options.calls, options.kill_every)
    for finding in findings:
        print(f"WRONG: {finding}")
    print("Every call was shown, reported once, and in its order." if not findings else f"{len(findings)} findings.")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
