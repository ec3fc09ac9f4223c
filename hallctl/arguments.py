"""The words of a command line before typer reads them: the global options may stand anywhere."""

from __future__ import annotations

from collections.abc import Sequence

from hall.wrong_rows import shown

WITH_VALUE = ("--config", "--database", "--as")
FLAGS = ("--json", "--password-prompt")
OF_AS = "--pin-stdin"
"""Goes with ``--as`` wherever it is; without it, it belongs to the command."""
RENAMED = {
    ("voice", "build", "--anew"): "--again",
    ("numbers", "take-over"): "import-manual",
    ("printer", "calibrate", "--blind"): "--unverified",
}
"""Old words of commands, which still work: the last word of each stands for the new one."""
LARGEST_ID = 2**31 - 1
"""The largest number that either database gives to a closing or an announcement."""
LARGEST_NUMBER = 999_999
"""The largest number of a ticket that a slip, a screen and the voice know."""


class ArgumentsError(Exception):
    """The words of a command line cannot be read, for the reason that its sentence says."""


def current_words(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words with old ones replaced, and a warning for each of these."""
    found, warnings = list(words), list[str]()
    for (*command, old), new in RENAMED.items():
        named = [word for word in _before_dashes(found) if not word.startswith("-")]
        if old in _before_dashes(found) and [word for word in named if word in command] == command:
            found[found.index(old)] = new
            warnings.append(f'"{old}" is now "{new}": the old word will go.')
    return found, warnings


def wants_json(words: Sequence[str]) -> bool:
    """Whether ``--json`` stands anywhere before a ``--``."""
    return "--json" in _before_dashes(words)


def globals_first(words: Sequence[str]) -> list[str]:
    """The same words with the global options moved to the front, where typer expects them.

    What follows a ``--`` stays where it is. Raises ArgumentsError when a value is not there, and for a word that did
    not come as UTF-8: Python hides other bytes in characters of no text.
    """
    for word in words:
        if any("\ud800" <= character <= "\udfff" for character in word):
            raise ArgumentsError(f"The word {shown(word)} is no text in UTF-8; type it again.")
    options = _before_dashes(words)
    rest = list(words[len(options) :])
    flags = (*FLAGS, OF_AS) if any(word.partition("=")[0] == "--as" for word in options) else FLAGS
    front: list[str] = []
    others: list[str] = []
    waiting = iter(options)
    for word in waiting:
        name = word.partition("=")[0]
        if word in flags or (name in WITH_VALUE and name != word):
            front.append(word)
        elif word in WITH_VALUE:
            value = next(waiting, None)
            if value is None or value.startswith("--"):
                raise ArgumentsError(f"Option '{word}' needs a value.")
            front += [word, value]
        else:
            others.append(word)
    return front + others + rest


def _before_dashes(words: Sequence[str]) -> Sequence[str]:
    return words[: words.index("--")] if "--" in words else words
