"""`hall simulate` and `hall audit`: a day played through the real operations, and whether a day was honest."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from hall.auditing import AuditReport, PurgedDay
from hall.dates import clock_text
from hall.errors import SettingsError
from hall.text_tables import fields, table
from hall.translator import ENGLISH, INDONESIAN
from hall.wording import counted
from hallctl.dates import day_of
from hallctl.session import Session
from hallctl.simulate.hands import Tally
from hallctl.simulate.outages import write_truth
from hallctl.simulate.plan import Plan, Post, Shares
from hallctl.simulate.run import Played, Progress, Staging, audit_document, simulate
from hallctl.simulate.sums import ServiceSums
from hallctl.simulate.synthetic import Demand, Offer, plan_for, sample_plan

if TYPE_CHECKING:
    pass

FOUND = 1
"""Exit code when an audit found something."""
INTERRUPTED = 130
_TENTHS = 10


def audit(
    session: Session,
    day: Annotated[str, typer.Option("--day", metavar="DATE", help="As 2026-11-23; by default the latest day.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every business day of the history.")] = False,
) -> None:
    """Check every invariant of a business day from its history; exit code 1 when something is found."""
    wanted = day_of(day)
    with session.reading() as (_, view):
        chosen = None if every else wanted or view.days.latest()
        report = AuditReport() if chosen is None and not every else view.days.audit(chosen)
    session.answer({"audit": audit_document(report)}, _audit_lines(report))
    raise typer.Exit(0 if report.good else FOUND)


def _number(value: float) -> float:
    """Refuse ``nan``, which is neither below a bound nor above it."""
    if math.isnan(value):
        raise typer.BadParameter("nan is no number")
    return value


def _share(explanation: str) -> Any:
    return typer.Option(min=0, max=1, callback=_number, help=f"Share of {explanation}.")


_Speed = Annotated[str, typer.Option(help="How many times as fast as real, or max: as fast as it can.")]
_Csv = Annotated[
    Path | None, typer.Option("--csv", metavar="FILE", help="Play a day of this CSV of tickets (.gz too).")
]
_Office = Annotated[str, typer.Option(help="With --csv: the office.")]
_Day = Annotated[str, typer.Option("--date", metavar="DATE", help="The day that is played, as 2020-01-08.")]
_Visitors = Annotated[int, typer.Option(min=1, max=100_000, help="Without --csv: how many people come.")]
_Hours = Annotated[
    float, typer.Option(min=0.01, max=24, callback=_number, help="In a hall that exists: how long people come.")
]
_Seed = Annotated[int, typer.Option(min=-(2**63), max=2**63 - 1, help="The same seed makes the same demand.")]
_Kiosks = Annotated[int, typer.Option(min=1, max=64, help="Kiosks, each a process.")]
_Workers = Annotated[int, typer.Option(min=1, max=64, help="Processes that share the counters.")]
_IntoExisting = Annotated[bool, typer.Option("--into-existing", help="Also into a hall that has given numbers before.")]
_Outages = Annotated[int, typer.Option(min=0, max=20, help="How often an agency cannot serve for a while.")]
_Truth = Annotated[
    Path | None, typer.Option("--truth", metavar="FILE", help="Write down first when that will be, as JSON.")
]
_Keep = Annotated[bool, typer.Option("--keep", help="Leave the temporary hall's folder when it ends.")]


def simulation(
    session: Session,
    speed: _Speed = "60",
    csv: _Csv = None,
    office: _Office = "",
    day: _Day = "",
    visitors: _Visitors = 400,
    hours: _Hours = 8.0,
    seed: _Seed = 1,
    priority: Annotated[float, _share("visitors with priority")] = 0.2,
    no_show: Annotated[float, _share("those called who do not come")] = 0.04,
    unprinted: Annotated[float, _share("slips that do not come out")] = 0.0,
    outages: _Outages = 0,
    truth: _Truth = None,
    kiosks: _Kiosks = 2,
    workers: _Workers = 4,
    into_existing: _IntoExisting = False,
    keep: _Keep = False,
) -> None:
    """Play a day of demand through the real operations, then audit it and sum up the waits.

    Without --database it makes a temporary hall; with it, it plays in that database: an empty one gets a hall, in a
    hall that exists kiosks and counters that nobody sits at begin to act. With --speed 1 on the hall's database this
    is the mode for demonstration and training: displays show the calls, and people can join in at kiosks and at
    counters of their own. Other speeds set dates that other programs do not share: play them alone. Ctrl-C ends it.

    Exit code 1 when the audit finds something.
    """
    session.technician_only("simulate")
    demand = Demand(seed, visitors, priority, Shares(no_show=no_show, unprinted=unprinted), outages)
    _play(
        session, _speed(speed), csv, office, day_of(day), timedelta(hours=hours), demand, kiosks, workers,
        into_existing=into_existing, keep=keep, truth=truth,
    )  # fmt: skip


def _play(
    session: Session,
    pace: float,
    csv: Path | None,
    office: str,
    day: date | None,
    length: timedelta,
    demand: Demand,
    kiosks: int,
    workers: int,
    *,
    into_existing: bool,
    keep: bool,
    truth: Path | None,
) -> None:
    from hall.settings.database import settled_database

    url = settled_database(session.database, Path.cwd()) if session.database else ""
    existing = url and _holds_hall(url)
    if existing and csv is not None:
        raise typer.BadParameter("a CSV needs a hall of its own: give an empty database, or none")
    if demand.outages and (existing or csv is not None):
        raise typer.BadParameter("--outages needs a hall of its own, without --csv")
    if csv is not None:
        plan = _csv_plan(csv, office, day, demand)
    elif existing:
        plan = _plan_in_hall(url, day, length, demand, into_existing=into_existing)
    else:
        plan = _plan_in_sample(session, day, demand)
    if truth is not None:
        write_truth(plan.outages, truth)
    _tell_play(session, plan, Staging(url, pace, kiosks, workers, own_hall=not existing, keep=keep))


def _tell_play(session: Session, plan: Plan, staging: Staging) -> None:
    account = sys.stderr if session.json else sys.stdout
    print(_announcement(plan, staging), file=account, flush=True)
    with _shown_progress(plan) as progress:
        played = simulate(plan, staging, lambda line: print(line, file=account, flush=True), progress)
    session.answer({"simulation": played.document()}, _played_lines(played))
    if played.good and played.ended == "interrupted":
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(0 if played.good else FOUND)


def _speed(text: str) -> float:
    if text in {"max", "0"}:
        return 0.0
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value <= 10_000:
        raise typer.BadParameter(f'"{text}" is no speed; write a number above 0, or max')
    return value


def _holds_hall(url: str) -> bool:
    """Whether the database holds a hall already; its schema is brought up to date."""
    from hall.errors import Refused
    from hall.store import prepare_store

    try:
        with closing(prepare_store(url, None)) as store, store.read() as view:
            view.hall()
    except Refused:
        return False
    return True


def _csv_plan(file: Path, office: str, day: date | None, demand: Demand) -> Plan:
    from hallctl.simulate.csv_demand import plan_from_services, read_services

    if not office or day is None:
        raise typer.BadParameter("--csv needs --office and --date")
    return plan_from_services(
        read_services(file, office, day), office, day, seed=demand.seed, priority=demand.priority, shares=demand.shares
    )


def _plan_in_sample(session: Session, day: date | None, demand: Demand) -> Plan:
    from hall.assets import sample_config
    from hall.settings import load_settings

    file = session.config or sample_config()
    structure = load_settings(file).structure
    if structure is None:
        raise SettingsError([f"{file} describes no hall; choose another --config"])
    return sample_plan(structure, day, datetime.now(ZoneInfo(structure.hall.timezone)).date(), demand)


def _plan_in_hall(url: str, day: date | None, length: timedelta, demand: Demand, *, into_existing: bool) -> Plan:
    """A plan for the hall that is there, from now or from 8 o'clock of ``day``; no counter where somebody sits."""
    from hall.store import open_store

    with closing(open_store(url)) as store, store.read() as view:
        hall, services, counters, latest = view.hall(), view.services(), view.counters(), view.days.latest()
        used = latest is not None and view.days.audit(latest).tickets > 0
        now = view.status().now
    if used and not into_existing:
        raise typer.BadParameter(f"this hall gave numbers on {latest}; --into-existing plays in it all the same")
    zone = ZoneInfo(hall.timezone)
    begin = now.astimezone(zone) if day is None else datetime.combine(day, time(8), tzinfo=zone)
    ids = {service.prefix: service.id for service in services}
    posts = [
        Post(c.id, c.label, tuple(ids[prefix] for prefix, _, _ in c.services)) for c in counters if c.clerk_id is None
    ]
    offers = [Offer(s.id, s.prefix, s.name, s.promised_minutes, ((begin, begin + length),)) for s in services]
    return plan_for(offers, posts, demand)


