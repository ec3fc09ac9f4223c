"""Pages where the visitor chooses: agencies, services, one in detail, the search, what happens in a life."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from hall.finding import Index
from hall.numbering import MOST_FILES
from hall.opening import Opening
from hall.views import KioskView
from hall.wording import BothNames
from kiosk.attract_screen import AttractScreen
from kiosk.details_screen import DetailsScreen
from kiosk.files_screen import FilesScreen
from kiosk.finding.finder import subjects_of
from kiosk.finding.finding_screen import FindingScreen
from kiosk.help_screen import HelpScreen, HelpState
from kiosk.idle import WARNING_S
from kiosk.screen import Page, Screen
from kiosk.speech.speech_screen import SpeechScreen
from tools.access.recipes.shared import closed, closed_notice, plain_notices, refused_notice
from tools.access.sample_hall import SampleHall, changed, mixed

_WHY = BothNames("Jaringan pusat terputus", "The central network is down")


def attract(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """The page of a kiosk that nobody uses."""
    usual = Screen(page=Page.ATTRACT, view=hall.view)
    yield "calls", replace(usual, attract=AttractScreen(hall.calls))
    yield "no calls", usual


def agencies(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """The first page: of one agency and of many, open and not, and what may lie over it."""
    usual = Screen(page=Page.AGENCIES, view=hall.view, speech=SpeechScreen(ready=True))
    for count in sorted({1, 7, 12, len(hall.view.agencies)}):
        few = replace(hall.view, agencies=hall.view.agencies[:count])
        yield f"{count} agencies", replace(usual, view=few)
    yield "second page", replace(usual, list_page=1)
    for name, view in _troubled(hall):
        yield name, replace(usual, view=view)
    yield "hall closed", replace(usual, view=replace(changed(hall.view, opening=closed(hall)), opening=closed(hall)))
    yield "paperless", replace(usual, paperless=True)
    yield "priority", replace(usual, priority=True)
    yield "training", replace(usual, training=True)
    single = next((one for one in hall.view.agencies if len(one.services) == 1), hall.view.agencies[0])
    yield "busy", replace(usual, busy=single.id)
    yield "bar closed", replace(usual, notice_bar=closed_notice(hall))
    yield "bar refused", replace(usual, notice_bar=refused_notice("unknown_service", service="Z"))
    for name, bar in plain_notices("cancelled"):
        yield name, replace(usual, notice_bar=bar)
    yield "languages", replace(usual, choosing_language=True)
    yield "access", replace(usual, choosing_modes=True)
    for state in HelpState:
        if state is not HelpState.CLOSED:
            yield f"help {state}", replace(usual, help=HelpScreen(state))
    yield "idle", replace(usual, idle_left=WARNING_S)


def services(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """The services of the widest agency, and of one that has few."""
    agency = hall.widest
    usual = Screen(page=Page.SERVICES, view=hall.view, agency_id=agency.id)
    yield "many", usual
    few = min(hall.view.agencies, key=lambda one: (len(one.services) < 2, len(one.services)))
    yield "few", replace(usual, agency_id=few.id)
    longest = max(hall.view.agencies, key=lambda one: max(len(service.name) for service in one.services))
    yield "longest names", replace(usual, agency_id=longest.id)
    for name, view in _troubled(hall):
        yield name, replace(usual, view=view)
    yield "priority", replace(usual, priority=True)
    yield "busy", replace(usual, busy=agency.services[0].id)
    for name, bar in plain_notices("wait", "long", "unready"):
        yield name, replace(usual, notice_bar=bar)
    yield "bar closed", replace(usual, notice_bar=closed_notice(hall))
    yield "access", replace(usual, choosing_modes=True)
    yield "idle", replace(usual, idle_left=9)


def details(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """A service with all that it publishes, with its papers to tick, and as it may be found."""
    every = [one for agency in hall.view.agencies for one in agency.services]
    longest = max(every, key=lambda one: sum(map(len, (*one.standard.procedure, one.standard.tariff, one.name))))
    most = max(every, key=lambda one: len(one.requirements))
    usual = Screen(page=Page.DETAILS, view=hall.view, details=DetailsScreen(longest.id))
    yield "longest", usual
    asks = replace(usual, view=changed(hall.view, ask_papers=True), details=DetailsScreen(most.id))
    yield "papers", asks
    yield "ticked", replace(asks, details=replace(asks.details, ticked=frozenset({0})))
    for name, view in _troubled(hall):
        yield name, replace(usual, view=view)
    yield "busy", replace(usual, busy=longest.id)
    for name, bar in plain_notices("wait"):
        yield name, replace(usual, notice_bar=bar)


def files(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """How many files or persons a number is for: the fewest, and the most."""
    longest = max((one for agency in hall.view.agencies for one in agency.services), key=lambda one: len(one.name))
    usual = Screen(page=Page.FILES, view=hall.view, files=FilesScreen(longest.id))
    yield "one", usual
    yield "most", replace(usual, files=replace(usual.files, count=MOST_FILES))
    yield "busy", replace(usual, busy=longest.id)
    for name, bar in plain_notices("wait"):
        yield name, replace(usual, notice_bar=bar)


def search(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """The search: nothing typed yet, hits, a mistake that was understood, nothing found, and the lists."""
    index, first = Index(tuple(subjects_of(hall.view))), hall.view.agencies[0].services[0]
    usual = Screen(page=Page.SEARCH, view=hall.view)
    for name, text, listing in (
        ("empty", "", False),
        ("one letter", first.name[:1].lower(), False),
        ("hits", first.name.split()[0].lower(), False),
        ("misspelled", "pasprot", False),
        ("nothing", "qqqqq", False),
        ("all hits", first.name.split()[0].lower(), True),
        ("all services", "", True),
    ):
        found = index.find(text, "id")
        yield name, replace(usual, finding=FindingScreen(text, found.hits, found.meant, listing))
    hits = index.find(first.name, "id").hits
    shown = FindingScreen(first.name.lower(), hits)
    yield "closed hits", replace(usual, view=mixed(hall.view), finding=replace(shown, listing=True))
    yield "idle", replace(usual, finding=shown, idle_left=5)


def needs(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """The events of a life."""
    usual = Screen(page=Page.NEEDS, view=hall.view)
    yield "all", usual
    yield "three", replace(usual, view=replace(hall.view, needs=hall.view.needs[:3]))
    yield "idle", replace(usual, idle_left=WARNING_S)


def need(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """The services of an event that needs the most of them."""
    if not hall.view.needs:
        return
    most = max(hall.view.needs, key=lambda one: len(one.services))
    usual = Screen(page=Page.NEED, view=hall.view, finding=FindingScreen(need_id=most.id))
    yield "most services", usual
    yield "mixed", replace(usual, view=mixed(hall.view))
    yield "priority", replace(usual, priority=True)


def _troubled(hall: SampleHall) -> Iterator[tuple[str, KioskView]]:
    """The hall as it may be found: what cannot be had, and what to know before a number is taken."""
    view = hall.view
    quota = Opening(True, "quota", hall.local, hall.local)
    yield "mixed", mixed(view)
    yield "closed for a reason", changed(view, opening=closed(hall, "closure", "Petugas sedang rapat", 2), waiting=0)
    yield "quota gone", changed(view, opening=quota, quota_left=0)
    yield "nobody there", changed(view, attended=False, waiting=0)
    back = hall.local + timedelta(minutes=33)
    yield "on a break", changed(view, attended=False, resting=True, back_at=back, waiting=3)
    yield "outage", changed(view, outage=True, outage_why=_WHY)
    yield "no queue", changed(view, waiting=0)
