"""What a clerk can choose where a button needs details: pure functions from a view and a typed text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from counter.desk.alarm_texts import day_step_text
from counter.desk.finding import SheetChoice, matches, ranked
from counter.desk.standing import break_text
from counter.desk.state import NOT_COME, Command, Intent
from counter.desk.texts import (
    NOT_SERVED,
    hall_clock,
    listed_text,
    minutes_text,
    obstacle_name,
    service_name,
    slip_out_text,
    undo_name,
)
from hall.dates import date_text, waited_minutes
from hall.day_steps import StepKind
from hall.errors import Refused
from hall.lifecycle import Outcome, State
from hall.numbering import code_of, is_token, readings, typed_code
from hall.text_rules import REASON
from hall.translator import Translator
from hall.views import CounterView, ServiceChoice, TicketView
from hall.wording import in_language

HOLD_REASONS = ("copy", "form", "family", "system")
"""Reasons to put a number off that are ready to be chosen; any other can be typed."""

BREAKS = (15, 30, 60)
"""Lengths of a break in minutes that are ready to be chosen; one without an end is offered too."""

CANCELLINGS = ("no_visitor", "other_number")
"""Reasons to cancel a number whose slip is missing that are ready to be chosen; any other can be typed."""

CLOSINGS = ("meeting", "errand")
"""Reasons to close a counter that are ready to be chosen; any other can be typed."""


def choices_of(
    intent: Intent,
    view: CounterView,
    typed: str,
    translate: Translator,
    *,
    about: int = 0,
    goes_on: Command | None = None,
    missing: tuple[str, ...] = (),
) -> tuple[SheetChoice, ...]:
    """The choices of ``intent`` (of ``state.ASKING`` or ``NOT_COME``) that match ``typed``, the best first; what is
    typed itself comes first where any text will do. ``about`` is the id of the number that would be cancelled,
    ``goes_on`` the transfer that a note is for, ``missing`` the papers
    that the visitor has not brought."""
    wanted = " ".join(typed.split())
    ready = {
        Intent.HOLD: lambda: _hold(wanted, translate),
        Intent.TRANSFER: lambda: _transfer(view, translate),
        Intent.OBSTACLE: lambda: _obstacles(view, missing, translate),
        Intent.CALL_NUMBER: lambda: _numbers(view, translate),
        Intent.PAUSE: lambda: _pauses(view, wanted, translate),
        Intent.HAND_OVER: lambda: _hand_over(wanted, translate),
        Intent.DAY: lambda: _days(view, wanted, translate),
        Intent.NOTE: lambda: _notes(goes_on or Command(Intent.TRANSFER), wanted, translate),
        Intent.HISTORY: lambda: _undo_steps(view, translate),
        Intent.CANCEL: lambda: _cancellings(view, about, wanted, translate),
        Intent.RECALL: lambda: _not_come(intent, view, translate),
        Intent.NO_SHOW: lambda: _not_come(intent, view, translate),
    }[intent]()
    if intent is Intent.DAY:
        return tuple(ready)
    if intent is Intent.CALL_NUMBER:
        return _found_numbers(view, tuple(ready), wanted, translate)
    return ranked(tuple(ready), wanted)


def _hold(wanted: str, translate: Translator) -> Iterable[SheetChoice]:
    ready = [translate(f"counter.hold_{name}") for name in HOLD_REASONS]
    if wanted and wanted.casefold() not in (reason.casefold() for reason in ready):
        ready.insert(0, wanted)
    return (SheetChoice(reason, Command(Intent.HOLD, text=reason)) for reason in ready)


def _not_come(first: Intent, view: CounterView, translate: Translator) -> Iterable[SheetChoice]:
    """What becomes of a visit that began by itself though nobody has come; what the key stands for comes first."""
    code = view.current.code if view.current is not None else ""
    for intent in (first, *(one for one in NOT_COME if one is not first)):
        about = translate(f"counter.sheet_about_{intent.value}", code=code)
        yield SheetChoice(translate(f"counter.do_{intent.value}"), Command(intent), about=about)


NOTES = ("complete", "copied", "paid")
"""Notes for the next clerk that are ready to be chosen; any other can be typed."""


def _transfer(view: CounterView, translate: Translator) -> Iterable[SheetChoice]:
    """The targets that this counter uses most first, then all others; services that are closed last."""
    place = {target: place for place, target in enumerate(view.usual_targets)}
    place |= {service.id: len(place) + 1 for service in view.services if service.closed is not None}

    def order(choice: SheetChoice) -> int:
        return place.get(choice.command.service or choice.command.to_counter, len(view.usual_targets))

    return sorted(_targets(view, translate), key=order)


def _notes(about: Command, wanted: str, translate: Translator) -> Iterable[SheetChoice]:
    """What the clerk who gets the number should know of it."""
    ready = [translate(f"counter.note_{name}") for name in NOTES]
    if wanted and wanted.casefold() not in (note.casefold() for note in ready):
        ready.insert(0, wanted)
    return (SheetChoice(note, replace(about, text=note)) for note in ready)


def _with_note(command: Command) -> Command:
    return replace(command, intent=Intent.NOTE)


def _targets(view: CounterView, translate: Translator) -> Iterable[SheetChoice]:
    here = view.current.service_id if view.current is not None else ""
    for service in view.services:
        if service.id == here:
            continue
        waiting = translate("counter.choice_waiting", n=service.waiting)
        if service.longest is not None:
            waiting = translate("counter.choice_longest", waiting=waiting, minutes=waited_minutes(service.longest))
        command = Command(Intent.TRANSFER, service=service.id)
        yield SheetChoice(
            f"{service.prefix}  {_name(service, translate)}",
            command,
            f"{service.agency_name}, {waiting}",
            of=service.agency_name,
            tag=_target_tag(service, translate),
            tone="priority" if service.closed is None else "neutral",
            about=_target_about(service, translate),
            key=service.prefix,
            called=_name(service, translate),
            other=_with_note(command),
        )
    for counter in view.counters:
        yield SheetChoice(
            translate("counter.counter", label=counter.label),
            Command(Intent.TRANSFER, to_counter=counter.id),
            f"{counter.agency_name}, {counter.clerk_name}",
            of=f"{counter.agency_name} {counter.clerk_name}",
            tag=translate("counter.choice_counter"),
            tone="neutral",
            key=counter.label,
            other=_with_note(Command(Intent.TRANSFER, to_counter=counter.id)),
        )


def _target_tag(service: ServiceChoice, translate: Translator) -> str:
    if service.closed is not None:
        return service.closed.message(translate, brief=True)
    return "" if service.attended else translate("counter.unattended")


def _target_about(service: ServiceChoice, translate: Translator) -> str:
    """What becomes of a number that is sent to a closed service."""
    closed = service.closed
    return "" if closed is None else translate("counter.target_closed", why=closed.message(translate))


def _name(service: ServiceChoice, translate: Translator) -> str:
    return in_language(translate.language, service.name, service.name_en)


def missing_papers(view: CounterView, missing: tuple[str, ...], translate: Translator) -> SheetChoice | None:
    """What is missing as the obstacle: the first one that the visitor can end. None where nothing is, or no obstacle
    fits."""
    obstacle = next((one for one in view.obstacles if one.responsible == "visitor"), None)
    if not missing or obstacle is None:
        return None
    note = ", ".join(missing)[:REASON]
    command = Command(Intent.OBSTACLE, obstacle=obstacle.id, outcome=Outcome.NOT_SERVED, text=note)
    caption = translate("counter.obstacle_missing", obstacle=obstacle_name(obstacle, translate), papers=note)
    return SheetChoice(caption, command, other=replace(command, outcome=Outcome.SERVED), search=obstacle.id)


def _obstacles(view: CounterView, missing: tuple[str, ...], translate: Translator) -> Iterable[SheetChoice]:
    papers = missing_papers(view, missing, translate)
    if papers is not None:
        yield papers
    for obstacle in view.obstacles:
        yield SheetChoice(
            obstacle_name(obstacle, translate),
            Command(Intent.OBSTACLE, obstacle=obstacle.id, outcome=Outcome.NOT_SERVED),
            other=Command(Intent.OBSTACLE, obstacle=obstacle.id, outcome=Outcome.SERVED),
            search=obstacle.id,
        )


def _numbers(view: CounterView, translate: Translator) -> Iterable[SheetChoice]:
    ahead = (view.next.ticket,) if view.next is not None else ()
    waiting = {ticket.id: ticket for ticket in (*ahead, *view.directed, *view.after)}
    for tickets, do, other in (
        (view.held, Intent.CALL_NUMBER, Intent.RELEASE),
        (view.no_shows, Intent.RETURN, None),
        (tuple(waiting.values()), Intent.CALL_NUMBER, None),
        (view.done, Intent.RETURN, None),
    ):
        yield from (_listed(ticket, view, translate, do, other) for ticket in tickets)


def _listed(
    ticket: TicketView, view: CounterView, translate: Translator, do: Intent, other: Intent | None = None
) -> SheetChoice:
    tag, tone = "", "quiet"
    if ticket.state is not State.WAITING:
        tag = translate(f"counter.listed_tag_{NOT_SERVED if ticket.not_served else ticket.state.value}")
    elif ticket.directed_label and ticket.directed_label == view.counter.label:
        tag, tone = translate("counter.listed_tag_directed"), "neutral"
    elif ticket.priority:
        tag, tone = translate("counter.priority"), "priority"
    about = service_name(ticket, translate) if ticket.state is State.WAITING else listed_text(ticket, translate)
    return SheetChoice(
        ticket.code,
        Command(do, ticket.id, ticket.code),
        f"{about}, {minutes_text(view.now - (ticket.ended_at or ticket.queue_time), translate)}",
        tag,
        tone,
        Command(other, ticket.id, ticket.code) if other is not None else None,
        of=about,
        search=str(ticket.number),
    )


def _found_numbers(
    view: CounterView, listed: tuple[SheetChoice, ...], wanted: str, translate: Translator
) -> tuple[SheetChoice, ...]:
    """The numbers that ``wanted`` finds: those that it means, listed ones first, then what looks like it.

    A whole code means one number, a bare number those with the prefixes of this counter. Of two readings of a code
    the one that exists comes first; of two that exist none is chosen before the clerk has done so.
    """
    by_code = {choice.caption: choice for choice in listed}
    ranks = _codes(view, wanted)
    exact: list[SheetChoice] = []
    for rank in ranks:
        exact += [by_code[code] for code in rank if code in by_code]
        exact += [
            SheetChoice(code, Command(Intent.CALL_NUMBER, code=code), translate("counter.choice_typed"))
            for code in rank
            if code not in by_code
        ]
    exact += [choice for choice in listed if wanted and choice.search == wanted and choice not in exact]
    rest = [choice for choice in listed if choice not in exact and matches(choice, wanted)]
    unsure = len(_meant(view, wanted, ranks, by_code)) > 1
    return tuple(replace(choice, unsure=unsure) for choice in (*exact, *rest))


def _meant(
    view: CounterView, wanted: str, ranks: tuple[tuple[str, ...], ...], listed: Mapping[str, SheetChoice]
) -> tuple[str, ...]:
    """The codes between which the clerk has to choose: of a bare number those that are in a list."""
    if not ranks:
        return ()
    if typed_code(wanted).isdecimal():
        return tuple(code for code in ranks[0] if code in listed)
    return tuple(code for code in ranks[0] if code in listed or _exists(view, code))


def _codes(view: CounterView, wanted: str) -> tuple[tuple[str, ...], ...]:
    """The codes that ``wanted`` may mean, in ranks (``hall.numbering.readings``): ``A-050``, ``a 50``, ``a50`` with a
    prefix of the hall, or ``50``. Of several readings those that no kiosk has given are left out."""
    own = [prefix for prefix, _name, _rank in view.counter.services]
    scanned = typed_code(wanted)
    if is_token(scanned):  # from the slip's QR: the store knows whose it is
        return ((_listed_tokens(view).get(scanned.upper(), scanned.upper()),),)
    listed = (*view.held, *view.no_shows, *view.directed)
    prefixes = (*own, *(service.prefix for service in view.services), *(ticket.prefix for ticket in listed))
    ranks = tuple(tuple(code_of(*code) for code in rank) for rank in readings(wanted, prefixes, own))
    there = tuple(tuple(code for code in rank if _exists(view, code)) for rank in ranks)
    return tuple(rank for rank in there if rank) or ranks


def _exists(view: CounterView, code: str) -> bool:
    """Whether a number was given today, as far as the view tells: of halls whose prefixes cannot be confused it says
    nothing."""
    last = dict(view.last_numbers)
    prefix, _, number = code.partition("-")
    return not last or int(number) <= last.get(prefix, 0)


def _listed_tokens(view: CounterView) -> dict[str, str]:
    """The codes of the listed numbers by the token in the QR code of their slips."""
    following = [view.next.ticket] if view.next is not None else []
    listed = (*view.held, *view.no_shows, *view.directed, *following, *view.after)
    return {ticket.token: ticket.code for ticket in listed}


def first_choice(choices: tuple[SheetChoice, ...]) -> int:
    """The row that Enter takes before anybody has moved; -1 for none, where two numbers may be meant."""
    return -1 if choices and choices[0].unsure else 0


_DAY_INTENTS = {
    StepKind.CONFIRM: Intent.CONFIRM_DAY,
    StepKind.REOPEN: Intent.REOPEN_DAY,
    StepKind.BRING: Intent.BRING_DAY,
}


def _days(view: CounterView, wanted: str, translate: Translator) -> Iterable[SheetChoice]:
    """What can be done about the business day; what is typed is the reason for its history."""
    for step in view.day_steps:
        day = None if step.kind is StepKind.CONFIRM else step.day
        yield SheetChoice(
            translate(f"counter.day_{step.kind}"),
            Command(_DAY_INTENTS[step.kind], text=wanted, day=day),
            date_text(step.day, translate),
            about=day_step_text(step, view.business_day, translate),
        )


def _cancellings(view: CounterView, about: int, wanted: str, translate: Translator) -> Iterable[SheetChoice]:
    """Why the number ``about``, whose slip is missing, is cancelled; what is typed is another reason."""
    ticket = next((ticket for ticket in view.unprinted if ticket.id == about), None)
    if ticket is None:
        return
    warning = slip_out_text(view, ticket, translate)
    said = " ".join(part for part in (warning, translate("counter.cancel_about", code=ticket.code)) if part)
    reasons = [translate(f"counter.cancel_{name}") for name in CANCELLINGS]
    if wanted and not any(wanted.casefold() in reason.casefold() for reason in reasons):
        reasons.insert(0, wanted)
    for reason in reasons:
        yield SheetChoice(reason, Command(Intent.CANCEL, ticket.id, ticket.code, text=reason), about=said)


def _undo_steps(view: CounterView, translate: Translator) -> Iterable[SheetChoice]:
    """The counter's last actions; to choose one takes back those after it too."""
    going: list[str] = []
    for step in view.undo_steps:
        caption = undo_name(step, step.codes[0], translate)
        ended = translate("counter.history_with", code=step.codes[1]) if len(step.codes) > 1 else ""
        detail = " ".join(filter(None, (hall_clock(step.at, view.hall.timezone, translate), ended)))
        if step.why:
            why = Refused(step.why, number=step.codes[0], busy=step.busy).message(translate)
            tag, about = translate("counter.history_stays"), why
        else:
            going.append(caption)
            why, tag = "", ""
            about = translate("counter.history_about", n=len(going), actions=", ".join(going)) if len(going) > 1 else ""
        yield SheetChoice(caption, Command(Intent.UNDO, event=step.id), detail, tag, about=about, why=why)


