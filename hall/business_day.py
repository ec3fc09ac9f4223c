"""The business day as a rule: which date may be opened, and when an open day has to end. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hall.errors import Refused
from hall.structure import Hall

FAR_AHEAD = timedelta(days=7)
"""A first number dated further ahead of the last business day than this points to a wrong clock."""


def refuse_bad_date(day: date, last: date | None, *, confirmed: bool) -> None:
    """Refuse to open ``day`` after the last business day ``last`` when the clock cannot be right.

    Raises Refused("day_closed") for the last day itself, ("day_not_later") for an earlier one, and
    ("day_far_ahead") for one more than 7 days later unless a person ``confirmed`` it.
    """
    if last is None:
        return
    if day == last:
        raise Refused("day_closed", day=day)
    if day < last:
        raise Refused("day_not_later", day=day, last=last)
    if day - last > FAR_AHEAD and not confirmed:
        raise Refused("day_far_ahead", day=day, last=last)


def closes_at(opened: datetime, hall: Hall) -> datetime:
    """When a business day opened at ``opened`` (in the hall's zone) ends by itself.

    At the first ``day_close`` after its opening, so midnight ends nothing; an always open hall, a demonstration or
    a test, gets a day more. A day that a power cut left open is past this moment at the next start.
    """
    end = datetime.combine(opened.date(), hall.rules.day_close, tzinfo=opened.tzinfo)
    if end <= opened:
        end += timedelta(days=1)
    return end + timedelta(days=1) if hall.always_open else end
