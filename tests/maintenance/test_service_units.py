"""Units of systemd: what they start, how they watch it, and that systemd itself has nothing to say against them."""

from __future__ import annotations

import os
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path, PurePosixPath

import pytest

from hall.errors import SettingsError
from hall.maintenance.services.linux import Home, autostart_plan, jobs_plan, session_plan
from hall.maintenance.services.locked import Session, locked_plan
from hall.maintenance.services.planning import Plan, service_name
from hall.maintenance.services.roles import BACKUP, DRILL, METRICS, PROGRAMS, Installation, Role
from kiosk.ending import Ending
from qtkit.program import EXIT_SECOND_INSTANCE
from qtkit.watchdog import PATIENCE_S
from tests.maintenance.service_samples import ODD, ODD_STATION, USUAL, systemd_words

HOME = Home(PurePosixPath("/home/loket/.config"), PurePosixPath("/home/loket/.local/share"))
JOBS = (BACKUP, DRILL, METRICS)
PROGRAM_ROLES = tuple(PROGRAMS)
KNOWN = {
    "Unit": {
        "Description", "Documentation", "Wants", "After", "Conflicts", "PartOf", "BindsTo", "Requires",
        "StartLimitIntervalSec",
    },
    "Service": {
        "User", "PAMName", "TTYPath", "TTYReset", "TTYVHangup", "TTYVTDisallocate", "StandardInput", "StandardOutput",
        "StandardError", "UtmpIdentifier", "UtmpMode", "Environment", "RuntimeDirectory", "RuntimeDirectoryMode",
        "ExecStartPre", "ExecStart", "ExecStopPost", "Type", "NotifyAccess", "TimeoutStartSec", "WatchdogSec",
        "TimeoutStopSec", "TimeoutAbortSec", "Restart", "RestartSec", "SuccessExitStatus", "RestartPreventExitStatus",
        "NoNewPrivileges", "Nice", "IOSchedulingClass", "PrivateTmp", "ProtectClock", "ProtectControlGroups",
        "ProtectHostname", "ProtectKernelLogs", "ProtectKernelModules", "ProtectKernelTunables", "ProtectSystem",
        "RestrictAddressFamilies", "RestrictNamespaces", "RestrictRealtime", "RestrictSUIDSGID", "LockPersonality",
        "SystemCallArchitectures",
    },
    "Timer": {"OnCalendar", "Persistent", "AccuracySec"},
    "Install": {"WantedBy"},
}  # fmt: skip


def read(text: str) -> RawConfigParser:
    """A unit, its keys as they stand; every section and key is one that these units are known to have."""
    parser = RawConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    for section in parser.sections():
        assert set(parser[section]) <= KNOWN[section], section
    return parser


def units(plan: Plan) -> dict[str, str]:
    return {file.path.name: file.content.decode() for file in plan.files if file.path.suffix in (".service", ".timer")}


def plans(installation: Installation) -> dict[str, Plan]:
    every = {f"session {role}": session_plan(role, "papan-1", installation, HOME) for role in PROGRAM_ROLES}
    every |= {f"desktop {role}": autostart_plan(role, "papan-1", installation, HOME) for role in PROGRAM_ROLES}
    for session in Session:
        for role in (Role.KIOSK, Role.DISPLAY):
            every[f"{session} {role}"] = locked_plan(role, "papan-1", installation, session)
    every["jobs of an account"] = jobs_plan(JOBS, installation, HOME)
    every["jobs of the machine"] = jobs_plan(JOBS, installation, None, "root")
    return every


@pytest.fixture
def installed(tmp_path: Path) -> Installation:
    """Programs that are there, in a folder whose name needs quoting."""
    folder = tmp_path / "mpp 100%"
    folder.mkdir()
    for name in ("hall", *(program.executable for program in PROGRAMS.values())):
        (folder / name).write_text("#!/bin/sh\n", "utf-8")
        (folder / name).chmod(0o755)
    return Installation(PurePosixPath(folder), PurePosixPath("/etc/mpp/config.toml"))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize("which", plans(USUAL))
