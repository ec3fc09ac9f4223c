"""The loudspeaker's process may die, hang or find nothing: every sound is reported once, and the next one is heard."""

import contextlib
import math
import os
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from hall.call_delivery import VOICE_MARGIN
from qtkit.sound.loudspeaker import PATIENCE_MS
from qtkit.sound.remote_loudspeaker import COMMAND, LATE_MS, RemoteLoudspeaker
from tests.qtkit.pulse import MISSING, REASON

ROOT = Path(__file__).resolve().parents[2]
SECOND = b"\x01\x00" * 22_050
SHORT = SECOND[:2204]
QUICK = (0, 50, 100)


def tone(seconds):
    """441 Hz."""
    count = int(22_050 * seconds)
    return struct.pack(f"<{count}h", *(int(20_000 * math.sin(2 * math.pi * n / 50)) for n in range(count)))


FAKE = """
import os, sys, time
from pathlib import Path
from qtkit.sound.lines import Began, Ended, SoundHealth, StopCommand, next_command, report_line

def tell(told):
    sys.stdout.buffer.write(report_line(told))
    sys.stdout.buffer.flush()

folder, lives = Path(sys.argv[1]), sys.argv[2:]
life = len(list(folder.glob("life-*")))
born = folder / f"born-{os.getpid()}"
born.write_text(str(os.getpid()))
born.rename(folder / f"life-{life}")  # whoever sees it can read it
behaviour = lives[min(life, len(lives) - 1)]
if behaviour == "dies at its start":
    sys.exit("no such library")
if behaviour == "says nothing":
    time.sleep(60)
if behaviour == "babbles":
    print("hello", flush=True)
tell(SoundHealth("no_device", "None.") if behaviour == "finds no device" else SoundHealth("ok", "Sound plays on HDMI."))
while (order := next_command(sys.stdin.buffer)) is not None:
    if isinstance(order, StopCommand):
        (folder / "stopped").touch()
    elif behaviour == "finds no device":
        tell(Ended(order.token, False))
    else:
        tell(Began(order.token))
        if behaviour == "dies in the middle":
            os.abort()
        if behaviour == "hangs":
            time.sleep(60)
        time.sleep(len(order.pcm) / 2 / order.rate / 10)
        with (folder / "heard").open("a") as file:
            file.write(f"{len(order.pcm)} {order.rate} {order.volume}\\n")
        tell(Ended(order.token, True))
"""


class Hall:
    """A loudspeaker whose process lives ``lives``, one after the other, and all that was told."""

    def __init__(self, qtbot, folder, lives, command=None, **more):
        self.qtbot, self.folder = qtbot, folder
        self.speaker = RemoteLoudspeaker(
            command or (sys.executable, "-c", FAKE, str(folder), *lives), **{"pauses_ms": QUICK, **more}
        )
        self.told: list[Any] = []
        self.health: list[Any] = []
        self.speaker.began.connect(lambda token: self.told.append(("began", token)))
        self.speaker.ended.connect(lambda token, whole: self.told.append(("ended", token, whole)))
        self.speaker.health_changed.connect(lambda state, _: self.health.append(state))

    def ended(self, count=1):
        self.qtbot.waitUntil(lambda: sum(fact[0] == "ended" for fact in self.told) >= count)
        return self.told

    def is_(self, state):
        self.qtbot.waitUntil(lambda: self.speaker.health[0] == state)

    @property
    def heard(self):
        return (self.folder / "heard").read_text().splitlines()

    @property
    def lives(self):
        return [int(file.read_text()) for file in sorted(self.folder.glob("life-*"))]


@pytest.fixture
def make(qtbot, tmp_path):
    made = []

    def build(*lives, **more):
        made.append(Hall(qtbot, tmp_path, lives, **more))
        made[-1].speaker.prepare()
        return made[-1]

    yield build
    for hall in made:
        before = time.monotonic()
        hall.speaker.close()
        assert time.monotonic() - before < 1.2
        assert not hall.speaker.busy
        assert not any(alive(pid) for pid in hall.lives if pid)


