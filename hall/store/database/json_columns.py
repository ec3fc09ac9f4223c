"""The JSON columns: what each must hold. ``hall.store.database.allowed`` gives it to their types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from hall.figures import DayTerms
from hall.forms import KioskForm, ReportForm, SlipForm, SurveyForm, VoiceForm
from hall.messages import codes
from hall.retention import Retention
from hall.standard import ServiceStandard
from hall.store.database.codec import from_json, hints_of
from hall.structure import (
    ARROWS,
    PRINT_MODES,
    BoardSetup,
    Calendar,
    CounterService,
    Profile,
    Rules,
    SpeechSetup,
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


def _is(kind: Any) -> Callable[[Any], bool]:
    """An object may have names that a later program wrote, but where none of ours is there it is another thing."""

    def fits_it(value: Any) -> bool:
        strange = isinstance(value, dict) and bool(value) and hints_of(kind).keys().isdisjoint(value)
        return not strange and from_json(kind, value) is not None

    return fits_it


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _pairs(value: Any) -> bool:
    """What fills the message of a reason: pairs of a name and a plain value."""
    return isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str) and not isinstance(pair[1], (list, dict))
        for pair in value
    )


def _machine(value: Any) -> bool:
    """What a station's own machine says of its printer (``hall.store.devices.printers``)."""
    numbers = (value.get("paper_mm", 80), value.get("roll_m", 0))
    return (
        all(isinstance(number, (int, float)) and 0 <= number <= 10_000 for number in numbers)
        and all(isinstance(word, str) for word in (value.get("printer", ""), value.get("fallback", "")))
        and value.get("print_mode", "") in ("", *PRINT_MODES)
    )


def _counts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(count, int) and count >= 0 for count in value.values())


def _timezone(value: Any) -> bool:
    return bool(value) and ZoneInfo(value) is not None


DOCUMENTS: dict[str, Callable[[Any], bool]] = {
    "hours": _is(WeeklyHours),
    "profiles": _is(tuple[Profile, ...]),
    "calendar": _is(Calendar),
    "rules": _is(Rules),
    "slip": _is(SlipForm),
    "reports": _is(ReportForm),
    "retention": _is(Retention),
    "counts": _counts,
    "counts by number": lambda value: _counts(value) and all(int(key) >= 0 for key in value),
    "terms": lambda value: DayTerms.of(value) is not None,
    "voice": _is(VoiceForm),
    "survey": _is(SurveyForm),
    "kiosk": _is(KioskForm),
    "standard": _is(ServiceStandard),
    "board": _is(BoardSetup),
    "speech": _is(SpeechSetup),
    "served": _is(tuple[CounterService, ...]),
    "arrows": lambda value: _texts(value) and set(value) <= set(ARROWS),
    "texts": _texts,
    "object": lambda value: isinstance(value, dict),
    "machine": _machine,
    "pairs": _pairs,
    "timezone": _timezone,
    "timezone or ''": lambda value: value == "" or _timezone(value),
    "warnings": lambda value: _texts(value) and {f"board_{warning}" for warning in value} <= {*codes("board_")},
}
"""Whether a value is one, by name."""
