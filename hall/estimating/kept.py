"""What was kept as JSON and is read again: only what has the shape that this program writes."""

from __future__ import annotations

from math import isfinite
from typing import Any


def shaped(kept: Any, like: Any) -> Any:
    """``kept`` where it is numbers in lists as long as those of ``like``. Raises ValueError."""
    if isinstance(like, list | tuple):
        if not isinstance(kept, list) or len(kept) != len(like):
            raise ValueError(f"{len(like)} values were expected")
        return [shaped(one, other) for one, other in zip(kept, like, strict=True)]
    return number(kept)


def number(kept: Any) -> Any:
    """``kept`` where it is a number. Raises ValueError."""
    if isinstance(kept, bool) or not isinstance(kept, int | float) or not isfinite(kept):
        raise ValueError("a number was expected")
    return kept


def named(kept: Any) -> dict[str, Any]:
    """``kept`` where it has names. Raises ValueError."""
    if not isinstance(kept, dict):
        raise ValueError("names were expected")
    return kept
