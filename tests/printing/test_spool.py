"""The whole way of a slip, on real databases and a printer with a mechanism: whatever fails, no number is lost, none
is in the queue without its holder, none is made twice, and the staff are told."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hall.access import By
from hall.errors import StoreUnavailable
from hall.lifecycle import State
from hall.printing.journal import SlipJournal
from hall.printing.printer import NoPrinter, UnusablePrinter
from hall.printing.spool import NamedPrinter, PrintRequest, Spool
from hall.store import Store
from tests.fake_printer import FakePrinter
from tests.hall_samples import BY
from tests.patient_bot import PATIENCE_S
from tests.printing.spool_hall import MUTE, Hall


class Away:
    """A database that nobody reaches."""

    def run(self, _job: Any) -> Any:
        """In vain."""
        raise StoreUnavailable("away")


def until(holds: Callable[[], bool]) -> None:
    """Waits, as long as a busy machine may take."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_slip_that_is_out_lets_its_number_join(store: Store, fake: FakePrinter) -> None:
    hall = Hall(store, fake)
    order = hall.issue()
    end = hall.print(order)
    assert (end.joined, end.outcome) == (True, "printed")
    assert hall.ticket(order.ticket).state is State.WAITING
    assert hall.job() == ("printed", 0)
    assert hall.told == [end]
    hall.assert_honest(1)


def test_a_blind_slip_joins_unproven(store: Store) -> None:
    with FakePrinter(answers=False, scale=40) as fake:
        hall = Hall(store, fake, calibration=MUTE)
        order = hall.issue()
        assert hall.print(order).outcome == "unverified"
        assert hall.ticket(order.ticket).unverified
        assert hall.job() == ("unverified", 0)


@pytest.mark.parametrize(
    ("fault", "at_mm", "outcome", "state", "alarm"),
    [
        ("paper", None, "not_sent", "queued", "printer_paper_out"),
        ("cover", None, "not_sent", "queued", "printer_cover_open"),
        ("power", None, "not_sent", "queued", "printer_unreachable"),
        ("paper", 40.0, "blocked", "blocked", "printer_paper_out"),
        ("cover", 40.0, "blocked", "blocked", "printer_cover_open"),
    ],
)
def test_a_trouble_keeps_the_number_out_of_the_queue_and_tells_the_staff(
    store: Store, fake: FakePrinter, fault: str, at_mm: float | None, outcome: str, state: str, alarm: str
) -> None:
    hall = Hall(store, fake)
    fake.fail(fault, at_mm=at_mm)
    order = hall.issue()
    end = hall.print(order)
    assert (end.joined, end.outcome, end.again) == (False, outcome, True)
    assert hall.ticket(order.ticket).state is State.PRINTING
    assert hall.job()[0] == state
    assert alarm in hall.alarms()
    assert store.run(lambda work: work.counter("1", BY).call_next()) is None  # no ghost

    fake.mend()
    copy = end.copy + (outcome == "blocked")
    again = hall.print(PrintRequest(order.ticket, order.hall, copy=copy))
    assert again.joined
    assert fake.slips[-1].whole
    assert hall.ticket(order.ticket).state is State.WAITING
    assert alarm not in hall.alarms()
    hall.assert_honest(1)


def test_a_stall_is_found_out_once_and_a_copy_comes_when_it_is_well(store: Store, fake: FakePrinter) -> None:
    hall = Hall(store, fake, calibration=MUTE)
    fake.fail("stall", at_mm=30)
    order = hall.issue()
    end = hall.print(order)
    assert (end.joined, end.outcome, end.again) == (False, "unknown", True)
    assert hall.job() == ("queued", 0)
    assert "printer_stalled" in hall.alarms()

    received = fake.received
    assert hall.print().outcome == "not_sent"  # the next visitor waits for nothing
    assert not hall.spool.care.poll()
    assert fake.received - received < 4_000  # zeros, and no slip
    assert "printer_stalled" in hall.alarms()

    fake.mend()
    until(hall.spool.care.poll)
    assert hall.print(PrintRequest(order.ticket, order.hall, copy=end.copy + 1)).joined
    assert "printer_stalled" not in hall.alarms()
    assert [slip.whole for slip in fake.slips].count(True) == 1
    hall.assert_honest(2)


@pytest.mark.parametrize("part", range(20))
def test_a_power_cut_at_any_byte_ends_well(store: Store, fake: FakePrinter, part: int) -> None:
    hall = Hall(store, fake)
    fake.fail("power", at_byte=part * 3_100)
    order = hall.issue()
    end = hall.print(order)
    assert not end.joined
    assert hall.ticket(order.ticket).state is State.PRINTING
    assert "printer_unreachable" in hall.alarms()
    fake.mend()
    assert hall.print(PrintRequest(order.ticket, order.hall, copy=end.copy + 1)).joined
    assert [slip.whole for slip in fake.slips].count(True) == 1
    hall.assert_honest(1)


