from __future__ import annotations

import math
from array import array

import pytest

from hall.voice import studio
from hall.voice.recording.judging import Grade, Judgement, Room, judged, remarks_on, room_of
from hall.voice.recording.level import decibels, is_clipped
from tests.voice import takes
from tests.voice.takes import RATE, in_room, overdriven, shifted, with_hum, with_noise, with_slam, word

TUJUH = in_room(word("tujuh"))
REFUSED = {
    "clipped": overdriven(in_room(word("tujuh")), 24),
    "silent": in_room(array("h"), before=2.0),
    "quiet": in_room(word("tujuh"), level=-52, room=-84),
    "noisy": in_room(word("tujuh"), level=-30, room=-42),
    "cut": TUJUH[round(0.62 * RATE) :],
    "long": in_room(array("h", word("tinggalkan-gedung") * 2)),
    "short": in_room(word("huruf-i")[2000 : 2000 + RATE // 16]),
}
ASKED = {
    "second": with_slam(in_room(word("tujuh"), after=2.0), 2.0),
    "noisy": in_room(word("tujuh"), level=-28, room=-46),
    "quiet": in_room(word("tujuh"), level=-41, room=-80),
}
MENDED = {
    "hum": with_hum(TUJUH, -40),
    "offset": shifted(TUJUH, 3000),
    "silence": in_room(word("tujuh"), before=3.0, after=4.0),
}


def mended(take: array[int], room: Room | None = None) -> array[int]:
    """The word that was cut out of a take."""
    found = judged(take, RATE, room=room).word
    assert found is not None
    return found


def kinds(judgement: Judgement, grade: Grade) -> list[str]:
    return [one.kind for one in judgement.findings if one.grade is grade]


@pytest.mark.parametrize("name", ["tujuh", "huruf-i", "huruf-te", "loket", "panggilan-ulang", "sebelas", "empat"])
def test_a_word_in_a_quiet_room_is_good(name):
    judgement = judged(in_room(word(name)), RATE, phrase="-" in name)
    assert judgement.findings == ()
    assert judgement.word is not None


@pytest.mark.parametrize("kind", REFUSED)
def test_what_must_be_said_again(kind):
    judgement = judged(REFUSED[kind], RATE)
    assert kind in kinds(judgement, Grade.REFUSED)
    assert judgement.refused
    assert not judgement.doubtful


def test_a_word_that_is_cut_off_at_its_end_must_be_said_again():
    end = len(TUJUH) - round(0.75 * RATE)
    assert kinds(judged(TUJUH[:end], RATE), Grade.REFUSED) == ["cut"]


@pytest.mark.parametrize("kind", ASKED)
def test_what_somebody_is_asked_about(kind):
    judgement = judged(ASKED[kind], RATE)
    assert kinds(judgement, Grade.ASKED) == [kind]
    assert judgement.doubtful


@pytest.mark.parametrize("kind", MENDED)
def test_what_is_mended_without_a_question(kind):
    judgement = judged(MENDED[kind], RATE)
    assert kinds(judgement, Grade.MENDED) == [kind]
    assert not judgement.refused
    assert not judgement.doubtful


@pytest.mark.parametrize("take", [TUJUH, *MENDED.values()], ids=["good", *MENDED])
def test_a_mended_word_is_as_long_and_as_loud_as_a_good_one(take):
    good, made = mended(TUJUH), mended(take)
    assert len(made) / RATE == pytest.approx(len(good) / RATE, abs=0.06)
    assert studio.loudness(made, RATE) == pytest.approx(studio.LEVEL, abs=0.6)
    assert studio.peak(made) <= studio.CEILING
    assert decibels(made[: RATE // 100]) < -45


@pytest.mark.parametrize("hertz", [50, 60])
def test_hum_is_taken_out_and_the_word_stays(hertz):
    hummed = with_hum(TUJUH, -34, hertz)
    silence = hummed[: RATE // 2]
    room = room_of(silence, RATE)
    assert room.hum[0] in (hertz, 2 * hertz)
    assert room.floor < -60
    assert "mains" in remarks_on(room)[0]
    assert judged(hummed, RATE, room=room).findings == ()
    clean, dirty = mended(TUJUH), mended(hummed, room)
    length = min(len(clean), len(dirty))
    best = max(_alike(clean[:length], dirty[shift:length]) for shift in range(0, 200, 10))
    assert best > 0.9


def _alike(one: array[int], other: array[int]) -> float:
    length = min(len(one), len(other))
    a, b = one[:length], other[:length]
    return sum(x * y for x, y in zip(a, b, strict=True)) / math.sqrt(sum(x * x for x in a) * sum(y * y for y in b))


def test_only_the_word_is_kept_beside_a_slam():
    good, beside = mended(TUJUH), mended(ASKED["second"])
    assert len(beside) == pytest.approx(len(good), abs=0.06 * RATE)


def test_a_phrase_may_pause_where_a_word_may_not():
    twice = in_room(array("h", [*word("perhatian"), *bytes(RATE // 2), *word("loket")]))
    assert judged(twice, RATE, phrase=True).findings == ()
    assert kinds(judged(twice, RATE), Grade.ASKED) == ["second"]


def test_a_loud_room_is_told_before_anybody_speaks():
    silence = array("h", bytes(2 * RATE))
    assert "loud" in remarks_on(room_of(with_noise(silence, -40), RATE))[0]
    assert remarks_on(room_of(with_noise(silence, takes.ROOM), RATE)) == ()


def test_a_loud_word_is_not_a_clipped_one():
    loud = in_room(word("tujuh"), level=-16)
    assert not is_clipped(loud)
    assert judged(loud, RATE).findings == ()


def test_a_word_with_sharp_peaks_is_as_loud_as_the_others():
    lima = word("lima")
    peaky = array("h", [max(-32_000, min(32_000, one * (1 if at % 300 > 6 else 7))) for at, one in enumerate(lima)])
    made = mended(in_room(peaky, level=-30, room=-72))
    assert studio.loudness(made, RATE) == pytest.approx(studio.LEVEL, abs=1.5)
    assert studio.peak(made) <= studio.CEILING