def test_systemd_has_nothing_to_say_against_a_unit(which: str, installed: Installation, tmp_path: Path) -> None:
    plan = plans(installed)[which]
    folder = tmp_path / "units"
    folder.mkdir()
    for name, text in units(plan).items():
        (folder / name).write_text(text, "utf-8")
    of_account = str(plan.way) != "system"
    command = ["systemd-analyze", *(["--user"] if of_account else []), "verify", *map(str, sorted(folder.iterdir()))]
    environ = {**os.environ, "SYSTEMD_UNIT_PATH": f"{folder}:"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=environ)
    lacking = {*plan.needs, "/usr/local/lib/mpp-kiosk/cage-session"}
    said = [
        line
        for line in done.stderr.splitlines()
        if not any(f"Command {path} is not executable: No such file" in line for path in lacking)
    ]
    assert said == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_a_mistake_in_a_unit(installed: Installation, tmp_path: Path) -> None:
    file = tmp_path / "mpp-display-papan-1.service"
    good = units(session_plan(Role.DISPLAY, "papan-1", installed, HOME))[file.name]
    file.write_text(good.replace("Restart=always", "Restart=sometimes"), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", str(file)], capture_output=True, text=True, check=False, timeout=60
    )
    assert "sometimes" in done.stderr


@pytest.mark.parametrize("which", plans(USUAL))
def test_every_unit_has_known_keys_only(which: str) -> None:
    for name, text in units(plans(USUAL)[which]).items():
        wanted = {"Unit", "Timer", "Install"} if name.endswith(".timer") else {"Unit", "Service"}
        assert wanted <= set(read(text).sections())


@pytest.mark.parametrize("role", PROGRAM_ROLES)
def test_a_unit_starts_the_program_as_its_station_whatever_the_paths_are_called(role: Role) -> None:
    (text,) = units(session_plan(role, ODD_STATION, ODD, HOME)).values()
    words = systemd_words(read(text)["Service"]["ExecStart"])
    assert words == [f"{ODD.programs}/mpp-{role}", "--config", str(ODD.config), "--station", ODD_STATION]


@pytest.mark.parametrize("session", Session)
@pytest.mark.parametrize("role", [Role.KIOSK, Role.DISPLAY])
def test_a_locked_machine_starts_the_program_as_its_station(role: Role, session: Session) -> None:
    texts = units(locked_plan(role, ODD_STATION, ODD, session))
    main = read(texts[f"mpp-{role}-cage.service" if session is Session.CAGE else f"mpp-{role}.service"])
    words = systemd_words(main["Service"]["ExecStart"])
    locked = ["--locked"] if role is Role.KIOSK else []
    started = [f"{ODD.programs}/mpp-{role}", *locked, "--config", str(ODD.config), "--station", ODD_STATION]
    assert words[session is Session.CAGE :] == started
    named = {word for text in texts.values() for word in text.split() if word.startswith("mpp-") and ".service" in word}
    assert {word.strip(".,;") for word in named} <= {*texts, f"mpp-{role}-cage.service", "mpp-kiosk-cage.service"}


def test_the_usual_places_give_the_files_as_they_are_delivered() -> None:
    plan = locked_plan(Role.KIOSK, "kiosk-1", USUAL, Session.X)
    for file in plan.files:
        name = {"90-mpp-kiosk.conf": "xorg-mpp-kiosk.conf"}.get(file.path.name, file.path.name)
        if name == "mpp-kiosk.conf":
            name = f"mpp-kiosk.{file.path.parent.name.removesuffix('.d').removesuffix('.conf')}.conf"
        delivered = Path(f"assets/deploy/debian/{name}")
        text = file.content.decode().replace(" --station kiosk-1", "")
        assert text == delivered.read_text("utf-8")


@pytest.mark.parametrize("role", PROGRAM_ROLES)
def test_a_program_comes_back_by_itself_unless_that_would_not_help(role: Role) -> None:
    (text,) = units(session_plan(role, "papan-1", USUAL, HOME)).values()
    service = read(text)["Service"]
    kept = {int(code) for code in service["RestartPreventExitStatus"].split()}
    assert {EXIT_SECOND_INSTANCE, Ending.LEFT} < kept
    assert Ending.RESTART not in kept
    assert service["Restart"] == ("on-failure" if role is Role.COUNTER else "always")


