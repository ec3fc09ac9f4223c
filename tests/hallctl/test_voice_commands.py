from __future__ import annotations

import re
import shutil
import subprocess
import sys
import wave

import pytest

from hall.assets import asset

HALL = (sys.executable, "-m", "hallctl")


@pytest.fixture
def own(folder):
    """A pack in the folder of the commands, ours by copy."""
    shutil.copytree(asset("voices/indonesia"), folder / "suara")
    return folder / "suara"


def test_say_writes_a_wav_without_database_or_configuration(tmp_path, environment):
    words = ["voice", "say", "A-042", "7", "-o", "call.wav"]
    subprocess.run([*HALL, *words], cwd=tmp_path, env=environment, timeout=60, check=True)
    with wave.open(str(tmp_path / "call.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
        assert 10 < file.getnframes() / file.getframerate() < 13
    assert [path.name for path in tmp_path.iterdir()] == ["call.wav"]


def test_say_loads_neither_qt_nor_the_store(tmp_path, environment):
    loaded = (
        "import sys; from hallctl.main import main; code = main(['voice', 'say', 'A-042', '7']);"
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", loaded], cwd=tmp_path, capture_output=True, text=True, env=environment, check=True
    )
    assert not {"sqlalchemy", "PySide6", "hall.settings"} & set(answer.stderr.split())


def test_say_answers_in_json_what_is_said(hall):
    answer = hall("voice", "say", "a 42", "12b", "--numbers", "whole", "--repeat", "1", "--no-chime", "--json")
    assert answer.code == 0
    said = " ".join(answer.json["clips"]).replace("id/", "")
    assert said == "nomor-antrean huruf-a empat puluh dua silakan-menuju-loket dua belas huruf-be"
    assert answer.json["missing"] == []
    assert answer.json["rate"] == 22_050


def test_say_knows_recalls_short_calls_languages_and_agencies(hall):
    recall = hall("voice", "say", "A-042", "7", "--recall", "--language", "en", "--agency", "bpn", "--json").json
    assert recall["clips"][1] == "en/calling-again"
    assert recall["clips"][-1] == "id/agency-bpn"
    short = hall("voice", "say", "A-042", "7", "--short", "--json").json
    assert short["clips"] == [
        "chime", "id/huruf-a", "id/nol", "id/empat", "id/dua", "id/loket", "id/tujuh"
    ]  # fmt: skip


def set_voice(folder, lines):
    config = folder / "config.toml"
    config.write_text(f"{config.read_text(encoding='utf-8')}\n[voice]\n{lines}\n", encoding="utf-8")


def test_the_halls_pack_is_the_one_that_is_looked_at(hall, own):
    set_voice(own.parent, 'pack = "suara"')
    (own / "id/tujuh.wav").unlink()
    answer = hall("voice", "check")
    assert answer.code == 3
    assert "missing: id/tujuh" in answer.out
    assert "suara ([voice] pack of config.toml), for Mal Pelayanan Publik" in answer.out
    assert hall("voice", "check", "--json").json["pack"] == "suara"
    assert "suara ([voice] pack of config.toml)" in hall("voice", "info").out
    said = hall("voice", "say", "A-042", "7")
    assert (said.code, "missing, left out: id/tujuh" in said.out) == (3, True)
    assert "by suara ([voice] pack" in said.out


def test_a_pack_is_beside_its_configuration_wherever_the_command_is_run(hall, own, tmp_path, monkeypatch):
    set_voice(own.parent, 'pack = "suara"')
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    config = own.parent / "config.toml"
    assert hall("voice", "check", "--config", str(config), "--json").json["pack"] == str(own)


def test_a_pack_that_is_named_goes_before_the_halls(hall, own):
    set_voice(own.parent, 'pack = "nowhere"')
    assert hall("voice", "check", "suara").code == 0
    assert hall("voice", "say", "A-042", "7", "--pack", "suara").code == 0
    lost = hall("voice", "check")
    assert (lost.code, "nowhere is no folder" in lost.err) == (2, True)


def test_the_programs_own_pack_is_named_where_the_hall_has_none(hall):
    assert "the program's own pack, for Mal Pelayanan Publik" in hall("voice", "check").out


def test_a_machine_whose_file_describes_no_hall_is_told_so(hall, folder):
    (folder / "config.toml").write_text('[station]\nname = "board-1"\n', encoding="utf-8")
    assert "the program's own pack (config.toml describes no hall), for all its clips" in hall("voice", "check").out


def test_say_speaks_as_the_hall_does_unless_told_otherwise(hall, folder):
    lines = 'languages = ["en", "id"]\nnumbers = "whole"\nrepeat = 1\nagency = true\nchime = false'
    set_voice(folder, lines)
    said = " ".join(hall("voice", "say", "A-042", "7", "--json").json["clips"])
    assert said.startswith("en/queue-number en/letter-a en/forty en/two en/please-go-to-counter en/seven id/agency-")
    assert said.endswith("id/silakan-menuju-loket id/tujuh id/agency-disdukcapil")
    other = hall(
        "voice", "say", "A-042", "7", "--language", "id", "--numbers", "digits", "--repeat", "2", "--chime",
        "--agency", "bpn", "--json",
    ).json["clips"]  # fmt: skip
    assert (other[0], other.count("id/nol"), other.count("id/agency-bpn")) == ("chime", 2, 2)
    assert not [clip for clip in other if clip.startswith("en/")]


def test_a_language_that_is_given_twice_is_said_once(hall):
    once = hall("voice", "say", "A-042", "7", "--language", "id", "--json").json
    twice = hall("voice", "say", "A-042", "7", "--language", "id", "--language", "id", "--json").json
    assert twice["clips"] == once["clips"]


def test_say_names_what_is_missing_and_says_the_rest(hall, own):
    (own / "id/empat.wav").unlink()
    answer = hall("voice", "say", "A-042", "7", "--pack", "suara", "-o", "call.wav")
    assert answer.code == 3
    assert "missing, left out: id/empat" in answer.out
    assert (own.parent / "call.wav").stat().st_size > 400_000


def test_say_goes_on_without_a_clip_that_cannot_be_used_and_names_it(hall, own):
    (own / "id/huruf-zet.wav").write_bytes(b"")
    answer = hall("voice", "say", "A-012", "7", "--pack", "suara", "-o", "call.wav")
    assert answer.code == 0
    assert "cannot be used: suara/id/huruf-zet.wav is empty: record it again, or delete it." in answer.out
    assert (own.parent / "call.wav").stat().st_size > 400_000
    needed = hall("voice", "say", "Z-012", "7", "--pack", "suara", "--json")
    assert (needed.code, needed.json["missing"]) == (3, ["id/huruf-zet"])
    assert "huruf-zet.wav is empty" in needed.json["broken"][0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("A042x", "7"), '"A042x" is no ticket code'),
        (("A-042", "Loket"), "is no counter label"),
        (("A-042", "7", "--numbers", "roman"), "neither digits nor whole"),
        (("A-042", "7", "--language", "jv"), 'does not speak "jv", only en, id'),
        (("A-042", "7", "--pack", "nowhere"), "is no folder"),
        (("A-042", "7", "-o", "none/call.wav"), "cannot be written"),
        (("A-042", "7", "--repeat", "0"), "--repeat"),
    ],
)
def test_say_tells_in_a_sentence_what_is_wrong(hall, words, said):
    answer = hall("voice", "say", *words)
    assert answer.code == 2
    assert said in answer.err


