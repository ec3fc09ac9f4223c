"""Calls are said in turn, each once, by whoever has the zone's voice."""

from __future__ import annotations

import time as pulse
from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from display.announcer import Announcer
from hall.call_delivery import Voiced
from hall.errors import StoreUnavailable, VoiceError
from hall.forms import VoiceForm, VolumeStep
from hall.structure import BoardSetup
from hall.views import VoiceClaim
from tests.display import board_samples as sample
from tests.patient_bot import PATIENCE_S


@dataclass
class Translator:
    pcm: bytes
    rate: int = 22_050
    seconds: float = 1.0
    words: bool = True


class Loudspeaker(QObject):
    ended = Signal(int, bool)

    def __init__(self):
        super().__init__()
        self.played = []
        self.playing = 0

    def play(self, token, pcm, rate, volume=1.0):
        self.played.append((token, pcm, round(volume, 3)))
        self.playing = token

    def stop(self):
        """As the real one: the end is told from within."""
        token, self.playing = self.playing, 0
        if token:
            self.ended.emit(token, False)


class Hall:
    """A database that grants, or answers what it was told to."""

    def __init__(self):
        self.answers = {}
        self.noted = []
        self.trouble = None

    def claim_voice(self, seq, seconds):
        if self.trouble is not None:
            raise self.trouble
        answers = self.answers.get(seq, [])
        return answers.pop(0) if answers else VoiceClaim(granted=True)

    def voice_ended(self, seq, state):
        self.noted.append((seq, state))

    def voice_passed(self, seqs):
        self.noted.append((seqs, Voiced.LATE))


class Board:
    def __init__(self, qtbot, worker):
        self.qtbot = qtbot
        self.hall = Hall()
        self.loudspeaker = Loudspeaker()
        link: Any = self.hall
        loudspeaker: Any = self.loudspeaker
        self.now = sample.NOON
        self.seconds = 0.0
        self.spoken: list[Any] = []
        self.announcer = Announcer(
            worker, link, self.words, loudspeaker, lambda: self.now, monotonic=lambda: self.seconds
        )
        self.announcer.spoken.connect(self.spoken.append)
        self.announcer.set_audible(True)

    def words(self, call, form, short):
        return Translator(f"{call.code} {call.kind}{' short' if short else ''}".encode())

    def offer(self, *seqs, **options):
        self.announcer.offer([sample.call(seq, f"A-{seq:03d}", **{"counter": str(seq), **options}) for seq in seqs])

    def plays(self, *texts):
        self.qtbot.waitUntil(lambda: [pcm.decode() for _, pcm, _ in self.loudspeaker.played] == list(texts))

    def end(self, whole=True):
        self.loudspeaker.ended.emit(self.loudspeaker.played[-1][0], whole)


@pytest.fixture
def board(qtbot, worker):
    made = Board(qtbot, worker)
    yield made
    made.announcer.close()
    qtbot.waitUntil(lambda: worker.idle)


def test_calls_are_said_one_after_the_other_and_their_end_is_noted(board, qtbot):
    board.offer(1, 2)
    board.plays("A-001 next")
    assert board.announcer.speaking == 1
    board.end()
    board.plays("A-001 next", "A-002 next")
    board.end(whole=False)
    qtbot.waitUntil(lambda: board.hall.noted == [(1, Voiced.SPOKEN), (2, Voiced.BROKE)])
    assert board.spoken == [1, 0, 2, 0]


def test_when_calls_pile_up_they_are_said_short_and_a_recall_is_told_from_a_call(board, qtbot):
    board.offer(1)
    board.plays("A-001 next")
    board.offer(2, 3)
    board.offer(4, kind="recall")
    board.end()
    board.plays("A-001 next", "A-002 next short")
    board.end()
    board.plays("A-001 next", "A-002 next short", "A-003 next")
    board.end()
    board.plays("A-001 next", "A-002 next short", "A-003 next", "A-004 recall")
    board.end()
    qtbot.waitUntil(lambda: (2, Voiced.SHORT) in board.hall.noted)


def test_when_another_call_has_waited_for_long_the_one_before_it_is_said_short(board):
    board.offer(1)
    board.plays("A-001 next")
    board.offer(2, 3)
    board.now += timedelta(seconds=15)
    board.end()
    board.plays("A-001 next", "A-002 next short")
    board.end()
    board.plays("A-001 next", "A-002 next short", "A-003 next")


