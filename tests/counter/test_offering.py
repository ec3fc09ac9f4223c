"""A promise that is past is said before the visit ends, and one key chooses what is offered for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter.desk.offering import is_late, offer_command, offer_text
from counter.desk.state import Intent
from hall.structure import Offer
from hall.translator import ENGLISH, INDONESIAN
from hall.views import CounterView
from tests.counter import counter_samples as samples
from tests.hall_samples import BY, small_hall

OFFERS = (Offer("maaf", "Permohonan maaf", "An apology"), Offer("pos", "Dikirim ke rumah", "Sent home by post"))


def serving(minutes: float, waited: float = 5.0, **more: Any) -> CounterView:
    view = samples.serving(minutes, offers=OFFERS, **more)
    ticket = view.current
    assert ticket is not None
    assert ticket.serving_at is not None
    called = ticket.serving_at - timedelta(minutes=1)
    issued = called - timedelta(minutes=waited)
    return replace(view, current=replace(ticket, issued_at=issued, called_at=called), first_called_at=called)


@pytest.mark.parametrize(
    ("view", "late"),
    [(serving(6), False), (serving(16), True), (serving(6, 31), True), (samples.idle(offers=OFFERS), False)],
    ids=["kept", "visit", "wait", "nobody"],
)
def test_the_promise_is_past_when_wait_or_visit_took_too_long(view, late):
    assert is_late(view, samples.NOW) is late
    assert bool(offer_text(view, samples.NOW, INDONESIAN)[0]) is late


def test_the_tag_says_the_key_and_then_what_was_offered():
    assert offer_text(serving(16), samples.NOW, INDONESIAN)[:2] == ("Janji lewat, tawarkan: Ctrl+O", "late")
    offered = serving(16, offered="pos")
    assert offer_text(offered, samples.NOW, ENGLISH)[:2] == ("Offered: Sent home by post", "good")
    assert offer_text(replace(serving(16), offers=()), samples.NOW, INDONESIAN)[0] == ""


def test_each_press_asks_for_the_next_offer():
    commands = [offer_command(serving(16, offered=chosen)) for chosen in ("", "maaf", "pos")]
    assert [(one.intent, one.offer) for one in commands] == [(Intent.OFFER, of) for of in ("maaf", "pos", "")]
    assert offer_command(samples.idle(offers=OFFERS)) is None


def test_the_key_offers_on_a_real_hall_and_finishing_needs_no_more_keys(real):
    real.store.run(lambda work: work.hall.apply(replace(small_hall(), offers=OFFERS), BY))
    real.qtbot.waitUntil(lambda: bool(real.presenter.state.view.offers))
    real.store.run(lambda work: work.counter("1", BY).call_next())
    real.qtbot.waitUntil(lambda: real.presenter.state.view.current is not None)
    code = real.presenter.state.view.current.code
    QTest.keyClick(real.window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    real.qtbot.waitUntil(lambda: real.presenter.state.view.offered == "maaf" and real.presenter.state.busy is None)
    QTest.keyClick(real.window, Qt.Key.Key_F4)
    real.qtbot.waitUntil(lambda: real.presenter.state.view.current is None)
    with real.store.read() as view:
        assert view.tickets.promise(code).offer == OFFERS[0]