@contextmanager
def _shown_progress(plan: Plan) -> Iterator[Progress]:
    """A bar of the visitors who came, with the hall's time; ten lines where there is no terminal."""
    zone = plan.arrivals[0].at.tzinfo
    total = len(plan.arrivals)
    if sys.stderr.isatty():
        with typer.progressbar(length=total, label="--.--", file=sys.stderr) as bar:

            def draw(tally: Tally, now: datetime) -> None:
                bar.label = clock_text(now.astimezone(zone), INDONESIAN)
                bar.update(tally.arrived - bar.pos)

            yield draw
        return
    said = -1

    def say(tally: Tally, now: datetime) -> None:
        nonlocal said
        if tally.arrived * _TENTHS // total > said:
            said = tally.arrived * _TENTHS // total
            print(
                f"{clock_text(now.astimezone(zone), INDONESIAN)}  {tally.arrived} of {total} came",
                file=sys.stderr,
                flush=True,
            )

    yield say


def _announcement(plan: Plan, staging: Staging) -> str:
    where = "a temporary hall" if not staging.url else "a new hall" if staging.own_hall else "the hall that is there"
    pace = "as fast as it can, in one process" if staging.speed == 0 else f"at {staging.speed:g} times speed"
    begin, latest = clock_text(plan.begin, INDONESIAN), clock_text(plan.latest, INDONESIAN)
    return (
        f"{counted(len(plan.arrivals), 'visitor', 'visitors')}, {counted(len(plan.times), 'service', 'services')}, "
        f"{counted(len(plan.posts), 'counter', 'counters')} in {where}, {pace}; "
        f"{plan.begin.date()} from {begin}, at the latest until {latest}"
    )


