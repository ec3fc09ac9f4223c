"""Somebody who has never done it records a pack: what is refused, what is asked, what is mended, and the pack then."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from hall.forms import VoiceForm
from hall.voice import Utterance, Voice, load_pack, studio
from hall.voice.checking import check_pack
from hall.voice.pack import read_clip
from hall.voice.recording.from_files import Outcome, take_in
from hall.voice.recording.judging import Grade
from hall.voice.recording.sitting import open_sitting
from tests.voice.takes import RATE, in_room, overdriven, shifted, with_hum, with_slam, word, write_take

REFUSED = {"tujuh": "clipped", "nol": "quiet", "huruf-be": "cut", "enam": "silent"}
ASKED = {"lima": "word", "loket": "second", "sembilan": "long"}
MENDED = {"sebelas": "hum", "ratus": "offset", "satu": "silence"}
SLOWLY = 0.45


def faulty(name: str) -> array[int]:
    """The take of somebody who has never done it."""
    good = in_room(word(name))
    return {
        "tujuh": lambda: overdriven(good, 24),
        "nol": lambda: in_room(word(name), level=-54, room=-86),
        "huruf-be": lambda: good[round(0.56 * RATE) :],
        "enam": lambda: in_room(array("h"), before=2),
        "lima": lambda: in_room(word("tiga")),
        "loket": lambda: with_slam(in_room(word(name), after=2), 2.0),
        "sembilan": lambda: in_room(word(name, mouth=SLOWLY)),
        "sebelas": lambda: with_hum(good, -40),
        "ratus": lambda: shifted(good, 3000),
        "satu": lambda: in_room(word(name), before=4, after=3),
    }.get(name, lambda: good)()


@pytest.fixture(scope="module")
def first_day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Outcome]]:
    """A pack of all Indonesian words after the first day, and what became of each."""
    folder = tmp_path_factory.mktemp("recording")
    sitting = open_sitting(folder / "suara")
    for prompt in sitting.prompts:
        write_take(folder / "day-1" / f"{prompt.clip.name}.wav", faulty(prompt.clip.name))
    outcomes = list(take_in(sitting, folder / "day-1", lambda prompt, judgement: False))
    return folder, {outcome.prompt.clip.name: outcome for outcome in outcomes}


def test_each_fault_is_found_and_named(first_day):
    _, outcomes = first_day
    for faults, grade, kept in (
        (REFUSED, Grade.REFUSED, False),
        (ASKED, Grade.ASKED, False),
        (MENDED, Grade.MENDED, True),
    ):
        for name, kind in faults.items():
            found = [one.kind for one in outcomes[name].findings if one.grade is grade]
            assert kind in found, (name, outcomes[name].findings)
            assert outcomes[name].kept is kept
    assert 'sounds more like "tiga"' in " ".join(one.text for one in outcomes["lima"].findings)


def test_good_takes_are_kept_without_a_word(first_day):
    _, outcomes = first_day
    good = {name: one for name, one in outcomes.items() if name not in REFUSED | ASKED | MENDED}
    assert {name: one.findings for name, one in good.items() if one.findings} == {}
    assert all(one.kept for one in good.values())
    assert len(good) == 40


def test_another_day_goes_on_where_the_first_ended_and_the_pack_is_whole(first_day):
    folder, _ = first_day
    sitting = open_sitting(folder / "suara")
    missing = {prompt.clip.name for prompt in sitting.left}
    assert missing == {*REFUSED, *ASKED}
    assert sitting.prompt.clip.name == "nol"
    for name in missing:
        write_take(folder / "day-2" / f"{name}.wav", in_room(word(name)))
    list(take_in(sitting, folder / "day-2", lambda prompt, judgement: False))
    report = check_pack(folder / "suara")
    assert (report.missing, report.broken, report.remarks) == ((), (), ())
    assert sitting.doubts() == {}
    pack = load_pack(folder / "suara")
    assert (pack.engine, len(pack.clips)) == ("recorded", 51)
    sound = Voice(pack).say(Utterance("A-042", "7"), VoiceForm(languages=("id",)))
    assert sound.missing == ()
    assert 8 < sound.seconds < 14
    levels = [studio.loudness(read_clip(path, RATE), RATE) for path in (folder / "suara" / "id").glob("*.wav")]
    assert max(levels) - min(levels) < 1.5


def test_a_clip_that_an_engine_has_read_is_not_taken_for_a_recording(tmp_path):
    sitting = open_sitting(tmp_path / "suara")
    write_take(tmp_path / "suara/id/nol.wav", word("nol"))
    assert sitting.prompt.clip.name == "nol"
    assert sitting.prompt is not None
    sitting.accept(sitting.prompt, in_room(word("nol")), word("nol"))
    assert open_sitting(tmp_path / "suara").prompt.clip.name == "satu"
