"""Numbers are given once and called once, on both databases."""

from __future__ import annotations

import pytest

from hall.access import By
from hall.errors import Refused
from hall.lifecycle import State
from hall.translator import INDONESIAN
from tests.hall_samples import BY


def test_numbers_count_per_prefix_from_one(store):
    with store.begin() as work:
        codes = [work.tickets.issue(s, BY).code for s in ("A", "A", "B", "2G", "A")]
    assert codes == ["A-001", "A-002", "B-001", "2G-001", "A-003"]


def test_a_service_is_known_by_prefix_and_id_in_any_case(store):
    with store.begin() as work:
        assert (
            work.tickets.issue("a", BY).service_id
            == work.tickets.issue("Disdukcapil-A", BY).service_id
            == "disdukcapil-a"
        )


def test_an_unknown_service_is_refused_with_a_sentence(store):
    with pytest.raises(Refused) as refusal, store.begin() as work:
        work.tickets.issue("ZZ", BY)
    assert refusal.value.code == "unknown_service"
    assert "ZZ" in refusal.value.message(INDONESIAN)


def test_people_ahead_are_counted_by_class(store, clock):
    with store.begin() as work:
        assert work.tickets.issue("A", BY).ahead == 0
        clock.move(seconds=1)
        assert work.tickets.issue("A", BY).ahead == 1
        clock.move(seconds=1)
        assert work.tickets.issue("A", BY, priority=True).ahead == 0
        clock.move(seconds=1)
        assert work.tickets.issue("A", BY).ahead == 3
        assert work.tickets.issue("B", BY).ahead == 0


def test_a_repeat_of_a_request_gives_the_same_number(store):
    with store.begin() as work:
        first = work.tickets.issue("A", By.system(request_id="touch-1"))
    with store.begin() as work:
        again = work.tickets.issue("A", By.system(request_id="touch-1"))
        other = work.tickets.issue("A", By.system(request_id="touch-2"))
    assert again.id == first.id
    assert other.code == "A-002"


def test_a_request_id_cannot_be_used_for_something_else(store):
    with store.begin() as work:
        work.tickets.issue("A", By.system(request_id="touch-1"))
    with pytest.raises(Refused) as refusal, store.begin() as work:
        work.tickets.issue("B", By.system(request_id="touch-1"))
    assert refusal.value.code == "request_reused"


def test_a_rolled_back_unit_of_work_leaves_no_gap(store):
    def issue_and_fail(work):
        work.tickets.issue("A", BY)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), store.begin() as work:
        issue_and_fail(work)
    with store.begin() as work:
        assert work.tickets.issue("A", BY).code == "A-001"


def test_a_counter_calls_the_longest_waiting(store, clock):
    with store.begin() as work:
        work.tickets.issue("B", BY)
        clock.move(seconds=1)
        work.tickets.issue("A", BY)
        clock.move(minutes=3)
        call = work.counter("1", BY).call_next()
    assert (call.ticket.code, call.counter_label, call.reason.code) == ("B-001", "1", "longest_waiting")
    assert call.ticket.state is State.CALLED
    assert call.reason.message(INDONESIAN) == "Menunggu paling lama: 3 menit"


def test_rank_decides_before_turn(store, clock):
    with store.begin() as work:
        work.tickets.issue("A", BY)
        clock.move(seconds=1)
        work.tickets.issue("B", BY)
        assert work.counter("2", BY).call_next().ticket.code == "B-001"
        assert work.counter("2", BY).call_next().ticket.code == "A-001"


def test_nobody_waiting_gives_none_and_keeps_no_request(store):
    with store.begin() as work:
        assert work.counter("1", By.system(request_id="press-1")).call_next() is None
        work.tickets.issue("A", BY)
        assert work.counter("1", By.system(request_id="press-1")).call_next().ticket.code == "A-001"


