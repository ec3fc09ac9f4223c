"""The one tree of errors: refusals by a rule, a store out of reach, settings that cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from hall.glyphs import visible
from hall.messages import message
from hall.translator import ENGLISH, Translator

T = TypeVar("T")
_LONGEST_ECHO = 120
_LISTS = frozenset({"known", "zones", "numbers"})
"""Params of a refusal that list what there is."""


def echoed(text: str, *, whole: bool = False) -> str:
    """``text`` as a sentence may repeat it, whatever was typed: one line, ``?`` for what nobody sees or a terminal
    would obey; longer ones end in ``…`` unless they are wanted ``whole``."""
    line = visible(text)
    return line if whole or len(line) <= _LONGEST_ECHO else f"{line[: _LONGEST_ECHO - 1]}…"


class HallError(Exception):
    """Base of every error that the hall raises on purpose; anything else is a bug."""


class Refused(HallError):
    """A rule said no; carries one sentence for the person in front of the screen.

    ``code`` is stable (``assets/messages`` has them all); ``params`` fill the message's placeholders. A text among
    them may be what somebody typed: it is one line here that can be shown, shortened unless it is a list.
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = {
            name: echoed(value, whole=name in _LISTS) if type(value) is str else value for name, value in params.items()
        }
        super().__init__(message(code, ENGLISH, **self.params))

    def message(self, translate: Translator) -> str:
        """The refusal in one sentence."""
        return message(self.code, translate, **self.params)


def or_refuse(value: T | None, code: str, **params: object) -> T:
    """The value. Raises Refused(code) where there is none."""
    if value is None:
        raise Refused(code, **params)
    return value


class StoreCause(StrEnum):
    """Why a database cannot be used, as far as the remedies differ; each has a message ``store_<cause>``."""

    AWAY = "away"
    PASSWORD = "password"  # noqa: S105
    NO_DATABASE = "no_database"
    NO_HALL = "no_hall"
    SCHEMA_OLD = "schema_old"
    SCHEMA_NEW = "schema_new"
    NO_RIGHT = "no_right"
    READ_ONLY = "read_only"
    ENCODING = "encoding"
    NO_FILE = "no_file"
    DAMAGED = "damaged"
    BUSY = "busy"


class StoreUnavailable(HallError):
    """The database cannot be used now; the text says what is wrong and what to do. Safe to try again.

    ``cause`` tells screens which message to show.
    """

    def __init__(self, text: object, cause: StoreCause = StoreCause.AWAY) -> None:
        self.cause = cause
        super().__init__(text)

    @property
    def passes(self) -> bool:
        """Whether it may end by itself; all else waits for somebody who puts it right."""
        return self.cause in (StoreCause.AWAY, StoreCause.BUSY)


class Withdrawn(HallError):
    """Whoever asked for a write has taken it back before it was kept: nothing was written, and nothing will be."""


class SettingsError(HallError):
    """The configuration cannot be used; ``problems`` holds every finding, one line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class DeviceError(HallError):
    """A device (printer, screen, loudspeaker) is missing or set up wrongly; the text says what to do."""


class VoiceError(HallError):
    """A voice pack or the program that makes one cannot be used; the text says which file and what to do."""


class BackupError(HallError):
    """A backup cannot be made, or is damaged; the text says which file and what to do."""


class BackupLocked(BackupError):
    """A backup is encrypted, and the passphrase that was given, or none, does not open it."""


class CannotStart(SystemExit):
    """A program with windows cannot start: ``lines`` say why and what to do, ``code`` is its exit code.

    ``second``: because it runs already, which is no fault of anything; ``shown``: and its window was raised.
    ``typed``: all that is wrong was typed where the program is started, and no file can put it right.
    """

    def __init__(
        self, code: int, lines: Sequence[str], *, second: bool = False, shown: bool = False, typed: bool = False
    ) -> None:
        self.lines, self.second, self.shown, self.typed = tuple(lines), second, shown, typed
        super().__init__(code)
