"""What a supervisor can do about an alarm of the business day, with what will happen then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DAY_ALARMS = frozenset(
    {
        "alarm_clock_lost",
        "alarm_clock_ahead",
        "alarm_clock_behind",
        "alarm_day_far_ahead",
        "alarm_day_not_later",
        "alarm_days_skipped",
        "alarm_day_over",
        "alarm_day_ahead",
        "alarm_day_in_doubt",
        "alarm_codes_changed",
        "alarm_day_closed_late",
        "alarm_timezone",
    }
)
"""Alarms of day and clock: they are shown before anybody has signed in, too."""
_BY_DAY = "alarm_day_closed_late"
ANSWERED_BY_STEP = DAY_ALARMS - {"alarm_clock_lost", "alarm_codes_changed", "alarm_timezone"}
"""Those about which a supervisor can do one of the steps, as long as there is one."""

_CODES = 8
"""So many codes one sentence names."""


def changed_codes(pairs: Sequence[Sequence[str]]) -> str:
    """Codes that have changed, before and after, as a sentence names them: the first ones, and how many more."""
    named = ", ".join(f"{before} → {after}" for before, after in pairs[:_CODES])
    more = len(pairs) - _CODES
    return f"{named}, … (+{more})" if more > 0 else named


class StepKind(StrEnum):
    """What a person does about the business day."""

    CONFIRM = "confirm"
    """Says that the machine's clock is right."""
    REOPEN = "reopen"
    """Opens again a day that ended by itself."""
    BRING = "bring"
    """Brings the numbers of such a day into the one that is open."""


@dataclass(frozen=True, slots=True)
class DayStep:
    """One step that a person can take now.

    ``day`` is the date that is open afterwards. ``ends`` is a business day that the step ends, with ``count`` numbers
    of it that expire, and ``carried`` that go along to ``day``. ``before`` is the date that the open day has now, when
    the step gives it another; ``doubtful`` a date that is in doubt until the step. ``back`` numbers come back.

    ``joins`` is a business day dated ahead: it closes, and the ``carried`` numbers that wait in it go back to ``day``;
    ``renamed`` are the codes of those that need another one, before and after. ``early`` numbers were written down with
    a time that is still to come and get the present one.
    """

    kind: StepKind
    day: date
    ends: date | None = None
    count: int = 0
    carried: int = 0
    before: date | None = None
    doubtful: date | None = None
    back: int = 0
    joins: date | None = None
    renamed: tuple[tuple[str, str], ...] = ()
    early: int = 0


def step_about(code: str, params: Iterable[tuple[str, object]], steps: Iterable[DayStep]) -> DayStep | None:
    """The one of ``steps`` that answers an alarm of day and clock with this ``code``; None where none does now."""
    if code not in ANSWERED_BY_STEP:
        return None
    if code != _BY_DAY:
        return next((step for step in steps if step.kind is StepKind.CONFIRM), None)
    day = dict(params).get("day")
    return next((step for step in steps if step.kind is not StepKind.CONFIRM and step.day == day), None)
