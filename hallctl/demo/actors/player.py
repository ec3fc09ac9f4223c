"""A program in a process of its own with an actor at its widgets, seen from the one who gives the orders."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_GRACE_S = 3.0
_REPLY_MARGIN_S = 5.0
_LOG_LINES = 12


class PlayError(Exception):
    """An order could not be carried out; the text says at which program, what was seen, and the end of its log."""


class Player:
    """One running program. ``log`` collects what it writes; ``end`` must be called, however the play goes.

    ``at`` is where its window goes (``X,Y``); ``held`` loads it and lets it begin when ``begin`` is called.
    """

    def __init__(
        self,
        program: str,
        options: Sequence[str],
        *,
        log: Path,
        environment: Mapping[str, str],
        at: str = "",
        held: bool = False,
    ) -> None:
        self.program = program
        self._log = log
        place = [*(["--at", at] if at else []), *(["--held"] if held else [])]
        with log.open("ab") as sink:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "hallctl.demo.actors", program, *place, "--", *options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=sink,
                env=dict(environment),
            )
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name=f"answers of {program}", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The process id of the program."""
        return self._process.pid

    def begin(self) -> None:
        """Let a program that was held begin, quickly now that everything is loaded."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()

    def ask(self, do: str, *, within: float = 10.0, **what: Any) -> dict[str, Any]:
        """Have one order carried out within so many seconds and return the answer; raises PlayError."""
        command = {"do": do, "within": within, **what}
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(command).encode() + b"\n")
            self._process.stdin.flush()
            answer = self._answers.get(timeout=within + _REPLY_MARGIN_S)
        except (OSError, queue.Empty):
            answer = None
        if answer is None:
            raise PlayError(f"the {self.program} gives no answer to {command}\n{self.last_words()}")
        if not answer["done"]:
            raise PlayError(f"the {self.program}: {answer['why']}\n{self.last_words()}")
        return answer

    def exit_code(self) -> int | None:
        """The exit code once the program has ended, None as long as it runs."""
        return self._process.poll()

    def last_words(self) -> str:
        """The end of the program's log."""
        lines = self._log.read_text("utf-8", errors="replace").splitlines() if self._log.exists() else []
        return "\n".join(f"    {line}" for line in lines[-_LOG_LINES:])

    def kill(self) -> None:
        """End the program as a power cut would."""
        self._process.kill()
        self._finish()

    def end(self) -> None:
        """Ask the program to end, and make sure that it does; safe to call twice."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.close()  # the actor takes it as the end of the play
        except OSError:
            self._process.kill()  # it is gone already, or as good as
        for stop in (self._process.terminate, self._process.kill):
            try:
                self._process.wait(_GRACE_S)
                break
            except subprocess.TimeoutExpired:
                stop()
        self._finish()

    def _finish(self) -> None:
        self._process.wait()
        self._reader.join(_GRACE_S)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None and not stream.closed:
                try:
                    stream.close()
                except OSError:
                    continue  # what was still to be written has no reader any more

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(b"{"):
                self._answers.put(json.loads(line))
        self._answers.put(None)


def end_all(players: Sequence[Player]) -> None:
    """End every program, all at once rather than one after the other."""
    threads = [threading.Thread(target=player.end) for player in players]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def offscreen(folder: Path, program: str, size: tuple[int, int]) -> dict[str, str]:
    """The environment of a program without a screen, which sees one of ``size`` pixels."""
    screen = {"name": program, "x": 0, "y": 0, "width": size[0], "height": size[1]}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file = folder / f"screen-{program}.json"
    file.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={file}"}
