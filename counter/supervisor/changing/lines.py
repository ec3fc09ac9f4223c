"""The rows of the details as they are painted: pure functions from a view to rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from counter.desk.texts import hall_clock
from hall.dates import short_date_text, waited_minutes
from hall.estimating.forecast import LATER
from hall.estimating.wording import wait_brief, wait_figure, wait_note
from hall.overrides import Override, OverrideKind
from hall.structure import Closure
from hall.translator import Translator
from hall.views import FloorDetails, OpeningView, QueuedNumber, ServiceWaits, StaffedCounter
from hall.wording import in_language

HEAD = "head"
_USUAL_REASON = "longest_waiting"


@dataclass(frozen=True, slots=True)
class DetailLine:
    """A row: ``kind`` is ``head``, ``waits``, ``number``, ``counter``, ``hours``, ``closure``, ``opening``,
    ``assignment`` or ``request``; ``about`` is the id of what it tells of, ``tag`` stands at its end in ``tone``.
    ``cells`` are columns below, those at the places of ``marked`` with a warning; ``said`` is what who hears the row
    hears instead of it."""

    key: str
    kind: str
    text: str
    more: str = ""
    tag: str = ""
    tone: str = "closed"
    about: str = ""
    cells: tuple[str, ...] = ()
    marked: tuple[int, ...] = ()
    said: str = ""

    @property
    def spoken(self) -> str:
        """All of it in words."""
        return self.said or ", ".join(filter(None, (self.text, self.more, self.tag)))


def lines_of(view: FloorDetails, timezone: str, translate: Translator) -> list[DetailLine]:
    """All rows, those first that ask for something."""
    found: list[DetailLine] = []
    waits = [_waits(one, view, timezone, translate) for one in view.waits]
    for head, rows in (
        ("requests", [_request(one, view, translate) for one in view.requests]),
        ("changes", list(_changes(view, timezone, translate))),
        ("waits", waits),
        ("numbers", _numbers(view.numbers, translate)),
        ("counters", [_counter(one, timezone, translate) for one in view.counters]),
        ("hours", list(_hours(view, translate))),
    ):
        more = translate("supervisor.details_held", n=view.held) if head == "numbers" and view.held else ""
        if rows or head in {"numbers", "counters"}:
            n = view.waiting if head == "numbers" else len(rows)
            cells = _times(view, timezone, translate) if head == "waits" else ()
            found.append(DetailLine(head, HEAD, translate(f"supervisor.details_{head}", n=n), more, cells=cells))
        found += rows
    return found


def change_at(line: DetailLine, view: FloorDetails) -> Closure | Override | None:
    """The change or the request that a row tells of; None for another row."""
    assigned = (one.assigned for one in view.counters if one.assigned is not None)
    found: dict[str, tuple[Closure | Override, ...]] = {
        "request": view.requests,
        "closure": view.closures,
        "opening": view.openings,
        "assignment": tuple(assigned),
    }
    return next((one for one in found.get(line.kind, ()) if str(one.id) == line.about), None)


def scope_name(scope: str, target: str, view: FloorDetails, translate: Translator) -> str:
    """How something of the details is called."""
    if scope == "hall":
        return translate("supervisor.whole_hall")
    if scope == "counter":
        label = next((one.info.label for one in view.counters if one.info.id == target), target)
        return translate("supervisor.counter_named", label=label)
    if scope == "service":
        found = next((one for one in view.hours if one.service_id == target), None)
        return target if found is None else _service_name(found, translate)
    return in_language(translate.language, view.agency_name, view.agency_name_en)


def _times(view: FloorDetails, timezone: str, translate: Translator) -> tuple[str, ...]:
    """When those come of whose waits the rows tell."""
    at = view.waits_at or view.now
    later = (hall_clock(at + timedelta(minutes=minutes), timezone, translate) for minutes in LATER)
    return translate("supervisor.details_now"), *later


def _waits(one: ServiceWaits, view: FloorDetails, timezone: str, translate: Translator) -> DetailLine:
    name = in_language(translate.language, one.name, one.name_en)
    cells = tuple("" if wait is None else wait_figure(wait, translate) for wait in one.waits)
    marked = tuple(place for place, wait in enumerate(one.waits) if wait is not None and wait.late)
    said = [f"{one.prefix} {name}"]
    for time, wait in zip(_times(view, timezone, translate), one.waits, strict=False):
        if wait is not None:
            note = wait_note(wait, translate)
            said.append(f"{time} {wait_brief(wait, translate)}" + (f" ({note})" if note else ""))
    return DetailLine(
        f"waits {one.service_id}", "waits", f"{one.prefix} {name}", cells=cells, marked=marked, said=", ".join(said)
    )


def _numbers(numbers: Sequence[QueuedNumber], translate: Translator) -> list[DetailLine]:
    """Who waits, by place; why is said where it is another reason than that of the number before."""
    found, before = [], _USUAL_REASON
    for place, one in enumerate(numbers, start=1):
        code = one.reason.code if one.reason is not None else ""
        found.append(_number(one, place, translate, why=code != before))
        before = code
    return found


def _number(one: QueuedNumber, place: int, translate: Translator, *, why: bool) -> DetailLine:
    parts = [
        translate("supervisor.details_place", n=place),
        translate("supervisor.details_waited", minutes=waited_minutes(one.waited)),
    ]
    if one.directed_label:
        parts.append(translate("supervisor.details_directed", label=one.directed_label))
    elif why and one.reason is not None:
        parts.append(one.reason.message(translate))
    tag = translate("supervisor.details_priority") if one.priority else ""
    return DetailLine(f"number {one.ticket_id}", "number", one.code, " · ".join(parts), tag, "priority", one.code)


def _counter(one: StaffedCounter, timezone: str, translate: Translator) -> DetailLine:
    info = one.info
    name = translate("supervisor.counter_named", label=info.label)
    if info.clerk_id is None:
        who = translate("supervisor.details_nobody")
    elif one.signed_in_at is None:
        who = info.clerk_name
    else:
        time = hall_clock(one.signed_in_at, timezone, translate)
        who = translate("supervisor.details_since", name=info.clerk_name, time=time)
    if info.ticket_code:
        who = f"{who} · {info.ticket_code}"
    if one.turn is not None:
        turn = one.turn
        start, end = (hall_clock(at, timezone, translate) for at in (turn.starts_at, turn.ends_at))
        who = f"{who} · {translate('supervisor.details_break', start=start, end=end)}"
    tag, tone = "", "closed"
    if info.pause is not None:
        tag, tone = translate(f"pause.{info.pause.kind}"), "priority"
    elif one.assigned is not None:
        tag, tone = translate("supervisor.details_assigned"), "priority"
    return DetailLine(f"counter {info.id}", "counter", name, who, tag, tone, info.id)


def _hours(view: FloorDetails, translate: Translator) -> Iterator[DetailLine]:
    for one in view.hours:
        hours = ", ".join(one.hours) or one.holiday or translate("supervisor.details_no_hours")
        name = _service_name(one, translate) if view.scope == "agency" else hours
        more = one.opening.message(translate)
        more = f"{hours} · {more}" if view.scope == "agency" else more
        yield DetailLine(f"hours {one.service_id}", "hours", name, more)


def _service_name(one: OpeningView, translate: Translator) -> str:
    return f"{one.prefix} {in_language(translate.language, one.name, one.name_en)}"


def _changes(view: FloorDetails, timezone: str, translate: Translator) -> Iterator[DetailLine]:
    assigned = (one.assigned for one in view.counters if one.assigned is not None)
    made: tuple[Closure | Override, ...] = (*view.closures, *view.openings, *assigned)
    for one in made:
        kind, text = _kind_of(one), change_text(one, view, translate)
        more = lasts_text(one, view, timezone, translate)
        yield DetailLine(f"{kind} {one.id}", kind, text, more, about=str(one.id))


def change_text(one: Closure | Override, view: FloorDetails, translate: Translator) -> str:
    """What a change does to what it was made for."""
    name = scope_name(one.scope, one.target, view, translate)
    return translate(f"supervisor.change_{_kind_of(one)}", name=name)


def lasts_text(one: Closure | Override, view: FloorDetails, timezone: str, translate: Translator) -> str:
    """Until when a change lasts, why, and by whom it was made."""
    closing = isinstance(one, Closure)
    who = (one.decided_by or one.requested_by) if isinstance(one, Closure) else one.made_by
    open_ended = "reopened" if closing else "open"
    until = until_text(one.ends_at, view.now, timezone, translate, open_ended=open_ended)
    return f"{until} · {one.reason} · {_person(who)}"


def _kind_of(one: Closure | Override) -> str:
    if isinstance(one, Closure):
        return "closure"
    return "opening" if one.kind is OverrideKind.OPEN else "assignment"


def _request(one: Closure, view: FloorDetails, translate: Translator) -> DetailLine:
    name = scope_name(one.scope, one.target, view, translate)
    text = translate("supervisor.change_request", who=_person(one.requested_by), name=name)
    return DetailLine(f"request {one.id}", "request", text, one.reason, about=str(one.id))


def _person(actor: str) -> str:
    """The login of who acts, without how."""
    return actor.rpartition(" as ")[2].partition(":")[2] or actor.rpartition(" as ")[2]


def until_text(
    ends_at: datetime | None, now: datetime, timezone: str, translate: Translator, *, open_ended: str = "open"
) -> str:
    """When a change ends, as short as the day allows; ``open_ended`` is the end of the text's code of what has no end
    yet."""
    if ends_at is None:
        return translate("supervisor.until_time", time=translate(f"supervisor.until_{open_ended}"))
    local, today = ends_at.astimezone(ZoneInfo(timezone)), now.astimezone(ZoneInfo(timezone))
    when = hall_clock(ends_at, timezone, translate)
    if (local.hour, local.minute) == (0, 0) and (local - today).days == 0:
        when = translate("supervisor.until_today")
    elif local.date() != today.date():
        when = f"{short_date_text(local, translate)} {when}"
    return translate("supervisor.until_time", time=when)