def test_a_later_call_of_a_counter_takes_the_place_of_the_one_that_waits(board, qtbot):
    board.offer(1)
    board.plays("A-001 next")
    board.offer(2, counter="7")
    board.offer(3)
    board.offer(4, counter="7", kind="recall")
    board.end()
    board.plays("A-001 next", "A-004 recall")
    board.end()
    board.plays("A-001 next", "A-004 recall", "A-003 next")
    board.end()
    qtbot.waitUntil(lambda: ((2,), Voiced.LATE) in board.hall.noted)
    assert board.announcer.waiting == 0


def test_a_call_whose_counter_goes_on_while_the_voice_is_asked_for_is_not_said(board, qtbot):
    board.offer(1, counter="7")
    board.offer(2, counter="7")
    board.plays("A-002 next")
    assert (1, Voiced.LATE) in board.hall.noted


def test_a_call_is_not_late_because_others_are_said_before_it(board, qtbot):
    board.offer(1)
    board.plays("A-001 next")
    board.offer(2, 3)
    board.seconds += 55
    board.now += timedelta(seconds=55)
    board.end()
    board.plays("A-001 next", "A-002 next short")
    board.seconds += 55
    board.now += timedelta(seconds=55)
    board.end()
    board.plays("A-001 next", "A-002 next short", "A-003 next")
    board.offer(4)
    board.now += timedelta(seconds=61)  # nothing was said meanwhile
    board.end()
    qtbot.waitUntil(lambda: ((4,), Voiced.LATE) in board.hall.noted)


def test_a_call_is_not_late_because_another_board_speaks(board):
    board.hall.answers[1] = [VoiceClaim(wait=0.2)]
    board.offer(1)
    board.qtbot.waitUntil(lambda: not board.hall.answers[1])
    board.now += timedelta(seconds=60.1)
    board.plays("A-001 next")


def test_a_chime_without_words_does_not_count_as_said(board, qtbot):
    board.announcer._speech = lambda call, form, short: Translator(b"bell", words=False)
    board.offer(1)
    board.plays("bell")
    board.end()
    qtbot.waitUntil(lambda: board.hall.noted == [(1, Voiced.CHIMED)])


def test_a_call_is_said_once_however_often_it_is_offered(board, qtbot):
    board.offer(1)
    board.plays("A-001 next")
    board.offer(1)
    board.end()
    board.offer(1)
    qtbot.waitUntil(lambda: board.hall.noted == [(1, Voiced.SPOKEN)])
    assert board.announcer.waiting == 0


def test_a_call_that_another_voice_said_is_left_out(board):
    board.hall.answers[1] = [VoiceClaim(done=True)]
    board.offer(1, 2)
    board.plays("A-002 next")


def test_a_board_waits_while_another_voice_speaks(board):
    board.hall.answers[1] = [VoiceClaim(wait=0.01), VoiceClaim(wait=0.01), VoiceClaim(granted=True)]
    board.offer(1)
    board.plays("A-001 next")


def test_calls_that_were_dealt_with_meanwhile_are_forgotten(board):
    board.offer(1)
    board.plays("A-001 next")
    board.offer(2, 3)
    board.announcer.forget((2,))
    board.end()
    board.plays("A-001 next", "A-003 next")


def test_a_call_that_is_taken_back_while_it_is_said_ends_there_and_the_next_is_said(board, qtbot):
    board.offer(1)
    board.plays("A-001 next")
    board.offer(2, 3, 4)
    board.announcer.forget((1, 3))
    board.plays("A-001 next", "A-002 next")
    qtbot.waitUntil(lambda: board.hall.noted == [(1, Voiced.LATE)])
    assert board.spoken == [1, 0, 2]
    board.end()
    board.plays("A-001 next", "A-002 next", "A-004 next")


def test_calls_that_are_taken_back_do_not_count_as_a_broken_loudspeaker(board):
    for seq in (1, 2, 3):
        board.offer(seq)
        board.plays(*(f"A-00{said} next" for said in range(1, seq + 1)))
        board.announcer.forget((seq,))
    board.offer(4)
    board.plays("A-001 next", "A-002 next", "A-003 next", "A-004 next")


def test_a_call_that_is_taken_back_while_the_voice_is_asked_for_is_not_said(board, qtbot):
    board.offer(1, 2)
    board.announcer.forget((1,))
    board.plays("A-002 next")
    assert board.hall.noted == [(1, Voiced.LATE)]


def test_a_call_that_has_become_old_is_passed_over_and_that_is_noted(board, qtbot):
    board.offer(1)
    board.plays("A-001 next")
    board.offer(2)
    board.now += timedelta(seconds=61)
    board.end()
    qtbot.waitUntil(lambda: ((2,), Voiced.LATE) in board.hall.noted)
    assert len(board.loudspeaker.played) == 1


