"""What the desk says of a view: pure functions from views and words to text."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from counter.desk.state import ACTION_OF, DeskNotice, DeskState, Intent, LinkState
from hall.call_delivery import DeliveryStatus
from hall.dates import clock_text, date_text, waited_minutes, whole_minutes
from hall.errors import Refused, StoreUnavailable
from hall.guessing import Wait
from hall.lifecycle import Action, Pause, State
from hall.messages import CodedMessage
from hall.structure import Obstacle, Zone
from hall.translator import Translator
from hall.views import CounterView, EventView, Reason, TicketView, UndoStepView, UndoView
from hall.wording import in_language

NOT_SERVED = "not_served"
"""In texts: the end of a visit without what it was for."""
_PRIORITY_CODES = frozenset({"priority_nth", "priority_older", "priority_alone"})


def zone_name(zone: Zone) -> str:
    """The zone's name without the term that the interface puts before it."""
    return zone.name.removeprefix("Zona ")


def hall_clock(time: datetime, view_timezone: str, translate: Translator) -> str:
    """The hall's wall clock at ``time`` (aware): ``10.42``."""
    return clock_text(time.astimezone(ZoneInfo(view_timezone)), translate)


def timer_text(elapsed: timedelta, translate: Translator) -> str:
    """Minutes and seconds, ``06.12``; from one hour on ``1.06.12``. Never below zero."""
    seconds = max(0, int(elapsed.total_seconds()))
    parts = [f"{seconds // 60 % 60:02d}", f"{seconds % 60:02d}"]
    if seconds >= 3600:
        parts.insert(0, str(seconds // 3600))
    return translate("dates.separator").join(parts)


def minutes_text(span: timedelta | None, translate: Translator) -> str:
    """A wait in a column: ``24 mnt``, a dash when there is none."""
    if span is None:
        return translate("counter.no_minutes")
    return translate("counter.short_minutes", minutes=waited_minutes(span))


def service_name(ticket: TicketView, translate: Translator) -> str:
    """The ticket's service in the language shown, and how many files it is for where there are several."""
    name = in_language(translate.language, ticket.service_name, ticket.service_name_en)
    return f"{name} · {translate('counter.files', n=ticket.files)}" if ticket.files > 1 else name


def promise_text(ticket: TicketView, elapsed: timedelta, translate: Translator) -> str:
    """The promise under the timer, or by how much it is past."""
    over = elapsed - timedelta(minutes=ticket.promised_minutes)
    if ticket.promised_minutes <= 0 or over <= timedelta(0):
        return translate("counter.promise", minutes=ticket.promised_minutes)
    if over < timedelta(minutes=1):
        return translate("counter.over_now", promised=ticket.promised_minutes)
    return translate("counter.over", minutes=whole_minutes(over), promised=ticket.promised_minutes)


def over_text(ticket: TicketView, elapsed: timedelta, translate: Translator) -> str:
    """By how much the promise is past, without the promise: ``lewat 2 menit``."""
    over = elapsed - timedelta(minutes=ticket.promised_minutes)
    return translate("counter.over_short", minutes=max(1, whole_minutes(over)))


def delivery_text(view: CounterView, translate: Translator) -> tuple[str, bool]:
    """How far the call has come in the hall, over the number, and whether the clerk must do something about it."""
    if view.delivery is None:
        return translate("counter.current_called"), False
    return translate(f"counter.delivery_{view.delivery.status}"), view.delivery.status is DeliveryStatus.UNSEEN


def reason_tag(reason: Reason | None, translate: Translator) -> tuple[str, str]:
    """The short form of why a number goes next, and the tone of its tag; the wait is next to it."""
    if reason is None:
        return "", "neutral"
    tone = "priority" if reason.code in _PRIORITY_CODES else "late" if reason.code == "overdue" else "neutral"
    if reason.code in ("priority_nth", "recalled", "by_number", "booked_early"):
        return reason.message(translate), tone
    return translate(f"counter.tag_{reason.code}"), tone


def short_tag(reason: Reason | None, translate: Translator) -> str:
    """The tag of ``reason_tag`` where room is short; empty where it is short already."""
    shorter = {"longest_waiting": "counter.tag_longest_waiting_short", "priority_nth": "counter.priority"}
    return translate(shorter[reason.code]) if reason is not None and reason.code in shorter else ""


def short_reason(reason: Reason, wait: timedelta, translate: Translator) -> str:
    """The reason in the compact window: ``prioritas 1 dari 2``, otherwise the wait."""
    if reason.code == "priority_nth":
        return translate("counter.short_priority", **dict(reason.params))
    return translate("counter.short_waits", minutes=waited_minutes(wait))


def explanation(view: CounterView, translate: Translator) -> str:
    """One or two sentences on why the next number goes first, and who follows a priority."""
    if view.next is None:
        return ""
    reason = view.next.reason
    params = dict(reason.params)
    limit = whole_minutes(view.longest_wait)
    text = translate(f"counter.why_{reason.code}", limit=limit, n=params.get("of"), **params)
    if reason.code == "priority_nth" and view.after:
        text += " " + translate("counter.why_then", code=view.after[0].code)
    return text


def event_text(event: EventView, timezone: str, translate: Translator) -> str:
    """The counter's latest action for the status line: ``A-042 mulai dilayani 10.36``."""
    time = hall_clock(event.at, timezone, translate)
    name = NOT_SERVED if event.not_served else event.action.value
    return translate(f"counter.event_{name}", code=event.code, time=time)


EVENTS_SHOWN = frozenset(
    {
        Action.CALL_NEXT,
        Action.CALL_NUMBER,
        Action.RECALL,
        Action.NOT_BEGUN,
        Action.SERVE,
        Action.FINISH,
        Action.NO_SHOW,
        Action.RETURN,
        Action.HOLD,
        Action.RELEASE,
        Action.TRANSFER,
        Action.UNDO,
        Action.CONFIRM,
        Action.CANCEL,
    }
)
"""Actions that the status line tells."""


def refusal_of(view: CounterView, intent: Intent) -> Refused | None:
    """Why ``intent`` is not possible at the counter now; None when nothing forbids it."""
    why = _refusal(view, intent)
    return None if why is None else Refused(why.code, **dict(why.params))


def _refusal(view: CounterView, intent: Intent) -> CodedMessage | None:
    current = view.current
    if current is not None and intent in (Intent.SIGN_OUT, Intent.HAND_OVER, Intent.PAUSE):
        code = "pause_busy" if intent is Intent.PAUSE else "sign_out_busy"
        return CodedMessage(code, (("number", current.code),))
    paused = view.counter.pause
    if paused is not None and intent in (Intent.CALL_NUMBER, Intent.PAUSE):
        return CodedMessage("counter_paused", (("counter", view.counter.label), ("why", Pause(paused.kind))))
    action = ACTION_OF.get(intent)
    code = dict(view.refusals).get(action, "") if action is not None else ""
    code = "undo_older" if code == "nothing_to_undo" and goes_further(view) else code
    reopens = intent is Intent.CALL_NUMBER and bool(view.no_shows or view.done)
    if not code or (reopens and code == "nobody_waits"):
        return None
    params = (
        ("counter", view.counter.label),
        ("number", current.code if current is not None else ""),
        ("state", current.state if current is not None else State.WAITING),
        ("action", action),
        ("name", view.counter.clerk_name),
        ("why", Pause(paused.kind) if paused is not None else Pause.BREAK),
    )
    return CodedMessage(code, params)


def refusal_text(view: CounterView, intent: Intent, translate: Translator) -> str:
    """The reason as the tooltip of a button that is not possible now."""
    why = _refusal(view, intent)
    if why is not None:
        return _refusal_text(why, translate, translate.language)
    return translate("counter.nobody_key") if intent is Intent.CALL_NEXT and view.next is None else ""


@lru_cache(maxsize=128)
def _refusal_text(why: CodedMessage, translate: Translator, _language: str) -> str:
    """Said again at every change of the hall, by a dozen buttons."""
    return Refused(why.code, **dict(why.params)).message(translate)


def notice_text(notice: DeskNotice, translate: Translator) -> str:
    """The notice in the language shown; a code without a dot is one of the desk's."""
    if notice.refused is not None:
        return notice.refused.message(translate)
    key = notice.code if "." in notice.code else f"counter.{notice.code}"
    text = translate(key, **_params_of(notice, translate))
    return f"{translate(notice.lead)} {text}" if notice.lead else text


def _params_of(notice: DeskNotice, translate: Translator) -> dict[str, object]:
    said = dict(notice.params)
    params: dict[str, object] = {**said}
    if "day" in said:
        params["day"] = date_text(date.fromisoformat(said["day"]), translate)
    if "service" in said:
        params["service"] = in_language(translate.language, said["service"], said["service_en"])
        del params["service_en"]
    if "n" in said:
        params["n"] = int(said["n"])
    return params


def sign_in_notice(notice: DeskNotice | None, gone: timedelta, translate: Translator) -> tuple[str, str]:
    """The notice on the sign-in page and its tone, ``gone`` after it came: a pause after wrong tries counts down, and
    when it is over the page says that one may try again."""
    if notice is None:
        return "", "info"
    refused = notice.refused
    whole = refused.params.get("seconds", 0) if refused is not None else 0
    if refused is None or not isinstance(whole, int) or not whole:
        return notice_text(notice, translate), notice.tone
    wait = Wait(math.ceil(whole - gone.total_seconds()))
    if wait.seconds <= 0:
        return translate("counter.pin_again"), "info"
    if refused.code == "wrong_pin":
        return translate("counter.pin_wrong_wait", wait=wait.message(translate)), notice.tone
    return Refused(refused.code, **{**refused.params, "wait": wait}).message(translate), notice.tone


def short_notice(notice: DeskNotice, translate: Translator) -> str:
    """The notice in a few words, for the bar."""
    if notice.refused is not None:
        return translate("counter.short_refused")
    return translate(f"counter.short_{notice.code}", **_params_of(notice, translate))


def link_text(link: LinkState, timezone: str, translate: Translator) -> str:
    """What the status line says of the database."""
    if link.connected:
        return translate("counter.connected")
    if link.cause is not None:
        return translate(f"store_{link.cause}")
    if link.since is None or not timezone:
        return translate("counter.away")
    return translate("counter.away_since", time=hall_clock(link.since, timezone, translate))


def status_text(state: DeskState, timezone: str, translate: Translator) -> str:
    """What the status line says: that an answer takes long, else how the database is."""
    if state.slow and state.link.connected:
        return translate("counter.waiting_answer")
    return link_text(state.link, timezone, translate)


def timezone_of(state: DeskState) -> str:
    """The hall's time zone as far as it is known, else empty."""
    if state.view is not None:
        return state.view.hall.timezone
    return state.roster.hall.timezone if state.roster is not None else ""


def listed_ticket(view: CounterView, ticket_id: int) -> TicketView | None:
    """The number with this id among those that the desk lists, None when it has left them."""
    ahead = (view.next.ticket,) if view.next is not None else ()
    listed = (*view.unprinted, *view.held, *view.no_shows, *view.directed, *ahead, *view.after, *view.done)
    return next((ticket for ticket in listed if ticket.id == ticket_id), None)


def listed_text(ticket: TicketView, translate: Translator) -> str:
    """What happened to a number that was put off, missed its call, or waits for one counter."""
    texts = {
        State.HELD: "counter.listed_held",
        State.NO_SHOW: "counter.listed_no_show",
        State.DONE: "counter.listed_done",
    }
    key = "counter.listed_not_served" if ticket.not_served else texts.get(ticket.state, "counter.listed_directed")
    said = translate(key, reason=ticket.held_reason)
    return f"{said} ({ticket.note})" if ticket.note and ticket.state not in texts else said


def slip_out_text(view: CounterView, ticket: TicketView, translate: Translator, *, short: bool = False) -> str:
    """When the printer reported the slip of a number without paper out; empty when it did not."""
    at = dict(view.slips_out).get(ticket.id)
    if at is None:
        return ""
    time = hall_clock(at, view.hall.timezone, translate)
    return translate("counter.slip_out_short" if short else "counter.slip_out", time=time)


def obstacle_name(obstacle: Obstacle, translate: Translator) -> str:
    """The obstacle in the language shown."""
    return in_language(translate.language, obstacle.name, obstacle.name_en)


def notice_of(error: Exception, *, away: str) -> DeskNotice:
    """The text for a failure; ``away`` is the one for a database that does not answer."""
    if isinstance(error, Refused):
        return DeskNotice(refused=Refused("undo_older") if error.code == "undo_too_late" else error)
    if isinstance(error, StoreUnavailable):
        return DeskNotice(away)
    return DeskNotice("notice_unexpected", tone="error")


def program_title(state: DeskState, translate: Translator) -> str:
    """What the program is before anybody has signed in: a counter's, or a supervisor's."""
    return translate("supervisor.title" if state.no_counter else "counter.title")


def goes_further(view: CounterView) -> bool:
    """Whether the list of the last actions has one that can be taken back."""
    return any(not step.why for step in view.undo_steps)


def undone_code(view: CounterView, event: int) -> str:
    """The number whose action is taken back: the last one's, or that of ``event``."""
    if not event:
        return view.undo.code if view.undo is not None else ""
    return next((step.codes[0] for step in view.undo_steps if step.id == event), "")


def undo_text(undo: UndoView | None, now: datetime, translate: Translator) -> tuple[str, str]:
    """For how long the counter can take its last action back, and what that is: ``42 dtk``, ``selesai A-042``; empty
    when it cannot."""
    left = math.ceil((undo.until - now).total_seconds()) if undo is not None else 0
    if undo is None or left <= 0:
        return "", ""
    return translate("counter.undo_left", seconds=left), undo_name(undo, undo.code, translate)


def undo_name(undo: UndoView | UndoStepView, code: str, translate: Translator) -> str:
    """What would be taken back: ``selesai A-042``."""
    return translate(f"counter.undo_{NOT_SERVED if undo.not_served else undo.action.value}", code=code)


def pause_text(view: CounterView, translate: Translator) -> str:
    """Why nobody is called here now, empty when the counter is not paused."""
    pause = view.counter.pause
    if pause is None:
        return ""
    zone = view.hall.timezone
    text = translate(
        f"counter.paused_{pause.kind}", since=hall_clock(pause.since, zone, translate), reason=pause.reason
    )
    if pause.until is not None:
        text += " " + translate("counter.paused_until", time=hall_clock(pause.until, zone, translate))
    return text
