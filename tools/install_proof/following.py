"""A technician who follows a guide: what is typed, what was answered, how long it took, and what did not hold."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from tools.install_proof.guide import UPDATES, Step, steps, steps_of
from tools.install_proof.machine import STICK, UPDATE, Machine
from tools.install_proof.typing import Screen, Typed

PIN = "803517"
ANSWERS = {
    r"Login of the first": "andi", r"^Name": "", r"printer": "n", r"PIN|[Rr]epeat|again": PIN, r"\[y/N\]": "y",
}  # fmt: skip
MOST_INPUTS, MOST_SECONDS = 12, 900.0


class Following:
    """One guide: every command and every answer is an input; the clock runs from the first machine's start on."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.steps = steps(name)
        self.inputs, self.restarts = 0, 0
        self.failed: list[str] = []
        self.transcript = [f"{name}: minutes:seconds, where (# root, $ the account), what was typed, what came last"]
        self._began = time.monotonic()

    def follow(self, machine: Machine, kind: str, joined: str = "") -> None:
        """Type all commands of the guide for a machine of this ``kind``; ``joined`` is its SERVER CODE."""
        for step in self.steps:
            if step.machine == kind:
                self.do(machine, step, joined)

    def follow_update(self, machine: Machine, kind: str) -> None:
        """Type what the page on updates says for this ``kind``, with the stick of the next release."""
        for step in steps_of(UPDATES):
            if step.machine == kind:
                self.do(machine, Step(kind, step.as_root, step.line.replace(STICK, UPDATE)))

    def do(self, machine: Machine, step: Step, joined: str = "") -> Typed:
        """Type one command."""
        line = step.line.replace("SERVER CODE", joined) if joined else step.line
        self._typed(machine, line, "#" if step.as_root else "$")
        done = machine.type(line, as_root=step.as_root, answers=ANSWERS)
        self.inputs += len(done.answers)
        shown = [line.strip() for line in done.shown.splitlines() if line.strip()]
        print("\n".join(f"    {line}" for line in shown[-30:]))
        for asked, answer in done.answers:
            self._say(f"            {asked} {'*' * 6 if answer == PIN else answer or '(Enter)'}")
        said = [line for line in shown if line not in dict(done.answers)][-1:]
        self._say(f"            {''.join(said)[:110]} [{done.seconds:.0f} s]")
        if done.code:
            self.hold(f"{machine.name}: {line}", held=False, said=f"exit code {done.code}")
        return done

    def invite(self, server: Machine, stations: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
        """The invitation of stations (kind, name) on the server's screen: gives each with its SERVER CODE, and looks
        that the line on the screen is the guide's."""
        there = list(stations)
        (invite,) = (step for step in self.steps if step.machine == "invite")
        line = invite.line.replace("NAME", " ".join(name for _, name in there))
        self._typed(server, line, "#")
        with server.showing(line) as screen:
            for kind, name in there:
                joined = screen.wait_for(r"hall station join (\S+ \S+)")
                self._say(f"            … SERVER CODE {joined}")
                self._compare(screen, kind, joined)
                yield kind, name, joined

    def note(self, what: str) -> None:
        """Write down how far it is."""
        minutes = (time.monotonic() - self._began) / 60
        self._say(f"    {what}: {self.inputs} inputs and {self.restarts} restarts or sign-ins, {minutes:.1f} minutes")

    def restart(self) -> None:
        """Note that the guide has the technician start a machine again, or sign in again."""
        self.restarts += 1

    def hold(self, what: str, held: bool, said: str = "") -> None:
        """Note whether something is as it must be."""
        self._say(f"    {'held  ' if held else 'FAILED'}  {what}{f' ({said})' if said else ''}")
        if not held:
            self.failed.append(f"{what} ({said})" if said else what)

    def within(self) -> None:
        """Whether it took no more than is allowed."""
        minutes = (time.monotonic() - self._began) / 60
        said = f"{self.inputs}, besides {self.restarts} restarts or sign-ins"
        self.hold(f"{self.name}: at most {MOST_INPUTS} inputs", self.inputs <= MOST_INPUTS, said)
        self.hold(f"{self.name}: at most 15 minutes", minutes <= MOST_SECONDS / 60, f"{minutes:.1f}")

    def _compare(self, screen: Screen, kind: str, joined: str) -> None:
        """Hold the line of the screen against the guide's, in which an account has a name."""
        shown = screen.wait_for(r"(sh install\.sh [^\r\n]+)\n")
        (typed,) = (step.line for step in self.steps if step.machine == kind)
        same = shown.strip().replace("ACCOUNT", "petugas") == typed.replace("SERVER CODE", joined)
        if not same:
            self.hold("the screen shows the guide's line", held=False, said=shown)

    def _typed(self, machine: Machine, line: str, mark: str) -> None:
        self.inputs += 1
        seconds = int(time.monotonic() - self._began)
        self._say(f"{seconds // 60:3}:{seconds % 60:02}  {machine.name} {mark} {line}")

    def _say(self, line: str) -> None:
        self.transcript.append(line)
        print(line, flush=True)
