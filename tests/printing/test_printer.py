"""Printers by their URL, the paper printer, and what their answers mean for the number."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from hall.errors import DeviceError
from hall.printing.opening import open_printer
from hall.printing.outcome import Calibration, PrintOutcome, PrintResult
from tests.fakes.tcp_printer import TcpPrinter
from tests.printing.samples import TOKEN, slip


def test_the_paper_printer_writes_a_picture_that_can_be_scanned(tmp_path: Path) -> None:
    result = open_printer("paper:slips", 80, tmp_path).print(slip())
    path = tmp_path / "slips" / f"A-042-{TOKEN[:8]}.png"
    assert (result.outcome, result.joins_queue, result.verified) == (PrintOutcome.PRINTED, True, True)
    assert str(path) in result.detail
    with Image.open(path) as picture:
        assert (picture.mode, picture.width) == ("1", 576)
        assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [f"MPP:{TOKEN}"]


def test_the_paper_printer_knows_narrow_paper_and_copies(tmp_path: Path) -> None:
    printer = open_printer("paper:slips", 58, tmp_path)
    printer.print(slip())
    printer.print(slip(copy=2))
    names = sorted(path.name for path in (tmp_path / "slips").iterdir())
    assert names == [f"A-042-{TOKEN[:8]}-copy2.png", f"A-042-{TOKEN[:8]}.png"]
    with Image.open(tmp_path / "slips" / names[0]) as picture:
        assert picture.width == 384


def test_the_slip_of_a_trial_has_a_name_without_an_empty_part(tmp_path: Path) -> None:
    printer = open_printer("paper:slips", 80, tmp_path)
    printer.print(slip(code="UJI-001", token=""))
    printer.print(slip(code="UJI-001", token="", copy=1))
    assert sorted(path.name for path in (tmp_path / "slips").iterdir()) == ["UJI-001-copy1.png", "UJI-001.png"]


def test_an_absolute_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    open_printer(f"paper:{tmp_path / 'elsewhere'}", 80, Path("/nowhere")).print(slip())
    assert list((tmp_path / "elsewhere").glob("A-042-*.png"))


def test_a_folder_that_cannot_be_made_is_said_and_nothing_is_sent(tmp_path: Path) -> None:
    (tmp_path / "slips").write_text("in the way")
    result = open_printer("paper:slips", 80, tmp_path).print(slip())
    assert result.outcome is PrintOutcome.NOT_SENT
    assert "cannot be written" in result.detail


@pytest.mark.parametrize("url", ["", "  "])
def test_a_station_without_a_printer_sends_nothing(url: str, tmp_path: Path) -> None:
    result = open_printer(url, 80, tmp_path).print(slip())
    assert (result.outcome, result.joins_queue) == (PrintOutcome.NOT_SENT, False)
    assert "no printer" in result.detail


def test_a_network_printer_is_opened_by_its_url(tmp_path: Path) -> None:
    with TcpPrinter() as sink:
        result = open_printer(sink.url, 80, tmp_path, calibration=Calibration(answers=False)).print(slip())
        assert printed_once(sink)
    assert result.outcome is PrintOutcome.UNVERIFIED


def printed_once(sink: TcpPrinter) -> bool:
    return sink.ended_in_order.wait(2) and len(sink.jobs) == 1


@pytest.mark.parametrize("url", ["", "tcp://127.0.0.1:9", "paper:slips"])
def test_warming_up_prints_nothing_and_connects_to_nothing(url: str, tmp_path: Path) -> None:
    open_printer(url, 80, tmp_path).warm_up()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "url",
    [
        "192.168.1.50", "lpt1", "http://192.168.1.50", "tcp:192.168.1.50", "tcp://", "tcp://host:0", "tcp://host:99999",
        "tcp://host:port", "tcp://host:9100/queue", "file://dev/usb/lp0", "file:dev/usb/lp0", "file:///", "paper:",
        "usb:",
    ],
)  # fmt: skip
def test_a_wrong_url_is_refused_with_what_is_right(url: str, tmp_path: Path) -> None:
    with pytest.raises(DeviceError) as raised:
        open_printer(url, 80, tmp_path)
    assert url in str(raised.value)
    assert str(raised.value).endswith(".")
    assert "tcp://" in str(raised.value)


@pytest.mark.skipif(sys.platform == "win32", reason="device files are for POSIX")
@pytest.mark.parametrize("url", ["file:///dev/usb/no-such-printer", "file:/dev/usb/no-such-printer"])
def test_a_device_is_opened_by_its_url_only_when_it_prints(url: str, tmp_path: Path) -> None:
    result = open_printer(url, 58, tmp_path).print(slip())
    assert result.outcome is PrintOutcome.NOT_SENT
    assert result.detail.startswith("/dev/usb/no-such-printer ")


@pytest.mark.parametrize("paper_mm", [0, 57, 112])
def test_paper_that_no_ticket_printer_takes_is_refused(paper_mm: int, tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="80 or 58"):
        open_printer("paper:slips", paper_mm, tmp_path)


@pytest.mark.parametrize(
    ("outcome", "joins", "verified"),
    [
        (PrintOutcome.PRINTED, True, True),
        (PrintOutcome.UNVERIFIED, True, False),
        (PrintOutcome.NOT_SENT, False, False),
        (PrintOutcome.BLOCKED, False, False),
        (PrintOutcome.UNKNOWN, False, False),
    ],
)
def test_only_a_slip_that_came_out_or_went_off_whole_lets_the_number_join(
    outcome: PrintOutcome, joins: bool, verified: bool
) -> None:
    result = PrintResult(outcome, "")
    assert (result.joins_queue, result.verified) == (joins, verified)
