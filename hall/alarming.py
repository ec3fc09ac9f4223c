"""What is an alarm, what answers it and whom it concerns. Pure: an alarm goes by the code of its message.

Since when a cause lasts and who sees to it is kept by the alarm's key (``hall.store.alarms``); that it is there at all
is read from the state of the hall, so that only the end of its cause ends it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from hall.alarm_rules import AlarmRules
from hall.day_steps import ANSWERED_BY_STEP

T = TypeVar("T")


HELP_CALL = "alarm_help_call"
"""Somebody at a machine calls a person; its parameter ``station`` says where."""


class Answer(StrEnum):
    """What a supervisor does about an alarm first. ``DAY`` is one of the ``hall.day_steps``, ``DECIDE`` a
    yes or no to a clerk, ``SEE_TO`` all that needs somebody to go there."""

    ANNOUNCE = "announce"
    OPEN_COUNTER = "open_counter"
    PAPER = "paper"
    LOOK = "look"
    OPEN_DAY = "open_day"
    DAY = "day"
    DECIDE = "decide"
    SEE_TO = "see_to"


_KINDS = (
    ("alarm_longest_wait", "longest_wait"),
    ("alarm_promise", "promise"),
    ("alarm_unattended", "nobody_serving"),
    ("alarm_late_break", "late_break"),
    ("alarm_obstacles", "obstacles"),
    ("alarm_paper", "paper"),
    ("printer_paper", "paper"),
    ("printer_", "printer"),
    ("alarm_station_silent", "printer"),
    ("board_", "board"),
    ("alarm_disk", "disk"),
    ("alarm_clock", "clock"),
    ("alarm_days_skipped", "clock"),
    ("alarm_timezone", "clock"),
    ("alarm_machine_clock", "clock"),
    ("alarm_day", "day"),
    ("alarm_unopened", "day"),
    ("alarm_estimates", "estimates"),
    ("alarm_backup", "backup"),
)
"""How a code begins, and what the configuration calls it. The first one counts."""
_ANSWERS: Mapping[str, Answer] = MappingProxyType(
    {
        "longest_wait": Answer.LOOK,
        "promise": Answer.LOOK,
        "nobody_serving": Answer.ANNOUNCE,
        "obstacles": Answer.ANNOUNCE,
        "late_break": Answer.OPEN_COUNTER,
        "paper": Answer.PAPER,
    }
)
_GRAVE = (
    *(HELP_CALL, "alarm_unattended", "alarm_longest_wait", "alarm_obstacles", "alarm_writer", "row_wrong"),
    *("alarm_same_name", "alarm_station", "alarm_disk", "printer_paper_out", "board_silent", "board_mute"),
)
"""How the codes of those begin that keep visitors from being served, seen or heard."""
_IDENTIFYING = (
    "closure",
    "station",
    "prefix",
    "counter",
    "agency_id",
    "obstacle_id",
    "login",
    "day",
    "table",
    "row",
    "column",
)
"""What tells alarms of one code apart; counts and times grow while the cause is the same."""
_EVERYBODY = frozenset(
    {
        *("alarm_writer_hangs", "alarm_writer_stopped", "alarm_writer_foreign", "alarm_same_name"),
        *("alarm_codes_changed", "alarm_evacuation"),
    }
)
"""Everybody at a counter meets these: the hall is left, nobody can write, or a slip shows another number."""
_BY_SERVICE = frozenset({"alarm_longest_wait", "alarm_promise_risk"})
"""A clerk can do something about these only for the services of the own counter."""
_RESTS = frozenset({"before_opening", "break", "evacuation"})
"""While a service is in one of these states of ``hall.opening.Opening``, nobody need sit there: it goes on later the
same day. A closing, the cut-off or the end of the hours send nobody home who holds a number."""
_SUPERVISORS = frozenset({"late_break", "obstacles"})
"""Kinds that are for whoever answers for the agency."""


def kind_of(code: str) -> str:
    """What the configuration calls an alarm (``hall.structure.ALARM_KINDS``); empty for one that cannot be switched
    off."""
    return next((kind for begin, kind in _KINDS if code.startswith(begin)), "")


def is_grave(code: str) -> bool:
    """Whether an alarm keeps visitors from being served, seen or heard."""
    return code.startswith(_GRAVE)


def answer_of(code: str) -> Answer:
    """What answers an alarm."""
    if code == "alarm_unopened":
        return Answer.OPEN_DAY
    if code == "alarm_closure_asked":
        return Answer.DECIDE
    if code in ANSWERED_BY_STEP:
        return Answer.DAY
    return _ANSWERS.get(kind_of(code), Answer.SEE_TO)


def key_of(code: str, params: Iterable[tuple[str, object]]) -> str:
    """The alarm's name as long as its cause is the same: ``alarm_unattended:A``."""
    named = [str(value) for name, value in params if name in _IDENTIFYING]
    return ":".join([code, *named])


