"""Files that a command reads, or writes where it was told to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hall.csv_lines import LineProblem
from hall.errors import DeviceError
from hall.translator import ENGLISH

_SHOWN = 50


def read_file(file: Path) -> bytes:
    """What is in a file. Raises DeviceError when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise DeviceError(f"{file} cannot be read: {error.strerror or error}.") from error


def problem_lines(file: Path, problems: Sequence[LineProblem]) -> list[str]:
    """Every mistake in one line; of a file that is wrong throughout, the first ones."""
    told = [f"{file}:{one.line}: {one.refusal.message(ENGLISH)}" for one in problems[:_SHOWN]]
    more = len(problems) - len(told)
    return [*told, *([f"and {more} more"] if more else []), "Nothing was taken in."]


def write_file(file: Path, content: bytes) -> None:
    """Write ``content``. Raises DeviceError when the file cannot be written."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise DeviceError(f"{file} cannot be written: {error.strerror or error}.") from error