def test_check_is_satisfied_with_the_programs_own_pack(hall):
    answer = hall("voice", "check")
    assert answer.code == 0
    assert "Mal Pelayanan Publik, Kota Kendari" in answer.out
    assert "everything can be said" in answer.out


def test_check_names_the_missing_clips_of_this_hall_only(hall, own):
    set_voice(own.parent, "agency = true")
    for name in ("huruf-a", "huruf-ka", "tujuh", "agency-disdukcapil", "agency-bpn"):
        (own / "id" / f"{name}.wav").unlink()
    answer = hall("voice", "check", "suara", "--json")
    assert answer.code == 3
    assert sorted(answer.json["missing"]) == ["id/agency-disdukcapil", "id/huruf-a", "id/tujuh"]
    assert hall("voice", "check", "suara").code == 3


def test_check_needs_no_agencies_where_calls_name_none(hall, own):
    (own / "id/agency-disdukcapil.wav").unlink()
    assert hall("voice", "check", "suara").code == 0
    set_voice(own.parent, "agency = true")
    assert hall("voice", "check", "suara").code == 3


def test_check_without_a_hall_asks_for_every_clip(hall, own):
    (own.parent / "config.toml").unlink()
    (own / "id/huruf-ka.wav").unlink()
    assert hall("voice", "check", "suara", "--json").json["missing"] == ["id/huruf-ka"]


