"""A printer with a mechanism in a process of its own, so that it takes no time from the program that is measured."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Cut:
    """A slip that was cut off: when its first byte came and when it was cut, by the machine's monotonic clock."""

    first_byte: float
    at: float
    whole: bool
    mm: float
    codes: tuple[str, ...]


@dataclass(frozen=True)
class PrinterProcess:
    """The running printer."""

    port: int
    process: subprocess.Popen[str]

    def cut(self) -> Cut:
        """The next slip that came out; waits for it."""
        assert self.process.stdout is not None
        first, at, how, mm, *codes = self.process.stdout.readline().split()
        return Cut(float(first), float(at), how == "whole", float(mm), tuple(codes))

    def happen(self, what: str) -> None:
        """``paper``, ``cover``, ``stall``, ``power`` or ``mend``."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()


@contextmanager
def printer_process(*options: str, keep: tuple[int, ...] = ()) -> Iterator[PrinterProcess]:
    """A printer as long as the block runs; it inherits the file descriptors ``keep``."""
    command = [sys.executable, "-m", "tests.fake_printer", *options]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, text=True, bufsize=1, pass_fds=keep, cwd=_ROOT) as process:  # type: ignore[call-overload]
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield PrinterProcess(int(process.stdout.readline()), process)
        finally:
            process.stdin.close()
            process.wait(10)
