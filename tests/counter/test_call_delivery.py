"""The clerk sees how far a call has come in the hall, and is told when nobody can know of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from counter.desk.texts import delivery_text
from hall.access import By
from hall.call_delivery import DeliveryStatus, Voiced
from hall.translator import Translator
from hall.views import CallDeliveryView
from tests.counter import counter_samples as sample

B1 = By.board("b1")


def view(delivery, *, seconds=3.0):
    return sample.called(delivery=CallDeliveryView(7, sample.ago(seconds / 60), delivery, ("b1",)))


@pytest.mark.parametrize("delivery", list(DeliveryStatus))
def test_each_stage_has_its_words_and_only_the_unseen_call_alarms(delivery):
    texts = {delivery_text(view(delivery), Translator(language))[0] for language in ("id", "en")}
    assert len(texts) == 2
    assert delivery_text(view(delivery), Translator("id"))[1] is (delivery is DeliveryStatus.UNSEEN)


def say(real, job):
    real.store.run(lambda work: job(work.boards))


@pytest.fixture
def called(real):
    """Counter 1 has called A-001, and a board of its zone lives."""
    real.presenter.keeper.watches.look.setInterval(20)
    say(real, lambda boards: boards.report(B1, zone="podium", sound="ok"))
    real.press(Qt.Key.Key_F2)
    real.qtbot.waitUntil(lambda: real.presenter.state.view.delivery is not None)
    return real


def heading(real, text):
    real.qtbot.waitUntil(lambda: real.text("current-heading") == text)


def test_the_way_of_a_call_stands_over_its_number(called, clock):
    real = called
    heading(real, "Sedang dipanggil · menunggu papan")
    seq = real.presenter.state.view.delivery.seq
    clock.move(seconds=10)
    heading(real, "Belum tampil di papan. Panggil dengan suara.")
    say(real, lambda boards: boards.shown(B1, [(seq, clock.now())]))
    heading(real, "Sedang dipanggil · tampil di papan")
    say(real, lambda boards: boards.claim_voice(B1, seq, seconds=5))
    heading(real, "Sedang dipanggil · tampil di papan, sedang diucapkan")
    say(real, lambda boards: boards.voice_ended(B1, seq, Voiced.SPOKEN))
    heading(real, "Sedang dipanggil · tampil di papan dan diucapkan")
    real.qtbot.waitUntil(lambda: not real.presenter.keeper.watches.look.isActive())
    real.press(Qt.Key.Key_F1)
    heading(real, "Sedang dilayani")


def test_the_compact_bar_says_that_a_call_is_not_shown(called, clock):
    clock.move(seconds=10)
    heading(called, "Belum tampil di papan. Panggil dengan suara.")
    called.press(Qt.Key.Key_F10)
    called.qtbot.waitUntil(lambda: "belum tampil" in called.text("compact-timer"))


def test_a_call_that_stays_unseen_is_not_looked_for_for_ever(called, clock):
    clock.move(minutes=4)
    say(called, lambda boards: boards.report(B1, zone="podium", sound="ok"))
    heading(called, "Belum tampil di papan. Panggil dengan suara.")
    called.qtbot.waitUntil(lambda: not called.presenter.keeper.watches.look.isActive())
