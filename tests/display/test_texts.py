from __future__ import annotations

import json
import re
from pathlib import Path

import display
from hall.assets import asset


def _catalogue(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(asset(f"translations/display.{language}.json").read_text("utf-8"))
    return found


def test_both_languages_have_the_same_texts_and_placeholders():
    one, other = _catalogue("id"), _catalogue("en")
    assert list(one) == list(other)
    for key, text in one.items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", other[key])), key


def test_no_text_is_left_over():
    code = "\n".join(path.read_text("utf-8") for path in Path(display.__file__).parent.rglob("*.py"))
    built = (
        "display.no_start.",
        "display.second_start.",
        "display.warning.store_",
    )  # qtkit.start, display.parts.staff_note
    for key in _catalogue("id"):
        assert key.startswith(built) or f'"{key}"' in code or f"'{key}'" in code, key
