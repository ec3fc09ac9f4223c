"""What stands at a place of the configuration: the keys of a table, and the table or the value that a path leads to."""

from __future__ import annotations

from typing import Any

from hall.settings.schema import STATION, CommonFile
from hall.settings.tables import Table


def keys_of(model: type[Table]) -> tuple[str, ...]:
    """The keys of a table, in the order of the handbook."""
    return (*model.keys, STATION) if issubclass(model, CommonFile) else tuple(model.keys)


def model_at(model: type[Table], path: tuple[Any, ...]) -> tuple[type[Table] | None, str]:
    """The table that ``path`` leads to from ``model`` (None for a plain value), and what its last key may be."""
    current: type[Table] | None = model
    allowed = ""
    for part in path:
        if isinstance(part, int) or (current is None and allowed):
            continue  # an item of a plain value: what is allowed there is said of the whole
        field = current.keys.get(part) if current else None
        allowed = field.description if field else ""
        current = _table_in(current.types()[part]) if current and field else None
    return current, allowed


def _table_in(annotation: Any) -> type[Table] | None:
    if isinstance(annotation, type) and issubclass(annotation, Table):
        return annotation
    inner = (_table_in(part) for part in getattr(annotation, "__args__", ()))
    return next((table for table in inner if table), None)
