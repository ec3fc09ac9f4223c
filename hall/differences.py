"""What differs between the hall in the database and the one of a file, key by key, for a program and for a person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any

from hall.structure import Difference

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONGEST = 60
"""Characters of a value in a line for a person."""
_SHARED = 12
"""Characters before the first difference that stay, where two long values begin alike."""


def differences(old: Mapping[Any, Any], new: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every key of ``new`` whose value is another one in ``old``, down to the keys inside its tables.

    Values are plain, as JSON has them; opening hours are looked at day by day, profiles by their names.
    """
    found = (_inside(name.removesuffix("_id"), old[name], value) for name, value in new.items())
    return tuple(difference for group in found for difference in group)


def difference_text(difference: Difference) -> str:
    """``voice.repeat: 2 -> 3``; long values end in "…", and where both begin alike they begin in it too."""
    before, after = _text(difference.before), _text(difference.after)
    if difference.key.endswith(".logo"):
        before, after = ("a picture" if value else _text(value) for value in (difference.before, difference.after))
        after = "another picture" if before == after else after
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    skipped = max(0, alike - _SHARED) if max(len(before), len(after)) > _LONGEST else 0
    return f"{difference.key}: {_shortened(before, skipped)} -> {_shortened(after, skipped)}"


def _inside(key: str, before: Any, after: Any) -> Iterable[Difference]:
    if before == after:
        return ()
    old, new = _parts(key, before), _parts(key, after)
    if old is None or new is None:
        return (Difference(key, before, after),)
    names = dict.fromkeys((*old, *new))
    return [part for name in names for part in _inside(f"{key}.{name}", old.get(name), new.get(name))]


def _parts(key: str, value: Any) -> Mapping[str, Any] | None:
    """What has names of its own inside ``value``; None when it is one value."""
    if isinstance(value, Mapping):
        return value
    last = key.rpartition(".")[2]
    if last == "hours" and isinstance(value, list):
        return dict(zip(_DAYS, value, strict=True))
    if last == "profiles" and isinstance(value, list):
        by_name = {profile["name"]: profile for profile in value}
        return by_name if len(by_name) == len(value) else None
    return None


def _text(value: object) -> str:
    if value is None:
        return "none"
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)


def _shortened(text: str, skipped: int) -> str:
    rest = f"…{text[skipped:]}" if skipped else text
    return rest if len(rest) <= _LONGEST else f"{rest[: _LONGEST - 1]}…"
