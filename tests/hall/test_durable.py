from __future__ import annotations

import os
import stat
import sys

import pytest

from hall.durable import sync_file, sync_folder, write_whole


def test_a_file_is_written_in_place_of_the_one_before(tmp_path):
    file = tmp_path / "kept"
    for text in (b"old", b"new"):
        write_whole(file, text, 0o640)
    sync_file(file)
    sync_folder(tmp_path)
    assert (file.read_bytes(), [one.name for one in tmp_path.iterdir()]) == (b"new", ["kept"])
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_what_cannot_be_written_leaves_the_old_one_and_nothing_beside_it(tmp_path, monkeypatch):
    file = tmp_path / "kept"
    write_whole(file, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"new")
    assert (file.read_bytes(), [one.name for one in tmp_path.iterdir()]) == (b"old", ["kept"])
