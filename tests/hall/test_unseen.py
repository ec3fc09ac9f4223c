"""What nobody sees is refused in every text, by one definition, and no language's letters are."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall.errors import Refused, SettingsError
from hall.identifiers import same
from hall.invisible import is_unseen, stray_mark_in
from hall.settings import load_settings
from hall.text_rules import one_line
from hall.translator import Translator

UNSEEN = [
    "\u00ad", "\u034f", "\u061c", "\u115f", "\u17b4", "\u17b5", "\u180b", "\u180e", "\u180f", "\u200d", "\u202e",
    "\u2060", "\u206f", "\u2800", "\u3164", "\ufe00", "\ufe0f", "\ufeff", "\uffa0", "\U0001d173", "\U000e0100",
    "\U000e0fff", "\x1b", "\x7f",
]  # fmt: skip


@pytest.mark.parametrize("sign", UNSEEN)
def test_a_sign_that_nobody_sees_is_refused_alone_and_within_a_word(sign):
    assert is_unseen(sign)
    for text in (sign, f"si{sign}ti"):
        with pytest.raises(Refused) as refusal:
            one_line(text, 40)
        assert refusal.value.code in ("text_sign", "text_undrawn")


@pytest.mark.parametrize("sign", ["\u034f", "\u17b4", "\u180b", "\ufe0f", "\U000e0100"])
def test_a_name_with_a_sign_that_nobody_sees_is_the_same_name(sign):
    assert same(f"si{sign}ti", "siti")


@pytest.mark.parametrize("text", ["\u0301", "a \u0301", "Z" + 79 * "\u0301", "Z" + 5 * "\u0331", "\u20dd"])
def test_an_accent_without_its_letter_is_refused(text):
    assert stray_mark_in(text)
    with pytest.raises(Refused) as refusal:
        one_line(text, 100)
    assert refusal.value.code in ("text_accent", "text_undrawn")
    assert all(refusal.value.message(Translator(language)).isprintable() for language in ("id", "en"))


@pytest.mark.parametrize("text", ["cafe\u0301", "Nguyễn", "Z\u0301\u0331\u0323\u0304", "Ñandú", "é" * 40])
def test_letters_with_their_accents_are_taken(text):
    assert stray_mark_in(text) == ""


@pytest.mark.parametrize("text", [r"\u034f", r"si\ufe0fti", r"\u0301", "Z" + 40 * "\u0301", r"si\U000e0100ti"])
def test_the_configuration_has_the_same_guard(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'name = "{text}"\ncity = "Kendari"\n', "utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings(file)
    found = [line for line in error.value.problems if ":1: name:" in line]
    assert [line.isprintable() for line in found] == [True]
    assert "invisible character (U+" in found[0] or "accent that is part of no letter (U+0301)" in found[0]
