"""Serial and USB printers: a real pseudo terminal, and pyusb's own interface with a printer behind it."""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hall.errors import DeviceError
from hall.printing.answers import Problem
from hall.printing.links import Deadlines
from hall.printing.links.usb import UsbAddress, UsbLink
from hall.printing.opening import open_printer
from hall.printing.outcome import Calibration, Confirm, PrintOutcome
from hall.printing.paper import PAPER_80, Mode
from hall.printing.thermal import ThermalPrinter
from tests.fake_printer import FakePrinter
from tests.printing.samples import TOKEN, slip

QUICK = Deadlines(answer=0.4, stall=0.8, silence=1.5, trouble=0.2, drain=0.3, job=30)
PROVES = Calibration(answers=True, confirm=Confirm.PROCESS_ID)


@pytest.fixture
def terminal() -> Iterator[tuple[int, str]]:
    """The printer's end of a pair of pseudo terminals, and the port that the program opens."""
    if sys.platform == "win32":
        pytest.skip("pseudo terminals are for POSIX")
    import tty

    ours, port = os.openpty()
    tty.setraw(ours)
    tty.setraw(port)
    yield ours, os.ttyname(port)
    os.close(ours)
    os.close(port)


@pytest.mark.parametrize("flow", ["none", "rtscts", "xonxoff", "dsrdtr"])
def test_a_serial_printer_proves_its_slips(terminal: tuple[int, str], flow: str) -> None:
    with FakePrinter(terminal=terminal[0]) as fake:
        url = f"serial://{terminal[1]}?baud=115200&flow={flow}"
        printer = open_printer(url, 80, Path(), calibration=PROVES, deadlines=QUICK)
        for count in (1, 2):
            result = printer.print(slip())
            assert result.outcome is PrintOutcome.PRINTED, result.detail
            assert len(fake.slips) == count
        assert fake.slips[0].codes == [f"MPP:{TOKEN}".encode()]  # mix: the printer draws the code
        assert printer.poll().problem is Problem.NONE


def test_a_serial_printer_that_stops_holds_the_flow(terminal: tuple[int, str]) -> None:
    with FakePrinter(terminal=terminal[0], buffer=512) as fake:
        url = f"serial://{terminal[1]}"
        printer = open_printer(url, 80, Path(), mode="raster", calibration=PROVES, deadlines=QUICK)
        fake.fail("paper", at_mm=30)
        result = printer.print(slip())
        assert (result.outcome, result.problem) == (PrintOutcome.BLOCKED, Problem.PAPER_OUT)
        fake.mend()
        assert printer.print(slip(copy=1)).outcome is PrintOutcome.PRINTED


def test_a_serial_port_that_is_not_there_is_explained() -> None:
    result = open_printer("serial:///dev/ttyNONE7", 80, Path(), deadlines=QUICK).print(slip())
    assert result.outcome is PrintOutcome.NOT_SENT
    assert "does not exist" in result.detail


