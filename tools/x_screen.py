"""A screen of its own under Xvfb with a small window manager, worked by xdotool: for what the offscreen platform cannot
show, such as keys in other programs. Debian: apt-get install xvfb xdotool openbox xterm imagemagick."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

NEEDED = ("Xvfb", "xdotool", "openbox", "xterm", "import")


def missing() -> list[str]:
    """The programs that are not there."""
    return [name for name in NEEDED if shutil.which(name) is None]


def x_name(key: str) -> str:
    """A key as xdotool names it, of one as Qt does: ``Ctrl+Shift+E`` is ``ctrl+shift+e``."""
    *held, last = key.split("+")
    name = last.lower() if len(last) == 1 or last == "Space" else last
    return "+".join([*(one.lower() for one in held), name])


def told(
    play: Callable[[Path, Path], list[str]],
    prog: str,
    description: str | None,
    output: Path,
    right: str,
    argv: Sequence[str] | None = None,
) -> int:
    """The command of something that is played on a screen, in a temporary folder and with a folder of pictures: prints
    what ``play`` finds wrong, or that all is ``right``. Returns 1 when anything is, 2 when a program is missing."""
    parser = argparse.ArgumentParser(prog=prog, description=description)
    parser.add_argument("--output", type=Path, default=output, help="folder of the pictures")
    options = parser.parse_args(argv)
    if missing():
        print(f"missing: {', '.join(missing())}; on Debian: apt-get install xvfb xdotool openbox xterm imagemagick")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        found = play(Path(folder), options.output)
    print(*found or [right], sep="\n")
    return 1 if found else 0


class XScreen:
    """A context: starts the screen and its window manager, and ends all that was started on it."""

    def __init__(self, width: int = 1280, height: int = 800) -> None:
        self._size = f"{width}x{height}x24"
        self._processes: list[subprocess.Popen[bytes]] = []
        self._environment: dict[str, str] = {}
        self._manager: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> XScreen:
        ours, theirs = os.pipe()
        command = ("Xvfb", "-displayfd", str(theirs), "-screen", "0", self._size, "-nolisten", "tcp")
        self._processes.append(subprocess.Popen(command, pass_fds=(theirs,), stderr=subprocess.DEVNULL))
        os.close(theirs)
        with os.fdopen(ours, encoding="ascii") as told:
            display = told.readline().strip()
        self._environment = os.environ | {"DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
        self._environment.pop("WAYLAND_DISPLAY", None)
        self.until(self._managed)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self._processes):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _managed(self) -> bool:
        """Whether a window manager runs, which gives windows the keyboard; one that came before the screen was ready
        has ended, and is started again."""
        if self._manager is None or self._manager.poll() is not None:
            self._manager = self.start("openbox")
        return "window id" in self._run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Starts a program on this screen; it ends with it."""
        process = subprocess.Popen(command, env=self._environment, stderr=subprocess.DEVNULL)
        self._processes.append(process)
        return process

    def press(self, *keys: str) -> None:
        """Presses keys one after another, as xdotool names them: ``ctrl+shift+F2``."""
        for key in keys:
            self._run("xdotool", "key", "--clearmodifiers", key)

    def hold(self, keys: str, seconds: float) -> None:
        """Holds keys down for a while: they repeat themselves."""
        self._run("xdotool", "keydown", keys)
        time.sleep(seconds)
        self._run("xdotool", "keyup", keys)

    def focus(self, window: int) -> None:
        """Gives a window the keyboard."""
        self._run("xdotool", "windowactivate", "--sync", str(window))

    def maximize(self, window: int) -> None:
        """Makes a window as large as the window manager lets it be (_NET_WM_STATE of the EWMH)."""
        from Xlib import X, display
        from Xlib.protocol.event import ClientMessage

        server = display.Display(self._environment["DISPLAY"])
        state, *sides = map(
            server.intern_atom, ("_NET_WM_STATE", "_NET_WM_STATE_MAXIMIZED_VERT", "_NET_WM_STATE_MAXIMIZED_HORZ")
        )
        wanted = ClientMessage(window=window, client_type=state, data=(32, [1, *sides, 2, 0]))
        mask = X.SubstructureRedirectMask | X.SubstructureNotifyMask
        server.screen().root.send_event(wanted, event_mask=mask)
        server.sync()
        server.close()

    @staticmethod
    def wait(seconds: float) -> None:
        """Lets time pass."""
        time.sleep(seconds)

    def type(self, text: str) -> None:
        """Types into whatever has the keyboard; xdotool types a line break as another key than Enter."""
        for at, line in enumerate(text.split("\n")):
            if at:
                self.press("Return")
            self._run("xdotool", "type", "--delay", "5", line)

    def click(self, x: int, y: int) -> None:
        """Clicks at a place of the screen."""
        self._run("xdotool", "mousemove", str(x), str(y), "click", "1")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Drags with the left button."""
        steps: list[tuple[object, ...]] = [("mousemove", *start), ("mousedown", 1)]
        steps += [
            ("mousemove", *(a + (b - a) * part // 8 for a, b in zip(start, end, strict=True))) for part in range(9)
        ]
        for step in (*steps, ("mouseup", 1)):
            self._run("xdotool", *map(str, step))
            time.sleep(0.05)

    def window(self, title: str) -> int:
        """The visible window with this in its title; waits for it."""
        return int(self.until(lambda: self._run("xdotool", "search", "--onlyvisible", "--name", title)).split()[-1])

    def place(self, window: int) -> tuple[int, int, int, int]:
        """Left, top, width and height of a window."""
        lines = self._run("xdotool", "getwindowgeometry", "--shell", str(window)).split()
        found = dict(line.split("=") for line in lines)
        return int(found["X"]), int(found["Y"]), int(found["WIDTH"]), int(found["HEIGHT"])

    def focused(self) -> str:
        """The title of the window that has the keyboard."""
        return self._run("xdotool", "getwindowfocus", "getwindowname").strip()

    def picture(self, path: Path) -> None:
        """Takes a picture of the whole screen."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._run("import", "-window", "root", str(path))

    def until(self, ask: Callable[[], str | bool], seconds: float = 20) -> str:
        """Asks again and again until the answer is one; raises TimeoutError."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            answer = ask()
            if answer:
                return str(answer)
            time.sleep(0.1)
        raise TimeoutError("the screen does not show what was waited for")

    def _run(self, *command: str) -> str:
        done = subprocess.run(command, env=self._environment, capture_output=True, encoding="utf-8", check=False)
        return done.stdout
