"""What is proven, row by row."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSizeF

from hall.translator import ENGLISH, INDONESIAN
from kiosk.ending import Ending
from kiosk.frame_plan import frame
from kiosk.geometry import layout_of
from kiosk.machine_screen import StaffTab, Step
from kiosk.pages.staff.plan import staff_plan
from kiosk.pages.staff.program import key_place
from tools.bare_debian import until
from tools.lockdown_proof.attempts import KEYS, Steps, asked, pointed
from tools.lockdown_proof.debian import ACCOUNT, PIN, STATION, UNITS, Booted, inside
from tools.lockdown_proof.installed import Installed

KIOSK, SERVER, MANAGER = "mpp-kiosk.service", "mpp-kiosk-xorg.service", "mpp-kiosk-openbox.service"
CAGE = "mpp-kiosk-cage.service"
_WIDTH, _HEIGHT = 1080, 1920
_BACK_S = 60.0
"""So soon it must be back after it was killed; a hung one some seconds more than the unit's WatchdogSec later."""


@dataclass(frozen=True, slots=True)
class Row:
    """What was tried, whether that held, and a figure or a reason."""

    tried: str
    held: bool
    said: str = ""


Note = Callable[[str, bool, str], bool]


class Proof:
    """All rows, in the order in which they were tried."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.rows: list[Row] = []

    def run(self) -> None:
        """Checks the files, then boots."""
        self._verify()
        with Booted(self._root) as system:
            if self._start(system):
                _Screen(system, self._note).run()
                _Life(system, self._note).run()
                _Cage(system, self._note).run()
                Installed(self._root, system, self._note).run()

    def _note(self, tried: str, held: bool, said: str = "") -> bool:
        row = Row(tried, held, said)
        self.rows.append(row)
        print(f"{'held  ' if held else 'FAILED'} {tried}{f' ({said})' if said else ''}", flush=True)
        return held

    def _verify(self) -> None:
        for unit in UNITS:
            done = inside(self._root, "systemd-analyze", "verify", f"/etc/systemd/system/{unit}")
            said = (done.stdout + done.stderr).strip()
            self._note(f"systemd-analyze verify {unit}", done.returncode == 0 and not said, said)

    def _start(self, system: Booted) -> bool:
        began = time.monotonic()
        system.run("systemctl", "start", KIOSK)
        up = until(lambda: system.shown(KIOSK, "ActiveState") == "active", 90)
        took = f"{time.monotonic() - began:.1f} s"
        if not self._note("systemctl start mpp-kiosk: X server, window manager and kiosk come up, READY", up, took):
            print(system.run("journalctl", "-n", "60", "--no-pager"))
            return False
        who = system.run("ps", "-o", "user=", "-p", system.shown(KIOSK, "MainPID")).strip()
        self._note("it runs as an account of its own", who == ACCOUNT, who)
        hall = ("runuser", "-u", ACCOUNT, "--", "/opt/mpp/.venv/bin/hall", "--config", "/etc/mpp/config.toml")
        until(lambda: Path(self._root / "etc/mpp/hall.db").exists(), 30)
        system.run(*hall, "station", "pin", STATION, "--pin-stdin", typed=f"{PIN}\n")
        return True


class _Screen:
    """Keys, touches and requests: after each the same process fills the screen, and has the keyboard."""

    def __init__(self, system: Booted, note: Note) -> None:
        self._system, self._note = system, note
        self._pid = system.shown(KIOSK, "MainPID")

    def run(self) -> None:
        until(lambda: bool(self._window()), 60)
        time.sleep(3)  # the first page, and the store behind it
        for key in KEYS:
            self._try(f"key {key}", (("xdotool", "key", "--clearmodifiers", key),))
        for what, steps in pointed(_WIDTH, _HEIGHT).items():
            self._try(what, steps)
        for what in asked("0"):
            self._try(what, asked(self._window())[what])
        self._try("the staff's page with a wrong PIN", (
            ("xdotool", "key", "ctrl+F12"), ("sleep", "1"), ("xdotool", "type", "11111"),
            ("xdotool", "key", "Return"), ("sleep", "1"), ("xdotool", "key", "Escape"),
        ))  # fmt: skip

    def _window(self) -> str:
        title = "|".join(texts("kiosk.window") for texts in (INDONESIAN, ENGLISH))  # F2 is the language
        return self._system.on_screen("xdotool", "search", "--onlyvisible", "--name", title).strip().split("\n")[-1]

    def _try(self, what: str, steps: Steps) -> None:
        for step in steps:
            self._system.on_screen(*step)
        held = until(self._stands, 5)
        self._note(what, held, "" if held else self._state())

    def _stands(self) -> bool:
        return self._state() == ""

    def _state(self) -> str:
        """Empty while all is as it must be, else what is not."""
        system = self._system
        if system.shown(KIOSK, "MainPID") != self._pid:
            return "the program ended"
        window = self._window()
        if not window:
            return "its window is not there"
        place = system.on_screen("xdotool", "getwindowgeometry", "--shell", window)
        if not {"X=0", "Y=0", f"WIDTH={_WIDTH}", f"HEIGHT={_HEIGHT}"} <= set(place.split()):
            return "its window does not fill the screen: " + " ".join(place.split()[1:5])
        if system.on_screen("xdotool", "getwindowfocus").strip() != window:
            return "its window does not have the keyboard"
        return ""


class _Life:
    """It comes back, whatever ends it, but when the staff leave it."""

    def __init__(self, system: Booted, note: Note) -> None:
        self._system, self._note = system, note

    def run(self) -> None:
        system = self._system
        beat = float(system.shown(KIOSK, "WatchdogUSec").removesuffix("s"))
        self._comes_back("kill -9", "KILL", _BACK_S)
        self._comes_back(f"SIGSTOP (hangs; WatchdogSec={beat:g})", "STOP", beat + _BACK_S)
        self._comes_back("kill -9 of the window manager", "KILL", _BACK_S, unit=MANAGER)
        self._comes_back("kill -9 of the X server: it, and the kiosk with it", "KILL", _BACK_S, unit=SERVER)
        until(lambda: system.shown(KIOSK, "ActiveState") == "active", _BACK_S)
        self._restarts()
        self._stops()
        self._leaves()

    def _say(self, tried: str, held: bool, said: str = "") -> None:
        self._note(tried, held, said)

    def _comes_back(self, what: str, signal: str, seconds: float, unit: str = KIOSK) -> None:
        system, before = self._system, self._system.shown(unit, "MainPID")
        kiosk = system.shown(KIOSK, "MainPID")
        began = time.monotonic()
        system.run("kill", f"-{signal}", before)

        def back() -> bool:
            fresh = unit == MANAGER or system.shown(KIOSK, "MainPID") not in ("0", kiosk)
            up = all(system.shown(one, "ActiveState") == "active" for one in (KIOSK, SERVER, MANAGER))
            return up and fresh and system.shown(unit, "MainPID") not in ("0", before)

        held = until(back, seconds)
        self._say(what, held, f"back after {time.monotonic() - began:.1f} s" if held else system.shown(KIOSK, "Result"))

    def _restarts(self) -> None:
        before = self._system.shown(KIOSK, "MainPID")
        self._staff(Step.RESTART)
        system = self._system
        held = until(
            lambda: (
                system.shown(KIOSK, "MainPID") not in ("0", before) and system.shown(KIOSK, "ActiveState") == "active"
            ),
            _BACK_S,
        )
        self._say("the staff restart it behind the PIN", held)

    def _stops(self) -> None:
        system, began = self._system, time.monotonic()
        system.run("systemctl", "stop", KIOSK)
        status = system.shown(KIOSK, "ExecMainStatus")
        took = time.monotonic() - began
        self._say("systemctl stop ends it in order", status == "0" and took < 10, f"code {status}, {took:.1f} s")
        system.run("systemctl", "start", KIOSK)
        until(lambda: system.shown(KIOSK, "ActiveState") == "active", _BACK_S)

    def _leaves(self) -> None:
        system = self._system
        self._staff(Step.LEAVE)
        ended = until(lambda: system.shown(KIOSK, "ActiveState") == "inactive", 20)
        time.sleep(8)
        log = system.run("journalctl", "-u", KIOSK, "-n", "20", "--no-pager")  # the unit has forgotten its exit code
        stays = system.shown(KIOSK, "ActiveState") == "inactive"
        self._say("the staff leave it behind the PIN", ended and Ending.LEFT.name in log)
        self._say("then it stays away", stays)
        gone = system.shown(SERVER, "ActiveState") != "active"
        self._say("and the screen is a console again: the X server has ended", gone)

    def _staff(self, step: Step) -> None:
        """The staff's page, its PIN, the tab of the program, the step, and yes: by touch."""
        see = self._system.on_screen
        time.sleep(4)
        see("xdotool", "key", "ctrl+F12")
        time.sleep(1)
        see("xdotool", "type", "--delay", "240", PIN)  # a key each 120 ms, as people type: a scanner is quicker
        see("xdotool", "key", "Return")
        time.sleep(2)
        layout = layout_of(_WIDTH, _HEIGHT, None)
        body = frame(layout.size, lists=False, ring=False).body
        plan = staff_plan(QSizeF(body.width(), body.height()), landscape=False)
        tab = plan.tabs[list(StaffTab).index(StaffTab.PROGRAM)]
        step_at, yes_at = list(Step).index(step), 1
        for place in (tab, key_place(plan.room, step_at), key_place(plan.room, yes_at)):
            at = layout.px(place.translated(body.topLeft())).center()
            see("xdotool", "mousemove", str(at.x()), str(at.y()), "click", "1")
            time.sleep(1.5)


