"""What programs of the system say, as they say it, and what becomes of it; looks that fail or hang."""

from __future__ import annotations

import os
import socket
import sys
import threading
from pathlib import Path

import pytest

from hall.errors import DeviceError
from hall.maintenance.doctor.facts import ClockFacts, Installed, Listener, Missed, PowerFacts, Unit
from hall.maintenance.doctor.looking import look_all
from hall.maintenance.doctor.looks import clock, ports, power, qt, services
from hall.maintenance.doctor.looks.asking import asked
from hall.maintenance.doctor.looks.spaces import look_at_disks, look_at_files
from hall.maintenance.services.planning import Way
from hall.maintenance.services.record import Record, Records, Written, digest
from hall.maintenance.services.roles import Role

CHRONYC = """Reference ID    : C0A80A02 (192.168.10.2)
Stratum         : 3
System time     : 0.000012 seconds fast of NTP time
Leap status     : {leap}
"""
W32TM = """Leap Indicator: 0(no warning)
Stratum: {stratum} (secondary reference)
Precision: -23 (119.209ns per tick)
"""
PROC_NET = [
    "   0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   105        0 4711 1 0 100 0 0 10 0",
    "   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 100 0 0 10 0",
    "   2: 0100007F:1538 0100007F:9999 01 00000000:00000000 00:00000000 00000000   105        0 4713 1 0 100 0 0 10 0",
    "   3: 00000000000000000000000001000000:1538 00000000000000000000000000000000:0000 0A 0:0 0:0 0 105 0 4714 1",
]
NETSTAT = """
Aktive Verbindungen
  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    0.0.0.0:5432           0.0.0.0:0              ABHOEREN         1234
  TCP    127.0.0.1:49670        127.0.0.1:5432         HERGESTELLT      999
  TCP    [::1]:5432             [::]:0                 ABHOEREN         1234
"""
XSET = """Screen Saver:
  prefer blanking:  yes    allow exposures:  yes
  timeout:  {saver}    cycle:  600
DPMS (Energy Star):
  Standby: 600    Suspend: 900    Off: 1200
  DPMS is {dpms}
"""
POWERCFG = """
    Mögliche Einstellungseinheiten: Sekunden
  Index der aktuellen Wechselstromeinstellung: 0x{mains:08x}
  Index der aktuellen Gleichstromeinstellung: 0x0000012c
"""
SHOW = """Id=mpp-kiosk.service
ActiveState=active
UnitFileState=enabled
NRestarts=2

Id=mpp-backup.timer
ActiveState=failed
UnitFileState=disabled
"""


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Timezone=Asia/Makassar\nNTP=yes\nNTPSynchronized=yes\n", (True, True, "Asia/Makassar")),
        ("Timezone=Asia/Makassar\nNTP=no\nNTPSynchronized=no\n", (False, False, "Asia/Makassar")),
        ("", (None, None, "Etc/UTC")),
    ],
)
def test_timedatectl(text, facts):
    synchronized, service, zone = facts
    assert clock.of_timedatectl(text, "Etc/UTC") == ClockFacts(synchronized, service, "timedatectl", zone)


@pytest.mark.parametrize(
    ("text", "synchronized", "service"),
    [
        (CHRONYC.format(leap="Normal"), True, True),
        (CHRONYC.format(leap="Not synchronised"), False, True),
        ("506 Cannot talk to daemon\n", False, False),
    ],
)
def test_chronyc(text, synchronized, service):
    assert clock.of_chronyc(text, "") == ClockFacts(synchronized, service, "chronyc", "")


@pytest.mark.parametrize(
    ("text", "synchronized", "service"),
    [
        (W32TM.format(stratum=3), True, True),
        (W32TM.format(stratum=0), False, True),
        ("Der folgende Fehler ist aufgetreten: Der Dienst wurde nicht gestartet.", False, False),
        (None, None, None),
    ],
)
def test_w32tm_in_any_language(text, synchronized, service):
    found = clock.of_w32tm(text, "")
    assert (found.synchronized, found.service) == (synchronized, service)


@pytest.mark.skipif(sys.byteorder != "little", reason="the lines are of a little-endian kernel")
def test_listeners_of_the_kernel_with_the_programs_that_are_known():
    assert list(ports.of_proc_net(PROC_NET, {4711: "postgres"})) == [
        Listener("127.0.0.1", 5432, "postgres"),
        Listener("0.0.0.0", 22, ""),
        Listener("::1", 5432, ""),
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("/opt/mpp/bin/python3 /opt/mpp/bin/hall station invite", "hall"),
        ("/usr/bin/python3.11 -m kiosk --locked", "mpp-kiosk"),
        ("python -m hallctl station invite", "hallctl"),
        ("/usr/lib/postgresql/16/bin/postgres -D /x", ""),
        ("python", ""),
    ],
)
def test_a_python_program_is_called_by_its_script(line: str, name: str):
    assert ports.script_of(line.split()) == name


def test_listeners_of_netstat_in_any_language():
    assert list(ports.of_netstat(NETSTAT)) == [Listener("0.0.0.0", 5432), Listener("::1", 5432)]


@pytest.mark.skipif(sys.platform != "linux", reason="of /proc")
def test_a_port_that_this_process_listens_on_is_found_with_its_program():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        found = [one for one in ports.look_at_ports(None).listeners if one.port == port]
    assert [(one.address, bool(one.program)) for one in found] == [("127.0.0.1", True)]


