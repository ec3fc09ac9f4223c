"""Which words of a command line are the command's own, told before anything else is loaded: whoever gives way to the
programs of the hall must not spend its first hundredths of a second on modules."""

from __future__ import annotations

from collections.abc import Sequence

WITH_VALUE = ("--config", "--database", "--as")
FLAGS = ("--json", "--password-prompt")
OF_AS = "--pin-stdin"
"""Goes with ``--as`` wherever it is; without it, it belongs to the command."""


def own_words(words: Sequence[str]) -> list[str]:
    """The words without the global options and their values, and without what follows a ``--``: command first."""
    return [words[place] for place in own_places(words)]


def own_places(words: Sequence[str]) -> list[int]:
    """Where in ``words`` the own words stand."""
    options = before_dashes(words)
    return [
        at
        for at, (before, word) in enumerate(zip(("", *options), options, strict=False))
        if before not in WITH_VALUE and word.partition("=")[0] not in (*WITH_VALUE, *FLAGS, OF_AS)
    ]


def before_dashes(words: Sequence[str]) -> Sequence[str]:
    """The words before a ``--``, after which no word is an option."""
    return words[: words.index("--")] if "--" in words else words
