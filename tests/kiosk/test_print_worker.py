from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import kiosk_samples as samples
import pytest
from kiosk_fakes import MemoryHall, NotePrinter
from pytestqt.qtbot import QtBot

from hall.errors import DeviceError
from hall.lifecycle import State
from hall.printing.outcome import Outcome
from hall.printing.printer import TicketPrinter
from hall.views import TicketView
from kiosk.print_worker import PrintWorker
from kiosk.slips import SlipEnd, SlipOrder

Start = Callable[..., PrintWorker]


@pytest.fixture
def hall() -> MemoryHall:
    return MemoryHall(samples.kiosk_view())


@pytest.fixture
def start(hall: MemoryHall, qtbot: QtBot) -> Iterator[Start]:
    """Starts a worker on the hall with a printer, waits until it looked for leftovers; joins it afterwards."""
    workers: list[PrintWorker] = []

    def begin(open_printer: Callable[[], TicketPrinter]) -> PrintWorker:
        worker = PrintWorker(lambda: hall, open_printer, "depan")
        workers.append(worker)
        worker.ends = []
        worker.ended.connect(worker.ends.append)
        worker.start()
        qtbot.waitUntil(lambda: hall.reads > 0)
        return worker

    yield begin
    for worker in workers:
        assert worker.close()


def issue(hall: MemoryHall, request: str = "r") -> TicketView:
    return hall.issue("disdukcapil-a", request_id=request, station="depan", to_print=True)


def test_a_printed_slip_lets_its_number_join_the_queue(hall: MemoryHall, start: Start, qtbot: QtBot):
    printer = NotePrinter()
    worker = start(lambda: printer)
    ticket = issue(hall)

    worker.submit(SlipOrder(ticket, samples.HALL, "en"))
    qtbot.waitUntil(lambda: worker.ends == [SlipEnd(ticket.id, True, "printed")])

    assert hall.tickets[ticket.id].state is State.WAITING
    assert hall.jobs[ticket.id].state == "printed"
    assert printer.slips[0].service == "ID card enrolment"
    assert printer.slips[0].copy_mark == ""


@pytest.mark.parametrize("outcome", [Outcome.NOT_SENT, Outcome.BLOCKED, Outcome.UNKNOWN])
def test_a_failed_slip_leaves_its_number_printing(hall: MemoryHall, start: Start, qtbot: QtBot, outcome: Outcome):
    worker = start(lambda: NotePrinter(outcome))
    ticket = issue(hall)

    worker.submit(SlipOrder(ticket, samples.HALL))
    qtbot.waitUntil(lambda: worker.ends == [SlipEnd(ticket.id, False, outcome.value)])

    assert hall.tickets[ticket.id].state is State.PRINTING
    assert hall.jobs[ticket.id].state == "failed"


def test_a_printer_that_cannot_be_opened_is_no_reason_to_stop(hall: MemoryHall, start: Start, qtbot: QtBot):
    def broken() -> TicketPrinter:
        raise DeviceError("no such printer")

    worker = start(broken)
    worker.submit(SlipOrder(issue(hall, "1"), samples.HALL))
    worker.submit(SlipOrder(issue(hall, "2"), samples.HALL))

    qtbot.waitUntil(lambda: [end.outcome for end in worker.ends] == ["not_sent", "not_sent"])


def test_a_slip_cut_short_is_printed_again_as_a_copy(hall: MemoryHall, start: Start, qtbot: QtBot):
    ticket = issue(hall)
    printer = NotePrinter()

    worker = start(lambda: printer)
    qtbot.waitUntil(lambda: bool(worker.ends))

    assert [slip.copy_mark for slip in printer.slips] == ["SALINAN"]
    assert hall.tickets[ticket.id].state is State.WAITING
    assert hall.jobs[ticket.id].copy == 1


def test_an_old_slip_cut_short_is_cancelled_with_its_reason(hall: MemoryHall, start: Start, qtbot: QtBot):
    hall.view = samples.kiosk_view(now=samples.NOW - timedelta(minutes=11))
    ticket = issue(hall)
    hall.view = samples.kiosk_view()
    printer = NotePrinter()

    start(lambda: printer)
    qtbot.waitUntil(lambda: hall.tickets[ticket.id].state is State.CANCELLED)

    assert hall.reasons == ["slip not printed within 10 minutes, kiosk started again"]
    assert not printer.slips


def test_a_number_settled_before_its_order_comes_is_printed_once(hall: MemoryHall, start: Start, qtbot: QtBot):
    ticket = issue(hall)
    printer = NotePrinter()
    worker = start(lambda: printer)
    qtbot.waitUntil(lambda: len(worker.ends) == 1)

    worker.submit(SlipOrder(ticket, samples.HALL))
    qtbot.waitUntil(lambda: len(worker.ends) == 2)

    assert len(printer.slips) == 1
    assert worker.ends[1].joined


def test_a_failed_slip_on_the_screen_is_not_settled_behind_the_visitor(hall: MemoryHall, start: Start, qtbot: QtBot):
    printer = NotePrinter(Outcome.NOT_SENT)
    worker = start(lambda: printer)
    worker.submit(SlipOrder(issue(hall, "1"), samples.HALL))
    qtbot.waitUntil(lambda: len(worker.ends) == 1)
    printer.outcome = Outcome.PRINTED

    lost = issue(hall, "2")
    worker.settle()
    qtbot.waitUntil(lambda: hall.tickets[lost.id].state is State.WAITING)

    assert [slip.code for slip in printer.slips] == ["A-001", "A-002"]
    assert hall.tickets[1].state is State.PRINTING


def test_the_visitor_hears_of_the_paper_at_once_though_the_store_is_away(hall: MemoryHall, start: Start, qtbot: QtBot):
    worker = start(NotePrinter)
    ticket = issue(hall)
    hall.down = True

    worker.submit(SlipOrder(ticket, samples.HALL))
    qtbot.waitUntil(lambda: bool(worker.ends))
    assert hall.tickets[ticket.id].state is State.PRINTING

    hall.down = False
    qtbot.waitUntil(lambda: hall.tickets[ticket.id].state is State.WAITING)
    assert len(worker.ends) == 1
