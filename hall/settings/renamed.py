"""Settings that have a new name: the old one still works, and a warning says what to write."""

from __future__ import annotations

from hall.settings.lines import tables_at
from hall.settings.syntax import Document

KEYS = {
    ("zone", "sign"): "pictogram",
    ("zone", "way"): "directions",
    ("zone", "way_en"): "directions_en",
    ("zone", "counter_way"): "counter_directions",
    ("zone", "counter_way_en"): "counter_directions_en",
    ("rules", "transfer_turn"): "transfer_queue_time",
}
"""By table and old key."""
VALUES = {("slip", "parts", "way"): "directions"}
"""By table, key of a list, and old item."""


def rename_old(document: Document, file: str) -> tuple[str, ...]:
    """Gives every old key and item of ``document`` its new name; a warning for each. A new name that is there too is
    left to the check, as an unknown key."""
    warnings = []
    for (table, old), new in KEYS.items():
        for path, values in tables_at(document.data, (table,)):
            if old in values and new not in values:
                values[new] = values.pop(old)
                line = document.index.rename((*path, old), (*path, new))
                warnings.append(_warning(file, line, table, old, new))
    for (table, key, old), new in VALUES.items():
        for path, values in tables_at(document.data, (table,)):
            items = values.get(key)
            if isinstance(items, list) and old in items:
                values[key] = [new if item == old else item for item in items]
                line = document.index.line_of((*path, key))
                warnings.append(_warning(file, line, f"{table}.{key}", old, new))
    return tuple(warnings)


def _warning(file: str, line: int, where: str, old: str, new: str) -> str:
    return f'{file}:{line}: {where}: "{old}" is now "{new}"; the old name will go'
