"""Fills a layout in one expression, and lets a widget scroll."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QScrollArea, QStackedLayout, QWidget

L = TypeVar("L", bound=QBoxLayout)


class Stretch(NamedTuple):
    """Room that grows with the window."""

    share: int = 1


Part = QWidget | QLayout | int | Stretch
"""What is in a layout; an int is so many pixels of room."""


def pack(
    layout: L,
    *parts: Part | tuple[QWidget | QLayout, int],
    margins: tuple[int, int, int, int] | None = None,
    spacing: int | None = None,
) -> L:
    """Adds ``parts`` to ``layout``, each alone or with its share of the room; returns the layout. ``margins`` are left,
    top, right and bottom."""
    if margins is not None:
        layout.setContentsMargins(*margins)
    if spacing is not None:
        layout.setSpacing(spacing)
    for part in parts:
        if isinstance(part, Stretch):
            layout.addStretch(part.share)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            child, share = part if isinstance(part, tuple) else (part, 0)
            if isinstance(child, QLayout):
                layout.addLayout(child, share)
            else:
                layout.addWidget(child, share)
    return layout


def stacked(*widgets: QWidget) -> QStackedLayout:
    """A layout that shows one of ``widgets``, at first the first."""
    layout = QStackedLayout()
    for widget in widgets:
        layout.addWidget(widget)
    return layout


def scrolling(content: QWidget, area: QScrollArea) -> QScrollArea:
    """``content`` in ``area``, which gets no frame and no ground, scrolls up and down and takes no focus."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area
