"""Halls with boards for benchmarks: a whole sample hall with staff at every counter, and real board processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hall.access import By
from hall.assets import sample_config

if TYPE_CHECKING:
    from hall.store import Store

_ROOT = Path(__file__).resolve().parents[1]
PIN = "407163"
"""Of everybody in a staffed hall."""


def board_config(folder: Path) -> Path:
    """The sample hall, always open and without quotas; the database comes with ``BoardProcess.url``."""
    text = sample_config().read_text(encoding="utf-8").replace("always_open = false", "always_open = true")
    lines = [line for line in text.splitlines() if not line.startswith("quota = ")]
    file = folder / "config.toml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def staffed_hall(url: str, config: Path) -> Store:
    """The hall of ``config`` in the database, with somebody at each of its counters."""
    from hall.settings import load_settings
    from hall.store import prepare_store

    structure = load_settings(config, database=url).structure
    assert structure is not None
    store = prepare_store(url, structure)

    def sit_down(work: Any) -> None:
        for counter in structure.counters:
            user = work.staff.add(f"clerk-{counter.label.lower()}", f"Petugas {counter.label}", PIN, By.system())
            work.counter(counter.label, By.system()).sign_in(user.id)

    store.run(sit_down)
    return store


@dataclass
class BoardProcess:
    """One board, which may be killed and started again; its journal goes on."""

    config: Path
    url: str
    station: str
    journal: Path
    more: tuple[str, ...] = ()
    zone: str | None = None
    lives: int = 0
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Begin a life."""
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HALL_DATABASE_URL": self.url}
        zone = [] if self.zone is None else ["--zone", self.zone]
        words = [sys.executable, "-m", "benchmarks.board_process", str(self.journal), *self.more]
        words += ["--config", str(self.config), "--station", self.station, "--geometry", "1280x720", *zone]
        self.lives += 1
        self.starts.append(time.time())
        self.process = subprocess.Popen(words, cwd=_ROOT, env=environment, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        """As a power cut does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def end(self) -> None:
        """As a person does."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
            self.process = None

    def lines(self) -> list[dict[str, Any]]:
        """What it wrote so far."""
        if not self.journal.exists():
            return []
        text = self.journal.read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines() if line.endswith("}")]

    def wait_ready(self, patience_s: float = 60.0) -> None:
        """Until the board of this life has read the hall."""
        end = time.monotonic() + patience_s
        while sum("ready" in line for line in self.lines()) < self.lives:
            if time.monotonic() > end:
                raise TimeoutError(f"the board {self.station} does not come up")
            time.sleep(0.05)


@contextmanager
def running(boards: Sequence[BoardProcess]) -> Iterator[Sequence[BoardProcess]]:
    """The boards, up and ready, ended at the end."""
    try:
        for board in boards:
            board.start()
        for board in boards:
            board.wait_ready()
        yield boards
    finally:
        for board in boards:
            board.end()


@contextmanager
def folder_for(name: str) -> Iterator[Path]:
    """A temporary folder."""
    with tempfile.TemporaryDirectory(prefix=f"mpp-{name}-") as folder:
        yield Path(folder)
