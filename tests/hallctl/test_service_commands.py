"""`hall service`: what it shows, asks, writes and takes back."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from hall.errors import DeviceError
from hall.maintenance.services.here import home_of, systemd_of, windows_places
from hall.maintenance.services.installing import Ran, run_command
from hall.maintenance.services.locked import Session, locked_plan
from hall.maintenance.services.record import Record
from hall.maintenance.services.roles import Role
from hallctl.commands import services
from tests.maintenance.service_samples import USUAL

SYSTEMCTL = """#!/bin/sh
echo "$*" >> "$LOG"
case "$*" in *"$FAILS"*) echo "no bus"; exit 1;; esac
"""
OWN = ("hall", "mpp-kiosk", "mpp-counter", "mpp-display")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="units are systemd's")


class Account:
    """An account with a home of its own, whose systemctl writes down what it is asked for."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.home, self._patch = folder / "home", patch
        self._log = folder / "systemctl.log"
        programs = folder / "programs"
        programs.mkdir()
        for name, text in {"systemctl": SYSTEMCTL, **dict.fromkeys(OWN, "#!/bin/sh\n")}.items():
            (programs / name).write_text(text, "utf-8")
            (programs / name).chmod(0o755)
        patch.setattr("hall.maintenance.services.here.programs_folder", lambda: programs)
        patch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
        patch.setenv("LOG", str(self._log))
        patch.setenv("HOME", str(self.home))
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.delenv(name, raising=False)
        self.fails("nothing")
        self.is_root(False)
        patch.setattr(services, "SYSTEM_RECORDS", folder / "system-records")

    def fails(self, words: str) -> None:
        self._patch.setenv("FAILS", words)

    def is_root(self, root: bool) -> None:
        for module in ("hall.maintenance.services.here", "hallctl.commands.services"):
            self._patch.setattr(f"{module}.is_root", lambda: root)

    def asked(self) -> list[str]:
        return self._log.read_text("utf-8").splitlines() if self._log.exists() else []

    def files(self) -> list[str]:
        return sorted(str(path.relative_to(self.home)) for path in self.home.rglob("*") if path.is_file())


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    return Account(tmp_path, monkeypatch)


UNIT = ".config/systemd/user/mpp-display-papan-1.service"
ENTRY = ".local/share/applications/mpp-display-papan-1.desktop"
RECORD = ".local/state/mpp/services/mpp-display-papan-1.json"
INSTALL = ("service", "install", "display", "--station", "papan-1")


def test_a_display_is_installed_listed_shown_and_removed(new_hall, account) -> None:
    done = new_hall(*INSTALL, "--yes")
    assert (done.code, done.out.strip()) == (0, "mpp-display-papan-1 is installed.")
    assert account.files() == [UNIT, ENTRY, RECORD]
    assert account.asked()[-2:] == ["--user daemon-reload", "--user enable --now mpp-display-papan-1.service"]
    assert "papan-1" in new_hall("service", "list").out
    shown = new_hall("service", "show", "display", "--json").json
    assert {file["state"] for file in shown["files"]} == {"as written"}
    removed = new_hall("service", "remove", "display", "--yes", "--json")
    assert removed.json == {
        "name": "mpp-display-papan-1",
        "removed": [str(account.home / UNIT), str(account.home / ENTRY)],
        "kept": [],
        "failed": [],
    }
    assert account.files() == []
    assert account.asked()[-3:] == [
        "--user stop mpp-display-papan-1.service",
        "--user disable mpp-display-papan-1.service",
        "--user daemon-reload",
    ]
    assert new_hall("service", "list").out.strip() == "Nothing is installed."


def test_a_dry_run_shows_all_of_it_and_does_nothing(new_hall, account) -> None:
    shown = new_hall(*INSTALL, "--dry-run")
    assert shown.code == 0
    assert f"writes  {account.home / UNIT} (new)" in shown.out
    assert "WatchdogSec=40" in shown.out
    assert "runs    systemctl --user enable --now mpp-display-papan-1.service" in shown.out
    assert account.files() == []
    assert new_hall(*INSTALL, "--dry-run", "--json").json["done"] is False


