"""Random touches and keys at a real window, with a printer and a store that fail: a short run of ``make chaos``."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall.settings import load_settings
from kiosk.modes import Modes
from kiosk.screen import Page
from tools.kiosk_chaos.__main__ import chaos
from tools.kiosk_chaos.stage import ChaosKiosk
from tools.kiosk_chaos.watcher import Wanted, Watcher
from tools.kiosk_chaos.weather import Weather

CONFIG = Path(__file__).resolve().parents[2] / "config.toml"


@pytest.mark.usefixtures("qapp")
def test_five_hundred_touches_give_no_number_that_nobody_wanted():
    structure = load_settings(CONFIG, environ={}).structure
    assert structure is not None
    verdict = chaos(structure, seed=7, touches=500, tell=lambda line: None)

    assert verdict.faults == []
    assert verdict.counts["numbers in the store"] != 0


@pytest.mark.parametrize(
    ("wanted", "deliberate"),
    [
        (Wanted(2, one_touch=False, doubled=False), True),
        (Wanted(1, one_touch=False, doubled=False), False),
        (Wanted(1, one_touch=True, doubled=False), True),
        (Wanted(0, one_touch=True, doubled=False), False),
        (Wanted(2, one_touch=False, doubled=True), False),
    ],
)
def test_a_number_needs_two_acts_or_the_card_of_a_single_service(wanted: Wanted, deliberate: bool):
    assert wanted.deliberate is deliberate


@pytest.mark.usefixtures("qapp")
def test_a_page_that_nobody_can_leave_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    structure = load_settings(CONFIG, environ={}).structure
    assert structure is not None
    kiosk = ChaosKiosk(structure, tmp_path, Weather(1), (540, 960))
    watcher = Watcher(kiosk)
    watcher.begin()
    try:
        kiosk.start()
        kiosk.presenter.state.show_reading(page=Page.CHECK_IN)
        assert watcher.walk_away()
        kiosk.presenter.state.show_reading(page=Page.CHECK_IN)
        monkeypatch.setattr(kiosk.presenter, "tick", lambda: None)
        assert not watcher.walk_away()
    finally:
        watcher.end()
        kiosk.close()
    assert watcher.faults


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("scans", "comes_home"), [(1, True), (1_000, False)])
def test_a_page_has_its_whole_time_from_what_was_still_under_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scans: int, comes_home: bool
):
    structure = load_settings(CONFIG, environ={}).structure
    assert structure is not None
    kiosk = ChaosKiosk(structure, tmp_path, Weather(1), (540, 960))
    watcher, left = Watcher(kiosk), [scans]
    watcher.begin()
    pass_seconds = kiosk.pass_seconds

    def passing(seconds: float) -> None:
        pass_seconds(seconds)
        state = kiosk.presenter.state
        if left[0] and state.screen.page is Page.CHECK_IN and state.screen.seconds_left < 5:
            left[0] -= 1
            state.show_reading(page=Page.CHECK_IN)

    monkeypatch.setattr(kiosk, "pass_seconds", passing)
    try:
        kiosk.start()
        kiosk.presenter.state.use(Modes(unhurried=True))
        kiosk.presenter.state.show_reading(page=Page.CHECK_IN)
        assert watcher.walk_away() is comes_home
    finally:
        watcher.end()
        kiosk.close()
    assert bool(watcher.faults) is not comes_home
