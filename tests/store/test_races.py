"""What another program commits between the reading and the writing must not make the result wrong."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import timedelta

import pytest

from hall.access import By
from hall.call_delivery import VOICE_MARGIN, VOICE_REST, Voiced
from hall.errors import Refused, StoreUnavailable
from hall.lifecycle import State
from hall.store import apply_structure, open_store
from hall.store.tickets import queue_locks
from hall.views import VoiceClaim
from tests.at_once import meanwhile, together
from tests.board_words import call, claim, end
from tests.hall_samples import BY


@pytest.fixture
def other(hall_url, clock):
    """Another program's store of the same hall."""
    with closing(open_store(hall_url, clock)) as opened:
        yield opened


def without(structure, prefix):
    """The hall without a service, and without the counters that serve nothing else."""
    kept = tuple(service for service in structure.services if service.prefix != prefix)
    ids = {service.id for service in kept}
    left = (replace(c, services=tuple(s for s in c.services if s.service in ids)) for c in structure.counters)
    return replace(structure, services=kept, counters=tuple(counter for counter in left if counter.services))


def ended_for(bring_back, store, counter, prefix):
    """A number that has ended so that ``return_late`` or ``restore`` brings it back."""

    def end(work):
        ticket = work.tickets.issue(prefix, BY)
        if bring_back == "restore":
            return work.tickets.cancel(ticket.id, BY, reason="went home")
        work.counter(counter, BY).call_next()
        return work.counter(counter, BY).no_show()

    return store.run(end)


def refused(answer):
    """The code of what must be a refusal."""
    assert isinstance(answer, Refused), repr(answer)
    return answer.code


@pytest.mark.parametrize("day_is_open", [True, False])
def test_paper_numbers_do_not_join_a_service_that_is_retired_meanwhile(store, other, hall_url, structure, day_is_open):
    if day_is_open:
        store.run(lambda work: work.day.open(BY))
    with store.begin() as work:
        work.hall.apply(without(structure, "B"), BY)
        taken = meanwhile(
            lambda: other.run(lambda work: work.tickets.import_manual("B", 5, BY, waiting_from=4)), hall_url
        )
    assert refused(taken()) == "unknown_service"


def test_a_service_is_not_retired_while_a_number_is_sent_to_it(store, hall_url, structure):
    ticket = store.run(lambda work: work.tickets.issue("A", BY))
    with store.begin() as work:
        work.tickets.transfer(ticket.id, BY, service="2G")
        applied = meanwhile(lambda: apply_structure(hall_url, without(structure, "2G")), hall_url)
    assert refused(applied()) == "retires_waiting"


def test_a_number_is_not_sent_to_a_service_that_is_retired_meanwhile(store, other, hall_url, structure):
    ticket = store.run(lambda work: work.tickets.issue("A", BY))
    with store.begin() as work:
        work.hall.apply(without(structure, "2G"), BY)
        sent = meanwhile(lambda: other.run(lambda work: work.tickets.transfer(ticket.id, BY, service="2G")), hall_url)
    assert refused(sent()) == "unknown_service"


@pytest.mark.parametrize("bring_back", ["return_late", "restore"])
def test_a_number_is_not_brought_back_to_a_service_that_is_retired_meanwhile(
    store, other, hall_url, structure, bring_back
):
    ticket = ended_for(bring_back, store, "3", "2G")
    with store.begin() as work:
        work.hall.apply(without(structure, "2G"), BY)
        brought = meanwhile(lambda: other.run(lambda work: getattr(work.tickets, bring_back)(ticket.id, BY)), hall_url)
    assert refused(brought()) == "unknown_service"


@pytest.mark.parametrize("bring_back", ["return_late", "restore"])
def test_a_number_brought_back_while_the_day_closes_does_not_wait_on_for_nobody(store, other, hall_url, bring_back):
    ticket = ended_for(bring_back, store, "1", "A")
    with store.begin() as work:
        assert getattr(work.tickets, bring_back)(ticket.id, BY).state is State.WAITING
        closed = meanwhile(lambda: other.run(lambda work: work.day.close(BY, reason="evening")), hall_url)
    assert closed() == 1
    with other.read() as view:
        assert view.tickets.find(ticket.code).state is State.CANCELLED