def alive(pid):
    """Whether a process runs; one that nobody has waited for yet does not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_a_zone_is_held_longer_than_a_hanging_process():
    assert VOICE_MARGIN.total_seconds() * 1000 > PATIENCE_MS + LATE_MS + 100


def test_sounds_are_heard_one_after_the_other(make):
    hall = make("plays")
    hall.speaker.play(1, SECOND, 22_050, 0.5)
    hall.speaker.play(2, SHORT, 44_100)
    assert hall.told == [], "never from within play"
    assert hall.speaker.busy
    assert hall.ended(2) == [("began", 1), ("ended", 1, True), ("began", 2), ("ended", 2, True)]
    assert hall.heard == ["44100 22050 0.5", "2204 44100 1.0"]
    assert hall.health == ["ok"]


def test_a_process_that_dies_in_the_middle_is_started_again_and_the_next_sound_is_heard(make):
    hall = make("dies in the middle", "plays")
    hall.is_("ok")
    hall.speaker.play(1, SECOND, 22_050)
    assert hall.ended() == [("began", 1), ("ended", 1, False)]
    assert hall.speaker.health == ("failed", "The loudspeaker's process crashed.")
    hall.is_("ok")
    hall.speaker.play(2, SHORT, 22_050)
    assert hall.ended(2)[2:] == [("began", 2), ("ended", 2, True)]


def test_what_waits_behind_a_sound_that_died_with_its_process_is_told_of_too(make):
    hall = make("dies in the middle", pauses_ms=(60_000,))
    for token in (1, 2, 3):
        hall.speaker.play(token, SECOND, 22_050)
    assert [fact for fact in hall.ended(3) if fact[0] == "ended"] == [("ended", n, False) for n in (1, 2, 3)]


def test_a_process_that_hangs_is_replaced(make):
    hall = make("hangs", "plays", patience_ms=100)
    hall.is_("ok")
    hall.speaker.play(1, SHORT, 22_050)
    assert hall.ended() == [("began", 1), ("ended", 1, False)]
    assert hall.speaker.health[0] == "failed"
    assert "in time" in hall.speaker.health[1]
    hall.is_("ok")
    hall.speaker.play(1, SHORT, 22_050)
    assert hall.ended(2)[2:] == [("began", 1), ("ended", 1, True)]


def test_a_sound_for_a_process_that_is_not_up_ends_in_time_and_is_not_heard_later(make):
    hall = make("says nothing", patience_ms=100)
    hall.speaker.play(1, SHORT, 22_050)
    assert hall.ended() == [("ended", 1, False)]
    assert hall.speaker.health[0] == "no_device"


def test_without_a_device_a_new_process_looks_again_until_there_is_one_and_is_left_alone_then(make, qtbot):
    hall = make("finds no device", "finds no device", "plays", renew_ms=(100, 150))
    hall.is_("ok")
    assert hall.health == ["no_device", "ok"], "nobody is notified of the looking"
    qtbot.wait(500)
    assert len(hall.lives) == 3


def test_the_looking_for_a_device_becomes_rarer(make, qtbot):
    hall = make("finds no device", renew_ms=(50, 100_000))
    qtbot.waitUntil(lambda: len(hall.lives) == 2)
    qtbot.wait(700)
    assert len(hall.lives) == 2


def test_a_sound_is_never_cut_off_by_the_looking(make):
    hall = make("finds no device", renew_ms=(100,))
    hall.is_("no_device")
    hall.speaker.play(1, SHORT, 22_050)
    assert hall.ended() == [("ended", 1, False)]


def test_a_process_that_dies_again_and_again_is_started_in_growing_pauses(make, caplog):
    hall = make(*["dies at its start"] * 3, "plays")
    hall.is_("failed")
    assert hall.speaker.health[1] == "The loudspeaker's process ended with code 1."
    hall.is_("ok")
    assert len(hall.lives) == 4
    assert "no such library" in caplog.text


def test_a_missing_interpreter_is_a_failure_with_a_sentence(make):
    hall = make(command=("/nowhere/python",), pauses_ms=(60_000,))
    hall.is_("failed")
    assert hall.speaker.health[1].startswith("The loudspeaker's process cannot be started (")
    hall.speaker.play(1, SHORT, 22_050)
    assert hall.ended() == [("ended", 1, False)]


def test_words_that_are_not_understood_are_left_out(make, caplog):
    hall = make("babbles")
    hall.speaker.play(1, SHORT, 22_050)
    assert hall.ended() == [("began", 1), ("ended", 1, True)]
    assert "hello" in caplog.text


def test_stop_ends_every_sound_once(make, qtbot):
    hall = make("plays")
    hall.speaker.play(1, SECOND, 22_050)
    hall.speaker.play(2, SECOND, 22_050)
    qtbot.waitUntil(lambda: ("began", 1) in hall.told)
    hall.speaker.stop()
    hall.speaker.stop()
    assert hall.told == [("began", 1), ("ended", 1, False), ("ended", 2, False)]
    qtbot.waitUntil((hall.folder / "stopped").exists)
    hall.speaker.play(3, SHORT, 22_050)
    assert hall.ended(3)[3:] == [("began", 3), ("ended", 3, True)]


def test_a_loudspeaker_that_was_not_prepared_is_silent(qtbot, tmp_path):
    hall = Hall(qtbot, tmp_path, ["plays"])
    hall.speaker.play(1, SECOND, 22_050)
    assert hall.ended() == [("ended", 1, False)]
    hall.speaker.close()


BOARD = """
import os
from PySide6.QtCore import QCoreApplication
from qtkit.sound.remote_loudspeaker import RemoteLoudspeaker
app = QCoreApplication([])
speaker = RemoteLoudspeaker()
speaker.health_changed.connect(lambda *_: print("up", flush=True))
speaker.prepare()
app.exec()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks for children in /proc")
def test_a_board_that_is_killed_leaves_nobody_who_speaks():
    board = subprocess.Popen(
        [sys.executable, "-c", BOARD], cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PULSE_SERVER": "none"}
    )
    with board:
        assert board.stdout.readline() == b"up\n"
        (child,) = Path(f"/proc/{board.pid}/task/{board.pid}/children").read_text().split()
        assert alive(child)
        board.send_signal(signal.SIGKILL)
        deadline = time.monotonic() + 0.5
        while alive(child):
            assert time.monotonic() < deadline
            time.sleep(0.01)