def test_another_client_that_holds_the_printer_only_delays(store: Store, fake: FakePrinter) -> None:
    hall = Hall(store, fake)
    order = hall.issue()
    with socket.create_connection(("127.0.0.1", fake.port)):
        time.sleep(0.1)
        end = hall.print(order)
        assert (end.outcome, end.problem, end.again) == ("not_sent", "silent", True)
        assert "printer_silent" in hall.alarms()
    time.sleep(0.1)
    assert hall.print(order).joined
    assert hall.job() == ("printed", 0)  # nothing was out: no copy


def test_the_fallback_prints_at_once(store: Store, fake: FakePrinter) -> None:
    with FakePrinter(scale=40) as other:
        hall = Hall(store, fake, fallback=other)
        fake.fail("paper")
        assert hall.print().joined
        assert (len(fake.slips), len(other.slips)) == (0, 1)
        with store.read() as view:
            problems = {printer.name: printer.problem for printer in view.printers.all()}
        assert problems == {"kiosk-1": "paper_out", "kiosk-2": ""}


def test_a_slip_that_was_confirmed_or_cancelled_meanwhile_is_not_printed(store: Store, fake: FakePrinter) -> None:
    hall = Hall(store, fake)
    confirmed, cancelled = hall.issue(), hall.issue()
    store.run(lambda work: work.tickets.confirm(confirmed.ticket.id, BY))
    store.run(lambda work: work.tickets.cancel(cancelled.ticket.id, BY, reason="pergi"))
    assert [hall.print(order).outcome for order in (confirmed, cancelled)] == ["settled", "settled"]
    assert fake.slips == []


def test_after_a_minute_people_decide(store: Store, clock: Any) -> None:
    with FakePrinter() as fake:
        hall = Hall(store, fake)
        fake.fail("cover")
        order = hall.issue()
        assert hall.print(order).again
        clock.move(seconds=61)
        fake.mend()
        late = hall.print(order)
        assert (late.joined, late.outcome, late.again) == (False, "late", False)
        assert fake.slips == []  # its visitor may have left
        assert hall.job()[0] == "needs_staff"
        with store.read() as view:
            assert [ticket.code for ticket in view.counter("1").unprinted] == ["A-001"]


def test_a_reprint_says_copy_and_changes_nothing_else(store: Store, fake: FakePrinter) -> None:
    hall = Hall(store, fake)
    order = hall.issue()
    hall.print(order)
    before = hall.ticket(order.ticket)
    end = hall.spool.reprint(before, order.hall)
    assert (end.joined, end.copy) == (True, 1)
    after = hall.ticket(order.ticket)
    assert (after.state, after.queue_time, after.version) == (before.state, before.queue_time, before.version)
    assert len(fake.slips) == 2


def test_the_roll_is_counted_and_the_staff_are_warned_in_time(store: Store) -> None:
    with FakePrinter(paper_mm=30_000, near_end_mm=1_000, scale=200) as fake:
        hall = Hall(store, fake)
        for _ in range(3):
            hall.print()
        with store.read() as view:
            first = view.printers.find("kiosk-1")
        assert 75 <= (first.slips_left or 0) <= 95  # the sample's roll is 10 m long
        assert not first.paper_low
        store.run(
            lambda work: work.printers.report("kiosk-1", BY, problem="", detail="", near_end=None, paper_mm=6_000)
        )
        assert "alarm_paper_low" in hall.alarms()
        store.run(lambda work: work.printers.new_roll("kiosk-1", BY))
        assert "alarm_paper_low" not in hall.alarms()
        store.run(lambda work: work.printers.report("kiosk-1", BY, problem="", detail="", near_end=True))
        assert "alarm_paper_near_end" in hall.alarms()


def test_a_kiosk_that_is_not_heard_of_is_told(store: Store, fake: FakePrinter, clock: Any) -> None:
    hall = Hall(store, fake)
    hall.print()
    clock.move(minutes=6)
    assert "alarm_station_silent" in hall.alarms()
    hall.spool.care.poll()
    assert "alarm_station_silent" not in hall.alarms()


