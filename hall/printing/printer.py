"""Printers: a slip goes in, and out comes what is known about the paper.

The renderer is imported at the first slip: Pillow must not stand between a program's start and its first picture.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hall import private
from hall.printing.answers import Problem
from hall.printing.closing_strip import Printable
from hall.printing.outcome import PrinterStatus, PrintOutcome, PrintResult
from hall.printing.paper import Mode, Paper
from hall.printing.specimen import SPECIMEN
from hall.printing.talk import Patience, no_patience

_DOTS_PER_INCH = 203


class TicketPrinter(Protocol):
    """A printer of slips; used by one thread, blocks for a bounded time, never raises for the printer's trouble."""

    def print(self, slip: Printable, patience: Patience = no_patience) -> PrintResult:
        """Print one slip and tell what is known about it. ``patience`` is asked when nothing moves for seconds; as long
        as it says so, the printer is waited for, a minute at most."""

    def poll(self) -> PrinterStatus:
        """Ask the printer how it is; never while a job is on its way."""

    def warm_up(self) -> None:
        """Load fonts and libraries (about half a second) before the first visitor waits for them."""


class PaperPrinter:
    """Prints into a folder: each slip is a PNG at its real size, written whole or not at all."""

    def __init__(self, folder: Path, paper: Paper, mode: Mode = Mode.RASTER) -> None:
        self._folder = folder
        self._paper = paper
        self._mode = mode

    def print(self, slip: Printable, _patience: Patience = no_patience) -> PrintResult:
        """Write ``<code>[-<8 characters of the token>][-copyN].png``."""
        from hall.printing.renderer import render_picture

        parts = [slip.code, slip.token[:8], f"copy{slip.copy}" if slip.copy else ""]  # a slip of a trial has no token
        path = self._folder / f"{'-'.join(filter(None, parts))}.png"
        unfinished = path.with_name(f".{path.name}.part")
        picture = render_picture(slip, self._paper, self._mode)
        try:
            private.make_folder(self._folder)
            with open(unfinished, "wb", opener=private.opener) as file:
                picture.save(file, format="PNG", dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
            unfinished.replace(path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            return PrintResult(PrintOutcome.NOT_SENT, f"The slip cannot be written to {path}: {reason}.", Problem.ERROR)
        return PrintResult(PrintOutcome.PRINTED, f"The slip is in {path}.")

    def poll(self) -> PrinterStatus:
        """A folder is well while a slip could be written into it, or it could be made."""
        place = next((path for path in (self._folder, *self._folder.absolute().parents) if path.exists()), self._folder)
        if not place.is_dir():
            return PrinterStatus(Problem.ERROR, f"Slips cannot go into {self._folder}: {place} is no folder.")
        if not os.access(place, os.W_OK | os.X_OK):
            return PrinterStatus(Problem.ERROR, f"Slips cannot go into {self._folder}: {place} cannot be written.")
        return PrinterStatus(Problem.NONE, f"Slips go into {self._folder}.")

    def warm_up(self) -> None:
        """Draw a slip that nobody sees."""
        from hall.printing.renderer import render_picture

        render_picture(SPECIMEN, self._paper, self._mode)


class NoPrinter:
    """Stands for the printer of a station that has none."""

    def print(self, slip: Printable, _patience: Patience = no_patience) -> PrintResult:
        """Say that nothing was printed."""
        return PrintResult(
            PrintOutcome.NOT_SENT, f"{slip.code} was not printed: this station has no printer.", hopeless=True
        )

    def poll(self) -> PrinterStatus:
        """A station that is meant to have no printer has no trouble with it."""
        return PrinterStatus(Problem.NONE, "This station has no printer.")

    def warm_up(self) -> None:
        """Nothing to load."""


@dataclass(frozen=True, slots=True)
class UnusablePrinter:
    """Stands for a printer that this machine cannot use, and says why: a wrong address, a missing package."""

    why: str

    def print(self, slip: Printable, _patience: Patience = no_patience) -> PrintResult:
        """Say why nothing was printed."""
        return PrintResult(PrintOutcome.NOT_SENT, self.why, Problem.SETUP, hopeless=True)

    def poll(self) -> PrinterStatus:
        """Say why it cannot be used."""
        return PrinterStatus(Problem.SETUP, self.why)

    def warm_up(self) -> None:
        """Nothing to load."""
