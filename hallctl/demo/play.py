"""The demonstration without a screen: two visitors, a clerk and the board, played at the real widgets."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hallctl.demo.actors.player import Player, PlayError, end_all, offscreen
from hallctl.demo.temporary import LOGIN, NAME, PIN, TemporaryHall, fill_queue, seat_staff

SIZES = {"kiosk": (1080, 1920), "counter": (1280, 800), "display": (1920, 1080)}
LONGEST_S = 40.0
CODE = r"[A-Z0-9]{1,3}-[0-9]{3,}"
_SETTLE_MS = 700  # longer than the animations of the screens
_LOOK_AGAIN_S = 0.05


@dataclass(slots=True)
class DemoResult:
    """What was seen of the number that the play follows, at each place where it must be the same."""

    taken: str = ""
    printed: str = ""
    called: str = ""
    shown: str = ""
    pictures: list[Path] = field(default_factory=list)
    trouble: str = ""

    @property
    def good(self) -> bool:
        """Whether the number taken, printed, called and shown is one and the same."""
        return bool(self.taken) and not self.trouble and {self.printed, self.called, self.shown} == {self.taken}

    def document(self) -> dict[str, Any]:
        """The outcome for JSON."""
        seen = {name: getattr(self, name) for name in ("taken", "printed", "called", "shown")}
        return {**seen, "good": self.good, "trouble": self.trouble, "pictures": [str(p) for p in self.pictures]}


class DemoPlay:
    """One performance on ``hall``, told by ``tell``, with pictures in ``output``."""

    def __init__(self, hall: TemporaryHall, output: Path, tell: Callable[[str], None]) -> None:
        self._hall = hall
        self._output = output
        self._tell = tell
        self._end = time.monotonic() + LONGEST_S
        self._players: dict[str, Player] = {}
        self.outcome = DemoResult()

    def perform(self) -> DemoResult:
        """Play it all; whatever happens, the programs are ended and the outcome says how far it came."""
        self._clear_output()
        try:
            for program in SIZES:
                # Calls that a board sees being made are shown one after the other, 10 s each: it begins after them.
                self._enter(program, held=program == "display")
            fill_queue(self._hall)
            self._players["display"].begin()
            seat_staff(self._hall)
            self._visitors_take_numbers()
            self._clerk_signs_in()
            self._clerk_calls()
            self._board_shows()
            self._clerk_serves()
        except PlayError as error:
            self.outcome.trouble = str(error)
        finally:
            end_all(list(self._players.values()))
        return self.outcome

    def _enter(self, program: str, *, held: bool) -> None:
        folder, options = self._hall.folder, self._hall.options(program)
        if program == "display":
            options = [*options, "--still"]  # its picture shows the call as it stands, not a moment of its motion
        environment = offscreen(folder, program, SIZES[program])
        self._players[program] = Player(
            program, options, log=folder / f"{program}.log", environment=environment, held=held
        )

    def _visitors_take_numbers(self) -> None:
        stage = self._hall.stage
        first = self._take(priority=False, pictures=True)
        self._tell(f"Kiosk:    a visitor touches {stage.service.name} and gets {first}.")
        self._slip_out(first)
        self._ask("kiosk", "touch", name="done-button")
        self.outcome.taken = self._take(priority=True, pictures=False)
        self._tell(f"Kiosk:    a visitor with priority does the same and gets {self.outcome.taken}.")
        slip = self._slip_out(self.outcome.taken)
        self.outcome.printed = slip.name.rpartition("-")[0]
        self._picture("kiosk", "3-number")
        picture = self._output / f"slip-{self.outcome.printed}.png"
        shutil.copyfile(slip, picture)
        self.outcome.pictures.append(picture)
        self._tell(f"Printer:  the slip of {self.outcome.printed} comes out.")

    def _take(self, *, priority: bool, pictures: bool) -> str:
        stage = self._hall.stage
        card = f"agency-{stage.service.agency}"
        self._ask("kiosk", "wait", its="page", says="agencies")
        while card not in self._ask("kiosk", "find", prefix="agency-")["names"]:
            self._ask("kiosk", "touch", name="page-next", within=3)
        if pictures:
            self._picture("kiosk", "1-agencies")
        self._ask("kiosk", "touch", name=card)
        self._ask("kiosk", "wait", its="page", says="services")
        if pictures:
            self._picture("kiosk", "2-services")
        if priority:
            self._ask("kiosk", "touch", name="priority-switch")
        row = f"service-{stage.service.id}"
        while row not in self._ask("kiosk", "find", prefix="service-")["names"]:
            self._ask("kiosk", "touch", name="page-next", within=3)
        self._ask("kiosk", "touch", name=row)
        self._ask("kiosk", "wait", its="page", says="ticket")
        return self._code("kiosk", "ticket-number")

    def _slip_out(self, code: str) -> Path:
        while not (slips := self._hall.slips_of(code)):
            if self._left(1) <= 0:
                raise PlayError(f"no slip of {code} came out in {self._hall.folder / 'slips'}")
            time.sleep(_LOOK_AGAIN_S)
        return slips[-1]

    def _clerk_signs_in(self) -> None:
        label = self._hall.stage.counter.label
        self._ask("counter", "choose", name="choose-counter", text=label)
        self._ask("counter", "type", name="login-field", text=LOGIN)
        self._ask("counter", "type", name="pin-field", text=PIN)
        self._picture("counter", "1-sign-in")
        self._ask("counter", "touch", name="sign-in-button")
        self._ask("counter", "wait", name="next-number", says=self.outcome.taken)
        self._tell(f"Counter:  {NAME} signs in at counter {label}; next is {self.outcome.taken}.")
        self._picture("counter", "2-next")

    def _clerk_calls(self) -> None:
        self._ask("counter", "key", key="F2", name="next-button")
        self._ask("counter", "wait", name="serve-button", usable=True)
        self.outcome.called = self._code("counter", "current-number")
        self._tell(f"Counter:  F2 calls {self.outcome.called}.")
        self._picture("counter", "3-called")

    def _board_shows(self) -> None:
        label = self._hall.stage.counter.label
        self._ask("display", "wait", within=15, name="current_call", says=self.outcome.called)
        self.outcome.shown = self._code("display", "current_call")
        self._tell(f"Display:  {self.outcome.shown} to counter {label}.")
        self._picture("display", "called")

    def _clerk_serves(self) -> None:
        self._ask("counter", "key", key="F1", name="serve-button")
        self._ask("counter", "wait", name="serve-button", usable=False)
        self._ask("counter", "key", key="F4", name="finish-button")
        self._ask("counter", "wait", name="finish-button", usable=False)
        self._tell(f"Counter:  F1 begins, F4 finishes {self.outcome.called}.")

    def _code(self, program: str, name: str) -> str:
        """The code that a widget tells, such as A-042."""
        return str(self._ask(program, "wait", name=name, matches=CODE)["says"])

    def _ask(self, program: str, do: str, *, within: float = 10.0, **what: Any) -> dict[str, Any]:
        left = self._left(within)
        if left <= 0:
            raise PlayError(f"it takes longer than {LONGEST_S:.0f} s; the next step was {do} {what}")
        return self._players[program].ask(do, within=left, **what)

    def _left(self, wanted: float) -> float:
        return min(wanted, self._end - time.monotonic())

    def _picture(self, program: str, name: str) -> None:
        file = self._output / f"{program}-{name}.png"
        self._ask(program, "picture", file=str(file.absolute()), settle_ms=_SETTLE_MS)
        self.outcome.pictures.append(file)

    def _clear_output(self) -> None:
        self._output.mkdir(parents=True, exist_ok=True)
        for kind in (*SIZES, "slip"):
            for old in self._output.glob(f"{kind}-*.png"):
                old.unlink()
