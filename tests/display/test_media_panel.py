"""The media panel: pictures and videos after each other, calm whatever a file is, silent during a call."""

import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from display.media.panel import EMPTY_PAUSE_MS, MediaPanel
from display.media.playlist import Playlist
from display.media.quiet_ffmpeg import quiet_ffmpeg
from tests.display.media_samples import write_picture, write_video

RED, BLUE, GREEN = (200, 20, 20), (20, 20, 200), (20, 160, 20)
STATM = Path("/proc/self/statm")
PANEL, BELOW = QColor(60, 60, 60), QColor(9, 99, 199)
pytestmark = pytest.mark.qt_log_ignore("PulseAudio", "No audio device", "No RHI backend", extend=True)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.setObjectName("window")
    made.setStyleSheet(f"#window {{ background: {BELOW.name()} }}")
    made.show()
    return made


@pytest.fixture
def make(window, tmp_path):
    panels = []

    def build(*entries, **more):
        more = {"picture_seconds": 0.05, "volume_percent": 0, "still": True, **more}
        panel = MediaPanel(Playlist(entries or (".",), tmp_path), window, **more)
        panel.setGeometry(20, 20, 320, 180)
        panel.set_bars(PANEL)
        panel.show()
        panels.append(panel)
        return panel

    yield build
    for panel in panels:
        panel.close()


def colour_of(panel, x=160, y=90):
    return panel.grab().toImage().pixelColor(x, y)


def seen_at(panel, x=160, y=90):
    """What is seen of the window where the panel is."""
    return panel.parentWidget().grab().toImage().pixelColor(panel.x() + x, panel.y() + y)


def like(colour, wanted):
    return all(abs(one - other) < 25 for one, other in zip(colour.getRgb()[:3], wanted, strict=True))


def shows(panel, wanted):
    return like(colour_of(panel), wanted)


def test_pictures_follow_each_other(make, tmp_path, qtbot):
    write_picture(tmp_path / "a.png", RED)
    write_picture(tmp_path / "b.png", BLUE)
    panel = make()
    panel.start()
    for colour in (RED, BLUE, RED):
        qtbot.waitUntil(lambda colour=colour: shows(panel, colour))


def test_a_picture_of_another_shape_is_letterboxed(make, tmp_path, qtbot):
    write_picture(tmp_path / "a.png", RED, (50, 90))
    panel = make()
    panel.start()
    qtbot.waitUntil(lambda: shows(panel, RED))
    assert colour_of(panel, 20, 90) == PANEL
    assert colour_of(panel, 160, 1).red() > 150


def test_a_large_picture_is_kept_in_the_size_of_the_panel(make, tmp_path, qtbot):
    write_picture(tmp_path / "a.jpg", RED, (3200, 2400))
    panel = make()
    panel.start()
    qtbot.waitUntil(lambda: shows(panel, RED))
    assert panel._shown.image.size().toTuple() == (240, 180)


def test_a_video_is_played_and_ends_in_the_next_item(make, tmp_path, qtbot):
    write_video(tmp_path / "a.avi", GREEN)
    write_picture(tmp_path / "b.png", BLUE)
    panel = make()
    panel.start()
    for colour in (GREEN, BLUE, GREEN):
        qtbot.waitUntil(lambda colour=colour: shows(panel, colour))
    assert panel.problem == ""


def test_the_panel_is_never_black_between_two_items(make, tmp_path, qtbot):
    write_video(tmp_path / "a.avi", GREEN, frames=2)
    write_picture(tmp_path / "b.png", GREEN)
    panel = make(still=False)
    panel.start()
    qtbot.waitUntil(lambda: shows(panel, GREEN))
    seen = []
    panel.film.frame_changed.connect(lambda: seen.append(colour_of(panel)))

    def after_some_rounds():
        seen.append(colour_of(panel))
        return len(seen) > 40

    qtbot.waitUntil(after_some_rounds)
    bad = [(n, colour.name()) for n, colour in enumerate(seen) if not like(colour, GREEN)]
    assert not bad


