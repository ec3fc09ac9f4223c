"""The file against its own rules and against the database."""

from __future__ import annotations

from collections.abc import Iterator

from hall.maintenance.doctor.facts import Facts, Missed, known
from hall.maintenance.doctor.findings import Finding, Group
from hall.maintenance.doctor.rules.saying import Says
from hall.private import quoted
from hall.wording import counted

_SAYS = Says(Group.CONFIGURATION)


def configuration(facts: Facts) -> Iterator[Finding]:
    """The configuration of this machine."""
    if facts.unknown:
        hall = known(facts.hall)
        names = ", ".join(hall.stations) if hall is not None else ""
        remedy = f"the hall lists {names}" if names else "see [station] and [[station]] of the configuration"
        yield _SAYS.warning("station", f'no station is called "{facts.unknown}"', remedy)
    found = facts.configuration
    if isinstance(found, Missed):
        yield _SAYS.missed(found)
        return
    file = str(found.file)
    for problem in found.problems:
        yield _SAYS.fault("problem", problem, "correct that line of the file (docs/configuration.md)", where=file)
    for note in found.notes:
        yield _SAYS.note("said", note)
    if found.problems:
        return
    if found.changes:
        archives = f", among them many that would go: {', '.join(found.many)}" if found.many else ""
        what = f"{file} and the database differ in {counted(found.changes, 'place', 'places')}{archives}"
        typed = quoted(found.file)
        remedy = f"`hall apply {typed} --dry-run` shows them, `hall apply {typed}` takes them over"
        yield _SAYS.warning("differs", what, remedy, where=file)
    elif found.changes == 0:
        yield _SAYS.well(f"{file}, as the database has it")
    else:
        yield _SAYS.well(f"{file} can be used", "usable")
