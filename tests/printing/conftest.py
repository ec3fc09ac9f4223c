"""Printers with a mechanism, for the tests of printing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fake_printer import FakePrinter


@pytest.fixture
def fake() -> Iterator[FakePrinter]:
    with FakePrinter(scale=40) as printer:
        yield printer


@pytest.fixture
def slow() -> Iterator[FakePrinter]:
    """A printer that takes a quarter of a second: time to die in the middle."""
    with FakePrinter(scale=2) as printer:
        yield printer
