"""``python -m tools.voice_proof``: somebody who has never done it records a whole pack, through PulseAudio.

The real ``hall voice record`` runs at a terminal; whatever word it shows is spoken into its microphone, a loudspeaker
into nothing whose monitor is listened to. The speaker is espeak-ng in a room that murmurs and hums, and says some words
wrongly at first. A table says what was done wrong, what the command said, and how long it all took. Exit code 1 when a
word is missing afterwards, or it took more than 30 minutes; 2 without PulseAudio or espeak-ng.
"""

from __future__ import annotations

import math
import os
import random
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
from array import array
from pathlib import Path

from hall.assets import sample_config
from hall.voice import studio
from hall.voice.checking import check_pack
from hall.voice.engines import Espeak
from hall.voice.grammar import ClipText, SpeechSettings
from hall.voice.waves import read_wave
from tools.pulse import MISSING, Pulse

_SPEAKER = SpeechSettings("id+f2", speed=140, pitch=60)
_LEVEL = -24.0
_NOISE, _HUM = 32_768 * 10 ** (-66 / 20), 32_768 * 10 ** (-48 / 20)
"""A quiet room, and a charger that hums in it."""
_RATE = 22_050
_PROMPT = re.compile(r"^ *(\d+) of (\d+)   (.+?)(?:   \((.*)\))?$")
_LONGEST_S = 30 * 60
_CHANCE = random.Random(1)
_FAULTS = ("clipped", "quiet", "wrong", "slam", "silent", "offset", "long")
_EVERY = 6
"""Each sixth word is said wrongly first."""


