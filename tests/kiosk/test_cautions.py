"""What a visitor must know before the touch: that nobody serves yet, that no paper comes out, how long it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

import qtkit.paint
from hall.access import By
from hall.opening import Opening
from hall.printing.answers import Problem
from hall.printing.care import PrinterCare
from hall.printing.outcome import PrintOutcome
from hall.printing.slip_orders import NamedPrinter
from hall.printing.stations import Printers
from hall.translator import INDONESIAN, Translator
from hall.views import KioskView
from hall.wording import BothNames
from kiosk.print_worker import PrintWorker
from kiosk.screen import Page, Screen
from kiosk.widgets.agency_card import AgencyCard
from kiosk.widgets.card import fitted_state, outage_line
from kiosk.widgets.pen import Pen
from kiosk.widgets.service_row import Column, ServiceRow
from kiosk.widgets.slip_band import SlipBand
from kiosk.window import KioskWindow
from qtkit.paint import Fitted
from qtkit.theme.tokens import Colours
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk, shown_page
from tests.kiosk.memory_hall import MemoryHall, NotePrinter, as_store


def has(image: QImage, colour: QColor) -> bool:
    """Whether a pixel has exactly that colour."""
    wanted = colour.rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize(("language", "said"), [("id", "Belum ada petugas"), ("en", "No staff yet")])
@pytest.mark.parametrize("waiting", [0, 3])
def test_an_agency_that_nobody_serves_is_amber_and_has_no_tick(kiosk: Kiosk, language: str, said: str, waiting: int):
    if language == "en":
        kiosk.touch("language-button")
    kiosk.set_view(samples.unattended(kiosk.hall.view, "disdukcapil", waiting=waiting))
    card = kiosk.widget("agency-disdukcapil")
    assert isinstance(card, AgencyCard)

    assert card.accessibleName() == f"Disdukcapil, {said}"
    image = card.grab().toImage()
    assert has(image, Colours.AMBER_INK)
    assert not has(image, Colours.GREEN)


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
@pytest.mark.parametrize("large", [False, True])
def test_a_queue_does_not_hide_that_nobody_serves_some_of_the_services(
    kiosk: Kiosk, size: tuple[int, int], *, large: bool
):
    kiosk.window.resize(*size)
    if large:
        kiosk.presenter.modes.choose("large")
    view = kiosk.hall.view
    first = view.agencies[0]
    services = (replace(first.services[0], attended=False), *first.services[1:])
    kiosk.set_view(replace(view, agencies=(replace(first, services=services), *view.agencies[1:])))
    card = kiosk.widget("agency-disdukcapil")

    assert card.accessibleName() == "Disdukcapil, 5 dari 7 layanan dilayani, 12 orang menunggu"
    assert has(card.grab().toImage(), Colours.AMBER_INK)


def test_a_queue_of_which_all_open_services_are_served_is_only_a_queue(kiosk: Kiosk):
    first = kiosk.hall.view.agencies[0]
    assert not all(service.opening.gives_numbers for service in first.services)

    assert kiosk.widget("agency-disdukcapil").accessibleName() == "Disdukcapil, 12 orang menunggu"


@pytest.mark.parametrize(("language", "said"), [("id", "Langsung dapat nomor"), ("en", "Touch to get a number")])
@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
def test_in_large_text_a_card_says_too_that_its_touch_makes_a_number(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], language: str, said: str
):
    written: list[str] = []
    place = Pen.place

    def noted(pen: Pen, rect: QRectF, found: Fitted, *more: Any, **options: Any) -> float:
        written.append(" ".join(found.lines) + ("…" if found.cut else ""))
        return place(pen, rect, found, *more, **options)

    kiosk.window.resize(*size)
    kiosk.presenter.modes.choose("large")
    if language == "en":
        kiosk.touch("language-button")
    one, many = (next(a for a in kiosk.hall.view.agencies if a.id == id_) for id_ in ("bpjs-tk", "disdukcapil"))
    kiosk.set_view(replace(kiosk.hall.view, agencies=(one, many)))
    monkeypatch.setattr(Pen, "place", noted)
    kiosk.widget("agency-bpjs-tk").grab()
    assert any(text.endswith(said) for text in written)
    written.clear()
    kiosk.widget("agency-disdukcapil").grab()
    assert written
    assert not any(said in text for text in written)


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        (Opening(False, "closure", samples.LOCAL, detail="Jaringan pusat"), "Ditutup: Jaringan pusat"),
        (replace(samples.TOMORROW, code="holiday", detail="Natal"), "Libur: Natal. Buka besok 07.30"),
    ],
)
def test_the_card_of_a_closed_agency_says_why_and_until_when(kiosk: Kiosk, opening: Opening, said: str):
    view = kiosk.hall.view
    first = view.agencies[0]
    services = tuple(replace(one, opening=opening) for one in first.services)
    kiosk.set_view(replace(view, agencies=(replace(first, opening=opening, services=services), *view.agencies[1:])))

    assert kiosk.widget("agency-disdukcapil").accessibleName() == f"Disdukcapil, {said}"


def test_who_serves_only_what_is_closed_serves_nobody(kiosk: Kiosk):
    view = kiosk.hall.view
    first = view.agencies[0]
    services = tuple(replace(one, attended=not one.opening.gives_numbers) for one in first.services)
    assert any(one.attended for one in services)
    kiosk.set_view(replace(view, agencies=(replace(first, services=services), *view.agencies[1:])))

    assert kiosk.widget("agency-disdukcapil").accessibleName() == "Disdukcapil, Belum ada petugas"


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
def test_a_service_that_nobody_serves_has_no_green_tick_beside_it(kiosk: Kiosk, size: tuple[int, int]):
    kiosk.window.resize(*size)
    kiosk.set_view(samples.unattended(kiosk.hall.view, "imigrasi", waiting=0))
    kiosk.touch("agency-imigrasi")
    row = kiosk.widget("service-imigrasi-1b")

    assert row.accessibleName() == "1B, Pengaduan dan informasi, Belum ada petugas di loket, Bawa KTP"
    assert not has(row.grab().toImage(), Colours.GREEN)


def test_people_who_wait_for_a_counter_without_staff_are_counted(kiosk: Kiosk):
    kiosk.set_view(samples.unattended(kiosk.hall.view, "imigrasi"))
    kiosk.touch("agency-imigrasi")

    said = kiosk.widget("service-imigrasi-1a").accessibleName()
    assert "7 orang menunggu" in said
    assert "Belum ada petugas di loket" in said


@pytest.mark.parametrize(
    ("language", "said"),
    [("id", "Loket belum dibuka petugas. Simpan foto nomor Anda."), ("en", "No staff at the counter yet. Keep the")],
)
def test_the_line_about_a_counter_without_staff_stays_after_the_photo(kiosk: Kiosk, language: str, said: str):
    kiosk.set_view(samples.unattended(kiosk.hall.view, "disdukcapil"))
    if language == "en":
        kiosk.touch("language-button")
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.BLOCKED)
    kiosk.until("trouble")
    kiosk.touch("trouble-confirm")
    kiosk.until("ticket")

    assert said in kiosk.window.findChild(SlipBand).accessibleName()


def test_how_long_the_service_takes_says_where(kiosk: Kiosk):
    assert kiosk.window.translate("kiosk.row.promise", n=15) == "Dilayani di loket ± 15 menit"
    kiosk.touch("language-button")
    assert kiosk.window.translate("kiosk.row.promise", n=15) == "At the counter: about 15 min"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", "Pilih instansi yang dituju. Kertas sedang tidak keluar: foto nomor Anda di layar."),
        ("en", "Choose the agency you need. No paper right now: take a photo of your number."),
    ],
)
def test_the_first_page_says_that_no_paper_comes_out(kiosk: Kiosk, language: str, said: str):
    if language == "en":
        kiosk.touch("language-button")
    plain = kiosk.window.grab().toImage()

    kiosk.presenter.on_paperless(True)

    assert shown_page(kiosk.window).accessibleName() == said
    assert kiosk.window.grab().toImage() != plain
    kiosk.presenter.on_paperless(False)
    assert shown_page(kiosk.window).accessibleName() == said.partition(".")[0]


def test_a_dead_printer_is_still_told_to_the_next_visitor(kiosk: Kiosk):
    kiosk.presenter.on_paperless(True)
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.NOT_SENT)
    kiosk.pass_seconds(80)

    assert kiosk.page == "agencies"
    assert "Kertas sedang tidak keluar" in shown_page(kiosk.window).accessibleName()
    assert kiosk.presenter.state.at_rest


@pytest.mark.parametrize(
    ("outcome", "problem", "dead"),
    [(PrintOutcome.PRINTED, Problem.NONE, False), (PrintOutcome.NOT_SENT, Problem.PAPER_OUT, True)],
)
def test_the_print_thread_tells_whether_paper_comes_out(
    qtbot: QtBot, outcome: PrintOutcome, problem: Problem, dead: bool
):
    told: list[bool] = []
    worker = PrintWorker(
        lambda: as_store(MemoryHall(samples.kiosk_view())),
        lambda store: Printers(NamedPrinter("depan", NotePrinter(outcome, problem))),
        "depan",
    )
    worker.paperless.connect(told.append)
    worker.start()
    qtbot.waitUntil(lambda: bool(told))
    assert worker.close()

    assert told[0] is dead


def test_a_printer_that_takes_over_gives_paper_until_it_is_away_too():
    hall: Any = MemoryHall(samples.kiosk_view())
    clock = iter(range(0, 1000, 5))
    own, other = NotePrinter(PrintOutcome.NOT_SENT), NotePrinter()
    printers = (NamedPrinter("depan", own), NamedPrinter("samping", other))
    care = PrinterCare(printers, lambda: hall, By.kiosk("depan"), stays=True, monotonic=lambda: float(next(clock)))
    assert not care.paperless
    care.poll()
    assert not care.paperless

    other.outcome = PrintOutcome.NOT_SENT
    care._polled(printers[1])

    assert care.paperless


@pytest.mark.parametrize(
    ("gives", "said", "colour"),
    [
        (True, "Terhenti sementara", Colours.AMBER_INK),
        (False, "Terhenti sementara. Buka pukul 12.00", Colours.RED),
    ],
)
def test_an_agency_whose_outage_stands_on_the_boards_says_so_whether_it_gives_numbers_or_not(
    kiosk: Kiosk, gives, said, colour
):
    def stopped(service):
        opening = service.opening if gives else replace(service.opening, is_open=False, code="closure", detail="Pusat")
        return replace(service, outage=True, opening=opening)

    view = kiosk.hall.view
    agencies = [replace(one, services=tuple(map(stopped, one.services))) for one in view.agencies]
    agencies = [replace(one, opening=one.services[0].opening) for one in agencies]
    kiosk.set_view(replace(view, agencies=tuple(agencies)))
    card = kiosk.widget("agency-disdukcapil")
    assert card.accessibleName() == f"Disdukcapil, {said}"
    assert has(card.grab().toImage(), colour)
    if gives:
        kiosk.touch("agency-disdukcapil")
        row = kiosk.widget(f"service-{view.agencies[0].services[0].id}")
        assert "Terhenti sementara" in row.accessibleName()


def test_an_outage_says_why_before_the_touch_and_nobody_is_promised_to_be_served_at_once(kiosk: Kiosk):
    why = BothNames("jaringan pusat", "Central network")
    view = kiosk.hall.view
    agencies = [
        replace(one, services=tuple(replace(s, outage=True, outage_why=why, waiting=0) for s in one.services))
        for one in view.agencies
    ]
    kiosk.set_view(replace(view, agencies=tuple(agencies)))
    assert kiosk.widget("agency-disdukcapil").accessibleName() == "Disdukcapil, Terhenti: jaringan pusat"
    kiosk.touch("agency-disdukcapil")
    row = kiosk.widget(f"service-{view.agencies[0].services[0].id}")
    assert "Terhenti: jaringan pusat" in row.accessibleName()
    assert "Tanpa antrean" not in row.accessibleName()
    assert not has(row.grab().toImage(), Colours.GREEN)


def test_an_agency_with_several_outages_gives_no_reason_that_is_not_everybodys(kiosk: Kiosk):
    view = kiosk.hall.view
    first, *others = view.agencies[0].services
    assert others
    stopped = [replace(first, outage=True, outage_why=BothNames("listrik"))]
    stopped += [replace(one, outage=True, outage_why=BothNames("jaringan")) for one in others]
    kiosk.set_view(replace(view, agencies=(replace(view.agencies[0], services=tuple(stopped)), *view.agencies[1:])))
    assert kiosk.widget("agency-disdukcapil").accessibleName() == "Disdukcapil, Terhenti sementara"


def test_a_reason_without_room_gives_way_to_that_it_is_stopped():
    line = outage_line(BothNames("perangkat " * 12), Translator("id"))
    image = QImage(400, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        pen = Pen(painter, 1.0)
        assert fitted_state(pen, line, 340).lines == ("Terhenti sementara",)
        usual = fitted_state(pen, outage_line(BothNames("sistem pusat tidak bisa diakses"), Translator("id")), 340)
    finally:
        painter.end()
    assert (" ".join(usual.lines), usual.cut) == ("Terhenti: sistem pusat tidak bisa diakses", False)


def of_first(view: KioskView, *changes: dict[str, object]) -> KioskView:
    """The hall whose first agency has as many services as there are changes, each changed so, and nobody waits."""
    first = view.agencies[0]
    services = [replace(one, waiting=0, opening=samples.OPEN) for one in first.services]
    changed = tuple(replace(one, **more) for one, more in zip(services, changes, strict=False))  # type: ignore[arg-type]
    opening = next((one.opening for one in changed if one.opening.gives_numbers), changed[0].opening)
    return replace(view, agencies=(replace(first, waiting=0, opening=opening, services=changed), *view.agencies[1:]))


QUOTA = replace(samples.OPEN, code="quota")


@pytest.mark.parametrize(
    ("changes", "said", "colour"),
    [
        (({}, {}, {}), "Tanpa antrean", Colours.GREEN),
        (({"attended": False}, {}, {}), "2 dari 3 layanan dilayani", Colours.AMBER_INK),
        (({"outage": True}, {}, {}), "2 dari 3 layanan dilayani", Colours.AMBER_INK),
        (({"opening": QUOTA}, {}, {}), "2 dari 3 layanan dilayani", Colours.INK2),
        (({"opening": QUOTA}, {"opening": QUOTA}), "Kuota hari ini habis", Colours.RED),
    ],
)
def test_a_card_has_its_green_tick_only_where_each_service_is_served_at_once(
    kiosk: Kiosk, changes: tuple[dict[str, object], ...], said: str, colour: QColor
):
    kiosk.set_view(of_first(samples.kiosk_view(), *changes))
    card = kiosk.widget("agency-disdukcapil")

    assert card.accessibleName() == f"Disdukcapil, {said}"
    image = card.grab().toImage()
    assert has(image, colour)
    assert has(image, Colours.GREEN) is (colour is Colours.GREEN)


def test_an_agency_that_closes_soon_says_so_instead_of_that_nobody_waits(kiosk: Kiosk):
    soon = replace(samples.OPEN, next_change=samples.LOCAL + timedelta(minutes=5))
    kiosk.set_view(of_first(samples.kiosk_view(), {"opening": soon}, {"opening": soon}))
    assert kiosk.widget("agency-disdukcapil").accessibleName() == "Disdukcapil, Hanya sampai 10.47"

    kiosk.set_view(of_first(samples.kiosk_view(), {"opening": soon}, {}))
    assert kiosk.widget("agency-disdukcapil").accessibleName() == "Disdukcapil, Tanpa antrean"


def test_an_outage_without_numbers_says_until_when(kiosk: Kiosk):
    closed = replace(samples.BREAK, code="closure", detail="Jaringan pusat")
    why = BothNames("jaringan pusat", "Central network")
    kiosk.set_view(of_first(samples.kiosk_view(), {"outage": True, "outage_why": why, "opening": closed}, {}))
    kiosk.touch("agency-disdukcapil")
    said = kiosk.widget("service-disdukcapil-a").accessibleName()
    assert "Terhenti: jaringan pusat. Buka pukul 13.00" in said


def test_in_a_narrow_row_a_caution_leaves_the_people_who_wait(kiosk: Kiosk):
    kiosk.window.resize(1920, 1080)
    view = samples.kiosk_view()
    few = replace(view.agencies[0].services[0], quota_left=9)
    kiosk.touch("agency-disdukcapil")
    row = kiosk.widget("service-disdukcapil-a")
    assert isinstance(row, ServiceRow)
    row.show_service(few, "#1D4E89")
    assert row.second_line(Column.NOTHING).text == "Sisa 9 nomor hari ini · 12 orang menunggu"
    assert row.second_line(Column.PEOPLE).text == "Sisa 9 nomor hari ini"


@pytest.mark.parametrize(("waiting", "captioned"), [(0, False), (3, True)])
def test_the_caption_of_the_people_waiting_stands_only_above_figures(
    window: KioskWindow, waiting: int, captioned: bool, monkeypatch: pytest.MonkeyPatch
):
    drawn: list[str] = []
    really = qtkit.paint.draw_capitals

    def noted(painter, text, used, *places, **options):
        drawn.append(text)
        return really(painter, text, used, *places, **options)

    monkeypatch.setattr(qtkit.paint, "draw_capitals", noted)
    view = samples.unattended(samples.kiosk_view(), "disdukcapil", waiting=waiting)
    window.resize(1080, 1920)
    window.show_screen(Screen(page=Page.SERVICES, view=view, agency_id="disdukcapil"))
    window.grab()

    assert INDONESIAN("kiosk.services.heading") in drawn
    assert (INDONESIAN("kiosk.services.caption") in drawn) is captioned
