"""Which row of a list is meant by what is typed into it: by its first letters, those of a word, or any part."""

from __future__ import annotations

from collections.abc import Sequence


def found_at(rows: Sequence[Sequence[str]], typed: str) -> int | None:
    """The place of the row that ``typed`` means, None for none. A row is its caption and then its other names: a
    caption that begins with it goes first, then one with a word that does, other names with such a word, any part of
    one of them, and last a row where each of its words begins one. Letters count, not their case or how many spaces
    there are."""
    wanted = _plain(typed)
    words = wanted.split()
    plain = [[_plain(text) for text in row] for row in rows]
    for fits in (
        lambda row: row[0].startswith(wanted),
        lambda row: f" {wanted}" in row[0],
        lambda row: any(f" {wanted}" in f" {text}" for text in row),
        lambda row: any(wanted in text for text in row),
        lambda row: all(any(f" {word}" in f" {text}" for text in row) for word in words),
    ):
        place = next((place for place, row in enumerate(plain) if row and fits(row)), None)
        if place is not None:
            return place
    return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


class TypedSearch:
    """Collects what is typed into a list, letter by letter, until it is cleared: however slowly somebody types, no
    later letter begins another search by itself."""

    def __init__(self) -> None:
        self.typed = ""
        """What is looked for now."""

    def type(self, text: str, rows: Sequence[Sequence[str]]) -> int | None:
        """The row that is meant now that ``text`` is typed too; None for none."""
        self.typed += text
        return found_at(rows, self.typed)

    def erase(self, rows: Sequence[Sequence[str]]) -> int | None:
        """The row that is meant without the last letter; None for none, and where nothing is left."""
        self.typed = self.typed[:-1]
        return found_at(rows, self.typed) if self.typed.strip() else None

    def clear(self) -> None:
        """Forgets what was typed."""
        self.typed = ""