def test_the_cross_fade_shows_both_and_ends_in_the_new_one(make, tmp_path, qtbot):
    write_picture(tmp_path / "a.png", RED)
    write_picture(tmp_path / "b.png", BLUE)
    panel = make(still=False, picture_seconds=0.5)
    panel.start()
    qtbot.waitUntil(lambda: shows(panel, RED))
    qtbot.waitUntil(lambda: 50 < colour_of(panel).red() < 150 and 50 < colour_of(panel).blue() < 150)
    qtbot.waitUntil(lambda: shows(panel, BLUE))


@pytest.mark.parametrize("name", ["broken.avi", "broken.mp4", "broken.png", "empty.mp4"])
def test_a_file_that_cannot_be_shown_is_skipped_and_told_once(make, tmp_path, qtbot, name):
    (tmp_path / name).write_bytes(b"" if name.startswith("empty") else b"this is no film and no picture" * 9)
    write_picture(tmp_path / "z.png", BLUE)
    panel = make()
    told: list[Any] = []
    panel.problem_changed.connect(told.append)
    panel.start()
    qtbot.waitUntil(lambda: shows(panel, BLUE))
    qtbot.waitUntil(lambda: len(told) == 1)
    assert name in told[0]
    assert told[0].endswith(".")


def test_a_video_that_stands_still_is_skipped(make, tmp_path, qtbot):
    write_video(tmp_path / "a.avi", GREEN, frames=2, fps=1)
    write_picture(tmp_path / "b.png", BLUE)
    panel = make()
    panel.film._stall.setInterval(100)
    panel.start()
    qtbot.waitUntil(lambda: shows(panel, BLUE))
    qtbot.waitUntil(lambda: "stood still" in panel.problem)


def test_a_file_that_goes_away_or_comes_is_noticed(make, tmp_path, qtbot):
    write_picture(tmp_path / "a.png", RED)
    panel = make()
    panel.start()
    qtbot.waitUntil(lambda: shows(panel, RED))
    write_picture(tmp_path / "a.png", BLUE, (66, 36))
    qtbot.waitUntil(lambda: shows(panel, BLUE))
    (tmp_path / "a.png").unlink()
    qtbot.waitUntil(lambda: seen_at(panel) == BELOW)
    assert panel.problem == ". has nothing that can be shown."


@pytest.mark.parametrize("still", [True, False])
def test_a_panel_with_nothing_to_show_lets_the_window_be_seen_until_there_is_something(make, tmp_path, qtbot, still):
    (tmp_path / "empty").mkdir()
    panel = make("empty", still=still)
    told: list[Any] = []
    panel.problem_changed.connect(told.append)
    panel.start()
    for x, y in ((160, 90), (0, 0), (319, 179)):
        assert seen_at(panel, x, y) == BELOW
    assert told == ["empty has nothing that can be shown."]
    assert panel._turn.interval() == EMPTY_PAUSE_MS
    write_picture(tmp_path / "empty/a.png", RED)
    panel._turn.setInterval(0)
    qtbot.waitUntil(lambda: like(seen_at(panel), RED))
    assert panel.problem == ""
    (tmp_path / "empty/a.png").unlink()
    qtbot.waitUntil(lambda: seen_at(panel) == BELOW)


def test_a_picture_that_is_too_large_is_told_with_its_size_and_a_jpeg_is_read_smaller(make, tmp_path, qtbot):
    write_picture(tmp_path / "a.png", RED, (9000, 8000))
    write_picture(tmp_path / "b.jpg", BLUE, (9000, 8000))
    panel = make()
    panel.start()
    qtbot.waitUntil(lambda: shows(panel, BLUE))
    assert panel.problem == ("a.png cannot be shown: it is too large (9000 x 8000 dots); 4000 dots across are plenty.")


def test_ffmpeg_writes_no_line_for_each_frame(make, tmp_path, qtbot, capfd):
    write_video(tmp_path / "a.avi", GREEN, frames=3)
    panel = make()
    panel.start()
    qtbot.waitUntil(lambda: shows(panel, GREEN))
    qtbot.wait(300)
    assert "deprecated pixel format" not in capfd.readouterr().err