@pytest.mark.skipif(bool(MISSING), reason=REASON)
def test_a_sound_server_that_dies_while_it_speaks_and_comes_back_is_used_again(pulse, make):
    hall = make(command=COMMAND, renew_ms=(1500,))
    hall.is_("ok")
    hall.speaker.play(1, tone(3), 22_050)
    hall.qtbot.waitUntil(lambda: ("began", 1) in hall.told)
    pulse.die()
    assert hall.ended() == [("began", 1), ("ended", 1, False)]
    hall.speaker.play(2, SHORT, 22_050)
    assert hall.ended(2)[-1] == ("ended", 2, False)
    hall.is_("no_device")
    pulse.begin()
    pulse.record()
    hall.is_("ok")
    hall.speaker.play(3, tone(1), 22_050)
    assert hall.ended(3)[-2:] == [("began", 3), ("ended", 3, True)]
    assert sum(abs(sample) > 5000 for sample in pulse.heard()) > 20_000, "a second of 48,000 samples, most of them loud"


@pytest.mark.skipif(bool(MISSING), reason=REASON)
def test_a_board_that_was_there_before_its_sound_server_speaks(pulse, make):
    pulse.die()
    hall = make(command=COMMAND, renew_ms=(1500,))
    hall.is_("no_device")
    pulse.begin()
    hall.is_("ok")
    hall.speaker.play(1, SHORT, 22_050)
    assert hall.ended() == [("began", 1), ("ended", 1, True)]
