"""Freed memory goes back to the system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qtkit.spare_memory import give_back

MEGABYTE = 1 << 20


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / MEGABYTE


@pytest.mark.skipif(sys.platform != "linux", reason="only there it is asked for")
def test_what_was_freed_is_the_system_s_again():
    kept = [bytearray(2000) for _ in range(40_000)]
    every_other = kept[::100]  # the heap cannot shrink from its end alone
    full = resident()
    del kept
    give_back()

    assert len(every_other) == 400
    assert full - resident() > 40