@pytest.mark.parametrize(
    ("package", "url", "said"), [("serial", "serial:///dev/ttyS9", "pyserial"), ("usb", "usb://", "pyusb")]
)
def test_a_missing_package_is_one_clear_sentence(
    package: str, url: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(DeviceError, match=f"needs the package {said}.*pip install"):
        open_printer(url, 80, Path(), deadlines=QUICK).poll()


class UsbBus:
    """A bus with one printer, as pyusb's backends show it: the bytes go to a FakePrinter over its own socket."""

    def __init__(self, fake: FakePrinter) -> None:
        import socket

        self.fake = fake
        self.plugged = True
        self.claimed = 0
        self.socket = socket.create_connection(("127.0.0.1", fake.port))
        self.socket.settimeout(0.02)

    def backend(self) -> Any:
        """This bus as a backend of pyusb."""
        import usb.backend

        bus = self

        class Backend(usb.backend.IBackend):
            def enumerate_devices(self) -> Iterator[str]:
                return iter(["printer"] if bus.plugged else [])

            def get_device_descriptor(self, dev: str) -> Any:
                return SimpleNamespace(
                    bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
                    bMaxPacketSize0=64, idVendor=0x04B8, idProduct=0x0E15, bcdDevice=0x100, iManufacturer=0,
                    iProduct=0, iSerialNumber=0, bNumConfigurations=1, address=1, bus=1, port_number=1,
                    port_numbers=(1,), speed=3,
                )  # fmt: skip

            def get_configuration_descriptor(self, dev: str, config: int) -> Any:
                return SimpleNamespace(
                    bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1,
                    iConfiguration=0, bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
                )  # fmt: skip

            def get_interface_descriptor(self, dev: str, intf: int, alt: int, config: int) -> Any:
                if intf or alt:
                    raise IndexError
                return SimpleNamespace(
                    bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2,
                    bInterfaceClass=7, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0,
                    extra_descriptors=[],
                )  # fmt: skip

            def get_endpoint_descriptor(self, dev: str, ep: int, intf: int, alt: int, config: int) -> Any:
                address = (0x82, 0x03)[ep]
                return SimpleNamespace(
                    bLength=7, bDescriptorType=5, bEndpointAddress=address, bmAttributes=2, wMaxPacketSize=64,
                    bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
                )  # fmt: skip

            def open_device(self, dev: str) -> str:
                return "handle"

            def close_device(self, handle: str) -> None: ...

            def get_configuration(self, handle: str) -> int:
                return 1

            def is_kernel_driver_active(self, handle: str, intf: int) -> bool:
                return False

            def claim_interface(self, handle: str, intf: int) -> None:
                bus.claimed += 1

            def release_interface(self, handle: str, intf: int) -> None:
                bus.claimed -= 1

            def bulk_write(self, handle: str, ep: int, intf: int, data: Any, timeout: int) -> int:
                assert ep == 0x03
                bus.gone()
                try:
                    return bus.socket.send(bytes(data))
                except TimeoutError:
                    raise usb.core.USBTimeoutError("timeout") from None

            def bulk_read(self, handle: str, ep: int, intf: int, buff: array[int], timeout: int) -> int:
                assert ep == 0x82
                bus.gone()
                try:
                    data = bus.socket.recv(len(buff))
                except TimeoutError:
                    raise usb.core.USBTimeoutError("timeout") from None
                buff[: len(data)] = array("B", data)
                return len(data)

        import usb.core

        return Backend()

    def gone(self) -> None:
        """What the system says of a printer that was unplugged."""
        import usb.core

        if not self.plugged:
            raise usb.core.USBError("No such device", -4, 19)


@pytest.fixture
def bus() -> Iterator[UsbBus]:
    with FakePrinter() as fake:
        bus = UsbBus(fake)
        yield bus
        bus.socket.close()


@pytest.mark.parametrize("address", [UsbAddress(), UsbAddress(0x04B8, 0x0E15)])
def test_a_usb_printer_is_found_by_its_class_or_its_numbers_and_proves_its_slips(
    bus: UsbBus, address: UsbAddress
) -> None:
    link = UsbLink(address, QUICK, backend=bus.backend())
    printer = ThermalPrinter(link, PAPER_80, Mode.RASTER, calibration=PROVES, deadlines=QUICK)
    assert printer.print(slip()).outcome is PrintOutcome.PRINTED
    assert len(bus.fake.slips) == 1
    assert bus.claimed == 0  # let go of after the job


def test_another_usb_printer_is_not_taken(bus: UsbBus) -> None:
    link = UsbLink(UsbAddress(0x0519, 0x0001), QUICK, backend=bus.backend())
    result = ThermalPrinter(link, PAPER_80, deadlines=QUICK).print(slip())
    assert (result.outcome, result.problem) == (PrintOutcome.NOT_SENT, Problem.UNREACHABLE)


def test_a_usb_printer_that_is_unplugged_is_found_again(bus: UsbBus) -> None:
    link = UsbLink(UsbAddress(), QUICK, backend=bus.backend())
    printer = ThermalPrinter(link, PAPER_80, calibration=PROVES, deadlines=QUICK)
    assert printer.poll().problem is Problem.NONE
    bus.plugged = False
    assert printer.poll().problem is Problem.UNREACHABLE
    assert printer.print(slip()).outcome is PrintOutcome.NOT_SENT
    bus.plugged = True
    assert printer.print(slip()).outcome is PrintOutcome.PRINTED
