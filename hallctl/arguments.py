"""The words of a command line before typer reads them: the global options may stand anywhere."""

from __future__ import annotations

from collections.abc import Sequence

from hall.wrong_rows import shown
from hallctl.own_words import FLAGS, OF_AS, WITH_VALUE, before_dashes, own_places

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
    """The words with old ones replaced, and a warning for each of these. Only a command's own word or option is one: a
    value may be any word."""
    found, warnings = list(words), list[str]()
    own = own_places(words)
    for (*command, old), new in RENAMED.items():
        count = len(command)
        for at in own[count:] if old.startswith("-") else own[count : count + 1]:
            if words[at] == old and [words[place] for place in own[:count]] == command:
                found[at] = new
                warnings.append(f'"{old}" is now "{new}": the old word will go.')
    return found, warnings


def wants_json(words: Sequence[str]) -> bool:
    """Whether ``--json`` stands anywhere before a ``--``."""
    return "--json" in before_dashes(words)


def globals_first(words: Sequence[str]) -> list[str]:
    """The same words with the global options moved to the front, where typer expects them.

    What follows a ``--`` stays where it is. Raises ArgumentsError when a value is not there, for two persons who
    act, and for a word that did not come as UTF-8: Python hides other bytes in characters of no text.
    """
    for word in words:
        if any("\ud800" <= character <= "\udfff" for character in word):
            raise ArgumentsError(f"The word {shown(word)} is no text in UTF-8; type it again.")
    options = before_dashes(words)
    rest = list(words[len(options) :])
    persons = [word.partition("=")[0] for word in options].count("--as")
    if persons > 1:
        raise ArgumentsError("Option '--as' stands twice; one person acts.")
    flags = (*FLAGS, OF_AS) if persons else FLAGS
    front: list[str] = []
    others: list[str] = []
    waiting = iter(options)
    for word in waiting:
        name, equals, value = word.partition("=")
        if word in flags:
            front.append(word)
        elif name in WITH_VALUE:
            value = value if equals else next(waiting, "")
            if not value.strip() or (value.startswith("--") and not equals):
                raise ArgumentsError(f"Option '{name}' needs a value.")
            front += [word] if equals else [word, value]
        else:
            others.append(word)
    return front + others + rest