def test_a_repeat_of_a_call_calls_nobody_else(store):
    with store.begin() as work:
        work.tickets.issue("A", BY)
        work.tickets.issue("A", BY)
    with store.begin() as work:
        first = work.counter("1", By.system(request_id="press-1")).call_next()
    with store.begin() as work:
        again = work.counter("1", By.system(request_id="press-1")).call_next()
    assert (again.seq, again.ticket.code) == (first.seq, "A-001")
    with store.read() as view:
        assert view.tickets.find("A-002").state is State.WAITING


def test_next_ends_a_visit_that_has_begun_as_done(store):
    with store.begin() as work:
        work.tickets.issue("A", BY)
        work.tickets.issue("A", BY)
        work.counter("1", BY).call_next()
        work.counter("1", BY).serve()
    with store.begin() as work:
        assert work.counter("1", BY).call_next().ticket.code == "A-002"
    with store.read() as view:
        assert view.tickets.find("A-001").state is State.DONE
        assert view.counter("1").current.code == "A-002"


def test_priority_goes_first_twice_while_others_wait(store, clock):
    with store.begin() as work:
        for priority in (False, False, True, True, True, True):
            clock.move(seconds=1)
            work.tickets.issue("A", BY, priority=priority)
        calls = [work.counter("1", BY).call_next() for _ in range(6)]
    assert [c.ticket.code for c in calls] == ["A-003", "A-004", "A-001", "A-005", "A-006", "A-002"]
    assert [c.reason.code for c in calls] == [
        "priority_nth", "priority_nth", "regular_after_priority", "priority_nth", "priority_nth", "longest_waiting",
    ]  # fmt: skip


def test_a_visit_from_call_to_done(store, clock):
    with store.begin() as work:
        work.tickets.issue("A", BY)
        work.counter("1", BY).call_next()
        again = work.counter("1", BY).recall()
        assert (again.kind, again.ticket.calls) == ("recall", 2)
        clock.move(minutes=1)
        assert work.counter("1", BY).serve().state is State.SERVING
        clock.move(minutes=5)
        assert work.counter("1", BY).finish().state is State.DONE
    with store.read() as view:
        figures = view.counter("1").figures
    assert (figures.done, figures.no_show, figures.mean_service.total_seconds()) == (1, 0, 300)


def test_actions_without_a_ticket_or_in_a_wrong_state_are_refused_and_leave_no_trace(store):
    with store.begin() as work:
        work.tickets.issue("A", BY)
    for action in ("recall", "serve", "finish", "no_show"):
        with pytest.raises(Refused) as refusal, store.begin() as work:
            getattr(work.counter("1", By.system(request_id=f"press-{action}")), action)()
        assert refusal.value.code == "nobody_called"
    with store.begin() as work:
        work.counter("1", BY).call_next()
        work.counter("1", By.system(request_id="press-serve")).serve()
        with pytest.raises(Refused) as refusal:
            work.counter("1", By.system()).no_show()
    assert refusal.value.message(INDONESIAN) == "A-001 sedang dilayani, jadi tidak bisa dicatat tidak hadir."


def test_a_stale_version_is_refused(store):
    with store.begin() as work:
        work.tickets.issue("A", BY)
        seen = work.counter("1", BY).call_next().ticket.version
        work.counter("1", By.system(version=seen)).recall()
        with pytest.raises(Refused) as refusal:
            work.counter("1", By.system(version=seen)).finish()
    assert refusal.value.code == "changed_meanwhile"


def test_a_double_press_of_finish_is_harmless(store):
    with store.begin() as work:
        work.tickets.issue("A", BY)
        work.counter("1", BY).call_next()
    with store.begin() as work:
        work.counter("1", By.system(request_id="press-1")).finish()
    with store.begin() as work:
        assert work.counter("1", By.system(request_id="press-1")).finish().code == "A-001"


def test_a_ticket_in_printing_is_not_called_until_its_slip_is_out(store):
    with store.begin() as work:
        ticket = work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True)
        assert ticket.state is State.PRINTING
        assert work.counter("1", BY).call_next() is None
        out = work.slips.out(ticket.id, BY, verified=False)
        assert (out.state, out.unverified) == (State.WAITING, True)
        assert work.counter("1", BY).call_next().ticket.id == ticket.id


