"""What the programs cost when nothing happens, how soon they paint, and how long their screens stand still while the
hall changes. Each is the real program in a process of its own, offscreen, on SQLite."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.boards import board_config, folder_for, staffed_hall
from benchmarks.table import Row
from hall.access import By

_ROOT = Path(__file__).resolve().parents[1]
_SETTLED_S = 25
"""By then a program has set aside what it loaded (``qtkit.collector.SETTLE_MS``)."""
_CHANGES_A_SECOND = 10
_PATIENCE_S = 60.0


@dataclass(frozen=True)
class _Kind:
    """A program with its targets: share of a core in percent, and megabytes."""

    name: str
    program: str
    options: tuple[str, ...]
    cpu: float
    memory: float
    text: bool = False


_KINDS = (
    _Kind("kiosk", "kiosk", ("--station", "kiosk-1", "--geometry", "1080x1920"), 1.0, 150.0),
    _Kind("counter", "counter", ("--counter", "7", "--geometry", "1280x800"), 1.0, 150.0),
    _Kind("board", "display", ("--station", "board-podium", "--geometry", "1920x1080"), 1.0, 250.0),
    _Kind("board with running text", "display", ("--station", "board-podium", "--geometry", "1920x1080"), 2.0, 250.0,
          text=True),
)  # fmt: skip


def idle(seconds: int) -> Iterator[Row]:
    """First paint, idle cost, memory and pauses of each program; cost and pauses over ``seconds``."""
    for kind in _KINDS:
        with folder_for("idle") as folder:
            url, config = f"sqlite:///{folder}/hall.db", _config(folder, text=kind.text)
            staffed_hall(url, config).close()
            hall = _Hall(folder, url, config)
            if kind.program != "display" or kind.text:
                first = min(hall.first_paint(kind) for _ in range(5))
                yield Row(f"{kind.name}: start to first paint, best of five", first, "s", 0.45, "at most")
            cost, memory = hall.cost(kind, seconds)
            yield Row(f"{kind.name}: processor while nothing happens", cost, "%", kind.cpu, "at most")
            yield Row(f"{kind.name}: memory", memory, "MB", kind.memory, "at most")
            pause, work = hall.pause(kind, seconds)
            yield Row(f"{kind.name}: longest pause of a second, 10 changes a second, median", pause, "ms", 16.0,
                      "at most")  # fmt: skip
            yield Row(f"{kind.name}: most work of its own between two events of such a second, median", work, "ms",
                      16.0, "at most")  # fmt: skip


def _config(folder: Path, *, text: bool) -> Path:
    config = board_config(folder)
    if not text:
        whole = config.read_text(encoding="utf-8")
        begin = whole.index("running_text = [")
        whole = whole[:begin] + "running_text = []" + whole[whole.index("]", begin) + 1 :]
        config.write_text(whole, encoding="utf-8")
    return config


@dataclass(frozen=True)
class _Hall:
    """A hall in a folder, and the programs that run in it."""

    folder: Path
    url: str
    config: Path

    def first_paint(self, kind: _Kind) -> float:
        """Seconds from the start of the process to its first paint."""
        with self._running(kind) as (lines, began):
            _until(lambda: any("painted" in line for line in lines()))
            return float(next(line["at"] for line in lines() if "painted" in line)) - began

    def cost(self, kind: _Kind, seconds: int) -> tuple[float, float]:
        """The share of a core in percent, and megabytes that are resident."""
        with self._running(kind) as (lines, _):
            _until(lambda: len([line for line in lines() if "cpu_s" in line]) > _SETTLED_S + seconds)
            used = [line for line in lines() if "cpu_s" in line][_SETTLED_S:]
        share = (used[-1]["cpu_s"] - used[0]["cpu_s"]) / (used[-1]["at"] - used[0]["at"])
        return share * 100, used[-1]["memory_kb"] / 1000

    def pause(self, kind: _Kind, seconds: int) -> tuple[float, float]:
        """The medians of the longest pauses of each second, and of the GUI thread's own work without a pause, in
        milliseconds, while the hall changes."""
        with self._running(kind, "--pulse") as (lines, _):
            _until(lambda: any("ready" in line for line in lines()))
            with self._changing():
                _until(lambda: len([line for line in lines() if "pause_ms" in line]) > 3 + seconds)
            told = [line for line in lines() if "pause_ms" in line][3:]
        return median(float(line["pause_ms"]) for line in told), median(float(line["work_ms"]) for line in told)

    @contextmanager
    def _running(self, kind: _Kind, *more: str) -> Iterator[tuple[Callable[[], Sequence[dict[str, Any]]], float]]:
        journal = self.folder / "journal"
        journal.unlink(missing_ok=True)
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HALL_DATABASE_URL": self.url}
        words = [sys.executable, "-m", "benchmarks.idle_process", *more, kind.program, str(journal), "--"]
        words += ["--config", str(self.config), *kind.options]
        began = time.time()
        process = subprocess.Popen(words, cwd=_ROOT, env=environment, stderr=subprocess.DEVNULL)
        try:
            yield lambda: _lines(journal), began
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Numbers are given and called at every counter in turn, ten changes a second."""
        ended = threading.Event()
        thread = threading.Thread(target=self._change, args=(ended,))
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _change(self, ended: threading.Event) -> None:
        from hall.store import open_store

        store = open_store(self.url)
        with store.read() as view:
            counters = [(counter.label, counter.services[0][0]) for counter in view.counters()]
        for number, (label, prefix) in enumerate(itertools.cycle(counters)):
            if ended.wait(1 / _CHANGES_A_SECOND):
                break
            if number % 2:
                store.run(lambda work, label=label: work.counter(label, By.system()).call_next())
            else:
                store.run(lambda work, prefix=prefix: work.tickets.issue(prefix, By.system()))
        store.close()


def _lines(journal: Path) -> list[dict[str, Any]]:
    if not journal.exists():
        return []
    text = journal.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.endswith("}")]


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("the program does not get there")
        time.sleep(0.05)