@pytest.mark.parametrize("age_s", [120, 720, -3600])
def test_what_a_life_left_for_longer_than_a_minute_goes_to_the_staff(
    store: Store, fake: FakePrinter, clock: Any, tmp_path: Path, age_s: int
) -> None:
    with closing(SlipJournal.of("kiosk-1", tmp_path, "first")) as journal:
        journal.begin()
        Hall(store, fake, journal=journal).issue()
    clock.move(seconds=age_s)
    with closing(SlipJournal.of("kiosk-1", tmp_path, "second")) as journal:
        journal.begin()
        hall = Hall(store, fake, journal=journal)
        assert hall.left() == ()
    assert hall.job() == ("needs_staff", 0)
    assert store.run(lambda work: work.counter("1", BY).call_next()) is None
    assert fake.slips == []


def test_two_kiosks_of_one_name_print_no_slip_twice(store: Store, fake: FakePrinter, tmp_path: Path) -> None:
    """The second has the first one's journal on its disk, as a cloned disk has; the third has one of its own."""
    with closing(SlipJournal.of("kiosk-1", tmp_path / "first", "one")) as one:
        one.begin()
        mine = Hall(store, fake, journal=one)
        order = mine.issue()
        shutil.copytree(tmp_path / "first", tmp_path / "second")
        with closing(SlipJournal.of("kiosk-1", tmp_path / "second", "two")) as two:
            two.begin()
            other = Hall(store, fake, journal=two)
            left = other.left()
            assert [waiting.copy for waiting in left] == [1]
            assert mine.print(order).copy == 0
            assert [other.print(waiting).outcome for waiting in left] == ["settled"]

        order = mine.issue()
        with closing(SlipJournal.of("kiosk-1", tmp_path / "third", "three")) as three:
            three.begin()
            assert Hall(store, fake, journal=three).left() == ()
        assert mine.job() == ("needs_staff", 0)
        assert (mine.print(order).joined, mine.job()) == (True, ("printed", 0))
    assert len(fake.slips) == 2
    mine.assert_honest(2)


def test_a_slip_that_was_never_sent_is_printed_by_the_next_life_without_a_mark(
    store: Store, fake: FakePrinter, tmp_path: Path
) -> None:
    fake.fail("power")
    with closing(SlipJournal.of("kiosk-1", tmp_path, "first")) as journal:
        journal.begin()
        assert Hall(store, fake, journal=journal).print().outcome == "not_sent"
    fake.mend()
    with closing(SlipJournal.of("kiosk-1", tmp_path, "second")) as journal:
        journal.begin()
        hall = Hall(store, fake, journal=journal)
        assert [hall.print(order).copy for order in hall.left()] == [0]
    assert hall.job() == ("printed", 0)


def test_a_slip_that_another_life_has_begun_is_a_copy(store: Store) -> None:
    ticket = store.run(lambda work: work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True, life="one"))
    claims = [
        store.run(lambda work, life=life: work.slips.sending(ticket.id, BY, copy=0, life=life, taken_from="one"))
        for life in ("two", "one", "one", "two")
    ]
    assert [claim.copy for claim in claims] == [0, 1, 1, 2]


def test_a_slip_that_nobody_can_note_is_not_sent(store: Store, fake: FakePrinter, tmp_path: Path) -> None:
    blocked = tmp_path / "a plain file"
    blocked.write_text("")
    journal = SlipJournal.of("kiosk-1", blocked, "one")
    journal.begin()
    assert "cannot be used" in journal.problem
    hall = Hall(store, fake, journal=journal)
    order = hall.issue()
    away = Hall(store, fake, journal=journal)
    gone: Any = Away
    away.spool = Spool(gone, NamedPrinter("kiosk-1", NoPrinter()), by=By.kiosk("kiosk-1"), journal=journal)
    end = away.print(order)
    assert (end.joined, end.outcome, end.again) == (False, "not_sent", True)
    assert hall.print(order).joined  # the database is back, and notes it


def test_a_printer_that_this_machine_cannot_use_is_told_and_not_tried_again(store: Store, fake: FakePrinter) -> None:
    hall = Hall(store, fake)
    hall.spool = Spool(lambda: store, NamedPrinter("kiosk-1", UnusablePrinter("no such port")), by=By.kiosk("kiosk-1"))
    order = hall.issue()
    end = hall.print(order)
    assert (end.joined, end.problem, end.again, end.detail) == (False, "setup", False, "no such port")
    assert "printer_setup" in hall.alarms()
    assert not hall.spool.care.poll()


def test_a_station_without_a_printer_asks_the_visitor_at_once(store: Store, fake: FakePrinter) -> None:
    hall = Hall(store, fake)
    hall.spool = Spool(lambda: store, NamedPrinter("kiosk-1", NoPrinter()), by=By.kiosk("kiosk-1"))
    end = hall.print()
    assert (end.joined, end.outcome, end.problem, end.again) == (False, "not_sent", "", False)
    assert not {code for code in hall.alarms() if code.startswith("printer_")}
