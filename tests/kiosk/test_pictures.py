from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from kiosk.attract_screen import AttractScreen
from kiosk.details_screen import DetailsScreen
from kiosk.screen import ClosedNotice, Page, PaperState, PlainNotice, Screen, StaffScreen
from kiosk.widgets.pen import NAME, Pen
from kiosk.window import KioskWindow
from qtkit.theme.tokens import Colours
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import shown_page
from tests.pairwise import pairwise

VIEW = samples.kiosk_view(21)
LONG_NAME = samples.LONG_NAME
LONG_VIEW = samples.long_names_view()
PUBLISHED = samples.published_view(count=21)
ASKING = samples.published_view(ask=True, count=21)
LONG_ASKING = samples.long_details_view()
DETAILS = DetailsScreen("disdukcapil-a", back="services")
SCREENS = {
    "details": Screen(page=Page.DETAILS, view=PUBLISHED, agency_id="disdukcapil", details=DETAILS),
    "papers": Screen(
        page=Page.DETAILS, view=ASKING, agency_id="disdukcapil", details=replace(DETAILS, ticked=frozenset({0}))
    ),
    "long papers": Screen(page=Page.DETAILS, view=LONG_ASKING, agency_id="disdukcapil", details=DETAILS),
    "attract": Screen(page=Page.ATTRACT, view=VIEW, attract=AttractScreen(samples.CALLS)),
    "attract quiet": Screen(page=Page.ATTRACT, view=samples.kiosk_view(3)),
    "agencies": Screen(page=Page.AGENCIES, view=VIEW),
    "services": Screen(page=Page.SERVICES, view=VIEW, agency_id="disdukcapil"),
    "ticket": Screen(page=Page.TICKET, view=VIEW, ticket=samples.ticket_view(), slip=PaperState.OUT, seconds_left=48),
    "long": Screen(
        page=Page.TICKET,
        view=VIEW,
        ticket=samples.ticket_view("SKC-123", service_name=LONG_NAME, agency_name=LONG_NAME, priority=True),
        slip=PaperState.PRINTING,
        seconds_left=48,
    ),
    "trouble": Screen(
        page=Page.TROUBLE, view=VIEW, ticket=samples.ticket_view("2G-015"), slip=PaperState.FAILED, seconds_left=48
    ),
    "trouble told": Screen(
        page=Page.TROUBLE,
        view=VIEW,
        ticket=samples.ticket_view(),
        slip=PaperState.FAILED,
        outcome="told",
        seconds_left=48,
    ),
    "asking": Screen(
        page=Page.TROUBLE, view=VIEW, ticket=samples.ticket_view("SKC-123"), slip=PaperState.FAILED, asking=True
    ),
    "long agencies": Screen(page=Page.AGENCIES, view=LONG_VIEW),
    "long services": Screen(page=Page.SERVICES, view=LONG_VIEW, agency_id="disdukcapil"),
    "staff pin": Screen(page=Page.STAFF, view=VIEW, staff=StaffScreen(digits=4, message="wrong")),
    "staff": Screen(page=Page.STAFF, view=VIEW, staff=samples.staff_screen()),
    "notice": Screen(page=Page.NOTICE, view=VIEW),
    "photo": Screen(page=Page.TICKET, view=VIEW, ticket=samples.ticket_view(), slip=PaperState.PHOTO, seconds_left=12),
    "failed": Screen(page=Page.FAILED, view=VIEW, seconds_left=70, seconds_whole=80),
    "failed warned": Screen(page=Page.FAILED, view=VIEW, seconds_left=12, seconds_whole=80),
    "paperless": Screen(page=Page.AGENCIES, view=VIEW, paperless=True),
    "long wait": Screen(
        page=Page.SERVICES, view=VIEW, agency_id="disdukcapil", busy="disdukcapil-a", notice_bar=PlainNotice("long")
    ),
    "idle": Screen(page=Page.SERVICES, view=VIEW, agency_id="disdukcapil", idle_left=12),
    "day unready": Screen(page=Page.NOTICE, view=VIEW, notice="day_unready"),
    "bar unready": Screen(page=Page.SERVICES, view=VIEW, agency_id="disdukcapil", notice_bar=PlainNotice("unready")),
    "closed": Screen(page=Page.AGENCIES, view=VIEW, notice_bar=ClosedNotice(LONG_NAME, "", samples.TOMORROW)),
    "wait": Screen(
        page=Page.SERVICES, view=VIEW, agency_id="disdukcapil", busy="disdukcapil-a", notice_bar=PlainNotice("wait")
    ),
}
SIZES = [(1080, 1920), (1920, 1080), (720, 1280), (1280, 720)]


