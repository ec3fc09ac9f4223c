"""Today's hours in two short texts: open from when to when, and the break between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hall.translator import Translator
from hall.views import AgencyView, KioskView

UNREADY = "day_unready"
"""The code of an opening, and the name of the notice for it."""
EVACUATION = "evacuation"
"""The same of an evacuation."""
_RANGE = re.compile(r"\s*[-\u2013]\s*")


@dataclass(frozen=True, slots=True)
class HoursText:
    """``open``: ``Buka 07.30–16.00``; ``more``: ``Istirahat 12.00–13.00``, or empty."""

    open: str
    more: str


def hours_text(view: KioskView, translate: Translator) -> HoursText:
    """The texts for ``view``; a closed day says when the hall opens again, and a break that is over is not told."""
    if hall_closed(view) and not day_unready(view):
        return HoursText(_closed_text(view, translate), "")
    if view.hall.always_open:
        return HoursText(translate("kiosk.hours.always"), "")
    ranges = [_RANGE.split(stretch, maxsplit=1) for stretch in view.hours_today]
    if not ranges or any(len(stretch) != 2 for stretch in ranges):
        return HoursText(view.opening.message(translate), "")
    first, last = _clock(ranges[0][0], translate), _clock(ranges[-1][1], translate)
    opened = translate("kiosk.hours.open", start=first, end=last)
    if len(ranges) == 2 and not _is_over(ranges[1][0], view):
        start, end = _clock(ranges[0][1], translate), _clock(ranges[1][0], translate)
        return HoursText(opened, translate("kiosk.hours.break", start=start, end=end))
    return HoursText(opened, "")


def hall_closed(view: KioskView | None) -> bool:
    """Whether nothing at all can be had now: the hall is closed and so is each of its agencies."""
    return view is not None and not view.opening.is_open and not any(a.opening.is_open for a in view.agencies)


def has_one_reason(agency: AgencyView) -> bool:
    """Whether what is said of a closed agency holds for each of its services; else each row says its own."""
    return len({(service.opening.code, service.opening.detail) for service in agency.services}) <= 1


def day_unready(view: KioskView | None) -> bool:
    """Whether numbers wait for the staff alone, who must look at the machine's clock first."""
    if view is None:
        return False
    openings = [view.opening, *(agency.opening for agency in view.agencies)]
    return not any(found.is_open for found in openings) and any(found.code == UNREADY for found in openings)


def waiting_notice(view: KioskView | None) -> str:
    """The notice that takes the place of the first page; empty for none: the hall is evacuated, or its day waits for
    the staff."""
    if view is not None and view.opening.code == EVACUATION:
        return EVACUATION
    return UNREADY if day_unready(view) else ""


def _closed_text(view: KioskView, translate: Translator) -> str:
    """``Tutup · buka besok 07.30``; a break says only until when, a closing or holiday not why, which the page says."""
    said = view.opening.message(translate, brief=True)
    if view.opening.code == "break" or view.opening.detail or view.opening.next_change is None:
        return said
    return translate("kiosk.hours.closed", when=said[:1].lower() + said[1:])


def _is_over(clock: str, view: KioskView) -> bool:
    """Whether the time of the day that ``clock`` (``13.00``) is has come in the hall."""
    now = view.now.astimezone(ZoneInfo(view.hall.timezone))
    hour, _, minute = re.sub("[.:]", ":", clock).partition(":")
    return (now.hour, now.minute) >= (int(hour), int(minute or 0))


def _clock(text: str, translate: Translator) -> str:
    """``07.30`` as the language writes it."""
    return re.sub("[.:]", translate("dates.separator"), text)
