"""The ways to a printer: network, serial, USB and device file, with deadlines on every step."""

from hall.printing.links.base import Deadlines, LinkLost, NotReached, PrinterLink
from hall.printing.links.device import FileLink
from hall.printing.links.tcp import TcpLink

__all__ = ["Deadlines", "FileLink", "LinkLost", "NotReached", "PrinterLink", "TcpLink"]
