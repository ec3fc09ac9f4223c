"""A video's sound comes from a process of its own, which may die: the picture goes on."""

import sys
from pathlib import Path

import pytest

from display.media.film import Film
from display.media.film_sound import FilmSound
from tests.display.media_samples import write_video
from tests.qtkit.pulse import MISSING, RATE, REASON

FAKE = """
import sys
for line in sys.stdin:
    with open(sys.argv[1], "a") as file:
        file.write(line)
    if "last" in line:
        sys.exit(1)
"""


@pytest.fixture
def sound(qtbot, tmp_path):
    made = FilmSound((sys.executable, "-c", FAKE, str(tmp_path / "orders")))
    yield made
    made.close()


def orders(tmp_path):
    return (tmp_path / "orders").read_text() if (tmp_path / "orders").exists() else ""


def test_the_process_hears_of_file_place_and_loudness(sound, tmp_path, qtbot):
    sound.set_volume(0.25)
    sound.open(Path("a.avi"))
    sound.go(40)
    sound.pause()
    qtbot.waitUntil(lambda: "pause" in orders(tmp_path))
    wanted = ('"linear": 0.25', '"path": "a.avi"', '"at_ms": 40', '"pause"')
    assert all(word in line for word, line in zip(wanted, orders(tmp_path).splitlines(), strict=True))


def test_a_process_that_died_is_started_again_with_the_next_file_and_told_the_loudness(sound, tmp_path, qtbot):
    sound.set_volume(0.25)
    sound.open(Path("last.avi"))
    qtbot.waitUntil(lambda: sound._process is None)
    sound.go(0)
    (tmp_path / "orders").unlink()
    sound.open(Path("b.avi"))
    qtbot.waitUntil(lambda: "b.avi" in orders(tmp_path))
    assert '"linear": 0.25' in orders(tmp_path)


@pytest.mark.skipif(bool(MISSING), reason=REASON)
def test_videos_outlive_the_sound_server_and_are_heard_again_when_it_is_back(pulse, tmp_path, qtbot):
    path = write_video(tmp_path / "a.avi", frames=20, sound=True)
    film = Film(100)
    film.prepare()
    film._sound._renew_s = 7

    def play_until(happened):
        film.play(path)
        with qtbot.waitSignal(film.ended):
            pass
        return happened()

    def loud():
        return sum(abs(sample) > 1000 for sample in pulse.heard()) > RATE // 4

    try:
        pulse.record()
        assert any(play_until(loud) for _ in range(8))
        pulse.die()
        assert not any(play_until(lambda: False) for _ in range(2)), "two more pictures end as they should"
        pulse.begin()
        pulse.record()
        assert any(play_until(loud) for _ in range(8))
    finally:
        film.close()
