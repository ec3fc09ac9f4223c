"""The hall's services of a machine are started again, and what runs of a release is found."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hall.maintenance.updating import restarting

SYSTEMCTL = """#!/bin/sh
echo "$@" >> "$LOG"
case "$*" in
    *--machine=kios@.host*list-units*) echo "mpp-kiosk-kiosk-1.service loaded active running MPP kiosk" ;;
    *--user*list-units*) ;;
    list-units*) echo "mpp-display-papan-1.service loaded active running MPP display" ;;
    *restart*display*) echo "Job for mpp-display-papan-1.service failed." >&2; exit 1 ;;
esac
"""
LOGINCTL = '#!/bin/sh\necho "1000 kios"\n'


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in that writes down what it is told; the board's unit fails, the kiosk's, of an account, does not."""
    for name, text in (("systemctl", SYSTEMCTL), ("loginctl", LOGINCTL)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("LOG", str(tmp_path / "log"))
    return tmp_path / "log"


def test_services_of_the_machine_and_of_accounts_are_started_again(systemd, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    board, kiosk = restarting.services()
    assert board.line() == "systemctl restart mpp-display-papan-1.service"
    assert kiosk.line() == "systemctl --user --machine=kios@.host restart mpp-kiosk-kiosk-1.service"
    assert board.restart() == "Job for mpp-display-papan-1.service failed."
    assert kiosk.restart() == ""
    assert systemd.read_text().splitlines()[-1] == kiosk.line().removeprefix("systemctl ")


def test_an_account_restarts_its_own_services(systemd, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert [one.unit for one in restarting.services()] == ["mpp-display-papan-1.service"]
    assert "--user list-units" in systemd.read_text()


def test_a_machine_without_systemd_has_no_services(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert restarting.services() == ()


def test_programs_of_an_environment_are_found_while_they_run(tmp_path):
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.symlink_to(sys.executable)
    script = tmp_path / "bin" / "mpp-kiosk"
    script.write_text("import sys; print('runs', flush=True); sys.stdin.read()")
    assert restarting.programs_of(tmp_path) == ()
    with subprocess.Popen([str(python), str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdout.readline() == b"runs\n"  # before, the system may not know its words yet
        assert restarting.programs_of(tmp_path) == (f"mpp-kiosk (process {running.pid})",)
        running.communicate()
    assert restarting.programs_of(tmp_path) == ()
