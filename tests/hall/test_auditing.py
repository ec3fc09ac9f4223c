"""The audit of a day: it finds nothing where nothing is wrong, and each wrong that can be written down."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from hall.auditing import (
    MOST_FINDINGS,
    AuditReport,
    CallRow,
    DayNumberRow,
    DayRow,
    EventRow,
    Evidence,
    GapRow,
    RequestRow,
    TicketRow,
    audit,
    audit_requests,
)
from hall.lifecycle import State
from hall.translator import ENGLISH, INDONESIAN

OPENED = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
DAY = DayRow(date(2026, 11, 23), OPENED, closed=False)
CLOSED = DAY._replace(closed=True)


def story(text: str) -> list[EventRow]:
    """Events as ``ticket action from>to @counter =detail``, one a line; ``-`` is no state."""
    events = []
    for line in text.strip().splitlines():
        ticket, action, states, *more = line.split()
        before, _, after = states.partition(">")
        counter = next((word[1:] for word in more if word.startswith("@")), None)
        detail = next((word[1:] for word in more if word.startswith("=")), "")
        events.append(EventRow(int(ticket), action, None if before == "-" else before, after, counter, detail))
    return events


def ticket(number: int, state: str, version: int, calls: int = 0, *, priority: bool = False) -> TicketRow:
    """Ticket A-<number>, whose id is its number."""
    return TicketRow(number, "A", number, state, priority, version, calls)


def call(number: int, counter: str = "1", kind: str = "next", **changes) -> CallRow:
    return CallRow(number, counter, kind, False, 0, "longest_waiting", 0, 0, OPENED)._replace(**changes)


def codes(**rows) -> list[str]:
    """The codes of what an audit of these rows finds."""
    evidence = Evidence(**{"day": DAY, "numbers": [DayNumberRow("A", len(rows.get("tickets", ())))], **rows})
    if not evidence.tickets and "numbers" not in rows:
        evidence = Evidence(**{"day": DAY, **rows})
    report = audit(evidence)
    assert all(finding.message(INDONESIAN) and finding.message(ENGLISH) for finding in report.findings)
    assert report.found == len(report.findings)
    assert report.good == (not report.findings)
    return [finding.code for finding in report.findings]


VISIT = """
    1 issue     ->printing
    1 slip_out  printing>waiting
    1 call_next waiting>called @1
    1 recall    called>called @1
    1 serve     called>serving @1
    1 finish    serving>done @1
