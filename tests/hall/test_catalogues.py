"""The catalogues of the program: the same texts in each language, filled alike, and every text that code asks for."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from hall.assets import asset
from hall.translator import COMMENT, catalogue, placeholders

PROJECT = Path(__file__).parents[2]
FILES = sorted(path.name for path in asset("messages/id").glob("*.json"))
ASKED = re.compile(r"\b(?:translate|message)\(\s*\"([a-z_]+(?:\.[a-z_]+)*)\"[,)]")


def entries(language: str, name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(asset(f"messages/{language}/{name}").read_text("utf-8"))
    return found


@pytest.mark.parametrize("name", FILES)
def test_both_languages_have_the_same_texts_in_the_same_order(name):
    assert list(entries("id", name)) == list(entries("en", name))
    assert all(not key.startswith(COMMENT) and text for key, text in entries("id", name).items())


def test_english_has_a_file_for_each_subject_and_no_other():
    assert sorted(path.name for path in asset("messages/en").glob("*.json")) == FILES


def test_no_text_stands_in_two_files():
    keys = Counter(key for name in FILES for key in entries("id", name))
    assert [key for key, times in keys.items() if times > 1] == []


def test_a_text_is_filled_with_the_same_names_in_both_languages():
    indonesian, english = catalogue("id"), catalogue("en")
    for key in indonesian:
        one, other = placeholders(indonesian[key]), placeholders(english[key])
        assert one <= other or other <= one, key
        assert all(name.isidentifier() for name in one | other), key


def test_every_text_that_the_code_asks_for_is_there():
    asked = [
        key
        for room in ("hall", "kiosk", "counter", "display", "qtkit")
        for path in (PROJECT / room).rglob("*.py")
        for key in ASKED.findall(path.read_text("utf-8"))
    ]
    assert len(asked) > 200
    assert [key for key in asked if key not in catalogue("id")] == []