def test_without_a_terminal_it_asks_nobody_and_does_nothing(new_hall, account) -> None:
    refused = new_hall(*INSTALL)
    assert (refused.code, "--yes" in refused.err) == (2, True)
    assert account.files() == []


@pytest.mark.parametrize(("typed", "code", "files"), [("y\n", 0, 3), ("n\n", 130, 0), ("", 130, 0)])
def test_at_a_terminal_it_shows_what_it_does_and_asks(new_hall, account, monkeypatch, typed, code, files) -> None:
    keyboard = io.StringIO(typed)
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", keyboard)
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _self: True)
    answer = new_hall(*INSTALL)
    assert (answer.code, len(account.files())) == (code, files)
    assert f"writes  {account.home / UNIT} (new)" in answer.err
    assert "runs    systemctl --user daemon-reload" in answer.err


def test_what_was_changed_by_hand_stays(new_hall, account) -> None:
    new_hall(*INSTALL, "--yes")
    (account.home / UNIT).write_text("[Unit]\n", "utf-8")
    assert "changed by hand" in new_hall("service", "list").out
    assert new_hall(*INSTALL, "--yes").code == 2
    removed = new_hall("service", "remove", "display", "--yes")
    assert f"Kept, for it was changed by hand: {account.home / UNIT}" in removed.out
    assert account.files() == [UNIT]


def test_an_account_whose_systemd_does_not_run_is_prepared_for_its_next_sign_in(new_hall, account) -> None:
    account.fails("is-active graphical-session.target")
    done = new_hall(*INSTALL, "--yes")
    assert "signs in at the desktop the next time" in done.out
    assert account.asked()[-1] == "--user enable mpp-display-papan-1.service"


def test_a_command_that_fails_is_named_with_what_it_said(new_hall, account) -> None:
    account.fails("enable --now")
    failed = new_hall(*INSTALL, "--yes")
    assert failed.code == 2
    assert "`systemctl --user enable --now mpp-display-papan-1.service` ended with 1: no bus." in failed.err


def test_a_program_that_is_not_installed_is_not_started(new_hall, account, monkeypatch, tmp_path) -> None:
    (tmp_path / "programs/mpp-display").unlink()
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    monkeypatch.setattr("sysconfig.get_path", lambda _name: str(tmp_path))
    refused = new_hall(*INSTALL, "--yes")
    assert (refused.code, "install the programs of the hall on this machine first" in refused.err) == (2, True)
    assert account.files() == []


def test_two_boards_on_one_machine_are_told_apart_by_their_stations(new_hall, account) -> None:
    for station in ("papan-1", "papan-2"):
        assert new_hall("service", "install", "display", "--station", station, "--yes").code == 0
    refused = new_hall("service", "remove", "display", "--yes")
    assert "display --station papan-1, display --station papan-2" in refused.err
    assert new_hall("service", "remove", "display", "--station", "PAPAN-2", "--yes").code == 0
    assert account.files() == [UNIT, ENTRY, RECORD]


def test_what_is_not_installed_is_not_removed(new_hall, account) -> None:
    refused = new_hall("service", "remove", "kiosk", "--yes")
    assert (refused.code, "installed: nothing" in refused.err) == (2, True)


def test_root_is_sent_to_the_account_and_an_account_to_root(new_hall, account) -> None:
    assert "sudo" in new_hall("service", "install", "kiosk", "--system", "--yes").err
    account.is_root(True)
    assert "--system" in new_hall("service", "install", "kiosk", "--yes").err


