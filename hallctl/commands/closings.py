"""`hall closure` and `hall opening`: closings, and why something is open or not."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from hall.access import Operation
from hall.documents import closed_document, closure_document, counter_document, why_open_document
from hall.identifiers import same
from hall.structure import Closure
from hall.text_tables import fields, table
from hall.translator import ENGLISH
from hall.views import CounterInfo, OpeningView
from hall.wording import counted
from hallctl.arguments import LARGEST_ID
from hallctl.commands.changes import OpenEnded, Reason, ReasonEn, Target, Until, change_line, typed_end
from hallctl.commands.tickets import RequestId
from hallctl.commands.users import AsPin
from hallctl.dates import typed_time, zone_of
from hallctl.session import Commands, Session

app = Commands(
    help="Closings: asked for by a clerk and approved by a supervisor, or made at once.", rich_markup_mode=None
)


Scope = Literal["hall", "agency", "service", "counter"]
HoldersChoice = Literal["serve", "move", "send_home"]
Number = Annotated[
    int,
    typer.Argument(metavar="NUMBER", min=1, max=LARGEST_ID, help="The closing's number, from `hall closure list`."),
]


@app.command("request")
def request(
    session: Session,
    scope: Annotated[Scope, typer.Argument(case_sensitive=False, help="What to close.")],
    target: Target = "",
    reason: Reason = "",
    reason_en: ReasonEn = "",
    start: Annotated[str, typer.Option("--from", metavar="TIME", help="By default now.")] = "",
    end: Annotated[str, typer.Option("--until", metavar="TIME", help="By default until it is ended.")] = "",
    request_id: RequestId = "",
) -> None:
    """Ask for a closing; it closes nothing until it is approved."""
    with session.acting(request_id, may=Operation.REQUEST_CLOSURE) as (store, by):
        starts_at, ends_at = typed_time(store, start), typed_time(store, end)
        closure = store.run(
            lambda work: work.closures.request(
                scope, by, target, reason=reason, reason_en=reason_en, starts_at=starts_at, ends_at=ends_at
            )
        )
    line = f"Closing {closure.id} is asked for; `hall closure approve {closure.id}` puts it in force."
    session.answer({"closure": closure_document(closure)}, [line])


@app.command("close")
def close(
    session: Session,
    scope: Annotated[Scope, typer.Argument(case_sensitive=False, help="What to close.")],
    target: Target = "",
    reason: Reason = "",
    reason_en: ReasonEn = "",
    end: Until = "",
    open_ended: OpenEnded = False,
    holders: Annotated[
        HoldersChoice,
        typer.Option(
            case_sensitive=False, help="What becomes of those who hold a number: they are served, by default."
        ),
    ] = "serve",
    move_to: Annotated[str, typer.Option(metavar="SERVICE", help="Where `--holders move` sends them.")] = "",
    offer: Annotated[str, typer.Option(metavar="ID", help="What `--holders send_home` offers, of [[offer]].")] = "",
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Close at once, as a supervisor."""
    with session.acting(request_id, pin=pin, may=Operation.CLOSE) as (store, by):
        lasting = typed_end(store, end, open_ended=open_ended)
        made = store.run(
            lambda work: work.closures.close(
                scope,
                by,
                target,
                reason=reason,
                reason_en=reason_en,
                holders=holders,
                move_to=move_to,
                offer=offer,
                **lasting,
            )
        )
        timezone = store.fetch(lambda view: view.hall().timezone)
    lines = [f"Closing {made.closure.id} is in force until {_times(made.closure, timezone)[1]}."]
    lines += [f"To another service: {', '.join(made.moved)}."] if made.moved else []
    lines += [f"Sent home: {', '.join(made.sent_home)}."] if made.sent_home else []
    session.answer(closed_document(made), [*lines, *_staying(made.staying)])


@app.command("approve")
def approve(session: Session, number: Number, pin: AsPin = "", request_id: RequestId = "") -> None:
    """Put a closing in force; those who hold a number are still served, and it says how many they are."""
    _decide(session, number, pin, request_id, approved=True)


@app.command("reject")
def reject(session: Session, number: Number, pin: AsPin = "", request_id: RequestId = "") -> None:
    """Refuse a closing that was asked for."""
    _decide(session, number, pin, request_id, approved=False)


@app.command("end")
def end(session: Session, number: Number, pin: AsPin = "", request_id: RequestId = "") -> None:
    """End a closing that is in force, or take back the request for one."""
    closure = session.write(lambda work, by: work.closures.end(number, by), request_id, pin=pin)
    session.answer({"closure": closure_document(closure)}, [f"Closing {closure.id} is ended."])


@app.command("list")
def list_closures(session: Session) -> None:
    """List the closings that are asked for or in force."""
    rows, timezone = session.fetch(lambda view: (view.closures.listed(), view.hall().timezone))
    lines = table(("NUMBER", "WHAT", "FROM", "UNTIL", "STATE", "REASON"), [_row(row, timezone) for row in rows])
    session.answer({"closures": [closure_document(row) for row in rows]}, lines if rows else ["No closings."])


