"""The sheet of keys names every shortcut of the window and of the tab that is shown."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

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
        looks = window.shortcuts.looks()
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
    named = {look.keys for look in window.shortcuts.looks()}
    assert "Ctrl+Shift+E" not in named
    assert not {"Ctrl+4", "Ctrl+5"} & named
    assert {"Ctrl+B", "Ctrl+1"} <= named


def spies(window):
    """Every shortcut that is bound, doing nothing but being counted."""
    came: list[str] = []
    for one in window.findChildren(QShortcut):
        one.activated.disconnect()
        one.activated.connect(partial(came.append, one.key().toString()))
        one.activatedAmbiguously.connect(partial(came.append, "two at once"))
    return came


def own_of(window, page):
    """The shortcuts that hold while ``page`` is shown: its own where what they belong to is seen, and the window's."""
    hidden = [other for other in window.tabs.values() if other is not page]
    elsewhere = {one for other in hidden for one in other.findChildren(QShortcut)}
    found = [one for one in window.findChildren(QShortcut) if one not in elsewhere and one.isEnabled()]
    return [one for one in found if one.parent().isVisible()]


def eats_all(field, event):
    """A field that keeps every key for itself, as fields keep Ctrl+U on one system and others on another one."""
    if event.type() is QEvent.Type.ShortcutOverride:
        event.accept()
        return True
    return super(QLineEdit, field).event(event)


@pytest.mark.parametrize("tab", list(Tab))
def test_every_key_works_from_every_place_of_every_tab(show, monkeypatch, tab):
    monkeypatch.setattr(QLineEdit, "event", eats_all)
    window = show(in_hall(tabs=tuple(Tab), tab=tab))
    page, came = window.tabs[tab], spies(window)
    places = [one for one in page.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    places = [one for one in places if one.isVisible() and one.isEnabled()]
    assert any(isinstance(one, QLineEdit) for one in places)
    for place in places:
        place.setFocus(Qt.FocusReason.TabFocusReason)
        for shortcut in own_of(window, page):
            combination = shortcut.key()[0]
            came.clear()
            QTest.keyClick(place, combination.key(), combination.keyboardModifiers())
            assert came == [shortcut.key().toString()], (place.objectName(), shortcut.key().toString())
