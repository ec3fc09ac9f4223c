"""A ticket's row, replayed from its history: the audit names ticket, column, and both values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from hall.auditing import (
    BookingRow,
    BusinessRow,
    CalledRow,
    DayEventRow,
    DayStory,
    Endings,
    JobRow,
    Known,
    LifeRow,
    LineRow,
    LoggedGapRow,
    PlaceRow,
    ShiftRow,
    Shifts,
    TicketLife,
    audit_days,
    audit_lives,
    audit_places,
    stories,
)
from hall.translator import ENGLISH, INDONESIAN

T0 = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PREFIXES = {"ktp": "A", "paspor": "B"}


def at(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


def line(number: int, action: str, states: str, minutes: float, after=None, **more) -> LineRow:
    """Line ``number`` of ticket 1, ``states`` as ``from>to``."""
    before, _, to = states.partition(">")
    plain = {"ticket_id": 1, "day_id": 1, "actor": "cli:root", "station": "", "counter_id": None, "service_id": "ktp"}
    values = {**plain, "detail": "", "before": None, **more}
    return LineRow(
        id=number, at=at(minutes), action=action, from_state=before or None, to_state=to, after=after, **values
    )


ROW = LifeRow(
    id=1,
    day_id=1,
    prefix="A",
    number=1,
    service_id="ktp",
    priority=False,
    state="done",
    queue_time=at(0),
    issued_at=at(0),
    station="kiosk-1",
    counter_id="l1",
    calls=1,
    called_at=at(5),
    serving_at=at(6),
    ended_at=at(9),
    unverified=True,
    outcome="not_served",
    obstacle_id="berkas",
    held_reason="",
    directed_to=None,
    directed_until=None,
    booked_for=None,
    language="",
    version=5,
    files=1,
    wait_low=None,
    wait_middle=None,
    wait_high=None,
    wait_ahead=None,
    wait_note="",
)
REASON = [["nth", 0], ["of", 2], ["rank", 1], ["minutes", 5]]
CLERK = {"actor": "clerk:siti", "counter_id": "l1"}
ENDED = {"ended_at": at(9).isoformat(), "outcome": "not_served", "obstacle_id": "berkas", "version": 5}
LINES = (
    line(1, "issue", ">printing", 0, {"priority": False}, station="kiosk-1", actor="kiosk:kiosk-1"),
    line(2, "slip_out", "printing>waiting", 1, {"unverified": True, "version": 2}, actor="kiosk:kiosk-1"),
    line(3, "call_next", "waiting>called", 5, {"reason": REASON}, detail="longest_waiting", **CLERK),
    line(4, "serve", "called>serving", 6, {"serving_at": at(6).isoformat(), "version": 4}, **CLERK),
    line(5, "finish", "serving>done", 9, ENDED, detail="not_served|berkas|kurang KK", **CLERK),
)
CALL = CalledRow(1, 1, 1, "l1", "ktp", "next", 1, "longest_waiting", REASON, at(5), "clerk:siti", False)
JOB = JobRow(1, "kiosk-1", T0)
SIGNED_IN = ShiftRow(1, "l1", at(-5), "sign_in", "clerk:siti", "", "siti", "pc-1", 0)


def found(row=ROW, lines=LINES, calls=(CALL,), job=JOB, booking=None, shifts=(SIGNED_IN,)) -> list:
    known = Known(PREFIXES, frozenset({"siti", "budi"}), Shifts(shifts), {})
    report = audit_lives([TicketLife(row, lines, calls, job, booking)], known, Endings({}))
    assert all(finding.message(INDONESIAN) and finding.message(ENGLISH) for finding in report.findings)
    assert all(str(dict(finding.params)["number"]).endswith("-001") for finding in report.findings)
    return [str(dict(finding.params)["column"]) for finding in report.findings]


def lines_with(place: int, **changes) -> tuple[LineRow, ...]:
    return (*LINES[:place], LINES[place]._replace(**changes), *LINES[place + 1 :])


def test_a_visit_that_its_history_tells_is_honest():
    assert found() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("day_id", 2),
        ("prefix", "B"),
        ("service_id", "paspor"),
        ("priority", True),
        ("queue_time", at(-180)),
        ("issued_at", at(1)),
        ("station", "kiosk-2"),
        ("counter_id", "l2"),
        ("calls", 2),
        ("called_at", at(4)),
        ("serving_at", None),
        ("ended_at", at(10)),
        ("unverified", False),
        ("outcome", "served"),
        ("obstacle_id", None),
        ("held_reason", "salat"),
        ("directed_to", "l2"),
        ("directed_until", at(20)),
        ("booked_for", at(0)),
        ("language", "en"),
        ("version", 6),
    ],
)
def test_every_column_that_the_row_says_otherwise_is_named(column, value):
    assert f"ticket.{column}" in found(row=ROW._replace(**{column: value}))


@pytest.mark.parametrize(
    ("place", "changes", "column"),
    [
        (0, {"at": at(-1)}, "ticket.issued_at"),
        (0, {"station": "kiosk-2"}, "ticket.station"),
        (0, {"actor": "kiosk:kiosk-2"}, "ticket_event.actor (1 issue)"),
        (0, {"after": {"priority": True}}, "ticket.priority"),
        (0, {"after": {}}, "ticket_event.after.priority (1 issue)"),
        (1, {"after": {"unverified": True}}, "ticket_event.after.version (2 slip_out)"),
        (2, {"at": at(4)}, "call.at (1)"),
        (2, {"actor": "clerk:budi"}, "call.actor (1)"),
        (2, {"service_id": "paspor"}, "ticket_event.service_id (3 call_next)"),
        (2, {"detail": "overdue"}, "call.reason_code (1)"),
        (2, {"after": {"reason": []}}, "call.reason_params (1)"),
        (2, {"after": None}, "ticket_event.after (3 call_next)"),
        (3, {"at": at(5.5)}, "ticket_event.after.serving_at (4 serve)"),
        (3, {"actor": "clerk:budi"}, "ticket_event.actor (4 serve)"),
        (3, {"actor": "clerk:nobody"}, "ticket_event.actor (4 serve)"),
        (3, {"station": "pc-9"}, "ticket_event.station (4 serve)"),
        (3, {"detail": "x"}, "ticket_event.detail (4 serve)"),
        (3, {"counter_id": "l2"}, "ticket_event.counter_id (4 serve)"),
        (3, {"day_id": 2}, "ticket_event.day_id (4 serve)"),
        (3, {"before": {"x": 1}}, "ticket_event.before (4 serve)"),
        (4, {"detail": "served||kurang KK"}, "ticket_event.after.outcome (5 finish)"),
        (4, {"at": at(5.9)}, "ticket_event.at (5 finish)"),
    ],
)
def test_a_line_that_does_not_fit_the_other_rows_is_named(place, changes, column):
    assert column in found(lines=lines_with(place, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"at": at(6)},
        {"actor": "clerk:budi"},
        {"counter_id": "l2"},
        {"kind": "number"},
        {"service_id": "paspor"},
        {"times": 2},
        {"reason_code": "overdue"},
        {"reason_params": [["minutes", 4]]},
        {"undone": True},
        {"day_id": 2},
    ],
)
def test_a_call_that_its_line_tells_otherwise_is_named(changes):
    assert f"call.{next(iter(changes))} (1)" in found(calls=(CALL._replace(**changes),))


def test_the_minutes_of_a_reason_follow_from_the_turn():
    reason = [["minutes", 4]]
    lines = lines_with(2, after={"reason": reason})
    assert found(lines=lines, calls=(CALL._replace(reason_params=reason),)) == ["call.reason_params (1)"]


def test_what_an_old_program_wrote_is_audited_as_far_as_it_tells():
    old = tuple(entry._replace(after=None) for entry in LINES)
    assert found(lines=old) == []
    assert found(lines=old, row=ROW._replace(priority=True, unverified=False, version=7)) == []
    assert found(lines=old, row=ROW._replace(ended_at=at(8), obstacle_id=None, queue_time=at(2))) == [
        "ticket.queue_time",
        "ticket.ended_at",
        "ticket.obstacle_id",
    ]


def test_a_slip_or_a_booking_that_is_gone_is_named():
    assert found(job=None) == ["print_job"]
    assert found(job=JobRow(1, "kiosk-2", at(1))) == ["print_job.station", "print_job.created_at"]
    assert found(booking=BookingRow(1, "ktp", at(0), False, "checked_in")) == ["booking"]


def test_an_undo_of_a_transfer_gives_back_what_it_replaced():
    sent = {
        "service_id": "paspor",
        "queue_time": at(6).isoformat(),
        "directed_to": None,
        "directed_until": None,
        "serving_at": None,
        "held_reason": "",
    }
    was = {**sent, "service_id": "ktp", "queue_time": at(0).isoformat()}
    lines = (
        line(1, "issue", ">waiting", 0, {"priority": False}),
        line(2, "call_next", "waiting>called", 5, {"reason": REASON}, detail="longest_waiting", **CLERK),
        line(
            3,
            "transfer",
            "called>waiting",
            6,
            {**sent, "version": 3},
            detail="B",
            before=was,
            **{**CLERK, "service_id": "paspor"},
        ),
        line(4, "undo", "waiting>called", 7, {**was, "counter_id": "l1", "version": 4}, detail="transfer", **CLERK),
    )
    row = ROW._replace(station="", state="called", serving_at=None, ended_at=None, unverified=False, outcome="")
    row = row._replace(obstacle_id=None, version=4)
    assert found(row=row, lines=lines, job=None) == []
    changed = lines[2]._replace(before={**was, "queue_time": at(-60).isoformat()})
    answer = found(row=row, lines=(*lines[:2], changed, lines[3]), job=None)
    assert "ticket_event.before.queue_time (3 transfer)" in answer


DAY = BusinessRow(
    1, date(2026, 11, 23), at(0), "kiosk:k", at(600), "cli:root", "tutup", "Asia/Makassar", 3, False, False
)
GAP = LoggedGapRow(1, 1, "A", 2, 4, "listrik padam", "cli:root", at(30))
DAY_LINES = (
    DayEventRow(1, 1, at(0), "open", DAY.date, "kiosk:k", "", {"timezone": "Asia/Makassar"}),
    DayEventRow(
        2,
        1,
        at(30),
        "gap",
        DAY.date,
        "cli:root",
        "listrik padam",
        {"prefix": "A", "first": 2, "last": 4, "cause": "paper"},
    ),
    DayEventRow(3, 1, at(600), "close", DAY.date, "cli:root", "tutup", {"cancelled": 3}),
)


def days_found(rows=(DAY,), gaps=(GAP,), lines=DAY_LINES) -> list:
    report = audit_days(rows, gaps, stories(lines))
    assert all(finding.message(INDONESIAN) and finding.message(ENGLISH) for finding in report.findings)
    return [str(dict(finding.params).get("column", finding.code)) for finding in report.findings]


def test_a_day_and_its_gap_that_their_history_tells_are_honest():
    assert days_found() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"date": date(2026, 11, 22)},
        {"opened_at": at(1)},
        {"opened_by": "x"},
        {"closed_at": None},
        {"closed_by": "x"},
        {"close_reason": "x"},
        {"timezone": "UTC"},
        {"cancelled": 2},
        {"expired": True},
        {"in_doubt": True},
    ],
)
def test_a_day_that_its_history_tells_otherwise_is_named(changes):
    assert days_found(rows=(DAY._replace(**changes),)) == [f"business_day.{next(iter(changes))}"]


@pytest.mark.parametrize(
    "changes", [{"first": 1}, {"last": 5}, {"prefix": "B"}, {"reason": "x"}, {"actor": "x"}, {"at": at(31)}]
)
def test_a_gap_that_its_cause_tells_otherwise_is_named(changes):
    assert days_found(gaps=(GAP._replace(**changes),)) == [f"number_gap.{next(iter(changes))} (1)"]


def test_a_gap_without_a_cause_a_cause_without_a_gap_and_a_day_that_is_gone_are_named():
    assert days_found(gaps=(GAP, GAP._replace(id=2, first=9, last=9))) == ["number_gap (2)"]
    assert days_found(gaps=()) == ["number_gap"]
    assert days_found(rows=(), gaps=()) == ["audit_no_day"]
    assert days_found(lines=(), gaps=()) == ["business_day"]


def test_a_day_whose_date_was_put_right_and_that_was_opened_again_is_replayed():
    tomorrow = date(2026, 11, 24)
    lines = (
        DAY_LINES[0],
        DayEventRow(2, 1, at(5), "redate", tomorrow, "cli:root", "jam", {"before": "2026-11-23", "doubt": False}),
        DayEventRow(3, 1, at(9), "expire", tomorrow, "system", "lewat", {"cancelled": 3}),
        DayEventRow(4, 1, at(10), "reopen", tomorrow, "cli:root", "", {"revived": 3}),
    )
    row = DAY._replace(date=tomorrow, opened_at=at(10), opened_by="cli:root", closed_at=None, closed_by=None)
    row = row._replace(close_reason=None, cancelled=None)
    assert days_found(rows=(row,), gaps=(), lines=lines) == []
    assert days_found(rows=(row,), gaps=(), lines=(lines[0], *lines[2:])) != []


def test_a_closing_that_cancelled_more_than_the_lines_tell_is_named():
    endings = Endings({1: DayStory(list(DAY_LINES))})
    for _ in range(2):
        endings.note(1, at(600), "cli:root", "tutup")
    from hall.auditing import AuditFindings

    findings = AuditFindings()
    endings.check(DAY, findings)
    assert [finding.code for finding in findings.kept] == ["audit_differs"]
    endings.note(1, at(600), "cli:root", "tutup")
    findings = AuditFindings()
    endings.check(DAY, findings)
    assert findings.kept == []


PLACE = PlaceRow("l1", False, "siti", at(-5), "pc-1", "", "", None)


@pytest.mark.parametrize(
    ("rows", "place", "column"),
    [
        ((SIGNED_IN,), PLACE, None),
        ((SIGNED_IN,), PLACE._replace(login="budi"), "counter.staff_id"),
        ((SIGNED_IN,), PLACE._replace(signed_in_at=at(0)), "counter.signed_in_at"),
        ((SIGNED_IN,), PLACE._replace(pause="break"), "counter.pause"),
        ((SIGNED_IN._replace(login="budi"),), PLACE, "counter_event.actor (1)"),
        ((), PLACE, "counter.staff_id"),
        ((SIGNED_IN, SIGNED_IN._replace(id=2, action="resume", login="")), PLACE, "counter_event.action (2)"),
        ((SIGNED_IN._replace(seen=9), SIGNED_IN._replace(id=2, seen=3)), PLACE, "counter_event.seen (2)"),
    ],
)
def test_a_counter_that_its_history_tells_otherwise_is_named(rows, place, column):
    report = audit_places(rows, (place,))
    columns = [dict(finding.params)["column"] for finding in report.findings]
    assert columns == [] if column is None else column in columns
