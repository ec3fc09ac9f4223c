from __future__ import annotations

import re
import shutil
from dataclasses import replace

import pytest

from hall.errors import HallError, VoiceError
from hall.forms import VoiceForm
from hall.voice import Utterance, Voice, load_pack, studio
from hall.voice.checking import check_pack
from tests.voice.conftest import write_tone


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


BROKEN_FILES = [
    (lambda own: (own / "pack.toml").unlink(), "pack.toml is missing"),
    (lambda own: (own / "id.toml").unlink(), "has no grammar"),
    (lambda own: (own / "id.toml").write_bytes(b"\xff\xfe"), "id.toml is not UTF-8"),
]
BROKEN_CLIPS = [
    (lambda own: (own / "chime.wav").unlink(), "chime.wav is missing: copy"),
    (lambda own: write_tone(own / "id/nol.wav", channels=2), "nol.wav has 2 channels: save it as WAV, 16 bit, mono"),
    (lambda own: write_tone(own / "id/nol.wav", width=1), "nol.wav has 8 bits a sample: save it"),
    (lambda own: write_tone(own / "id/nol.wav", rate=16_000), "nol.wav has 16000 samples a second; 22050 or more"),
    (lambda own: write_tone(own / "id/nol.wav", rate=44_100), "nol.wav has 44100 samples a second, but pack.toml says"),
    (lambda own: write_tone(own / "id/nol.wav", peak=0), "nol.wav is silent: record it again"),
    (lambda own: (own / "id/nol.wav").write_bytes(b""), "nol.wav is empty: record it again, or delete it"),
    (
        lambda own: (own / "id/nol.wav").write_bytes((own / "id/nol.wav").read_bytes()[:6]),
        r"nol.wav is no WAV file that can be read \(it ends too early\)",
    ),
    (lambda own: (own / "id/nol.wav").write_bytes(b"ID3 an mp3 by another name"), "nol.wav is no WAV file"),
    (
        lambda own: (own / "id/nol.wav").write_bytes((own / "id/nol.wav").read_bytes()[:5000]),
        "nol.wav is cut off",
    ),
]
BROKEN_LINES = [
    ("pack.toml", "format = 1", "format = 2", "pack.toml: format: must be 1"),
    ("pack.toml", "rate = 22050", "rate = 8000", "pack.toml: rate: must be"),
    ("pack.toml", "rate =", "rte =", "pack.toml: rte: is not known; allowed: format"),
    ("pack.toml", "repeat = 0.8", "repeat = 80", r"\[pauses\] repeat: must be seconds from 0 to 5"),
    ("id.toml", "[phrases]", "[phrases", "id.toml is not valid TOML: .*line"),
    ("id.toml", "[phrases]", "[phrasen]", 'phrasen: is not known; did you mean "phrases"'),
    ("id.toml", '"< puluh >"', '"< pulu >"', r'\[rules\] 20: "pulu" is no clip of \[clips\]; did you mean "puluh"'),
    ("id.toml", '"< puluh >"', '"< puluh (>"', r"\[rules\] 20: brackets must come in pairs"),
    ("id.toml", '"< puluh >"', '"< puluh[ >"', r"\[rules\] 20: brackets must come in pairs"),
    (
        "id.toml",
        '1 = "satu"\n2 = "dua"\n3 = "tiga"\n4 = "empat"\n5',
        '1 = "satu"\n2 = "dua"\n4 = "empat"\n5',
        "3 must be",
    ),
    ("id.toml", '10 = "sepuluh"', '9 = "sepuluh"', "id.toml is not valid TOML"),
    ("id.toml", '10 = "sepuluh"', '"-1" = "sepuluh"', r"\[rules\] -1: a rule begins with the number"),
    ("id.toml", '[rules]\n0 = "nol"', '[rules]\n0 = "<"', r"\[rules\] 0: < and > need a rule of 10 or more"),
    ("id.toml", '[rules]\n0 = "nol"', "[rules]", r"\[rules\]: a rule for 0 must be there"),
    ("id.toml", '"{counter}"', '"{desk}"', r"\[phrases\] call: {desk}: is not known; allowed: {number}"),
    ("id.toml", "short =", "shrt =", r'\[phrases\] shrt: is not known; did you mean "short"'),
    ("id.toml", "spelled = 0.06", "spelled = -1", r"\[pauses\] spelled: -1 is no pause"),
    ("id.toml", "speed = 155", "speed = 1550", r"\[build\] speed: must be a whole number from 80 to 450"),
    ("id.toml", "[labels]", '[labels]\nvip = "nol"', r"\[labels\] vip: is no counter label"),
    ("id.toml", 'tiga = "tiga"', "tiga = 3", r'\[clips\] tiga: must be a text in "quotes"'),
    ("id.toml", 'name = "Indonesia"', 'agencies = "en"', 'agencies: "en" is none of id'),
    ("agencies.toml", "samsat = {", "samsat = 7 # {", "agencies.toml: samsat: must be what is said"),
]


