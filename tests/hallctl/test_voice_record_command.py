from __future__ import annotations

import shutil

import pytest

from hall.assets import asset
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


def test_a_folder_that_is_none_is_one_sentence(hall):
    answer = hall("voice", "record", "suara", "--from", "gone")
    assert (answer.code, "gone is no folder: --from names one" in answer.err) == (2, True)
