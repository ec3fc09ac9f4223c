"""What the supervisor's window says of a view: pure functions from views and messages to text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from counter.desk.texts import hall_clock, link_text, zone_name
from counter.supervisor.listing import service_state, within_share
from counter.supervisor.state import SupervisorState
from hall.dates import date_text, short_date_text, waited_minutes
from hall.translator import Translator
from hall.views import AlarmView, FloorAgency, FloorFigures, FloorService, FloorView, StationLine
from hall.wording import in_language

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures on top: its name, its value and what it counts."""

    name: str
    value: str
    unit: str


def figures(view: FloorView, translate: Translator) -> dict[str, Figure]:
    """The figures of the day, in the order in which they are shown."""
    day = view.figures
    values = {
        "waiting": (str(day.waiting), translate("supervisor.figure_waiting_unit", n=day.waiting)),
        "serving": (str(day.serving), translate("supervisor.figure_serving_unit", n=day.counters_open)),
        "done": (str(day.done), translate("supervisor.figure_done_unit", n=day.done)),
        "mean": _mean(day, translate),
        "no_show": (str(day.no_show), share_text(day.no_show_share, translate)),
    }
    return {key: Figure(translate(f"supervisor.figure_{key}"), *value) for key, value in values.items()}


def _mean(day: FloorFigures, translate: Translator) -> tuple[str, str]:
    if day.mean_wait is None:
        return translate("supervisor.none"), ""
    return waited_minutes(day.mean_wait), translate("supervisor.figure_mean_unit")


def share_text(share: float | None, translate: Translator) -> str:
    """A share in whole per cent, empty when there is none."""
    return "" if share is None else translate("supervisor.share", percent=round(100 * share))


def wait_text(span: timedelta | None, translate: Translator) -> str:
    """A wait in the table: ``24 mnt``, a dash when nobody waits."""
    if span is None:
        return translate("supervisor.none")
    return translate("supervisor.short_minutes", minutes=waited_minutes(span))


def name_of(one: FloorAgency | FloorService, translate: Translator) -> str:
    """The name in the language shown."""
    return in_language(translate.language, one.name, one.name_en)


def state_text(one: FloorAgency | FloorService, translate: Translator) -> tuple[str, str]:
    """What is the matter with an agency or a service, and the tone of its tag; where a supervisor has changed something
    of an open one, that too."""
    state, tone = _state_text(one, translate)
    if one.changed and tone != "closed" and one.opening.code != "evacuation":
        state = translate("supervisor.state_changed", state=state)
    return state, tone


def _state_text(one: FloorAgency | FloorService, translate: Translator) -> tuple[str, str]:
    if one.opening.code == "evacuation":  # before all else: nobody is served anywhere
        return translate("supervisor.state_evacuated"), "late"
    outage = one.outage if isinstance(one, FloorAgency) else ""
    state = one.state if isinstance(one, FloorAgency) else service_state(one)
    if state == "stopped":
        code = "supervisor.state_stopped_by" if outage else "supervisor.state_stopped"
        return translate(code, outage=outage), "late"
    if outage:
        return outage, "priority"
    if state == "closed":
        return one.opening.message(translate, brief=True), "closed"
    return translate(f"supervisor.state_{state}"), "good" if state == "serving" else "priority"


def spoken_row(one: FloorAgency | FloorService, translate: Translator) -> str:
    """A row of the table in one sentence."""
    share = share_text(within_share(one), translate)
    zone = one.zone if isinstance(one, FloorAgency) else None
    said = [
        name_of(one, translate) if isinstance(one, FloorAgency) else f"{one.prefix} {name_of(one, translate)}",
        translate("supervisor.zone", zone=zone_name(zone)) if zone is not None else "",
        translate("supervisor.row_waiting", n=one.waiting),
        translate("supervisor.row_longest", minutes=waited_minutes(one.longest)) if one.longest is not None else "",
        translate("supervisor.row_counters", open=one.counters_open, all=one.counters),
        translate("supervisor.row_done", n=one.done),
        translate("supervisor.row_within", share=share) if share else "",
        state_text(one, translate)[0],
    ]
    return ", ".join(part for part in said if part)


def alarm_parts(alarm: AlarmView, translate: Translator) -> tuple[str, str]:
    """An alarm as what is wrong, without its dot, and what to do about it."""
    what, *more = _SENTENCE.split(alarm.message(translate), maxsplit=1)
    return what.removesuffix("."), more[0] if more else ""


def station_name(line: StationLine, translate: Translator) -> str:
    """The machine's name, or what it is where there is one."""
    return line.name or translate(f"supervisor.station_{line.kind}")


def status_texts(state: SupervisorState, translate: Translator) -> tuple[str, str, str]:
    """The status line: how the database is, since when the day is open, and until when numbers are given."""
    view = state.view
    zone = view.hall.timezone if view is not None else ""
    link = link_text(state.link, zone, translate)
    if view is None:
        return (link if not state.link.connected else translate("supervisor.reading")), "", ""
    more = " · ".join(filter(None, (day_text(view, translate), held_text(view, translate))))
    return link, more, last_numbers_text(view, translate)


def held_text(view: FloorView, translate: Translator) -> str:
    """How many of a hundred estimates of the last closed day held; empty where there were too few."""
    held = view.estimates_held
    if held is None:
        return ""
    yesterday = hall_time(view.now, view).date() - held.day == timedelta(days=1)
    day = translate("supervisor.yesterday") if yesterday else short_date_text(held.day, translate)
    return translate("supervisor.estimates_held", day=day, held=held.of_hundred)


def day_text(view: FloorView, translate: Translator) -> str:
    """Since when the business day is open; another day than today's by its name. That the whole hall is opened over its
    hours is said once, here."""
    day = _day_text(view, translate)
    return translate("supervisor.day_hall_opened", day=day) if view.hall_opened else day


def _day_text(view: FloorView, translate: Translator) -> str:
    if view.business_day is None:
        return translate("supervisor.day_ended" if view.day_ended else "supervisor.day_closed")
    if view.opened_at is None or _other_day(view):
        return translate("supervisor.day_open", day=date_text(view.business_day, translate))
    return translate("supervisor.day_opened", time=hall_clock(view.opened_at, view.hall.timezone, translate))


def _other_day(view: FloorView) -> bool:
    return view.business_day != hall_time(view.now, view).date()


def last_numbers_text(view: FloorView, translate: Translator) -> str:
    """Until when numbers are given today, or how the day opens for them; nothing of a hall that never closes."""
    never_closes = view.hall.always_open
    if view.business_day is None and not view.day_ended and (never_closes or view.last_numbers_until is not None):
        return translate("supervisor.day_opens" if view.whole_hall else "supervisor.day_opens_agency")
    if never_closes:
        return ""
    if view.day_ended or view.last_numbers_until is None:
        return translate("supervisor.no_numbers")
    time = hall_clock(view.last_numbers_until, view.hall.timezone, translate)
    return translate("supervisor.last_numbers", time=time)


def hall_time(time: datetime, view: FloorView) -> datetime:
    """``time`` in the hall's zone."""
    return time.astimezone(ZoneInfo(view.hall.timezone))


def stale_text(state: SupervisorState, translate: Translator) -> str:
    """What the band says while the database is away: that all of it is as it was; empty while it answers."""
    if state.link.connected or state.view is None:
        return ""
    time = hall_clock(state.view.now, state.view.hall.timezone, translate)
    return translate("supervisor.stale", time=time)
