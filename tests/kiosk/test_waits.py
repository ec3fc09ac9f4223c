"""The wait at the kiosk: before the touch, on the number, on the slip and aloud the same is said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

import qtkit.paint
from hall.estimating.estimate import Unknown
from hall.estimating.shown import Kind, Shown
from hall.estimating.wording import wait_brief, wait_spoken
from hall.lifecycle import State
from hall.opening import Opening
from hall.printing.slip import slip_of
from hall.translator import Translator
from hall.views import AgencyView, KioskView
from kiosk.arrival_screen import ArrivalScreen
from kiosk.details_screen import DetailsScreen
from kiosk.finding.finding_screen import FindingScreen
from kiosk.screen import Page, PaperState, Screen
from kiosk.speech.wording import aloud
from kiosk.window import KioskWindow
from tests.kiosk import kiosk_samples as samples

RANGE = Shown(Kind.RANGE, 12, 20, 30)
SHORT = Shown(Kind.UP_TO, 3, 0, 10)
LATE = Shown(Kind.RANGE, 12, 60, 100, late=True)
CLOSING = Shown(Kind.UNKNOWN, 12, unknown=Unknown.CLOSING)
FEW = Shown(Kind.UNKNOWN, 12, unknown=Unknown.FEW_CALLS)
KINDS = (RANGE, SHORT, Shown(Kind.AT_ONCE, 0), Shown(Kind.OR_MORE, 9, 40), Shown(Kind.VERY_LONG, 40, 120), LATE)
WARNING = {
    "id": "Mungkin tidak sempat dilayani sebelum tutup",
    "en": "The visit may not be possible before closing",
}


def view_with(wait: Shown | None, priority: Shown | None = None, **changes: object) -> KioskView:
    """The hall with these waits of all of Disdukcapil's services, and of the agency."""

    def of(agency: AgencyView) -> AgencyView:
        services = tuple(
            replace(one, wait=wait, priority_wait=priority, waiting=max(1, one.waiting), **changes)  # type: ignore[arg-type]
            for one in agency.services
        )
        return replace(agency, services=services, wait=wait)

    view = samples.kiosk_view()
    first, *others = view.agencies
    return replace(view, agencies=(of(replace(first, services=first.services[:3])), *others))


@pytest.fixture
def drawn(window: KioskWindow, monkeypatch: pytest.MonkeyPatch) -> Callable[[Screen], list[str]]:
    """What is painted of a screen, line by line."""
    lines: list[str] = []
    really = qtkit.paint.draw_capitals

    def noted(painter, text, used, *places, **options):
        lines.append(text)
        return really(painter, text, used, *places, **options)

    monkeypatch.setattr(qtkit.paint, "draw_capitals", noted)

    def of(screen: Screen) -> list[str]:
        window.show_screen(screen)
        lines.clear()
        window.grab()
        return list(lines)

    return of


def name_of(window: KioskWindow, widget: str) -> str:
    """What assistive technology, and the voice, finds there."""
    return next(
        one.accessibleName() for one in window.findChildren(QWidget) if one.objectName() == widget and one.isVisible()
    )


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("wait", KINDS)
def test_row_number_slip_and_voice_say_the_same(window, drawn, wait, language):
    translate = Translator(language)
    brief, said = wait_brief(wait, translate), wait_spoken(wait, translate)
    rows = Screen(page=Page.SERVICES, view=view_with(wait), agency_id="disdukcapil", language=language)
    assert brief in drawn(rows)
    row = name_of(window, "service-disdukcapil-a")
    ticket = samples.ticket_view(wait=wait)
    number = Screen(page=Page.TICKET, view=view_with(wait), ticket=ticket, slip=PaperState.OUT, language=language)
    assert brief in drawn(number)
    card = name_of(window, "ticket-number")
    assert said in row
    assert said in card
    assert aloud(said, translate) in aloud(row, translate)
    slip = slip_of(ticket, samples.HALL, translate)
    assert (slip.facts[1].value, slip.facts[1].line.lower()) == (brief, said.lower())
    assert (WARNING[language] in row) == (WARNING[language] in card) == bool(slip.warning) == wait.warns


@pytest.mark.parametrize(
    ("wait", "said"), [(SHORT, True), (Shown(Kind.AT_ONCE, 0), False), (Shown(Kind.UNKNOWN, 0), False)]
)
def test_where_all_counters_pause_and_nobody_waits_the_row_says_a_range_and_never_that_one_is_called_at_once(
    drawn, wait, said
):
    view = view_with(wait, attended=False)
    first, *others = view.agencies
    services = tuple(replace(one, waiting=0) for one in first.services)
    view = replace(view, agencies=(replace(first, services=services), *others))
    lines = drawn(Screen(page=Page.SERVICES, view=view, agency_id="disdukcapil"))
    assert (wait_brief(wait, Translator("id")) in lines) == said
    assert "Tanpa antrean" not in lines


def test_the_caption_stands_above_the_waits_and_the_people_stay_in_the_row(drawn):
    lines = drawn(Screen(page=Page.SERVICES, view=view_with(RANGE), agency_id="disdukcapil"))
    assert "perkiraan tunggu" in lines
    assert "12 orang menunggu" in lines
    without = drawn(Screen(page=Page.SERVICES, view=view_with(None), agency_id="disdukcapil"))
    assert "sedang menunggu" in without
    assert "perkiraan tunggu" not in without


