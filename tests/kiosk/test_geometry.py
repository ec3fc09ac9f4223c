from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSizeF

from kiosk.frame_plan import NO_KEYS, Keys, frame
from kiosk.geometry import LONG, MARGIN, SHORT, SMALL, layout_of, mm
from kiosk.list_plans import agencies_plan, services_plan
from kiosk.number_plans import failed_plan, ticket_plan, trouble_plan
from qtkit.theme.scale import KIOSK_PX_PER_MM, Scale

PORTRAIT, LYING = QSizeF(SHORT, LONG), QSizeF(LONG, SHORT)
SIZES = [PORTRAIT, LYING, QSizeF(SHORT * 1.4, LONG), QSizeF(LONG, SHORT * 1.4)]


def body_of(size: QSizeF, *, lists: bool) -> QSizeF:
    return frame(size, lists=lists, ring=not lists).body.size()


def lies_in(inner: QRectF, size: QSizeF) -> bool:
    return QRectF(-0.01, -0.01, size.width() + 0.02, size.height() + 0.02).contains(inner)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 3, 6, 7, 12, 13, 21, 40])
def test_agency_cards_lie_in_the_page_apart_and_are_large_enough(size: QSizeF, count: int):
    body = body_of(size, lists=True)
    plan = agencies_plan(body, count, landscape=size.width() > size.height())

    assert len(plan.cells) * plan.pages >= count
    assert plan.pages == -(-count // 12)
    for index, cell in enumerate(plan.cells):
        assert lies_in(cell, body)
        assert cell.height() >= 25
        assert cell.left() >= mm(35)
        assert not any(cell.intersects(other) for other in plan.cells[index + 1 :])
        assert plan.pager.isNull() or cell.bottom() < plan.pager.top()
    assert plan.notice_bar.bottom() <= plan.cells[0].top()


def test_the_pages_are_2_by_6_upright_and_3_by_4_lying():
    portrait = agencies_plan(body_of(PORTRAIT, lists=True), 21, landscape=False)
    landscape = agencies_plan(body_of(LYING, lists=True), 21, landscape=True)

    assert len({cell.left() for cell in portrait.cells}) == 2
    assert len({cell.left() for cell in landscape.cells}) == 3
    assert len(portrait.cells) == len(landscape.cells) == 12


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 2, 7, 8, 9, 20])
def test_service_rows_lie_in_the_page_apart(size: QSizeF, count: int):
    body = body_of(size, lists=True)
    rows = services_plan(body, count, landscape=size.width() > size.height()).rows

    assert len(rows.cells) * rows.pages >= count
    for index, cell in enumerate(rows.cells):
        assert lies_in(cell, body)
        assert cell.height() >= mm(140)
        assert not any(cell.intersects(other) for other in rows.cells[index + 1 :])
        assert rows.pager.isNull() or cell.bottom() < rows.pager.top()


@pytest.mark.parametrize("size", SIZES)
def test_ticket_and_trouble_lie_in_the_page_apart(size: QSizeF):
    body, landscape = body_of(size, lists=False), size.width() > size.height()
    ticket = ticket_plan(body, landscape=landscape)
    photo = ticket_plan(body, landscape=landscape, paper=False)
    trouble = trouble_plan(body, landscape=landscape)

    for parts in (
        (ticket.title, ticket.ticket, ticket.band, ticket.done, ticket.new, ticket.missing),
        (photo.title, photo.ticket, photo.band, photo.done, photo.new),
        failed_plan(body, landscape=landscape),
        (trouble.notice, trouble.ticket, trouble.confirm, trouble.cancel, trouble.further),
        (trouble.notice, trouble.ticket, trouble.keep, trouble.surely),
    ):
        for index, part in enumerate(parts):
            assert lies_in(part, body)
            assert not any(part.intersects(other) for other in parts[index + 1 :])