def test_check_says_what_is_broken(hall, own):
    (own / "id/tujuh.wav").write_bytes(b"nothing")
    answer = hall("voice", "check", "suara")
    assert answer.code == 3
    assert "tujuh.wav is no WAV file" in answer.out
    (own / "pack.toml").unlink()
    assert hall("voice", "check", "suara").code == 2


def test_info_tells_languages_clips_and_origin(hall):
    document = hall("voice", "info", "--json").json
    assert [one["id"] for one in document["languages"]] == ["en", "id"]
    assert all(one["clips"] == one["of"] > 50 for one in document["languages"])
    assert document["engine"].startswith("espeak-ng")
    assert "espeak-ng" in hall("voice", "info").out


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed: apt install espeak-ng")
def test_build_fills_a_pack_and_adds_the_halls_agencies(hall, own):
    (own / "id/tujuh.wav").unlink()
    config = own.parent / "config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace('"disdukcapil"', '"dukcapil"'), encoding="utf-8")
    answer = hall("voice", "build", "-o", "suara", "--json")
    assert answer.code == 0
    assert sorted(answer.json["made"]) == ["id/agency-dukcapil", "id/tujuh"]
    assert hall("voice", "check", "suara").code == 0


def test_build_tells_what_is_wrong_with_its_options(hall):
    assert "neither espeak nor piper" in hall("voice", "build", "-o", "x", "--engine", "festival").err
    assert "espeak has no models" in hall("voice", "build", "-o", "x", "--engine", "espeak", "--model", "m").err
    answer = hall("voice", "build", "-o", "x", "--model", "id=m.onnx")
    assert answer.code == 2
    assert "piper needs a voice for en: --model en=FILE." in answer.err
    assert hall("voice", "build").code == 2


def test_build_says_which_package_is_missing(hall, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    answer = hall("voice", "build", "-o", "x")
    assert (answer.code, "apt install espeak-ng" in answer.err) == (2, True)


@pytest.mark.parametrize("command", ["init", "apply"])
def test_whoever_sets_a_hall_up_is_warned_of_what_its_pack_cannot_say_and_goes_on(hall, own, command):
    hall("init")
    set_voice(own.parent, 'pack = "suara"')
    assert hall(command).err == ""
    for name in ("satu", "dua", "tiga", "tujuh"):
        (own / "id" / f"{name}.wav").unlink()
    (own / "id/nol.wav").write_bytes(b"")
    answer = hall(command)
    assert answer.code == 0
    first, *_, last = answer.err.splitlines()
    assert first == "The voice pack suara cannot say all of this hall's calls; they leave out what is named here:"
    assert "missing: id/tujuh" in answer.err
    assert "nol.wav is empty" in answer.err
    assert last == "`hall voice check` looks again."


def test_of_many_missing_clips_the_first_are_named_and_a_pack_that_cannot_be_read_is_told(hall, own):
    set_voice(own.parent, 'pack = "suara"')
    shutil.rmtree(own / "id")
    said = hall("apply").err.splitlines()
    assert len(said) == 8
    assert re.fullmatch(r"and \d\d more", said[6].strip())
    (own / "id.toml").write_text("[[[", encoding="utf-8")
    answer = hall("apply")
    assert (answer.code, "id.toml is not valid TOML" in answer.err) == (0, True)
    shutil.rmtree(own)
    assert hall("init").err == ""
