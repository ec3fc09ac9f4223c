"""A start that fails is never mute: it is written to the program's log and shown in a calm window; exit codes stay."""

from __future__ import annotations

import logging
import os
import re
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from hall.console import tell
from hall.crash_log import append_to_log, config_of
from hall.errors import CannotStart
from hall.translator import FALLBACK, Translator, messages_folder
from qtkit.program import dress
from qtkit.screen_there import EXIT_NO_SCREEN, screen_trouble
from qtkit.screens import screen_named, show_on
from qtkit.stop_window import StopTexts, StopWindow

EXIT_BROKEN = 1
_HELP = frozenset({"-h", "--help", "--version"})
"""Options that are answered without a screen."""
_UNSEEN = ("offscreen", "minimal")
"""Platforms of Qt on which nobody sees a window."""
_LINES = 3
_APART = " \N{MIDDLE DOT} "
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Runs(Protocol):
    """A program that is ready."""

    def run(self) -> int:
        """Runs until it is closed; returns the exit code."""


def run_program(
    name: str,
    build: Callable[[], Runs],
    argv: Sequence[str] | None,
    *,
    public: bool = False,
    titled: str = "",
    locked: bool = False,
) -> int:
    """Builds a program and runs it; returns its exit code.

    ``name`` names the log and the texts (``<name>.no_start.title``); ``public``: visitors use its screen,
    which is filled then; ``titled`` names the titles where those of ``name`` do not say what it is. What keeps it from
    starting stays on the screen until the window is closed, which nobody can while it is ``locked``, or the
    configuration was changed, which is tried at once.
    ``--help`` and the like still raise SystemExit.
    """
    arguments = sys.argv[1:] if argv is None else argv
    config = config_of(arguments)
    if _lacks_screen(name, config, arguments):
        return EXIT_NO_SCREEN
    failing = _Failing(name, config, titled or name, public=public, locked=locked)
    while True:
        try:
            app = build()
        except CannotStart as error:
            code = failing.refused(error)
        except Exception as error:
            code = failing.broken(error)
        else:
            return app.run()
        if code is not None:
            return code


def _lacks_screen(name: str, config: Path, arguments: Sequence[str]) -> bool:
    """Whether Qt would find no screen, which is said and written down then."""
    helps = not _HELP.isdisjoint(arguments)
    trouble = "" if helps or QGuiApplication.instance() is not None else screen_trouble(os.environ)
    if trouble:
        tell(trouble)
        write_down(name, config, [trouble])
    return bool(trouble)


@dataclass(frozen=True, slots=True)
class _Failing:
    """What follows a start that failed; each method returns the exit code, None when it is to be tried again."""

    name: str
    config: Path
    titled: str
    public: bool
    locked: bool

    def refused(self, error: CannotStart) -> int | None:
        """The program itself says why it cannot start."""
        code = error.code if isinstance(error.code, int) else EXIT_BROKEN
        log = write_down(self.name, self.config, error.lines)
        if error.shown:
            return code
        typed, second = error.typed and not self.public, error.second
        texts = _texts(self.name, self.config, error.lines, log, self.titled, second=second, typed=typed)
        public = self.public and not second
        again = _show(self.name, self.config, texts, public=public, brief=second, locked=self.locked)
        return None if again else code

    def broken(self, error: Exception) -> int | None:
        """Nobody has thought of this error."""
        trace = "".join(traceback.format_exception(error)).rstrip()
        tell(trace)
        log = write_down(self.name, self.config, [f"unexpected error\n{trace}"])
        texts = _texts(self.name, self.config, [type(error).__name__], log, self.titled)
        again = _show(self.name, self.config, texts, public=self.public, locked=self.locked)
        return None if again and self.locked else EXIT_BROKEN


def write_down(name: str, config: Path, lines: Sequence[str]) -> Path | None:
    """Append lines to the log that the program would have written; returns its file, None when there is none."""
    time = f"{datetime.now():%Y-%m-%d %H:%M:%S},000"  # noqa: DTZ005 - as logging writes it: the machine's time
    level = logging.getLevelName(logging.CRITICAL)
    text = "".join(f"{time} {level} {__name__}: cannot start: {line}\n" for line in lines)
    return append_to_log(f"{name}.log", config, text)


def _texts(
    name: str,
    config: Path,
    lines: Sequence[str],
    log: Path | None,
    titled: str,
    *,
    second: bool = False,
    typed: bool = False,
) -> StopTexts:
    """What the window says, with the title of ``titled``; ``typed``: all that is wrong is on the command line, so that
    no file can correct it."""
    translate = Translator(_language(config), messages_folder(config))
    state = "second_start" if second else "no_start"
    kind = f"{name}.{state}"
    said = [*lines[:_LINES]]
    if len(lines) > _LINES:
        said.append(translate(f"{name}.no_start.further", n=len(lines) - _LINES))
    if log is not None and not second:
        said.append(translate(f"{name}.no_start.log", log=log))
    more = translate(f"{kind}.typed" if typed and not second else f"{kind}.more")
    return StopTexts(translate(f"{titled}.{state}.title"), more, "" if second else _APART.join(said))


def _language(config: Path) -> str:
    """The language of a configuration that may be broken elsewhere."""
    with suppress(OSError):
        found = re.search(r'^\s*language\s*=\s*"([a-z]{2,8})"', config.read_text("utf-8", "replace"), re.MULTILINE)
        if found is not None:
            return found[1]
    return FALLBACK


def _show(
    name: str, config: Path, texts: StopTexts, *, public: bool, brief: bool = False, locked: bool = False
) -> bool:
    """Shows the window until it is closed; True when the start is to be tried again."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([name])
    if QGuiApplication.platformName() in _UNSEEN:
        return False
    dress(app, name)
    window = StopWindow(texts, config, brief=brief)
    window.locked = locked and not brief
    loop = QEventLoop()  # the application's own is for the program
    window.closed.connect(loop.quit)
    before = {number: signal.signal(number, window.on_signal) for number in _SIGNALS}
    try:
        show_on(window, screen_named(""), windowed=not public)
        loop.exec()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        window.deleteLater()
    return window.again
