"""A kiosk that nobody uses invites; a touch anywhere leads to the first page and does nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import qtkit.paint
from hall.forms import KioskForm
from hall.opening import Opening
from hall.translator import Translator
from hall.views import KioskView
from kiosk.attract_plan import attract_plan
from kiosk.frame_plan import frame
from kiosk.geometry import layout_of
from kiosk.modes import Modes
from kiosk.pages.attract import AttractPage
from kiosk.screen import Page, Screen
from kiosk.widgets.invitation import Invitation
from kiosk.widgets.pen import TEXT
from kiosk.window import KioskWindow
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk

INVITES = KioskForm(attract=True)


def inviting(view: KioskView) -> KioskView:
    return replace(view, hall=replace(view.hall, kiosk=INVITES))


@pytest.fixture
def idle(qtbot: QtBot) -> Iterator[Kiosk]:
    """A kiosk that invites, at its first page."""
    made = Kiosk(qtbot, inviting(samples.kiosk_view()))
    made.hall.calls = samples.CALLS
    made.start()
    yield made
    made.close()


def test_where_nobody_serves_it_says_so_and_not_that_nobody_waits(window: KioskWindow):
    view = inviting(samples.kiosk_view(3))
    alone = replace(
        view.agencies[0],
        waiting=0,
        services=tuple(replace(one, attended=False, waiting=0) for one in view.agencies[0].services),
    )
    window.show_screen(Screen(page=Page.ATTRACT, view=replace(view, agencies=(alone, *view.agencies[1:]))))
    key = window.findChild(Invitation)
    assert key is not None

    said = [key.queue_text(agency) for agency in (alone, *view.agencies[1:])]
    assert said == ["Belum ada petugas", "7 orang", "15 orang"]


def invited(kiosk: Kiosk) -> None:
    kiosk.pass_seconds(61)
    kiosk.settled()
    assert kiosk.page == "attract"


def tap(kiosk: Kiosk, point: QPoint) -> None:
    """A finger on whatever is there."""
    under = kiosk.window.childAt(point) or kiosk.window
    QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(kiosk.window, point))


def test_it_comes_after_a_minute_without_a_touch(idle: Kiosk):
    idle.pass_seconds(59)
    assert idle.page == "agencies"
    idle.pass_seconds(2)
    assert idle.page == "attract"
    assert idle.widget("attract-key").accessibleName().startswith("Sentuh layar untuk mulai. Pilih layanan.")


def test_it_does_not_come_where_the_hall_does_not_want_it(kiosk: Kiosk):
    kiosk.pass_seconds(200)
    assert kiosk.page == "agencies"


def test_it_comes_to_nobody_who_chooses(idle: Kiosk):
    idle.touch("agency-disdukcapil")
    idle.pass_seconds(50)
    assert idle.page == "services"


@pytest.mark.parametrize("place", [(540, 60), (1000, 60), (540, 900), (200, 500), (800, 1880)])
def test_a_touch_anywhere_leads_to_the_first_page_and_does_nothing_else(idle: Kiosk, place: tuple[int, int]):
    before = idle.presenter.screen
    invited(idle)
    idle.touch_clock.seconds += 5
    tap(idle, QPoint(*place))
    idle.settled()

    assert idle.page == "agencies"
    assert idle.presenter.screen == replace(before, view=idle.presenter.screen.view)
    assert not idle.hall.tickets


def test_the_second_tap_of_a_double_tap_opens_no_agency(idle: Kiosk):
    invited(idle)
    idle.touch_clock.seconds += 5
    place = idle.widget("attract-key")
    spot = QPoint(260, 400)
    QTest.mouseClick(place, Qt.MouseButton.LeftButton, pos=spot)
    assert idle.page == "agencies"
    idle.touch_clock.seconds += 0.5
    tap(idle, place.mapTo(idle.window, spot))

    assert idle.page == "agencies"


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F2, Qt.Key.Key_5])
def test_any_key_leads_to_the_first_page(idle: Kiosk, key: Qt.Key):
    invited(idle)
    idle.key(key)

    assert idle.page == "agencies"
    assert idle.presenter.screen.language == "id"


def test_it_says_who_is_called_and_reads_that_only_while_it_stands(idle: Kiosk):
    assert not idle.hall.call_reads
    invited(idle)

    assert idle.presenter.screen.attract.calls == samples.CALLS
    reads = idle.hall.call_reads
    assert reads
    idle.touch("attract-key")
    idle.set_view(idle.hall.view)
    assert idle.hall.call_reads == reads


@pytest.mark.parametrize("code", ["after_closing", "evacuation"])
def test_it_goes_when_the_hall_closes_or_is_evacuated(idle: Kiosk, code: str):
    invited(idle)
    closed = Opening(False, code, samples.LOCAL)
    idle.set_view(inviting(samples.kiosk_view(opening=closed)))
    idle.pass_seconds(1)

    assert idle.page == ("notice" if code == "evacuation" else "agencies")
    idle.pass_seconds(200)
    assert idle.page == ("notice" if code == "evacuation" else "agencies")


def test_it_goes_when_the_database_is_away(idle: Kiosk):
    invited(idle)
    idle.hall.down = True
    for _ in range(3):
        idle.presenter.on_hall_changed()
        idle.settled()

    assert idle.page == "notice"


def test_nothing_moves_in_the_calm_mode(qtbot: QtBot, idle: Kiosk):
    idle.window.close()
    window = KioskWindow(Translator("id"), None, motion=True)
    qtbot.addWidget(window)
    window.show()
    page = window.findChild(AttractPage)
    assert page is not None
    for calm in (False, True):
        window.show_screen(Screen(page=Page.ATTRACT, view=samples.kiosk_view(), modes=Modes(calm=calm)))
        assert page.moves is not calm
    window.show_screen(Screen(page=Page.AGENCIES, view=samples.kiosk_view()))
    assert not page.moves


def test_the_key_for_speech_works_from_it(idle: Kiosk):
    idle.presenter.speech.offer(ready=True)
    invited(idle)
    idle.key(Qt.Key.Key_F9)

    assert idle.page == "agencies"
    assert idle.presenter.screen.modes.spoken


def test_headphones_that_are_plugged_in_lead_to_the_first_page(idle: Kiosk):
    idle.presenter.speech.offer(ready=True)
    invited(idle)
    idle.presenter.speech.switch(on=True)

    assert idle.page == "agencies"


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1366, 768), (1280, 1024)])
@pytest.mark.parametrize(("calls", "agencies"), [(0, 0), (1, 3), (4, 22), (4, 60)])
def test_everything_lies_on_the_page_apart_from_each_other(size: tuple[int, int], calls: int, agencies: int):
    layout = layout_of(*size, None)
    body = frame(layout.size, lists=False, ring=False).body.size()
    plan = attract_plan(body, calls, agencies, landscape=layout.landscape)

    parts = [plan.title, plan.second, *plan.steps, plan.waiting_title, *plan.waiting]
    parts += [plan.calls_title, *plan.calls] if calls else []
    for place, part in enumerate(parts):
        assert part.left() >= 0
        assert part.top() >= 0
        assert part.right() <= body.width() + 0.01
        assert part.bottom() <= body.height() + 0.01
        for other in parts[place + 1 :]:
            assert not part.adjusted(0.01, 0.01, -0.01, -0.01).intersects(other)
    assert len(plan.waiting) == min(agencies, len(plan.waiting))
    assert len(plan.waiting) >= min(agencies, 21)


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1366, 768)])
@pytest.mark.parametrize("longest", ["PLN", "Investment and Permits", "Badan Penyelenggara Jaminan Sosial Kendari"])
def test_the_names_of_all_agencies_are_equally_large(
    window: KioskWindow, size: tuple[int, int], longest: str, monkeypatch: pytest.MonkeyPatch
):
    drawn: dict[str, int] = {}
    really = qtkit.paint.draw_capitals

    def noted(painter, text, used, *places, **options):
        drawn[text] = used.pixelSize()
        return really(painter, text, used, *places, **options)

    view = inviting(samples.kiosk_view(22))
    last = replace(view.agencies[1], name=longest)
    view = replace(view, agencies=(view.agencies[0], last, *view.agencies[2:]))
    monkeypatch.setattr(qtkit.paint, "draw_capitals", noted)
    window.resize(*size)
    window.show_screen(Screen(page=Page.ATTRACT, view=view))
    window.grab()

    odd = {longest} if len(longest) > 30 else set()  # so long a name makes no other small
    sizes = {drawn[agency.name] for agency in view.agencies if agency.name in drawn.keys() - odd}
    assert longest in drawn
    assert len(sizes) == 1
    assert sizes.pop() >= int((0.65 if odd or size[0] < size[1] else 0.85) * TEXT.px * window.layout_mm.scale.unit())
