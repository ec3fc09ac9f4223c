from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hall.access import By
from hall.errors import DeviceError
from hall.lifecycle import State
from hall.printing.answers import Problem
from hall.printing.closing_strip import Printable
from hall.printing.journal import SlipJournal
from hall.printing.outcome import PrintOutcome, PrintResult
from hall.printing.printer import TicketPrinter
from hall.printing.spool import NamedPrinter, PrintRequest, SlipEnd
from hall.printing.stations import Printers
from hall.printing.talk import Patience, no_patience
from hall.translator import ENGLISH
from hall.views import TicketView
from kiosk.print_worker import PrintWorker
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.memory_hall import MemoryHall, NotePrinter


class WatchedWorker(PrintWorker):
    """Keeps what has become of its slips."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.ends: list[SlipEnd] = []
        self.ended.connect(self.ends.append)


Start = Callable[..., WatchedWorker]


@pytest.fixture
def hall() -> MemoryHall:
    return MemoryHall(samples.kiosk_view())


LIFE = "one"


@pytest.fixture
def start(hall: MemoryHall, qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    """Starts a worker on the hall with a printer, waits until it looked for leftovers; joins it afterwards."""
    workers: list[WatchedWorker] = []

    def begin(open_printer: Callable[[], TicketPrinter]) -> WatchedWorker:
        worker = WatchedWorker(
            lambda: hall,
            lambda store: Printers(NamedPrinter("depan", open_printer())),
            "depan",
            journal=SlipJournal.of("depan", tmp_path, LIFE),
        )
        workers.append(worker)
        worker.start()
        qtbot.waitUntil(lambda: hall.reads > 0)
        return worker

    yield begin
    for worker in workers:
        assert worker.close()


def issue(hall: MemoryHall, request: str = "r") -> TicketView:
    return hall.issue("disdukcapil-a", By.kiosk("depan", request_id=request), to_print=True, life=LIFE)


def test_a_number_that_nobody_wants_is_no_leftover(hall: MemoryHall, start: Start, qtbot: QtBot):
    printer = NotePrinter()
    worker = start(lambda: printer)
    unwanted, wanted = issue(hall), issue(hall, "other")
    worker.leave_out(unwanted.id)

    worker.settle()
    qtbot.waitUntil(lambda: bool(printer.slips))

    assert [slip.code for slip in printer.slips] == [wanted.code]


def test_a_printed_slip_lets_its_number_join_the_queue(hall: MemoryHall, start: Start, qtbot: QtBot):
    printer = NotePrinter()
    worker = start(lambda: printer)
    ticket = issue(hall)

    worker.submit(PrintRequest(ticket, samples.HALL, ENGLISH))
    qtbot.waitUntil(lambda: worker.ends == [SlipEnd(ticket.id, True, "printed")])

    assert hall.tickets[ticket.id].state is State.WAITING
    assert hall.jobs[ticket.id].state == "printed"
    assert printer.slips[0].service == "ID card enrolment"
    assert printer.slips[0].copy_mark == ""


@pytest.mark.parametrize("outcome", [PrintOutcome.NOT_SENT, PrintOutcome.BLOCKED, PrintOutcome.UNKNOWN])
def test_a_failed_slip_leaves_its_number_printing(hall: MemoryHall, start: Start, qtbot: QtBot, outcome: PrintOutcome):
    worker = start(lambda: NotePrinter(outcome))
    ticket = issue(hall)

    worker.submit(PrintRequest(ticket, samples.HALL))
    qtbot.waitUntil(lambda: bool(worker.ends))

    assert (worker.ends[0].joined, worker.ends[0].outcome) == (False, outcome.value)
    assert hall.tickets[ticket.id].state is State.PRINTING
    expected = {"not_sent": ("queued", "sending"), "blocked": ("blocked", "sending"), "unknown": ("needs_staff",)}
    assert hall.jobs[ticket.id].state in expected[outcome.value]


def test_a_slip_that_was_not_taken_is_tried_again_until_it_comes_out(hall: MemoryHall, start: Start, qtbot: QtBot):
    printer = NotePrinter(PrintOutcome.NOT_SENT)
    worker = start(lambda: printer)
    ticket = issue(hall)
    worker.submit(PrintRequest(ticket, samples.HALL))
    qtbot.waitUntil(lambda: len(printer.slips) >= 2)
    assert len(worker.ends) == 1  # the visitor was told once

    printer.outcome = PrintOutcome.PRINTED
    qtbot.waitUntil(lambda: len(worker.ends) == 2)
    assert worker.ends[1].joined
    assert hall.tickets[ticket.id].state is State.WAITING
    assert printer.slips[-1].copy == 0  # nothing of it was out


def test_a_blocked_slip_comes_out_as_a_copy_when_the_printer_is_mended(hall: MemoryHall, start: Start, qtbot: QtBot):
    printer = NotePrinter(PrintOutcome.BLOCKED)
    worker = start(lambda: printer)
    worker.submit(PrintRequest(issue(hall), samples.HALL))
    qtbot.waitUntil(lambda: bool(worker.ends))
    printer.outcome = PrintOutcome.PRINTED
    qtbot.waitUntil(lambda: len(worker.ends) == 2)
    assert printer.slips[-1].copy_mark.startswith("SALINAN")


def test_a_number_that_was_confirmed_on_the_screen_is_not_printed_after_all(
    hall: MemoryHall, start: Start, qtbot: QtBot
):
    printer = NotePrinter(PrintOutcome.NOT_SENT)
    worker = start(lambda: printer)
    ticket = issue(hall)
    worker.submit(PrintRequest(ticket, samples.HALL))
    qtbot.waitUntil(lambda: bool(worker.ends))
    hall.confirm(ticket.id, By.kiosk("depan"))
    tries = len(printer.slips)
    printer.outcome = PrintOutcome.PRINTED
    qtbot.wait(1200)
    assert len(printer.slips) == tries
    assert len(worker.ends) == 1


def test_after_a_minute_a_person_decides(hall: MemoryHall, start: Start, qtbot: QtBot):
    printer = NotePrinter(PrintOutcome.NOT_SENT)
    worker = start(lambda: printer)
    ticket = issue(hall)
    hall.later = timedelta(seconds=61)
    worker.submit(PrintRequest(ticket, samples.HALL))
    qtbot.waitUntil(lambda: bool(worker.ends))
    assert hall.jobs[ticket.id].state == "needs_staff"
    qtbot.wait(900)
    assert len(printer.slips) == 1


def test_an_unknown_end_makes_two_copies_and_no_more(hall: MemoryHall, start: Start, qtbot: QtBot):
    printer = NotePrinter(PrintOutcome.UNKNOWN)
    worker = start(lambda: printer)
    worker.submit(PrintRequest(issue(hall), samples.HALL))
    qtbot.waitUntil(lambda: bool(worker.ends))
    assert [slip.copy for slip in printer.slips] == [0, 1, 2]


def test_the_fallback_takes_what_the_own_printer_does_not(hall: MemoryHall, qtbot: QtBot):
    own, other = NotePrinter(PrintOutcome.NOT_SENT), NotePrinter()
    printers = Printers(NamedPrinter("depan", own), NamedPrinter("belakang", other))
    worker = WatchedWorker(lambda: hall, lambda store: printers, "depan")
    ends = worker.ends
    worker.start()
    qtbot.waitUntil(lambda: hall.reads > 0)
    worker.submit(PrintRequest(issue(hall), samples.HALL))
    qtbot.waitUntil(lambda: bool(ends))
    assert worker.close()
    assert ends[0].joined
    assert (len(own.slips), len(other.slips)) == (1, 1)


def test_the_staff_print_again_and_put_in_a_roll(hall: MemoryHall, start: Start, qtbot: QtBot):
    printer = NotePrinter()
    worker = start(lambda: printer)
    ticket = issue(hall)
    worker.submit(PrintRequest(ticket, samples.HALL))
    qtbot.waitUntil(lambda: bool(worker.ends))
    done: list[SlipEnd] = []
    worker.errand_done.connect(done.append)
    worker.reprint(ticket)
    qtbot.waitUntil(lambda: bool(done))
    assert printer.slips[-1].copy_mark == "SALINAN"
    worker.new_roll()
    qtbot.waitUntil(lambda: hall.rolls == ["depan"])


def test_a_slip_that_comes_again_is_in_the_language_of_its_visitor(hall: MemoryHall, start: Start, qtbot: QtBot):
    printer = NotePrinter()
    worker = start(lambda: printer)
    done: list[SlipEnd] = []
    worker.errand_done.connect(done.append)
    for language in ("en", "", "muna"):
        ticket = replace(issue(hall, f"r{language}"), language=language)
        worker.reprint(ticket)
    qtbot.waitUntil(lambda: len(done) == 3)

    assert [slip.service for slip in printer.slips] == ["ID card enrolment", "Perekaman KTP-el", "Perekaman KTP-el"]


def test_a_printer_that_cannot_be_opened_is_no_reason_to_stop(hall: MemoryHall, start: Start, qtbot: QtBot):
    def broken() -> TicketPrinter:
        raise DeviceError("no such printer")

    worker = start(broken)
    worker.submit(PrintRequest(issue(hall, "1"), samples.HALL))
    worker.submit(PrintRequest(issue(hall, "2"), samples.HALL))

    qtbot.waitUntil(lambda: [end.outcome for end in worker.ends] == ["not_sent", "not_sent"])


def test_a_slip_cut_short_is_printed_again_as_a_copy(hall: MemoryHall, start: Start, qtbot: QtBot):
    ticket = issue(hall)
    hall.slip_sending(ticket.id, By.kiosk("depan"), life=LIFE)
    printer = NotePrinter()

    worker = start(lambda: printer)
    qtbot.waitUntil(lambda: bool(worker.ends))

    assert [slip.copy_mark for slip in printer.slips] == ["SALINAN"]
    assert hall.tickets[ticket.id].state is State.WAITING
    assert hall.jobs[ticket.id].copy == 1


def test_a_slip_that_nobody_knows_to_be_unsent_is_a_copy(hall: MemoryHall, start: Start, qtbot: QtBot):
    issue(hall)
    printer = NotePrinter()
    worker = start(lambda: printer)
    qtbot.waitUntil(lambda: bool(worker.ends))
    assert [slip.copy_mark for slip in printer.slips] == ["SALINAN"]


@pytest.mark.parametrize("minutes", [2, 11])
def test_an_old_slip_cut_short_goes_to_the_staff(hall: MemoryHall, start: Start, qtbot: QtBot, minutes: int):
    hall.view = samples.kiosk_view(now=samples.NOW - timedelta(minutes=minutes))
    ticket = issue(hall)
    hall.view = samples.kiosk_view()
    printer = NotePrinter()

    start(lambda: printer)
    qtbot.waitUntil(lambda: hall.jobs[ticket.id].state == "needs_staff")

    assert hall.tickets[ticket.id].state is State.PRINTING
    assert not printer.slips


def test_what_is_left_is_settled_when_the_database_is_back(hall: MemoryHall, qtbot: QtBot, tmp_path: Path):
    ticket, printer = issue(hall), NotePrinter()
    hall.down = True
    worker = WatchedWorker(
        lambda: hall,
        lambda store: Printers(NamedPrinter("depan", printer)),
        "depan",
        journal=SlipJournal.of("depan", tmp_path, LIFE),
        poll_s=0.05,
    )
    worker.start()
    qtbot.wait(150)
    hall.down = False
    qtbot.waitUntil(lambda: hall.tickets[ticket.id].state is State.WAITING)
    assert worker.close()


def test_whoever_comes_while_the_printer_is_away_is_told_at_once(hall: MemoryHall, start: Start, qtbot: QtBot):
    printer = NotePrinter(PrintOutcome.UNKNOWN, Problem.STALLED)
    worker = start(lambda: printer)
    worker.submit(PrintRequest(issue(hall, "1"), samples.HALL))
    qtbot.waitUntil(lambda: bool(worker.ends))
    assert len(printer.slips) == 1  # no copy to a printer that takes nothing

    ends = len(worker.ends)
    worker.submit(PrintRequest(issue(hall, "2"), samples.HALL))
    assert [end.outcome for end in worker.ends[ends:]] == ["slow"]  # before its thread has done anything
    assert len(printer.slips) == 1

    printer.outcome, printer.problem = PrintOutcome.PRINTED, Problem.NONE
    qtbot.waitUntil(lambda: all(ticket.state is State.WAITING for ticket in hall.tickets.values()))
    assert [slip.copy_mark != "" for slip in printer.slips] == [False, True, False]


def test_a_number_settled_before_its_order_comes_is_printed_once(hall: MemoryHall, start: Start, qtbot: QtBot):
    ticket = issue(hall)
    printer = NotePrinter()
    worker = start(lambda: printer)
    qtbot.waitUntil(lambda: len(worker.ends) == 1)

    worker.submit(PrintRequest(ticket, samples.HALL))
    qtbot.waitUntil(lambda: len(worker.ends) == 2)

    assert len(printer.slips) == 1
    assert worker.ends[1].joined


def test_a_number_that_is_confirmed_while_its_slip_is_sent_is_no_trouble(hall: MemoryHall, start: Start, qtbot: QtBot):
    class Confirming(NotePrinter):
        def print(self, slip: Printable, patience: Patience = no_patience) -> PrintResult:
            hall.confirm(max(hall.tickets), By.kiosk("depan"))
            return super().print(slip, patience)

    printer = Confirming(PrintOutcome.BLOCKED)
    worker = start(lambda: printer)
    worker.submit(PrintRequest(issue(hall), samples.HALL))
    qtbot.waitUntil(lambda: bool(printer.slips))
    worker.submit(PrintRequest(issue(hall, "2"), samples.HALL))  # the thread goes on to the next
    qtbot.waitUntil(lambda: len(printer.slips) == 2)
    assert worker.ends == []


def test_a_failed_slip_on_the_screen_is_not_settled_behind_the_visitor(hall: MemoryHall, start: Start, qtbot: QtBot):
    printer = NotePrinter(PrintOutcome.NOT_SENT)
    worker = start(lambda: printer)
    worker.submit(PrintRequest(issue(hall, "1"), samples.HALL))
    qtbot.waitUntil(lambda: len(worker.ends) == 1)
    printer.outcome = PrintOutcome.PRINTED

    lost = issue(hall, "2")
    worker.settle()
    qtbot.waitUntil(lambda: hall.tickets[lost.id].state is State.WAITING)

    qtbot.waitUntil(lambda: hall.tickets[1].state is State.WAITING)
    assert [slip.code for slip in printer.slips].count("A-002") == 1


def test_the_visitor_hears_of_the_paper_at_once_though_the_store_is_away(hall: MemoryHall, start: Start, qtbot: QtBot):
    worker = start(NotePrinter)
    ticket = issue(hall)
    hall.down = True

    worker.submit(PrintRequest(ticket, samples.HALL))
    qtbot.waitUntil(lambda: bool(worker.ends))
    assert hall.tickets[ticket.id].state is State.PRINTING

    hall.down = False
    qtbot.waitUntil(lambda: hall.tickets[ticket.id].state is State.WAITING)
    assert len(worker.ends) == 1


def test_a_slip_that_the_staff_ask_for_elsewhere_comes_out_here_once(hall: MemoryHall, qtbot: QtBot, tmp_path: Path):
    printer, journal = NotePrinter(), SlipJournal.of("depan", tmp_path, LIFE)
    worker = WatchedWorker(
        lambda: hall, lambda store: Printers(NamedPrinter("depan", printer)), "depan", journal=journal, poll_s=0.05
    )
    worker.start()
    try:
        qtbot.waitUntil(lambda: hall.reads > 2)
        by = By.staff("supervisor", "ani", station="depan", request_id="door")
        ticket = hall.issue("disdukcapil-a", by, to_print=True)
        qtbot.waitUntil(lambda: hall.tickets[ticket.id].state is State.WAITING)
        seen = hall.reads
        qtbot.waitUntil(lambda: hall.reads > seen + 2)
        assert [(slip.code, slip.copy_mark) for slip in printer.slips] == [(ticket.code, "")]
    finally:
        assert worker.close()
