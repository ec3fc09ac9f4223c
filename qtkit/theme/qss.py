"""Colours of Qt's own widgets, from the tokens: style sheets in layers, and the palette; fonts are set in code."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QPalette

from qtkit.theme.tokens import Colours


def sheet(*layers: str) -> str:
    """One style sheet of ``layers``, later ones on top; ``$teluk700`` stands for a token, lower case.

    Raises KeyError for a token that does not exist.
    """
    return Template("\n".join(layers)).substitute({name: colour.name() for name, colour in Colours.named().items()})


def palette() -> QPalette:
    """The light palette of the house, whatever the desktop's theme is."""
    made = QPalette()
    made.setColor(QPalette.ColorRole.Window, Colours.CANVAS)
    made.setColor(QPalette.ColorRole.Base, Colours.SURFACE)
    made.setColor(QPalette.ColorRole.Button, Colours.SURFACE)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(role, Colours.INK)
    made.setColor(QPalette.ColorRole.PlaceholderText, Colours.INK2)
    made.setColor(QPalette.ColorRole.Highlight, Colours.TELUK700)
    made.setColor(QPalette.ColorRole.HighlightedText, Colours.WHITE)
    return made
