"""A visitor who does not know the agency types what it is about, or says what happened, and is one touch from the
number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from hall.forms import KioskForm
from hall.structure import Need
from hall.views import KioskView
from kiosk.finding.finder import LONGEST
from kiosk.modes import Modes
from kiosk.pages.search import SearchPage
from kiosk.screen import Page
from kiosk.widgets.found_row import FoundRow
from kiosk.widgets.pen import Pen
from qtkit.paint import Fitted
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk, shown_page

BORN = Need("lahir", "Bayi lahir", "A baby is born", "baby-carriage", ("disdukcapil-d", "bpjs-kes-2a"))
MOVED = Need("pindah", "Pindah", "Moving", "truck-outline", ("disdukcapil-f",))


def finding_view() -> KioskView:
    """The hall with everyday words, two needs and two searches that stand ready."""
    view = samples.kiosk_view()
    first = view.agencies[0]
    said = {"B": ("ktp hilang",), "D": ("surat bayi", "akta lahir")}
    services = tuple(replace(one, words=said.get(one.prefix, ())) for one in first.services)
    hall = replace(view.hall, kiosk=KioskForm(popular=("KTP hilang", "Kartu keluarga"), popular_en=("Lost ID card",)))
    agencies = (replace(first, services=services), *view.agencies[1:])
    return replace(view, hall=hall, agencies=agencies, needs=(BORN, MOVED))


@pytest.fixture
def finding(kiosk: Kiosk) -> Kiosk:
    kiosk.set_view(finding_view())
    return kiosk


def typed(kiosk: Kiosk, text: str) -> None:
    """A finger types, each key at once after the one before."""
    for sign in text:
        name = "search-space" if sign == " " else f"search-key-{sign}"
        kiosk.touch_clock.seconds += 0.5
        kiosk.touch_at_once(name)


def search(kiosk: Kiosk, text: str = "") -> SearchPage:
    kiosk.touch("search-button")
    kiosk.until("search")
    typed(kiosk, text)
    page = shown_page(kiosk.window)
    assert isinstance(page, SearchPage)
    return page


def rows(page: SearchPage) -> list[str]:
    return [row.service.prefix for row in page.cards() if row.isVisible()]


def test_a_hit_is_one_touch_from_its_number(finding: Kiosk):
    page = search(finding, "akte klahiran")
    assert rows(page)[0] == "D"
    finding.touch("service-disdukcapil-d")
    finding.until("ticket")
    assert [ticket.service_id for ticket in finding.hall.tickets.values()] == ["disdukcapil-d"]


def test_there_are_hits_from_the_first_letter(finding: Kiosk):
    assert rows(search(finding, "k"))[:1] == ["C"]


def test_another_key_may_follow_at_once_but_the_same_one_only_after_a_pause(finding: Kiosk):
    search(finding)
    finding.touch_clock.seconds += 1
    for sign in "kkt":
        finding.touch_at_once(f"search-key-{sign}")
    assert finding.presenter.screen.finding.text == "kt"


def test_the_second_tap_on_the_search_field_types_nothing(finding: Kiosk):
    finding.touch("search-button")
    finding.touch_at_once("search-key-1")
    assert finding.presenter.screen.finding.text == ""


def test_the_second_tap_on_a_ready_search_takes_no_number(finding: Kiosk):
    page = search(finding)
    finding.touch("search-chip-0")
    assert (finding.presenter.screen.finding.text, rows(page)[0]) == ("KTP hilang", "B")
    finding.touch_at_once("service-disdukcapil-b")
    finding.settled()
    assert not finding.hall.tickets


def test_the_ready_searches_are_in_the_language(finding: Kiosk):
    search(finding)
    finding.touch("language-button")
    assert finding.button("search-chip-0").text() == "Lost ID card"
    assert finding.window.findChild(QAbstractButton, "search-chip-1") is None


def test_a_real_keyboard_types_too(finding: Kiosk):
    page = search(finding)
    QTest.keyClicks(finding.window, "Surat ")
    finding.key(Qt.Key.Key_Space)
    QTest.keyClicks(finding.window, "bayii")
    finding.key(Qt.Key.Key_Backspace)
    assert (finding.presenter.screen.finding.text, rows(page)[0]) == ("Surat bayi", "D")
    finding.key(Qt.Key.Key_Return)
    assert finding.presenter.screen.finding.listing
    finding.key(Qt.Key.Key_Escape)
    assert not finding.presenter.screen.finding.listing
    finding.key(Qt.Key.Key_Escape)
    assert finding.page == "agencies"


def test_signs_go_one_by_one_or_all_at_once(finding: Kiosk):
    search(finding, "paspor")
    finding.touch("search-erase")
    assert finding.presenter.screen.finding.text == "paspo"
    finding.touch("search-clear-all")
    assert finding.presenter.screen.finding.text == ""
    typed(finding, "k")
    finding.touch("search-clear")
    assert finding.presenter.screen.finding.text == ""


def test_no_more_is_typed_than_anybody_reads(finding: Kiosk):
    search(finding)
    QTest.keyClicks(finding.window, "ab" * LONGEST)
    assert len(finding.presenter.screen.finding.text) == LONGEST


def test_where_nothing_is_found_all_agencies_are_one_touch_away(finding: Kiosk):
    page = search(finding, "xyqz")
    assert rows(page) == []
    assert page.news() == "xyqz. Tidak ada layanan untuk “xyqz”"
    assert not finding.button("search-everything").isEnabled()
    finding.touch("search-agencies")
    finding.until("agencies")


def test_where_nothing_is_found_a_person_can_be_called(finding: Kiosk, qtbot: QtBot):
    search(finding, "xyqz")
    assert finding.button("search-help").isVisible() is finding.presenter.screen.calls_staff
    with qtbot.waitSignal(finding.window.intents.help_wanted):
        finding.touch("search-help")


def test_all_hits_are_a_list_and_the_field_leads_back_to_the_keys(finding: Kiosk):
    page = search(finding, "layanan")
    assert len(rows(page)) == len(page.plan.rows)
    finding.touch("search-everything")
    assert len(rows(page)) > len(page.plan.rows)
    assert not finding.button("search-key-a").isVisible()
    finding.touch("search-field")
    assert finding.button("search-key-a").isVisible()


def test_with_nothing_typed_all_services_are_listed(finding: Kiosk):
    page = search(finding)
    finding.touch("search-everything")
    turning = page.turning()
    assert turning is not None
    assert turning.count == sum(len(agency.services) for agency in finding.hall.view.agencies)
    finding.key(Qt.Key.Key_PageDown)
    assert finding.presenter.screen.list_page == 1


def test_a_closed_service_that_is_found_says_why_and_what_to_bring_the_next_time(finding: Kiosk):
    search(finding, "kartu identitas")
    row = finding.widget("service-disdukcapil-g")
    said = "G, Kartu identitas anak, Disdukcapil, Zona Podium, Buka besok 07.30, Bawa akta kelahiran"
    assert row.accessibleName() == said
    finding.touch("service-disdukcapil-g")
    finding.settled()
    assert not finding.hall.tickets
    assert finding.page == "details"
    assert "Buka besok 07.30" in shown_page(finding.window).page_title()
    assert not finding.button("details-take").isVisible()
    finding.touch("details-back")
    assert (finding.page, finding.presenter.screen.finding.text) == ("search", "kartu identitas")


@pytest.mark.parametrize("change", [{"attended": False}, {"outage": True}])
def test_a_found_service_that_nobody_serves_gives_its_number_by_a_second_touch(finding: Kiosk, change: dict[str, bool]):
    view = finding.hall.view
    first = view.agencies[0]
    services = tuple(replace(one, **change) for one in first.services)  # type: ignore[arg-type]
    finding.set_view(replace(view, agencies=(replace(first, services=services), *view.agencies[1:])))
    search(finding, "akta lahir")
    assert "Bawa surat lahir, KK, KTP orang tua" in finding.widget("service-disdukcapil-d").accessibleName()
    finding.touch("service-disdukcapil-d")
    finding.settled()
    assert (finding.page, finding.hall.tickets) == ("details", {})
    finding.touch("details-take")
    finding.until("ticket")
    assert [ticket.service_id for ticket in finding.hall.tickets.values()] == ["disdukcapil-d"]


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
@pytest.mark.parametrize("change", [{"attended": False}, {"opening": samples.TOMORROW}])
def test_a_found_row_keeps_what_to_bring_beside_its_state(
    finding: Kiosk, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], change: dict[str, object]
):
    finding.window.resize(*size)
    view = finding.hall.view
    first = view.agencies[0]
    services = tuple(replace(one, **change) for one in first.services)  # type: ignore[arg-type]
    needs = (replace(BORN, services=("disdukcapil-a",)),)
    finding.set_view(replace(view, needs=needs, agencies=(replace(first, services=services), *view.agencies[1:])))
    finding.touch("needs-button")
    finding.touch("need-lahir")
    written: list[str] = []
    place = Pen.place

    def noted(pen: Pen, rect: QRectF, found: Fitted, *more: Any, **options: Any) -> float:
        written.append(" ".join(found.lines))
        return place(pen, rect, found, *more, **options)

    monkeypatch.setattr(Pen, "place", noted)
    finding.widget("service-disdukcapil-a").grab()
    where = "Disdukcapil, Zona Podium" if size[0] < size[1] else "Disdukcapil"
    assert f"{where} · Bawa kartu keluarga" in written


def test_hits_follow_the_language(finding: Kiosk):
    page = search(finding, "akta")
    finding.touch("language-button")
    row = next(row for row in page.cards() if row.service.prefix == "D")
    assert row.title() == "Birth certificate"
    assert finding.presenter.screen.finding.hits[0].title.text.endswith("certificate")


def test_hits_follow_the_hall(finding: Kiosk):
    page = search(finding, "akta lahir")
    assert rows(page)[:1] == ["D"]
    view = finding.hall.view
    first = view.agencies[0]
    left = replace(first, services=tuple(one for one in first.services if one.prefix != "D"))
    finding.set_view(replace(view, agencies=(left, *view.agencies[1:])))
    assert "D" not in rows(page)


def test_nobody_s_search_is_left_for_the_next_visitor(finding: Kiosk):
    search(finding, "akta")
    finding.pass_seconds(50)
    assert finding.window.frame.prompt.isVisible()
    finding.pass_seconds(20)
    assert finding.page == "agencies"
    search(finding)
    assert finding.presenter.screen.finding.text == ""


def test_priority_is_kept_over_the_search(finding: Kiosk):
    finding.presenter.navigation.toggle_priority()
    search(finding, "akta lahir")
    finding.touch("service-disdukcapil-d")
    finding.until("ticket")
    assert [ticket.priority for ticket in finding.hall.tickets.values()] == [True]


def test_what_happened_leads_to_its_services_of_several_agencies(finding: Kiosk):
    finding.touch("needs-button")
    finding.until("needs")
    finding.touch("need-lahir")
    finding.until("need")
    page = shown_page(finding.window)
    found = [row for row in page.cards() if isinstance(row, FoundRow)]
    assert [row.service.id for row in found] == ["disdukcapil-d", "bpjs-kes-2a"]
    assert "Disdukcapil" in found[0].accessibleName()
    finding.touch("service-disdukcapil-d")
    finding.until("ticket")


def test_from_a_need_one_goes_back_to_all_of_them_and_then_home(finding: Kiosk):
    finding.touch("needs-button")
    finding.touch("need-pindah")
    finding.touch("need-back")
    assert finding.page == "needs"
    finding.touch("needs-back")
    assert finding.page == "agencies"


def test_a_need_that_leaves_the_hall_takes_nobody_with_it(finding: Kiosk):
    finding.touch("needs-button")
    finding.touch("need-pindah")
    finding.set_view(replace(finding.hall.view, needs=(BORN,)))
    assert finding.page == "agencies"


def test_a_hall_without_needs_has_no_key_for_them(finding: Kiosk):
    assert finding.button("needs-button").isVisible()
    finding.set_view(replace(finding.hall.view, needs=()))
    assert not finding.button("needs-button").isVisible()


def test_a_screen_reader_is_told_what_was_found(finding: Kiosk):
    page = search(finding, "surat bayi")
    assert page.news().startswith("surat bayi. ")
    found = next(row for row in page.cards() if row.service.prefix == "D")
    assert found.accessibleName().startswith("D, Akta kelahiran, surat bayi, Disdukcapil")


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1366, 768), (1280, 1024)])
def test_every_key_is_a_target_of_twenty_millimetres_and_none_lies_over_another(finding: Kiosk, size: tuple[int, int]):
    finding.window.resize(*size)
    page = search(finding, "a")
    finding.presenter.finder.clear()
    per_mm = page.layout_mm.scale.px_per_mm
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
    keys = [one for one in buttons if one.objectName().startswith("search-key-")]
    assert len(keys) == 36
    for one in buttons:
        assert page.rect().contains(one.geometry()), one.objectName()
        assert one.height() >= 20 * per_mm, one.objectName()
        for other in buttons:
            apart = other.geometry().center() - one.geometry().center()
            if other is not one and abs(apart.y()) < one.height() / 2:
                assert abs(apart.x()) >= 20 * per_mm - 1, (one.objectName(), other.objectName())
            if other is not one and "search-field" not in (one.objectName(), other.objectName()):
                assert not one.geometry().intersects(other.geometry()), (one.objectName(), other.objectName())


def test_the_index_is_made_once_for_the_services_there_are(finding: Kiosk):
    finder = finding.presenter.finder
    search(finding, "ak")
    index = finder._index
    finding.set_view(replace(finding.hall.view, now=samples.NOW))
    typed(finding, "ta")
    assert finder._index is index
    assert finding.presenter.screen.page is Page.SEARCH


def test_with_large_text_there_are_fewer_rows_and_none_is_lost(finding: Kiosk):
    page = search(finding)
    usual = len(page.plan.rows)
    finding.presenter.state.show(modes=Modes(large=True))
    assert 0 < len(page.plan.rows) < usual
    finding.touch("search-everything")
    turning = page.turning()
    assert turning is not None
    assert turning.plan.pages * len(turning.plan.cells) >= turning.count


@pytest.mark.parametrize("where", ["search", "need"])
def test_a_service_that_one_touch_would_take_has_a_key_for_its_details(finding: Kiosk, where: str):
    if where == "search":
        search(finding, "akta")
    else:
        finding.touch("needs-button")
        finding.until("needs")
        finding.touch("need-lahir")
        finding.until("need")
    finding.touch("details-of-disdukcapil-d")
    finding.until("details")
    assert finding.hall.tickets == {}

    finding.touch("details-back")
    finding.until(where)
    finding.touch("service-disdukcapil-d")
    finding.until("ticket")


def test_a_found_service_that_is_read_first_needs_no_key(finding: Kiosk):
    view = finding_view()
    first = view.agencies[0]
    services = tuple(replace(one, attended=one.prefix != "D") for one in first.services)
    finding.set_view(replace(view, agencies=(replace(first, services=services), *view.agencies[1:])))
    page = search(finding, "akta")

    rows = {row.service.prefix: row for row in page.cards()}
    names = {key.objectName() for key in page.details.keys}
    assert rows["D"].leads_to_details
    assert "details-of-disdukcapil-d" not in names
    assert names == {f"details-of-{row.service.id}" for row in rows.values() if not row.leads_to_details}
