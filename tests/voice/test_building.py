from __future__ import annotations

import filecmp
import os
import shutil
import stat
import sys
import wave
from pathlib import Path

import pytest

from hall.assets import asset
from hall.errors import VoiceError
from hall.forms import VoiceForm
from hall.voice import Utterance, Voice, load_pack, studio
from hall.voice.building import build_pack
from hall.voice.engines import Espeak, Piper
from hall.voice.new_pack import spelled_out
from hall.voice.pack import read_clip
from tests.voice.conftest import ESPEAK, write_tone

SHIPPED = asset("voices/indonesia")
PIPER = """#!{python}
import array, math, os, sys, wave
words = sys.argv[1:]
assert words[0::2] == ["--model", "--output_file"], words
text = sys.stdin.read().strip()
if text == os.environ.get("PIPER_FAILS"):
    sys.exit("the model is broken")
with open(os.environ["PIPER_LOG"], "a") as log:
    log.write(words[1] + " " + text + "\\n")
rate = int(os.environ.get("PIPER_RATE", "22050"))
pause = array.array("h", bytes(rate))
tone = array.array("h", [int(5000 * math.sin(i / (9 + len(text)))) for i in range(rate // 4)])
with wave.open(words[3], "wb") as file:
    file.setparams((1, 2, rate, 0, "NONE", ""))
    file.writeframes((pause + tone + pause).tobytes())
"""


@pytest.fixture
def piper(tmp_path, monkeypatch):
    """A stand-in for piper on the path, which logs what it was given, and a model."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "piper"
    program.write_text(PIPER.format(python=sys.executable), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PIPER_LOG", str(tmp_path / "piper.log"))
    model = tmp_path / "id_ID-suara.onnx"
    model.write_bytes(b"")
    return Piper(model)


@pytest.fixture
def few(tmp_path):
    """A folder with a grammar whose clips are read in a moment: the shipped one's, all but five recorded already."""
    folder = tmp_path / "few"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("en", "en.toml"))
    for name in ("nol", "satu", "huruf-a", "nomor-antrean", "loket"):
        (folder / "id" / f"{name}.wav").unlink()
    return folder


def espeak(_language):
    return Espeak()


@ESPEAK
def test_the_shipped_pack_is_what_a_build_makes_and_two_builds_are_the_same(tmp_path, kendari):
    names = {agency.id: agency.name for agency in kendari.agencies}
    (tmp_path / "indonesia").mkdir()
    shutil.copy(SHIPPED / "agencies.toml", tmp_path / "indonesia")  # pronunciations were corrected by hand
    built = build_pack(tmp_path / "indonesia", espeak, agencies=names)
    assert built.languages == ("id", "en")
    assert len(built.made) == len(load_pack(SHIPPED).clips) - 1
    if Espeak().name() != load_pack(SHIPPED).engine:
        pytest.skip(f"the shipped pack was made by another release than {Espeak().name()}")
    for language in ("id", "en"):
        files = [f"{language}/{path.name}" for path in (SHIPPED / language).iterdir()]
        same, *_ = filecmp.cmpfiles(SHIPPED, tmp_path / "indonesia", files, shallow=False)
        assert sorted(same) == sorted(files)


@ESPEAK
def test_built_clips_are_trimmed_even_and_end_in_nothing(few):
    made = build_pack(few, espeak).made
    assert len(made) == 5
    for name in made:
        clip = read_clip(few / f"{name}.wav", 22_050)
        assert all(0.014 < count / 22_050 < 0.017 for count in studio.silences(clip))
        assert studio.loudness(clip, 22_050) == pytest.approx(studio.LEVEL, abs=0.3)
        assert studio.peak(clip) <= studio.CEILING
        assert (clip[0], clip[-1]) == (0, 0)


def test_every_shipped_clip_is_trimmed(pack):
    for clip, samples in pack.clips.items():
        if clip.language:
            assert all(0.014 < count / pack.rate < 0.017 for count in studio.silences(samples)), clip


@ESPEAK
def test_a_build_keeps_what_a_hall_recorded_and_wrote(few):
    write_tone(few / "id/dua.wav")
    head = (few / "pack.toml").read_text(encoding="utf-8").replace("repeat = 0.8", "repeat = 0.9 # ours")
    (few / "pack.toml").write_text(head, encoding="utf-8")
    recorded, grammar = (few / "id/dua.wav").read_bytes(), (few / "id.toml").read_bytes()
    agencies = (few / "agencies.toml").read_text(encoding="utf-8")
    built = build_pack(few, espeak, agencies={"bpn": "Anything", "rsud": 'RSUD "Bahteramas"'})
    assert (few / "id/dua.wav").read_bytes() == recorded
    assert (few / "id.toml").read_bytes() == grammar
    assert "repeat = 0.9 # ours" in (few / "pack.toml").read_text(encoding="utf-8")
    added = (few / "agencies.toml").read_text(encoding="utf-8").removeprefix(agencies)
    assert added == 'rsud = { name = "RSUD \\"Bahteramas\\"", text = "er es u de \\"Bahteramas\\"" }\n'
    assert "id/agency-rsud" in built.made
    assert build_pack(few, espeak).made == ()


