"""Speaking itself: what texts become, silence at once, and engines that are missing, hang or fail."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from hall.forms import VoiceForm
from hall.translator import ENGLISH, INDONESIAN
from hall.voice import Voice, bundled_pack
from kiosk.speech.engines import Engines, look_for_engines
from kiosk.speech.headphones import Headphones, JackSwitch, NamedOutput, headphones_of
from kiosk.speech.keypad import next_sign
from kiosk.speech.loudness import STEPS_DB, Loudness
from kiosk.speech.output import SpokenOutput
from kiosk.speech.synthesis import Synthesis, samples_of_wave
from kiosk.speech.wording import aloud, pieces_of
from tests.kiosk.stand_in_reader import SilentSpeaker, log_of, program


@pytest.fixture
def speaker(qapp: object) -> SilentSpeaker:
    return SilentSpeaker()


@pytest.fixture
def output(speaker: SilentSpeaker, tmp_path: Path) -> Iterator[SpokenOutput]:
    """Speaks with a stand-in for espeak-ng."""
    engines = look_for_engines(None, espeak=str(program(tmp_path, "espeak")))
    made = SpokenOutput(speaker, Synthesis(engines))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Buka 07.30–16.00", "Buka 7 30 sampai 16"),
        ("loket 5–9", "loket 5 sampai 9"),
        ("Dilayani di loket ± 15 menit", "Dilayani di loket kurang lebih 15 menit"),
        ("Tutup · besok", "Tutup, besok"),
        ("Sentuh “Sudah saya foto”", "Sentuh Sudah saya foto"),
        ("KTP-el (asli)", "KTP-el asli"),
    ],
)
def test_what_only_the_eye_understands_becomes_words(text: str, heard: str):
    assert aloud(text, INDONESIAN) == heard


def test_a_text_is_spoken_in_sentences_with_its_numbers_apart():
    pieces = pieces_of("Nomor antrean Anda: 2G-014. SKCK, 3 orang. KTP-el?", INDONESIAN)
    assert [(one.text, one.code) for one in pieces] == [
        ("Nomor antrean Anda", ""), ("2 G 0 1 4", "2G-014"), ("SKCK, 3 orang.", ""), ("KTP-el?", ""),
    ]  # fmt: skip
    assert [one.text for one in pieces_of("Open 07:30–16:00", ENGLISH)] == ["Open 7 30 to 16"]


def test_a_key_of_a_telephone_gives_its_letters_in_turn():
    signs = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
    assert [next_sign(sign, signs) for sign in "2ABC"] == ["A", "B", "C", "2"]
    assert next_sign("G", signs) == "H"
    assert next_sign("H", signs) == "4"  # there is no I among these keys
    assert next_sign("0", signs) == "0"


def test_the_first_step_up_is_12_db_and_the_loudest_20_db_above_the_set_level():
    loudness = Loudness(-20)
    up = [loudness, loudness.louder(), loudness.louder().louder(), loudness.louder().louder().louder()]
    assert [one.gain for one in up] == pytest.approx([0.1, 10 ** (-8 / 20), 1.0, 1.0])
    assert loudness.quieter().gain < loudness.gain
    assert up[2].reset() == loudness
    assert len(STEPS_DB) == 5


def test_pieces_are_heard_one_after_the_other_at_the_set_volume(
    output: SpokenOutput, speaker: SilentSpeaker, qtbot: QtBot
):
    output.say("Satu. Dua! Tiga", INDONESIAN)
    for _ in range(3):
        qtbot.waitUntil(lambda: speaker._sound is not None)
        speaker.is_over()
    assert speaker.texts == ["Satu.", "Dua!", "Tiga"]
    assert speaker.volumes == [output.loudness.volume] * 3
    assert not output.busy


def test_each_language_has_its_voice_and_an_unknown_one_that_of_indonesian(
    output: SpokenOutput, speaker: SilentSpeaker, qtbot: QtBot, tmp_path: Path
):
    output.say("Hello", ENGLISH)
    qtbot.waitUntil(lambda: speaker.texts == ["Hello"])
    output.say("Halo", INDONESIAN.in_language("muna"))
    qtbot.waitUntil(lambda: speaker.texts == ["Hello", "Halo"])
    voices = [line.split()[2] for line in log_of(tmp_path) if line.startswith("voice -v")]
    assert voices == ["en", "id"]


def test_a_new_text_cuts_the_one_before_and_what_was_being_made_is_not_heard(
    output: SpokenOutput, speaker: SilentSpeaker, qtbot: QtBot
):
    output.say("Pertama. Kedua. Ketiga", INDONESIAN)
    output.say("Lain", INDONESIAN)
    qtbot.waitUntil(lambda: bool(speaker.texts))
    speaker.is_over()
    qtbot.waitUntil(lambda: not output.busy)
    assert speaker.texts == ["Lain"]


def test_a_pause_goes_on_with_the_sentence_that_was_cut(output: SpokenOutput, speaker: SilentSpeaker, qtbot: QtBot):
    output.say("Satu. Dua. Tiga", INDONESIAN)
    qtbot.waitUntil(lambda: speaker._sound is not None)
    speaker.is_over()
    qtbot.waitUntil(lambda: speaker._sound is not None)
    output.pause()
    assert (output.busy, output.paused, speaker._sound) == (False, True, None)
    output.resume()
    qtbot.waitUntil(lambda: speaker._sound is not None)
    assert speaker.texts == ["Satu.", "Dua.", "Dua."]
    output.stop()
    assert not output.busy


def test_a_sentence_that_no_program_reads_is_passed_over(
    output: SpokenOutput, speaker: SilentSpeaker, qtbot: QtBot, caplog: pytest.LogCaptureFixture
):
    output.say("fail. Dua", INDONESIAN)
    qtbot.waitUntil(lambda: speaker._sound is not None)
    speaker.is_over()
    qtbot.waitUntil(lambda: speaker.texts[-1] == "Dua")
    assert "ended with code 3" in caplog.text


def test_numbers_are_said_by_the_hall_s_own_voice(speaker: SilentSpeaker, tmp_path: Path, qtbot: QtBot):
    asked: list[tuple[str, str]] = []

    def numbers(code: str, language: str) -> tuple[bytes, int] | None:
        asked.append((code, language))
        return (b"clips".ljust(100), 22_050) if language == "id" else None

    engines = look_for_engines(None, espeak=str(program(tmp_path, "espeak")))
    output = SpokenOutput(speaker, Synthesis(engines), numbers)
    output.say("A-042", INDONESIAN)
    qtbot.waitUntil(lambda: speaker.texts == ["clips"])
    output.say("A-042", ENGLISH)
    qtbot.waitUntil(lambda: speaker.texts == ["clips", "A 0 4 2"])
    assert asked == [("A-042", "id"), ("A-042", "en")]
    output.close()


def test_the_voice_pack_says_a_number_by_itself_and_none_that_it_lacks():
    voice = Voice(bundled_pack())
    sound = voice.number("2G-014", "id", VoiceForm())
    assert sound is not None
    assert sound.clips == ("id/dua", "id/huruf-ge", "id/nol", "id/satu", "id/empat")
    assert voice.number("A-001", "muna", VoiceForm()) is None


def test_piper_reads_where_there_is_a_model_and_waits_with_the_next_one_read(
    speaker: SilentSpeaker, tmp_path: Path, qtbot: QtBot
):
    (tmp_path / "id_ID-news_tts-medium.onnx").touch()
    espeak, piper = program(tmp_path, "espeak"), program(tmp_path, "piper")
    engines = look_for_engines(tmp_path, espeak=str(espeak), piper=str(piper))
    output = SpokenOutput(speaker, synthesis := Synthesis(engines))
    synthesis.warm_up("id", 150)
    output.say("Halo", INDONESIAN)
    qtbot.waitUntil(lambda: speaker.texts == ["Halo"])
    output.say("Hello", ENGLISH)
    qtbot.waitUntil(lambda: speaker.texts == ["Halo", "Hello"])
    assert "read Halo" in log_of(tmp_path, "piper")
    assert "read Hello" in log_of(tmp_path)
    qtbot.waitUntil(lambda: sum(line.startswith("--model") for line in log_of(tmp_path, "piper")) == 2)
    output.close()


def test_espeak_reads_what_piper_cannot(speaker: SilentSpeaker, tmp_path: Path, qtbot: QtBot):
    (tmp_path / "id_ID-x.onnx").touch()
    espeak, piper = program(tmp_path, "espeak"), program(tmp_path, "piper", fails=True)
    engines = look_for_engines(tmp_path, espeak=str(espeak), piper=str(piper))
    output = SpokenOutput(speaker, Synthesis(engines))
    output.say("Halo", INDONESIAN)
    qtbot.waitUntil(lambda: speaker.texts == ["Halo"])
    assert "read Halo" in log_of(tmp_path)
    output.close()


def test_without_espeak_or_piper_it_is_said_what_is_missing(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    assert look_for_engines(None, espeak="no-such-program") == Engines()
    (tmp_path / "id_ID-x.onnx").touch()
    engines = look_for_engines(tmp_path, espeak=str(program(tmp_path, "espeak")), piper="no-such-program")
    assert engines.models == {}
    assert "piper is not installed" in caplog.text


def test_a_wave_of_a_stream_is_read_though_its_length_is_none():
    head = b"RIFF" + bytes(4) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 22_050, 44_100, 2, 16)
    assert samples_of_wave(head + b"data" + struct.pack("<I", 0x7FFFF000) + b"abcde") == (b"abcd", 22_050)
    assert samples_of_wave(b"no wave") == (b"", 0)


def heard_of(headphones: Headphones) -> list[bool]:
    heard: list[bool] = []
    headphones.plugged.connect(heard.append)
    return heard


def test_an_output_that_is_called_as_the_headphones_are_begins_and_ends(qapp: object):
    owner = QObject()
    headphones = headphones_of("usb audio", owner)
    assert isinstance(headphones, NamedOutput)
    heard = heard_of(headphones)
    for state, message in (
        ("ok", "Sound plays on HDMI."),
        ("ok", "Sound plays on USB Audio Device."),
        ("ok", "Sound plays on USB Audio Device."),
        ("no_device", "There is no audio device; calls are shown, not heard."),
    ):
        headphones.on_health(state, message)
    assert heard == [True, False]


@pytest.mark.skipif(sys.platform == "win32", reason="an input device of Linux")
def test_the_switch_of_a_jack_tells_what_is_plugged_in(qapp: object, tmp_path: Path, qtbot: QtBot):
    pipe = tmp_path / "event5"
    os.mkfifo(pipe)
    jack = JackSwitch(str(pipe))
    heard = heard_of(jack)
    jack.start()
    event = struct.Struct("llHHi")
    with pipe.open("wb", buffering=0) as socket:
        socket.write(event.pack(0, 0, 0x05, 0x02, 1) + event.pack(0, 0, 0, 0, 0))
        qtbot.waitUntil(lambda: heard == [True])
        socket.write(event.pack(0, 0, 0x05, 0x04, 1) + event.pack(0, 0, 0x05, 0x02, 0))
        qtbot.waitUntil(lambda: heard == [True, False])
    jack.close()


def test_a_jack_that_is_not_there_is_named_in_the_log(qapp: object, caplog: pytest.LogCaptureFixture):
    jack = JackSwitch("/dev/input/no-such-event")
    jack.start()
    jack.close()
    assert "/dev/input/no-such-event cannot be read" in caplog.text


def test_a_reader_waits_for_the_first_word_of_the_next_text(
    output: SpokenOutput, speaker: SilentSpeaker, qtbot: QtBot, tmp_path: Path
):
    def begun(log: list[str]) -> int:
        return sum(line.startswith("-v") for line in log)

    output.say("Satu", INDONESIAN)
    qtbot.waitUntil(lambda: speaker.texts == ["Satu"])
    qtbot.waitUntil(lambda: begun(log_of(tmp_path)) == 2)  # it waits, and nothing is there to read
    output.say("Dua", INDONESIAN)
    qtbot.waitUntil(lambda: speaker.texts == ["Satu", "Dua"])
    log = log_of(tmp_path)
    assert begun(log[: log.index("read Dua")]) == 2
