"""What a technician at the command line can do about a refusal; people at screens read the sentence alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_CLOCK = "Put the machine's clock right; or, if it is right, confirm it with `hall day confirm`."

HINTS: Mapping[str, str] = MappingProxyType(
    {
        "day_closed": "`hall day open --confirm` opens it again.",
        "clock_far_ahead": _CLOCK,
        "day_not_later": _CLOCK,
        "day_far_ahead": _CLOCK,
        "date_used": "`hall day open DATE --confirm` opens that day again, when no other is open.",
        "unknown_service": "`hall services` lists them.",
        "unknown_counter": "`hall counters` lists them.",
        "unknown_agency": "`hall services` shows their ids.",
        "unknown_announcement": "`hall announce list` lists them.",
    }
)