class Speaker:
    """Says words through the loudspeaker, wrongly when asked to."""

    def __init__(self, pulse: Pulse, folder: Path) -> None:
        self._pulse, self._folder = pulse, folder
        file = folder / "room.raw"
        file.write_bytes(_room() * _LONGEST_S)
        command = ["pacat", "-d", "hall", "--format=s16le", "--channels=1", f"--rate={_RATE}"]
        with file.open("rb") as source:
            self._room = subprocess.Popen(command, stdin=source, env=pulse.variables)

    def leave(self) -> None:
        """The room's noise ends."""
        self._room.kill()
        self._room.wait()

    def say(self, text: str, fault: str = "") -> None:
        """Say a word as a person would who was asked for it: a moment later."""
        sound = self._sound("selamat pagi" if fault == "wrong" else text)
        gain = {"quiet": -32.0, "clipped": 26.0}.get(fault, 0.0) + _LEVEL - studio.loudness(sound, _RATE)
        values = [sample * 10 ** (gain / 20) for sample in sound]
        rest = round(0.3 * _RATE)
        spoken = array("h", [max(-32_768, min(32_767, round(value))) for value in values])
        if fault == "slam":
            spoken = (
                spoken
                + array("h", bytes(2 * rest * 2))
                + array("h", [_CHANCE.randint(-9000, 9000) for _ in range(_RATE // 8)])
            )
        if fault == "silent":
            spoken = array("h", bytes(2 * len(spoken)))
        if fault == "long":
            spoken = spoken + array("h", bytes(2 * rest)) + spoken + array("h", bytes(2 * rest)) + spoken
        spoken = array("h", bytes(2 * rest)) + spoken
        if fault == "offset":
            spoken = array("h", [min(32_767, sample + 3000) for sample in spoken])
        self._play(spoken)

    def _sound(self, text: str) -> array[int]:
        file = self._folder / "spoken.wav"
        Espeak().read(ClipText(text), _SPEAKER, file)
        rate, samples = read_wave(file)
        return studio.trimmed(samples, rate)

    def _play(self, samples: array[int]) -> None:
        command = ["pacat", "-d", "hall", "--format=s16le", "--channels=1", f"--rate={_RATE}", "--latency-msec=30"]
        subprocess.run(command, input=samples.tobytes(), env=self._pulse.variables, check=True)


def _room() -> bytes:
    """A second of the room without anybody: noise, and the mains with its second and third tone."""
    turn = 2 * math.pi * 50 / _RATE
    hum = (sum(math.sin(turn * order * at) / order for order in (1, 2, 3)) for at in range(_RATE))
    return array("h", [round(_HUM * one + _CHANCE.gauss(0, _NOISE)) for one in hum]).tobytes()


def _terminal() -> tuple[int, int]:
    """A terminal that a program can read and type at, and the end that the command gets."""
    if sys.platform == "win32":
        raise OSError("there is no PulseAudio on Windows")
    return os.openpty()


class Recorder:
    """The real command at a terminal."""

    def __init__(self, pulse: Pulse, pack: Path, config: Path) -> None:
        words = [sys.executable, "-m", "hallctl", "voice", "record", str(pack), "--config", str(config)]
        self._text = ""
        self._master, slave = _terminal()
        self.process = subprocess.Popen(words, stdin=slave, stdout=slave, stderr=slave, env=pulse.variables)
        os.close(slave)

    def line(self, seconds: float = 60.0) -> str | None:
        """The next line, None when the command is over. Raises TimeoutError."""
        end = time.monotonic() + seconds
        while "\n" not in self._text:
            ready, _, _ = select.select([self._master], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                raise TimeoutError(self._text)
            try:
                data = os.read(self._master, 4096)
            except OSError:
                data = b""
            if not data:
                return None
            self._text += data.decode(errors="replace").replace("\r", "")
        line, _, self._text = self._text.partition("\n")
        return line

    def press(self, key: str) -> None:
        """Press a key."""
        os.write(self._master, key.encode())


def _lead(recorder: Recorder, speaker: Speaker) -> list[tuple[str, str, str]]:
    """Answer everything; what was said wrongly, with the fault and the answer."""
    done: list[tuple[str, str, str]] = []
    tried: dict[str, int] = {}
    text = fault = ""
    while (line := recorder.line()) is not None:
        print(line, flush=True)
        prompt = _PROMPT.match(line)
        if prompt is not None:
            text = prompt[4] if prompt[4] and not prompt[4].startswith("the letter") else prompt[3]
            place = int(prompt[1])
            turn = tried[text] = tried.get(text, 0) + 1
            wrong = turn == 1 and place % _EVERY == 0
            fault = _FAULTS[place // _EVERY % len(_FAULTS)] if wrong else ""
            speaker.say(text, fault)
        elif line.startswith("    ") and fault and not line.startswith(("    Once more", "    R records")):
            done.append((text, fault, line.strip()))
        if "R records it again, K keeps it" in line:
            # Who is right keeps it; who was wrong says it again.
            recorder.press("r" if fault else "k")
        elif line.startswith("Paused."):
            recorder.press("\r")
    return done


def main() -> int:
    """Runs it and prints the table."""
    if MISSING or shutil.which("espeak-ng") is None:
        print(f"missing: {', '.join(MISSING) or 'espeak-ng'}")
        return 2
    folder = Path(tempfile.mkdtemp(prefix="mpp-voice-"))
    pulse = Pulse()
    try:
        pulse.ask("load-module", "module-remap-source", "master=hall.monitor", "source_name=microphone")
        pulse.ask("set-default-source", "microphone")
        config = folder / "config.toml"
        shutil.copy(sample_config(), config)
        started = time.monotonic()
        recorder = Recorder(pulse, folder / "suara", config)
        speaker = Speaker(pulse, folder)
        done = _lead(recorder, speaker)
        seconds = time.monotonic() - started
        code = recorder.process.wait(30)
        speaker.leave()
        report = check_pack(folder / "suara")
        print(f"\n{'WORD':24} {'DONE WRONGLY':14} ANSWER")
        for text, fault, answer in done:
            print(f"{text:24} {fault:14} {answer}")
        print(f"\n{report.clips} words in {seconds / 60:.1f} minutes; exit code {code}; check: {report}")
        return 0 if code == 0 and report.good and seconds < _LONGEST_S else 1
    finally:
        pulse.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