class _Cage:
    """The other session: it comes up, comes back, and ends as its program does."""

    def __init__(self, system: Booted, note: Note) -> None:
        self._system, self._note = system, note

    def run(self) -> None:
        system = self._system
        for code in (int(Ending.LEFT), int(Ending.RESTART)):
            script = f"/usr/local/lib/mpp-kiosk/cage-session sh -c 'sleep 1; exit {code}'; echo code $?"
            words = ("systemd-run", "--wait", "--pipe", "--quiet", f"--uid={ACCOUNT}", *_CAGED)
            said = system.run(*words, "sh", "-c", script)
            self._note(f"the session of cage ends with its program's code {code}", f"code {code}" in said, "")
        began = time.monotonic()
        system.run("systemctl", "start", CAGE)
        up = until(lambda: system.shown(CAGE, "ActiveState") == "active", 60)
        self._note("systemctl start mpp-kiosk-cage: READY", up, f"{time.monotonic() - began:.1f} s")
        began, before = time.monotonic(), system.shown(CAGE, "MainPID")
        system.run("pkill", "-KILL", "-u", ACCOUNT, "-f", "kiosk --locked")
        back = until(lambda: self._is_back(before), _BACK_S)
        self._note("kill -9 under cage", back, f"back after {time.monotonic() - began:.1f} s")
        system.run("systemctl", "stop", CAGE)
        self._note("systemctl stop ends it in order, under cage", system.shown(CAGE, "Result") == "success", "")

    def _is_back(self, before: str) -> bool:
        shown = self._system.shown
        return shown(CAGE, "MainPID") not in ("0", before) and shown(CAGE, "ActiveState") == "active"


_CAGED = (
    "--property=RuntimeDirectory=mpp-kiosk", "--setenv=XDG_RUNTIME_DIR=/run/mpp-kiosk",
    "--setenv=WLR_BACKENDS=headless", "--setenv=WLR_LIBINPUT_NO_DEVICES=1", "--setenv=WLR_RENDERER=pixman",
)  # fmt: skip
