"""F1 on a board: its troubles above the running text, for the staff, until F1 or Esc; no text is covered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from display.media.playlist import Playlist
from display.staff_peek import StaffPeek
from display.window import DisplayWindow
from hall.translator import Translator
from tests.display import board_samples as sample
from tests.pairwise import pairwise
from tools.screens.shots import as_pillow


@pytest.fixture
def make(qtbot):
    def board(language="id", size=(1920, 1080)):
        window = DisplayWindow(Translator(language), still=True)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show_picture(sample.picture((("A-042", "7"), *sample.BEFORE)))
        peek = StaffPeek(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window, peek

    return board


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Escape])
def test_a_second_f1_or_esc_closes_it(make, key):
    window, peek = make()
    assert not peek.note.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert peek.note.isVisible()
    assert peek.note.texts == ("Tidak ada masalah",)
    QTest.keyClick(window, key)
    assert not peek.note.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert peek.note.isVisible()


@pairwise(
    size=[(1280, 720), (1920, 1080), (3840, 2160), (1080, 1920)],
    layout=["calls", "media", "counters"],
    kind=["running text", "none", "away"],
)
def test_it_covers_nothing_that_is_read(make, size, layout, kind):
    """The pixels that it covers had no ink; it is a widget, which cannot draw next to its place."""
    window, peek = make(size=size)
    running = ("Selamat datang",) if kind == "running text" else ()
    setup = replace(window.picture.setup, layout=layout)
    window.show_picture(replace(window.picture, setup=setup, running_text=running, away=kind == "away"))
    before = as_pillow(window.grab().toImage()).convert("RGB")
    peek.show_health("silent", "too_small", unshown=("a.mp4",), screen="HDMI-9")
    peek.toggle()
    after = as_pillow(window.grab().toImage()).convert("RGB")
    place = peek.note.geometry()
    box = (place.left(), place.top(), place.right() + 1, place.bottom() + 1)
    assert place.width() == size[0]
    assert place.height() >= size[0] // 80 or place.height() >= size[1] // 80
    assert len(before.crop(box).getcolors(1 << 20) or ()) == 1
    assert len(after.crop(box).getcolors(1 << 20) or ()) > 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", ("Tanpa pengeras suara", "Tidak dapat ditampilkan: a.mp4, b.png +1", "Layar HDMI-9 tidak ada")),
        ("en", ("No loudspeaker", "Cannot be shown: a.mp4, b.png +1", "No screen HDMI-9")),
    ],
)
def test_it_names_the_files_and_the_screen(make, language, said):
    _, peek = make(language)
    peek.show_health("silent", unshown=("a.mp4", "b.png", "c.png"), screen="HDMI-9")
    assert peek.note.texts == said
    assert all(text in peek.note.accessibleName() for text in said)
    peek.show_health()
    assert len(peek.note.texts) == 1


def test_a_long_name_keeps_its_end(make):
    _, peek = make()
    peek.show_health(unshown=(f"{60 * 'x'}.mp4",))
    (text,) = peek.note.texts
    assert text.endswith("….mp4") or text.endswith("xxxx.mp4")
    assert len(text) < 70


def test_a_playlist_names_what_it_cannot_show(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.png").touch()
    playlist = Playlist(("gone.mp4x", "folder", "note.txt"), tmp_path)
    item = playlist.next()
    assert item is not None
    playlist.fail(item, "it is broken")
    assert set(playlist.unshown) == {"gone.mp4x", "a.png", "note.txt"}
    assert len(playlist.problems) == 3
