"""A second start rings at the first one: the doorbell of files, and Windows's of pipes, which runs everywhere."""

from __future__ import annotations

import socket
import stat
import sys

import pytest

from qtkit import doorbell_pipe

pytestmark = pytest.mark.usefixtures("qapp")  # a notifier needs its dispatcher
DOORS = [doorbell_pipe]
if sys.platform != "win32":
    from qtkit import doorbell

    DOORS.append(doorbell)


@pytest.fixture
def place(tmp_path):
    return tmp_path / "mpp-hut-0.door"


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_each_ring_is_heard(door, place, qtbot):
    bell, heard = door.Doorbell(place), []
    bell.rung.connect(lambda: heard.append(1))
    assert [door.ring(place), door.ring(place)] == [True, True]
    qtbot.waitUntil(lambda: len(heard) == 2)
    bell.close()
    assert not door.ring(place)
    bell.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe is no file")
def test_a_door_is_its_users_alone_and_what_a_killed_program_left_is_taken_away(place):
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(place))
    bell = doorbell.Doorbell(place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert doorbell.ring(place)
    bell.close()
    assert not place.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe is no file")
def test_a_place_that_takes_no_door_is_said(tmp_path, caplog):
    bell = doorbell.Doorbell(tmp_path / "gone" / "door")
    assert "a second start will not show this window" in caplog.text
    bell.close()
    assert not doorbell.ring(tmp_path / ("long" * 40))