@pytest.mark.parametrize("role", [Role.KIOSK, Role.DISPLAY])
def test_a_program_that_reports_is_watched(role: Role) -> None:
    (text,) = units(session_plan(role, "papan-1", USUAL, HOME)).values()
    service = read(text)["Service"]
    assert service["Type"] == "notify"
    assert float(service["WatchdogSec"]) > 1.5 * PATIENCE_S


def test_a_counter_which_reports_nothing_is_not_waited_for() -> None:
    (text,) = units(session_plan(Role.COUNTER, "loket-7", USUAL, HOME)).values()
    assert {"Type", "WatchdogSec", "NotifyAccess"}.isdisjoint(read(text)["Service"])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize(("job", "between"), [(BACKUP, "1 day"), (DRILL, "4 weeks 2 days"), (METRICS, "5min")])
def test_a_timer_runs_as_often_as_it_should(job, between) -> None:
    text = units(jobs_plan((job,), USUAL, HOME))[f"{job.name}.timer"]
    when = read(text)["Timer"]["OnCalendar"]
    command = ["systemd-analyze", "calendar", "--iterations=2", "--base-time=2026-09-30 12:00:00", when]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=30, env={**os.environ, "TZ": "UTC"}
    )
    times = [line.split(": ", 1)[1] for line in done.stdout.splitlines() if "Next elapse" in line or "Iter. #2" in line]
    spans = {
        "1 day": ("Wed 2026-09-30 21:30:00 UTC", "Thu 2026-10-01 21:30:00 UTC"),
        "4 weeks 2 days": ("Thu 2026-10-01 22:30:00 UTC", "Sun 2026-11-01 22:30:00 UTC"),
        "5min": ("Wed 2026-09-30 12:05:00 UTC", "Wed 2026-09-30 12:10:00 UTC"),
    }
    assert tuple(times) == spans[between]


def test_the_machines_backup_runs_as_who_has_the_configuration() -> None:
    texts = units(jobs_plan(JOBS, ODD, None, "kiosk"))
    fine = {job.name: read(texts[f"{job.name}.service"])["Service"].get("SuccessExitStatus") for job in JOBS}
    assert fine == {"mpp-backup": None, "mpp-drill": None, "mpp-metrics": "1 4"}
    for job in JOBS:
        service = read(texts[f"{job.name}.service"])["Service"]
        assert service["User"] == "kiosk"
        assert systemd_words(service["ExecStart"]) == [f"{ODD.programs}/hall", "--config", str(ODD.config), *job.words]


def test_the_folder_of_backups_is_made_for_who_keeps_them() -> None:
    made = PurePosixPath("/var/backups/mpp")
    plan = jobs_plan(JOBS, USUAL, None, "kiosk", made=made)
    assert plan.commands[0] == ("install", "--directory", "--mode=700", "--owner=kiosk", "/var/backups/mpp")
    assert jobs_plan(JOBS, USUAL, HOME, made=made).commands[0][0] == "systemctl"


def test_a_program_in_a_path_that_systemd_starts_nothing_from_is_refused() -> None:
    odd = Installation(PurePosixPath("/opt/m$pp/bin"), USUAL.config)
    with pytest.raises(SettingsError, match="move it"):
        session_plan(Role.DISPLAY, "papan-1", odd, HOME)


@pytest.mark.parametrize(
    "folder", ["/", "/etc", "/home/loket", "/root/mpp", "/var/lib", "/opt/mpp", "/usr/local/share/mpp"]
)
def test_a_folder_with_other_things_is_not_given_away(folder: str) -> None:
    with pytest.raises(SettingsError, match="folder of its own"):
        locked_plan(
            Role.KIOSK, "kiosk-1", Installation(USUAL.programs, PurePosixPath(folder) / "config.toml"), Session.X
        )


def test_no_machine_is_locked_for_a_counter() -> None:
    with pytest.raises(SettingsError, match="leave --system out"):
        locked_plan(Role.COUNTER, "loket-7", USUAL, Session.X)


@pytest.mark.parametrize(
    ("station", "name"),
    [("papan-1", "mpp-display-papan-1"), ("Ruang Tunggu #2", "mpp-display-ruang-tunggu-2"),
     ("CAFÉ 1", "mpp-display-cafe-1"), ("候诊", "mpp-display")],
)  # fmt: skip
def test_a_name_is_one_that_every_file_system_takes(station: str, name: str) -> None:
    assert service_name(Role.DISPLAY, station) == name
