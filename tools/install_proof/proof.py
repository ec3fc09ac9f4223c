"""Follows the guides, and looks at what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tools.bare_debian import until
from tools.install_proof.guide import Step, steps
from tools.install_proof.machine import UPDATE, Lan, Machine, Place
from tools.install_proof.typing import Typed

PIN = "803517"
ANSWERS = {
    r"Login of the first": "andi", r"^Name": "", r"printer": "n", r"PIN|[Rr]epeat|again": PIN, r"\[y/N\]": "y",
}  # fmt: skip
MOST_INPUTS, MOST_SECONDS = 12, 900.0


class Guide:
    """One guide: counts what is typed and how long it takes, and prints the transcript."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.steps = steps(name)
        self.inputs, self.seconds = 0, 0.0
        self.failed: list[str] = []

    def follow(self, machine: Machine, kind: str) -> None:
        """Type all commands of the guide for a machine of this ``kind``."""
        for step in self.steps:
            if step.machine == kind:
                self.do(machine, step)

    def do(self, machine: Machine, step: Step) -> Typed:
        """Type one command."""
        print(f"\n{machine.name} {'#' if step.as_root else '$'} {step.line}", flush=True)
        done = machine.type(step.line, as_root=step.as_root, answers=ANSWERS)
        print("\n".join(f"    {line}" for line in done.shown.splitlines()[-30:]))
        print(f"    [{done.seconds:.1f} s, {done.answers} answers, exit code {done.code}]", flush=True)
        self.inputs += 1 + done.answers
        self.seconds += done.seconds
        if done.code:
            self.failed.append(f"{machine.name}: {step.line}: exit code {done.code}")
        return done

    def hold(self, what: str, held: bool, said: str = "") -> None:
        """Note whether something is as it must be."""
        print(f"{'held  ' if held else 'FAILED'} {what}{f' ({said})' if said else ''}", flush=True)
        if not held:
            self.failed.append(what)

    def within(self) -> None:
        """Whether it took no more than is allowed."""
        self.hold(f"{self.name}: at most {MOST_INPUTS} inputs", self.inputs <= MOST_INPUTS, str(self.inputs))
        self.hold(f"{self.name}: at most 15 minutes", self.seconds <= MOST_SECONDS, f"{self.seconds / 60:.1f}")


def one_machine(place: Place, raised: str) -> list[str]:
    """The guide of a single machine, from a bare Debian to a number on paper, a call and a voice."""
    guide = Guide("one-machine")
    with Lan(), Machine(place, "mesin-1", 11) as machine:
        guide.hold("the machine has no route", "default" not in machine.run("ip route"))
        machine.show_desktop()
        began = time.monotonic()
        guide.follow(machine, "single")
        machine.sign_in_again()
        _open_now(machine, as_root=False)
        _number(guide, machine, machine, as_root=False)
        guide.seconds = max(guide.seconds, time.monotonic() - began)
        guide.within()
        _update(guide, machine, raised)
    return guide.failed


STATIONS = (
    ("kiosk", "kiosk-1", 21), ("kiosk", "kiosk-2", 22), ("counter", "7", 31), ("counter", "8", 32),
    ("counter", "9", 33), ("counter", "10", 34), ("board", "board-podium", 41), ("board", "board-selasar", 42),
)  # fmt: skip
"""The machines beside the server: kind, name in the hall, and the last number of the address."""


def server_and_stations(place: Place, raised: str) -> list[str]:
    """One server, two kiosks, four counters and two boards; inputs and minutes are those of the server with one kiosk.
    The second machine of a kind begins with the disk of the first, as it was after ``install.sh``."""
    guide = Guide("server-and-stations")
    with Lan(), Machine(place, "server", 2) as server, ExitStack() as stack:
        guide.hold("the server has no route", "default" not in server.run("ip route"))
        guide.follow(server, "server")
        _open_now(server, as_root=True)
        machines: dict[str, Machine] = {}
        disks: dict[str, Path] = {}
        for kind, name, number in STATIONS:
            station = stack.enter_context(Machine(place, f"{kind}-{name}", number, disks.get(kind)))
            machines[name] = station
            if kind == "counter":
                station.show_desktop()
            _join(guide, server, station, kind, name, disks)
            if name == "kiosk-1":
                guide.within()
            _start(guide, station, kind, name)
            guide.inputs, guide.seconds = 0, 0.0
        _number(guide, server, machines["kiosk-1"], as_root=True)
        lives = server.run("hall update --status")
        lacking = [name for _, name, _ in STATIONS if f"{name} " not in lives]
        guide.hold("every machine has reported to the server", not lacking, ", ".join(lacking))
        print(lives)
        _update(guide, server, raised)
    return guide.failed


