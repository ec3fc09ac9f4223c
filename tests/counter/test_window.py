"""The windows as a whole: names for everyone, a key for everything, and texts that fit."""

from __future__ import annotations

from collections import Counter
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from counter.desk.parts.current import CurrentPanel
from counter.desk.parts.queues import FiguresPanel, QueueList
from counter.desk.state import DeskNotice, DeskState, LinkState, Phase, Roster
from hall.translator import Translator
from qtkit.desk.buttons import DeskButton
from qtkit.desk.label import Label, Tag
from qtkit.desk.time_bar import TimeBar
from qtkit.paint import SMALLEST_PX
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant
from tests.counter import counter_samples as samples
from tests.pairwise import pairwise

ROSTER = Roster(samples.HALL, samples.counters(), True)
VIEWS = {
    "idle": samples.idle(),
    "called": samples.called(unprinted=samples.unprinted(2)),
    "serving": samples.serving(),
    "overdue": samples.serving(17.2),
    "empty": samples.empty(),
    "crowded": samples.crowded(),
    "paused": samples.paused(),
    "day over": samples.day_in_trouble(),
}
SIZES = [(1024, 700), (1280, 800), (1920, 1080)]


def at_desk(view, **more) -> DeskState:
    user = samples.SUPERVISOR if view.day_steps else samples.USER
    return DeskState(Phase.DESK, roster=ROSTER, chosen="7", user=user, view=view, **more)


W = TypeVar("W", bound=QWidget)


def seen(window: QWidget, kind: type[W]) -> list[W]:
    return [widget for widget in window.findChildren(kind) if widget.isVisible()]


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_everything_that_takes_focus_has_an_accessible_name(show, view):
    window = show(at_desk(view))
    sign_in = show(DeskState(roster=Roster(samples.HALL, samples.counters(), False)))
    for widget in [*seen(window, QWidget), *seen(sign_in, QWidget), *window.bar.findChildren(QWidget)]:
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and not widget.objectName().startswith("qt_"):
            assert widget.accessibleName(), widget


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_every_key_is_a_named_button_with_its_cap_and_no_cap_is_used_twice(show, view):
    window = show(at_desk(view))
    for root in (window.desk, window.bar):
        caps = [key.shortcut_text for key in root.findChildren(DeskButton) if key.shortcut_text]
        bound = [shortcut.key().toString() for shortcut in root.findChildren(QShortcut)]
        assert [shortcut_text for shortcut_text, count in Counter(caps).items() if count > 1] == []
        assert [shortcut_text for shortcut_text, count in Counter(bound).items() if count > 1] == []
        assert set(caps) - {"Enter", "Shift+Enter", "Esc"} <= set(bound)  # the sheet hears these itself
    assert "Ctrl+L" in [shortcut.key().toString() for shortcut in window.findChildren(QShortcut)]
    for button in seen(window, QAbstractButton):
        assert button.accessibleName()


@pairwise(size=SIZES, language=["id", "en"], view=VIEWS)
def test_no_text_is_cut(show, view, language, size):
    window = show(at_desk(view), language, size)
    assert (window.width(), window.height()) == size
    cut = [label.text() for label in seen(window, Label) if label.text() and label.laid.cut]
    assert cut == []
    small = [label.text() for label in seen(window, Label) if label.laid.font.pixelSize() < SMALLEST_PX]
    assert small == []


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_texts_that_are_40_per_cent_longer_fit(show, view):
    window = show(at_desk(view), "pseudo")
    cut = [label.text() for label in seen(window, Label) if label.text() and label.laid.cut]
    assert cut == []
    plain = [
        label.text()
        for label in seen(window, Label)
        if any(letter.isalpha() for letter in label.text()) and "⟦" not in label.text()
    ]
    names = {
        "A-042",
        "A-045",
        "Perekaman KTP-el",
        "Petugas 07",
        "B-021",
        "A-051",
        "C-031",
        "A-037",
        "B-019",
        "Andi Saputra",
    }
    assert set(plain) <= names


@pytest.mark.parametrize("size", SIZES, ids=[f"{w}x{h}" for w, h in SIZES])
def test_long_names_keep_number_and_timer_whole(show, size):
    window = show(at_desk(samples.long_names()), "id", size)
    for name in ("current-number", "next-number", "timer", "figure-done"):
        label = window.findChild(Label, name)
        assert not label.laid.cut
        assert label.laid.lines == (label.text(),)


def test_the_bar_says_in_words_and_red_by_how_much_the_promise_is_past(show):
    window = show(at_desk(samples.serving(17.2)))
    panel = window.findChild(CurrentPanel)
    assert "lewat 2 menit dari janji 15" in [label.text() for label in seen(panel, Label)]
    assert panel.findChild(TimeBar).colour == Colours.RED


def test_the_timer_moves_with_the_hall_s_time(show):
    window = show(at_desk(samples.serving(6.2)))
    assert window.findChild(Label, "timer").text() == "06.12"
    window.desk.tick(samples.ago(-1))
    assert window.findChild(Label, "timer").text() == "07.12"


def test_only_one_key_is_filled_in_every_state(show):
    for view in VIEWS.values():
        window = show(at_desk(view))
        for root in (window.desk, window.bar):
            assert len([key for key in root.findChildren(DeskButton) if key.variant is Variant.PRIMARY]) <= 1


def test_without_the_database_no_key_can_be_pressed_but_those_of_the_window(show):
    window = show(at_desk(samples.called(unprinted=samples.unprinted(1)), link=LinkState(False, samples.NOW)))
    enabled = {key.objectName() for key in seen(window, DeskButton) if key.isEnabled()}
    assert enabled == {"language-button", "compact-button"}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("code", ["nobody", "unsure", "unexpected", "away"])
def test_the_bar_says_a_notice_in_a_few_words_and_the_whole_as_its_tooltip(show, language, code):
    window = show(at_desk(samples.serving(), notice=DeskNotice(f"notice_{code}")), language)
    window.bar.show()
    notice = window.bar.findChild(Label, "compact-notice")
    whole = Translator(language)(f"counter.notice_{code}")
    assert not notice.laid.cut
    assert " ".join(notice.laid.lines) in (whole, Translator(language)(f"counter.short_notice_{code}"))
    assert whole in (notice.toolTip(), " ".join(notice.laid.lines))


def test_on_a_low_screen_three_numbers_without_slip_stand_in_place_of_the_figures(show):
    window = show(at_desk(samples.called(unprinted=samples.unprinted(3))), size=(1024, 700))
    panel = window.desk.unprinted
    area = panel.list
    for row in panel.rows:
        assert area.rect().contains(row.geometry())
        assert "menit lalu" in row.toolTip()
    assert not window.desk.findChild(FiguresPanel).isVisible()
    window.show_state(at_desk(samples.called()))
    assert window.desk.findChild(FiguresPanel).isVisible()


@pytest.mark.parametrize("size", SIZES)
def test_a_long_name_takes_the_room_of_the_bars_and_is_never_cut_in_the_queues(show, size):
    window = show(at_desk(samples.long_names()), size=size)
    rows = window.desk.findChild(QueueList)
    for line in rows._lines():
        if line.row is not None:
            assert not rows._lay_name(line.row, line.height).cut


@pytest.mark.parametrize("size", SIZES)
def test_a_tag_that_does_not_fit_is_left_out_and_none_is_cut(show, size):
    window = show(at_desk(samples.long_names()), size=size)
    tags = [tag for tag in seen(window.desk.current, Tag) if tag.text()]
    assert "Prioritas" in {tag.text() for tag in tags}
    assert all(tag.width() >= tag.least for tag in tags)
