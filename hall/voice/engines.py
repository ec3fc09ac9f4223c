"""The programs that read a clip's text aloud while a pack is built: espeak-ng, or piper with a model."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hall.errors import VoiceError
from hall.folders import is_there
from hall.installing import pip_line
from hall.voice.grammar import ClipText, SpeechSettings

_PATIENCE = 120.0
"""Seconds for one clip: piper reads its model again each time."""


class Engine(Protocol):
    """Something that reads aloud."""

    def name(self) -> str:
        """What is in pack.toml as the voice's origin. Raises VoiceError when it cannot be run."""

    def read(self, line: ClipText, reading: SpeechSettings, target: Path) -> None:
        """Write the spoken line to ``target`` as a WAV file. Raises VoiceError."""


@dataclass(frozen=True, slots=True)
class Espeak:
    """espeak-ng: small, knows both languages, sounds like a machine, says every text alike every time."""

    program: str = "espeak-ng"

    def name(self) -> str:
        """Its version."""
        said = _run(self.program, ["--version"], "", "apt install espeak-ng").split(" Data at")[0]
        return said.replace("eSpeak NG text-to-speech:", "espeak-ng").strip()

    def read(self, line: ClipText, reading: SpeechSettings, target: Path) -> None:
        """Phonemes stand before the text, where a line has them."""
        speed = line.speed or reading.speed
        arguments = ["-v", reading.voice, "-s", str(speed), "-p", str(reading.pitch), "-w", str(target), "--stdin"]
        text = f"[[{line.phonemes}]]" if line.phonemes else line.text
        _run(self.program, arguments, text, "apt install espeak-ng")


@dataclass(frozen=True, slots=True)
class Piper:
    """piper with a voice ``model`` (an .onnx file): sounds like a person."""

    model: Path
    program: str = "piper"

    def name(self) -> str:
        """The model's name. Raises VoiceError when the file is not there."""
        if not is_there(self.model):
            raise VoiceError(
                f"{self.model} is no file: --model names a piper voice, such as id_ID-news_tts-medium.onnx."
            )
        return f"piper {self.model.stem}"

    def read(self, line: ClipText, reading: SpeechSettings, target: Path) -> None:
        """The text only: piper has phonemes of its own."""
        _run(
            self.program,
            ["--model", str(self.model), "--output_file", str(target)],
            line.text + "\n",
            pip_line("piper-tts"),
        )


def _run(program: str, arguments: list[str], text: str, install: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise VoiceError(f"{program} is not installed, and it reads the clips: {install}")
    try:
        done = subprocess.run(  # noqa: S603
            [path, *arguments],
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise VoiceError(f'{program} did not finish "{text.strip()}" within {_PATIENCE:g} s: start again.') from error
    except OSError as error:
        raise VoiceError(f"{program} could not be started: {error.strerror or error}.") from error
    if done.returncode:
        last = (done.stderr.strip() or f"exit code {done.returncode}").splitlines()[-1]
        raise VoiceError(f'{program} could not read "{text.strip()}": {last}')
    return done.stdout
