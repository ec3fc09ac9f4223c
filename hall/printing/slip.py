"""What a slip says: all its texts in one language, ready to be set in type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hall.dates import clock_text, day_text, weekday_text
from hall.estimating.shown import Shown
from hall.estimating.wording import wait_brief, wait_line, wait_warning
from hall.forms import SlipForm
from hall.numbering import QR_MARK
from hall.translator import INDONESIAN, Translator
from hall.views import HallView, TicketView
from hall.wording import counter_ranges, in_language


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of the box: a ``value`` in large type (``12 orang``) and its ``caption`` (``di depan Anda``); ``line``
    is both where there is no box."""

    value: str
    caption: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """All the texts of one slip; an empty text is left out. ``copy`` counts earlier prints of the same number,
    ``copy_mark`` and ``priority_mark`` are empty unless they apply; ``zone_pictogram`` names the drawn pictogram;
    ``date_lines`` are weekday and date, or date and time; ``warning`` belongs to the facts; ``notes`` are sentences
    that may stand on lines of their own.
    ``parts`` are what stands on it, from top to bottom (``hall.forms.SLIP_PARTS``); ``also`` says service, way and
    requirement in a second language; ``logo`` is the hall's own picture, base64 of a PNG.
    """

    code: str
    token: str
    hall: str
    city: str
    date_lines: tuple[str, str]
    service: str
    agency: str
    facts: tuple[Fact, ...]
    zone: str
    zone_pictogram: str
    counters: str
    directions: str
    notes: tuple[str, ...]
    priority_mark: str = ""
    copy: int = 0
    copy_mark: str = ""
    parts: tuple[str, ...] = SlipForm().parts
    requirement: str = ""
    also: tuple[str, str, str] = ("", "", "")
    logo: str = ""
    warning: str = ""


def slip_of(ticket: TicketView, hall: HallView, translate: Translator = INDONESIAN, copy: int = 0) -> Slip:
    """The slip of ``ticket`` in the language of ``translate``, times in the hall's zone.

    ``copy`` is 0 for the first print; from 1 on the slip says that it is a copy, and nothing of the wait, which is
    that of the time above it. In a hall that is always open, for
    demonstration and training, every slip says so.
    """
    language, form, labels = translate.language, hall.slip, ticket.counters
    second = form.second_language if form.second_language != language else ("id" if form.second_language else "")
    own_notes = form.footer_en if language == "en" and form.footer_en is not None else form.footer
    notes = own_notes if own_notes is not None else (translate("slip.keep"), translate("slip.missed"))
    wait = None if copy else ticket.wait
    taken = (ticket.paper_at or ticket.issued_at).astimezone(ZoneInfo(hall.timezone))
    service, directions, requirement = _said(ticket, language)
    marks = (translate("slip.training") if hall.always_open else "", _copy_text(copy, translate("slip.copy")))
    return Slip(
        code=ticket.code,
        token=ticket.token,
        hall=hall.name,
        city=hall.city,
        date_lines=_date_lines(wait, taken, translate),
        service=service,
        agency=_agency(ticket, translate),
        facts=(_ahead(ticket, translate), _wait_or_time(wait, taken, form, translate)),
        zone=translate("slip.zone", zone=ticket.zone.name.removeprefix("Zona ")) if ticket.zone else "",
        zone_pictogram=ticket.zone.pictogram if ticket.zone else "",
        counters=translate("slip.counters", n=len(labels), labels=counter_ranges(labels)) if labels else "",
        directions=directions,
        notes=(*notes, translate("slip.survey")) if form.survey else notes,
        priority_mark=translate("slip.priority") if ticket.priority else "",
        copy=copy,
        copy_mark=" - ".join(filter(None, marks)),
        parts=form.parts,
        requirement=requirement,
        also=_second(ticket, language, second) if second else ("", "", ""),
        logo=form.logo,
        warning=wait_warning(wait, translate),
    )


def _date_lines(wait: Shown | None, taken: datetime, translate: Translator) -> tuple[str, str]:
    """Weekday and date; where the box has the wait, the date and the time, which it would have."""
    date = day_text(taken.date(), translate, short=True)
    if wait is not None:
        return date, clock_text(taken, translate)
    return weekday_text(taken.date(), translate), date


def _ahead(ticket: TicketView, translate: Translator) -> Fact:
    people = translate("slip.people" if ticket.ahead > 0 else "slip.nobody", n=ticket.ahead)
    return Fact(people, translate("slip.ahead"))


def _wait_or_time(wait: Shown | None, taken: datetime, form: SlipForm, translate: Translator) -> Fact:
    """The wait as it was estimated then; without one the time of the number."""
    time, caption = clock_text(taken, translate), translate("wait.caption")
    if wait is None:
        return Fact(time, translate("slip.taken"))
    line = wait_line(wait, translate)
    if not set(form.parts) >= _DATED:
        caption, line = f"{caption}, {time}", f"{line} ({time})"
    return Fact(wait_brief(wait, translate), caption, line)


_DATED = frozenset({"hall", "footer"})
"""Parts that have the ``date_lines``: the one on wide paper, the other on narrow one."""


def _said(ticket: TicketView, language: str) -> tuple[str, str, str]:
    """Service, way and requirement in a language; what has no English is said in Indonesian."""
    zone = ticket.zone
    return (
        in_language(language, ticket.service_name, ticket.service_name_en),
        in_language(language, zone.directions, zone.directions_en) if zone else "",
        in_language(language, ticket.requirement, ticket.requirement_en),
    )


def _agency(ticket: TicketView, translate: Translator) -> str:
    """The agency, and how many files the number is for where there are several."""
    name = in_language(translate.language, ticket.agency_name, ticket.agency_name_en)
    return f"{name} · {translate('slip.files', n=ticket.files)}" if ticket.files > 1 else name


def _second(ticket: TicketView, language: str, second: str) -> tuple[str, str, str]:
    """The same in the second language, empty where it would only repeat the first."""
    first, other = _said(ticket, language), _said(ticket, second)
    said = tuple("" if more == text else more for text, more in zip(first, other, strict=True))
    return said[0], said[1], said[2]


def qr_text(token: str) -> str:
    """What the slip's QR says: short and upper-case, so that it needs few and therefore large modules."""
    return f"{QR_MARK}{token.upper()}"


def _copy_text(copy: int, word: str) -> str:
    if copy <= 0:
        return ""
    return word if copy == 1 else f"{word} {copy}"
