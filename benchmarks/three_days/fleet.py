"""The hall's programs as processes: started, killed, started again, and measured from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.three_days.living import hours, words_of
from benchmarks.three_days.place import Place, programs
from benchmarks.three_days.weighing import keeper_of_waits
from hall.clock import ScaledClock

_ROOT = Path(__file__).resolve().parents[2]
_PSS = {"Pss": "pss", "Pss_Anon": "own", "Rss": "rss"}
_GRACE_S = 20.0


@dataclass(frozen=True)
class Sample:
    """What one program used at an hour of the hall: ``pss``, its ``own`` part (pages of no file) and ``rss`` in kB,
    open ``handles`` and ``threads``; ``life`` counts its starts. ``keeps``: it works the hall's waits out, for which it
    has a connection of its own."""

    name: str
    life: int
    hour: float
    pss: int
    own: int
    rss: int
    handles: int
    threads: int
    keeps: bool = False


@dataclass
class Running:
    """One program; ``starts`` and ``kills`` are hours of the hall."""

    name: str
    kind: str
    options: list[str]
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)
    kills: list[float] = field(default_factory=list)


class Fleet:
    """All of them, on one clock."""

    def __init__(self, place: Place, clock: ScaledClock, seed: int) -> None:
        self._place, self.clock, self._seed = place, clock, seed
        self.all = {name: Running(name, kind, options) for name, kind, options in programs(place)}
        self.crashes: list[str] = []

    def start(self, name: str) -> None:
        """Begin a life."""
        one = self.all[name]
        one.starts.append(hours(self.clock))
        seed = f"{self._seed}-{name}-{len(one.starts)}"
        one.process = self.run(one.kind, one.options, name, seed)

    def run(
        self, kind: str, options: Sequence[str], name: str, seed: str = "", *, answer: Path | None = None
    ) -> subprocess.Popen[bytes]:
        """A program or a command of the hall on its clock; its ``answer`` goes into a file."""
        words = [sys.executable, "-m", "benchmarks.three_days.program", kind, str(self._place.journal(name)), seed]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(self._place.scratch)}
        with (self._place.work / f"{name}.err").open("ab") as errors, (answer or Path(os.devnull)).open("wb") as said:
            return subprocess.Popen(
                [*words, *words_of(self.clock), *options],
                cwd=_ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=errors,
            )

    def kill(self, name: str) -> None:
        """As a power cut does; the next life begins at once."""
        one = self.all[name]
        if one.process is not None:
            one.process.send_signal(signal.SIGKILL)
            one.process.wait()
        one.kills.append(hours(self.clock))
        self.start(name)

    def look(self) -> None:
        """One that ended by itself is a finding, and is started again."""
        for name, one in self.all.items():
            if one.process is not None and one.process.poll() is not None:
                self.crashes.append(f"{name} ended by itself with {one.process.returncode} (hour {one.starts[-1]:.1f})")
                self.start(name)

    def end(self) -> None:
        """As the evening does: each is asked to end. One that does not is a finding."""
        left = [one for one in self.all.values() if one.process is not None]
        for one in left:
            assert one.process is not None
            one.process.terminate()
        end = time.monotonic() + _GRACE_S
        for one in left:
            assert one.process is not None
            try:
                one.process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.crashes.append(f"{one.name} did not end in {_GRACE_S:.0f} s")
                one.process.kill()
                one.process.wait()

    def samples(self) -> list[Sample]:
        """What each uses now."""
        hour, keeper = hours(self.clock), keeper_of_waits(self._place)
        found = []
        for one in self.all.values():
            if one.process is not None:
                try:
                    found.append(_sample(one, hour, keeps=one.name == keeper))
                except OSError:
                    continue  # it is going just now
        return found


def _sample(one: Running, hour: float, *, keeps: bool) -> Sample:
    assert one.process is not None
    proc = Path("/proc") / str(one.process.pid)
    lines = (line.split() for line in (proc / "smaps_rollup").read_text().splitlines()[1:])
    used = {_PSS[words[0].rstrip(":")]: int(words[1]) for words in lines if words[0].rstrip(":") in _PSS}
    handles = sum(1 for _ in (proc / "fd").iterdir())
    threads = sum(1 for _ in (proc / "task").iterdir())
    return Sample(one.name, len(one.starts), hour, used["pss"], used["own"], used["rss"], handles, threads, keeps)