@pytest.mark.parametrize(("damage", "sentence"), BROKEN_FILES, ids=[sentence for _, sentence in BROKEN_FILES])
def test_a_broken_file_is_one_sentence_with_its_name(own, damage, sentence):
    damage(own)
    with pytest.raises(VoiceError, match=sentence) as error:
        load_pack(own)
    assert isinstance(error.value, HallError)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("damage", "sentence"), BROKEN_CLIPS, ids=[sentence for _, sentence in BROKEN_CLIPS])
def test_a_broken_clip_is_one_sentence_with_its_name_and_the_rest_is_said(own, damage, sentence):
    damage(own)
    pack = load_pack(own)
    ((clip, told),) = pack.broken.items()
    assert re.search(sentence, told)
    assert "\n" not in told
    sound = Voice(pack).say(Utterance("A-000", "0"), VoiceForm())
    assert "id/huruf-a" in sound.clips
    assert str(clip) in sound.missing
    assert str(clip) not in sound.clips


def test_a_bad_clip_that_a_call_does_not_need_changes_nothing_of_it(own):
    before = Voice(load_pack(own)).say(Utterance("A-000", "0"), VoiceForm())
    (own / "id/huruf-zet.wav").write_bytes(b"")
    assert Voice(load_pack(own)).say(Utterance("A-000", "0"), VoiceForm()) == before


def test_a_pack_of_which_no_clip_can_be_used_is_one_sentence(own):
    change(own / "pack.toml", "rate = 22050", "rate = 44100")
    with pytest.raises(VoiceError, match=r"no clip of .*own can be used: .* pack.toml says 44100"):
        load_pack(own)


@pytest.mark.parametrize(("file", "old", "new", "sentence"), BROKEN_LINES, ids=[line[3] for line in BROKEN_LINES])
def test_a_mistake_in_a_grammar_is_one_sentence_with_its_place(own, file, old, new, sentence):
    change(own / file, old, new) if "0 =" not in old else _in_rules(own / file, old, new)
    with pytest.raises(VoiceError, match=sentence) as error:
        load_pack(own)
    assert str(own / file) in str(error.value)
    assert "\n" not in str(error.value)


def _in_rules(path, old, new):
    head, mark, rest = path.read_text(encoding="utf-8").partition("[rules]")
    path.write_text(head + (mark + rest).replace(old, new, 1), encoding="utf-8")


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(VoiceError, match="is no folder: name a voice pack"):
        load_pack(tmp_path / "nowhere")


def test_a_pack_of_44100_hz_speaks_at_its_rate(own):
    change(own / "pack.toml", "rate = 22050", "rate = 44100")
    for path in (own / "chime.wav", own / "id/nol.wav", own / "id/huruf-a.wav"):
        write_tone(path, rate=44_100)
    sound = Voice(load_pack(own)).say(Utterance("A-000", "0"), VoiceForm())
    assert sound.rate == 44_100
    assert "id/nol" in sound.clips


