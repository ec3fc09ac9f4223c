"""Everything at once, on small and scaled screens, in both languages: nothing is cut, nothing is off the window, and
what has no room is counted."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget

from counter.desk.parts.alarm_bar import AlarmBar
from counter.desk.parts.queues import TotalRow
from counter.desk.parts.upcoming import AfterList
from counter.desk.state import DeskNotice, DeskState, Intent, LinkState, Phase, Roster
from hall.errors import Refused
from hall.lifecycle import State
from hall.translator import Translator
from hall.views import AlarmView, NextView, Reason
from qtkit.desk.buttons import DeskButton
from qtkit.desk.label import Label, Tag
from qtkit.desk.panel import LEAST, NoticeLine
from qtkit.paint import SMALLEST_PX
from tests.counter import counter_samples as samples

TITLE = 32
SIZES = {
    "1280x800 with a title bar": (1280, 800 - TITLE),
    "1366x768 at 125 %": (1092, 614 - TITLE),
    "1280x720 at 150 %": (853, 480 - TITLE),
    "960x540": (960, 540),
    "960x540 with a title bar": (960, 540 - TITLE),
    "960x660": (960, 660),
    "the smallest": LEAST,
}
LANGUAGES = ("id", "en")
UNATTENDED = [
    AlarmView("alarm_unattended", (("prefix", prefix), ("service", samples.SERVICES[prefix]), ("count", 8)))
    for prefix in ("F", "B", "C", "D")
]
ALARMS = (*UNATTENDED, AlarmView("alarm_clock_behind", (("minutes", 12),)))


LONGEST = Reason("longest_waiting", (("minutes", 58),))


def everything(view=None):
    """Five alarms, two held numbers, one that did not come, one for this counter alone, three missing slips."""
    view = view or samples.crowded()
    held = (
        samples.ticket("C-031", State.HELD, waited=38, held_reason="Memfotokopi kartu keluarga"),
        samples.ticket("A-033", State.HELD, waited=30, held_reason="Mengambil berkas di rumah"),
    )
    return replace(view, alarms=ALARMS, held=held, unprinted=samples.unprinted(3))


def with_papers(view, *papers):
    """The same; the service of the number at the counter asks for these papers."""
    return replace(view, current=replace(view.current, requirements=papers))


VIEWS = {
    "everything": everything(),
    "papers": with_papers(everything(), "Kartu keluarga", "KTP lama", "Akta kelahiran", "Surat pengantar RT"),
    "called": everything(samples.called()),
    "long wait": everything(samples.serving(77.3)),
    "empty": everything(samples.empty()),
    "paused": everything(samples.paused()),
    "calm": samples.serving(),
    "break soon": everything(samples.called(break_turn=samples.turn(at=20), break_after=samples.turn("12B", 50))),
    "break planned": everything(samples.empty(break_turn=samples.turn(), break_after=samples.turn("12B", 123))),
    "longest wait": replace(samples.serving(), next=NextView(samples.ticket("A-045", waited=58), LONGEST)),
}


def at_desk(view, **more):
    roster = Roster(samples.HALL, samples.counters(), True)
    return DeskState(Phase.DESK, roster=roster, chosen="7", user=samples.USER, view=view, **more)


def told(widget):
    return getattr(widget, "text", lambda: "")() or widget.objectName() or type(widget).__name__


def alarms_of(window):
    return window.desk.findChild(AlarmBar)


def texts_in(panel):
    return {label.text() for label in panel.findChildren(Label) if label.isVisible()}


def scrolled(widget, window):
    """Whether a scrolling list holds it: what is below its edge is reached by scrolling, and counted above it."""
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def cut(widget):
    """What its own place cuts of a widget's words; empty when they stand there whole."""
    name, high = told(widget), widget.height()
    if isinstance(widget, Label):
        laid = widget.laid
        low = high < len(laid.lines) * laid.font.pixelSize() * 0.95 - 1
        small = laid.font.pixelSize() < SMALLEST_PX
        return f"cut: {name} {widget.size()}" if laid.cut or low or small else ""
    if isinstance(widget, NoticeLine):
        lines, px = widget.fitted.lines, widget.fitted.font.pixelSize()
        return f"cut: {name} {widget.size()}" if len(lines) * px * 1.1 > high else ""
    if isinstance(widget, Tag):
        return f"cut: {name} {widget.size()}" if widget.width() < widget.least else ""
    if widget.busy:
        return ""
    return f"too low: {name}" if high < widget.sizeHint().height() else f"cut: {name} {widget.size()}" * widget.cut


def faults(window):
    """Every visible widget with words that its place cuts, the window cuts, or another one of its kind covers."""
    kinds = (Label, NoticeLine, DeskButton, Tag)
    translate = [
        widget for kind in kinds for widget in window.findChildren(kind) if widget.isVisible() and widget.text()
    ]
    shown = [widget for widget in translate if widget.window() is window.window()]
    fixed = [widget for widget in shown if not scrolled(widget, window)]
    places = [(widget, QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())) for widget in fixed]
    found = [fault for fault in map(cut, shown) if fault]
    found += [f"off the window: {told(one)} {place}" for one, place in places if not window.rect().contains(place)]
    clipped = [one for one in fixed if one.visibleRegion().boundingRect() != one.rect()]
    found += [f"clipped: {told(one)}" for one in clipped]
    for (one, first), (other, second) in itertools.combinations(places, 2):
        if first.intersects(second):
            found.append(f"{told(one)} {first} touches {told(other)} {second}")
    return found


