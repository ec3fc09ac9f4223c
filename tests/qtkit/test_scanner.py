"""A scanner types as on an American keyboard, whatever the machine has, and need not end with a key."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from qtkit import us_keyboard
from qtkit.scanner import LEAST_ENDED, LEAST_OPEN, ScanFilter
from qtkit.us_keyboard import sign_at

_CODES = {sign: code for code in range(120) for shift in (False, True) if (sign := sign_at(code, shift=shift))}
_AZERTY = dict(zip("QWAZqwaz;M", "AZQWazqwmM", strict=True))


@pytest.fixture
def scanner(qtbot):
    """A window, its filter, and what was scanned."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    found: list[tuple[str, str]] = []
    scans = ScanFilter(lambda text: text.startswith("MPP:"), window)
    scans.gap_ms = 5000  # a test's scanner waits for each key to be handled
    scans.watch(window.windowHandle())
    scans.scanned.connect(lambda text, other: found.append((text, other)))
    return window, scans, found


def _press(window, sign: str, key=Qt.Key.Key_unknown, scan_code: int = 0, shift: bool = False, at_ms: int = 0) -> None:
    modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0, sign)
    event.setTimestamp(at_ms)
    QGuiApplication.sendEvent(window.windowHandle(), event)


def _scan(window, text: str, layout: dict[str, str] | None = None) -> None:
    for sign in text:
        shown = (layout or {}).get(sign, sign)
        _press(window, shown, scan_code=_CODES[sign], shift=sign.isupper() or sign in ':"')


def test_a_burst_ends_with_enter_or_tab(scanner):
    window, _, found = scanner
    for end, sign in ((Qt.Key.Key_Return, "\r"), (Qt.Key.Key_Tab, "\t")):
        _scan(window, "RSV-77")
        _press(window, sign, end)
    assert found == [("RSV-77", "RSV-77")] * 2


def test_one_that_is_a_slips_needs_no_end(scanner, qtbot):
    window, scans, found = scanner
    scans.gap_ms = 60
    _scan(window, "RSV-77")
    qtbot.waitUntil(lambda: not scans._quiet.isActive())
    assert found == []
    _scan(window, "MPP:ABC234")
    qtbot.waitUntil(lambda: found != [])
    assert found == [("MPP:ABC234", "MPP:ABC234")]


def test_another_layout_of_the_machine_does_not_matter(scanner):
    window, _, found = scanner
    _scan(window, "MPP:AZQ234", _AZERTY)
    _press(window, "\r", Qt.Key.Key_Return)
    assert found == [("MPP:QWA234", "MPP:AZQ234")]
    _scan(window, "MPP:ABC234", {"M": "?", ":": "M"})
    _press(window, "\r", Qt.Key.Key_Return)
    assert found[1] == ("MPP:ABC234", "?PPMABC234")


def test_a_few_keys_are_no_scan(scanner):
    window, _, found = scanner
    _scan(window, "A-042")
    _press(window, "\r", Qt.Key.Key_Return)
    assert found == []


def test_where_nobody_types_so_fast_a_short_code_is_a_scan(scanner, qtbot):
    window, scans, found = scanner
    scans.least_ended, scans.least_open = LEAST_ENDED, LEAST_OPEN
    _scan(window, "MP4")
    _press(window, "\n")
    assert found == [("MP4", "MP4")]
    scans._sure, scans.gap_ms = (lambda _text: True), 60
    _scan(window, "B-001")
    qtbot.waitUntil(lambda: len(found) == 2)
    _scan(window, "B-01")
    qtbot.waitUntil(lambda: not scans._quiet.isActive())
    assert found[1:] == [("B-001", "B-001")]


def test_a_key_that_is_held_is_no_scan(scanner):
    window, scans, found = scanner
    scans.least_ended = scans.least_open = 3
    _scan(window, "55555555")
    _press(window, "\r", Qt.Key.Key_Return)
    assert found == []


def test_between_keys_counts_when_they_were_pressed(scanner):
    window, scans, found = scanner
    scans.gap_ms = 50
    for place, sign in enumerate("RSV-77"):  # handled late, as on a busy machine
        _press(window, sign, scan_code=_CODES[sign], shift=sign.isupper(), at_ms=1000 + 20 * place)
        time.sleep(0.2 if place == 2 else 0)
    _press(window, "\r", Qt.Key.Key_Return, at_ms=1220)  # an end may take a little longer
    for place, sign in enumerate("RSV-78"):  # typed by a hand, and handled at once
        _press(window, sign, scan_code=_CODES[sign], shift=sign.isupper(), at_ms=5000 + 90 * place)
    _press(window, "\r", Qt.Key.Key_Return, at_ms=5600)
    assert found == [("RSV-77", "RSV-77")]


def test_keys_are_known_by_their_place_on_either_system(monkeypatch):
    monkeypatch.setattr(us_keyboard, "_BEFORE", 0)
    assert [sign_at(code, shift=shift) for code, shift in ((30, True), (39, True), (2, False), (1, False))] == [
        "A",
        ":",
        "1",
        "",
    ]
