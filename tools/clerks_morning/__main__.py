"""``python -m tools.clerks_morning``: a morning on a real screen under Xvfb, by xdotool, with a picture of each
state. It is a short one, as time is real here; tests/counter/test_clerks_morning.py needs no screen and plays two
hundred visits where MPP_WHOLE_MORNING is set (``make clerks-morning``)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from hall.access import By
from hall.settings import load_settings
from hall.store import Store, start_store
from tools.clerks_morning.checks import faults
from tools.clerks_morning.morning import LOGIN, PIN, Morning, Visit
from tools.x_screen import XScreen, told, x_name

_BEGIN_SECONDS = 5
_KEY_SECONDS = 1.0
"""Until the window shows what a key did."""
_COUNTER = "7"
_BY = By.system()


class XHands:
    """Keys by xdotool into whatever window has the keyboard; time passes by itself, at most until a visit begins."""

    def __init__(self, screen: XScreen, store: Store, pictures: Path) -> None:
        self._screen, self._store, self._pictures = screen, store, pictures
        self._count = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self._screen.press(x_name(key))
            self._screen.wait(_KEY_SECONDS)

    def type(self, text: str) -> None:
        self._screen.type(text)

    def wait(self, seconds: int) -> None:
        self._screen.wait(min(seconds, _BEGIN_SECONDS + 1))

    def code(self) -> str:
        current = self._store.fetch(lambda reader: reader.counter(_COUNTER)).current
        return current.code if current is not None else ""

    def look(self, state: str) -> None:
        self._count += 1
        self._screen.wait(0.5)
        self._screen.picture(self._pictures / f"{self._count:02}-{state}.png")


def made_hall(folder: Path) -> Path:
    """The sample hall, always open, where a visit begins soon after its call; returns its configuration."""
    text = Path("config.toml").read_text("utf-8").replace("always_open = false", "always_open = true")
    lines = [line for line in text.splitlines() if not line.startswith("begin_seconds")]
    at = lines.index("[rules]")
    lines.insert(at + 1, f"begin_seconds = {_BEGIN_SECONDS}")
    (folder / "config.toml").write_text("\n".join(lines), "utf-8")
    return folder / "config.toml"


def play(folder: Path, pictures: Path) -> list[str]:
    """Plays it; returns what is wrong afterwards."""
    config = made_hall(folder)
    settings = load_settings(config, environ={})
    store = start_store(settings.database_url, settings.structure, station="morning")
    store.run(lambda work: work.staff.add(LOGIN, "Petugas 07", PIN, _BY))
    prefix = store.fetch(lambda reader: reader.counter(_COUNTER)).queues[0].prefix
    order = (*Visit, *[Visit.PLAIN] * 3)

    def arrive(count: int) -> None:
        for _ in range(count):
            store.run(lambda work: work.tickets.issue(prefix, _BY))

    with XScreen() as screen:
        screen.start(sys.executable, "-m", "counter", "--config", str(config), "--counter", _COUNTER)
        screen.focus(screen.window("Loket"))
        screen.wait(3)
        morning = Morning(XHands(screen, store, pictures), arrive)
        morning.play(order)
    found = faults(store, _COUNTER, order, morning.tally)
    store.close()
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Returns 1 when the hall says something else than the keys did, 2 when a program is missing."""
    return told(
        play,
        "python -m tools.clerks_morning",
        __doc__,
        Path("demo-output/morning"),
        "the day says what the keys did",
        argv,
    )


if __name__ == "__main__":
    raise SystemExit(main())
