"""What the desk says of a view: pure functions from views and words to text."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from counter.state import ACTION_OF, DeskState, Intent, Link, Notice
from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.moments import clock_text, whole_minutes
from hall.structure import Zone
from hall.views import CounterView, EventView, Reason, TicketView
from qtkit.words import Words

_PRIORITY_CODES = frozenset({"priority_nth", "priority_older", "priority_alone"})


def zone_name(zone: Zone) -> str:
    """The zone's name without the word that the interface puts before it."""
    return zone.name.removeprefix("Zona ")


def hall_clock(moment: datetime, view_timezone: str, words: Words) -> str:
    """The hall's wall clock at ``moment`` (aware): ``10.42``."""
    return clock_text(moment.astimezone(ZoneInfo(view_timezone)), words.language)


def timer_text(elapsed: timedelta, words: Words) -> str:
    """Minutes and seconds, ``06.12``; from one hour on ``1.06.12``. Never below zero."""
    seconds = max(0, int(elapsed.total_seconds()))
    parts = [f"{seconds // 60 % 60:02d}", f"{seconds % 60:02d}"]
    if seconds >= 3600:
        parts.insert(0, str(seconds // 3600))
    return (":" if words.language == "en" else ".").join(parts)


def minutes_text(span: timedelta | None, words: Words) -> str:
    """A wait in a column: ``24 mnt``, a dash when there is none."""
    if span is None:
        return words("counter.no_minutes")
    return words("counter.short_minutes", minutes=whole_minutes(span))


def service_name(ticket: TicketView, words: Words) -> str:
    """The ticket's service in the language shown."""
    return (ticket.service_name_en if words.language == "en" else "") or ticket.service_name


def promise_text(ticket: TicketView, elapsed: timedelta, words: Words) -> str:
    """The promise under the timer, or by how much it is past."""
    over = elapsed - timedelta(minutes=ticket.promised_minutes)
    if ticket.promised_minutes <= 0 or over <= timedelta(0):
        return words("counter.promise", minutes=ticket.promised_minutes)
    if over < timedelta(minutes=1):
        return words("counter.over_now", promised=ticket.promised_minutes)
    return words("counter.over", minutes=whole_minutes(over), promised=ticket.promised_minutes)


def over_text(ticket: TicketView, elapsed: timedelta, words: Words) -> str:
    """By how much the promise is past, without the promise: ``lewat 2 menit``."""
    over = elapsed - timedelta(minutes=ticket.promised_minutes)
    return words("counter.over_short", minutes=max(1, whole_minutes(over)))


def reason_tag(reason: Reason | None, words: Words) -> tuple[str, str]:
    """The short form of why a number goes next, and the tone of its tag; the wait stands beside it."""
    if reason is None:
        return "", "neutral"
    tone = "priority" if reason.code in _PRIORITY_CODES else "late" if reason.code == "overdue" else "neutral"
    if reason.code in ("priority_nth", "recalled"):
        return reason.sentence(words.language), tone
    return words(f"counter.tag_{reason.code}"), tone


def short_reason(reason: Reason, wait: timedelta, words: Words) -> str:
    """The reason in the compact window: ``prioritas 1 dari 2``, otherwise the wait."""
    if reason.code == "priority_nth":
        return words("counter.short_priority", **dict(reason.params))
    return words("counter.short_waits", minutes=whole_minutes(wait))


def explanation(view: CounterView, words: Words) -> str:
    """One or two sentences on why the next number goes first, and who follows a priority."""
    if view.next is None:
        return ""
    reason = view.next.reason
    params = dict(reason.params)
    limit = whole_minutes(view.longest_wait)
    text = words(f"counter.why_{reason.code}", limit=limit, n=params.get("of"), **params)
    if reason.code == "priority_nth" and view.after:
        text += " " + words("counter.why_then", code=view.after[0].code)
    return text


def event_text(event: EventView, timezone: str, words: Words) -> str:
    """The counter's latest action for the status line: ``A-042 mulai dilayani 10.36``."""
    time = hall_clock(event.at, timezone, words)
    return words(f"counter.event_{event.action.value}", code=event.code, time=time)


EVENTS_SHOWN = frozenset(
    {Action.CALL_NEXT, Action.RECALL, Action.SERVE, Action.FINISH, Action.NO_SHOW, Action.CONFIRM, Action.CANCEL}
)
"""Actions that the status line tells."""


def refusal_of(view: CounterView, intent: Intent) -> Refused | None:
    """Why ``intent`` is not possible at the counter now; None when nothing forbids it."""
    current = view.current
    if intent is Intent.SIGN_OUT and current is not None:
        return Refused("sign_out_busy", number=current.code)
    action = ACTION_OF.get(intent)
    code = dict(view.refusals).get(action, "") if action is not None else ""
    if not code:
        return None
    return Refused(
        code,
        counter=view.counter.label,
        number=current.code if current is not None else "",
        state=current.state if current is not None else State.WAITING,
        action=action,
        name=view.counter.clerk_name,
    )


def refusal_text(view: CounterView, intent: Intent, words: Words) -> str:
    """The reason as the tooltip of a key that is not possible now."""
    refused = refusal_of(view, intent)
    if refused is not None:
        return refused.sentence(words.language)
    return words("counter.nobody_key") if intent is Intent.CALL_NEXT and view.next is None else ""


def notice_text(notice: Notice, words: Words) -> str:
    """The notice in the language shown."""
    if notice.refused is not None:
        return notice.refused.sentence(words.language)
    return words(f"counter.{notice.code}", **dict(notice.params))


def short_notice(notice: Notice, words: Words) -> str:
    """The notice in a few words, for the bar."""
    if notice.refused is not None:
        return words("counter.short_refused")
    return words(f"counter.short_{notice.code}", **dict(notice.params))


def link_text(link: Link, timezone: str, words: Words) -> str:
    """The status line's word on the database."""
    if link.connected:
        return words("counter.connected")
    if link.since is None or not timezone:
        return words("counter.away")
    return words("counter.away_since", time=hall_clock(link.since, timezone, words))


def timezone_of(state: DeskState) -> str:
    """The hall's time zone as far as it is known, else empty."""
    if state.view is not None:
        return state.view.hall.timezone
    return state.roster.hall.timezone if state.roster is not None else ""
