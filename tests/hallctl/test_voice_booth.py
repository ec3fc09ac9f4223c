"""Somebody at the microphone: what they are shown, what they press, and what is on the disk then."""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

import pytest

from hall.errors import VoiceError
from hall.voice.recording.sitting import Sitting, open_sitting
from hallctl.recording.booth import Booth
from hallctl.recording.events import Event, Gone, Heard, Key
from hallctl.recording.microphone import Microphone
from tests.voice.takes import RATE, ROOM, in_room, overdriven, with_noise, with_slam, word

WORDS = ("nol", "satu", "dua")


@dataclass
class Person:
    """Says each word that is shown, and presses a key where one is asked for."""

    events: Queue[Event]
    takes: dict[str, list[array[int]]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    device: str = "Meja"
    rate: int = RATE

    def see(self, line: str) -> None:
        self.lines.append(line)
        if "Be quiet" in line:
            self.speak(with_noise(array("h", bytes(2 * 3 * RATE)), ROOM))
        elif " of 3   " in line:
            name = line.rpartition(" ")[2]
            takes = self.takes.get(name, [])
            if takes and len(takes[0]) == 0:
                takes.pop(0)
                self.press()
            else:
                self.speak(takes.pop(0) if takes else in_room(word(name), after=1.5))
        elif "Q stops" in line or "next:" in line:
            self.press()

    def speak(self, samples: array[int]) -> None:
        for start in range(0, len(samples), 900):
            self.events.put(Heard(samples[start : start + 900].tobytes()))

    def press(self) -> None:
        self.events.put(Key(self.keys.pop(0) if self.keys else "enter"))


@pytest.fixture
def sitting(tmp_path: Path) -> Sitting:
    """Three words of Indonesian."""
    found = open_sitting(tmp_path / "suara")
    found.prompts = found.prompts[:3]
    assert tuple(prompt.clip.name for prompt in found.prompts) == WORDS
    return found


@pytest.fixture
def person() -> Person:
    return Person(Queue())


def record(sitting: Sitting, person: Person) -> list[str]:
    Booth(sitting, person, person.events, person.see).run()
    return person.lines


def recorded(sitting: Sitting) -> list[str]:
    return [prompt.clip.name for prompt in sitting.prompts if sitting.recordings.has(prompt.clip)]


def test_words_come_one_after_the_other_and_are_kept(sitting, person):
    lines = record(sitting, person)
    assert [line for line in lines if " of 3   " in line] == ["  1 of 3   nol", "  2 of 3   satu", "  3 of 3   dua"]
    assert lines.count("    good") == 3
    assert recorded(sitting) == list(WORDS)


def test_a_clipped_word_is_asked_for_again(sitting, person):
    person.takes = {"nol": [overdriven(in_room(word("nol"), room=-92, after=1.5), 24)]}
    lines = record(sitting, person)
    assert lines.count("  1 of 3   nol") == 2
    assert any("too loud for the microphone" in line for line in lines)
    assert recorded(sitting) == list(WORDS)


@pytest.mark.parametrize(
    ("key", "shown", "kept"), [("k", 1, list(WORDS)), ("r", 2, list(WORDS)), ("s", 1, ["nol", "dua"])]
)
def test_a_doubtful_word_is_decided_by_the_person(sitting, person, key, shown, kept):
    slammed = with_slam(in_room(word("satu"), after=2.0), 1.45)
    person.takes, person.keys = {"satu": [slammed]}, ["enter", key]
    lines = record(sitting, person)
    assert any("a door or a cough" in line for line in lines)
    assert lines.count("  2 of 3   satu") == shown
    assert recorded(sitting) == kept


def test_who_stops_goes_on_with_the_next_word_another_day(sitting, person, tmp_path):
    person.takes, person.keys = {"dua": [array("h")]}, ["enter", "space", "q"]
    record(sitting, person)
    assert recorded(sitting) == ["nol", "satu"]
    assert open_sitting(tmp_path / "suara").prompt.clip.name == "dua"


def test_any_key_pauses_and_the_last_word_is_recorded_again(sitting, person):
    person.takes, person.keys = {"dua": [array("h")]}, ["enter", "space", "r"]
    lines = record(sitting, person)
    assert lines.count("  2 of 3   satu") == 2
    assert recorded(sitting) == list(WORDS)


def test_back_and_skip_in_a_pause(sitting, person):
    person.takes, person.keys = {"satu": [array("h")]}, ["enter", "space", "b", "s", "s", "enter"]
    lines = record(sitting, person)
    assert [line for line in lines if "next:" in line] == ["    next: nol", "    next: satu", "    next: dua"]
    assert recorded(sitting) == ["nol", "dua"]


def test_nobody_speaks(sitting, person):
    person.takes = {"nol": [with_noise(array("h", bytes(2 * 13 * RATE)), ROOM)]}
    assert "    Nobody was heard: go nearer, or speak louder." in record(sitting, person)
    assert recorded(sitting) == list(WORDS)


def test_a_microphone_that_is_unplugged_is_a_sentence_and_what_was_said_stays(sitting, person):
    class Unplugged(Person):
        def see(self, line: str) -> None:
            if "3 of 3" in line:
                self.events.put(Gone("The microphone stopped."))
            else:
                super().see(line)

    with pytest.raises(VoiceError, match="The microphone stopped"):
        record(sitting, Unplugged(Queue()))
    assert recorded(sitting) == ["nol", "satu"]


STAND_IN = """
import json, os, sys
print(json.dumps({answer}), flush=True)
os.write(1, bytes(2000))
sys.stdin.read()
"""


def test_a_microphone_is_a_process_that_says_its_name_and_rate():
    events: Queue[Event] = Queue()
    answer = STAND_IN.replace("{answer}", '{"device": "Meja", "rate": 48000}')
    microphone = Microphone(events, RATE, command=(sys.executable, "-c", answer))
    assert (microphone.device, microphone.rate) == ("Meja", 48_000)
    assert events.get(timeout=60) == Heard(bytes(2000))
    microphone.close()


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        (STAND_IN.replace("{answer}", '{"error": "There is no microphone: plug one in."}'), "plug one in"),
        ("import sys; sys.exit('the sound system is broken')", "the sound system is broken"),
    ],
)
def test_no_microphone_is_a_sentence(program, sentence):
    with pytest.raises(VoiceError, match=sentence):
        Microphone(Queue(), RATE, command=(sys.executable, "-c", program))


def test_a_microphone_without_a_terminal_is_refused(hall, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    answer = hall("voice", "record", "suara")
    assert (answer.code, "--from takes WAV files" in answer.err) == (2, True)
