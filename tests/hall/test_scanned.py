"""What a scanned slip does at a counter, in every state of its number."""

from __future__ import annotations

import pytest

from hall.lifecycle import State
from hall.scanned import DONE, Scanned, meaning

HERE = {"here": True, "own": True, "directed": False, "free": True}


@pytest.mark.parametrize(
    ("state", "at", "what"),
    [
        (State.NO_SHOW, {}, Scanned.RETURN),
        (State.NO_SHOW, {"own": False}, Scanned.OTHER_SERVICE),
        (State.HELD, {}, Scanned.RELEASE),
        (State.PRINTING, {"here": False}, Scanned.CONFIRM),
        (State.CALLED, {}, Scanned.SERVE),
        (State.CALLED, {"here": False}, Scanned.OTHER_COUNTER),
        (State.SERVING, {}, Scanned.HERE),
        (State.SERVING, {"here": False}, Scanned.OTHER_COUNTER),
        (State.WAITING, {"directed": True, "own": False}, Scanned.CALL),
        (State.WAITING, {"directed": True, "free": False}, Scanned.WAITS),
        (State.WAITING, {}, Scanned.WAITS),
        (State.WAITING, {"own": False}, Scanned.OTHER_SERVICE),
        (State.DONE, {}, Scanned.ENDED),
        (State.CANCELLED, {}, Scanned.CANCELLED),
    ],
)
def test_a_scan_does_what_its_number_needs_or_says_why_not(state, at, what):
    assert meaning(state, **{**HERE, **at}) is what


def test_every_state_has_a_meaning():
    assert {meaning(state, **HERE) for state in State} <= set(Scanned)
    assert Scanned.WAITS not in DONE
