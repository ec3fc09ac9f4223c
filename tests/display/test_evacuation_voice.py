"""An evacuation is said again and again until it is over, by one board of a zone; calls are silent meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from display.evacuation_voice import TOKEN, EvacuationVoice
from hall.call_delivery import Voiced
from hall.errors import StoreUnavailable
from hall.forms import VoiceForm
from hall.structure import BoardSetup
from hall.views import VoiceClaim
from tests.display import board_samples as sample
from tests.display.test_announcer import Board, Translator

GRANTED, OVER = VoiceClaim(granted=True), VoiceClaim(done=True)
CALM = sample.picture()
EVACUATED = replace(CALM, evacuated=True)


class Hall:
    """A database that says what it was told to, and grants otherwise."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.asked = 0

    def claim_evacuation(self, seconds):
        self.asked += 1
        answer = self.answers.pop(0) if self.answers else GRANTED
        if isinstance(answer, Exception):
            raise answer
        return answer


class Speaking(Board):
    """A board with both voices and one loudspeaker."""

    def __init__(self, qtbot, worker, monkeypatch):
        super().__init__(qtbot, worker)
        monkeypatch.setattr("display.evacuation_voice.PAUSE_S", 0.01)
        monkeypatch.setattr("display.evacuation_voice.RETRY_S", 0.02)
        self.doors = Hall()
        link: Any = self.doors
        loudspeaker: Any = self.loudspeaker
        self.voice = EvacuationVoice(
            worker,
            link,
            self.sentence,
            loudspeaker,
            self.announcer,
        )
        self.voice.set_form(VoiceForm(), BoardSetup(volume=80))
        self.voice.set_audible(True)
        self.told: list[str] = []
        self.voice.begun.connect(lambda _: self.told.append("begun"))
        self.voice.over.connect(lambda _: self.told.append("over"))

    @staticmethod
    def sentence(form) -> Any:
        return Translator(b"keluar")


@pytest.fixture
def board(qtbot, worker, monkeypatch):
    made = Speaking(qtbot, worker, monkeypatch)
    yield made
    made.voice.close()
    made.announcer.close()
    qtbot.waitUntil(lambda: worker.idle)


def test_it_is_said_until_it_is_over_and_stops_in_the_middle(board, qtbot):
    board.voice.on_picture(EVACUATED)
    board.plays("keluar")
    board.end()
    board.plays("keluar", "keluar")
    board.voice.on_picture(EVACUATED)  # the clock's minute
    board.end()
    board.plays("keluar", "keluar", "keluar")
    assert board.loudspeaker.played[-1] == (TOKEN, b"keluar", 0.8)
    board.doors.answers = [OVER]
    board.voice.on_picture(CALM)
    assert board.loudspeaker.playing == 0
    qtbot.waitUntil(lambda: board.doors.asked == 4)  # it gives the voice back
    assert board.told == ["begun", "over"]
    assert len(board.loudspeaker.played) == 3


def test_a_call_breaks_off_for_it_and_calls_are_silent_until_its_end(board, qtbot):
    board.offer(1, 2)
    board.plays("A-001 next")
    board.voice.on_picture(EVACUATED)
    board.plays("A-001 next", "keluar")
    qtbot.waitUntil(lambda: board.hall.noted == [(1, Voiced.LATE)])
    board.offer(3)
    board.end()
    board.plays("A-001 next", "keluar", "keluar")
    board.voice.on_picture(CALM)
    board.offer(4)
    board.plays("A-001 next", "keluar", "keluar", "A-004 next")


def test_another_board_of_the_zone_speaks_and_this_one_after_it_died(board):
    board.doors.answers = [VoiceClaim(wait=0.02), VoiceClaim(wait=0.02)]
    board.voice.on_picture(EVACUATED)
    board.plays("keluar")
    assert board.doors.asked == 3


def test_it_is_said_although_the_database_is_away_and_after_the_sound_broke_off(board):
    board.doors.answers = [StoreUnavailable("away")]
    board.voice.on_picture(EVACUATED)
    board.plays("keluar")
    board.end(whole=False)
    board.plays("keluar", "keluar")


def test_a_board_without_a_loudspeaker_asks_nobody_and_speaks_once_it_has_one(board):
    board.voice.set_audible(False)
    board.voice.on_picture(EVACUATED)
    assert board.doors.asked == 0
    assert board.told == ["begun"]  # the videos are silent here too
    board.voice.set_audible(True)
    board.plays("keluar")
