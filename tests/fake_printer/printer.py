"""The printer as a test has it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from tests.fake_printer.body import CUT_S, Body, Make
from tests.fake_printer.commands import Commands
from tests.fake_printer.connection import Connection
from tests.fake_printer.paper import Printed


class FakePrinter:
    """The printer; a context manager. ``scale`` 10 moves paper ten times as fast as ``speed`` mm/s; ``paper_mm`` is
    what is on the roll. ``fail(what, at_byte=, at_mm=)`` plans a fault: ``paper``, ``cover``, ``stall`` or ``power``.

    ``answers``: it answers at all; ``process_id``, ``sensor``: it knows GS ( H, GS r; ``quiet_off_line``: it does not
    answer while it cannot print; ``baud``: the speed of its line, 0 for no limit; ``late_s``: an answer to a status
    query takes so long. Positions of bytes count from the
    first byte of all, those of paper from the first row of all.
    """

    def __init__(
        self,
        *,
        scale: float = 20.0,
        speed: float = 200.0,
        buffer: int = 4096,
        paper_mm: float = 1e9,
        near_end_mm: float = 0.0,
        answers: bool = True,
        process_id: bool = True,
        sensor: bool = True,
        quiet_off_line: bool = False,
        terminal: int | None = None,
        baud: int = 0,
        late_s: float = 0.0,
        port: int = 0,
        on_printed: Callable[[Printed], None] | None = None,
    ) -> None:
        make = Make(
            pace=scale * speed,
            cut_s=CUT_S / scale,
            buffer=buffer,
            near_end_mm=near_end_mm,
            answers=answers,
            process_id=process_id,
            sensor=sensor,
            quiet_off_line=quiet_off_line,
            on_line=terminal is not None,
            second_per_byte=10 / baud if baud else 0.0,
            late_s=late_s,
            on_printed=on_printed,
        )
        self._body = Body(make, paper_mm)
        self._connection = Connection(self._body, terminal, port)
        self._body.on_power_cut = self._connection.close
        self._threads = [
            threading.Thread(target=self._connection.receive, name="fake-printer-in"),
            threading.Thread(target=Commands(self._body).work, name="fake-printer-paper"),
        ]

    def __enter__(self) -> Self:
        if not self._body.make.on_line:
            self._connection.listen()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._body.lock:
            self._body.closing = True
            self._body.lock.notify_all()
        for thread in self._threads:
            thread.join(10)
        self._connection.close()

    @property
    def port(self) -> int:
        """Where it listens; the same after a power cut."""
        return self._connection.port

    @property
    def url(self) -> str:
        """Its URL for ``open_printer``."""
        return f"tcp://127.0.0.1:{self.port}"

    @property
    def received(self) -> int:
        """Bytes, of all clients."""
        return self._body.received

    @property
    def moved_mm(self) -> float:
        """Paper, of all slips."""
        return self._body.moved_mm

    @property
    def clients(self) -> int:
        """How many came."""
        return self._body.clients

    @property
    def first_byte_at(self) -> float:
        """When the first byte of a job of the latest client came, status queries left out, by ``time.monotonic``."""
        return self._body.first_byte_at

    @property
    def cut_at(self) -> float:
        """When the latest slip was cut, by ``time.monotonic``."""
        return self._body.cut_at

    @property
    def slips(self) -> list[Printed]:
        """What was cut off, and what was torn by a power cut."""
        return self._body.slips

    # What a person, or fate, does to it

    def fail(self, what: str, *, at_byte: int | None = None, at_mm: float | None = None) -> None:
        """Plan a fault; without a place it happens now."""
        body = self._body
        with body.lock:
            if at_byte is None and at_mm is None:
                body.happen(what)
            else:
                body.faults.append((what, at_byte, at_mm))

    def mend(self, *, paper_mm: float = 1e9) -> None:
        """A new roll, the cover closed, no stall, power on."""
        body = self._body
        with body.lock:
            body.paper_mm = paper_mm
            body.cover_open = body.stalled = False
            if not body.powered:
                body.powered = True
                if not body.make.on_line:
                    self._connection.listen()
            body.report()
            body.lock.notify_all()