@pytest.mark.parametrize("act", ["call_next", "sign_out"])
def test_a_label_that_moves_to_a_new_counter_meanwhile_is_followed(store, other, hall_url, structure, act):
    one, two, three = structure.counters
    store.run(lambda work: work.tickets.issue("B", BY))
    with other.read() as view:
        assert view.counters()[1].label == "2"
    with store.begin() as work:
        work.hall.apply(replace(structure, counters=(one, replace(two, id="loket-9"), three)), BY)
        acted = meanwhile(lambda: other.run(lambda work: getattr(work.counter("2", BY), act)()), hall_url)
    assert not isinstance(acted(), Exception)


def test_a_program_that_reads_nothing_follows_a_label_to_a_new_counter(store, other, structure):
    one, two, three = structure.counters
    assert other.run(lambda work: work.counter("2", BY).call_next()) is None
    store.run(lambda work: work.hall.apply(replace(structure, counters=(one, replace(two, id="loket-9"), three)), BY))
    store.run(lambda work: work.tickets.issue("B", BY))
    assert other.run(lambda work: work.counter("2", BY).call_next()).counter_id == "loket-9"


LEAVE = {
    "sign_out": lambda work: work.counter("2", BY).sign_out(),
    "pause": lambda work: work.counter("2", BY).pause(kind="break"),
}
SEND = {
    "from the queue": lambda work, ticket: work.tickets.transfer(ticket.id, BY, to_counter="2"),
    "from a counter": lambda work, _: work.counter("1", BY).transfer(to_counter="2"),
}


def ready_to_send(store, way):
    """A number that waits, or is at counter 1."""
    ticket = store.run(lambda work: work.tickets.issue("A", BY))
    if way == "from a counter":
        store.run(lambda work: work.counter("1", BY).call_next())
    return ticket


@pytest.mark.parametrize("way", SEND)
@pytest.mark.parametrize("leave", LEAVE)
def test_a_number_does_not_wait_for_a_counter_that_is_left_meanwhile(staffed, other, hall_url, leave, way):
    ticket = ready_to_send(staffed, way)
    with staffed.begin() as work:
        SEND[way](work, ticket)
        left = meanwhile(lambda: other.run(LEAVE[leave]), hall_url)
    assert not isinstance(left(), Exception)
    with other.read() as view:
        assert view.tickets.find(ticket.code).directed_label == ""


@pytest.mark.parametrize("way", SEND)
@pytest.mark.parametrize("leave", LEAVE)
def test_a_number_is_not_sent_to_a_counter_that_is_left_meanwhile(staffed, other, hall_url, leave, way):
    ticket = ready_to_send(staffed, way)
    with staffed.begin() as work:
        LEAVE[leave](work)
        sent = meanwhile(lambda: other.run(lambda work: SEND[way](work, ticket)), hall_url)
    assert refused(sent()) == "counter_unattended"


def test_numbers_that_go_from_counter_to_counter_both_ways_do_not_lock_each_other_out(staffed, hall_url, clock):
    def visit(number, to):
        with closing(open_store(hall_url, clock)) as store:
            for _ in range(15):
                store.run(lambda work: work.counter(number, BY).call_next())
                with store.begin() as work:  # gives up at a deadlock
                    work.counter(number, BY).transfer(to_counter=to)

    staffed.run(lambda work: [work.tickets.issue("A", BY) for _ in range(40)])
    assert together(lambda: visit("1", "2"), lambda: visit("2", "1")) == [None, None]


@pytest.mark.parametrize("target", [{"service": "2G"}, {"to_counter": "2"}])
def test_a_number_that_is_sent_elsewhere_meanwhile_is_not_called(staffed, other, hall_url, target):
    ticket = staffed.run(lambda work: work.tickets.issue("A", BY))
    with staffed.begin() as work:
        work.tickets.transfer(ticket.id, BY, **target)
        called = meanwhile(lambda: other.run(lambda work: work.counter("1", BY).call_next()), hall_url)
    assert called() is None
    with other.read() as view:
        assert view.tickets.find(ticket.code).state is State.WAITING


