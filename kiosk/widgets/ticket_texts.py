"""What the kiosk says of a ticket and its zone, as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hall.dates import clock_text, short_date_text
from hall.estimating.shown import Shown
from hall.estimating.wording import wait_brief, wait_spoken, wait_warning
from hall.lifecycle import AT_COUNTER, State
from hall.structure import Zone
from hall.translator import Translator
from hall.views import TicketView
from hall.wording import counter_ranges, in_language
from qtkit.announce import listed


@dataclass(frozen=True, slots=True)
class ZoneText:
    """Where to wait: ``place`` (``Zona Podium``), ``counters`` (``loket 5–9``) and ``directions``."""

    place: str
    counters: str
    directions: str

    @property
    def whole(self) -> str:
        """Place and counters in one line."""
        return ", ".join(part for part in (self.place, self.counters) if part)


def zone_text(zone: Zone | None, counters: tuple[str, ...], translate: Translator) -> ZoneText:
    """The texts of a zone and the counters in it; empty ones for a service that no counter serves yet."""
    place = translate("kiosk.zone", zone=zone.name.removeprefix("Zona ")) if zone else ""
    directions = in_language(translate.language, zone.directions, zone.directions_en) if zone else ""
    ranges = counter_ranges(counters)
    counters_text = translate("kiosk.counters", n=len(counters), labels=ranges) if ranges else ""
    return ZoneText(place, counters_text, directions)


@dataclass(frozen=True, slots=True)
class TicketTexts:
    """The texts of one ticket in one language; ``ahead`` and ``beside`` are a value and its caption, the latter the
    wait, or when it was taken where nothing is said of that. ``files`` is how many it is for where there are several,
    which stands beside the ``agency`` too."""

    service: str
    agency: str
    ahead: tuple[str, str]
    beside: tuple[str, str]
    zone: ZoneText
    files: str = ""


def ticket_texts(ticket: TicketView, taken: datetime, translate: Translator) -> TicketTexts:
    """The texts of ``ticket``; ``taken`` is its issue time in the hall's zone."""
    language = translate.language
    counters = (ticket.counter_label,) if ticket.counter_label else ticket.counters
    date = short_date_text(taken.date(), translate)
    files = translate("kiosk.files.count", n=ticket.files) if ticket.files > 1 else ""
    agency = in_language(language, ticket.agency_name, ticket.agency_name_en)
    return TicketTexts(
        in_language(language, ticket.service_name, ticket.service_name_en),
        f"{agency} · {files}" if files else agency,
        _ahead(ticket, translate),
        waiting_for(ticket, translate) or (clock_text(taken, translate), translate("kiosk.ticket.taken", date=date)),
        zone_text(ticket.zone, counters, translate),
        files,
    )


def spoken_ticket(ticket: TicketView, texts: TicketTexts, translate: Translator) -> str:
    """The number with all that its card says, for screen readers."""
    priority = translate("kiosk.ticket.priority") if ticket.priority else ""
    zone, waits = texts.zone, ticket.state not in (State.HELD, State.CANCELLED)
    ahead = (" ".join(texts.ahead),) if waits else texts.ahead  # a figure and its caption are one saying
    wait = said_wait(ticket)
    estimate = wait_spoken(wait, translate) if wait is not None else ""
    warning = wait_warning(wait, translate)
    said = *ahead, estimate, warning, zone.whole, zone.directions, priority
    return listed(ticket.code, texts.service, texts.agency, *said)


def said_wait(ticket: TicketView) -> Shown | None:
    """What is said of the wait of a number that waits; None where nothing is, and of any other."""
    return ticket.wait if ticket.state in (State.PRINTING, State.WAITING) else None


def waiting_for(ticket: TicketView, translate: Translator) -> tuple[str, str] | None:
    """The wait as a value and its caption; None where nothing is said of it."""
    wait = said_wait(ticket)
    return None if wait is None else (wait_brief(wait, translate), translate("wait.caption"))


def _ahead(ticket: TicketView, translate: Translator) -> tuple[str, str]:
    if ticket.state in AT_COUNTER:
        counter = translate("kiosk.ticket.counter", counter=ticket.counter_label)
        return counter, translate("kiosk.ticket.calls_you")
    if ticket.state in (State.HELD, State.CANCELLED, State.NO_SHOW):
        return translate(f"kiosk.ticket.{ticket.state.value}"), translate("kiosk.ticket.ask_staff")
    if ticket.state is State.DONE:
        return translate("kiosk.ticket.done"), translate("kiosk.ticket.over")
    text = "kiosk.ticket.people" if ticket.ahead else "kiosk.ticket.nobody"
    return translate(text, n=ticket.ahead), translate("kiosk.ticket.ahead")
