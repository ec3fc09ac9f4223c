"""A person at a terminal: types one command, and answers what it asks."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType

_LIMIT_S, _SILENT_S = 900.0, 600.0
_ASKED = re.compile(r"[^\n]*(?:: ?|\[y/N\]: ?)$")
"""The last line of what was shown, when nothing more comes: a prompt ends in a colon."""
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was shown, which questions were answered and how, the exit code, and how long it took, in seconds."""

    shown: str
    answers: list[tuple[str, str]]
    code: int
    seconds: float


def typed(words: Sequence[str], answers: dict[str, str]) -> Typed:
    """Run ``words`` at a terminal of their own; a prompt with one of the patterns ``answers`` gets that answer. What
    says nothing for ten minutes, such as one with a question that has no answer, is ended."""
    began = said = time.monotonic()
    child, terminal = _at_terminal()
    if child == 0:
        os.execvp(words[0], list(words))  # noqa: S606
    shown, given, answered_to = "", list[tuple[str, str]](), 0
    while time.monotonic() < min(began + _LIMIT_S, said + _SILENT_S):
        ready, _, _ = select.select([terminal], [], [], 0.5)
        if ready:
            data = _read(terminal)
            if not data:
                break
            shown, said = shown + _CONTROL.sub("", data), time.monotonic()
            continue
        asked = _ASKED.search(shown[answered_to:])
        answer = next((one for pattern, one in answers.items() if asked and re.search(pattern, asked[0])), None)
        if asked is not None and answer is not None:
            os.write(terminal, f"{answer}\n".encode())
            given.append((asked[0].strip(), answer))
            answered_to = len(shown)
    else:
        _end(child)
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return Typed(shown.strip(), given, os.waitstatus_to_exitcode(status), time.monotonic() - began)


class Screen:
    """A context: what a command shows while it goes on; at the end of the context it has some seconds to end."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)
        self._child, self._terminal, self._shown = 0, 0, ""

    def __enter__(self) -> Screen:
        self._child, self._terminal = _at_terminal()
        if self._child == 0:
            os.execvp(self._words[0], list(self._words))  # noqa: S606
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        end = time.monotonic() + 20
        while time.monotonic() < end and not _has_ended(self._child):
            time.sleep(0.2)
        os.close(self._terminal)  # one that has not ended loses its terminal

    def wait_for(self, pattern: str, seconds: float = 120.0) -> str:
        """The first group of ``pattern``, once it is shown behind what was found before. Raises TimeoutError."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = re.search(pattern, self._shown)
            if found is not None:
                self._shown = self._shown[found.end() :]
                return found[1]
            ready, _, _ = select.select([self._terminal], [], [], 0.5)
            data = _read(self._terminal) if ready else ""
            self._shown += _CONTROL.sub("", data)
        raise TimeoutError(f"{' '.join(self._words[-2:])} did not show {pattern}: {self._shown}")


def _at_terminal() -> tuple[int, int]:
    """Fork; the child, which gets 0, has a terminal of its own, whose other end the parent gets."""
    if sys.platform == "win32":
        raise OSError("there are no such terminals")
    return os.forkpty()


def _end(child: int) -> None:
    if sys.platform != "win32":
        os.kill(child, signal.SIGKILL)


def _has_ended(child: int) -> bool:
    return sys.platform == "win32" or os.waitpid(child, os.WNOHANG)[0] != 0


def _read(terminal: int) -> str:
    try:
        return os.read(terminal, 65_536).decode("utf-8", "replace")
    except OSError:  # the other end was closed
        return ""