def test_initials_are_spelled_and_words_in_capitals_are_not(pack):
    said = {
        "BPN Kota Bandung": "be pe en Kota Bandung",
        "DPMPTSP": "de pe em pe te es pe",
        "SAMSAT Kendari": "SAMSAT Kendari",
        "Koperasi dan UKM": "Koperasi dan u ka em",
        "Disdukcapil": "Disdukcapil",
    }
    assert {name: spelled_out(name, pack.grammars["id"]) for name in said} == said


@ESPEAK
def test_a_new_counter_word_and_agency_can_be_said_after_a_build(few):
    file = few / "id.toml"
    text = file.read_text(encoding="utf-8").replace("[labels]", '[labels]\nCS = "layanan"')
    file.write_text(text.replace("[clips]", '[clips]\nlayanan = "layanan pelanggan"'), encoding="utf-8")
    build_pack(few, espeak, agencies={"rsud": "RSUD"})
    sound = Voice(load_pack(few)).say(Utterance("A-042", "CS", agency="rsud"), VoiceForm(agency=True, repeat=1))
    assert sound.clips[-2:] == ("id/layanan", "id/agency-rsud")
    assert sound.missing == ()


def test_piper_reads_the_texts_and_its_silence_is_cut_off(few, piper, tmp_path):
    built = build_pack(few, lambda language: piper)
    log = (tmp_path / "piper.log").read_text(encoding="utf-8").splitlines()
    assert f"{piper.model} nomor antrean" in log
    assert len(log) == len(built.made) == 5
    pack = load_pack(few)
    assert pack.engine == f"{load_pack(SHIPPED).engine} + piper id_ID-suara"
    with wave.open(str(few / "id/nol.wav")) as file:
        assert file.getnframes() / 22_050 == pytest.approx(0.25 + 0.03, abs=0.01)


def test_a_model_of_another_rate_is_brought_to_that_of_the_pack(few, piper, monkeypatch):
    monkeypatch.setenv("PIPER_RATE", "44100")
    build_pack(few, lambda language: piper)
    clip = read_clip(few / "id/nol.wav", 22_050)
    assert len(clip) / 22_050 == pytest.approx(0.25 + 0.03, abs=0.01)


def test_a_pack_of_48000_hz_can_be_filled_up(own, piper):
    head = (own / "pack.toml").read_text(encoding="utf-8").replace("rate = 22050", "rate = 48000")
    (own / "pack.toml").write_text(head, encoding="utf-8")
    names = [clip.name for clip in load_pack(SHIPPED).clips if clip.language == "id"]
    for name in names:
        write_tone(own / "id" / f"{name}.wav", rate=48_000)
    for path in (own / "chime.wav", own / "id/empat.wav", own / "id/nomor-antrean.wav"):
        path.unlink()
    assert build_pack(own, lambda language: piper).made == ("id/nomor-antrean", "id/empat")
    sound = Voice(load_pack(own)).say(Utterance("A-042", "7"), VoiceForm())
    assert (sound.rate, sound.missing) == (48_000, ())


def test_a_model_that_is_too_coarse_is_said(few, piper, monkeypatch):
    monkeypatch.setenv("PIPER_RATE", "16000")
    with pytest.raises(VoiceError, match="as it was read, has 16000 samples a second; 22050 or more"):
        build_pack(few, lambda language: piper)


def test_an_engine_that_fails_is_said_with_its_text(few, piper, monkeypatch):
    monkeypatch.setenv("PIPER_FAILS", "nol")
    with pytest.raises(VoiceError, match='piper could not read "nol": the model is broken'):
        build_pack(few, lambda language: piper)
    assert not list(few.rglob("*.part"))


def test_a_model_that_is_not_there_is_said(few, tmp_path):
    with pytest.raises(VoiceError, match=r"none\.onnx is no file: --model names a piper voice"):
        build_pack(few, lambda language: Piper(tmp_path / "none.onnx"))


def test_a_missing_engine_is_said_with_its_package_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VoiceError, match="espeak-ng is not installed, and it reads the clips: apt install espeak-ng"):
        build_pack(tmp_path / "new", espeak)
    assert not (tmp_path / "new").exists()


def test_a_language_without_a_grammar_is_said(tmp_path):
    with pytest.raises(VoiceError, match=r'There is no grammar for "jv": write .*jv\.toml'):
        build_pack(tmp_path / "new", espeak, languages=("jv",))


def test_resampling_keeps_pitch_and_loudness():
    import math
    from array import array

    tone = array("h", [int(10_000 * math.sin(2 * math.pi * 440 * i / 44_100)) for i in range(8820)])
    half = studio.resampled(tone, 44_100, 22_050)
    expected = [int(10_000 * math.sin(2 * math.pi * 440 * i / 22_050)) for i in range(len(half))]
    assert len(half) == 4410
    assert max(abs(a - b) for a, b in list(zip(half, expected, strict=True))[100:-100]) < 60


def test_the_folder_of_a_pack_may_not_be_a_file(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(VoiceError, match="cannot be made"):
        build_pack(Path(tmp_path / "file"), lambda language: _Mute())


class _Mute:
    def name(self) -> str:
        return "mute"

    def read(self, line, reading, target) -> None:
        raise AssertionError("nothing was to be read")