def test_a_board_that_is_ended_leaves_the_call_that_it_says_and_the_one_that_it_asks_for_to_others(
    board, worker, qtbot
):
    board.offer(1)
    board.plays("A-001 next")
    board.offer(2)
    board.announcer.close()
    board.end(whole=False)
    qtbot.waitUntil(lambda: board.hall.noted == [(1, Voiced.BROKE)])

    other = Board(qtbot, worker)
    other.offer(3)
    other.announcer.close()
    ended = pulse.monotonic() + PATIENCE_S
    while not other.hall.noted and pulse.monotonic() < ended:  # no event loop runs any more
        pulse.sleep(0.01)
    qtbot.waitUntil(lambda: worker.idle)
    assert (other.hall.noted, other.loudspeaker.played) == ([(3, Voiced.BROKE)], [])


def test_a_board_that_is_asked_to_be_quiet_while_it_asks_leaves_the_call_to_others(board, qtbot):
    board.offer(1)
    board.announcer.set_form(VoiceForm(), BoardSetup(voice=False))
    qtbot.waitUntil(lambda: board.hall.noted == [(1, Voiced.BROKE)])
    board.announcer.set_form(VoiceForm(), BoardSetup())
    board.offer(1, 2)
    board.plays("A-002 next")


def told(caplog):
    return [record.getMessage() for record in caplog.records if "cannot be said" in record.getMessage()]


def test_a_database_that_is_away_delays_a_call_and_does_not_lose_it(board, qtbot, monkeypatch, caplog):
    monkeypatch.setattr("display.announcer.RETRY_S", 0.01)
    board.hall.trouble = StoreUnavailable("away")
    board.offer(1)
    qtbot.waitUntil(lambda: len(told(caplog)) >= 2)
    board.hall.trouble = None
    board.plays("A-001 next")


def test_words_that_cannot_be_made_are_told(board, qtbot, caplog):
    board.announcer._speech = lambda *_: (_ for _ in ()).throw(VoiceError("no pack"))
    board.offer(1)
    qtbot.waitUntil(lambda: told(caplog) == ["a call cannot be said yet: no pack"])


def test_an_answer_that_came_slowly_is_asked_for_again(board):
    """The words would end after the lease: another board could begin in the middle of them."""

    def slow(seq, seconds):
        asked.append(seq)
        board.seconds += 3.0 if board.seconds == 0.0 else 0.0
        return VoiceClaim(granted=True)

    asked: list[int] = []
    board.hall.claim_voice = slow
    board.offer(1)
    board.plays("A-001 next")
    assert asked == [1, 1]


@pytest.mark.parametrize("quiet", ["no loudspeaker", "voice off", "nothing to say"])
def test_a_board_without_a_voice_asks_nobody(board, quiet):
    if quiet == "no loudspeaker":
        board.announcer.set_audible(False)
    elif quiet == "voice off":
        board.announcer.set_form(VoiceForm(), BoardSetup(voice=False))
    else:
        board.announcer.set_form(VoiceForm(languages=(), chime=False), BoardSetup())
    board.offer(1)
    assert (board.announcer.waiting, board.loudspeaker.played) == (0, [])


def test_a_loudspeaker_that_goes_away_ends_the_waiting_and_the_next_call_is_said_when_it_is_back(board):
    board.offer(1)
    board.plays("A-001 next")
    board.offer(2)
    board.announcer.set_audible(False)
    board.end(whole=False)
    board.announcer.set_audible(True)
    board.offer(3)
    board.plays("A-001 next", "A-003 next")


def test_after_two_sounds_that_broke_off_other_boards_speak_for_half_a_minute(board):
    board.offer(1, 2)
    board.plays("A-001 next")
    board.end(whole=False)
    board.plays("A-001 next", "A-002 next")
    board.offer(3)
    board.end(whole=False)
    board.offer(4)
    assert board.announcer.waiting == 0
    board.seconds += 31
    board.offer(5)
    board.plays("A-001 next", "A-002 next", "A-005 next")


def test_the_loudness_follows_the_hour_of_the_hall_and_the_board(board):
    steps = (VolumeStep(time(7, 0), 80), VolumeStep(time(12, 0), 50))
    board.announcer.set_form(replace(VoiceForm(), volumes=steps), BoardSetup(volume=50))
    board.now = sample.NOON.replace(hour=8)
    board.announcer.offer([replace(sample.call(1, "A-001"), at=board.now)])
    board.plays("A-001 next")
    board.end()
    board.now = sample.NOON.replace(hour=6)  # before the first step the night's last one goes on
    board.announcer.offer([replace(sample.call(2, "A-002"), at=board.now)])
    board.plays("A-001 next", "A-002 next")
    assert [volume for *_, volume in board.loudspeaker.played] == [0.4, 0.25]
