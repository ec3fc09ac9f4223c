"""Links to printers that take a job well, badly, or not at all; real sockets and device files, short deadlines."""

from __future__ import annotations

import os
import socket
import stat
import struct
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.printing.escpos_job import render_bytes
from hall.printing.links import Deadlines, FileLink, PrinterLink, TcpLink
from hall.printing.outcome import Calibration, PrintOutcome, PrintResult
from hall.printing.paper import PAPER_80
from hall.printing.thermal import ThermalPrinter
from tests.fakes.tcp_printer import TcpPrinter
from tests.patient_bot import PATIENCE_S
from tests.printing.samples import slip

SHORT = Deadlines(connect=0.4, answer=0.1, stall=0.4, silence=0.4, drain=0.2, job=5)
MUTE = Calibration(answers=False)
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="device files are for POSIX")


WHOLE = bytes(128 * 72) + b"\x1b@\x1da\x0e" + render_bytes(slip(), PAPER_80)[2:]
"""The first job of a printer: what fills up a torn picture, reset, automatic status, and the slip."""


def _held(pipe: int) -> int:
    """The bytes that wait in it."""
    import fcntl
    import termios

    return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0]


def _print(link: PrinterLink, deadlines: Deadlines = SHORT) -> PrintResult:
    return ThermalPrinter(link, PAPER_80, calibration=MUTE, deadlines=deadlines).print(slip())


def _print_over(printer: TcpPrinter, deadlines: Deadlines = SHORT) -> PrintResult:
    return _print(TcpLink("127.0.0.1", printer.port, deadlines), deadlines)


