"""Column types that behave alike on SQLite and Postgres, and that no value which a hand has written there can break.

A value that cannot be read never raises in the middle of a query: it is read as what its column falls back to, or as
``Unreadable``, and ``hall.store.database.wrong_rows`` names its row.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, DateTime, Float, Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from hall.store.database import json_columns

Id = BigInteger().with_variant(Integer(), "sqlite")
"""A growing 64-bit key; SQLite grows only columns whose type is INTEGER."""

LARGEST = 2**53
"""No count or id of a hall comes near; larger whole numbers are not even exact in JSON."""
YEARS = range(2000, 2200)
"""Years that a hall can write down: what lies beyond cannot be counted with in every time zone."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC; SQLite, which knows no zones, holds it as UTC text of fixed width."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], datetime | str | None]:
        """What refuses naive values: a time without a zone is a bug."""
        return _utc_text if dialect.name == "sqlite" else _utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Aware in UTC again; ``Unreadable`` what is no time, also where no column says what it is (a maximum)."""
        inner = self.impl_instance.result_processor(dialect, coltype)

        def process(raw: Any) -> Any:
            if raw is None:
                return None
            try:
                at: Any = raw if inner is None else inner(raw)
                aware: datetime = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
            except _NOT_READ:
                return Unreadable(raw)
            return aware if aware.year in YEARS else Unreadable(raw)

        return process


def _utc(value: datetime | None) -> datetime | None:
    if value is None or value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        raise ValueError(f"naive datetime {value!r}")
    return value.astimezone(UTC)


@lru_cache(maxsize=32)  # one moment stands in many columns
def _utc_text(value: datetime | None) -> str | None:
    at = _utc(value)
    return None if at is None else at.replace(tzinfo=None).isoformat(" ", "microseconds")


_NOT_READ = (AttributeError, TypeError, ValueError, OverflowError, RecursionError)
"""What the readers of a driver raise on a value of another kind."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands where a value could not be read; ``raw`` is what the driver gave."""

    raw: Any


# Compared by identity: it is part of the key under which statements are kept, which is hashed at every execution.
@dataclass(frozen=True, slots=True, eq=False)
class Allowed:
    """What a column may hold: ``words`` from a list, numbers from ``low`` to ``high``, the beginning of a text, or a
    JSON ``document`` of ``hall.store.database.json_columns``."""

    words: tuple[str, ...] = ()
    low: float = -LARGEST
    high: float = LARGEST
    begins: str = ""
    document: str = ""

    def stated(self, kind: str) -> str:
        """What is allowed, in English, after "must be": ``kind`` is the kind of the column."""
        if self.words:
            return "one of " + ", ".join(word or "''" for word in self.words[:8]) + (" …" if self.words[8:] else "")
        if self.begins:
            return f"a text that begins with {self.begins}"
        if kind in ("whole number", "number") and (self.low, self.high) != (-LARGEST, LARGEST):
            return f"a {kind} from {self.low:g} to {self.high:g}"
        if self.document:
            return self.document if kind == "text" else f"the JSON of {self.document}"
        if kind == "time":
            return "a time such as 2026-11-23 02:00:00.000000, in UTC"
        return f"a {kind}"


ANYTHING = Allowed()
NOTHING = object()
"""No fallback."""


class Guarded(TypeDecorator[Any]):
    """The type of a column with what it may hold; ``fallback`` is what a value is read as that is something else,
    ``Unreadable`` when there is none."""

    impl: Any = String
    cache_ok = True

    def __init__(self, plain: TypeEngine[Any], allowed: Allowed = ANYTHING, fallback: Any = NOTHING) -> None:
        super().__init__()
        self.impl = self.impl_instance = self.plain = plain
        self.allowed = allowed
        # Not the value itself: a list could not be part of the key under which statements are kept.
        self._fallback = fallback
        self.falls_back = fallback is not NOTHING

    @property
    def kind(self) -> str:
        """What the column holds, in words."""
        return next(words for kind, words, _ in _KINDS if isinstance(self.plain, kind))

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """A reader that never raises."""
        read = self.reader(dialect, coltype)
        if isinstance(self.plain, (UtcDateTime, Date)) or self.allowed.words:
            # The same few values over and over; by type too, as 1 and 1.0 are equal.
            read = lru_cache(maxsize=128, typed=True)(read)
        fallback = self._fallback
        if fallback is NOTHING:
            return read

        def process(raw: Any) -> Any:
            value = read(raw)
            return fallback if value.__class__ is Unreadable else value

        return process

    def reader(self, dialect: Dialect, coltype: object = None) -> Callable[[Any], Any]:
        """A reader that gives ``Unreadable`` for every value which the column must not hold."""
        plain = self.plain
        if isinstance(plain, Integer):
            return _integer_reader(self.allowed)
        # Without the column of a result at hand, what Postgres's driver gives is the value already.
        as_given = coltype is None and dialect.name == "postgresql"
        inner = None if as_given else plain.dialect_impl(dialect).result_processor(dialect, coltype)
        fits = next(fit for kind, _, fit in _KINDS if isinstance(plain, kind))
        allowed = self.allowed
        flag = isinstance(plain, Boolean)

        def read(raw: Any) -> Any:
            if raw is None:
                return None
            try:
                # SQLite's reader of a flag calls every text true.
                value = raw if inner is None or (flag and raw.__class__ is not int) else inner(raw)
            except _NOT_READ:
                return Unreadable(raw)
            known = raw in (0, 1) if flag else fits(value, allowed)
            return value if known else Unreadable(raw)

        return read

    def text_reader(self) -> Callable[[Any], Any]:
        """As ``reader``, of times and days that came as text."""
        date_only = isinstance(self.plain, Date)

        def read(raw: Any) -> Any:
            if raw is None:
                return None
            try:
                year = (date if date_only else datetime).fromisoformat(raw).year
            except _NOT_READ:
                return Unreadable(raw)
            return raw if year in YEARS else Unreadable(raw)

        return read


def _integer_reader(allowed: Allowed) -> Callable[[Any], Any]:
    """Both drivers give whole numbers as they are."""
    low, high = allowed.low, allowed.high

    def read(raw: Any) -> Any:
        return raw if raw is None or (raw.__class__ is int and low <= raw <= high) else Unreadable(raw)

    return read


def _is_text(value: Any, allowed: Allowed) -> bool:
    if value.__class__ is not str:
        return False
    if allowed.words:
        return value in allowed.words
    if allowed.document:
        return json_columns.fits(allowed.document, value)
    if not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
        return False  # bytes that are no UTF-8
    return value.startswith(allowed.begins) if allowed.begins else "\0" not in value


_KINDS: tuple[tuple[type[TypeEngine[Any]], str, Callable[[Any, Allowed], bool]], ...] = (
    (Boolean, "flag, 0 or 1", lambda value, _: value.__class__ is bool),
    (Integer, "whole number", lambda value, allowed: value.__class__ is int and allowed.low <= value <= allowed.high),
    (
        Float,
        "number",
        lambda value, allowed: (
            value.__class__ in (int, float) and math.isfinite(value) and allowed.low <= value <= allowed.high
        ),
    ),
    (Date, "date such as 2026-11-23", lambda value, _: value.__class__ is date and value.year in YEARS),
    (UtcDateTime, "time", lambda value, _: value.__class__ is datetime),
    (JSON, "JSON document", lambda value, allowed: not allowed.document or json_columns.fits(allowed.document, value)),
    (String, "text", _is_text),
)