def test_an_unprinted_number_is_shown_to_the_staff_and_can_be_confirmed_or_cancelled(store, clock):
    with store.begin() as work:
        first = work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True)
        second = work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True)
        work.slips.failed(first.id, BY, outcome="not_sent", detail="refused")
    with store.read() as view:
        assert view.counter("1").unprinted == ()
        assert [job.ticket.code for job in view.slips.unfinished("kiosk-1")] == ["A-001", "A-002"]
    clock.move(seconds=61)
    with store.read() as view:
        assert [t.code for t in view.counter("1").unprinted] == ["A-001", "A-002"]
        assert view.counter("3").unprinted == ()  # nobody there serves it
    with store.begin() as work:
        assert work.tickets.confirm(first.id, BY).state is State.WAITING
        assert work.tickets.cancel(second.id, BY, reason="gone").state is State.CANCELLED
        with pytest.raises(Refused):
            work.tickets.confirm(second.id, BY)
    with store.read() as view:
        assert view.slips.unfinished("kiosk-1") == ()


def test_a_closed_service_gives_no_numbers_and_says_when_it_opens(store, clock):
    clock.move(hours=2, minutes=30)
    with pytest.raises(Refused) as refusal, store.begin() as work:
        work.tickets.issue("A", BY)
    assert refusal.value.code == "closed_now"
    assert "Istirahat sampai 13.00" in refusal.value.message(INDONESIAN)


def test_a_ticket_is_found_by_code_and_token(store):
    with store.begin() as work:
        ticket = work.tickets.issue("A", BY)
    with store.read() as view:
        assert view.tickets.find("a 1").id == view.tickets.find(ticket.token).id == ticket.id
        with pytest.raises(Refused):
            view.tickets.find("A-002")


def test_the_board_shows_calls_newest_first_and_its_zone_only(store, clock):
    with store.begin() as work:
        for service in ("A", "2G"):
            work.tickets.issue(service, BY)
        work.counter("1", BY).call_next()
        clock.move(seconds=1)
        work.counter("3", BY).call_next()
        work.counter("1", BY).recall()
    with store.read() as view:
        whole, podium = view.board(), view.board("podium")
    assert [(c.code, c.counter_label, c.kind) for c in whole.calls] == [
        ("A-001", "1", "recall"), ("2G-001", "3", "next"), ("A-001", "1", "next"),
    ]  # fmt: skip
    assert [c.counter_label for c in podium.calls] == ["1", "1"]
    assert [(c.counter_label, c.state) for c in podium.cells] == [("1", "called"), ("2", "closed")]


def test_the_counter_sees_who_is_next_and_why(store, clock):
    with store.begin() as work:
        for priority in (False, False, True):
            work.tickets.issue("A", BY, priority=priority)
            clock.move(minutes=1)
        work.tickets.issue("2G", BY)
    with store.read() as view:
        desk = view.counter("2")
    assert desk.next.ticket.code == "A-003"
    assert desk.next.reason.code == "priority_nth"
    assert [t.code for t in desk.after] == ["A-001", "A-002"]
    assert [(q.prefix, q.waiting, q.own) for q in desk.queues] == [("B", 0, True), ("A", 3, True)]


def test_a_kiosk_shows_the_whole_hall_or_one_zone(store):
    with store.read() as view:
        assert [a.id for a in view.kiosk().agencies] == ["disdukcapil", "imigrasi"]
        assert [a.id for a in view.kiosk("menara").agencies] == ["imigrasi"]
        with pytest.raises(Refused) as refusal:
            view.kiosk("lantai-9")
    assert "podium, menara" in refusal.value.message(INDONESIAN)


def test_an_agency_is_as_open_as_its_best_service(store, clock):
    with store.read() as view:
        assert view.kiosk().agencies[0].opening.is_open
        assert view.kiosk().hours_today == ("07.30–12.00", "13.00–16.00")
    clock.move(hours=2, minutes=10)
    with store.read() as view:
        assert view.kiosk().agencies[0].opening.message(INDONESIAN) == "Istirahat sampai 13.00"