def _join(guide: Guide, server: Machine, station: Machine, kind: str, name: str, disks: dict[str, Path]) -> None:
    """The invitation on the server's screen, and the station's part of the guide with its line."""
    (invite,) = (step for step in guide.steps if step.machine == "invite")
    line = invite.line.replace("NAME", name)
    print(f"\n{server.name} # {line}", flush=True)
    guide.inputs += 1
    with server.showing(line) as screen:
        joined = screen.wait_for(r"hall station join (\S+ \S+)")
        print(f"    {joined}", flush=True)
        for step in (step for step in guide.steps if step.machine == kind):
            guide.do(station, Step(kind, step.as_root, step.line.replace("SERVER CODE", joined)))
            if "install.sh" in step.line and kind not in disks:
                disks[kind] = station.copy_disk(f"disk-{kind}")
                disks.setdefault("counter" if kind == "kiosk" else kind, disks[kind])


def _start(guide: Guide, station: Machine, kind: str, name: str) -> None:
    """As the start of the machine does it: there is none in the proof."""
    if kind == "counter":
        up = until(lambda: "mpp-counter --config" in station.run("ps ax -o args"), 30)
        guide.hold(f"the program of counter {name} runs", up)
        return
    unit = "mpp-kiosk-cage" if kind == "kiosk" else "mpp-display-cage"
    state = station.start_alone(f"{unit}.service")
    guide.hold(f"{name} runs by itself", state == "active", state)


def _update(guide: Guide, machine: Machine, raised: str) -> None:
    """The next release over this one, a number with it, and back."""
    before = machine.run("hall --version").strip()
    guide.do(machine, Step("update", True, f"hall update {UPDATE}"))
    after = machine.run("hall --version").strip()
    guide.hold("the next release is in use", after == f"hall {raised}", after)
    said = machine.run("hall ticket issue A")
    guide.hold("it gives a number", "A-00" in said, " ".join(said.split())[:60])
    guide.do(machine, Step("update", True, "hall update --back"))
    back = machine.run("hall --version").strip()
    guide.hold("the release before is in use again", back == before, back)


def _open_now(machine: Machine, *, as_root: bool) -> None:
    """The hour of the proof is no opening hour: what a technician types into config.toml anyway."""
    opened = "sed -i 's/^always_open = false/always_open = true/' /etc/mpp/config.toml"
    machine.run(f"{opened}; hall apply /etc/mpp/config.toml", as_root=as_root)


def _number(guide: Guide, hall: Machine, kiosk: Machine, *, as_root: bool) -> None:
    """A number whose slip comes out at the kiosk, its call at a counter, and the voice."""
    kiosk_up = until(lambda: '"kiosk-1"' in hall.run("hall printer status --json", as_root=as_root), 120)
    guide.hold("the kiosk is there", kiosk_up)
    said = hall.run("hall ticket issue A --at kiosk-1", as_root=as_root)
    printed = until(lambda: ".png" in kiosk.run("ls -R /etc/mpp/slips"), 60)
    guide.hold("a number is printed", printed, said.strip().splitlines()[0] if said.strip() else "")
    hall.run("hall user add siti --name Siti --pin 803517", as_root=as_root)
    hall.run(f"hall counter sign-in 7 siti --pin {PIN}", as_root=as_root)
    called = hall.run("hall counter next 7", as_root=as_root)
    guide.hold("it is called", "A-001" in called, called.strip()[:120])
    told = "hall counter show 7"
    spoken = until(lambda: '"status": "heard"' in hall.run(f"{told} --json", as_root=as_root), 60)
    shown = [line for line in hall.run(told, as_root=as_root).splitlines() if line.startswith("Call")]
    guide.hold("it is shown and spoken", spoken, "; ".join(shown))


GUIDES: dict[str, Callable[[Place, str], list[str]]] = {
    "one-machine": one_machine,
    "server-and-stations": server_and_stations,
}
"""Each guide of docs/install, by the name of its file, and what follows it."""


def everything(place: Place, raised: str, wanted: list[str]) -> list[str]:
    """All guides that are wanted, each with an update to the version ``raised``; returns what did not hold."""
    return [failed for name in wanted for failed in GUIDES[name](place, raised)]
