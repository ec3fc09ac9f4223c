"""The sheet of keys names every shortcut of the window and of the tab that is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest

from counter.supervisor.state import Tab
from tests.counter.supervisor.conftest import in_hall
from tools.supervisor import samples


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def bound(place):
    return {one.key().toString() for one in place.findChildren(QShortcut)}


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_key_of_the_window_and_of_any_tab_is_forgotten_or_without_words(show, language):
    window = show(in_hall(tabs=tuple(Tab)), language)
    pages = window.tabs.values()
    of_window = bound(window) - set().union(*map(bound, pages))
    for tab, page in window.tabs.items():
        window.show_state(in_hall(tabs=tuple(Tab), tab=tab))
        looks = window.key_looks()
        named = {look.keys for look in looks if look.keys}
        assert bound(page) | of_window <= named
        assert len(named) == sum(bool(look.keys) for look in looks)
        assert all(look.text and "supervisor." not in look.text for look in looks)
        assert named >= {"F1", "F12", "Ctrl+1", "Ctrl+5"}


def test_f1_shows_the_sheet_and_f1_or_esc_gives_the_focus_back(show):
    window = show(in_hall())
    tree = window.page.agencies.tree
    tree.setFocus()
    for leave in (Qt.Key.Key_F1, Qt.Key.Key_Escape, Qt.Key.Key_Return):
        press(window, Qt.Key.Key_F1)
        assert window.keys.isVisible()
        assert window.keys.list.hasFocus()
        press(window, leave)
        assert not window.keys.isVisible()
        assert tree.hasFocus()


def test_a_form_takes_the_place_of_the_sheet(show):
    window = show(in_hall())
    press(window, Qt.Key.Key_F1)
    press(window, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert window.keys.isHidden()
    assert window.overlay.isVisible()


def test_the_sheet_has_only_what_the_person_is_offered(show):
    window = show(in_hall(replace(samples.busy(), whole_hall=False, stations=())))
    named = {look.keys for look in window.key_looks()}
    assert "Ctrl+Shift+E" not in named
    assert not {"Ctrl+4", "Ctrl+5"} & named
    assert {"Ctrl+B", "Ctrl+1"} <= named