def test_without_ffmpeg_nothing_is_quieted_and_nothing_breaks(tmp_path):
    maps = tmp_path / "maps"
    assert not quiet_ffmpeg(maps)
    maps.write_text(
        f"7f00-7f01 r-xp 0 08:01 7   {tmp_path}/libavutil.so.59\n7f02-7f03 rw-p 0 0:0 0\n", encoding="utf-8"
    )
    assert not quiet_ffmpeg(maps)


def test_a_hidden_panel_costs_nothing_and_goes_on_when_it_is_shown(make, tmp_path, qtbot):
    write_picture(tmp_path / "a.png", RED)
    write_video(tmp_path / "b.avi", GREEN, frames=3)
    panel = make()
    panel.start()
    qtbot.waitUntil(lambda: shows(panel, GREEN))
    panel.hide()
    assert not panel._turn.isActive()
    assert not panel.film._stall.isActive()
    frames = []
    panel.film.frame_changed.connect(lambda: frames.append(panel.isVisible()))
    panel.show()
    qtbot.waitUntil(lambda: shows(panel, RED))
    assert all(frames)


def test_nothing_plays_before_the_start_and_after_the_stop(make, tmp_path, qtbot):
    write_picture(tmp_path / "a.png", RED)
    panel = make()
    assert panel.item is None
    panel.start()
    qtbot.waitUntil(lambda: shows(panel, RED))
    panel.stop()
    assert panel.item is None
    assert not panel._turn.isActive()
    panel.hide()
    panel.show()
    assert panel.item is None


def test_a_call_silences_the_video_quickly_and_its_sound_comes_back_gently(make, tmp_path, qtbot):
    class Sound:
        volume = None

        def set_volume(self, volume):
            self.volume = volume

        def pause(self):
            pass

        def close(self):
            pass

        def deleteLater(self):  # noqa: N802
            pass

    panel = make(volume_percent=50)
    panel.prepare()
    film = panel.film
    film._sound = Sound()
    film._set_volume()
    full = film._sound.volume
    assert 0.1 < full < 0.5, "percent as they are perceived"
    panel.film.duck(True)
    assert film._fade.duration() <= 150
    qtbot.waitUntil(lambda: film._sound.volume == 0)
    assert film.loudness == 0
    panel.film.duck(False)
    assert film._fade.duration() == 600
    qtbot.waitUntil(lambda: 0 < film._sound.volume < full)
    qtbot.waitUntil(lambda: film._sound.volume == full)


def test_the_panel_has_a_name_for_those_who_hear_it(make):
    assert make(name="Video dan gambar").accessibleName() == "Video dan gambar"


def test_a_closed_panel_leaves_no_thread_of_its_own(make, tmp_path, qtbot):
    write_video(tmp_path / "a.avi", GREEN, sound=True)
    panel = make(volume_percent=30)
    panel.start()
    qtbot.waitUntil(lambda: shows(panel, GREEN))
    panel.close()
    assert panel._worker.closed
    assert not panel._turn.isActive()
    panel.close()


@pytest.mark.skipif(not STATM.exists(), reason="memory is read from Linux's /proc")
@pytest.mark.timeout(100)
def test_memory_stays_flat_over_many_rounds_of_pictures(make, tmp_path, qtbot):
    for name, colour in (("a.png", RED), ("b.png", BLUE)):
        write_picture(tmp_path / name, colour, (1600, 900))
    panel = make(picture_seconds=0.001)
    panel.resize(960, 540)
    rounds = _count_items(panel)
    panel.start()
    before = _lowest_resident(qtbot, rounds, until=40)
    after = _lowest_resident(qtbot, rounds, until=80)
    assert after - before < 15_000_000


def _lowest_resident(qtbot, rounds, until):
    """The least memory in 20 rounds: what is kept shows in it, and a picture that is just being read does not."""
    qtbot.waitUntil(lambda: rounds() > until - 20)
    seen = []

    def reached() -> bool:
        seen.append(_resident())
        return rounds() > until

    qtbot.waitUntil(reached)
    return min(seen)


def _count_items(panel):
    seen: list[Any] = []
    panel._playlist.shown = seen.append
    return lambda: len(seen)


def _resident():
    return int(STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
