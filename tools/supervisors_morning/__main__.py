"""``python -m tools.supervisors_morning``: a supervisor's morning on a real screen under Xvfb, by xdotool, with a
picture of each state. tests/counter/supervisor/test_supervisors_morning.py plays the same one."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from hall.settings import load_settings
from hall.store import start_store
from tools.clerks_morning.__main__ import made_hall
from tools.supervisors_morning.checks import faults
from tools.supervisors_morning.morning import Morning
from tools.supervisors_morning.stage import set_stage
from tools.x_screen import XScreen, told, x_name

_STEP, _ACT = 0.15, 1.2
"""Seconds after a key that only goes on, and after one that does something."""
_GOES_ON = ("Tab", "Shift+Tab", "Up", "Down", "Left", "Right", "Home", "End")


class XHands:
    """Keys by xdotool into whatever window has the keyboard; ``focus`` is the file that says where that is."""

    def __init__(self, screen: XScreen, focus: Path, pictures: Path) -> None:
        self._screen, self._focus, self._pictures = screen, focus, pictures
        self._count = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self._screen.press(x_name(key))
            self._screen.wait(_STEP if key in _GOES_ON else _ACT)

    def type(self, text: str) -> None:
        self._screen.type(text)
        self._screen.wait(_ACT)

    def at(self) -> str:
        return self._focus.read_text("utf-8")

    def wait(self, seconds: int) -> None:
        self._screen.wait(min(seconds, 2))

    def look(self, state: str) -> None:
        self._count += 1
        self._screen.wait(_ACT / 2)
        self._screen.picture(self._pictures / f"{self._count:02}-{state}.png")


def play(folder: Path, pictures: Path) -> list[str]:
    """Plays it; returns what is wrong afterwards."""
    config, focus = made_hall(folder), folder / "focus"
    settings = load_settings(config, environ={})
    store = start_store(settings.database_url, settings.structure, station="morning")
    set_stage(store)
    os.environ["XDG_CONFIG_HOME"] = str(folder)  # where a person has put a file last
    (folder / "mpp").mkdir()
    (folder / "mpp" / "counter.ini").write_text(f"[reports]\nfolder={folder}\n", "utf-8")
    due = store.fetch(lambda reader: reader.status()).now.date() + timedelta(days=7)
    with XScreen() as screen:
        screen.start(
            sys.executable, "-m", "tools.supervisors_morning.watched", str(focus), "--config", str(config),
            "--supervisor",
        )  # fmt: skip
        screen.focus(screen.window("Penyelia"))
        screen.wait(3)
        morning = Morning(XHands(screen, focus, pictures), due)
        morning.play()
    print(f"{morning.keys.count} keys")
    found = faults(store, settings.database_url, due, folder)
    store.close()
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Returns 1 when the hall says something else than the keys did, 2 when a program is missing."""
    return told(
        play,
        "python -m tools.supervisors_morning",
        __doc__,
        Path("demo-output/supervisors-morning"),
        "the hall says what the keys did",
        argv,
    )


if __name__ == "__main__":
    raise SystemExit(main())