@pytest.mark.parametrize("page", [Page.SERVICES, Page.SEARCH, Page.DETAILS])
def test_whoever_needs_priority_reads_the_wait_with_priority(window, drawn, page):
    view = view_with(RANGE, SHORT)
    details, finding = DetailsScreen("disdukcapil-a"), FindingScreen("", (), "", listing=True)
    usual = Screen(page=page, view=view, agency_id="disdukcapil", details=details, finding=finding)
    for screen, wait, other in ((usual, RANGE, SHORT), (replace(usual, priority=True), SHORT, RANGE)):
        text = " | ".join(drawn(screen))
        assert wait_brief(wait, Translator()) in text
        assert wait_brief(other, Translator()) not in text


def test_an_agency_says_the_wait_that_its_services_have_in_common(window, drawn):
    lines = drawn(Screen(page=Page.AGENCIES, view=view_with(RANGE, SHORT)))
    assert "20–30 menit" in lines
    assert "perkiraan tunggu 20 sampai 30 menit" in name_of(window, "agency-disdukcapil")
    drawn(Screen(page=Page.AGENCIES, view=view_with(RANGE, SHORT), priority=True))
    assert "perkiraan tunggu kurang dari 10 menit" in name_of(window, "agency-disdukcapil")
    quiet = drawn(Screen(page=Page.AGENCIES, view=view_with(None)))
    assert not any("menit" in line for line in quiet)
    assert name_of(window, "agency-disdukcapil") == "Disdukcapil, 12 orang menunggu"


@pytest.mark.parametrize("wait", [LATE, CLOSING])
@pytest.mark.parametrize("language", ["id", "en"])
def test_that_it_may_be_too_late_is_said_before_the_touch(window, drawn, wait, language):
    screen = Screen(page=Page.SERVICES, view=view_with(wait), agency_id="disdukcapil", language=language)
    drawn(screen)
    assert WARNING[language] in name_of(window, "service-disdukcapil-a")
    details = replace(screen, page=Page.DETAILS, details=DetailsScreen("disdukcapil-a"))
    assert any(WARNING[language] in line for line in drawn(details))


def test_a_wait_that_nobody_knows_is_shown_and_not_read_in_every_row(window, drawn):
    assert "belum diketahui" in drawn(Screen(page=Page.SERVICES, view=view_with(FEW), agency_id="disdukcapil"))
    assert "tunggu" not in name_of(window, "service-disdukcapil-a").replace("menunggu", "")


def test_a_service_that_is_stopped_or_gives_no_numbers_has_no_wait(window, drawn):
    closed = Opening(True, "too_late", samples.LOCAL, samples.TOMORROW.next_change)
    for changes in ({"outage": True}, {"opening": closed}):
        lines = drawn(Screen(page=Page.SERVICES, view=view_with(RANGE, **changes), agency_id="disdukcapil"))
        assert "20–30 menit" not in lines
        assert "perkiraan" not in name_of(window, "service-disdukcapil-a")
    assert "Antrean hari ini penuh. Buka besok 07.30" in name_of(window, "service-disdukcapil-a")


def test_with_priority_a_service_is_open_as_for_priority(window, drawn):
    late = Opening(True, "too_late", samples.LOCAL, samples.TOMORROW.next_change)
    view = view_with(LATE, SHORT, opening=late, priority_opening=samples.OPEN)
    usual = Screen(page=Page.SERVICES, view=view, agency_id="disdukcapil")
    drawn(usual)
    assert "Antrean hari ini penuh" in name_of(window, "service-disdukcapil-a")
    assert "0–10 menit" in drawn(replace(usual, priority=True))
    assert "Antrean hari ini penuh" not in name_of(window, "service-disdukcapil-a")


def test_a_number_that_waits_says_what_is_said_now_and_one_that_is_called_nothing(window, drawn):
    waiting = samples.ticket_view(state=State.WAITING, wait=LATE)
    screen = Screen(page=Page.MY_NUMBER, view=samples.kiosk_view(), arrival=ArrivalScreen(number=waiting))
    lines = drawn(screen)
    assert "60–100 menit" in lines
    assert "Mungkin tidak sempat" in " ".join(lines)
    called = replace(waiting, state=State.CALLED, counter_label="7")
    lines = drawn(replace(screen, arrival=ArrivalScreen(number=called)))
    assert not any(word in " ".join(lines) for word in ("menit", "sempat"))
    assert "10.42" in lines


@pytest.mark.parametrize("wait", [RANGE, None])
def test_a_number_without_paper_keeps_its_wait_on_the_photograph(window, drawn, wait):
    ticket = samples.ticket_view(wait=wait)
    lines = drawn(Screen(page=Page.TROUBLE, view=samples.kiosk_view(), ticket=ticket, slip=PaperState.FAILED))
    assert ("12 orang · 20–30 menit" in lines) == (wait is not None)
    assert ("12 orang" in lines) == (wait is None)