def test_a_number_that_is_sent_to_the_counter_meanwhile_is_called_there(staffed, other, hall_url):
    ticket = staffed.run(lambda work: work.tickets.issue("A", BY))
    with staffed.begin() as work:
        work.tickets.transfer(ticket.id, BY, service="2G", to_counter="1")
        called = meanwhile(lambda: other.run(lambda work: work.counter("1", BY).call_next()), hall_url)
    assert called().ticket.id == ticket.id


HOLD_THE_ROW = {
    "slip_missing": lambda work, ticket: work.slips.missing(ticket.id, BY),
    "reprint": lambda work, ticket: work.slips.reprint(ticket.id, By.system(station="kiosk-1")),
    "set_priority": lambda work, ticket: work.tickets.set_priority(ticket.id, True, BY, reason="lansia"),
    "slip_sending": lambda work, ticket: work.slips.sending(ticket.id, BY),
}


@pytest.mark.parametrize("what", HOLD_THE_ROW)
def test_the_head_is_not_passed_over_while_its_row_is_held_for_a_moment(store, other, hall_url, what):
    first, _ = (store.run(lambda work: work.tickets.issue("A", BY)) for _ in range(2))
    with store.begin() as work:
        HOLD_THE_ROW[what](work, first)
        called = meanwhile(lambda: other.run(lambda work: work.counter("1", BY).call_next()), hall_url)
    assert called().ticket.id == first.id


def test_a_call_that_lost_its_ticket_sees_the_priority_that_has_come_since(store, other, hall_url):
    first, second = (store.run(lambda work: work.tickets.issue("A", BY)) for _ in range(2))
    with store.begin() as work:
        work.tickets.hold(first.id, BY, reason="salat")
        called = meanwhile(lambda: other.run(lambda work: work.counter("1", BY).call_next()), hall_url)
        work.tickets.set_priority(second.id, True, BY, reason="lansia")
        last = work.tickets.issue("B", BY, priority=True)
    assert called().ticket.id in (second.id, last.id)
    assert other.run(lambda work: work.counter("1", BY).call_next()).ticket.priority


def test_a_call_by_number_meanwhile_is_no_loss_for_who_is_next(store, other, hall_url):
    first, second = (store.run(lambda work: work.tickets.issue("A", BY)) for _ in range(2))
    with store.begin() as work:
        work.counter("2", BY).call_number(first.id)
        called = meanwhile(lambda: other.run(lambda work: work.counter("1", BY).call_next()), hall_url)
    assert called().ticket.id == second.id


def test_counters_of_one_queue_take_turns_and_others_do_not_wait(store, other, hall_url):
    first, second = (store.run(lambda work: work.tickets.issue("A", BY)) for _ in range(2))
    passport = store.run(lambda work: work.tickets.issue("2G", BY))
    with store.begin() as work:
        assert work.counter("1", BY).call_next().ticket.id == first.id
        if hall_url.startswith("postgresql"):  # SQLite has one writer for all
            assert other.run(lambda work: work.counter("3", BY).call_next()).ticket.id == passport.id
        called = meanwhile(lambda: other.run(lambda work: work.counter("2", BY).call_next()), hall_url)
    assert called().ticket.id == second.id


def test_who_comes_late_waits_for_the_call_under_way_that_costs_the_turn(store, other, hall_url, clock):
    late = ended_for("return_late", store, "1", "A")
    for _ in range(5):
        store.run(lambda work: work.tickets.issue("A", BY))
    clock.move(seconds=1)
    for _ in range(4):
        store.run(lambda work: work.counter("1", BY).call_next())
    with store.begin() as work:
        work.counter("1", BY).call_next()
        clock.move(seconds=1)
        back = meanwhile(lambda: other.run(lambda work: work.tickets.return_late(late.id, BY)), hall_url)
    assert back().queue_time > late.queue_time


