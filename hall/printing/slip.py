"""What a slip says: all its texts in one language, ready to be set in type."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from zoneinfo import ZoneInfo

from hall.dates import clock_text, slip_date_text, weekday_text
from hall.numbering import QR_MARK
from hall.structure import SlipForm, Zone
from hall.views import HallView, TicketView
from hall.wording import counter_ranges

_TEXTS = MappingProxyType(
    {
        "id": {
            "nobody": "Tidak ada",
            "person": "{n} orang",
            "people": "{n} orang",
            "ahead": "di depan Anda",
            "taken": "waktu ambil",
            "zone": "Zona {zone}",
            "counter": "Loket {labels}",
            "counters": "Loket {labels}",
            "keep": "Simpan kertas ini.",
            "missed": "Terlewat? Lapor ke petugas.",
            "priority": "Prioritas",
            "copy": "SALINAN",
            "training": "LATIHAN",
        },
        "en": {
            "nobody": "Nobody",
            "person": "{n} person",
            "people": "{n} people",
            "ahead": "ahead of you",
            "taken": "issued at",
            "zone": "{zone} zone",
            "counter": "Counter {labels}",
            "counters": "Counters {labels}",
            "keep": "Keep this slip.",
            "missed": "Missed your call? Tell our staff.",
            "priority": "Priority",
            "copy": "COPY",
            "training": "TRAINING",
        },
    }
)

LANGUAGES = tuple(_TEXTS)
"""The languages in which a slip can be said."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of the box: a ``value`` in large type (``12 orang``) and its ``caption`` (``di depan Anda``)."""

    value: str
    caption: str


@dataclass(frozen=True, slots=True)
class Slip:
    """All the texts of one slip; an empty text is left out. ``copy`` counts earlier prints of the same number,
    ``copy_mark`` and ``priority_mark`` are empty unless they apply; ``zone_pictogram`` names the drawn pictogram;
    ``moment`` are the two lines of weekday and date; ``notes`` are sentences that may stand on lines of their own.
    ``parts`` are what stands on it, from top to bottom (``hall.structure.SLIP_PARTS``); ``also`` says service, way and
    requirement in a second language; ``logo`` is the hall's own picture, base64 of a PNG.
    """

    code: str
    token: str
    hall: str
    city: str
    moment: tuple[str, str]
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


def slip_of(ticket: TicketView, hall: HallView, language: str = "id", copy: int = 0) -> Slip:
    """The slip of ``ticket`` in ``language`` (``id`` or ``en``, others read Indonesian), times in the hall's zone.

    ``copy`` is 0 for the first print; from 1 on the slip says that it is a copy. In a hall that is always open, for
    demonstration and training, every slip says so.
    """
    language = language if language in _TEXTS else "id"
    texts = _TEXTS[language]
    english = language == "en"
    form = hall.slip
    second = form.second_language if form.second_language != language else ("id" if form.second_language else "")
    own_notes = form.footer_en if english and form.footer_en is not None else form.footer
    taken = ticket.issued_at.astimezone(ZoneInfo(hall.timezone))
    return Slip(
        code=ticket.code,
        token=ticket.token,
        hall=hall.name,
        city=hall.city,
        moment=(weekday_text(taken.date(), language), slip_date_text(taken.date(), language)),
        service=_said(ticket, language)[0],
        agency=(english and ticket.agency_name_en) or ticket.agency_name,
        facts=(
            Fact(_people(ticket.ahead, texts), texts["ahead"]),
            Fact(clock_text(taken, language), texts["taken"]),
        ),
        zone=_zone_text(ticket.zone, texts["zone"]),
        zone_pictogram=ticket.zone.pictogram if ticket.zone else "",
        counters=_counters_text(ticket.counters, texts),
        directions=_said(ticket, language)[1],
        notes=own_notes if own_notes is not None else (texts["keep"], texts["missed"]),
        priority_mark=texts["priority"] if ticket.priority else "",
        copy=copy,
        copy_mark=" - ".join(
            mark for mark in (texts["training"] if hall.always_open else "", _copy_text(copy, texts["copy"])) if mark
        ),
        parts=form.parts,
        requirement=_said(ticket, language)[2],
        also=_second(ticket, language, second) if second else ("", "", ""),
        logo=form.logo,
    )


def _said(ticket: TicketView, language: str) -> tuple[str, str, str]:
    """Service, way and requirement in a language; what has no English is said in Indonesian."""
    zone = ticket.zone
    own = (ticket.service_name, zone.directions if zone else "", ticket.requirement)
    if language != "en":
        return own
    english = (ticket.service_name_en, zone.directions_en if zone else "", ticket.requirement_en)
    return english[0] or own[0], english[1] or own[1], english[2] or own[2]


def _second(ticket: TicketView, language: str, second: str) -> tuple[str, str, str]:
    """The same in the second language, empty where it would only repeat the first."""
    first, other = _said(ticket, language), _said(ticket, second)
    said = tuple("" if more == text else more for text, more in zip(first, other, strict=True))
    return said[0], said[1], said[2]


def qr_text(token: str) -> str:
    """What the slip's QR says: short and upper-case, so that it needs few and therefore large modules."""
    return f"{QR_MARK}{token.upper()}"


def _people(ahead: int, texts: dict[str, str]) -> str:
    key = "nobody" if ahead <= 0 else "person" if ahead == 1 else "people"
    return texts[key].format(n=ahead)


def _zone_text(zone: Zone | None, pattern: str) -> str:
    if zone is None:
        return ""
    return pattern.format(zone=zone.name.removeprefix("Zona "))


def _counters_text(labels: tuple[str, ...], texts: dict[str, str]) -> str:
    if not labels:
        return ""
    return texts["counter" if len(labels) == 1 else "counters"].format(labels=counter_ranges(labels))


def _copy_text(copy: int, word: str) -> str:
    if copy <= 0:
        return ""
    return word if copy == 1 else f"{word} {copy}"