@pytest.mark.parametrize("size", SIZES)
def test_no_second_tap_on_the_same_spot_decides_anything(size: QSizeF):
    body, landscape = body_of(size, lists=False), size.width() > size.height()
    before, trouble = ticket_plan(body, landscape=landscape), trouble_plan(body, landscape=landscape)

    for key in (trouble.confirm, trouble.cancel):
        assert not key.intersects(before.missing)  # where the way to this page was, there is no key at all
    assert trouble.keep.contains(trouble.cancel)
    for key in (trouble.confirm, trouble.cancel):
        assert not key.intersects(trouble.surely)


ALL_KEYS = Keys(modes=True, staff=True, check_in=True, survey=True)
KEYS = [NO_KEYS, Keys(survey=True), Keys(modes=True), Keys(modes=True, staff=True, check_in=True), ALL_KEYS]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lists", [True, False])
@pytest.mark.parametrize("keys", KEYS)
def test_the_frame_leaves_no_overlap(size: QSizeF, lists: bool, keys: Keys):
    parts = frame(size, lists=lists, ring=not lists, keys=keys)
    places = [parts.language, parts.modes, parts.staff]
    places += [parts.priority, parts.check_in, parts.survey] if lists else [parts.foot]
    places = [place for place in places if not place.isEmpty()]

    assert not parts.body.intersects(parts.head)
    assert len(places) == 2 + keys.modes + keys.staff + lists * (keys.check_in + keys.survey)
    for index, place in enumerate(places):
        assert lies_in(place, size)
        assert min(place.width(), place.height()) >= 20
        assert not parts.body.intersects(place)
        assert not any(place.adjusted(-2, -2, 2, 2).intersects(other) for other in places[index + 1 :])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", KEYS)
def test_help_is_in_the_same_place_on_every_page(size: QSizeF, keys: Keys):
    lists, reading = frame(size, lists=True, ring=False, keys=keys), frame(size, lists=False, ring=True, keys=keys)

    assert (lists.language, lists.modes, lists.staff) == (reading.language, reading.modes, reading.staff)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("finds", "needs"), [(True, False), (False, True), (True, True)])
def test_search_and_needs_lie_above_the_cards(size: QSizeF, finds: bool, needs: bool):
    landscape = size.width() > size.height()
    plan = agencies_plan(body_of(size, lists=True), 21, landscape=landscape, finds=finds, needs=needs)
    places = [place for place in (plan.search, plan.needs) if not place.isEmpty()]

    assert len(places) == finds + needs
    for place in places:
        assert min(place.width(), place.height()) >= 20
        assert not any(place.intersects(other) for other in (plan.title, plan.subtitle, *plan.cells))
    assert not plan.search.intersects(plan.needs)
    assert all(cell.height() >= 25 for cell in plan.cells)


def test_a_small_window_is_drawn_smaller_as_a_whole_and_says_so():
    layout = layout_of(720, 1280, Scale(KIOSK_PX_PER_MM))

    assert layout.scale.px_per_mm == pytest.approx(KIOSK_PX_PER_MM * 720 / 1080)
    assert not layout.legible


def test_a_page_with_fewer_things_on_a_small_screen_is_drawn_at_its_true_size():
    layout = layout_of(1366, 768, Scale(3.955), least=SMALL)

    assert layout.scale.px_per_mm == pytest.approx(3.955)
    assert layout.legible


def test_the_reference_screen_is_drawn_at_its_true_size():
    layout = layout_of(1080, 1920, Scale(KIOSK_PX_PER_MM))

    assert layout.legible
    assert layout.scale.px_per_mm == pytest.approx(KIOSK_PX_PER_MM, rel=0.001)
    assert layout.px(QRectF(MARGIN, 0, mm(984), mm(162))).getRect() == (48, 0, 984, 162)


def test_letters_do_not_grow_for_ever_on_large_glass():
    layout = layout_of(2160, 3840, Scale(KIOSK_PX_PER_MM / 2))

    assert layout.scale.px_per_mm == pytest.approx(KIOSK_PX_PER_MM / 2 * 1.6)