@pytest.mark.parametrize("loudness", [300, 3000, 32_767])
def test_a_recording_of_any_loudness_is_said_as_loud_as_the_others(own, loudness):
    write_tone(own / "id/nol.wav", peak=loudness)
    clips = {str(clip): samples for clip, samples in load_pack(own).clips.items()}
    assert studio.loudness(clips["id/nol"], 22_050) == pytest.approx(studio.LEVEL, abs=1.1)
    assert studio.peak(clips["id/nol"]) <= studio.CEILING


def test_the_shipped_pack_says_everything_for_the_sample_hall(pack, kendari):
    finding = check_pack(pack.folder, kendari)
    assert finding.good
    assert finding.remarks == ()
    assert check_pack(pack.folder).good


def test_the_shipped_pack_is_small(pack):
    assert sum(path.stat().st_size for path in pack.folder.rglob("*")) < 5_000_000


def test_a_check_names_every_clip_that_the_hall_would_miss(own, kendari):
    finding = check_pack(own, kendari)
    assert {"id/nomor-antrean", "id/panggilan-ulang", "id/loket", "id/dua", "id/huruf-ka"} <= set(finding.missing)
    assert {"id/puluh", "id/belas"} <= set(finding.missing)
    assert not any("agency-" in name for name in finding.missing), "its calls name no agency"
    assert not {"id/ribu", "id/seribu", "id/ratus", "id/huruf-o", "id/nol"} & set(finding.missing)
    assert not finding.good


def test_a_check_asks_for_agencies_where_calls_name_them_and_for_the_halls_languages_only(own, pack, kendari):
    naming = replace(kendari, hall=replace(kendari.hall, voice=VoiceForm(agency=True)))
    assert "id/agency-bpn" in check_pack(own, naming).missing
    both = own.parent / "both"
    shutil.copytree(pack.folder, both)
    (both / "en/seven.wav").unlink()
    assert check_pack(both, kendari).good
    english = replace(kendari, hall=replace(kendari.hall, voice=VoiceForm(languages=("id", "en"))))
    assert check_pack(both, english).missing == ("en/seven",)


def test_a_clip_of_a_minute_is_suspicious(own):
    write_tone(own / "id/tiga.wav", seconds=60)
    (remark,) = check_pack(own).remarks
    assert remark == "id/tiga lasts 60 s, and no clip needs more than 7: listen to it, and record it again."


def test_a_check_notices_that_an_agency_has_another_name_here(pack, kendari):
    here = replace(
        kendari,
        hall=replace(kendari.hall, voice=VoiceForm(agency=True)),
        agencies=tuple(
            replace(agency, name="BPN Kota Bandung") if agency.id == "bpn" else agency for agency in kendari.agencies
        ),
    )
    (sentence,) = check_pack(pack.folder, here).broken
    assert 'bpn says "BPN Kendari", but here its name is "BPN Kota Bandung"' in sentence


def test_an_agency_that_was_only_recorded_is_said(own):
    write_tone(own / "id/agency-rsud.wav")
    sound = Voice(load_pack(own)).say(Utterance("A-000", "0", agency="rsud"), VoiceForm(agency=True))
    assert sound.clips[-1] == "id/agency-rsud"


def test_a_check_goes_on_after_a_broken_clip(own, kendari):
    write_tone(own / "id/nol.wav", channels=2)
    write_tone(own / "id/huruf-a.wav", rate=48_000)
    (own / "chime.wav").unlink()
    assert len(check_pack(own, kendari).broken) == 3


def test_a_check_notices_a_misspelt_and_a_distorted_and_a_faint_recording(own):
    write_tone(own / "id/tujh.wav")
    write_tone(own / "id/tiga.wav", peak=32_767)
    write_tone(own / "id/lima.wav", peak=150)
    (own / "id/lima.WAV").write_bytes(b"")
    remarks = " ".join(check_pack(own).remarks)
    assert "id/tujh.wav is never said" in remarks
    assert "id/lima.WAV is never said" in remarks
    assert "id/tiga is at its loudest possible" in remarks
    assert "id/lima is very quiet" in remarks