@dataclass(frozen=True, slots=True)
class Concern:
    """Whom alarms are shown to: of which ``agency`` (id), ``services`` (ids) and ``zones`` (ids). ``answers`` for a
    supervisor of the agency; a clerk has a counter."""

    agency: str
    services: frozenset[str]
    zones: frozenset[str]
    answers: bool = False

    def includes(self, code: str, *, agency: str, services: Collection[str], zone: str | None) -> bool:
        """Whether an alarm concerns them. It is about an ``agency``, about the visitors of ``services``, about a
        machine in a ``zone`` (empty: it is there for the whole hall), or, with none of them, about the hall as a whole:
        day, clock, disk and PINs are for the hall's supervisors."""
        if code in _EVERYBODY:
            return True
        if agency:
            if agency != self.agency or (not self.answers and kind_of(code) in _SUPERVISORS):
                return False
            return code not in _BY_SERVICE or not self.services.isdisjoint(services)
        if services:
            return not self.services.isdisjoint(services)
        return zone is not None and (not zone or zone in self.zones)


def is_on(code: str, rules: AlarmRules) -> bool:
    """Whether the configuration wants an alarm."""
    return kind_of(code) not in rules.off


def wait_alarm(wait: timedelta, limit: timedelta, promised: timedelta, rules: AlarmRules) -> tuple[str, timedelta]:
    """The code of the alarm about the longest wait of a service, empty for none, and what was not to be reached: at
    ``limit``, the hall's longest wait unless the alarms have one of their own, and before it when the ``promised`` wait
    is at risk."""
    most = rules.longest_wait or limit
    if wait >= most and is_on("alarm_longest_wait", rules):
        return "alarm_longest_wait", most
    risk = wait >= promised * rules.promise_percent / 100
    return ("alarm_promise_risk" if risk and is_on("alarm_promise_risk", rules) else ""), promised


def rests(opening: str) -> bool:
    """Whether those who hold a number of a service wait for it to go on, by the code of its ``hall.opening.Opening``;
    else somebody must serve them, also where it gives no numbers any more."""
    return opening in _RESTS


def is_late(until: datetime | None, now: datetime, rules: AlarmRules) -> bool:
    """Whether a break that was to end at ``until`` lasts too long."""
    return until is not None and now - until >= rules.break_grace


def often(noted: Iterable[tuple[datetime, T]], now: datetime, rules: AlarmRules) -> dict[T, int]:
    """Which obstacle (with whatever tells it apart) was ``noted`` often enough lately to be an alarm, and how often."""
    counts: dict[T, int] = {}
    for at, obstacle in noted:
        if timedelta(0) <= now - at <= rules.obstacle_within:
            counts[obstacle] = counts.get(obstacle, 0) + 1
    return {obstacle: count for obstacle, count in counts.items() if count >= rules.obstacle_count}
