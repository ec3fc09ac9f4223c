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
    """The palette of the house, whatever the desktop's theme is."""
    made, role = QPalette(), QPalette.ColorRole
    for of, colour in (
        (role.Window, Colours.CANVAS),
        (role.Base, Colours.SURFACE),
        (role.Button, Colours.SURFACE),
        (role.WindowText, Colours.INK),
        (role.Text, Colours.INK),
        (role.ButtonText, Colours.INK),
        (role.PlaceholderText, Colours.INK2),
        (role.Highlight, Colours.ACCENT_FILL),
        (role.HighlightedText, Colours.WHITE),
    ):
        made.setColor(of, colour)
    return made