def _hand_over(wanted: str, translate: Translator) -> Iterable[SheetChoice]:
    """A note for whoever sits here next; without one the clerk just leaves."""
    if wanted:
        yield SheetChoice(wanted, Command(Intent.SIGN_OUT, text=wanted), translate("counter.hand_over_detail"))
    else:
        yield SheetChoice(translate("counter.hand_over_none"), Command(Intent.SIGN_OUT))


def _pauses(view: CounterView, wanted: str, translate: Translator) -> Iterable[SheetChoice]:
    about = break_text(view, translate)
    for minutes in BREAKS:
        caption = translate("counter.break_minutes", minutes=minutes)
        yield SheetChoice(caption, Command(Intent.PAUSE, minutes=minutes), key=str(minutes), about=about)
    detail = translate("counter.break_open_detail")
    yield SheetChoice(translate("counter.break_open"), Command(Intent.PAUSE), detail, about=about)
    reasons = [translate(f"counter.closing_{name}") for name in CLOSINGS]
    if wanted and not any(wanted.casefold() in translate("counter.close_for", reason=r).casefold() for r in reasons):
        reasons.append(wanted)
    for reason in reasons:
        yield SheetChoice(
            translate("counter.close_for", reason=reason),
            Command(Intent.PAUSE, text=reason, closed=True),
            translate("counter.close_detail"),
            about=about,
        )