@pytest.fixture
def free_port() -> Iterator[int]:
    """A port on which nobody listens, kept from others while the test runs."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_a_printer_that_takes_everything_gets_every_byte_and_an_end_in_order() -> None:
    with TcpPrinter() as printer:
        result = _print_over(printer)
        assert printer.ended_in_order.wait(2)
        assert printer.jobs == [WHOLE]
    assert result.outcome is PrintOutcome.UNVERIFIED
    assert result.joins_queue
    assert not result.verified
    assert "cannot say" in result.detail


def test_status_bytes_of_a_talkative_printer_cost_no_byte_of_the_job() -> None:
    with TcpPrinter(chatty=True) as printer:
        result = _print_over(printer)
        assert printer.ended_in_order.wait(2)
        assert printer.jobs == [WHOLE]
    assert result.outcome is PrintOutcome.UNVERIFIED


def test_a_printer_that_never_ends_the_connection_is_left_after_the_drain_time() -> None:
    with TcpPrinter(deaf=True) as printer:
        began = time.monotonic()
        result = _print_over(printer)
        assert time.monotonic() - began < 2
    assert result.outcome is PrintOutcome.UNVERIFIED


def test_a_refused_connection_sends_nothing_and_says_why(free_port: int) -> None:
    result = _print(TcpLink("127.0.0.1", free_port, SHORT))
    assert result.outcome is PrintOutcome.NOT_SENT
    assert not result.joins_queue
    assert "refused" in result.detail


def test_a_machine_that_does_not_answer_is_given_up_after_the_connect_time() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        try:
            for client in waiting:  # they fill the queue of a machine that accepts nobody
                client.setblocking(False)
                client.connect_ex(("127.0.0.1", port))
            began = time.monotonic()
            result = _print(TcpLink("127.0.0.1", port, SHORT))
            assert time.monotonic() - began < 2
        finally:
            for client in waiting:
                client.close()
    assert result.outcome in (PrintOutcome.NOT_SENT, PrintOutcome.UNKNOWN)
    assert result.outcome is PrintOutcome.NOT_SENT or sys.platform != "linux"


def test_an_unknown_host_is_explained() -> None:
    result = _print(TcpLink("printer.invalid", 9100, SHORT))
    assert result.outcome is PrintOutcome.NOT_SENT
    assert "printer.invalid" in result.detail


def test_a_printer_that_stops_taking_data_leaves_the_slip_unknown() -> None:
    with TcpPrinter(stop_after=8192) as printer:
        began = time.monotonic()
        result = _print_over(printer)
        assert time.monotonic() - began < 3
    assert result.outcome is PrintOutcome.UNKNOWN
    assert not result.joins_queue
    assert "stopped taking data" in result.detail


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what was acknowledged")
def test_a_printer_that_stops_just_before_the_end_is_noticed_too() -> None:
    with TcpPrinter(stop_after=len(WHOLE) - 12_000) as printer:
        assert _print_over(printer).outcome is PrintOutcome.UNKNOWN


def test_a_power_cut_in_the_middle_leaves_the_slip_unknown() -> None:
    with TcpPrinter(cut_after=8192) as printer:
        result = _print_over(printer)
    assert result.outcome is PrintOutcome.UNKNOWN
    assert "broke off" in result.detail


def test_a_job_that_trickles_for_ever_ends_at_the_limit_for_jobs() -> None:
    with TcpPrinter(stop_after=8192) as printer:
        began = time.monotonic()
        result = _print_over(printer, Deadlines(connect=0.4, stall=30, drain=0.2, job=0.5))
        assert time.monotonic() - began < 3
    assert result.outcome is PrintOutcome.UNKNOWN


def test_a_second_job_finds_the_printer_free_again() -> None:
    with TcpPrinter() as printer:
        link_printer = ThermalPrinter(
            TcpLink("127.0.0.1", printer.port, SHORT), PAPER_80, calibration=MUTE, deadlines=SHORT
        )
        assert [link_printer.print(slip()).outcome for _ in range(2)] == [
            PrintOutcome.UNVERIFIED,
            PrintOutcome.UNVERIFIED,
        ]
        assert len(printer.jobs) == 2


@posix_only
def test_a_device_gets_every_byte(tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    os.mkfifo(device)
    reader = os.open(device, os.O_RDONLY | os.O_NONBLOCK)
    received = bytearray()
    os.set_blocking(reader, True)

    def read() -> None:
        while data := os.read(reader, 4096):
            received.extend(data)

    thread = threading.Thread(target=read)
    try:
        keeper = os.open(device, os.O_WRONLY | os.O_NONBLOCK)  # so that the reader waits for the job
        thread.start()
        result = _print(FileLink(device, SHORT))
        os.close(keeper)
        thread.join(5)
    finally:
        os.close(reader)
    assert result.outcome is PrintOutcome.UNVERIFIED
    assert bytes(received) == WHOLE


@posix_only
def test_a_device_that_stops_leaves_the_slip_unknown(tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    os.mkfifo(device)
    reader = os.open(device, os.O_RDWR | os.O_NONBLOCK)
    try:
        filled = os.write(reader, b"\0" * 30_000)  # a pipe holds 64 KiB: the slip fits only in part
        assert filled == 30_000
        result = _print(FileLink(device, SHORT))
    finally:
        os.close(reader)
    assert result.outcome is PrintOutcome.UNKNOWN
    assert "stopped taking data" in result.detail


@posix_only
def test_a_device_that_breaks_off_interrupts_the_job(tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    os.mkfifo(device)
    reader = os.open(device, os.O_RDONLY | os.O_NONBLOCK)
    filler = os.open(device, os.O_WRONLY | os.O_NONBLOCK)
    os.write(filler, bytes(40_000))  # a pipe holds 64 KiB: the sender must wait in the middle of the job
    assert len(WHOLE) > 64 * 1024 - 40_000

    def unplug_during_the_job() -> None:
        deadline = time.monotonic() + PATIENCE_S
        while _held(reader) <= 40_000 and time.monotonic() < deadline:
            time.sleep(0.001)
        os.close(reader)

    thread = threading.Thread(target=unplug_during_the_job)
    thread.start()
    result = _print(FileLink(device, SHORT), Deadlines(stall=2))
    thread.join(5)
    os.close(filler)
    assert result.outcome is PrintOutcome.UNKNOWN
    assert "broke off" in result.detail


@posix_only
def test_a_missing_device_is_explained(tmp_path: Path) -> None:
    result = _print(FileLink(tmp_path / "lp0", SHORT))
    assert result.outcome is PrintOutcome.NOT_SENT
    assert "does not exist" in result.detail


@posix_only
def test_a_device_without_a_printer_behind_it_is_explained(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lp0")
    result = _print(FileLink(tmp_path / "lp0", SHORT))
    assert result.outcome is PrintOutcome.NOT_SENT
    assert "no printer behind it" in result.detail


@posix_only
def test_a_plain_file_in_place_of_the_device_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "lp0"
    file.write_bytes(b"precious")
    result = _print(FileLink(file, SHORT))
    assert result.outcome is PrintOutcome.NOT_SENT
    assert "plain file" in result.detail
    assert file.read_bytes() == b"precious"


@posix_only
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_a_device_of_others_is_explained(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lp0", stat.S_IRUSR)
    result = _print(FileLink(tmp_path / "lp0", SHORT))
    assert result.outcome is PrintOutcome.NOT_SENT
    assert "group lp" in result.detail
