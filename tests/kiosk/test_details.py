"""A service before its number: what it publishes, its papers, and that nobody is kept from a number."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt

from hall.forms import KioskForm
from hall.opening import Opening
from hall.views import KioskView, ServiceView
from kiosk.details_plans import beside, details_plan, large_details_plan
from kiosk.frame_plan import NO_KEYS, frame, lowered_frame
from kiosk.geometry import SMALL, Use, layout_of
from kiosk.low_plans import LowBody
from kiosk.modes import Modes
from kiosk.widgets.published_panel import PublishedPanel
from qtkit.theme.fonts import Typeface
from qtkit.theme.scale import KIOSK_PX_PER_MM, Scale
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk, shown_page
from tools.access.cases import SIZES

A = "disdukcapil-a"
KEY = f"details-of-{A}"


def opened(kiosk: Kiosk, view: KioskView | None = None) -> None:
    kiosk.set_view(view or samples.published_view())
    kiosk.touch("agency-disdukcapil")
    kiosk.touch(KEY)


def published(kiosk: Kiosk) -> str:
    panel = kiosk.window.findChild(PublishedPanel)
    assert panel is not None
    return panel.accessibleName()


def changed(view: KioskView, **changes: object) -> KioskView:
    """The hall with another first service."""
    first, *others = view.agencies
    service = replace(first.services[0], **changes)  # type: ignore[arg-type]
    return replace(view, agencies=(replace(first, services=(service, *first.services[1:])), *others))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", ["Biaya: Gratis", "Sekitar 15 menit sejak dipanggil", "Yang dibawa: Kartu keluarga, KTP lama",
                "Hasil layanan: KTP elektronik", "Pengaduan: Meja informasi", "1. Data diperiksa di loket"]),
        ("en", ["Fee: Free of charge", "About 15 minutes once you are called", "What to bring: Family card, Old ID",
                "What you get: Electronic ID card", "Complaints: Information desk", "1. Data are checked"]),
    ],
)  # fmt: skip
def test_a_service_says_all_that_it_must_publish_before_its_number(kiosk: Kiosk, language: str, said: list[str]):
    if language == "en":
        kiosk.touch("language-button")
    opened(kiosk)

    assert kiosk.page == "details"
    for text in said:
        assert text in published(kiosk)
    assert not kiosk.hall.tickets


def test_the_key_beside_a_service_gives_no_number_and_the_page_does(kiosk: Kiosk):
    opened(kiosk)
    kiosk.touch("details-take")
    kiosk.until("ticket")

    assert [ticket.service_id for ticket in kiosk.hall.tickets.values()] == [A]


def test_back_leads_to_the_services_of_the_agency(kiosk: Kiosk):
    opened(kiosk)
    kiosk.touch("details-back")
    assert kiosk.page == "services"

    kiosk.touch(KEY)
    kiosk.key(Qt.Key.Key_Escape)
    assert kiosk.page == "services"
    assert kiosk.widget(f"service-{A}").isVisible()


def test_where_papers_are_asked_for_the_service_leads_to_them_first(kiosk: Kiosk):
    kiosk.set_view(samples.published_view(ask=True))
    kiosk.touch("agency-disdukcapil")
    kiosk.touch(f"service-{A}")

    assert kiosk.page == "details"
    assert not kiosk.hall.tickets
    assert kiosk.button("details-take").text() == "Tetap ambil nomor"
    assert [kiosk.button(f"paper-{at}").accessibleName() for at in range(3)] == list(samples.PAPERS)
    assert not any(kiosk.button(f"paper-{at}").isChecked() for at in range(3))


def test_what_is_not_ticked_is_said_and_a_number_can_be_taken_all_the_same(kiosk: Kiosk):
    kiosk.set_view(samples.published_view(ask=True))
    kiosk.touch("agency-disdukcapil")
    kiosk.touch(f"service-{A}")
    kiosk.touch("paper-0")
    kiosk.touch("paper-2")

    assert kiosk.button("paper-0").isChecked()
    assert shown_page(kiosk.window).news() == "Belum dibawa: KTP lama. Layanan bisa ditolak di loket."
    kiosk.touch("details-take")
    kiosk.until("ticket")
    assert len(kiosk.hall.tickets) == 1


def test_with_all_papers_there_is_nothing_to_warn_of(kiosk: Kiosk):
    kiosk.set_view(samples.published_view(ask=True))
    kiosk.touch("agency-disdukcapil")
    kiosk.touch(f"service-{A}")
    for place in range(3):
        kiosk.touch(f"paper-{place}")

    assert shown_page(kiosk.window).news() == "Semua berkas sudah dibawa."
    assert kiosk.button("details-take").text() == "Ambil nomor"
    kiosk.touch("paper-1")
    assert kiosk.button("details-take").text() == "Tetap ambil nomor"


def test_the_next_visitor_finds_nothing_ticked(kiosk: Kiosk):
    kiosk.set_view(samples.published_view(ask=True))
    for _ in range(2):
        kiosk.touch("agency-disdukcapil")
        kiosk.touch(f"service-{A}")
        assert not kiosk.button("paper-0").isChecked()
        kiosk.touch("paper-0")
        kiosk.pass_seconds(70)
        assert kiosk.page == "agencies"


@pytest.mark.parametrize(("own", "hall", "asks"), [(None, True, True), (False, True, False), (True, False, True)])
def test_a_service_may_differ_from_the_hall(kiosk: Kiosk, own: bool | None, hall: bool, asks: bool):
    view = changed(samples.published_view(), ask_papers=own)
    kiosk.set_view(replace(view, hall=replace(view.hall, kiosk=KioskForm(ask_papers=hall))))
    kiosk.touch("agency-disdukcapil")
    kiosk.touch(f"service-{A}")
    kiosk.settled()

    assert kiosk.page == ("details" if asks else "ticket")


def test_a_service_without_papers_is_not_asked_about(kiosk: Kiosk):
    view = kiosk.hall.view
    kiosk.set_view(replace(view, hall=replace(view.hall, kiosk=KioskForm(ask_papers=True))))
    kiosk.touch("agency-disdukcapil")
    kiosk.touch(f"service-{A}")
    kiosk.until("ticket")


def test_an_agency_with_one_service_asks_for_its_papers_too(kiosk: Kiosk):
    view = kiosk.hall.view
    agencies = [
        replace(one, services=(replace(one.services[0], requirements=("KTP",), ask_papers=True),))
        if one.id == "pln"
        else one
        for one in view.agencies
    ]
    kiosk.set_view(replace(view, agencies=tuple(agencies)))
    kiosk.touch("agency-pln")
    assert kiosk.page == "details"
    kiosk.touch("details-back")
    assert kiosk.page == "agencies"


def test_a_closed_service_says_why_and_offers_no_number(kiosk: Kiosk):
    opened(kiosk)
    kiosk.set_view(changed(samples.published_view(ask=True), opening=samples.BREAK))

    assert kiosk.button("details-take").isHidden()
    assert "Istirahat sampai 13.00" in shown_page(kiosk.window).page_title()


def test_a_service_that_left_the_hall_leads_to_the_first_page(kiosk: Kiosk):
    opened(kiosk)
    view = kiosk.hall.view
    kiosk.set_view(replace(view, agencies=view.agencies[1:]))

    assert kiosk.page == "agencies"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"waiting": 3, "quota_left": 38}, ["3 orang menunggu", "Sisa 38 nomor hari ini", "Buka sampai 12.00"]),
        ({"waiting": 0, "attended": False}, ["Belum ada petugas di loket"]),
        ({"waiting": 2, "outage": True}, ["Terhenti sementara", "2 orang menunggu"]),
    ],
)
def test_it_says_how_the_service_is_now(kiosk: Kiosk, changes: dict[str, object], said: list[str]):
    opened(kiosk, changed(samples.published_view(), **changes))

    title = shown_page(kiosk.window).page_title()
    for text in said:
        assert text in title
    assert ("Tanpa antrean" in title) is False


def test_nobody_waits_is_good_news_only_where_somebody_serves(kiosk: Kiosk):
    opened(kiosk, changed(samples.published_view(), waiting=0))
    assert "Tanpa antrean" in shown_page(kiosk.window).page_title()


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1366, 768), (1280, 1024)])
@pytest.mark.parametrize("papers", range(9))
@pytest.mark.parametrize("lowered", [False, True])
def test_everything_lies_on_the_page_apart_from_each_other(size: tuple[int, int], papers: int, lowered: bool):
    layout = layout_of(*size, None)
    body = frame(layout.size, lists=True, ring=False).body.size()
    plan = details_plan(body, papers, landscape=layout.landscape, lowered=lowered)

    parts = [plan.back, plan.tile, plan.title, plan.state, plan.published, *plan.papers, plan.take]
    parts += [plan.heading, plan.note] if papers else []
    for place, part in enumerate(parts):
        assert part.left() >= 0
        assert part.top() >= 0
        assert part.right() <= body.width()
        assert part.bottom() <= body.height()
        assert part.width() > 20
        for other in parts[place + 1 :]:
            assert not part.intersects(other)
    assert len(plan.papers) == papers
    least = 84 / KIOSK_PX_PER_MM  # 20.8 mm (tokens.md)
    assert all(min(one.width(), one.height()) >= least for one in (*plan.papers, plan.take, plan.back))


@pytest.mark.parametrize(("width", "height", "inch"), [(s.width, s.height, s.inch) for s in SIZES])
@pytest.mark.parametrize("papers", range(9))
@pytest.mark.parametrize("low", [False, True])
def test_in_large_text_everything_lies_apart_and_keys_within_reach(
    width: int, height: int, inch: float, papers: int, low: bool
):
    scale = Scale(math.hypot(width, height) / (inch * 25.4))
    layout = layout_of(width, height, scale, use=Use(large=True, low=low), least=SMALL)
    around = lowered_frame(layout, lists=True, ring=False, keys=NO_KEYS).body
    above = max(0.0, layout.hands[0] - around.top())
    plan = large_details_plan(LowBody(around.size(), layout, above), papers, parts=True)

    keys = [*plan.papers, plan.take, plan.back, plan.more]
    parts = [*keys, plan.title, plan.subtitle, plan.state, *([] if plan.states_alone else [plan.published])]
    assert plan.states_alone == (plan.state == plan.published)
    parts += [part for part in (plan.tile, plan.heading, plan.note) if not part.isEmpty()]
    whole = QRectF(QPointF(0, 0), around.size())
    for place, part in enumerate(parts):
        assert whole.contains(part)
        assert not any(part.intersects(other) for other in parts[place + 1 :])
    assert len(plan.papers) == papers
    drawn = layout.scale.px_per_mm / scale.px_per_mm
    assert all(min(one.width(), one.height()) * drawn >= 20 for one in keys)
    assert all(one.top() >= above for one in keys)


@pytest.mark.parametrize("landscape", [False, True])
def test_the_key_beside_a_row_is_a_target_of_its_own(landscape: bool):
    layout = layout_of(*((1920, 1080) if landscape else (1080, 1920)), None)
    row, key = beside(frame(layout.size, lists=True, ring=False).body, landscape=landscape)

    assert key.left() - row.right() == pytest.approx(18 / KIOSK_PX_PER_MM)
    assert key.width() >= 84 / KIOSK_PX_PER_MM


def test_what_a_service_publishes_is_never_cut(kiosk: Kiosk):
    kiosk.set_view(samples.long_details_view())
    kiosk.touch("agency-disdukcapil")
    for size in ((1080, 1920), (1920, 1080), (1366, 768), (1280, 1024)):
        kiosk.window.resize(*size)
        kiosk.presenter.navigation.details.open(A)
        panel = kiosk.window.findChild(PublishedPanel)
        assert panel is not None
        columns = panel.laid_out()
        assert all(sum(line.height + line.above for line in column) <= panel.height() for column in columns)
        assert not any(line.found.cut for column in columns for line in column)
        kiosk.presenter.navigation.go_back()


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1366, 768), (1280, 1024)])
@pytest.mark.parametrize("modes", [Modes(large=True), Modes(low=True)])
@pytest.mark.parametrize("ask", [False, True])
def test_what_a_service_publishes_fits_in_every_mode(kiosk: Kiosk, size: tuple[int, int], modes: Modes, ask: bool):
    kiosk.window.resize(*size)
    opened(kiosk, samples.published_view(ask=ask))
    kiosk.presenter.state.show(modes=modes)
    panel = kiosk.window.findChild(PublishedPanel)
    assert panel is not None

    columns = panel.laid_out()
    assert len(columns) <= 4
    assert all(sum(line.height + line.above for line in column) <= panel.height() for column in columns)


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1366, 768), (1280, 1024)])
@pytest.mark.parametrize("ask", [False, True])
def test_in_large_text_all_that_a_service_publishes_is_read_part_by_part(
    kiosk: Kiosk, size: tuple[int, int], ask: bool
):
    kiosk.window.resize(*size)
    opened(kiosk, samples.published_view(ask=ask))
    kiosk.presenter.state.show(modes=Modes(large=True))
    panel = kiosk.window.findChild(PublishedPanel)
    assert panel is not None
    more = kiosk.widget("details-more")
    read: list[str] = []
    for _ in range(panel.pages + 1):
        if panel.isVisible():
            read += [text for column in panel.laid_out() for line in column for text in line.found.lines]
            assert all(
                line.found.font.pixelSize() >= Typeface.least_px for column in panel.laid_out() for line in column
            )
        if more.isVisible():
            kiosk.touch("details-more")

    said = " ".join(read)
    wanted = [
        "Gratis",
        "Sekitar 15 menit sejak dipanggil",
        "KTP elektronik",
        "Meja informasi",
        "1. Data diperiksa di loket",
    ]
    assert [text for text in wanted if text not in said] == []
    assert not kiosk.hall.tickets


def test_who_comes_next_reads_a_service_from_its_first_part(kiosk: Kiosk):
    kiosk.window.resize(1366, 768)
    opened(kiosk, samples.published_view(ask=True))
    kiosk.presenter.state.show(modes=Modes(large=True))
    first = kiosk.widget("details-more").accessibleName()
    kiosk.touch("details-more")
    assert kiosk.widget("details-more").accessibleName() != first

    kiosk.touch("details-back")
    kiosk.touch(KEY)

    assert kiosk.widget("details-more").accessibleName() == first


def soon(service: ServiceView, minutes: int) -> ServiceView:
    until = samples.LOCAL.replace(hour=10, minute=42 + minutes)
    return replace(service, opening=Opening(True, "open", samples.LOCAL, until))


@pytest.mark.parametrize(("minutes", "said"), [(5, True), (15, True), (16, False)])
def test_a_service_that_closes_soon_says_so_before_the_touch(kiosk: Kiosk, minutes: int, said: bool):
    view = samples.kiosk_view()
    kiosk.set_view(changed(view, opening=soon(view.agencies[0].services[0], minutes).opening))
    kiosk.touch("agency-disdukcapil")

    assert (f"Hanya sampai 10.{42 + minutes}" in kiosk.widget(f"service-{A}").accessibleName()) is said
