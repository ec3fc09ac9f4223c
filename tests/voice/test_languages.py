from __future__ import annotations

from pathlib import Path

import pytest

from hall.assets import asset
from hall.errors import VoiceError
from hall.forms import VoiceForm
from hall.voice import Utterance, Voice, load_pack
from hall.voice.checking import check_pack
from hall.voice.grammar_file import read_grammar
from hall.voice.recording.from_files import take_in
from hall.voice.recording.language import words_of, write_language
from hall.voice.recording.sitting import open_sitting
from tests.voice import invented
from tests.voice.spoken_by_hand import indonesian
from tests.voice.takes import in_room, word, write_take


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """The grammar and the words of the invented language."""
    grammar, words = tmp_path / "numbers.toml", tmp_path / "words.toml"
    grammar.write_text(invented.GRAMMAR, encoding="utf-8")
    words.write_text(invented.WORDS, encoding="utf-8")
    return grammar, words


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_number_of_the_invented_language_is_said_as_by_hand(files):
    grammar = words_of(*files, language="inv").grammar
    assert [" ".join(grammar.number_clips(number)) for number in range(1000)] == [
        invented.said(number) for number in range(1000)
    ]
    assert invented.said(342) == "talo ma hild o dukt skor"


def test_every_number_of_indonesian_is_said_as_by_hand():
    grammar = read_grammar(asset("voices/indonesia/id.toml"))
    assert [" ".join(grammar.number_clips(number)) for number in range(1000)] == [indonesian(n) for n in range(1000)]


def test_a_grammar_tells_its_words_before_anybody_has_written_them(files, kendari):
    grammar, _ = files
    found = words_of(grammar, language="inv", structure=kendari)
    assert set(found.missing) == set(invented.NAMES)
    assert {"numbo", "l-a", "skor"} < set(found.hall)
    assert not found.good


def test_words_and_grammar_are_good_together(files):
    found = words_of(*files, language="inv")
    assert (found.missing, found.unused, found.alike, found.good) == ((), (), (), True)
    assert found.samples[999] == invented.said(999)
    assert found.grammar.language == "inv"


@pytest.mark.parametrize("name", ["id", "en"])
def test_the_programs_own_languages_are_good(name, kendari):
    found = words_of(asset(f"voices/indonesia/{name}.toml"), structure=kendari)
    assert (found.missing, found.unused, found.alike) == ((), (), ())


def test_a_forgotten_word_and_one_too_many_are_named(files):
    change(files[1], 'skor = "skor"', 'skorn = "skorn"')
    found = words_of(*files)
    assert (found.missing, found.unused) == (("skor",), ("skorn",))


def test_numbers_that_nobody_can_tell_apart_are_named(files):
    change(files[0], '"[> ma ]skor"', '"skor"')
    assert words_of(*files).alike[0] == '20 and 21 are both "skor"'


def test_a_remainder_that_might_be_the_number_of_twenties_is_named(files):
    change(files[0], "[> ma ]<", "[> o ]<")
    change(files[1], 'ma = "ma"', 'mas = "mas"')
    assert words_of(*files).alike[0] == '201 and 220 are both "pim o dukt skor"'


def test_letters_that_nobody_can_tell_apart_are_named(files):
    change(files[0], 'B = "l-b"', 'B = "l-a"')
    assert 'A and B are both "l-a"' in words_of(*files).alike


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"20/20"', '"20/1"', r"\[rules\] 20/1: a rule begins with the number .* counts in twenties"),
        ('"20/20"', '"20/40"', r"\[rules\] 20/40: < and > need a rule of 10 or more"),
        ('"40/20"', '"20"', r"\[rules\] 20: is there twice"),
        ('10 = "dukt"', '10 = "[dukt"', r"\[rules\] 10: brackets must come in pairs"),
    ],
)
def test_a_mistake_in_a_rule_is_one_sentence(files, old, new, sentence):
    change(files[0], old, new)
    with pytest.raises(VoiceError, match=sentence):
        words_of(*files)


def test_a_language_that_cannot_say_all_is_not_begun(files, tmp_path):
    change(files[1], 'dukt = "dukt"\n', "")
    with pytest.raises(VoiceError, match=r"words.toml: dukt has no text: `hall voice words` tells all"):
        write_language(tmp_path / "suara", "inv", *files)
    assert not (tmp_path / "suara").exists()


def test_words_in_both_files_are_refused(files, tmp_path):
    change(files[0], "[letters]", '[clips]\na = "a"\n\n[letters]')
    with pytest.raises(VoiceError, match=r"numbers.toml has words of its own, in \[clips\]"):
        words_of(*files)


def test_a_pack_of_the_invented_language_says_its_calls(files, tmp_path):
    """Recorded by somebody whose words happen to sound like Indonesian ones: nothing else knows the language."""
    pack = tmp_path / "suara"
    write_language(pack, "inv", *files)
    sitting = open_sitting(pack, "inv")
    sounds = sorted(path.stem for path in asset("voices/indonesia/id").glob("*.wav"))
    assert len(sitting.prompts) == len(invented.NAMES)
    for prompt, sound in zip(sitting.prompts, sounds, strict=False):
        write_take(tmp_path / f"takes/{prompt.clip.name}.wav", in_room(word(sound), after=0.6))
    list(take_in(sitting, tmp_path / "takes", lambda prompt, judgement: True))
    report = check_pack(pack)
    assert (report.missing, report.broken) == ((), ())
    said = Voice(load_pack(pack)).say(
        Utterance("A-342", "21"), VoiceForm(languages=("inv",), numbers="whole", repeat=1, chime=False)
    )
    clips = " ".join(said.clips).replace("inv/", "")
    assert clips == f"numbo l-a {invented.said(342)} iru-al {invented.said(21)}"
    assert said.missing == ()
