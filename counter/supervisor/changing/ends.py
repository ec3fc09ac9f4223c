"""Until when a change lasts, as a form asks it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from hall.dates import typed_day
from hall.overrides import end_of_day
from hall.translator import Translator
from qtkit.desk.asked import Answers, WrongAnswer
from qtkit.desk.choice_list import Option
from qtkit.desk.form_fields import ChoiceField, TextField

TODAY, AT, OPEN_ENDED = "today", "at", "open"
_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Lasting:
    """Until ``ends_at`` (aware), without one until the end of the hall's day, or ``open_ended`` until taken back."""

    ends_at: datetime | None = None
    open_ended: bool = False


def end_fields(translate: Translator, *, open_ended: str = OPEN_ENDED) -> tuple[ChoiceField, TextField]:
    """The two fields that ask for it; ``open_ended`` is the end of the text's code of what has no end yet."""
    said = {TODAY: TODAY, AT: AT, OPEN_ENDED: open_ended}
    options = tuple(Option(key, translate(f"supervisor.until_{code}")) for key, code in said.items())
    return (
        ChoiceField("until", translate("supervisor.until"), options),
        TextField("end", translate("supervisor.until_when"), hint=translate("supervisor.until_hint"), most=20),
    )


def lasting(answers: Answers, now: datetime, zone: ZoneInfo, translate: Translator) -> Lasting:
    """What was answered. Raises WrongAnswer for what is no time, or over."""
    if answers["until"] == TODAY and not answers["end"]:
        return Lasting()
    if answers["until"] == OPEN_ENDED and not answers["end"]:
        return Lasting(open_ended=True)
    end = _moment(answers["end"], now.astimezone(zone), zone)
    if end is None:
        raise WrongAnswer("end", translate("supervisor.until_wrong"))
    if end <= now:
        raise WrongAnswer("end", translate("supervisor.until_over"))
    return Lasting(end)


def typed_clock(text: str) -> time | None:
    """``12.15`` or ``12:15``; None for what is no time of a day."""
    clock = _CLOCK.fullmatch(text)
    return None if clock is None else time(int(clock[1]), int(clock[2]))


def _moment(text: str, local: datetime, zone: ZoneInfo) -> datetime | None:
    """``14.00`` is today, a date is the end of that day."""
    clock = typed_clock(text)
    if clock is not None:
        return datetime.combine(local.date(), clock, tzinfo=zone)
    try:
        day = typed_day(text)
    except ValueError:
        return None
    return end_of_day(datetime.combine(day, time(0), tzinfo=zone), zone)
