"""The `hall` command from its first moment: a report gives way before it loads anything."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from hallctl import low_priority
from hallctl.own_words import own_words


def main() -> int:
    """Run the command that the words of the process say; its exit code."""
    if only_reports(sys.argv[1:]):
        low_priority.step_back()
    from hallctl.main import main as command

    return command()


def only_reports(words: Sequence[str]) -> bool:
    """Whether these words ask for a report, which only reads; the one command of reports that writes is none."""
    own = own_words(words)
    return own[:1] == ["report"] and own[1:2] != ["rebuild"]
