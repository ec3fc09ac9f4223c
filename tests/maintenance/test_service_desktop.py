"""Desktop files: the entry in the menu, and the start by a desktop that is not systemd's."""

from __future__ import annotations

from configparser import RawConfigParser
from pathlib import PurePosixPath

import pytest

from hall.maintenance.services.linux import Home, autostart_plan, session_plan
from hall.maintenance.services.planning import Plan
from hall.maintenance.services.roles import PROGRAMS
from tests.maintenance.service_samples import ODD, ODD_STATION, desktop_words

HOME = Home(PurePosixPath("/home/loket/.config"), PurePosixPath("/home/loket/.local/share"))
KNOWN = {
    "Type", "Version", "Name", "Comment", "Exec", "Terminal", "StartupNotify", "Categories",
    "X-GNOME-Autostart-enabled",
}  # fmt: skip


def entries(plan: Plan) -> dict[str, dict[str, str]]:
    found = {}
    for file in plan.files:
        if file.path.suffix == ".desktop":
            parser = RawConfigParser(strict=True, interpolation=None, delimiters=("=",))
            parser.optionxform = str  # type: ignore[assignment,method-assign]
            parser.read_string(file.content.decode())
            assert parser.sections() == ["Desktop Entry"]
            found[str(file.path)] = dict(parser["Desktop Entry"])
    return found


@pytest.mark.parametrize("role", PROGRAMS)
def test_a_desktop_file_starts_the_program_as_its_station_whatever_the_paths_are_called(role) -> None:
    every = entries(session_plan(role, ODD_STATION, ODD, HOME))
    every |= entries(autostart_plan(role, ODD_STATION, ODD, HOME, systemd=False))
    assert len(every) == 2
    for entry in every.values():
        assert set(entry) <= KNOWN
        assert entry["Type"] == "Application"
        words = desktop_words(entry["Exec"])
        assert words == [f"{ODD.programs}/mpp-{role}", "--config", str(ODD.config), "--station", ODD_STATION]


def test_a_desktop_starts_what_is_in_its_folder_and_nothing_is_started_twice() -> None:
    for role in PROGRAMS:
        own = {file.path.parent.name for file in session_plan(role, "papan-1", ODD, HOME).files}
        by_desktop = {file.path.parent.name for file in autostart_plan(role, "papan-1", ODD, HOME).files}
        assert (own, by_desktop) == ({"user", "applications"}, {"user", "autostart", "applications"})


@pytest.mark.parametrize("role", PROGRAMS)
def test_a_desktop_starts_a_unit_where_there_is_systemd_that_nothing_else_starts(role) -> None:
    plan = autostart_plan(role, ODD_STATION, ODD, HOME)
    (unit,) = (file for file in plan.files if file.path.suffix == ".service")
    text = unit.content.decode()
    assert not [word for word in ("graphical-session.target", "[Install]") if word in text]
    entry = entries(plan)[f"/home/loket/.config/autostart/{unit.path.stem}.desktop"]
    shell, option, script = desktop_words(entry["Exec"])
    assert (shell, option) == ("/bin/sh", "-c")
    assert "import-environment DISPLAY" in script
    assert script.endswith(f"systemctl --user restart {unit.path.name}")