def pairs():
    """Every size with every view, each of them in both languages and with and without a notice."""
    for (at, (size, pixels)), (place, (name, view)) in itertools.product(
        enumerate(SIZES.items()), enumerate(VIEWS.items())
    ):
        language = LANGUAGES[(at + place) % 2]
        notice = DeskNotice("notice_unsure") if (at + place // 2) % 2 else None
        delivery_of = "with a notice" if notice else "quiet"
        yield pytest.param(pixels, view, language, notice, id=f"{size}, {name}, {language}, {delivery_of}")


@pytest.mark.parametrize(("size", "view", "language", "notice"), list(pairs()))
def test_everything_at_once_is_whole(show, view, language, size, notice):
    window = show(at_desk(view, notice=notice), language, size)
    assert (window.width(), window.height()) == size
    assert faults(window) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_signing_in_is_whole(show, language, size):
    roster = Roster(samples.HALL, samples.counters(), True, alarms=ALARMS)
    window = show(DeskState(roster=roster, chosen="7", notice=DeskNotice("notice_unsure")), language, size)
    assert (window.width(), window.height()) == size
    assert faults(window) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_what_has_no_room_is_counted(show, size):
    window = show(at_desk(everything()), size=size)
    desk = window.desk
    assert "(+4 lagi)" in alarms_of(window).line.text()
    listed, unseen = desk.listed, len(desk.listed.rows) - desk.listed.list.room
    assert any(f"(+{unseen} lagi)" in text for text in texts_in(listed)) is (unseen > 0)
    assert any(text.startswith("3 ") for text in texts_in(desk.unprinted))
    rows = sum(row.waiting for row in samples.QUEUES)
    assert desk.findChild(TotalRow).accessibleName().startswith(f"Jumlah menunggu {rows}")
    if not desk.upcoming.findChild(AfterList).isVisible():
        assert "Sesudahnya A-043, A-044, B-018" in texts_in(desk.upcoming)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1280, 768), (960, 540), (853, 448)])
def test_the_count_of_alarms_opens_a_list_of_all_of_them(show, language, size, qtbot):
    window = show(at_desk(everything()), language, size)
    bar = alarms_of(window)
    assert bar.all_button.isVisible()
    QTest.mouseClick(bar.all_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(bar.list.isVisible)
    assert bar.list.texts == tuple(alarm.message(Translator(language)) for alarm in ALARMS)
    labels = [label for label in bar.list.findChildren(Label) if label.isVisible()]
    assert [label.text() for label in labels] == list(bar.list.texts)
    assert not any(label.laid.cut for label in labels)
    assert bar.list.height() <= window.height()
    QTest.keyClick(bar.list, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not bar.list.isVisible())


def test_one_alarm_needs_no_list(show):
    window = show(at_desk(replace(everything(), alarms=ALARMS[:1])))
    bar = alarms_of(window)
    assert not bar.all_button.isVisible()
    bar.open_list()
    assert not bar.list.isVisible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_of_the_window_stays_behind_when_the_bar_opens(show, language):
    notice = DeskNotice("", refused=Refused("nobody_called", counter="7"))
    window = show(at_desk(samples.serving(), notice=notice), language)
    window.show_compact()
    sentence = notice.refused.message(Translator(language))
    assert not {sentence, Translator(language)("counter.short_refused")} & texts_in(window.bar)
    window.show_state(at_desk(samples.serving(), notice=DeskNotice("", refused=Refused("nobody_waits", counter="7"))))
    news = window.bar.findChild(Label, "compact-notice")
    assert news.isVisible()
    assert not news.laid.cut


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["nobody", "unsure", "unexpected", "away"])
def test_words_of_the_bar_never_cover_who_is_next(show, language, code, qtbot):
    window = show(at_desk(samples.serving()), language)
    window.show_compact()
    window.show_state(at_desk(samples.serving(), notice=DeskNotice(f"notice_{code}")))
    qtbot.wait(1)
    assert "A-045" in texts_in(window.bar)
    assert faults(window.bar) == []
    window.show_state(at_desk(samples.serving(), link=LinkState(False, samples.NOW)))
    qtbot.wait(1)
    assert "A-045" in texts_in(window.bar)
    assert faults(window.bar) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_80_letters_cost_no_number_and_no_key_its_place(show, language, size):
    window = show(at_desk(everything(samples.long_names())), language, size)
    assert (window.width(), window.height()) == size
    shortened = ("cut: Penerbitan", "cut: BPJS", "cut: Siti", "cut: Called", "cut: Priority")  # whole in the tooltip
    assert [fault for fault in faults(window) if not fault.startswith(shortened)] == []


def test_the_measure_finds_a_label_that_its_place_cuts(show, qtbot):
    window = show(at_desk(samples.serving()))
    number = window.findChild(QWidget, "current-number")
    number.setFixedHeight(20)
    qtbot.wait(1)
    assert any("cut: A-042" in fault for fault in faults(window))


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_sheet_shows_whole_rows(show, size, qtbot):
    state = at_desk(everything())
    window = show(state, size=size)
    window.desk.ask(Intent.CALL_NUMBER, state)
    rows = window.desk.sheet.list
    qtbot.waitUntil(rows.isVisible)
    qtbot.wait(1)
    height = rows.sizeHintForRow(0)
    assert height <= rows.viewport().height() <= rows.height()
    assert rows.viewport().height() % height == 0


@pytest.mark.parametrize("size", [(1280, 768), (1280, 800), (1366, 768)])
@pytest.mark.parametrize("more", ["", "Ñ", "Ña", "xxxx"])
def test_a_caption_that_is_longer_in_a_third_language_takes_the_room_of_icon_and_shortcut(show, size, more):
    window = show(at_desk(VIEWS["everything"]), size=size)
    for button in window.desk.current.buttons.values():
        detail = "59 dtk" if button.objectName() == "undo-button" else ""
        button.show_caption(f"{more}{button.text()}", detail)
        assert not button.cut, button.text()
        assert button.shortcut_text in button.accessibleName()