def _played_lines(played: Played) -> list[str]:
    tally = played.tally
    rows: list[tuple[str, object]] = [
        ("Ended", played.ended),
        ("Real time", f"{played.real_seconds:.0f} s; at most {played.behind.total_seconds():.0f} s of the day behind"),
        ("Came", f"{tally.arrived} of {played.arrivals}; {tally.turned_away} without a number"),
        ("Operations", _counts(dict(tally.operations))),
        ("Refused", _counts(dict(tally.refusals)) or "nothing"),
        ("Database away", counted(tally.outages, "time", "times")),
        ("Cancelled at close", played.cancelled_at_close),
    ]
    served = "  ".join(f"{label}:{count}" for label, count in played.counters.items())
    return [
        "",
        *fields(rows),
        "",
        *_wait_lines(played.services),
        "",
        f"Served by counter: {served}",
        "",
        *_audit_lines(played.audit),
        *_incident_lines(played),
        *(f"Must not be: {problem}" for problem in tally.problems),
    ]


def _incident_lines(played: Played) -> list[str]:
    """What the hall found of the outages that were played."""
    if not (played.outages or played.incidents):
        return []
    held = played.held
    return [
        "",
        f"Outages played: {played.outages}; incidents: {len(played.incidents)}, right {held.precision:.0%}; "
        f"found {held.recall:.0%} of those that visitors met",
        "",
    ]


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def _wait_lines(rows: tuple[ServiceSums, ...]) -> list[str]:
    real = any(row.real for row in rows)
    header = ["", "service", "taken", "called", "prio n/mean/max", "regular n/mean/max", "mean", "median", "p90", "max"]
    lines = table(
        header + (["real mean", "median", "p90", "max"] if real else []), [_wait_row(row, real=real) for row in rows]
    )
    return ["Waits in minutes, from the number to the first call:", *lines]


def _wait_row(row: ServiceSums, *, real: bool) -> list[object]:
    classes = [f"{w.count}/{w.mean:.1f}/{w.longest:.1f}" for w in (row.priority, row.regular)]
    sums = [row.everybody] + ([row.real] if real else [])
    figures = [
        text
        for w in sums
        for text in ((f"{w.mean:.1f}", f"{w.median:.1f}", f"{w.p90:.1f}", f"{w.longest:.1f}") if w else ("",) * 4)
    ]
    return [row.prefix, row.name[:38], row.taken, row.called, *classes, *figures]


def _purged_lines(purged: Iterable[PurgedDay]) -> Iterator[str]:
    """Which days were deleted after their time, by whom and when: those of one `hall purge` in a line."""
    for (when, by), days in groupby(purged, key=lambda one: (one.at.date(), one.by)):
        found = [one.day for one in days]
        ends = f"{found[0]}" + (f" to {found[-1]}" if len(found) > 1 else "")
        yield f"Not checked: {counted(len(found), 'day', 'days')} ({ends}), deleted on {when} by {by}"


def _audit_lines(report: AuditReport) -> list[str]:
    """The audit for a person: what was checked, the tickets by state, and each finding."""
    days = f"{report.days[0]}" + (f" to {report.days[-1]}" if len(report.days) > 1 else "") if report.days else "none"
    states = ", ".join(f"{state.value} {count}" for state, count in report.states if count) or "none"
    paper = f", on paper {report.on_paper}" if report.on_paper else ""
    head = [
        f"Audit of {days}: {counted(report.tickets, 'ticket', 'tickets')}, "
        f"{counted(report.events, 'event', 'events')}, {counted(report.calls, 'call', 'calls')}, "
        f"{counted(report.requests, 'request', 'requests')}{paper}",
        f"Tickets: {report.tickets} = {states}",
        *_purged_lines(report.purged),
    ]
    if report.good:
        return [*head, "Nothing found: no number twice, no gap without a cause, no double call, nobody lost."]
    more = report.found - len(report.findings)
    return [
        *head,
        "1 finding:" if report.found == 1 else f"{report.found} findings:",
        *(f"  {finding.code}: {finding.message(ENGLISH)}" for finding in report.findings),
        *([f"  and {more} more"] if more else []),
    ]
