"""Three real processes that meet in nothing but the database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from hall.lifecycle import State
from hall.printing.slip import qr_text
from hall.store import open_store
from hallctl.demo.play import CODE, DemoPlay
from hallctl.demo.temporary import LOGIN, PIN, TemporaryHall, fill_queue, seat_staff, write_hall
from tests.hall_samples import BY
from tests.patient_bot import PATIENCE_S

PROGRAMS = ("kiosk", "counter", "display")


def fill_hall(hall: TemporaryHall) -> None:
    """Make the database with people who wait since a while, colleagues who serve some of them, and the staff."""
    fill_queue(hall)
    seat_staff(hall)


def _sign_in(counter, hall):
    counter.ask("choose", name="choose-counter", text=hall.stage.counter.label, within=20)
    counter.ask("type", name="login-field", text=LOGIN)
    counter.ask("type", name="pin-field", text=PIN)
    counter.ask("touch", name="sign-in-button")


def _until(condition, what):
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)


@pytest.mark.timeout(120)
def test_a_number_is_followed_from_touch_to_board(database_url, tmp_path):
    account: list[Any] = []
    outcome = DemoPlay(write_hall(tmp_path, database_url), tmp_path / "pictures", account.append).perform()
    assert outcome.trouble == ""
    assert outcome.taken == outcome.printed == outcome.called == outcome.shown
    names = {picture.name for picture in outcome.pictures}
    assert {"kiosk-3-number.png", "counter-3-called.png", "display-called.png", f"slip-{outcome.taken}.png"} <= names
    assert any(f"F2 calls {outcome.taken}" in line for line in account)
    with closing(open_store(database_url)) as store, store.read() as view:
        ticket = view.tickets.find(outcome.taken)
    assert (ticket.state, ticket.priority, ticket.counter_label) == (State.DONE, True, "7")
    slip = Image.open(tmp_path / "pictures" / f"slip-{outcome.taken}.png")
    assert zxingcpp.read_barcode(slip).text == qr_text(ticket.token)


@pytest.mark.timeout(120)
def test_three_programs_started_at_once_on_nothing_all_come_up(hall, enter):
    kiosk, counter, display = (enter(program, hall) for program in PROGRAMS)
    kiosk.ask("wait", its="page", says="agencies", within=30)
    counter.ask("wait", name="login-field", usable=True, within=30)
    display.ask("wait", name="cells", within=30)
    with closing(open_store(hall.database)) as store, store.read() as view:
        assert len(view.counters()) == len(hall.structure.counters)
        assert len(view.services()) == len(hall.structure.services)


@pytest.mark.timeout(120)
def test_a_display_killed_during_calls_shows_what_is_true_when_it_is_back(hall, enter):
    fill_hall(hall)
    display = enter("display", hall)
    with closing(open_store(hall.database)) as store:

        def call():
            store.run(lambda work: work.tickets.issue(hall.stage.service.id, BY))
            return store.run(lambda work: work.counter(hall.stage.counter.id, BY).call_next()).ticket.code

        code = call()
        display.ask("wait", name="current_call", says=code, within=30)
        display.kill()
        missed = call()
        back = enter("display", hall)
        back.ask("wait", name="current_call", says=missed, within=30)
        back.ask("wait", name="recent", says=code)


@pytest.mark.timeout(120)
def test_a_counter_killed_with_a_number_at_it_shows_that_number_when_it_is_back(hall, enter):
    fill_hall(hall)
    counter = enter("counter", hall)
    _sign_in(counter, hall)
    counter.ask("key", key="F2", name="next-button")
    called = counter.ask("wait", name="current-number", matches=CODE)["says"]
    counter.ask("key", key="F1", name="serve-button")
    with closing(open_store(hall.database)) as store:

        def serving():
            with store.read() as view:
                return view.tickets.find(called).state is State.SERVING

        _until(serving, f"{called} is not being served")
        counter.kill()
        assert serving()
    back = enter("counter", hall)
    _sign_in(back, hall)
    assert back.ask("wait", name="current-number", matches=CODE)["says"] == called
    back.ask("key", key="F4", name="finish-button")


@pytest.mark.timeout(120)
def test_what_a_colleague_does_is_seen_at_once(hall, enter):
    fill_hall(hall)
    counter = enter("counter", hall)
    _sign_in(counter, hall)
    with closing(open_store(hall.database)) as store:
        code = store.run(lambda work: work.tickets.issue(hall.stage.service.id, BY, priority=True)).code
        counter.ask("wait", name="next-number", says=code)
        store.run(lambda work: work.counter(hall.stage.counter.id, BY).call_next())
    counter.ask("wait", name="current-number", says=code)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_mistake_in_the_configuration_ends_with_2_before_any_window(program, tmp_path):
    (tmp_path / "config.toml").write_text('name = "Hall"\nzeitzone = "Asia/Makassar"\n', encoding="utf-8")
    answer = subprocess.run(
        [sys.executable, "-m", program, "--config", str(tmp_path / "config.toml")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.returncode == 2
    assert "config.toml:2" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("program", "sign"), [("kiosk", "language-button"), ("counter", "login-field"), ("display", "cells")]
)
def test_a_program_runs_once_and_ends_in_order_when_it_is_told_to(program, sign, hall, enter):
    fill_hall(hall)
    player = enter(program, hall)
    player.ask("wait", name=sign, within=30)
    command = [sys.executable, "-m", program, *hall.options(program)]
    second = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert second.returncode == 3
    assert "already runs" in second.stderr
    os.kill(player.pid, signal.SIGTERM)
    _until(lambda: player.exit_code() is not None, f"the {program} does not end")
    assert player.exit_code() == 0
    assert "Traceback" not in player.last_words()
