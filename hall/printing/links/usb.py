"""Printers on USB without a kernel driver's device file, through pyusb; imported when such a printer is opened."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from typing import Any

from hall.errors import DeviceError
from hall.installing import pip_line
from hall.printing.links.base import CHUNK, Deadlines, LinkLost, NotReached

PRINTER_CLASS = 7
_SLICE_MS = 20


@dataclass(frozen=True, slots=True)
class UsbAddress:
    """Which printer: by maker and product (0: any printer), and by serial number when there are two of one kind."""

    vendor: int = 0
    product: int = 0
    serial: str = ""


class UsbLink:
    """A USB printer. Its endpoints are read from its descriptor; it is looked for again at every opening, so that a
    printer that was unplugged or switched off is found again. ``backend`` is pyusb's, the system's by default."""

    def __init__(self, address: UsbAddress, deadlines: Deadlines | None = None, *, backend: Any = None) -> None:
        self._address = address
        where = f"{address.vendor:04x}:{address.product:04x}" if address.vendor else ""
        self.name = f"usb://{where}" + (f"/{address.serial}" if address.serial else "")
        self._deadlines = deadlines or Deadlines()
        self._backend = backend
        self._device: Any = None
        self._interface = 0
        self._out: Any = None
        self._in: Any = None

    @property
    def is_readable(self) -> bool:
        """Whether the printer has a way back."""
        return self._in is not None

    def open(self) -> None:
        """Find the printer, take it from the kernel's driver and claim it. Raises NotReached with a sentence."""
        usb = _pyusb()
        try:
            found = self._find(usb)
            if found is None:
                raise NotReached(f"{self.name} is not plugged in or not switched on.")
            self._device, interface = found
            self._interface = interface.bInterfaceNumber
            with contextlib.suppress(NotImplementedError, usb.core.USBError):
                if self._device.is_kernel_driver_active(self._interface):
                    self._device.detach_kernel_driver(self._interface)
            usb.util.claim_interface(self._device, self._interface)
            self._out = _endpoint(usb, interface, usb.util.ENDPOINT_OUT)
            self._in = _endpoint(usb, interface, usb.util.ENDPOINT_IN)
        except usb.core.NoBackendError as error:
            raise DeviceError("a USB printer needs libusb; install it with: sudo apt install libusb-1.0-0") from error
        except usb.core.USBError as error:
            self.close()
            raise NotReached(f"{self.name} {_why_not_opened(error)}") from error
        if self._out is None:
            self.close()
            raise NotReached(f"{self.name} has nowhere to send to; it is not a ticket printer.")

    def _find(self, usb: Any) -> tuple[Any, Any] | None:
        wanted = self._address
        keys = {"idVendor": wanted.vendor, "idProduct": wanted.product} if wanted.vendor else {}
        for device in usb.core.find(find_all=True, backend=self._backend, **keys):
            for configuration in device:
                for interface in configuration:
                    if (interface.bInterfaceClass == PRINTER_CLASS or wanted.vendor) and (
                        not wanted.serial or usb.util.get_string(device, device.iSerialNumber) == wanted.serial
                    ):
                        return device, interface
        return None

    def step(self, out: memoryview, seconds: float) -> tuple[int, bytes]:
        """Write and listen in turns of 20 ms. Raises LinkLost when the printer is unplugged."""
        if self._device is None:
            raise LinkLost("the printer is not open")
        end = time.monotonic() + seconds
        while True:
            taken = self._write(out) if out else 0
            answer = self._read(1 if out else _SLICE_MS)
            if taken or answer or time.monotonic() >= end:
                return taken, answer
            if self._in is None and not out:
                time.sleep(min(seconds, 0.01))

    def _write(self, out: memoryview) -> int:
        usb = _pyusb()
        try:
            return int(self._out.write(bytes(out[:CHUNK]), timeout=_SLICE_MS))
        except usb.core.USBTimeoutError:
            return 0
        except usb.core.USBError as error:
            raise LinkLost(_words(error)) from error

    def _read(self, milliseconds: int) -> bytes:
        if self._in is None:
            return b""
        usb = _pyusb()
        try:
            return bytes(self._in.read(max(64, self._in.wMaxPacketSize), timeout=milliseconds))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as error:
            raise LinkLost(_words(error)) from error

    def unsent(self) -> int:
        """USB confirms every packet: nothing waits."""
        return 0

    def finish(self, seconds: float) -> None:
        """Nothing to end: every packet was confirmed."""

    def close(self) -> None:
        """Release the printer."""
        if self._device is not None:
            usb = _pyusb()
            with contextlib.suppress(usb.core.USBError):
                usb.util.release_interface(self._device, self._interface)
            with contextlib.suppress(usb.core.USBError):
                usb.util.dispose_resources(self._device)
        self._device = self._out = self._in = None


def _endpoint(usb: Any, interface: Any, direction: int) -> Any:
    def fits(endpoint: Any) -> bool:
        bulk = usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        return bool(bulk and usb.util.endpoint_direction(endpoint.bEndpointAddress) == direction)

    return usb.util.find_descriptor(interface, custom_match=fits)


def _pyusb() -> Any:
    try:
        import usb.core
        import usb.util
    except ImportError as error:
        raise DeviceError(
            f"a USB printer needs the package pyusb; install it with: {pip_line('mpp-queue[usb]')}"
        ) from error
    return usb


def _why_not_opened(error: Any) -> str:
    known = {
        13: "may not be used by this user; give the group lp the right to it with a udev rule (docs/operations.md).",
        16: "is in use by another program.",
    }
    return known.get(error.errno, f"cannot be opened: {_words(error)}.")


def _words(error: Any) -> str:
    return str(error.strerror or error)
