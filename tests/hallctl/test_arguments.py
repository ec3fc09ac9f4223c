from __future__ import annotations

import pytest

from hallctl.arguments import ArgumentsError, globals_first, wants_json


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["status"], ["status"]),
        (["status", "--json"], ["--json", "status"]),
        (["ticket", "issue", "A", "--config", "x.toml"], ["--config", "x.toml", "ticket", "issue", "A"]),
        (
            ["ticket", "--database=sqlite:///a.db", "show", "A-1"],
            ["--database=sqlite:///a.db", "ticket", "show", "A-1"],
        ),
        (["ticket", "issue", "--priority", "--json", "A"], ["--json", "ticket", "issue", "--priority", "A"]),
        (["ticket", "cancel", "--", "--json"], ["ticket", "cancel", "--", "--json"]),
    ],
)
def test_global_options_may_stand_anywhere_before_two_dashes(words, expected):
    assert globals_first(words) == expected


@pytest.mark.parametrize("words", [["status", "--config"], ["--database", "--json", "status"]])
def test_a_global_option_without_its_value_does_not_swallow_the_command(words):
    with pytest.raises(ArgumentsError, match="needs a value"):
        globals_first(words)


def test_json_after_two_dashes_is_a_plain_word():
    assert wants_json(["status", "--json"])
    assert not wants_json(["ticket", "show", "--", "--json"])
