"""English counts: 1 number, 2 numbers; no message counts "1 numbers"."""

from __future__ import annotations

import re

import pytest

from hall.messages import codes, message
from hall.translator import ENGLISH, catalogue, placeholders
from hall.wording import counted

TEXTS = catalogue("en")
COUNTED = sorted(code for code in codes() if isinstance(TEXTS[code], dict))
PLURAL = re.compile(
    r"\b1 (?:unfinished |waiting |more |wrong )?(?:numbers|slips|times|calls|requests|lines|PINs|people|seconds)\b"
)


_WORDS = "numbers|slips|times|plans|incidents|visitors|people|persons|clerks|breaks"
SCREEN_PLURAL = re.compile(rf"\b1 (?:\w+ )?(?:{_WORDS})\b")
UNCOUNTED = re.compile(rf"{{(?:n|count)}} (?:\w+ )?(?:{_WORDS})\b")
"""A count with a word that has another form for one."""
NEVER_ONE = {"supervisor.correct_more"}
"""The last 40 of more."""


def filled(code, count):
    return message(code, ENGLISH, **dict.fromkeys(placeholders(TEXTS[code]), count))


def test_a_count_is_said_with_its_word():
    assert (counted(1, "slip", "slips"), counted(0, "slip", "slips")) == ("1 slip", "0 slips")


@pytest.mark.parametrize("code", COUNTED)
def test_messages_that_count_say_one_and_many(code):
    assert PLURAL.search(filled(code, 1)) is None
    assert re.search(r"\b5 \w+", filled(code, 5)) is not None


@pytest.mark.parametrize("code", sorted(code for code, entry in TEXTS.items() if isinstance(entry, dict)))
def test_a_text_of_a_screen_has_no_plural_after_one(code):
    entry = TEXTS[code]
    said = ENGLISH(code, **{**dict.fromkeys(placeholders(entry), "X"), entry.get("by", "n"): 1})
    assert SCREEN_PLURAL.search(said) is None


def test_no_text_of_a_screen_counts_without_both_forms():
    counting = {code for code, entry in TEXTS.items() if isinstance(entry, str) and UNCOUNTED.search(entry)}
    assert counting <= NEVER_ONE


def test_every_message_that_may_count_one_says_so():
    assert len(COUNTED) >= 10
    wrong = [code for code in codes() if PLURAL.search(filled(code, 1))]
    assert wrong == []
