"""An evacuation takes the whole board, in both languages, and goes as it came."""

from __future__ import annotations

from dataclasses import replace

import pytest

from display.window import DisplayWindow
from tests.display import board_samples as sample
from tests.display.board_parts import part
from tests.display.pixels import painted


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)])
def test_it_lies_over_everything_and_fits(qtbot, translate, size):
    window = DisplayWindow(translate, still=True)
    qtbot.addWidget(window)
    window.resize(*size)
    picture = sample.picture()
    window.show_picture(replace(picture, evacuated=True))
    window.show()
    notice = part(window, "evacuation-notice")
    assert notice.geometry() == window.rect()
    assert "Silakan keluar dari gedung" in notice.accessibleName()
    assert "Please leave the building" in notice.accessibleName()
    ground = painted(window)
    colours = {ground.getpixel((x, y)) for x in range(0, size[0], size[0] // 40) for y in (3, size[1] - 4)}
    assert len(colours) == 1
    window.show_picture(picture)
    assert not notice.isVisible()
