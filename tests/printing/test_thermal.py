"""What comes of a slip, against a printer with a mechanism: every outcome, every fault, every kind of printer."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp

from hall.printing.answers import Problem
from hall.printing.links import Deadlines
from hall.printing.opening import open_printer
from hall.printing.outcome import Calibration, Confirm, PrintOutcome
from hall.printing.printer import TicketPrinter
from tests.fake_printer import FakePrinter
from tests.patient_bot import PATIENCE_S
from tests.printing.samples import TOKEN, slip

QUICK = Deadlines(connect=1, answer=0.3, stall=0.6, silence=0.8, trouble=0.2, drain=0.2, job=20)


def opened(fake: FakePrinter, mode: str = "", **calibration: object) -> TicketPrinter:
    known = Calibration(**calibration) if calibration else None  # type: ignore[arg-type]
    return open_printer(fake.url, 80, Path(), mode=mode, calibration=known, deadlines=QUICK)


def until(holds: Callable[[], bool], seconds: float = PATIENCE_S) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


@pytest.mark.parametrize("mode", ["raster", "mix", "text"])
def test_a_printer_that_knows_process_ids_proves_every_slip(mode: str) -> None:
    with FakePrinter() as fake:
        printer = opened(fake, mode)
        for number in range(1, 4):
            result = printer.print(slip())
            assert (result.outcome, result.verified, result.problem) == (PrintOutcome.PRINTED, True, Problem.NONE)
            assert [cut.whole for cut in fake.slips] == [True] * number
        assert result.paper_mm == pytest.approx(fake.slips[-1].mm, abs=25)


def test_the_picture_that_came_out_can_be_scanned() -> None:
    with FakePrinter() as fake:
        opened(fake).print(slip())
        codes = zxingcpp.read_barcodes(fake.slips[0].picture().convert("L"))
        assert [code.text for code in codes] == [f"MPP:{TOKEN}"]


def test_gs_r_proves_a_slip_only_on_a_printer_that_was_calibrated_so() -> None:
    with FakePrinter(process_id=False) as fake:
        assert opened(fake, answers=True, confirm=Confirm.GS_R).print(slip()).outcome is PrintOutcome.PRINTED
        assert opened(fake).print(slip()).outcome is PrintOutcome.UNKNOWN


def test_a_printer_that_proves_nothing_joins_nobody_until_it_is_calibrated() -> None:
    with FakePrinter(process_id=False, sensor=False) as fake:
        printer = opened(fake)
        first = printer.print(slip())
        assert (first.outcome, first.problem, first.joins_queue) == (PrintOutcome.UNKNOWN, Problem.UNTRIED, False)
        assert "hall printer calibrate" in first.detail
        assert until(lambda: len(fake.slips) == 1)
        again = printer.print(slip())
        assert (again.outcome, again.problem) == (
            PrintOutcome.NOT_SENT,
            Problem.UNTRIED,
        )  # no paper that is not in the queue
        assert printer.poll().problem is Problem.UNTRIED
        assert opened(fake, answers=True, confirm=Confirm.NONE).print(slip()).outcome is PrintOutcome.UNVERIFIED
        assert until(lambda: len(fake.slips) == 2)


def test_a_printer_that_was_never_heard_is_sent_nothing_until_it_is_calibrated() -> None:
    with FakePrinter(answers=False) as fake:
        printer = opened(fake)
        result = printer.print(slip())
        assert (result.outcome, result.problem) == (PrintOutcome.NOT_SENT, Problem.UNTRIED)
        assert printer.poll().problem is Problem.UNTRIED
        assert fake.received < 40  # nothing but queries
        assert opened(fake, answers=False).poll().problem is Problem.NONE


def test_a_mute_clone_is_blind() -> None:
    with FakePrinter(answers=False) as fake:
        result = opened(fake, answers=False).print(slip())
        assert (result.outcome, result.near_end) == (PrintOutcome.UNVERIFIED, None)
        assert until(lambda: len(fake.slips) == 1)


def test_a_printer_that_was_silent_once_is_believed_when_it_answers() -> None:
    with FakePrinter(quiet_off_line=True) as fake:
        printer = opened(fake, "text")
        fake.fail("cover")
        assert printer.poll().answers is False
        assert printer.print(slip()).outcome is PrintOutcome.NOT_SENT
        fake.mend()
        assert until(lambda: printer.poll().answers is True)
        assert until(lambda: printer.print(slip()).outcome is PrintOutcome.PRINTED)


def test_a_printer_that_answers_late_is_given_the_time_it_needs() -> None:
    with FakePrinter(late_s=0.7) as fake:
        printer = opened(fake, answers=True, confirm=Confirm.PROCESS_ID)
        assert printer.print(slip()).problem is Problem.SILENT
        assert printer.poll().problem is Problem.NONE  # nobody waits: it is listened to for longer
        assert printer.print(slip()).outcome is PrintOutcome.PRINTED


def test_a_slow_printer_is_waited_for_while_it_moves() -> None:
    asked: list[Problem] = []

    def patient(problem: Problem) -> bool:
        asked.append(problem)
        return True

    with FakePrinter(baud=200_000, scale=200, buffer=512) as fake:  # takes longer than a stall between two bytes
        printer = opened(fake, answers=True, confirm=Confirm.PROCESS_ID)
        assert printer.print(slip(), patient).outcome is PrintOutcome.PRINTED
        fake.fail("stall", at_mm=fake.moved_mm + 20)

        def mended(problem: Problem) -> bool:
            fake.mend()
            return patient(problem)

        assert printer.print(slip(), mended).outcome is PrintOutcome.PRINTED
        assert asked
        assert [cut.whole for cut in fake.slips] == [True, True]


@pytest.mark.parametrize(("mode", "most"), [("raster", 128 * 72), ("mix", 4_000), ("text", 0)])
def test_zeros_go_out_only_after_a_torn_picture(mode: str, most: int) -> None:
    with FakePrinter() as fake:
        known = Calibration(answers=True, confirm=Confirm.PROCESS_ID)
        whole = open_printer(fake.url, 80, Path(), mode=mode, calibration=known, deadlines=QUICK, torn=False)
        torn = open_printer(fake.url, 80, Path(), mode=mode, calibration=known, deadlines=QUICK)
        sizes = []
        for printer in (whole, whole, torn, torn):
            before = fake.received
            assert printer.print(slip()).outcome is PrintOutcome.PRINTED
            sizes.append(fake.received - before)
        assert sizes[0] == sizes[1] == sizes[3]
        assert 0 <= sizes[2] - sizes[0] <= most
        assert (sizes[2] > sizes[0]) == (mode != "text")


@pytest.mark.parametrize(("fault", "problem"), [("paper", Problem.PAPER_OUT), ("cover", Problem.COVER_OPEN)])
def test_a_trouble_that_is_there_before_sends_nothing(fault: str, problem: Problem) -> None:
    with FakePrinter() as fake:
        printer = opened(fake)
        fake.fail(fault)
        result = printer.print(slip())
        assert (result.outcome, result.problem) == (PrintOutcome.NOT_SENT, problem)
        assert printer.poll().problem is problem
        assert fake.received < 40  # nothing but queries
        fake.mend()
        assert printer.print(slip()).outcome is PrintOutcome.PRINTED
        assert len(fake.slips) == 1


@pytest.mark.parametrize("quiet", [False, True])
@pytest.mark.parametrize("at_mm", [0.5, 20.0, 60.0, 90.0, 97.0])
@pytest.mark.parametrize(("fault", "problem"), [("paper", Problem.PAPER_OUT), ("cover", Problem.COVER_OPEN)])
def test_a_trouble_in_the_middle_blocks_and_the_next_slip_is_whole(
    fault: str, problem: Problem, at_mm: float, quiet: bool
) -> None:
    with FakePrinter(quiet_off_line=quiet) as fake:
        printer = opened(fake, answers=True, confirm=Confirm.PROCESS_ID)
        fake.fail(fault, at_mm=at_mm)
        result = printer.print(slip())
        assert (result.outcome, result.problem) == (PrintOutcome.BLOCKED, problem)
        assert not result.joins_queue
        fake.mend()
        copy = printer.print(slip(copy=1))
        assert copy.outcome is PrintOutcome.PRINTED
        codes = zxingcpp.read_barcodes(fake.slips[-1].picture().convert("L"))
        assert fake.slips[-1].whole
        assert f"MPP:{TOKEN}" in [code.text for code in codes]


def test_a_stall_leaves_the_slip_unknown() -> None:
    with FakePrinter() as fake:
        printer = opened(fake)
        fake.fail("stall", at_mm=30)
        result = printer.print(slip())
        assert (result.outcome, result.problem) == (PrintOutcome.UNKNOWN, Problem.STALLED)
        fake.mend()
        assert printer.print(slip(copy=1)).outcome is PrintOutcome.PRINTED


@pytest.mark.parametrize("part", range(20))
def test_a_power_cut_at_any_byte_never_counts_as_printed(part: int) -> None:
    """Byte 0 to the last; the job is some 61 kB with what fills up a torn picture."""
    at = part * 3_100
    with FakePrinter(scale=60) as fake:
        printer = opened(fake, answers=True, confirm=Confirm.PROCESS_ID)
        fake.fail("power", at_byte=at)
        result = printer.print(slip())
        assert result.outcome in (PrintOutcome.UNKNOWN, PrintOutcome.NOT_SENT)
        assert not any(cut.whole for cut in fake.slips)
        assert printer.poll().problem is Problem.UNREACHABLE
        fake.mend()
        assert printer.print(slip(copy=1)).outcome is PrintOutcome.PRINTED
        assert [cut.whole for cut in fake.slips].count(True) == 1


def test_another_client_that_holds_the_printer_keeps_the_slip_from_being_sent() -> None:
    import socket

    with FakePrinter() as fake, socket.create_connection(("127.0.0.1", fake.port)) as holder:
        holder.sendall(b"\x1b@")
        assert until(lambda: fake.clients == 1)
        result = opened(fake, answers=True, confirm=Confirm.PROCESS_ID).print(slip())
        assert (result.outcome, result.problem) == (PrintOutcome.NOT_SENT, Problem.SILENT)
        assert "another computer" in result.detail


def test_a_printer_that_is_off_is_unreachable() -> None:
    with FakePrinter() as fake:
        fake.fail("power")
        result = opened(fake).print(slip())
        assert (result.outcome, result.problem) == (PrintOutcome.NOT_SENT, Problem.UNREACHABLE)


def test_the_end_of_the_roll_is_told_with_the_slip_and_by_the_poll() -> None:
    with FakePrinter(paper_mm=500, near_end_mm=420) as fake:
        printer = opened(fake)
        assert printer.print(slip()).near_end is True
        assert printer.poll().near_end is True
        assert "near the end" in printer.poll().detail
