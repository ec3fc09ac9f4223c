"""The JSON columns: what each must hold. ``hall.store.database.allowed`` gives it to their types."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any
from zoneinfo import ZoneInfo

from hall.messages import codes
from hall.store.database.codec import (
    board_from_json,
    board_to_json,
    calendar_from_json,
    calendar_to_json,
    hours_from_json,
    profiles_from_json,
    rules_from_json,
    rules_to_json,
    slip_from_json,
    slip_to_json,
    voice_from_json,
    voice_to_json,
)
from hall.store.database.shape import is_whole
from hall.structure import (
    ARROWS,
    PRINT_MODES,
    BoardSetup,
    Calendar,
    Profile,
    Rules,
    SlipForm,
    VoiceForm,
    WeeklyHours,
)

_BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, OSError, TypeError, ValueError)
"""What reading JSON of another shape raises."""


def fits(document: str, value: Any) -> bool:
    """Whether ``value``, as JSON gives it, is the ``document`` of this name (of ``DOCUMENTS``)."""
    try:
        return DOCUMENTS[document](value)
    except _BROKEN:
        return False


def _read(read: Callable[[Any], Any], hint: Any, names: Collection[str] = ()) -> Callable[[Any], bool]:
    """``names`` are those that this program writes. An object may have others, which a later program wrote, but where
    none of them is there it is another thing."""

    def fits_it(value: Any) -> bool:
        strange = bool(names and value) and not any(name in value for name in names)
        return not strange and is_whole(read(value), hint)

    return fits_it


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _object(value: Any) -> bool:
    return isinstance(value, dict)


def _pairs(value: Any) -> bool:
    """What fills the message of a reason: pairs of a name and a plain value."""
    return isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str) and not isinstance(pair[1], (list, dict))
        for pair in value
    )


def _warnings(value: Any) -> bool:
    return _texts(value) and {f"board_{warning}" for warning in value} <= {*codes("board_")}


def _machine(value: Any) -> bool:
    """What a station's own machine says of its printer (``hall.store.devices.printers``)."""
    numbers = (value.get("paper_mm", 80), value.get("roll_m", 0))
    words = (value.get("printer", ""), value.get("fallback", ""))
    return (
        all(isinstance(number, (int, float)) and 0 <= number <= 10_000 for number in numbers)
        and all(isinstance(word, str) for word in words)
        and value.get("print_mode", "") in ("", *PRINT_MODES)
    )


def _timezone(value: Any) -> bool:
    return bool(value) and ZoneInfo(value) is not None


DOCUMENTS: dict[str, Callable[[Any], bool]] = {
    "hours": _read(hours_from_json, WeeklyHours),
    "profiles": _read(profiles_from_json, tuple[Profile, ...]),
    "calendar": _read(calendar_from_json, Calendar, calendar_to_json(Calendar())),
    "rules": _read(rules_from_json, Rules, rules_to_json(Rules())),
    "slip": _read(slip_from_json, SlipForm, slip_to_json(SlipForm())),
    "voice": _read(voice_from_json, VoiceForm, voice_to_json(VoiceForm())),
    "board": _read(board_from_json, BoardSetup, board_to_json(BoardSetup())),
    "arrows": lambda value: _texts(value) and set(value) <= set(ARROWS),
    "texts": _texts,
    "object": _object,
    "machine": _machine,
    "pairs": _pairs,
    "timezone": _timezone,
    "timezone or ''": lambda value: value == "" or _timezone(value),
    "warnings": _warnings,
}
"""Whether a value is one, by name."""
