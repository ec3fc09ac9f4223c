"""The last chapter of the sheet for a visit: which obstacles held the services back, and what is needed of whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hall.dates import day_text
from hall.figures import ReportFacts
from hall.report.kinds.bodies import Met, agency_name, body_name, hit, met_by
from hall.report.kinds.measures import column, defined
from hall.report.kinds.obstacles import lasted
from hall.report.report import Cell, Column, Kind, Row, Table
from hall.translator import Translator
from hall.views import IncidentView

_OBSTACLES, _BODIES, _NAMED = 5, 3, 2
"""So many obstacles, bodies outside the hall, and obstacles of each of these stand on the sheet by name."""


def obstacles_table(facts: ReportFacts, translate: Translator) -> Table:
    """The obstacles that hit most; of equals those first which somebody outside the hall must end. The others are
    summed up in one row."""
    found = sorted(met_by(facts, apart=False), key=lambda one: (-hit(one), not is_external(facts, one)))
    named = found if len(found) <= _OBSTACLES + 1 else found[:_OBSTACLES]
    where: dict[str, set[str]] = {}
    for one in met_by(facts, apart=True):
        where.setdefault(one.name, set()).add(one.agency)
    rows = [_row(facts, one, where.get(one.name, set()), translate) for one in named]
    if others := found[len(named) :]:
        rows.append(_others(facts, others, where, translate))
    return Table(
        "obstacles",
        translate("report.activity.needed"),
        _columns(translate),
        tuple(rows),
        translate("report.no_obstacles"),
        translate("report.in_minutes"),
    )


def asked(facts: ReportFacts, translate: Translator) -> Iterator[str]:
    """What is needed of each body outside the hall, a sentence for each: the obstacles that it is to end, how many
    incidents of them are open, and who in the hall follows them until when."""
    of: dict[str, list[Met]] = {}
    for one in met_by(facts, apart=False):
        if is_external(facts, one):
            of.setdefault(body_name(facts, one.body, translate), []).append(one)
    for name, found in list(of.items())[:_BODIES]:
        said = [_asked_to_end(one, translate) for one in found[:_NAMED]]
        more = len(found) - len(said)
        said += [translate("report.other_obstacles", n=more)] if more else []
        yield translate("report.activity.asked", name=name, obstacles="; ".join(said))
    if len(of) > _BODIES:
        yield translate("report.activity.asked_more", names=", ".join(list(of)[_BODIES:]))


def going_on(facts: ReportFacts, translate: Translator) -> Iterator[str]:
    """The incidents that are open in one sentence; nothing without one."""
    still = [one for one in facts.obstacles.incidents if one.is_open]
    if still:
        named = dict.fromkeys(one.obstacle_name or translate("report.stood_still") for one in still)
        names = list(named)[:_NAMED]
        names += [translate("report.other_obstacles", n=len(named) - _NAMED)] if len(named) > _NAMED else []
        yield translate("report.activity.followed", n=len(still), names=", ".join(names))


def is_external(facts: ReportFacts, one: Met) -> bool:
    """Whether somebody outside the hall must end it."""
    known = next((each for each in facts.names.obstacles.values() if each.name == one.name), None)
    return any(each.external for each in one.incidents) or (known is not None and known.external)


def _asked_to_end(one: Met, translate: Translator) -> str:
    still = [each for each in one.incidents if each.is_open]
    said = [translate("report.activity.hit", n=hit(one))]
    if still:
        said.append(translate("report.activity.open", n=len(still)))
        said += _followed_by(still, translate)
    return f"{one.name or translate('report.stood_still')} ({', '.join(said)})"


def _followed_by(still: Sequence[IncidentView], translate: Translator) -> Iterator[str]:
    owners = dict.fromkeys(one.owner for one in still if one.owner)
    if owners:
        yield translate("report.owner", name=", ".join(owners))
    days = [one.due for one in still if one.due is not None]
    if days:
        yield translate("report.activity.due", day=day_text(min(days), translate))


def _columns(translate: Translator) -> tuple[Column, ...]:
    return (
        column("obstacle", translate, share=4),
        column("agency", translate, share=3.5),
        defined("incidents", translate),
        column("delayed", translate, Kind.COUNT, 1.2),
        defined("lasted", translate, Kind.MINUTES, 1.2),
        column("authority", translate, share=2.5),
    )


def _row(facts: ReportFacts, one: Met, agencies: set[str], translate: Translator) -> Row:
    name = one.name or translate("report.stood_still")
    return Row(
        (name, _where(facts, agencies, translate), *_counts(facts, [one]), body_name(facts, one.body, translate))
    )


def _others(facts: ReportFacts, others: Sequence[Met], where: dict[str, set[str]], translate: Translator) -> Row:
    agencies = {agency for one in others for agency in where.get(one.name, set())}
    bodies = dict.fromkeys(body_name(facts, one.body, translate) for one in others)
    name = translate("report.other_obstacles", n=len(others))
    return Row((name, _where(facts, agencies, translate), *_counts(facts, others), ", ".join(bodies)))


def _counts(facts: ReportFacts, found: Sequence[Met]) -> tuple[Cell, ...]:
    incidents = [each for one in found for each in one.incidents]
    spent = sum(lasted(each, facts.now) for each in incidents)
    return (len(incidents) or None, sum(hit(one) for one in found), spent or None)


def _where(facts: ReportFacts, agencies: set[str], translate: Translator) -> str:
    """The agencies by name where they are two at most."""
    if len(agencies) > 2:
        return translate("report.agencies", n=len(agencies))
    return ", ".join(sorted(agency_name(facts, one) for one in agencies))
