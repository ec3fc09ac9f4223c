"""Units of systemd for programs in a desktop session, and services and timers for work by the clock.

How a program is watched and started again stands in one place, ``assets/deploy/debian/mpp-kiosk.service``; units of a
desktop session take those lines from there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import time

from hall.assets import asset
from hall.maintenance.services.quoting import systemd_line, systemd_text
from hall.maintenance.services.roles import Daily, Each, Installation, Job, Monthly, Program, When

_AGAIN = ("Restart", "RestartSec", "NoNewPrivileges")
_WATCHED = ("Type", "NotifyAccess", "TimeoutStartSec", "WatchdogSec", "TimeoutStopSec", "TimeoutAbortSec")
_ENDED = """\
# 2: a mistake in the configuration; 3: it runs already; 10: the staff left it. Starting again would not help.
SuccessExitStatus=10
RestartPreventExitStatus=2 3 10
"""
_OF_SESSION = """\
PartOf=graphical-session.target
After=graphical-session.target
"""
_INSTALL = """
[Install]
WantedBy=graphical-session.target
"""
_OF_MACHINE = """\
After=network-online.target time-sync.target postgresql.service
Wants=network-online.target
"""
_HARDENED = """\
NoNewPrivileges=yes
PrivateTmp=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectSystem=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
"""


def session_unit(program: Program, station: str, installation: Installation, *, by_desktop: bool = False) -> str:
    """The unit of a program in the desktop session of an account; ``by_desktop``: a desktop that does not tell systemd
    of itself starts it. Raises SettingsError as ``systemd_line`` does."""
    keys = _AGAIN + (_WATCHED if program.watched else ())
    supervision = "\n".join(_kept(asset("deploy/debian/mpp-kiosk.service").read_text("utf-8"), keys))
    if not program.stays:
        supervision = supervision.replace("Restart=always", "Restart=on-failure")
    return f"""\
[Unit]
Description={systemd_text(f"{program.title} {station}")}
{"" if by_desktop else _OF_SESSION}StartLimitIntervalSec=0

[Service]
ExecStart={systemd_line(installation.program(program, station))}
{supervision}
{_ENDED}{"" if by_desktop else _INSTALL}"""


def _kept(unit: str, keys: Collection[str]) -> Iterator[str]:
    """The lines of a unit with these keys, each with the comment above it."""
    comment: list[str] = []
    for line in unit.splitlines():
        if line.startswith("#"):
            comment.append(line)
            continue
        if line.partition("=")[0] in keys:
            yield from comment
            yield line
        comment = []


def job_service(job: Job, installation: Installation, account: str = "") -> str:
    """The service that a timer starts: of the machine as ``account``, or of a user's own systemd. Raises SettingsError
    as ``systemd_line`` does."""
    fine = f"SuccessExitStatus={' '.join(map(str, job.fine))}\n" if job.fine else ""
    of_machine = f"User={account}\n{_HARDENED}" if account else "NoNewPrivileges=yes\n"
    return f"""\
[Unit]
Description={systemd_text(job.title)}
{_OF_MACHINE if account else ""}
[Service]
Type=oneshot
ExecStart={systemd_line(installation.job(job))}
Nice=10
IOSchedulingClass=idle
{fine}{of_machine}"""


def job_timer(job: Job) -> str:
    """The timer of a job; one whose time passed while the machine was off runs after its next start."""
    return f"""\
[Unit]
Description={systemd_text(job.title)}

[Timer]
OnCalendar={on_calendar(job.when)}
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
"""


def on_calendar(when: When) -> str:
    """As ``OnCalendar=`` says it (systemd.time(7)), by the machine's clock."""
    match when:
        case Daily(at):
            return f"*-*-* {_clock(at)}"
        case Monthly(day, at):
            return f"*-*-{day:02} {_clock(at)}"
        case Each(minutes):
            return f"*-*-* *:0/{minutes}:00"


def _clock(at: time) -> str:
    return f"{at:%H:%M}:00"
