"""The board's pictures: drawn by the real window, small, and measured."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtCore import QRect, QSize

from qtkit.theme.tokens import Colours
from tools.screens import samples
from tools.screens.__main__ import main
from tools.screens.measure import ink
from tools.screens.shots import SIZES, Shot, chosen, drawn, every, write


def test_the_documentation_has_every_kind_of_board():
    names = [shot.name for shot in chosen()]
    assert len(names) == len(set(names))
    assert {shot.size.toTuple() for shot in chosen()} == {size.toTuple() for size in SIZES.values()}
    for kind in ("1-counter", "8-counters", "40-counters", "long-names", "media", "outage", "away", "info", "light",
                 "contrast", "counters-40", "empty"):  # fmt: skip
        assert any(kind in name for name in names), kind


def test_every_combination_has_a_name_of_its_own():
    names = [shot.name for shot in every()]
    assert len(names) == len(set(names)) == 4 * 3 * 3 * (3 * 8 + 3)


def test_a_picture_is_small_and_has_the_board_s_size(qapp, tmp_path):
    shot = Shot("media", QSize(1280, 720), samples.board(layout="media"))
    assert write(drawn(shot), tmp_path / "media.png") < 120_000
    with Image.open(tmp_path / "media.png") as found:
        assert found.size == (1280, 720)
        assert found.mode == "P"


def test_it_prints_what_it_measured(qapp, tmp_path, capsys):
    assert main(["-o", str(tmp_path), "--only", "720p"]) == 0
    said = capsys.readouterr().out
    assert "calls-1-counter-720p.png" in said
    assert "number called" in said
    assert "TOO SMALL" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["calls-1-counter-720p.png"]


@pytest.mark.parametrize("box", [QRect(0, 0, 40, 40), QRect(5, 8, 30, 30)])
def test_ink_is_found_where_it_is(box):
    image = Image.new("RGB", (40, 40), "black")
    image.paste("white", (10, 12, 20, 17))
    assert ink(image, box, Colours.WHITE) == QRect(10, 12, 10, 5)
    assert ink(image, box, Colours.AMBER).isEmpty()
