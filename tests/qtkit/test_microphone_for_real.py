"""The microphone on a real sound system, in its process: what it hears, and what it says when there is none."""

import json
import math
import subprocess
import sys
import time
from array import array
from itertools import pairwise
from pathlib import Path

import pytest

from tests.qtkit.pulse import MISSING, REASON

ROOT = Path(__file__).resolve().parents[2]
HERTZ, PLAYED = 441, 22_050
PATIENCE_S = 60.0
pytestmark = pytest.mark.skipif(bool(MISSING), reason=REASON)


@pytest.fixture
def source(pulse):
    """A microphone that hears what the loudspeaker plays."""
    pulse.ask("load-module", "module-remap-source", "master=hall.monitor", "source_name=microphone")
    pulse.ask("set-default-source", "microphone")
    return pulse


def listen(pulse, *words: str) -> subprocess.Popen[bytes]:
    environment = {**pulse.variables, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "qtkit.sound.microphone_process", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, bufsize=0, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)


def first_line(process: subprocess.Popen[bytes]) -> dict[str, object]:
    return json.loads(process.stdout.readline())


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()


def test_it_hears_what_is_said(source):
    process = listen(source, "--rate", str(PLAYED))
    facts = first_line(process)
    assert facts["rate"] == PLAYED
    tone = array("h", [int(9000 * math.sin(2 * math.pi * HERTZ * n / PLAYED)) for n in range(PLAYED)])
    player = subprocess.Popen(
        ["pacat", "-d", "hall", "--format=s16le", "--channels=1", f"--rate={PLAYED}"],
        stdin=subprocess.PIPE,
        env=source.variables,
    )
    player.communicate(tone.tobytes(), timeout=PATIENCE_S)
    heard = array("h")
    until = time.monotonic() + PATIENCE_S
    while sum(abs(sample) > 3000 for sample in heard) < PLAYED // 2:
        assert time.monotonic() < until, "nothing was heard"
        data = process.stdout.read(4096)
        heard.frombytes(data[: len(data) // 2 * 2])
    loud = [at for at, sample in enumerate(heard) if abs(sample) > 3000]
    word = heard[loud[0] : loud[-1]]
    crossings = sum(one < 0 <= other for one, other in pairwise(word))
    assert crossings / (len(word) / PLAYED) == pytest.approx(HERTZ, rel=0.05)
    process.stdin.close()
    assert process.wait(PATIENCE_S) == 0
    process.stdout.close()
    process.stderr.close()


def test_a_name_that_no_microphone_has_is_a_sentence_with_those_that_are_there(source):
    process = listen(source, "--device", "Studio")
    told = str(first_line(process)["error"])
    assert told.startswith('There is no microphone "Studio"; there is ')
    assert process.wait(PATIENCE_S) == 1
    end(process)


def test_it_ends_when_the_sound_system_does(source):
    process = listen(source)
    assert "error" not in first_line(process)
    assert process.stdout.read(1000)
    source.die()
    assert process.wait(PATIENCE_S) != 0
    assert b"microphone" in process.stderr.read()
    end(process)