def picture_of(window: KioskWindow, screen: Screen, size: tuple[int, int]) -> QImage:
    window.resize(*size)
    window.show_screen(screen)
    window.show_time(samples.LOCAL)
    return window.grab().toImage()


def inked(image: QImage, rect: QRect, ground: QColor) -> bool:
    """Whether anything but the ground is painted in ``rect``."""
    part = image.copy(rect).convertToFormat(QImage.Format.Format_RGB32)
    plain = QImage(part.size(), QImage.Format.Format_RGB32)
    plain.fill(ground)
    return part != plain


@pairwise(name=list(SCREENS), size=SIZES, language=["id", "en", "pseudo"])
def test_ink_stays_inside_the_margins(window: KioskWindow, name: str, size: tuple[int, int], language: str):
    image = picture_of(window, replace(SCREENS[name], language=language), size)
    unit = window.layout_mm.scale.unit()
    body = shown_page(window).geometry()
    margin = round((6 if size[0] > size[1] else 10) * unit)
    top, height = body.top() + 2, body.height() - 4

    assert not inked(image, QRect(body.right() - margin + 1, top, margin, height), Colours.CANVAS)
    if size[0] < size[1]:
        assert not inked(image, QRect(body.left(), top, margin, height), Colours.CANVAS)


@pytest.mark.parametrize("name", ["agencies", "services", "long agencies", "long services"])
@pytest.mark.parametrize("size", SIZES)
def test_text_stays_inside_its_card(window: KioskWindow, name: str, size: tuple[int, int]):
    image = picture_of(window, replace(SCREENS[name], language="pseudo"), size)
    page = shown_page(window)
    unit = window.layout_mm.scale.unit()

    for card in page.cards():
        place = card.geometry().translated(page.pos())
        ground = Colours.SUNK if card.closed else Colours.SURFACE
        edge, inset = round(4 * unit), round(30 * unit)
        strip = QRect(place.right() - round(12 * unit), place.top() + inset, edge, place.height() - 2 * inset)
        assert not inked(image, strip, ground), card.objectName()
        below = QRect(place.left() + inset, place.bottom() - round(7 * unit), place.width() - 2 * inset, edge)
        assert not inked(image, below, ground), card.objectName()


def test_no_text_of_the_interface_escapes_translation(window: KioskWindow):
    for screen in SCREENS.values():
        window.show_screen(replace(screen, language="pseudo"))
        page = shown_page(window)
        assert page.page_title().startswith(("⟦", "A-", "SKC-"))


def test_the_closed_card_is_sunk_and_the_open_one_is_not(window: KioskWindow):
    image = picture_of(window, SCREENS["agencies"], (1080, 1920))
    page = shown_page(window)
    cards = {card.objectName(): card.geometry().translated(page.pos()) for card in page.cards()}

    assert image.pixelColor(cards["agency-samsat"].center().x(), cards["agency-samsat"].top() + 8) == Colours.SUNK
    assert image.pixelColor(cards["agency-bpn"].center().x(), cards["agency-bpn"].top() + 8) == Colours.SURFACE


def test_the_code_on_the_trouble_page_can_be_read_from_the_screen(window: KioskWindow, tmp_path):
    import zxingcpp
    from PIL import Image

    picture_of(window, SCREENS["trouble"], (1080, 1920)).save(str(tmp_path / "trouble.png"))

    found = zxingcpp.read_barcodes(Image.open(tmp_path / "trouble.png"))

    assert [code.text for code in found] == ["MPP:K7Q2M9XW4T"]


def test_a_long_name_takes_more_lines_before_it_gets_small(qapp):
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    pen = Pen(QPainter(image), 1.0)
    room = QSizeF(336, 144)

    short = pen.block("Disdukcapil", NAME, room, lines=3)
    long = pen.block("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", NAME, room, lines=3)
    pen.painter.end()

    assert short.found.font.pixelSize() == 41
    assert len(long.found.lines) == 3
    assert long.found.font.pixelSize() >= 29
    assert long.height <= room.height()
