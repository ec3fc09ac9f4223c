"""Waits of every kind on the pages that say them: before the touch, of a new number, and of one that waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from hall.lifecycle import State
from hall.opening import Opening
from hall.views import KioskView, TicketView
from kiosk.arrival_screen import ArrivalScreen
from kiosk.details_screen import DetailsScreen
from kiosk.finding.finding_screen import FindingScreen
from kiosk.screen import Page, PaperState, Screen
from tools.access.sample_hall import LATE, WAITS, SampleHall, alike, changed


def _agencies(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    usual = Screen(page=Page.AGENCIES, view=alike(hall.view))
    yield "waits", usual
    yield "more waits", replace(usual, list_page=1)
    yield from _views(hall, usual)


def _services(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    yield from _views(hall, Screen(page=Page.SERVICES, agency_id=hall.widest.id))


def _details(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    first = hall.view.agencies[0].services[0]
    usual = Screen(page=Page.DETAILS, view=hall.view, details=DetailsScreen(first.id))
    for wait in WAITS:
        yield _name(wait.kind, wait.unknown, wait.late), replace(usual, view=changed(hall.view, wait=wait, waiting=7))
    yield from _views(hall, usual)


def _search(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    yield from _views(hall, Screen(page=Page.SEARCH, finding=FindingScreen("", (), "", True)))


def _views(hall: SampleHall, usual: Screen) -> Iterator[tuple[str, Screen]]:
    """The hall at the end of its day, before it gives numbers, and where nobody works the estimates out."""
    yield "too late", replace(usual, view=changed(hall.view, wait=LATE))
    stopped = Opening(True, "too_late", hall.local, hall.local.replace(day=hall.local.day + 1))
    yield "no numbers so late", replace(usual, view=changed(hall.view, opening=stopped, wait=LATE))
    yield "no estimate", replace(usual, view=_unsaid(hall.view))


def _unsaid(view: KioskView) -> KioskView:
    agencies = changed(view, wait=None, priority_wait=None).agencies
    return replace(view, agencies=tuple(replace(agency, wait=None) for agency in agencies))


def _ticket(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    usual = Screen(page=Page.TICKET, view=hall.view, slip=PaperState.OUT, seconds_left=20)
    for name, number in _numbers(hall.usual):
        yield name, replace(usual, ticket=number)


def _trouble(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    usual = Screen(page=Page.TROUBLE, view=hall.view, slip=PaperState.FAILED, seconds_left=70, seconds_whole=80)
    for name, number in _numbers(hall.usual):
        yield name, replace(usual, ticket=number)


def _my_number(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    usual = Screen(page=Page.MY_NUMBER, view=hall.view, seconds_left=70, seconds_whole=80)
    for name, number in _numbers(replace(hall.usual, state=State.WAITING)):
        yield name, replace(usual, arrival=ArrivalScreen(number=number, holds_slip=True))


def _numbers(ticket: TicketView) -> Iterator[tuple[str, TicketView]]:
    """The number with a wait of every other kind, and without one."""
    yield "no wait", replace(ticket, wait=None)
    for wait in WAITS:
        if wait != ticket.wait:
            yield _name(wait.kind, wait.unknown, wait.late), replace(ticket, ahead=wait.ahead, wait=wait)


def _name(kind: str, unknown: str, late: bool) -> str:
    return " ".join(filter(None, ("wait", kind, unknown, "late" if late else "")))


WAITING: Mapping[Page, Callable[[SampleHall], Iterator[tuple[str, Screen]]]] = {
    Page.AGENCIES: _agencies,
    Page.SERVICES: _services,
    Page.DETAILS: _details,
    Page.SEARCH: _search,
    Page.TICKET: _ticket,
    Page.TROUBLE: _trouble,
    Page.MY_NUMBER: _my_number,
}
"""After all others, so that these meet the sizes and languages that they meet without them."""