def test_a_machine_without_systemd_is_told_of_the_desktop(new_hall, account, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "--autostart" in new_hall(*INSTALL, "--yes").err
    done = new_hall(*INSTALL, "--autostart", "--yes")
    assert done.code == 0
    assert account.files() == [".config/autostart/mpp-display-papan-1.desktop", ENTRY, RECORD]


def test_a_desktop_that_is_not_systemds_starts_a_unit(new_hall, account) -> None:
    assert new_hall(*INSTALL, "--autostart", "--yes").code == 0
    assert account.files() == [".config/autostart/mpp-display-papan-1.desktop", UNIT, ENTRY, RECORD]
    assert new_hall("service", "remove", "display", "--yes").code == 0
    assert account.files() == []
    assert account.asked() == ["--user stop mpp-display-papan-1.service", "--user daemon-reload"]


def test_the_backup_has_its_timers(new_hall, account) -> None:
    done = new_hall("service", "install", "backup", "--yes")
    assert (done.code, "until [backup] folder in config.toml names a folder" in done.out) == (0, True)
    assert account.asked()[-1] == "--user enable --now mpp-backup.timer mpp-drill.timer"


def test_a_configuration_that_says_where_backups_go_lacks_nothing(new_hall, account, folder) -> None:
    with (folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write('\n[backup]\nfolder = "backups"\n')
    done = new_hall("service", "install", "backup", "--yes")
    assert (done.code, "until [backup]" in done.out) == (0, False)


def test_figures_for_prometheus_are_written_when_the_setting_is_there(new_hall, account, folder) -> None:
    with (folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write('\n[maintenance]\nmetrics_file = "/var/lib/node_exporter/mpp.prom"\n')
    assert new_hall("service", "install", "backup", "--yes").code == 0
    assert account.asked()[-1].endswith("mpp-drill.timer mpp-metrics.timer")
    unit = (account.home / ".config/systemd/user/mpp-metrics.service").read_text("utf-8")
    assert unit.count(" doctor --metrics") == 1


def test_the_machines_files_are_written_for_packaging(new_hall, account, folder) -> None:
    done = new_hall("service", "install", "backup", "--system", "-o", "files", "--json")
    assert done.code == 0
    written = {str(path.relative_to(folder / "files")) for path in (folder / "files").rglob("*.*")}
    assert {"etc/systemd/system/mpp-backup.service", "etc/systemd/system/mpp-drill.timer"} <= written
    assert account.files() == []


def test_the_files_for_windows_are_written_elsewhere_too(new_hall, account, folder) -> None:
    done = new_hall("service", "install", "kiosk", "--station", "kiosk-1", "--windows", "-o", "files")
    assert done.code == 0
    assert r"schtasks /Create /TN \MPP\mpp-kiosk-kiosk-1" in done.out
    assert (folder / "files/mpp/services/mpp-kiosk-kiosk-1.xml").is_file()


@pytest.mark.parametrize("words", [("--system", "--autostart"), ("--windows",), ("--windows", "--system", "-o", "x")])
def test_two_ways_at_once_are_refused(new_hall, account, words) -> None:
    assert new_hall(*INSTALL, *words, "--yes").code == 2
    assert account.files() == []


def test_a_station_that_the_configuration_does_not_list_is_no_kiosk(new_hall, account, folder) -> None:
    with (folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[station]]\nname = "kiosk-1"\nzone = "podium"\n')
    refused = new_hall("service", "install", "kiosk", "--station", "kiosk-l", "--yes")
    assert (refused.code, 'did you mean "kiosk-1"' in refused.err) == (2, True)


def test_folders_of_an_account_are_where_its_desktop_looks(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    own = home_of({"XDG_CONFIG_HOME": "/srv/conf", "XDG_DATA_HOME": "not/whole"})
    assert (str(own.units), str(own.data)) == ("/srv/conf/systemd/user", f"{tmp_path}/.local/share")


def test_what_the_machine_started_into_before_is_kept_over_a_second_installation(monkeypatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    first = systemd_of(lambda command: Ran(command, 0, "multi-user.target"), system=True, earlier=None)
    plan = locked_plan(Role.KIOSK, "kiosk-1", USUAL, Session.X, default=first.default)
    again = systemd_of(lambda command: Ran(command, 0, "graphical.target"), system=True, earlier=Record.of(plan))
    assert (first.default, again.default) == ("multi-user.target", "multi-user.target")
    assert ("systemctl", "set-default", "multi-user.target") in plan.before_removal


def test_a_command_that_is_not_there_is_no_error_of_the_program() -> None:
    assert run_command(("no-such-program-of-this-machine",)).code == 127


def test_windows_without_a_folder_for_data_is_a_sentence() -> None:
    with pytest.raises(DeviceError, match="APPDATA is not set"):
        windows_places({})
