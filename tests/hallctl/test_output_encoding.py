"""A command that was done says so with exit code 0, whatever the encoding of its output lacks."""

from __future__ import annotations

import io
import json
import sys

import pytest

from hall.console import forgive_encodings, json_text
from hallctl.main import main

NAME = "Nguyễn Šimić é \u2192"
COMMANDS = (
    ("user", "list"),
    ("user", "history"),
    ("user", "--help"),
    ("status",),
    ("services",),
    ("counters",),
    ("alarms",),
    ("boards",),
    ("ticket", "issue", "A"),
    ("ticket", "show", "A-001"),
    ("ticket", "history", "A-001"),
    ("announce", "list"),
    ("opening", "A"),
    ("day", "show"),
    ("--help",),
)


class Answer:
    """A command's output as bytes of one encoding."""

    def __init__(self, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self._encoding = encoding
        self.out, self.err = io.BytesIO(), io.BytesIO()
        for name, target in (("stdout", self.out), ("stderr", self.err)):
            monkeypatch.setattr(sys, name, io.TextIOWrapper(target, encoding=encoding))

    def text(self) -> str:
        """What stands on standard output."""
        sys.stdout.flush()
        return self.out.getvalue().decode(self._encoding)


@pytest.fixture
def hall(started, monkeypatch):
    """`hall` with its output in an encoding, in a hall that is always open: exit code and standard output."""

    def run(encoding: str, *words: str) -> tuple[int, str]:
        with monkeypatch.context() as patch:
            answer = Answer(encoding, patch)
            code = main(words)
            return code, answer.text()

    assert run("utf-8", "user", "add", "c1", "--name", NAME, "--pin", "739146")[0] == 0
    assert run("utf-8", "announce", "add", "Layanan → loket 7 • ½ jam")[0] == 0
    return run


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437", "utf-16"])
def test_every_command_is_done_whatever_its_output_can_hold(hall, encoding):
    assert hall(encoding, "user", "add", "c2", "--name", NAME, "--pin", "739146")[0] == 0
    for words in COMMANDS:
        assert hall(encoding, *words)[0] == 0, words
        if "--help" not in words and words[:2] != ("ticket", "issue"):
            code, text = hall(encoding, "--json", *words)
            assert (code, type(json.loads(text))) == (0, dict), words


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_json_says_every_letter_in_any_encoding(hall, encoding):
    _, text = hall(encoding, "--json", "user", "list")
    assert json.loads(text)["users"][0]["name"] == NAME


def test_an_error_is_json_in_any_encoding_too(hall):
    code, text = hall("ascii", "--json", "opening", "é\u2192")
    assert code == 3
    assert "é\u2192" in json.loads(text)["error"]["message"]


def test_a_program_without_streams_goes_on(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    forgive_encodings()
    with sys.stdout, sys.stderr:
        assert print("nobody reads this") is None
        assert json_text({"name": NAME})


def test_a_terminal_obeys_nothing_that_was_typed(hall):
    code, text = hall("utf-8", "ticket", "show", "\x1b[31m\u202eA-9")
    assert (code, "\x1b" in text, "\u202e" in text) == (3, False, False)
