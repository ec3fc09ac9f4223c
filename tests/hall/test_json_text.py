"""The JSON of the command line holds every letter, and nothing that a terminal obeys or nobody sees."""

from __future__ import annotations

import json

import pytest

from hall.console import json_text


@pytest.mark.parametrize("sign", ["\u202e", "\x7f", "\x9b", "\u200b", "\ufe0f", "\U000e0101", "\u2028", "\ud800"])
def test_a_sign_that_nobody_sees_is_written_as_its_number(sign):
    text = json_text({"problems": [f"a{sign}b"], sign: 1})
    assert sign not in text
    assert text.replace("\n", "").isprintable()
    assert json.loads(text) == {"problems": [f"a{sign}b"], sign: 1}


def test_letters_stay_as_they_are():
    assert '"Nguyễn \u2013 °"' in json_text(["Nguyễn \u2013 °"])
