"""The lists repaint only the cards that look another way, and the screen still shows what all of it would paint."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from hall.finding import Hit, How, Titled
from hall.structure import Need
from hall.views import KioskView
from kiosk.finding.finding_screen import FindingScreen
from kiosk.screen import Page, PaperState, Screen
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk
from tests.screen_pixels import Painted, differing, on_screen, settle, whole

VIEW = samples.kiosk_view(21)
HIT = Hit("disdukcapil-a", How.WORD, Titled("Perekaman KTP-el"))
AGENCIES = Screen(page=Page.AGENCIES, view=VIEW)
SERVICES = Screen(page=Page.SERVICES, view=VIEW, agency_id="disdukcapil")
SEARCH = Screen(page=Page.SEARCH, view=VIEW, finding=FindingScreen("akta", (HIT,)))
NEED = Need("lahir", "Bayi lahir", "A baby is born", "baby-carriage", ("disdukcapil-a",))
NEEDS = Screen(page=Page.NEED, view=replace(VIEW, needs=(NEED,)), finding=FindingScreen(need_id="lahir"))

TICKET = Screen(page=Page.TICKET, view=VIEW, ticket=samples.ticket_view(), seconds_left=50)


def later(view: KioskView, seconds: float, *, waiting: int = 0) -> KioskView:
    """The same hall read some seconds later, where so many more wait at the first agency's first service."""
    passed = timedelta(seconds=seconds)

    def moved(one):
        return replace(one, opening=replace(one.opening, at=one.opening.at + passed))

    agencies = [replace(moved(agency), services=tuple(map(moved, agency.services))) for agency in view.agencies]
    first = agencies[0]
    services = replace(first.services[0], waiting=first.services[0].waiting + waiting), *first.services[1:]
    agencies[0] = replace(first, waiting=first.waiting + waiting, services=services)
    return replace(view, now=view.now + passed, opening=moved(view).opening, agencies=tuple(agencies))


@pytest.mark.parametrize("screen", [AGENCIES, SERVICES, SEARCH, NEEDS], ids=["agencies", "services", "search", "need"])
def test_a_read_that_brings_nothing_new_paints_nothing(kiosk: Kiosk, screen: Screen):
    assert screen.view is not None
    kiosk.window.show_screen(screen)
    settle(kiosk.qtbot)
    with Painted() as painted:
        kiosk.window.show_screen(replace(screen, view=later(screen.view, 0.1)))
        settle(kiosk.qtbot)
    assert painted.names == []


def test_a_letter_paints_no_key_of_the_keyboard(kiosk: Kiosk):
    kiosk.window.show_screen(SEARCH)
    settle(kiosk.qtbot)
    with Painted() as painted:
        kiosk.window.show_screen(replace(SEARCH, finding=FindingScreen("akta k", (HIT,))))
        settle(kiosk.qtbot)
    assert "search-field" in painted.names
    assert [name for name in painted.names if name.startswith("search-key-")] == []


@pytest.mark.parametrize(
    ("screen", "card"),
    [(AGENCIES, "agency-disdukcapil"), (SERVICES, "service-disdukcapil-a")],
    ids=["agencies", "services"],
)
def test_a_queue_that_grows_paints_its_own_card(kiosk: Kiosk, screen: Screen, card: str):
    kiosk.window.show_screen(screen)
    settle(kiosk.qtbot)
    with Painted() as painted:
        kiosk.window.show_screen(replace(screen, view=later(VIEW, 0.1, waiting=1)))
        settle(kiosk.qtbot)
    cards = {name for name in painted.names if name.startswith(("agency-", "service-"))}
    assert cards == {card}
    assert "page-next" not in painted.names


def test_on_the_page_of_a_number_a_read_paints_nothing_and_a_slip_its_band(kiosk: Kiosk):
    screen = TICKET
    kiosk.window.show_screen(screen)
    settle(kiosk.qtbot)
    with Painted() as painted:
        kiosk.window.show_screen(replace(screen, view=later(VIEW, 0.1, waiting=1)))
        settle(kiosk.qtbot)
    assert painted.names == []
    with Painted() as painted:
        kiosk.window.show_screen(replace(screen, slip=PaperState.OUT))
        settle(kiosk.qtbot)
    assert "SlipBand" in painted.names
    assert "done-button" not in painted.names
    assert not differing(on_screen(kiosk.qtbot, kiosk.window), whole(kiosk.qtbot, kiosk.window))


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)], ids=str)
def test_after_each_of_many_changes_the_screen_shows_what_all_of_the_window_would_paint(kiosk: Kiosk, size):
    kiosk.window.resize(*size)
    chance = random.Random(5)
    for number in range(30):
        screen = chance.choice([AGENCIES, SERVICES, TICKET])
        view = later(VIEW, number, waiting=chance.randrange(3))
        if chance.random() < 0.3:
            view = replace(view, agencies=view.agencies[: chance.choice([1, 5, 12])])
        changed = replace(
            screen,
            view=view,
            language=chance.choice(["id", "en"]),
            priority=chance.random() < 0.3,
            busy=chance.choice(["", "disdukcapil"]),
            paperless=chance.random() < 0.3,
            list_page=chance.choice([0, 0, 1]),
            slip=chance.choice([PaperState.PRINTING, PaperState.OUT, PaperState.PHOTO]),
            ticket=chance.choice([samples.ticket_view(), samples.ticket_view("B-7", priority=True)]),
        )
        kiosk.window.show_screen(changed)
        assert not differing(on_screen(kiosk.qtbot, kiosk.window), whole(kiosk.qtbot, kiosk.window)), number
