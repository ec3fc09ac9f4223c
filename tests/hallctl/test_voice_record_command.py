from __future__ import annotations

import shutil

import pytest

from hall.assets import asset
from tests.voice import invented
from tests.voice.takes import in_room, overdriven, with_slam, word, write_take


@pytest.fixture
def pack(folder):
    """A pack that an engine has read."""
    shutil.copytree(asset("voices/indonesia"), folder / "suara")
    return folder / "suara"


@pytest.fixture
def takes(folder):
    """A good take, a doubtful one, and one that is clipped."""
    write_take(folder / "takes/nol.wav", in_room(word("nol")))
    write_take(folder / "takes/id/satu.wav", with_slam(in_room(word("satu"), after=2), 2.0))
    write_take(folder / "takes/dua.wav", overdriven(in_room(word("dua")), 24))
    return folder / "takes"


def test_takes_of_a_folder_are_judged_and_the_good_ones_kept(hall, pack, takes):
    answer = hall("voice", "record", "suara", "--from", "takes", "--json")
    assert answer.code == 3
    found = {take["clip"]: (take["kept"], [one["kind"] for one in take["findings"]]) for take in answer.json["takes"]}
    assert found["id/nol"] == (True, [])
    assert found["id/satu"][0] is False
    assert "second" in found["id/satu"][1]
    assert found["id/dua"] == (False, ["clipped"])
    assert answer.json["recorded"] == 1
    assert "id/nol" not in answer.json["left"]
    assert (pack / "recordings/id/nol.wav").exists()


def test_doubtful_takes_are_kept_when_somebody_says_so(hall, pack, takes):
    answer = hall("voice", "record", "suara", "--from", "takes", "--yes")
    assert answer.code == 3
    assert "id/satu: kept. Something else is heard" in answer.out
    assert "id/dua: not kept. It is too loud for the microphone" in answer.out
    assert "2 of 7" in answer.out


def test_a_pack_that_is_not_there_is_made_with_its_chime_and_the_halls_agencies(hall, folder, takes):
    answer = hall("voice", "record", "new", "--from", "takes", "--json")
    assert "disdukcapil" in (folder / "new/agencies.toml").read_text(encoding="utf-8")
    assert (folder / "new/chime.wav").exists()
    assert answer.json["words"] > 50
    assert "id/nol" not in answer.json["missing"]


def test_the_halls_other_languages_are_named(hall, folder, takes):
    config = folder / "config.toml"
    lines = '\n[voice]\nlanguages = ["id", "en"]\n'
    config.write_text(config.read_text(encoding="utf-8") + lines, encoding="utf-8")
    assert (
        "calls are in en too: `hall voice record new --language en`"
        in hall("voice", "record", "new", "--from", "takes").out
    )
    english = hall("voice", "record", "new", "--from", "takes", "--language", "en", "--json")
    assert english.json["other_languages"] == []
    assert "en/zero" in english.json["missing"]


def test_a_folder_that_is_none_is_one_sentence(hall):
    answer = hall("voice", "record", "suara", "--from", "gone")
    assert (answer.code, "gone is no folder: --from names one" in answer.err) == (2, True)


def test_words_tells_what_a_grammar_needs_and_how_it_counts(hall, pack):
    answer = hall("voice", "words", "suara/id.toml")
    assert answer.code == 0
    assert "342: tiga ratus empat puluh dua" in answer.out
    assert "every number from 1 to 999 can be said" in answer.out
    found = hall("voice", "words", "suara/id.toml", "--json").json
    assert (found["words"]["huruf-be"], found["missing"], found["alike"]) == ("be", [], [])
    assert "huruf-a" in found["hall"]
    assert len(found["hall"]) < len(found["words"])


def test_a_language_of_the_halls_own_is_recorded_with_its_words_and_grammar(hall, folder):
    (folder / "numbers.toml").write_text(invented.GRAMMAR, encoding="utf-8")
    (folder / "words.toml").write_text(invented.WORDS.replace('skor = "skor"\n', ""), encoding="utf-8")
    write_take(folder / "takes/pim.wav", in_room(word("satu")))
    words = ("voice", "words", "numbers.toml", "--words", "words.toml")
    lacking = hall(*words)
    assert (lacking.code, "without a text: skor" in lacking.out) == (3, True)
    record = ("voice", "record", "own", "--grammar", "numbers.toml", "--words", "words.toml", "--from", "takes")
    assert "--grammar and --words go with --language" in hall(*record).err
    assert "skor has no text" in hall(*record, "--language", "inv").err
    (folder / "words.toml").write_text(invented.WORDS, encoding="utf-8")
    assert hall(*words).code == 0
    answer = hall(*record, "--language", "inv", "--json")
    assert answer.json["words"] == len(invented.NAMES) + 1  # and the hall's agency
    assert [take["clip"] for take in answer.json["takes"] if take["kept"]] == ["inv/pim"]
    said = hall("voice", "say", "A-042", "7", "--pack", "own", "--language", "inv", "--numbers", "whole", "--json")
    assert "inv/skor" in said.json["missing"]
