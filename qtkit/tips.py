"""Tool tips as plain text: Qt takes a text for rich text when it looks like it, and would load what a name names."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QWidget


def set_tip(widget: QWidget, text: str) -> None:
    """Show ``text`` as it is when the pointer rests on ``widget``; '' for nothing."""
    tip = plain_tip(text)
    if tip != widget.toolTip():  # Qt would send an event for the same one too
        widget.setToolTip(tip)


def plain_tip(text: str) -> str:
    """``text`` so that a tool tip shows exactly these characters."""
    return f"<span>{escape(text)}</span>".replace("\n", "<br>") if Qt.mightBeRichText(text) else text
