"""How incidents and plans stand in the list, and what is said of the one that is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from hall.amounts import number_text
from hall.dates import clock_text, short_date_text
from hall.identifiers import plain_of
from hall.incidents import BODIES, FollowUp
from hall.translator import Translator
from hall.views import FloorView, IncidentView, PlanView
from hall.wording import in_language


@dataclass(frozen=True, slots=True)
class ItemLook:
    """An incident or plan as it is painted; ``tag`` is its state in ``tone``."""

    key: str
    name: str
    more: str
    tag: str
    tone: str

    @property
    def spoken(self) -> str:
        """All of it."""
        return ", ".join(filter(None, (self.name, self.tag, self.more)))


def incident_look(one: IncidentView, floor: FloorView, translate: Translator) -> ItemLook:
    """How an incident is painted."""
    state, tone = (
        ("closed", "quiet") if not one.is_open else ("goes_on", "late") if one.goes_on else ("over", "priority")
    )
    lost = round(one.lost.total_seconds() / 60)
    figures = translate("supervisor.obstacles_figures", n=one.numbers, minutes=lost)
    more = " · ".join(filter(None, (span_text(one, floor, translate), figures, responsible_text(one, translate))))
    return ItemLook(f"incident-{one.id}", incident_title(one, translate), more, _say(translate, state), tone)


def plan_look(plan: PlanView, translate: Translator) -> ItemLook:
    """How a plan is painted."""
    who = in_language(translate.language, plan.agency_name, plan.agency_name_en) or _say(translate, "of_hall")
    until = f"{_say(translate, 'until')} {short_date_text(plan.due, translate)}"
    more = " · ".join(filter(None, (until, who, plan.owner)))
    tag, tone = ("late", "late") if plan.late else ("planned", "neutral")
    return ItemLook(f"plan-{plan.id}", plan.text, more, _say(translate, tag), tone)


def incident_title(one: IncidentView, translate: Translator) -> str:
    """The agency and what holds it back."""
    agency = in_language(translate.language, one.agency_name, one.agency_name_en)
    what = in_language(translate.language, one.obstacle_name, one.obstacle_name_en) or _say(translate, "stood_still")
    return f"{agency}: {what}"


def span_text(one: IncidentView, floor: FloorView, translate: Translator) -> str:
    """From when until when."""
    until = _say(translate, "now") if one.until is None else _time(one.until, floor, translate)
    return f"{_time(one.since, floor, translate)} – {until}"


def responsible_text(one: IncidentView, translate: Translator) -> str:
    """Who can end it, and whether that is outside the hall."""
    if not one.obstacle:
        return ""
    key = plain_of(one.responsible)
    who = _say(translate, f"by_{key}") if key in BODIES else one.responsible
    return f"{who} ({_say(translate, 'external')})" if one.external else who


def followed_text(found: FollowUp, translate: Translator) -> str:
    """The follow-up of the last year: what was found, is open and closed, how long that took, and who can end it."""
    if found.share is None:
        return _say(translate, "followed_none")
    key, days = "supervisor.obstacles_followed", ""
    if found.days is not None:
        days = translate(f"{key}_days", days=number_text(Decimal(f"{found.days:.1f}"), translate))
    counts = translate(f"{key}_counts", n=found.found, open=found.open)
    closed = translate(f"{key}_closed", closed=found.closed, percent=round(found.share * 100))
    overdue = translate(f"{key}_overdue", n=found.overdue)
    whose = translate(f"{key}_whose", external=found.external, internal=found.internal)
    return " · ".join(filter(None, (counts, closed, days, overdue, whose)))


def fact_looks(facts: list[str]) -> list[NoteLook]:
    """Facts as they stand before the history."""
    return [NoteLook(f"fact-{place}", "", fact) for place, fact in enumerate(facts)]


def detail_lines(one: IncidentView, floor: FloorView, translate: Translator) -> list[str]:
    """What the panel says of an incident."""
    lines = [incident_look(one, floor, translate).more]
    if one.services:
        lines.append(translate("supervisor.obstacles_services", services=", ".join(one.services)))
    if one.owner:
        due = f", {_say(translate, 'until')} {short_date_text(one.due, translate)}" if one.due else ""
        lines.append(f"{translate('supervisor.obstacles_owner')}: {one.owner}{due}")
    if one.announced:
        lines.append(_say(translate, "announced" if one.gives_numbers else "announced_closed"))
    if one.done:
        lines.append(f"{translate('supervisor.obstacles_done')}: {one.done}")
    return lines


@dataclass(frozen=True, slots=True)
class NoteLook:
    """A line of an incident's history as it is painted: when and by whom, and what; a fact has no head."""

    key: str
    head: str
    text: str

    @property
    def spoken(self) -> str:
        """All of it."""
        return ", ".join(filter(None, (self.head, self.text)))


def note_looks(one: IncidentView, floor: FloorView, translate: Translator) -> list[NoteLook]:
    """The history of an incident, the latest first."""
    found = []
    for place, line in reversed(list(enumerate(one.notes))):
        who = _say(translate, "system") if line.actor == "system" else line.actor.rpartition(":")[2]
        head = f"{_time(line.at, floor, translate)} {_say(translate, f'did_{line.action}')} · {who}"
        found.append(NoteLook(f"{one.id}-{place}", head, line.text))
    return found


def _say(translate: Translator, key: str) -> str:
    return translate(f"supervisor.obstacles_{key}")


def _time(at: datetime, floor: FloorView, translate: Translator) -> str:
    zone = ZoneInfo(floor.hall.timezone)
    local = at.astimezone(zone)
    clock = clock_text(local, translate)
    same = local.date() == floor.now.astimezone(zone).date()
    return clock if same else f"{short_date_text(local.date(), translate)} {clock}"
