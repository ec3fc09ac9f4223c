"""Lines of a printer's own type, and the pictures between them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextRow:
    """One line of type, ``size`` times as wide and high as font A, centred unless ``left``; ``bold`` is emphasized,
    ``reverse`` white on black. An empty text is a blank line."""

    text: str
    size: int = 1
    bold: bool = False
    left: bool = False
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class NumberRow:
    """The number as a picture."""

    code: str


@dataclass(frozen=True, slots=True)
class CodeRow:
    """The QR, with its quiet zone above and below."""

    text: str


Row = TextRow | NumberRow | CodeRow


def broken(text: str, columns: int) -> tuple[str, ...]:
    """``text`` in lines of at most ``columns`` characters; a word that is longer goes on in the next line."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= columns:
            lines[-1] += f" {word}"
        else:
            lines += [word[at : at + columns] for at in range(0, len(word), columns)]
    return tuple(lines)
