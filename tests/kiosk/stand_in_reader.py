"""A program that stands in for espeak-ng and piper: its samples are the text that it was given."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

from qtkit.sound.lines import PlayCommand
from qtkit.sound.one_by_one import OneByOne

READER = """#!{python}
import sys, struct
with open({log!r}, "a") as log:
    log.write(" ".join(sys.argv[1:]) + chr(10))
if "--voices" in sys.argv:
    print("Pty Language       Age/Gender VoiceName")
    print(" 5  id              --/M      Indonesian         poz/id")
    print(" 2  en-gb           --/M      English            gmw/en")
    sys.exit()
text = sys.stdin.read().strip()
with open({log!r}, "a") as log:
    log.write("read " + text + chr(10) + "voice " + " ".join(sys.argv[1:3]) + chr(10))
if "hang" in text:
    import time
    time.sleep(60)
if "fail" in text or {fails}:
    sys.exit(3)
samples = text.encode()[:100].ljust(100) * 2
head = b"RIFF" + struct.pack("<I", 0x7FFFF024) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 22050, 44100, 2, 16)
wave = head + b"data" + struct.pack("<I", 0x7FFFF000) + samples
if "--output_file" in sys.argv:
    open(sys.argv[sys.argv.index("--output_file") + 1], "wb").write(wave)
else:
    sys.stdout.buffer.write(wave)
"""


def program(folder: Path, name: str, *, fails: bool = False) -> Path:
    """A stand-in for espeak-ng or piper, which writes what it was asked for into ``<name>.log``."""
    path = folder / name
    text = READER.format(python=sys.executable, log=str(folder / f"{name}.log"), fails=fails)
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


class SilentSpeaker(OneByOne):
    """A loudspeaker that keeps what it gets, and ends a sound when a test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.volumes: list[float] = []
        self.stops = 0

    def _begin(self, sound: PlayCommand) -> None:
        self.texts.append(sound.pcm[:100].decode(errors="replace").strip())
        self.volumes.append(sound.volume)

    def stop(self) -> None:
        self.stops += 1
        super().stop()

    def prepare(self) -> None:
        """It plays."""
        self._tell("ok", "Sound plays on HDMI.")

    def close(self) -> None:
        """It plays no more."""
        self.stop()

    def is_broken(self, state: str) -> None:
        """It cannot be heard."""
        self._tell(state, "as a test says")

    def on_deadline(self) -> None:
        raise AssertionError("nothing has a deadline here")

    def is_over(self) -> None:
        """The sound was heard."""
        self._finish(True)


def log_of(folder: Path, name: str = "espeak") -> list[str]:
    """What a stand-in was asked, line by line."""
    path = folder / f"{name}.log"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
