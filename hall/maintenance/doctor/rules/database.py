"""Whether the database is reached, is the hall's, and has what this program needs."""

from __future__ import annotations

from collections.abc import Iterator

from hall.hints import alarm_hint
from hall.maintenance.doctor.facts import DatabaseFacts, Facts, HallFacts, Missed, known
from hall.maintenance.doctor.findings import Finding, Group, with_remedy
from hall.maintenance.doctor.rules.saying import Says
from hall.station_health import GOOD, database_line
from hall.translator import ENGLISH

_SAYS = Says(Group.DATABASE)
_ALARMS = ("alarm_writer_", "row_wrong")
"""How the codes of those alarms begin that are of the database itself."""


def database(facts: Facts) -> Iterator[Finding]:
    """The database of this configuration."""
    met = facts.database
    if isinstance(met, Missed):
        yield _missed(met, facts)
        return
    if met.trouble:
        yield _SAYS.fault(met.cause, *_wrong(met), where=met.shown)
        return
    yield from _right(met)
    yield from _migrated(met)
    if met.denied:
        remedy = (
            "let the keeper of the database run: GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public"
        )
        yield _SAYS.fault("rights", f"this account may not use {', '.join(met.denied)}", f"{remedy} TO this account")
    if met.library:
        yield _SAYS.note("library", *with_remedy(met.library))
    hall = known(facts.hall)
    if hall is not None:
        yield from _answers(met, hall)


def _missed(met: Missed, facts: Facts) -> Finding:
    """Without a configuration nobody looks for a database; else one that tells nothing is out of reach."""
    configuration = known(facts.configuration)
    if met.late or (configuration is not None and configuration.problems):
        return _SAYS.missed(met)
    return _SAYS.fault("not_known", f"not known: {met.why}", "`hall status` may say more; so does logs/hall.log")


def _wrong(met: DatabaseFacts) -> tuple[str, str]:
    what, remedy = with_remedy(met.trouble)
    return what, remedy or "put it right, then run `hall doctor` again"


def _right(met: DatabaseFacts) -> Iterator[Finding]:
    """A hall is in it, and it is the one that the file describes."""
    if met.hall is None:
        yield _SAYS.fault("empty", "it holds no hall", "put one in with `hall apply FILE`", where=met.shown)
    elif met.configured not in (None, met.hall):
        what = f'it holds the hall "{met.hall}", and the configuration describes "{met.configured}"'
        remedy = "put [database] url right; if the hall has a new name, run `hall apply`"
        yield _SAYS.warning("other_hall", what, remedy, where=met.shown)
    else:
        yield _SAYS.well(f'{met.server}, {met.shown}: "{met.hall}", schema {met.schema}')


def _migrated(met: DatabaseFacts) -> Iterator[Finding]:
    if met.schema < met.finishes:
        what = f"it still has what only older programs use (schema {met.schema} of {met.finishes})"
        yield _SAYS.note("finish", what, "once every machine has this version, run `hall update --finish`")


def _answers(met: DatabaseFacts, hall: HallFacts) -> Iterator[Finding]:
    line = database_line(hall.health.database)
    if line.state != GOOD:
        remedy = "see what else runs on its machine, and the network to it"
        yield _SAYS.warning("slow", line.said.message(ENGLISH), remedy, where=met.shown)
    for alarm in hall.alarms:
        if alarm.code.startswith(_ALARMS):
            remedy = alarm_hint(alarm) or "`hall alarms` tells it again until it is over"
            yield _SAYS.fault(alarm.code, alarm.message(ENGLISH), remedy)
