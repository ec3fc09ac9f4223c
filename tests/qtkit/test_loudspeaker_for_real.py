"""The loudspeaker on a real sound system: whole, without gaps, and calm when its device is pulled.

It runs in a process of its own: QtMultimedia looks for PulseAudio once in a process.
"""

import math
import struct
import subprocess
import sys
import textwrap
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.qtkit.pulse import MISSING, RATE, REASON

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 1.5
pytestmark = pytest.mark.skipif(bool(MISSING), reason=REASON)

SCRIPT = """
    import sys, time
    from PySide6.QtCore import QCoreApplication, QTimer
    from qtkit.sound.loudspeaker import Loudspeaker
    app = QCoreApplication([])
    speaker = Loudspeaker(patience_ms={patience_ms})
    speaker.began.connect(lambda token: print("began", token, flush=True))
    speaker.ended.connect(lambda token, whole: print("ended", token, whole, flush=True))
    speaker.health_changed.connect(lambda state, sentence: print(state, sentence, flush=True))
    speaker.prepare()
    pcm = sys.stdin.buffer.read()
    {more}
    QTimer.singleShot(20_000, app.quit)
    app.exec()
    speaker.close()
"""


def tone():
    """1.5 s of 441 Hz, its first 0.1 s loud and its last 0.1 s soft, to know both ends again."""
    rate = 22_050

    def loudness(n):
        return 20_000 if n < rate // 10 else 5_000 if n >= rate * (SECONDS - 0.1) else 12_000

    return struct.pack(
        f"<{int(rate * SECONDS)}h",
        *(int(loudness(n) * math.sin(2 * math.pi * 441 * n / rate)) for n in range(int(rate * SECONDS))),
    )


def run(pulse, more, patience_ms=2000):
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(SCRIPT).format(more=more, patience_ms=patience_ms)],
        input=tone(), capture_output=True, timeout=60, check=False,
        env={**pulse.variables, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr.decode()
    return ended.stdout.decode().split("\n")[:-1]


def sounds(samples):
    """The stretches that are heard, in samples; a silence of 50 ms parts two of them."""
    found: list[Any] = []
    for place, sample in enumerate(samples):
        if abs(sample) > 300:
            if found and place - found[-1][1] < RATE // 20:
                found[-1][1] = place
            else:
                found.append([place, place])
    return found


def longest_silence(samples):
    """Within one sound, in samples."""
    loud = [place for place, sample in enumerate(samples) if abs(sample) > 300]
    return max(after - before for before, after in pairwise(loud))


def test_a_sound_arrives_whole_and_without_a_gap_although_the_program_is_busy(pulse):
    pulse.record()
    told = run(
        pulse,
        "speaker.ended.connect(lambda token, _: token == 2 and app.quit()); "
        "busy = QTimer(); busy.timeout.connect(lambda: time.sleep(0.4)); busy.start(500); "
        "speaker.play(1, pcm, 22_050); speaker.play(2, pcm, 22_050)",
    )
    assert told == ["ok Sound plays on Null Output.", "began 1", "ended 1 True", "began 2", "ended 2 True"]
    samples = pulse.heard()
    heard = sounds(samples)
    assert len(heard) == 2
    for first, last in heard:
        # A short buffer tears the sound for 146 ms and more; what PulseAudio itself misses when the machine is busy is
        # shorter, and not ours.
        assert longest_silence(samples[first:last]) < RATE // 10
        assert SECONDS - 0.002 < (last - first) / RATE < SECONDS + 0.1
        assert max(samples[first : first + RATE // 100]) > 17_000, "its beginning"
        assert max(samples[last - RATE // 50 : last]) < 6_000, "its end"


def test_a_device_that_is_unplugged_and_back_is_used_again(pulse):
    pull = "pactl unload-module module-null-sink"
    plug = "pactl load-module module-null-sink sink_name=usb"
    told = run(
        pulse,
        "import subprocess; "
        f"speaker.began.connect(lambda n: n == 1 and subprocess.run('{pull}', shell=True, stdout=-3)); "
        "speaker.ended.connect(lambda n, _: n == 1 and QTimer.singleShot(1500, lambda: "
        f"subprocess.run('{plug}', shell=True, stdout=-3))); "
        "speaker.health_changed.connect(lambda state, _: state == 'ok' and speaker.play(2, pcm, 22_050)); "
        "speaker.ended.connect(lambda n, whole: n == 2 and app.quit()); "
        "speaker.play(1, pcm, 22_050)",
        patience_ms=5000,  # a sink into nothing that nobody records works in steps of two seconds
    )
    assert "ended 1 False" in told
    states = {line.split()[0] for line in told}
    assert "failed" in states or "no_device" in states, "Qt 6.11 does not report that PulseAudio's last device went"
    assert told[-2:] == ["began 2", "ended 2 True"], told
    assert told.count("ended 1 False") == 1


def test_without_a_server_every_sound_ends_unheard(pulse):
    pulse.variables["PULSE_SERVER"] = f"unix:{pulse.folder}/nobody"
    told = run(pulse, "speaker.ended.connect(lambda *_: app.quit()); speaker.play(1, pcm, 22_050)")
    assert told == ["no_device There is no audio device; calls are shown, not heard.", "ended 1 False"]
