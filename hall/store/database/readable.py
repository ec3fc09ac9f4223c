"""Lists go on past a row that cannot be read; what depends on that row alone stops at ``UnreadRow``.

Which row it is, ``hall.store.database.wrong_rows`` finds and names: a query does not know its tables' keys.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from hall.errors import HallError
from hall.store.database.column_types import Unreadable
from hall.wrong_rows import shown

T = TypeVar("T")
K = TypeVar("K")
_log = logging.getLogger(__name__)


class UnreadRow(HallError):
    """A row holds what cannot be read, or names another one that is not there; the store names it to whoever asked."""


def is_whole(row: Iterable[Any]) -> bool:
    """Whether every value of a row could be read."""
    return Unreadable not in map(type, row)


def whole(row: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """The row's mapping itself. Raises UnreadRow when a value in it could not be read."""
    for name, value in row.items():
        if value.__class__ is Unreadable:
            raise UnreadRow(f"column {name} holds {shown(value.raw)}")
    return row


def or_none(value: T | None) -> T | None:
    """The value; None for one that could not be read, where the rest can go on without it."""
    return None if value.__class__ is Unreadable else value


def known(key: str, among: Mapping[str, T]) -> T:
    """What ``key`` names, as a row says it. Raises UnreadRow when it is not there."""
    found = among.get(key)
    if found is None:
        raise UnreadRow(f"{shown(key)} is not known here")
    return found


def whole_rows(rows: Iterable[T]) -> Iterator[T]:
    """The rows of which everything could be read; the log names what the others hold."""
    for row in rows:
        if is_whole(row.values() if isinstance(row, Mapping) else row):  # type: ignore[arg-type]
            yield row
        else:
            _log.debug("a row is left out that cannot be read: %s", shown(tuple(row)))  # type: ignore[arg-type]


def each(make: Callable[[T], K], rows: Iterable[T]) -> tuple[K, ...]:
    """What ``make`` makes of every row that can be read."""
    return tuple(_each(make, whole_rows(rows)))


def _each(make: Callable[[T], K], rows: Iterable[T]) -> Iterator[K]:
    for row in rows:
        try:
            made = make(row)
        except UnreadRow as error:
            _log.debug("a row is left out that cannot be read: %s", error)
            continue
        yield made
