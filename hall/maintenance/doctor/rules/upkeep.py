"""What a machine does by itself: the ports that it listens on, falling asleep, starting its services."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from hall.maintenance.doctor.facts import Facts, Installed, Listener, Missed, PortFacts, PowerFacts, Unit
from hall.maintenance.doctor.findings import Finding, Group
from hall.maintenance.doctor.rules.saying import Says
from hall.wording import counted

_PORTS, _POWER, _SERVICES = Says(Group.PORTS), Says(Group.POWER), Says(Group.SERVICES)
_OURS = ("mpp-", "hall")
"""How the names of the hall's own programs begin."""
_MASK = "`sudo systemctl mask sleep.target suspend.target hibernate.target hybrid-sleep.target`"


def ports(facts: Facts) -> Iterator[Finding]:
    """Who listens: the hall's programs never do, its Postgres only where the hall's machines are."""
    found = facts.ports
    if isinstance(found, Missed):
        yield _PORTS.missed(found)
        return
    ours = [one for one in found.listeners if one.program.startswith(_OURS) and not _is_loopback(one.address)]
    for one in ours:
        what = f"{one.program} can be reached from the network at port {one.port}"
        yield _PORTS.warning(
            "program", what, "`hall station invite` does this for ten minutes; end it if you did not start it"
        )
    yield from _postgres(found)
    if not ours and found.postgres is None:
        yield _PORTS.well("no program of the hall can be reached from the network")


def _postgres(found: PortFacts) -> Iterator[Finding]:
    """The hall's own server, when it is on this machine."""
    if found.postgres is None:
        return
    listeners = [one for one in found.listeners if one.port == found.postgres]
    addresses = ", ".join(sorted({one.address for one in listeners})) or "a socket only"
    remedy = "set listen_addresses in postgresql.conf to the address in the hall's network, and restart Postgres"
    public = [one for one in listeners if _is_public(one)]
    if public:
        what = f"Postgres listens on the public address {public[0].address}"
        yield _PORTS.warning("postgres_public", what, remedy)
    elif any(one.address in ("0.0.0.0", "::") for one in listeners):  # noqa: S104
        yield _PORTS.note("postgres_everywhere", f"Postgres listens on every address, port {found.postgres}", remedy)
    else:
        yield _PORTS.well(f"Postgres listens on {addresses}, port {found.postgres}")


def _is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address).is_loopback


def _is_public(one: Listener) -> bool:
    return ipaddress.ip_address(one.address).is_global


def power(facts: Facts) -> Iterator[Finding]:
    """A machine of the hall stays awake, and its screen bright."""
    found = facts.power
    if isinstance(found, Missed):
        yield _POWER.missed(found)
        return
    say = _POWER.note if facts.station is None else _POWER.warning
    yield from _sleep(found, facts)
    if found.blank_after:
        what = f"the screen goes dark after {counted(max(1, found.blank_after // 60), 'minute', 'minutes')}"
        yield say("blank", what, "`xset s off -dpms` in the session's start (docs/kiosk-lockdown.md)")
    if not (found.sleep or found.idle or found.blank_after):
        yield _POWER.well("the machine stays awake" + (", and its screen bright" if found.blank_after == 0 else ""))


def _sleep(found: PowerFacts, facts: Facts) -> Iterator[Finding]:
    say = _POWER.note if facts.station is None else _POWER.warning
    if found.idle:
        yield _POWER.warning(
            "idle",
            f"the system does this when nobody is there: {found.idle}",
            "set IdleAction=ignore in /etc/systemd/logind.conf",
        )
    if found.sleep:
        yield say("sleep", f"the machine may fall asleep ({', '.join(found.sleep)})", _MASK)


def services(facts: Facts) -> Iterator[Finding]:
    """The hall's services on this machine."""
    found = facts.services
    if isinstance(found, Missed):
        yield _SERVICES.missed(found)
        return
    for unit in found.units:
        yield from _unit(unit)
    for one in found.installed:
        yield from _installed(one)
    names = [unit.name for unit in found.units if unit.state == "active"]
    names += [one.name for one in found.installed if not any(unit.name.startswith(one.name) for unit in found.units)]
    if names:
        yield _SERVICES.well(", ".join(names))
    elif not found.units:
        remedy = "`hall service install kiosk` makes one of a kiosk"
        yield _SERVICES.note("none", "no service of the hall is installed here", remedy)


def _unit(unit: Unit) -> Iterator[Finding]:
    """What systemd says of one that is not as it should be."""
    name = unit.name
    if unit.state == "failed":
        yield _SERVICES.fault("failed", "it has failed", _journal(unit), where=name)
    elif unit.state != "active" and unit.starts:
        yield _SERVICES.warning("stopped", f"it is {unit.state}", f"`{_systemctl(unit)} start {name}`", where=name)
    elif unit.state == "active" and unit.starts is False:
        what = "it runs and does not start with the machine"
        yield _SERVICES.warning("not_enabled", what, f"`{_systemctl(unit)} enable {name}`", where=name)
    elif unit.restarts:
        times = counted(unit.restarts, "time", "times")
        yield _SERVICES.note("restarted", f"it was started again {times}", _journal(unit), where=name)


def _installed(one: Installed) -> Iterator[Finding]:
    """What became of the files that `hall service install` wrote."""
    again = f"`hall service install {one.role}` writes them again"
    if one.gone:
        what = f"files that it needs are gone: {', '.join(map(str, one.gone))}"
        yield _SERVICES.warning("gone", what, again, where=one.name)
    if one.changed:
        what = f"changed by hand: {', '.join(map(str, one.changed))}"
        yield _SERVICES.note("changed", what, f"if that was not wanted, {again} with --overwrite", where=one.name)


def _systemctl(unit: Unit) -> str:
    return "systemctl --user" if unit.user else "sudo systemctl"


def _journal(unit: Unit) -> str:
    return f"`journalctl {'--user-unit' if unit.user else '-u'} {unit.name} -n 50` says why"
