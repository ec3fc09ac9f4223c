"""Output that never fails for want of a letter: to a terminal, a file or a pipe of any encoding, or to nothing."""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from hall.glyphs import visible
from hall.invisible import is_unseen

_UNSEEN = re.compile(r"[^\x20-\x7e\n]+")
"""Outside ASCII, where an unseen character may be; the line breaks are the document's own, those of texts are
escaped."""


def forgive_encodings() -> None:
    """From now on a letter that standard output or error cannot take (a name on cp1252) is written as its number, and
    what a program without them writes goes nowhere: what it was asked for is done all the same. Bytes of
    standard input that are no text wait for whoever asks for a text."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # For as long as the program runs.
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if isinstance(sys.stdin, TextIOWrapper) and sys.stdin.errors == "strict":
        sys.stdin.reconfigure(errors="surrogateescape")


def json_text(document: object) -> str:
    """``document`` as JSON for standard output. A letter that its encoding lacks is written as JSON writes it
    (``\\u1ec5``), for the number that stands for it in a text is no JSON; so is a character that nobody sees, or that a
    terminal would obey."""
    text = _UNSEEN.sub(_written, json.dumps(document, ensure_ascii=False, indent=2))
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        text = json.dumps(document, indent=2)
    return text


def _written(found: re.Match[str]) -> str:
    """A run of characters as JSON writes what is not ASCII; what is printable stays."""
    return "".join(_escaped(character) if is_unseen(character) else character for character in found[0])


def _escaped(character: str) -> str:
    return "\\u007f" if character == "\x7f" else json.dumps(character)[1:-1]


def printable(text: str) -> str:
    """``text`` without what a terminal would obey instead of showing it; its line breaks stay."""
    return "\n".join(map(visible, text.split("\n")))


def cell(value: Any) -> str:
    """One value of a table in one line, whatever an older program has let in."""
    return visible(str(value))


def tell(*lines: str) -> None:
    """Write the lines to stderr, where there is one."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):  # a terminal that was closed meanwhile
            sys.stderr.write("".join(f"{line}\n" for line in lines))