@pytest.mark.parametrize(
    ("saver", "dpms", "seconds"),
    [(0, "Disabled", 0), (0, "Enabled", 600), (300, "Enabled", 300), (300, "Disabled", 300)],
)
def test_xset(saver, dpms, seconds):
    assert power.of_xset(XSET.format(saver=saver, dpms=dpms)) == seconds


def test_systemd_on_sleep():
    assert power.of_targets("masked\nmasked\nmasked\nmasked\n") == ()
    assert power.of_targets("static\nmasked\nmasked-runtime\nstatic\n") == ("sleep.target", "hybrid-sleep.target")
    assert power.of_targets("Failed to connect to bus\n") == ()
    assert [power.of_logind(f"IdleAction={one}\n") for one in ("ignore", "suspend", "lock")] == ["", "suspend", ""]


def test_powercfg_in_any_language():
    assert power.of_powercfg(POWERCFG.format(mains=0), POWERCFG.format(mains=900)) == PowerFacts((), "", 900)
    assert power.of_powercfg(POWERCFG.format(mains=1800), None).sleep == ("after 30 min",)
    with pytest.raises(OSError, match="does not answer"):
        power.of_powercfg(None, None)


def test_systemd_on_services():
    assert services.names_of("mpp-kiosk.service enabled\nmpp-x@.service static\nssh.service enabled\n") == [
        "mpp-kiosk.service"
    ]
    assert services.of_show(SHOW, user=True) == [
        Unit("mpp-kiosk.service", "active", True, 2, True),
        Unit("mpp-backup.timer", "failed", False, 0, True),
    ]


def test_what_became_of_what_was_installed(tmp_path: Path):
    files = [tmp_path / name for name in ("as", "changed", "gone")]
    for file in files[:2]:
        file.write_bytes(b"x")
    written = tuple(Written(file, (digest(b"x" if file.name == "as" else b"y"),)) for file in files)
    records = Records(tmp_path / "records")
    records.keep(Record("mpp-kiosk", Role.KIOSK, "kiosk-1", Way.USER, written, (), (), ()))
    (found,) = services.look_at_services(records, Records(tmp_path / "none")).installed
    assert found == Installed("mpp-kiosk", "kiosk", (files[2],), (files[1],))


def test_windows_on_tasks():
    text = '"\\mpp\\kiosk-1","N/A","Bereit"\r\n"\\Microsoft\\Office","N/A","Bereit"\r\n'
    assert services.of_schtasks(text) == (Unit("mpp\\kiosk-1", "active"),)


def test_what_qt_answers(monkeypatch):
    monkeypatch.setattr(qt, "PATIENCE", 60.0)
    facts = qt.look_with_qt()
    assert facts.fonts == ("Plus Jakarta Sans", "Atkinson Hyperlegible")
    assert facts.screens
    assert not facts.font_trouble


def test_a_qt_that_dies_or_hangs_is_told(monkeypatch):
    monkeypatch.setattr(qt, "MODULE", "no_such_module")
    monkeypatch.setattr(qt, "PATIENCE", 60.0)
    with pytest.raises(OSError, match=r"Qt ended with code 1: .*no_such_module"):
        qt.look_with_qt()
    monkeypatch.setattr(qt, "MODULE", "http.server")
    monkeypatch.setattr(qt, "PATIENCE", 0.5)
    with pytest.raises(OSError, match=r"did not answer within 0\.5 s"):
        qt.look_with_qt()


def test_a_program_that_is_not_there_fails_or_hangs_answers_nothing():
    assert asked("no-such-program") is None
    assert asked(sys.executable, "-c", "raise SystemExit(3)") is None
    assert asked(sys.executable, "-c", "print(7); raise SystemExit(3)", any_code=True, patience=60) == "7\n"
    assert asked(sys.executable, "-c", "input()") is None  # nothing is on its standard input
    assert asked(sys.executable, "-c", "import time; time.sleep(60)", patience=0.3) is None


def test_one_look_that_hangs_or_fails_costs_only_its_own_answer():
    forever = threading.Event()

    def fails() -> None:
        raise DeviceError("The printer is gone.")

    def bug() -> None:
        raise KeyError("x")

    told: list[str] = []
    found = look_all({"well": lambda: 7, "fails": fails, "bug": bug, "hangs": forever.wait}, 3.0, told.append)
    forever.set()
    (trace,) = told
    assert trace.startswith("the look at bug failed\nTraceback")
    assert found["well"] == 7
    assert found["hangs"] == Missed("it took longer than 3 s", late=True)
    assert found["fails"] == Missed("The printer is gone.")
    assert found["bug"] == Missed("KeyError: 'x'")


def test_one_disk_that_holds_several_is_told_once(tmp_path: Path):
    (found,) = look_at_disks({"database": tmp_path, "logs": tmp_path / "not" / "there"})
    assert (found.what, found.folder) == ("database, logs", tmp_path)
    assert 0 <= found.free_mb <= found.total_mb


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no modes")
def test_files_that_others_may_read_are_named(tmp_path: Path):
    closed, wide = tmp_path / "closed", tmp_path / "wide"
    for file, mode in ((closed, 0o600), (wide, 0o644)):
        file.touch()
        file.chmod(mode)
    facts = look_at_files([closed, wide], [tmp_path])
    assert facts.wide.endswith(f"chmod 600 {wide}")
    assert not facts.unwritable


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no modes")
def test_places_that_cannot_be_written_are_named(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != tmp_path / "logs")  # root may write everywhere
    (tmp_path / "logs").mkdir()
    assert look_at_files([], [tmp_path, tmp_path / "logs", tmp_path / "gone"]).unwritable == (tmp_path / "logs",)
