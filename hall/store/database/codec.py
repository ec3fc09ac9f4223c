"""How parts of the structure are written as JSON in the database, and read back: by the types of their fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import date, time, timedelta
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hall.forms import VolumeStep
from hall.store.database.shape import SENSIBLE
from hall.structure import Holiday, TimeRange, WeeklyHours


def to_json(hint: Any, value: Any) -> Any:
    """``value``, which is of the type ``hint``, as plain values; None stays None."""
    if get_origin(hint) is UnionType:
        return None if value is None else to_json(get_args(hint)[0], value)
    if hint in _FORMS:
        return _FORMS[hint][0](value)
    if get_origin(hint) is tuple:
        return [to_json(get_args(hint)[0], part) for part in value]
    if hint is WeeklyHours:
        return to_json(hints_of(hint)["days"], value.days)
    if not is_dataclass(value):
        return value
    parts = {name: to_json(kind, getattr(value, name)) for name, kind in hints_of(hint).items()}
    return list(parts.values()) if hint in _LISTED else parts


def from_json(hint: Any, value: Any) -> Any:
    """The reverse of ``to_json``; what an older program did not write is as usual. JSON of another shape raises
    TypeError, ValueError, AttributeError or OverflowError."""
    if get_origin(hint) is UnionType:
        return None if value is None else from_json(get_args(hint)[0], value)
    made = _FORMS[hint][1](value) if hint in _FORMS else _made(hint, value)
    if hint in SENSIBLE and not SENSIBLE[hint](made):
        raise ValueError(f"{value!r} makes no sense")
    return made


def _made(hint: Any, value: Any) -> Any:
    if hint is WeeklyHours:
        value = {"days": value}
    if hint in _LISTED:
        value = dict(zip(hints_of(hint), value, strict=False))
    plain: Any = list if get_origin(hint) is tuple else dict if is_dataclass(hint) else hint
    if value.__class__ is not plain:
        raise TypeError(f"{value!r} is no {plain.__name__}")
    if plain is list:
        return tuple(from_json(get_args(hint)[0], part) for part in value)
    if plain is dict:
        return hint(**{name: from_json(kind, value[name]) for name, kind in hints_of(hint).items() if name in value})
    return value


@cache
def hints_of(kind: type) -> dict[str, Any]:
    """The types of a dataclass's fields by their names."""
    return get_type_hints(kind)


def _range(text: str) -> TimeRange:
    start, _, end = text.partition("-")
    return TimeRange(time.fromisoformat(start), time.fromisoformat(end))


_LISTED = (Holiday, VolumeStep)
"""Written as the list of their values."""
_FORMS: dict[Any, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    TimeRange: (lambda hours: f"{hours.start:%H:%M}-{hours.end:%H:%M}", _range),
    date: (date.isoformat, date.fromisoformat),
    time: (lambda at: at.isoformat("minutes"), time.fromisoformat),
    timedelta: (lambda span: int(span.total_seconds()), lambda seconds: timedelta(seconds=seconds)),
    tuple[tuple[str, str], ...]: (dict, lambda pairs: tuple(sorted(pairs.items()))),
}
"""How values of these types are written, and read."""
