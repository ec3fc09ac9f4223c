from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

import display
from display.palette import CONTRAST, DARK, LIGHT, THEMES, colours_of
from qtkit.theme.tokens import Colours, contrast


def text_pairs(colours):
    """Every text and what it stands on, by name: each is to reach 7:1 (WCAG 2.2, 1.4.6)."""
    return {
        "text on ground": (colours.text, colours.ground),
        "text on panel": (colours.text, colours.panel),
        "text2 on ground": (colours.text2, colours.ground),
        "text2 on panel": (colours.text2, colours.panel),
        "raised": (colours.raised_text, colours.raised),
        "tile": (colours.tile_text, colours.tile),
        "deep": (colours.deep_text, colours.deep),
        "accent": (colours.accent_text, colours.accent),
        "accent when new": (colours.accent_text, colours.accent_far),
        "band": (colours.band_text, colours.band),
        "label": (colours.label_text, colours.label),
    }


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_every_text_reaches_7_to_1(theme):
    for name, (text, ground) in text_pairs(THEMES[theme]).items():
        assert contrast(text, ground) >= 7.0, (theme, name, contrast(text, ground))


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_every_role_that_carries_text_is_in_a_pair(theme):
    colours = THEMES[theme]
    paired = {id(colour) for pair in text_pairs(colours).values() for colour in pair}
    texts = [one.name for one in fields(colours) if one.name.startswith("text") or one.name.endswith("_text")]
    assert all(id(getattr(colours, name)) in paired for name in texts)


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_a_call_of_the_moment_is_told_from_a_panel_by_more_than_hue(theme):
    colours = THEMES[theme]
    assert contrast(colours.accent, colours.panel) >= (3.0 if theme != "light" else 1.5)
    assert contrast(colours.tile, colours.panel) >= 1.5 or theme == "dark"


def test_the_contrast_theme_is_black_white_and_yellow_with_strong_edges():
    plain = {Colours.HC_BG.name(), Colours.HC_TEXT.name(), Colours.HC_KEY.name(), Colours.HC_DISABLED.name()}
    used = [getattr(CONTRAST, one.name) for one in fields(CONTRAST)]
    assert {colour.name() for colour in used if isinstance(colour, QColor)} <= plain
    assert CONTRAST.arcs is None
    assert CONTRAST.edge_px >= 4
    assert CONTRAST.line_px >= 4
    assert CONTRAST.ring_px > 2 * CONTRAST.edge_px  # a called counter is told by the width of its edge, too


def test_an_unknown_theme_is_the_dark_one():
    assert colours_of("neon") is DARK
    assert colours_of("light") is LIGHT


def test_no_part_of_the_board_names_a_colour_itself():
    for path in Path(display.__file__).parent.rglob("*.py"):
        text = path.read_text("utf-8")
        assert not re.search(r"#[0-9A-Fa-f]{6}\b", text), path.name
        assert path.name == "palette.py" or not re.search(r"\bColours\.", text), path.name
