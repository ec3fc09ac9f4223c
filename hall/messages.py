"""What a rule says, as a message of the catalogue: refusals, alarms, reasons, openings, findings of an audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from hall.dates import clock_text, date_text
from hall.translator import FALLBACK, Translator, catalogue


@dataclass(frozen=True, slots=True)
class CodedMessage:
    """Something to be said: a stable ``code`` of a message and what fills it."""

    code: str
    params: tuple[tuple[str, object], ...] = ()

    def message(self, translate: Translator) -> str:
        """It in one sentence."""
        return message(self.code, translate, **dict(self.params))


def message(code: str, translate: Translator, /, **params: object) -> str:
    """The message of ``code`` with its placeholders filled: dates, times, states and other messages as ``translate``
    says them.

    Raises KeyError for an unknown code or a missing placeholder: both are bugs.
    """
    return translate(code, **{name: _filling(value, translate) for name, value in params.items()})


def member_text(member: Enum, translate: Translator) -> str:
    """A state, action or pause as it fills a placeholder, by itself."""
    return translate(f"{type(member).__name__}.{member.name}".lower())


def codes(beginning: str = "") -> tuple[str, ...]:
    """The codes of all messages of rules that begin so."""
    return tuple(code for code in catalogue(FALLBACK) if code.startswith(beginning) and "." not in code)


def _filling(value: object, translate: Translator) -> object:
    said = getattr(value, "message", None)
    if callable(said):
        return said(translate)
    if isinstance(value, Enum):
        return member_text(value, translate)
    if isinstance(value, time):
        return clock_text(value, translate)
    return date_text(value, translate) if isinstance(value, date) else value
