"""Follows the guides, and looks at what came of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tools.bare_debian import until
from tools.install_proof.following import PIN, Following
from tools.install_proof.machine import Lan, Machine, Place


def one_machine(place: Place, raised: str) -> Following:
    """The guide of a single machine, from a bare Debian to a number on paper, a call and a voice."""
    guide = Following("one-machine")
    with Lan(), Machine(place, "mesin-1", 11) as machine:
        guide.hold("the machine has no route", "default" not in machine.run("ip route"))
        machine.show_desktop()
        guide.follow(machine, "single")
        guide.restart()
        machine.sign_in_again()
        _open_now(machine, as_root=False)
        _number(guide, machine, machine, machine, as_root=False)
        guide.within()
        before = _version(machine)
        guide.follow_update(machine, "single")
        _is_in_use(guide, machine, raised)
        _reports(guide, machine, ("kiosk-1", "board-podium", "7"), raised)
        _prints(guide, machine, machine, as_root=False)
        guide.follow_update(machine, "back")
        _is_in_use(guide, machine, before)
    return guide


Station = tuple[str, str, int]
FIRST: tuple[Station, ...] = (("kiosk", "kiosk-1", 21), ("board", "board-podium", 41), ("counter", "7", 31))
"""What a number, its call and a voice need beside the server: kind, name in the hall, last number of the address."""
REST: tuple[Station, ...] = (
    ("kiosk", "kiosk-2", 22), ("board", "board-selasar", 42),
    ("counter", "8", 32), ("counter", "9", 33), ("counter", "10", 34),
)  # fmt: skip


def server_and_stations(place: Place, raised: str) -> Following:
    """One server, two kiosks, four counters and two boards. The first of each kind begin as bare Debians; inputs and
    minutes are counted to the number on paper, the call and the voice. The rest begin with the disk that ``install.sh``
    left on one of them."""
    guide = Following("server-and-stations")
    with Lan(), Machine(place, "server", 2) as server, ExitStack() as stack:
        guide.hold("the server has no route", "default" not in server.run("ip route"))
        guide.follow(server, "server")
        _open_now(server, as_root=True)
        machines = _join(guide, server, FIRST, stack, place)
        _number(guide, server, machines["kiosk-1"], machines["7"], as_root=True)
        guide.within()
        machines |= _join(guide, server, REST, stack, place, machines["7"].copy_disk("disk-station"))
        names = [name for _, name, _ in (*FIRST, *REST) if not name.isdecimal()]
        labels = [f"loket-{name}" for _, name, _ in (*FIRST, *REST) if name.isdecimal()]
        _reports(guide, server, (*names, *labels), _version(server))
        guide.note("all nine machines")
        _bundle(guide, machines["kiosk-1"])
        _update(guide, server, machines["kiosk-1"], raised)
    return guide


def _join(
    guide: Following, server: Machine, stations: tuple[Station, ...], stack: ExitStack, place: Place,
    disk: Path | None = None,
) -> dict[str, Machine]:  # fmt: skip
    """Follow the guide at stations that are invited in one go, and start each; returns them by name."""
    machines: dict[str, Machine] = {}
    numbers = {name: number for _, name, number in stations}
    for kind, name, joined in guide.invite(server, [(kind, name) for kind, name, _ in stations]):
        station = stack.enter_context(Machine(place, f"{kind}-{name}", numbers[name], disk))
        machines[name] = station
        if kind == "counter":
            station.show_desktop()
        guide.follow(station, kind, joined)
        _start(guide, station, kind, name)
    return machines


def _start(guide: Following, station: Machine, kind: str, name: str) -> None:
    """A counter's program has begun; a kiosk's and a board's are started as the machine's start does it, for which the
    proof has no seat."""
    if kind == "counter":
        up = until(lambda: "mpp-counter --config" in station.run("ps ax -o args"), 30)
        guide.hold(f"the program of counter {name} runs", up)
        return
    guide.restart()
    unit = "mpp-kiosk-cage" if kind == "kiosk" else "mpp-display-cage"
    state = station.start_alone(f"{unit}.service")
    guide.hold(f"{name} starts with its machine and runs", state == "active enabled graphical.target", state)


def _update(guide: Following, server: Machine, kiosk: Machine, raised: str) -> None:
    """The next release over this one at the server and at a kiosk, a number with it, and back."""
    before = _version(server)
    guide.follow_update(server, "server")
    _is_in_use(guide, server, raised)
    guide.follow_update(kiosk, "station")
    _is_in_use(guide, kiosk, raised)
    _reports(guide, server, ("kiosk-1",), raised)
    guide.follow_update(server, "status")
    _prints(guide, server, kiosk, as_root=True)
    for machine in (kiosk, server):
        guide.follow_update(machine, "back")
        _is_in_use(guide, machine, before)
    _reports(guide, server, ("kiosk-1",), before)
    _prints(guide, server, kiosk, as_root=True)


_URL = r"sed -n 's|^url = .*://hall:\([^@]*\)@.*|\1|p' /etc/mpp/config.toml"
_UNPACKED = """python3 - <<'END'
import zipfile
file = zipfile.ZipFile("/root/help.zip")
for name in file.namelist():
    print(name, file.read(name).decode("utf-8", "replace"))
