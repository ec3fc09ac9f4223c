"""Every page in every mode on four screens: keys within reach, large enough for a finger, apart, and inside."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

import qtkit.paint
from kiosk.geometry import LEAST_CAPITALS, USUAL_BOTTOM
from kiosk.modes import Modes
from kiosk.screen import Screen
from kiosk.window import KioskWindow
from qtkit.theme.fonts import LEGIBLE, Typeface, wear_legible, wear_usual
from qtkit.theme.scale import Scale
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.test_pictures import SCREENS
from tests.pairwise import pairwise

MACHINES = [(1080, 1920, 21.5), (1920, 1080, 21.5), (1366, 768, 15.6), (1280, 1024, 19.0)]
MODES = {
    "usual": Modes(),
    "large": Modes(large=True),
    "low": Modes(low=True),
    "large and low": Modes(large=True, low=True),
    "large, in contrast": Modes(large=True, contrast=True),
}
KEYS = ("finds", "needs", "checks_in", "calls_staff")
FEW_WORDS = ["agencies", "services", "ticket", "trouble", "notice", "failed"]


def true_scale(machine: tuple[int, int, float]) -> Scale:
    width, height, inch = machine
    return Scale(math.hypot(width, height) / (inch * 25.4))


@pytest.fixture
def window(window: KioskWindow, monkeypatch: pytest.MonkeyPatch) -> KioskWindow:
    for name in KEYS:
        monkeypatch.setattr(Screen, name, property(lambda _screen: True))
    return window


def shown_on(window: KioskWindow, machine: tuple[int, int, float], screen: Screen) -> None:
    window.resize(machine[0], machine[1])
    window.set_screen_scale(true_scale(machine))
    window.show_screen(screen)
    window.show_time(samples.LOCAL)


def keys_of(window: KioskWindow) -> dict[str, QRect]:
    prompt = window.frame.prompt
    keys = [key for key in window.findChildren(QAbstractButton) if key.isVisible()]
    if prompt.isVisible():
        keys = [key for key in keys if prompt.isAncestorOf(key)]
    return {key.objectName(): QRect(key.mapTo(window, key.rect().topLeft()), key.size()) for key in keys}


@pairwise(name=list(SCREENS), machine=MACHINES, mode=list(MODES), language=["id", "en"])
def test_keys_are_within_reach_large_enough_and_apart(
    window: KioskWindow, name: str, machine: tuple[int, int, float], mode: str, language: str
):
    modes = MODES[mode]
    shown_on(window, machine, replace(SCREENS[name], modes=modes, language=language))
    scale, keys = true_scale(machine).px_per_mm, keys_of(window)
    flexible = window.current_page.least.portrait.width() < 200
    least = 20 * scale if flexible else 20 * window.layout_mm.scale.px_per_mm / window.layout_mm.zoom

    for key, rect in keys.items():
        assert window.rect().contains(rect), key
        assert min(rect.width(), rect.height()) >= least - 1.5, key
        for other, place in keys.items():
            assert other == key or not rect.adjusted(-4, -4, 4, 4).intersects(place), (key, other)
        if modes.low:
            bottom = (window.height() - rect.bottom() - 1) / scale + USUAL_BOTTOM
            assert bottom >= 380, key
            assert bottom + rect.height() / scale <= 1220.5, key


@pytest.mark.parametrize("mode", ["large", "large, in contrast"])
@pytest.mark.parametrize("machine", MACHINES[:2])
@pytest.mark.parametrize("name", FEW_WORDS)
def test_no_text_of_the_large_mode_is_below_7_3_mm(
    window: KioskWindow, name: str, machine: tuple[int, int, float], mode: str, monkeypatch: pytest.MonkeyPatch
):
    drawn: dict[str, float] = {}
    really = qtkit.paint.draw_capitals

    def noted(painter, text, used, *places, **options):
        drawn[text] = QFontMetricsF(used).capHeight()
        return really(painter, text, used, *places, **options)

    monkeypatch.setattr(qtkit.paint, "draw_capitals", noted)
    shown_on(window, machine, replace(SCREENS[name], modes=MODES[mode]))
    window.grab()
    scale = true_scale(machine).px_per_mm

    assert len(drawn) > 3
    assert {text: round(px / scale, 1) for text, px in drawn.items() if px / scale < LEAST_CAPITALS - 0.15} == {}


@pytest.mark.usefixtures("qapp")
def test_large_text_is_set_in_the_legible_typeface_and_the_usual_one_comes_back():
    pytest.importorskip("fontpkg_atkinson_hyperlegible")

    wear_legible(44)
    assert (Typeface.family, Typeface.least_px) == (LEGIBLE, 44)
    assert qtkit.paint.wrapped("Perekaman", 900, 60, 700).font.family() == LEGIBLE
    wear_usual()

    assert qtkit.paint.wrapped("Perekaman", 900, 60, 700).font.family() != LEGIBLE


def test_low_keys_are_offered_only_where_some_are_out_of_reach(window: KioskWindow):
    for machine, offered in ((MACHINES[0], True), (MACHINES[1], False)):
        shown_on(window, machine, replace(SCREENS["agencies"], choosing_modes=True))
        assert ("mode-low" in keys_of(window)) is offered
        window.show_screen(SCREENS["services"])


@pytest.mark.parametrize("name", ["agencies", "services"])
@pytest.mark.parametrize("machine", MACHINES)
def test_whoever_sits_reaches_a_key_that_brings_the_others_down(
    window: KioskWindow, name: str, machine: tuple[int, int, float], qtbot: QtBot
):
    shown_on(window, machine, SCREENS[name])
    scale, keys = true_scale(machine).px_per_mm, keys_of(window)
    heights = {key: (window.height() - keys[key].top()) / scale + USUAL_BOTTOM for key in keys if "modes" in key}

    assert min(heights.values()) <= 1220.5
    assert ("low-modes-button" in heights) is (heights["modes-button"] > 1220.5)
    if "low-modes-button" in heights:
        with qtbot.waitSignal(window.intents.modes_wanted):
            window.frame.low_modes.click()


def test_the_key_in_the_foot_goes_when_all_keys_come_down_or_a_page_counts_down(window: KioskWindow):
    for screen in (replace(SCREENS["agencies"], modes=Modes(low=True)), SCREENS["ticket"]):
        shown_on(window, MACHINES[0], SCREENS["agencies"])
        assert window.frame.low_modes.isVisible()
        window.show_screen(screen)
        assert not window.frame.low_modes.isVisible()