@pytest.fixture
def hurried(monkeypatch):
    """Calls that soon think that a lock is held by a program that hangs."""
    monkeypatch.setattr(queue_locks, "PATIENCE", "50ms")


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("what", HOLD_THE_ROW)
def test_a_program_that_hangs_while_it_holds_the_head_does_not_stop_the_counters(postgres_hall_url, clock, what):
    with ExitStack() as opened:
        hanging, other = (opened.enter_context(closing(open_store(postgres_hall_url, clock))) for _ in range(2))
        first, second = (other.run(lambda work: work.tickets.issue("A", BY)) for _ in range(2))
        with hanging.begin() as work:
            HOLD_THE_ROW[what](work, first)
            assert other.run(lambda work: work.counter("1", BY).call_next()).ticket.id == second.id
            with pytest.raises(StoreUnavailable, match="holds the numbers that are next"):
                other.run(lambda work: work.counter("1", BY).call_next())
        assert other.run(lambda work: work.counter("1", BY).call_next()).ticket.id == first.id


@pytest.mark.usefixtures("hurried")
def test_a_counter_that_hangs_in_its_call_does_not_stop_the_others(postgres_hall_url, clock):
    with ExitStack() as opened:
        hanging, other = (opened.enter_context(closing(open_store(postgres_hall_url, clock))) for _ in range(2))
        first, second = (other.run(lambda work: work.tickets.issue("A", BY)) for _ in range(2))
        with hanging.begin() as work:
            assert work.counter("1", BY).call_next().ticket.id == first.id
            assert other.run(lambda work: work.counter("2", BY).call_next()).ticket.id == second.id


def test_a_login_that_is_added_twice_at_once_is_refused(store, other, hall_url):
    with store.begin() as work:
        work.staff.add("siti", "Siti", "407163", BY)
        added = meanwhile(lambda: other.run(lambda work: work.staff.add("Siti", "Siti B.", "592817", BY)), hall_url)
    assert refused(added()) == "user_exists"


def test_a_call_that_another_board_passes_over_meanwhile_needs_no_voice(staffed, other, hall_url):
    made = call(staffed).seq
    with staffed.begin() as work:
        work.boards.voice_passed(By.board("b1"), [made])
        asked = meanwhile(lambda: claim(other, "b2", made), hall_url)
    assert asked() == VoiceClaim(done=True)
    assert claim(staffed, "b2", call(staffed, "2").seq).granted


def test_a_late_word_of_a_board_does_not_end_the_call_that_another_takes_over_meanwhile(
    staffed, other, hall_url, clock
):
    made = call(staffed).seq
    claim(staffed, "b1", made, seconds=8.0)
    clock.move(seconds=8.0 + VOICE_MARGIN.total_seconds())
    with staffed.begin() as work:
        assert work.boards.claim_voice(By.board("b2"), made, seconds=8.0).granted
        ended = meanwhile(lambda: end(other, "b1", made), hall_url)
    assert ended() is None
    end(staffed, "b2", made, Voiced.BROKE)
    clock.move(seconds=VOICE_REST.total_seconds())
    assert claim(staffed, "b3", made).granted


def test_a_booking_code_that_was_given_before_is_drawn_again(store, clock, monkeypatch):
    signs = iter("AAAAAA" + "AAAAAA" + "BBBBBB")
    monkeypatch.setattr("secrets.choice", lambda _: next(signs))
    slot = clock.now() + timedelta(hours=1)
    made = [store.run(lambda work: work.bookings.book("A", slot, BY)).code for _ in range(2)]
    assert made == ["AAAAAA", "BBBBBB"]


def test_a_day_is_opened_again_while_numbers_wait_for_its_closing(postgres_hall_url, clock):
    errors = []
    with ExitStack() as opened:
        closer, kiosk, office = (opened.enter_context(closing(open_store(postgres_hall_url, clock))) for _ in range(3))
        for store in (kiosk, office):
            store._connections.watch(lambda _, given: errors.append(given) if isinstance(given, Exception) else None)
        kiosk.run(lambda work: work.tickets.issue("A", BY))
        with closer.begin() as work:
            work.day.close(BY, reason="pressed by mistake")
            issued = meanwhile(lambda: kiosk.run(lambda work: work.tickets.issue("A", BY)), postgres_hall_url)
            again = meanwhile(
                lambda: office.run(lambda work: work.day.open(BY, confirm=True)), postgres_hall_url, waiting=2
            )
        assert again() == clock.now().date()
        issued()
    assert errors == []
