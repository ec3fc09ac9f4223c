"""A kiosk that is killed at any step of a slip's way: no number is lost, and no second slip comes without its mark."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hall.lifecycle import State
from hall.printing.journal import SlipJournal
from hall.store import Store
from tests.fake_printer import FakePrinter
from tests.patient_bot import PATIENCE_S
from tests.printing.spool_hall import Hall

STEPS = ("issued", "sending", "half sent", "sent", "noted", "told")


@pytest.fixture
def die(store: Store, hall_url: str, slow: FakePrinter, tmp_path: Path) -> Callable[..., Hall]:
    """A kiosk of its own takes a number, prints it, and dies at a step; returns the hall of the next life."""

    def run(step: str, *more: str) -> Hall:
        script = Path(__file__).with_name("dying_kiosk.py")
        environment = {**os.environ, "PYTHONPATH": str(script.parents[2])}
        command = [sys.executable, str(script), hall_url, slow.url, step, str(tmp_path), *more]
        kiosk = subprocess.Popen(command, env=environment)
        end = time.monotonic() + PATIENCE_S
        while kiosk.poll() is None and time.monotonic() < end:
            if step == "half sent" and slow.moved_mm > 30:
                kiosk.kill()
            time.sleep(0.002)
        assert kiosk.wait(1) == -signal.SIGKILL
        time.sleep(0.3)
        journal = SlipJournal.of("kiosk-1", tmp_path, "next")
        journal.begin()
        return Hall(store, slow, journal=journal)

    return run


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is for POSIX")
@pytest.mark.parametrize("step", STEPS)
def test_a_kiosk_killed_at_any_step_loses_no_number(
    store: Store, slow: FakePrinter, die: Callable[..., Hall], step: str
) -> None:
    hall = die(step)
    for order in hall.left():
        assert hall.print(order).joined
    with store.read() as view:
        counts = {state: count for state, count in view.status().counts if count}
    assert counts == {State.WAITING: 1}
    copies = {"issued": 1, "sending": 1, "half sent": 1, "sent": 1, "noted": 0, "told": 0}
    assert hall.job() == ("printed", copies[step])
    whole = [slip.whole for slip in slow.slips].count(True)
    assert whole == (2 if step == "sent" else 1)  # twice on paper, and the second says SALINAN
    hall.assert_honest(1)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is for POSIX")
@pytest.mark.parametrize("step", STEPS[1:5])
def test_a_kiosk_killed_while_the_database_is_away_prints_no_second_slip_without_its_mark(
    store: Store, slow: FakePrinter, die: Callable[..., Hall], step: str
) -> None:
    hall = die(step, "away")
    for order in hall.left():
        assert hall.print(order).joined
    with store.read() as view:
        assert {state: count for state, count in view.status().counts if count} == {State.WAITING: 1}
    # What the journal knows to be out is not printed again; else the second says SALINAN.
    copies = {"sending": 1, "half sent": 1, "sent": 1, "noted": 0}
    assert hall.job() == ("printed", copies[step])
    hall.assert_honest(1)