def opening(
    session: Session,
    key: Annotated[str, typer.Argument(metavar="SERVICE|COUNTER", help="A service's prefix or a counter's label.")],
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="Such as 2026-12-24T10:00; by default now.")] = "",
) -> None:
    """Explain whether a service or a counter is open at a time, and why."""
    with session.store() as store:
        when, by = typed_time(store, at), session.by(store)
        with store.read(by) as view:
            timezone = view.hall().timezone
            found = view.opening(key, when)
            counter = next((one for one in view.counters() if same(key, one.label) or same(key, one.id)), None)
    asked_counter = counter if counter is not None and not any(same(key, one.prefix) for one in found) else None
    document = {
        "openings": [why_open_document(one) for one in found],
        "counter": counter_document(asked_counter) if asked_counter is not None else None,
    }
    lines = _counter_lines(asked_counter) if asked_counter is not None else []
    for one in found:
        lines += [*([""] if lines else []), *fields(_why(one, timezone))]
    session.answer(document, lines)


def _counter_lines(counter: CounterInfo) -> list[str]:
    pause = counter.pause
    state = "nobody sits there" if not counter.clerk_name else counter.clerk_name
    if pause is not None:
        state += f", {pause.kind}{f': {pause.reason}' if pause.reason else ''}"
    return fields([("Counter", f"{counter.label}, {counter.agency_name}"), ("Clerk", state)])


def _why(view: OpeningView, timezone: str) -> list[tuple[str, object]]:
    """The chain of checks in the order in which they decide (``hall.opening.opening_at``)."""
    found, zone = view.opening, zone_of(timezone)
    change = found.next_change.astimezone(zone) if found.next_change is not None else None
    rows: list[tuple[str, object]] = [
        ("Service", f"{view.prefix} {view.name}"),
        ("At", f"{found.at.astimezone(zone):%A %Y-%m-%d %H:%M}"),
        ("Open", f"{'yes' if found.is_open else 'no'}: {found.message(ENGLISH)}"),
        ("Numbers", "are given" if found.gives_numbers else "are not given"),
        ("Decided by", _RULES[found.code]),
        ("Closings", "; ".join(_span(closure, timezone) for closure in view.closures) or "none"),
        ("Opened", "; ".join(change_line(one, zone) for one in view.openings) or "by nobody"),
        ("Holiday", view.holiday or "none"),
        ("Hours that day", ", ".join(view.hours) or "none"),
        ("Cut-off", f"{view.cutoff_minutes} min before the last closing" if view.cutoff_minutes else "none"),
    ]
    if view.quota is not None:
        left = "" if view.quota_left is None else f", {view.quota_left} left"
        rows.append(("Quota", f"{view.quota} a day{left}"))
    rows.append(("Next change", f"{change:%A %Y-%m-%d %H:%M}" if change is not None else "none that is known"))
    return rows


_RULES = {
    "evacuation": "an evacuation of the hall",
    "closure": "an approved closing",
    "day_ended": "the business day, which a person has closed",
    "always_open": "always_open",
    "opened": "a supervisor, who opened it although the hours say closed",
    "day_unready": "the business day, which needs a person to look at the clock",
    "holiday": "the calendar",
    "quota": "the quota",
    "cutoff": "the cut-off",
    "too_late": "the estimate of the wait",
    "open": "the opening hours",
    "before_opening": "the opening hours",
    "break": "the opening hours",
    "after_closing": "the opening hours",
    "closed_today": "the opening hours",
}


def _decide(session: Session, number: int, pin: str, request_id: str, *, approved: bool) -> None:
    with session.acting(request_id, pin=pin) as (store, by):
        closure = store.run(lambda work: work.closures.decide(number, by, approve=approved))
        staying = store.fetch(lambda view: view.closures.staying(number)) if approved else 0
    lines = [f"Closing {closure.id} is {closure.state}.", *_staying(staying)]
    session.answer({"closure": closure_document(closure), "staying": staying}, lines)


def _staying(count: int) -> list[str]:
    """That those who hold a number of what is closed lose nothing."""
    return [f"{counted(count, 'number', 'numbers')} will still be served."] if count else []


def _row(closure: Closure, timezone: str) -> tuple[object, ...]:
    start, end = _times(closure, timezone)
    what = f"{closure.scope} {closure.target}".rstrip()
    return closure.id, what, start, end, closure.state, " / ".join(filter(None, (closure.reason, closure.reason_en)))


def _span(closure: Closure, timezone: str) -> str:
    start, end = _times(closure, timezone)
    return f"{closure.scope} from {start} until {end} ({closure.reason})"


def _times(closure: Closure, timezone: str) -> tuple[str, str]:
    zone = zone_of(timezone)
    end = f"{closure.ends_at.astimezone(zone):%Y-%m-%d %H:%M}" if closure.ends_at is not None else "ended by hand"
    return f"{closure.starts_at.astimezone(zone):%Y-%m-%d %H:%M}", end
