"""English counts: 1 number, 2 numbers; no sentence counts "1 numbers"."""

from __future__ import annotations

import re
import string

import pytest

from hall.sentences import SENTENCES, sentence
from hall.wording import Counted, counted

COUNTED = sorted(
    code
    for code, (_, english) in SENTENCES.items()
    if any("|" in (spec or "") for *_, spec, _ in string.Formatter().parse(english))
)
PLURAL = re.compile(
    r"\b1 (?:unfinished |waiting |more |wrong )?(?:numbers|slips|times|calls|requests|lines|PINs|people|seconds)\b"
)


def filled(code, count):
    names = {name for _, name, *_ in string.Formatter().parse(SENTENCES[code][1]) if name}
    return sentence(code, "en", **dict.fromkeys(names, count))


def test_a_count_is_said_with_its_word():
    assert (counted(1, "slip", "slips"), counted(0, "slip", "slips")) == ("1 slip", "0 slips")
    assert f"{Counted(1234):,}" == "1,234"
    assert f"{Counted(3)}" == "3"


@pytest.mark.parametrize("code", COUNTED)
def test_sentences_that_count_say_one_and_many(code):
    assert PLURAL.search(filled(code, 1)) is None
    assert re.search(r"\b5 \w+", filled(code, 5)) is not None


def test_every_sentence_that_may_count_one_says_so():
    assert len(COUNTED) >= 10
    wrong = [code for code in SENTENCES if PLURAL.search(filled(code, 1))]
    assert wrong == []