"""


def test_a_day_without_numbers_is_honest():
    report = audit(Evidence(CLOSED))
    assert report.good
    assert (report.tickets, report.events, report.calls) == (0, 0, 0)


def test_a_visit_from_the_slip_to_its_end_is_honest_and_counted():
    evidence = Evidence(
        CLOSED, [DayNumberRow("A", 1)], (), [ticket(1, "done", 6, 2)], story(VISIT), [call(1), call(1, kind="recall")]
    )
    report = audit(evidence)
    assert report.good
    assert (report.tickets, report.events, report.calls) == (1, 6, 2)
    assert dict(report.states)[State.DONE] == 1
    assert sum(count for _, count in report.states) == report.tickets


def test_the_rare_things_of_a_day_are_honest_too():
    events = story("""
        1 issue       ->waiting
        1 call_next   waiting>called @1
        1 recall      called>called @1
        1 undo        called>waiting @1 =call_next
        1 call_number waiting>called @2
        1 serve       called>serving @2
        1 hold        serving>held @2
        1 release     held>waiting
        1 call_next   waiting>called @1
        1 no_show     called>no_show @1
        1 return      no_show>waiting
        1 transfer    waiting>waiting
        1 call_next   waiting>called @2
        1 finish      called>done @2
        1 undo        done>called @2 =finish
        1 set_priority called>called
        1 finish      called>done @2
        2 import      ->waiting
        2 cancel      waiting>cancelled
        2 restore     cancelled>waiting
    """)
    calls = [
        call(1, undone=True),
        call(1, kind="recall", undone=True),
        call(1, "2", "number"),
        call(1),
        call(1, "2"),
    ]
    assert codes(tickets=[ticket(1, "done", 17, 3), ticket(2, "waiting", 3)], events=events, calls=calls) == []


def test_numbers_on_paper_explain_a_gap():
    tickets = [ticket(1, "waiting", 1), ticket(5, "waiting", 1)]
    events = story("1 issue ->waiting\n5 issue ->waiting")
    rows = {"tickets": tickets, "events": events, "numbers": [DayNumberRow("A", 8)]}
    assert codes(**rows, gaps=[GapRow("A", 2, 4), GapRow("A", 6, 8)]) == []
    assert codes(**rows, gaps=[GapRow("A", 2, 4), GapRow("A", 7, 8)]) == ["audit_gap"]
    assert codes(**rows, gaps=[GapRow("A", 2, 3), GapRow("A", 6, 8)]) == ["audit_gap"]


def test_only_numbers_on_paper_are_a_day_too():
    assert codes(numbers=[DayNumberRow("B", 3)], gaps=[GapRow("B", 1, 3)]) == []


def test_a_number_given_twice_or_on_paper_as_well_is_found():
    twice = [ticket(1, "waiting", 1), ticket(1, "waiting", 1)._replace(id=2)]
    events = story("1 issue ->waiting\n2 issue ->waiting")
    assert codes(tickets=twice, events=events, numbers=[DayNumberRow("A", 1)]) == ["audit_number_twice"]
    one = {"tickets": twice[:1], "events": events[:1]}
    assert codes(**one, gaps=[GapRow("A", 1, 1)]) == ["audit_number_twice"]


def test_a_last_number_that_is_not_the_highest_is_found():
    rows = {"tickets": [ticket(1, "waiting", 1)], "events": story("1 issue ->waiting")}
    assert codes(**rows, numbers=[DayNumberRow("A", 2)]) == ["audit_last_number"]
    assert codes(**rows, numbers=[]) == ["audit_last_number"]


@pytest.mark.parametrize(
    ("text", "state", "calls", "found"),
    [
        ("1 cancel ->cancelled", "cancelled", [], "audit_no_beginning"),
        ("1 issue ->waiting\n1 serve called>serving @1", "serving", [], "audit_broken_chain"),
        ("1 issue ->waiting\n1 finish waiting>done @1", "done", [], "audit_forbidden"),
        ("1 issue ->waiting\n1 cancel waiting>done", "done", [], "audit_forbidden"),
        ("1 issue ->waiting\n1 issue waiting>waiting", "waiting", [], "audit_forbidden"),
        ("1 issue ->waiting\n1 undo waiting>printing @1 =serve", "printing", [], "audit_undo"),
        ("1 issue ->waiting\n1 call_next waiting>called @1", "called", [], "audit_event_alone"),
        ("1 issue ->waiting", "waiting", [call(1)], "audit_call_alone"),
        ("1 issue ->waiting\n1 call_next waiting>called @1", "called", [call(1, "2")], "audit_call_alone"),
    ],
)
def test_a_step_that_must_not_be_is_found(text, state, calls, found):
    events = story(text)
    number = ticket(1, state, len(events), sum(event.action == "call_next" for event in events))
    assert codes(tickets=[number], events=events, calls=calls)[0] == found


def test_an_undo_must_lead_back_to_where_the_undone_step_began():
    events = story("""
        1 issue     ->waiting
        1 call_next waiting>called @1
        1 serve     called>serving @1
        1 undo      serving>waiting @1 =serve
    """)
    assert codes(tickets=[ticket(1, "waiting", 4, 1)], events=events, calls=[call(1)]) == ["audit_undo"]


def test_two_counters_that_call_the_same_ticket_are_found():
    events = story("""
        1 issue     ->waiting
        1 call_next waiting>called @1
        1 call_next waiting>called @2
    """)
    found = codes(tickets=[ticket(1, "called", 3, 2)], events=events, calls=[call(1), call(1, "2")])
    assert found == ["audit_double_call", "audit_other_counter"]


def test_two_tickets_at_one_counter_are_found():
    events = story("""
        1 issue     ->waiting
        2 issue     ->waiting
        1 call_next waiting>called @1
        2 call_next waiting>called @1
        1 finish    called>done @1
    """)
    tickets = [ticket(1, "done", 3, 1), ticket(2, "called", 2, 1)]
    assert codes(tickets=tickets, events=events, calls=[call(1), call(2)]) == ["audit_two_at_counter"]


def test_the_next_call_ends_the_present_visit_and_frees_the_counter():
    events = story("""
        1 issue     ->waiting
        2 issue     ->waiting
        1 call_next waiting>called @1
        1 finish    called>done @1 =next
        2 call_next waiting>called @1
        2 undo      called>waiting @1 =call_next
        1 undo      done>called @1 =finish
    """)
    tickets = [ticket(1, "called", 4, 1), ticket(2, "waiting", 3, 0)]
    assert codes(tickets=tickets, events=events, calls=[call(1), call(2, undone=True)]) == []


def test_a_counter_that_serves_anothers_number_is_found():
    events = story("""
        1 issue     ->waiting
        1 call_next waiting>called @1
        1 serve     called>serving @2
    """)
    assert codes(tickets=[ticket(1, "serving", 3, 1)], events=events, calls=[call(1)]) == ["audit_other_counter"]


def test_a_state_or_version_that_the_history_does_not_tell_is_found():
    events = story("1 issue ->waiting")
    assert codes(tickets=[ticket(1, "cancelled", 1)], events=events) == ["audit_state"]
    assert codes(tickets=[ticket(1, "waiting", 2)], events=events) == ["audit_version"]
    assert codes(tickets=[ticket(1, "waiting", 1)]) == ["audit_state", "audit_version"]


def test_a_slip_that_failed_makes_a_version_of_its_own():
    rows = {"events": story("1 issue ->printing\n1 confirm printing>waiting")}
    assert codes(tickets=[ticket(1, "waiting", 4)], **rows) == []
    assert codes(tickets=[ticket(1, "waiting", 1)], **rows) == ["audit_version"]


def test_somebody_who_still_waits_on_a_closed_day_is_lost():
    rows = {"tickets": [ticket(1, "waiting", 1)], "events": story("1 issue ->waiting")}
    assert codes(**rows) == []
    assert codes(**rows, day=CLOSED) == ["audit_lost"]


def test_a_call_that_was_taken_back_without_a_mark_is_found():
    events = story("""
        1 issue     ->waiting
        1 call_next waiting>called @1
        1 undo      called>waiting @1 =call_next
    """)
    assert codes(tickets=[ticket(1, "waiting", 3, 0)], events=events, calls=[call(1)]) == ["audit_calls"]
    assert codes(tickets=[ticket(1, "waiting", 3, 1)], events=events, calls=[call(1, undone=True)]) == ["audit_calls"]


def test_rows_of_a_ticket_that_is_not_there_are_found():
    assert codes(events=story("9 issue ->waiting")) == ["audit_orphan"]
    assert codes(calls=[call(9)]) == ["audit_orphan"]


def calls_in_a_row(*calls: CallRow, priority: tuple[int, ...] = (), reclassed: int = 0, **more) -> list[str]:
    """What is found when counter 1 makes these calls of tickets 1, 2, 3 … in turn."""
    events, tickets = [], []
    for number in range(1, len(calls) + 1):
        events += story(
            f"{number} issue ->waiting\n{number} call_next waiting>called @1\n{number} finish called>done @1"
        )
        if number == reclassed:
            events[-2:-2] = story(f"{number} set_priority waiting>waiting")
        version = 4 if number == reclassed else 3
        tickets.append(ticket(number, "done", version, 1, priority=number in priority))
    return codes(tickets=tickets, events=events, calls=calls, **more)


def test_priority_goes_first_as_often_as_the_rule_says():
    calls = (
        call(1, reason_code="priority_nth", nth=1, of=2),
        call(2, reason_code="priority_nth", nth=2, of=2, streak_before=1),
        call(3, reason_code="regular_after_priority", of=2, streak_before=2),
        call(4, reason_code="priority_nth", nth=1, of=2),
        call(5, reason_code="priority_older", nth=2, of=1, streak_before=1),
        call(6, reason_code="priority_alone", streak_before=2),
        call(7),
    )
    assert calls_in_a_row(*calls, priority=(1, 2, 4, 5, 6)) == []


def test_a_streak_that_does_not_follow_from_the_call_before_is_found():
    first = call(1, reason_code="priority_nth", nth=1, of=2)
    assert calls_in_a_row(first, call(2), priority=(1,)) == ["audit_streak"]


def test_a_day_that_was_opened_again_begins_a_new_streak():
    first = call(1, reason_code="priority_nth", nth=1, of=2)
    again = DAY._replace(opened_at=OPENED + timedelta(hours=1), reopened=True)
    later = call(2, at=OPENED + timedelta(hours=2))
    assert calls_in_a_row(first, later, priority=(1,), day=again) == []


@pytest.mark.parametrize(
    ("made", "priority"),
    [
        (call(1, reason_code="priority_nth", nth=3, of=2), (1,)),
        (call(1, reason_code="priority_alone"), ()),
        (call(1, reason_code="regular_after_priority", of=1, streak_before=0), ()),
        (call(1, reason_code="regular_after_priority", of=0, streak_before=0), (1,)),
    ],
)
def test_a_call_against_the_rule_of_priority_is_found(made, priority):
    assert calls_in_a_row(made, priority=priority) == ["audit_guarantee"]


def test_a_ticket_whose_class_was_changed_is_not_held_against_its_reason():
    assert calls_in_a_row(call(1, reason_code="priority_alone"), reclassed=1) == []


def test_a_request_that_was_done_twice_or_answered_nothing_is_found():
    fine = RequestRow("issue", "TOKEN", 1, True)
    report = audit_requests([fine, RequestRow("issue", "T", 2, True), RequestRow("call_next", "7", 1, False)])
    assert report.requests == 4
    assert [finding.code for finding in report.findings] == ["audit_request_twice", "audit_request_lost"]
    assert "7" in report.findings[1].message(ENGLISH)
    assert audit_requests([fine]).good


def test_thousands_of_findings_are_counted_and_some_of_them_kept():
    report = audit(
        Evidence(DAY, [DayNumberRow("A", 1000)], (), [ticket(1000, "waiting", 1)], story("1000 issue ->waiting"))
    )
    assert report.found == 999
    assert len(report.findings) == MOST_FINDINGS
    lost = audit_requests(RequestRow("issue", str(n), 1, False) for n in range(1000))
    assert (lost.found, len(lost.findings)) == (1000, MOST_FINDINGS)
    assert (report + lost).found == 1999
    assert len((report + lost).findings) == MOST_FINDINGS


def test_reports_of_days_add_up():
    one = audit(Evidence(DAY, [DayNumberRow("A", 1)], (), [ticket(1, "waiting", 1)], story("1 issue ->waiting")))
    both = AuditReport() + one + one
    assert (both.days, both.tickets, both.events) == ((DAY.date, DAY.date), 2, 2)
    assert dict(both.states)[State.WAITING] == 2
