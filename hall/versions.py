"""Versions of the programs, as they are compared: by their numbers, so that 0.10 is newer than 0.9. Pure."""

from __future__ import annotations

import re

_NUMBERS = re.compile(r"\d+(\.\d+)*")


def parts(version: str) -> tuple[int, ...]:
    """The numbers at the beginning of ``version``, without zeros at the end; what follows them, as in a trial release
    such as 1.2rc1, does not count. None where there are no numbers."""
    found = _NUMBERS.match(version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