END"""


def _bundle(guide: Following, kiosk: Machine) -> None:
    """What a kiosk gives to whoever helps from afar, which neither the password nor a person's name may be in."""
    said = kiosk.run("hall doctor --bundle /root/help.zip")
    print(said)
    text, password = kiosk.run(_UNPACKED), kiosk.run(_URL).strip()
    whole = "findings.txt" in text and "config.json" in text and len(password) > 20
    guide.hold("a kiosk's support bundle is whole", whole, f"{len(text)} characters")
    told = [word for word in (password, "andi") if re.search(rf"\b{word}\b", text, re.IGNORECASE)]
    guide.hold("it has neither the database's password nor a name in it", not told, ", ".join(told))


def _version(machine: Machine) -> str:
    return machine.run("hall --version").strip().removeprefix("hall ")


def _is_in_use(guide: Following, machine: Machine, version: str) -> None:
    said = _version(machine)
    guide.hold(f"{machine.name} has {version}", said == version, said)


def _reports(guide: Following, hall: Machine, stations: tuple[str, ...], version: str) -> None:
    """Whether the programs of ``stations`` run in this version, by their own word."""

    def lacking() -> list[str]:
        there = _running(hall)
        return [name for name in stations if there.get(name) != version]

    until(lambda: not lacking(), 90)
    guide.hold(f"{len(stations)} stations report {version}", not lacking(), ", ".join(lacking()))


def _running(hall: Machine) -> dict[str, str]:
    """The version of each program that runs, by its own word."""
    lines = [line.split() for line in hall.run("hall update --status").splitlines()]
    return {line[0]: line[2] for line in lines if line[3:4] == ["runs"]}


def _open_now(machine: Machine, *, as_root: bool) -> None:
    """The hour of the proof is no opening hour: what a technician types into config.toml anyway."""
    opened = "sed -i 's/^always_open = false/always_open = true/' /etc/mpp/config.toml"
    machine.run(f"{opened}; hall apply /etc/mpp/config.toml", as_root=as_root)


def _prints(guide: Following, hall: Machine, kiosk: Machine, *, as_root: bool) -> None:
    """A number whose slip comes out at the kiosk."""
    before = _slips(kiosk)
    said = hall.run("hall ticket issue A --at kiosk-1", as_root=as_root)
    printed = until(lambda: _slips(kiosk) > before, 90)
    guide.hold("a number is printed", printed, said.strip().splitlines()[0] if said.strip() else "")


def _slips(kiosk: Machine) -> int:
    return kiosk.run("ls -R /etc/mpp/slips").count(".png")


def _number(guide: Following, hall: Machine, kiosk: Machine, counter: Machine, *, as_root: bool) -> None:
    """A number whose slip comes out at the kiosk, its call by the first supervisor at counter 7, and the voice."""
    guide.hold("the kiosk is there", until(lambda: "kiosk-1" in _running(hall), 120))
    _prints(guide, hall, kiosk, as_root=as_root)
    counter.run(f"hall counter sign-in 7 andi --pin {PIN}", as_root=False)
    called = counter.run("hall counter next 7", as_root=False)
    guide.hold("it is called", "A-001" in called, called.strip()[:120])

    def call() -> str:
        lines = hall.run("hall counter show 7", as_root=as_root).splitlines()
        return "; ".join(line for line in lines if line.startswith("Call"))

    guide.hold("it is shown and spoken", until(lambda: "on the board and spoken" in call(), 60), call())


GUIDES: dict[str, Callable[[Place, str], Following]] = {
    "one-machine": one_machine,
    "server-and-stations": server_and_stations,
}
"""Each guide of docs/install, by the name of its file, and what follows it."""
