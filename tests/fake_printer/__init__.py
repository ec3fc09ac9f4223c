"""A thermal printer with a mechanism: moves paper in scaled time, has a finite buffer with back-pressure, serves one
client at a time, answers DLE EOT even inside pictures, automatic status, GS r and GS ( H, and fails where it is
told."""

from tests.fake_printer.paper import Printed
from tests.fake_printer.printer import FakePrinter

__all__ = ["FakePrinter", "Printed"]
