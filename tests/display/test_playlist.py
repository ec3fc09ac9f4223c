"""Which media a board plays: order, rounds, and files that come, go or cannot be shown."""

import os

import pytest

from display.media.panel import EMPTY_PAUSE_MS
from display.media.playlist import TRY_AGAIN_S, Playlist, problem_text


class Seconds:
    now = 0.0

    def __call__(self):
        return self.now


def put(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def following(playlist):
    item = playlist.next()
    assert item is not None
    return item


def play(playlist, count):
    return [item.path.name if (item := playlist.next()) else None for _ in range(count)]


def test_entries_come_in_their_order_and_folders_by_name(tmp_path):
    put(tmp_path, "z.mp4", "ads/b.PNG", "ads/A.jpg", "ads/c.webm", "ads/notes.txt", "ads/inner/d.png", "a.png")
    playlist = Playlist(("z.mp4", "ads", "a.png"), tmp_path)
    assert play(playlist, 6) == ["z.mp4", "A.jpg", "b.PNG", "c.webm", "a.png", "z.mp4"]
    assert playlist.problems == ()


def test_kinds_go_by_the_suffix(tmp_path):
    put(tmp_path, "a.MP4", "b.jpeg")
    playlist = Playlist((".",), tmp_path)
    assert [playlist.next().kind, playlist.next().kind] == ["video", "picture"]


def test_new_files_appear_with_the_next_round_and_gone_ones_do_not(tmp_path):
    put(tmp_path, "ads/a.png", "ads/b.png")
    playlist = Playlist(("ads",), tmp_path)
    assert play(playlist, 1) == ["a.png"]
    put(tmp_path, "ads/0.png")
    (tmp_path / "ads/a.png").unlink()
    assert play(playlist, 3) == ["b.png", "0.png", "b.png"]


def test_an_empty_list_is_calm(tmp_path):
    (tmp_path / "ads").mkdir()
    for entries, problems in (((), ()), (("ads",), ("ads has nothing that can be shown",))):
        playlist = Playlist(entries, tmp_path)
        assert play(playlist, 3) == [None, None, None]
        assert playlist.problems == problems
    put(tmp_path, "ads/a.png")
    assert play(playlist, 1) == ["a.png"]
    assert playlist.problems == ()


def test_what_is_missing_or_no_medium_is_a_problem_until_it_is_mended(tmp_path):
    put(tmp_path, "a.png", "notes.txt")
    playlist = Playlist(("gone.mp4", "nowhere", "notes.txt", "a.png"), tmp_path)
    assert play(playlist, 3) == ["a.png", "a.png", "a.png"]
    assert len(playlist.problems) == 3
    for name, problem in zip(("gone.mp4", "nowhere", "notes.txt"), playlist.problems, strict=True):
        assert name in problem
    put(tmp_path, "gone.mp4", "nowhere/b.png")
    assert play(playlist, 3) == ["gone.mp4", "b.png", "a.png"]
    assert len(playlist.problems) == 1


def test_a_file_that_failed_is_left_out_and_told_once(tmp_path):
    put(tmp_path, "a.mp4", "b.png")
    playlist = Playlist((".",), tmp_path, monotonic=Seconds())
    playlist.fail(following(playlist), "no codec")
    assert play(playlist, 4) == ["b.png"] * 4
    assert playlist.problems == ("a.mp4 cannot be shown: no codec",)


def test_when_all_failed_there_is_nothing_rather_than_haste(tmp_path):
    put(tmp_path, "a.mp4")
    playlist = Playlist((".",), tmp_path, monotonic=Seconds())
    playlist.fail(following(playlist), "no codec")
    assert play(playlist, 3) == [None, None, None]


def test_a_failed_file_is_tried_again_later_or_when_it_was_replaced(tmp_path):
    put(tmp_path, "a.mp4")
    seconds = Seconds()
    playlist = Playlist((".",), tmp_path, monotonic=seconds)
    playlist.fail(following(playlist), "no codec")
    os.utime(tmp_path / "a.mp4", ns=(1, 1))
    item = playlist.next()
    assert item is not None, "it was replaced"
    assert playlist.problems == ()
    playlist.fail(item, "no codec")
    seconds.now += TRY_AGAIN_S
    item = playlist.next()
    assert item is not None
    assert playlist.problems != (), "not well before it was shown"
    playlist.shown(item)
    assert playlist.problems == ()


def test_where_nothing_else_can_be_shown_a_failed_file_is_tried_again_soon(tmp_path):
    put(tmp_path, "a.mp4", "b.mp4")
    seconds = Seconds()
    playlist = Playlist((".",), tmp_path, monotonic=seconds)
    for _ in range(2):
        playlist.fail(following(playlist), "slow")
    assert playlist.next() is None
    seconds.now += EMPTY_PAUSE_MS / 1000
    assert play(playlist, 1) == ["a.mp4"]


def test_a_stick_that_was_pulled_and_comes_back_is_played_at_once(tmp_path):
    put(tmp_path, "stick/a.mp4", "z.png")
    playlist = Playlist(("stick", "z.png"), tmp_path, monotonic=Seconds())
    item = following(playlist)
    (tmp_path / "stick").rename(tmp_path / "pulled")
    playlist.fail(item, "no such file")
    assert playlist.problems == ("a.mp4 cannot be shown: it is gone",)
    assert play(playlist, 1) == ["z.png"]
    (tmp_path / "pulled").rename(tmp_path / "stick")
    assert play(playlist, 2) == ["a.mp4", "z.png"]


def test_the_problems_are_said_in_one_sentence_three_of_them_by_name():
    names = [f"{letter}.mp4 cannot be shown: no codec" for letter in "abcde"]
    assert problem_text(()) == ""
    assert problem_text(names[:1]) == "a.mp4 cannot be shown: no codec."
    assert problem_text(names[:3]) == "; ".join(names[:3]) + "."
    assert problem_text(names) == "; ".join(names[:3]) + " and 2 more."


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_a_problem(tmp_path):
    (tmp_path / "ads").mkdir(mode=0)
    playlist = Playlist(("ads",), tmp_path)
    assert playlist.next() is None
    assert "ads cannot be read" in playlist.problems[0]


def test_hidden_and_sidecar_files_are_passed_over_in_silence(tmp_path):
    put(tmp_path, "ads/._a.png", "ads/a.png", "ads/.DS_Store", "ads/Thumbs.db", "ads/desktop.ini", "ads/a.png.xmp")
    put(tmp_path, "ads/.hidden.mp4", "ads/~$b.jpg")
    playlist = Playlist(("ads",), tmp_path)
    assert play(playlist, 3) == ["a.png"] * 3
    assert playlist.problems == ()
