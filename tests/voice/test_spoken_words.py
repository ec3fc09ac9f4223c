from __future__ import annotations

import itertools

import pytest

from hall.forms import VoiceForm
from hall.numbering import code_of
from hall.voice.grammar import Clip, SilentPause, Utterance, spoken
from tests.voice.spoken_by_hand import call, english, indonesian

ODD_LABELS = ("A", "12B", "B12", "A1B2", "100", "999", "1234", "07", "0", "VIP", "1A2B")


def clips(pieces):
    return [str(piece) for piece in pieces if isinstance(piece, Clip)]


def test_the_words_written_by_hand_are_those_that_people_say():
    assert indonesian(42) == "empat puluh dua"
    assert indonesian(111) == "seratus sebelas"
    assert indonesian(917) == "sembilan ratus tujuh belas"
    assert indonesian(1200) == "seribu dua ratus"
    assert english(42) == "forty two"
    assert english(310) == "three hundred and ten"
    assert english(1001) == "one thousand and one"
    assert english(2011) == "two thousand and eleven"
    assert english(1101) == "one thousand one hundred and one"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (101, "one hundred and one"),
        (1000, "one thousand"),
        (1001, "one thousand and one"),
        (1050, "one thousand and fifty"),
        (1100, "one thousand one hundred"),
        (1101, "one thousand one hundred and one"),
        (2011, "two thousand and eleven"),
        (12_345, "twelve thousand three hundred and forty five"),
        (100_001, "one hundred thousand and one"),
        (101_100, "one hundred and one thousand one hundred"),
        (999_099, "nine hundred and ninety nine thousand and ninety nine"),
    ],
)
def test_english_says_and_before_tens_and_units(pack, number, words):
    assert " ".join(pack.grammars["en"].number_clips(number)) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1001, "seribu satu"),
        (1100, "seribu seratus"),
        (2011, "dua ribu sebelas"),
        (11_111, "sebelas ribu seratus sebelas"),
        (100_001, "seratus ribu satu"),
    ],
)
def test_indonesian_needs_no_joint(pack, number, words):
    assert " ".join(pack.grammars["id"].number_clips(number)) == words


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("numbers", ["digits", "whole"])
def test_every_number_of_every_prefix_of_the_hall_is_said_right(pack, kendari, language, numbers):
    grammar, form = pack.grammars[language], VoiceForm(numbers=numbers)
    prefixes = [service.prefix for service in kendari.services]
    labels = itertools.cycle(counter.label for counter in kendari.counters)
    assert len(prefixes) > 60
    for prefix in prefixes:
        # One prefix says all its numbers, the others every seventh: the same rules say them.
        for number in range(1, 1000, 1 if prefix in ("A", "2G", "SKC") else 7):
            label = next(labels)
            said = clips(grammar.call(Utterance(code_of(prefix, number), label), form))
            assert said == call(language, prefix, number, label, numbers)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", ["call", "recall", "short"])
def test_every_counter_is_said_as_a_whole_number_in_every_kind_of_call(pack, kendari, language, kind):
    grammar = pack.grammars[language]
    for label in [counter.label for counter in kendari.counters] + list(ODD_LABELS):
        utterance = Utterance("A-042", label, "recall" if kind == "recall" else "call")
        said = clips(grammar.call(utterance, VoiceForm(), short=kind == "short"))
        assert said == call(language, "A", 42, label, kind=kind)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("numbers", ["digits", "whole"])
def test_numbers_of_four_digits_are_said_too(pack, language, numbers):
    for number in (1000, 1001, 1011, 1101, 1999, 2000, 2042, 9999):
        said = clips(pack.grammars[language].call(Utterance(f"A-{number}", "7"), VoiceForm(numbers=numbers)))
        assert said == call(language, "A", number, "7", numbers)


def test_every_letter_and_digit_can_stand_in_a_prefix(pack):
    for prefix in [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "2G", "SKC", "Z9", "000"]:
        said = clips(pack.grammars["id"].call(Utterance(f"{prefix}-007", "7"), VoiceForm()))
        assert said == call("id", prefix, 7, "7")


def test_a_call_is_repeated_in_all_languages_after_one_chime(pack):
    form = VoiceForm(languages=("id", "en"), repeat=2)
    said = clips(spoken(pack.grammars, pack.pauses, Utterance("A-042", "7"), form))
    once = call("id", "A", 42, "7") + call("en", "A", 42, "7")
    assert said == ["chime", *once, *once]


def test_a_recall_is_announced_as_one(pack):
    said = clips(spoken(pack.grammars, pack.pauses, Utterance("A-042", "7", "recall"), VoiceForm(repeat=1)))
    assert said[:3] == ["chime", "id/panggilan-ulang", "id/nomor-antrean"]


def test_short_is_chime_number_and_counter_once(pack):
    form = VoiceForm(languages=("id", "en"), repeat=3, agency=True)
    said = clips(spoken(pack.grammars, pack.pauses, Utterance("A-042", "7", "recall", "bpn"), form, short=True))
    assert said == ["chime", *call("id", "A", 42, "7", kind="short")]


def test_the_chime_can_be_left_out(pack):
    pieces = spoken(pack.grammars, pack.pauses, Utterance("A-042", "7"), VoiceForm(chime=False))
    assert pieces[0] == Clip("id", "nomor-antrean")


@pytest.mark.parametrize("agency", [True, False])
def test_the_agency_is_said_last_when_the_hall_wants_it(pack, agency):
    utterance = Utterance("A-042", "7", agency="bpn")
    said = clips(pack.grammars["en"].call(utterance, VoiceForm(agency=agency)))
    assert said == call("en", "A", 42, "7") + (["id/agency-bpn"] if agency else [])


def test_there_are_half_a_second_to_one_second_between_phrases_repeats_and_languages(pack):
    form = VoiceForm(languages=("id", "en"), repeat=2)
    pieces = spoken(pack.grammars, pack.pauses, Utterance("A-042", "7", "recall"), form)
    before = {
        str(piece): pieces[index - 1].seconds
        for index, piece in enumerate(pieces)
        if index > 1 and isinstance(piece, Clip) and isinstance(pieces[index - 1], SilentPause)
    }
    for name in ("id/panggilan-ulang", "id/nomor-antrean", "id/silakan-menuju-loket", "en/calling-again"):
        assert 0.5 <= before[name] <= 1.0, name


@pytest.mark.parametrize(
    ("code", "counter"), [("A042", "7"), ("a-042", "7"), ("ABCD-1", "7"), ("A-042", ""), ("A-042", "12345")]
)
def test_what_is_no_code_or_label_is_refused(code, counter):
    with pytest.raises(ValueError, match="is no"):
        Utterance(code, counter)


def test_a_counter_can_have_a_word_of_its_own(own):
    from hall.voice import load_pack

    file = own / "id.toml"
    text = file.read_text(encoding="utf-8").replace("[labels]", '[labels]\nCS = "loket-cs"')
    file.write_text(text.replace("[clips]", '[clips]\nloket-cs = "layanan pelanggan"'), encoding="utf-8")
    grammar = load_pack(own).grammars["id"]
    assert clips(grammar.counter("CS")) == ["id/loket-cs"]


def test_an_evacuation_begins_like_no_call_and_is_said_in_every_language_the_halls_first(voice):
    said = voice.evacuate(("en",))
    assert said.clips == (
        *("chime", "chime", "en/attention-please", "en/leave-the-building"),
        *("id/perhatian", "id/tinggalkan-gedung"),
    )
    assert said.missing == ()
    assert voice.evacuate().seconds == said.seconds
