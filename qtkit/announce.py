"""What assistive technology announces by itself, and texts that are put together without stray dots."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

_ENDS = (".", "?", "!", "…", ":", ";")


def spoken(*parts: str) -> str:
    """``parts`` as sentences in one line: each but the last ends with one character, its own or a dot; empty ones
    go."""
    said = [part.strip() for part in parts if part.strip()]
    ended = [part if part.endswith(_ENDS) else f"{part}." for part in said[:-1]]
    return " ".join([*ended, *said[-1:]])


def listed(*parts: str) -> str:
    """``parts`` as one list, each without the dot that would end it there; empty ones go."""
    return ", ".join(said for part in parts if (said := part.strip().removesuffix(".")))


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Lets a screen reader say ``text`` though the focus stays where it is; ``urgent`` ends what it is saying."""
    if not text:
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
