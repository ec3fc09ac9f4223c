"""Which row of a list is meant by what is typed into it: by its first letters, those of a word, or any part."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer

PAUSE_MS = 1_500
"""After a longer pause typing begins anew."""


def found_at(captions: Sequence[str], typed: str) -> int | None:
    """The first caption that begins with ``typed``, else the first with a word that does, else the first that has it
    anywhere; None for no caption. Letters count, not their case or how many spaces are between words."""
    wanted = _plain(typed)
    plain = [_plain(caption) for caption in captions]
    for fits in (
        lambda text: text.startswith(wanted),
        lambda text: f" {wanted}" in text,
        lambda text: wanted in text,
    ):
        place = next((place for place, text in enumerate(plain) if fits(text)), None)
        if place is not None:
            return place
    return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


class TypedSearch:
    """Collects what is typed into a list, letter by letter."""

    def __init__(self) -> None:
        self._typed = ""
        self._since = QElapsedTimer()

    @property
    def under_way(self) -> bool:
        """Whether the next letter goes on with what is typed."""
        return bool(self._typed) and not self._since.hasExpired(PAUSE_MS)

    def type(self, text: str, captions: Sequence[str]) -> int | None:
        """The row that is meant now that ``text`` is typed too; None for none. What fits nothing is forgotten."""
        typed = self._typed + text if self.under_way else text
        place = found_at(captions, typed)
        if place is None and typed != text:
            typed, place = text, found_at(captions, text)
        self._typed = typed if place is not None else ""
        self._since.start()
        return place
