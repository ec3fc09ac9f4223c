"""The files for a kiosk's machine say what the program does."""

from __future__ import annotations

from configparser import RawConfigParser
from xml.etree import ElementTree

import pytest

from hall.assets import asset
from kiosk.ending import Ending
from qtkit.program import EXIT_SECOND_INSTANCE
from qtkit.watchdog import PATIENCE_S

KIOSKS = ("mpp-kiosk", "mpp-kiosk-cage")


def unit(name: str) -> RawConfigParser:
    """A unit; of a key that stands several times the last one."""
    parser = RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(asset(f"deploy/debian/{name}.service").read_text("utf-8"))
    return parser


@pytest.mark.parametrize("name", KIOSKS)
def test_a_kiosk_that_the_staff_left_stays_away_and_every_other_end_starts_it_again(name: str):
    service = unit(name)["Service"]
    kept = {int(code) for code in service["RestartPreventExitStatus"].split()}
    assert kept == {EXIT_SECOND_INSTANCE, Ending.LEFT}
    assert Ending.RESTART not in kept
    assert service["Restart"] == "always"
    assert f'"$$EXIT_STATUS" = {int(Ending.LEFT)} ' in service["ExecStopPost"]


@pytest.mark.parametrize("name", KIOSKS)
def test_a_kiosk_is_locked_watched_and_has_an_account_of_its_own(name: str):
    service = unit(name)["Service"]
    assert "--locked" in service["ExecStart"]
    assert service["User"] == "kiosk"
    assert service["Type"] == "notify"
    assert float(service["WatchdogSec"]) > 1.5 * PATIENCE_S, "the program ends itself first, and says where it hung"


def test_the_window_manager_has_no_keys_no_menus_and_one_desktop():
    names = {"o": "http://openbox.org/3.4/rc"}
    root = ElementTree.parse(asset("deploy/debian/openbox-rc.xml")).getroot()
    keyboard = root.find("o:keyboard", names)
    assert keyboard is not None
    assert len(keyboard) == 0
    assert {action.get("name") for action in root.iter(f"{{{names['o']}}}action")} == {"Focus"}
    assert root.findtext("o:desktops/o:number", namespaces=names) == "1"


def test_the_file_for_windows_starts_a_locked_kiosk():
    root = ElementTree.parse(asset("deploy/windows/assigned-access.xml")).getroot()
    started = [value for app in root.iter() for key, value in app.items() if key.endswith("AutoLaunchArguments")]
    assert [arguments.split()[0] for arguments in started] == ["--locked"]
