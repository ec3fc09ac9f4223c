"""``python -m tools.bar_proof``: the bar over a terminal under Xvfb. Says what held, and leaves pictures."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from hall.access import By
from hall.settings import load_settings
from hall.store import Store, start_store
from hall.views import CounterView
from tools.x_screen import XScreen, missing

_BY = By.system()
_PIN = "407163"
_DESK = """
[desk]
lock_minutes = 0
keypad = true
bar_edge = ""
"""


class Proof:
    """One hall, one clerk at counter 7, and a terminal that writes down what is typed into it."""

    def __init__(self, screen: XScreen, folder: Path, pictures: Path) -> None:
        self._screen, self._folder, self._pictures = screen, folder, pictures
        self._config, self._typed = folder / "config.toml", folder / "typed.txt"
        self._store = self._made_hall()
        self.failed: list[str] = []

    def _made_hall(self) -> Store:
        sample = Path("config.toml").read_text("utf-8").partition("\n[desk]\n")[0]
        self._config.write_text(sample.replace("always_open = false", "always_open = true") + _DESK, "utf-8")
        settings = load_settings(self._config, environ={})
        store = start_store(settings.database_url, settings.structure, station="proof")
        store.run(lambda work: work.staff.add("siti", "Siti Rahmawati", _PIN, _BY))
        service = store.fetch(lambda reader: reader.counter("7")).queues[0]
        for _ in range(6):
            store.run(lambda work: work.tickets.issue(service.prefix, _BY))
        return store

    def run(self) -> None:
        """Does all of it; what did not hold is in ``failed``."""
        self._start()
        for what, step in (
            ("F10 leaves the keyboard to the other program", self._goes_over),
            ("typing goes on there", self._typing),
            ("Ctrl+Shift+F2 calls from there", self._key_calls),
            ("a click on the bar begins the visit, and typing goes on", self._click),
            ("the number block finishes and calls, and types nothing", self._keypad),
            ("a held key counts once", self._held),
            ("drawn to the upper edge it keeps other windows off", self._docks),
            ("a key that needs a choice opens the window, and the keyboard goes back", self._asks),
            ("F10 brings the window back, and gives the keys back", self._back),
        ):
            self._say(what, step)
        self._store.close()

    def _say(self, what: str, step: Callable[[], bool]) -> None:
        try:
            held = step()
        except TimeoutError:
            held = False
        if not held:
            self._picture(f"failed-{len(self.failed)}")
        print(f"{'ok    ' if held else 'FAILED'} {what}")
        if not held:
            self.failed.append(what)

    def _start(self) -> None:
        screen = self._screen
        program = ("-m", "counter", "--config", str(self._config), "--station", "proof", "--counter", "7")
        screen.start(sys.executable, *program)
        screen.window("Loket")
        screen.start("xterm", "-T", "SIAK", "-e", f"cat > {self._typed}")
        terminal = screen.window("SIAK")
        screen.maximize(terminal)
        screen.until(self._typed.exists)
        screen.focus(screen.window("Loket"))
        screen.wait(4)  # its store is opened after the first picture
        screen.type("siti\t" + _PIN + "\n")
        screen.until(lambda: self._view().counter.clerk_id is not None)
        screen.focus(terminal)

    def _goes_over(self) -> bool:
        self._screen.focus(self._screen.window("Loket"))
        self._screen.press("F10")
        self._screen.until(lambda: self._screen.focused() == "SIAK")
        self._bar = self._screen.window("Loket")
        return True

    def _typing(self) -> bool:
        return self._types("before")

    def _types(self, text: str, expected: str = "") -> bool:
        before = self._typed.read_text("utf-8")
        self._screen.type(f"{text}\n")
        self._screen.until(lambda: self._typed.read_text("utf-8") != before)
        return self._typed.read_text("utf-8") == before + (expected or f"{text}\n")

    def _key_calls(self) -> bool:
        self._screen.press("ctrl+shift+F2")
        self._screen.until(lambda: self._view().current is not None)
        self._picture("bar-over-a-program")
        return self._types("after the call")

    def _click(self) -> bool:
        self._click_button("serve")
        self._until_state("serving")
        return self._types("after the click") and self._screen.focused() == "SIAK"

    def _click_button(self, name: str) -> None:
        x, y, width, height = self._screen.place(self._bar)
        at = {"serve": 392, "recall": 325}[name]  # from the right edge
        self._screen.click(x + width - at, y + height // 2)

    def _keypad(self) -> bool:
        before = self._view().figures.done
        self._screen.press("KP_4")
        self._screen.until(lambda: self._view().figures.done == before + 1)
        self._screen.press("KP_Enter")
        self._screen.until(lambda: self._view().current is not None)
        return self._types("number block")

    def _held(self) -> bool:
        calls = self._view().calls_here
        self._screen.hold("ctrl+shift+F3", 1.5)
        self._screen.wait(0.5)
        return self._view().calls_here == calls + 1

    def _docks(self) -> bool:
        x, y, _, _ = self._screen.place(self._bar)
        self._screen.drag((x + 40, y + 20), (400, 8))
        self._screen.until(lambda: self._screen.place(self._bar)[:3] == (0, 0, 1280))
        height = self._screen.place(self._bar)[3]
        self._screen.until(lambda: self._screen.place(self._screen.window("SIAK"))[1] >= height)
        self._picture("bar-at-the-edge")
        return self._types("under the bar")

    def _asks(self) -> bool:
        self._screen.press("ctrl+shift+F7")
        self._screen.until(lambda: self._screen.focused().startswith("Loket"))
        self._screen.wait(0.5)
        self._picture("bar-asks")
        self._screen.press("Return")
        self._screen.until(lambda: bool(self._view().held))
        self._screen.until(lambda: self._screen.focused() == "SIAK")
        return self._types("after the choice")

    def _back(self) -> bool:
        self._screen.press("ctrl+shift+F10")
        self._screen.until(lambda: self._screen.focused().startswith("Loket"))
        self._picture("bar-back")
        self._screen.focus(self._screen.window("SIAK"))
        self._screen.press("KP_4")
        return self._types("", "4\n")

    def _until_state(self, state: str) -> None:
        def there() -> bool:
            current = self._view().current
            return current is not None and current.state == state

        self._screen.until(there)

    def _view(self) -> CounterView:
        return self._store.fetch(lambda reader: reader.counter("7"))

    def _picture(self, name: str) -> None:
        self._screen.wait(0.4)
        self._screen.picture(self._pictures / f"{name}.png")


def main(argv: Sequence[str] | None = None) -> int:
    """Returns 1 when something did not hold, 2 when a program is missing."""
    parser = argparse.ArgumentParser(prog="python -m tools.bar_proof", description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("demo-output/bar"), help="folder of the pictures")
    options = parser.parse_args(argv)
    if missing():
        print(f"missing: {', '.join(missing())}; on Debian: apt-get install xvfb xdotool openbox xterm imagemagick")
        return 2
    with tempfile.TemporaryDirectory() as folder, XScreen() as screen:
        proof = Proof(screen, Path(folder), options.output)
        try:
            proof.run()
        except TimeoutError:
            proof._picture("stuck")
            raise
    return 1 if proof.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
