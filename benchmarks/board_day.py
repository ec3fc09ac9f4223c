"""Eight hours of a board at sixty times their speed: does memory, do handles, does the lag of a call grow?

    python -m benchmarks.board_day                    eight minutes on SQLite
    python -m benchmarks.board_day --hours 1 --database postgres
    python -m benchmarks.board_day --idle             what the board costs when nobody is called, a minute each

A thousand visitors a day come to the sample hall; a board of the whole hall shows pictures next to the queue, speaks to
a loudspeaker that is only a clock, and is watched once a second. Exit code 1 when something grew.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.boards import BoardProcess, board_config, folder_for, running, staffed_hall
from benchmarks.floors import Database, databases
from benchmarks.table import percentile
from hall.access import By
from hall.clock import ScaledClock

START = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
"""Monday, 8.00 in Kendari."""
SPEED = 60.0
VISITORS_A_DAY = 1000
_WARM_S = 60.0
"""The first minute is left out: pictures and fonts are loaded, and Python's memory settles."""
GROWTH_KB = 8_000
"""By so much the median of the last quarter may lie above that of the first: an allocator's own waves."""


def day(database: Database, hours: float) -> list[str]:
    """Play the day; print what the board used and return what grew."""
    url = database.fresh()
    with folder_for("day") as folder:
        config = _config(folder, layout="media")
        staffed_hall(url, config).close()
        clock = ScaledClock(START, SPEED)
        scaled = ("--scaled", clock.start.isoformat(), str(SPEED), str(clock.began))
        board = BoardProcess(
            config, url, "board-podium", folder / "journal", ("--watch", "--voice", "1", *scaled), zone=""
        )
        with running([board]):
            committed = _play(url, clock, hours)
            time.sleep(60)  # the last of six waiting calls stands at the top after half a minute
        lines = board.lines()
    return _grown(lines, committed)


def _play(url: str, clock: ScaledClock, hours: float) -> dict[int, float]:
    """A visitor after the other, called at the next counter of the service; the times of the commits."""
    from hall.store import open_store

    store = open_store(url, clock)
    with store.read() as view:
        counters = itertools.cycle([(counter.label, counter.services[0][0]) for counter in view.counters()])
    chance = random.Random(1)  # noqa: S311
    pause = hours * 3600 / (VISITORS_A_DAY * hours / 8) / SPEED
    end = time.monotonic() + hours * 3600 / SPEED
    committed: dict[int, float] = {}
    while time.monotonic() < end:
        label, prefix = next(counters)
        store.run(lambda work, prefix=prefix: work.tickets.issue(prefix, By.system()))
        call = store.run(lambda work, label=label: work.counter(label, By.system()).call_next())
        if call is not None:
            committed[call.seq] = time.time()
        if chance.random() < 0.1:
            store.run(lambda work, label=label: work.counter(label, By.system()).recall())
        time.sleep(chance.expovariate(1 / pause))
    store.close()
    return committed


def _grown(lines: list[dict[str, Any]], committed: dict[int, float]) -> list[str]:
    watched = [line for line in lines if "memory_kb" in line]
    begun = watched[0]["at"] + _WARM_S
    watched = [line for line in watched if line["at"] >= begun]
    quarter = max(1, len(watched) // 4)
    first, last = watched[:quarter], watched[-quarter:]
    painted = {seq: line["at"] for line in reversed(lines) for seq in line.get("painted", ())}
    waits = [(painted[seq] - at) * 1e3 for seq, at in sorted(committed.items()) if seq in painted and at >= begun]
    fourth = max(1, len(waits) // 4)
    findings = []
    for what, unit, most in (("memory_kb", "kB", GROWTH_KB), ("handles", "", 2)):
        before, after = (median(line[what] for line in part) for part in (first, last))
        print(f"  {what}: {before:.0f} -> {after:.0f} {unit}")
        if after > before + most:
            findings.append(f"{what} grew from {before:.0f} to {after:.0f}")
    early, late = waits[:fourth], waits[-fourth:]
    print(
        f"  call to paint, median: {median(early):.0f} -> {median(late):.0f} ms; p99 {percentile(waits, 0.99):.0f} ms"
    )
    if median(late) > 2 * median(early) + 50:
        findings.append("the lag of a call grew")
    if missing := committed.keys() - painted.keys():
        findings.append(f"{len(missing)} calls were never painted")
    said = sum(bool(line.get("said")) for line in lines)
    cpu = (watched[-1]["cpu_s"] - watched[0]["cpu_s"]) / (watched[-1]["at"] - watched[0]["at"])
    print(f"  {len(committed)} calls, {said} said, CPU {cpu:.1%} of a core over {len(watched)} s")
    return findings


def idle(database: Database) -> None:
    """The share of a core that a board needs when nobody is called: with and without running text."""
    for name, text in (("no running text", False), ("running text", True)):
        url = database.fresh()
        with folder_for("idle") as folder:
            config = _config(folder, layout="calls", ticker=text)
            staffed_hall(url, config).close()
            board = BoardProcess(config, url, "board-podium", folder / "journal", ("--watch",))
            with running([board]):
                time.sleep(70)
            watched = [line for line in board.lines() if "cpu_s" in line][10:]
        spent = (watched[-1]["cpu_s"] - watched[0]["cpu_s"]) / (watched[-1]["at"] - watched[0]["at"])
        print(f"  {name}: {spent:.2%} of a core, {watched[-1]['memory_kb'] / 1000:.0f} MB")


def _config(folder: Path, *, layout: str, ticker: bool = True) -> Path:
    from PIL import Image

    config = board_config(folder)
    text = config.read_text(encoding="utf-8").replace("announce_seconds = 60", "announce_seconds = 600")
    if layout == "media":
        pictures = folder / "media"
        pictures.mkdir()
        for number, colour in enumerate(((16, 84, 100), (90, 60, 20), (30, 30, 90))):
            Image.new("RGB", (1920, 1080), colour).save(pictures / f"{number}.png")
        text = text.replace('layout = "calls"', 'layout = "media"\nmedia = ["media"]\npicture_seconds = 5')
    if not ticker:
        begin = text.index("running_text = [")
        text = text[:begin] + "running_text = []" + text[text.index("]", begin) + 1 :]
    config.write_text(text, encoding="utf-8")
    return config


def main() -> int:
    """Play the day; 1 when something grew."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.board_day")
    parser.add_argument("--hours", type=float, default=8.0)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--idle", action="store_true")
    options = parser.parse_args()
    findings: list[str] = []
    with databases(options.database) as database:
        print(f"{database.name}:")
        if options.idle:
            idle(database)
            return 0
        findings = day(database, options.hours)
    for finding in findings:
        print(f"WRONG: {finding}")
    if not findings:
        print("Nothing grew.")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
