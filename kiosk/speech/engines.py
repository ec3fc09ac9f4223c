"""The programs that read aloud at a kiosk: espeak-ng, and piper for the languages that the hall has a model for."""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hall.folders import is_folder

_log = logging.getLogger(__name__)

_USUAL_WORDS_A_MINUTE = 150
_FALLBACK = "id"
"""Read with this voice: a language that espeak-ng does not know is written as Indonesian is."""
_VOICE = re.compile(r"^\s*\d+\s+([a-z]{2,3})\b", re.MULTILINE)
_MODEL_LANGUAGE = re.compile(r"([a-z]{2,8})(?=[_.-])")


@dataclass(frozen=True, slots=True)
class Engines:
    """What this machine has: the path of ``espeak`` and the ``voices`` it knows, the path of ``piper`` and its
    ``models`` by language. Without espeak there is no speech."""

    espeak: str = ""
    voices: frozenset[str] = frozenset()
    piper: str = ""
    models: Mapping[str, Path] = field(default_factory=dict)

    def command(self, language: str, words_a_minute: int) -> tuple[str, ...]:
        """Reads the text on its input, and writes a WAV file to its output, with espeak-ng."""
        voice = language if language in self.voices else _FALLBACK
        return (self.espeak, "-v", voice, "-s", str(words_a_minute), "--stdin", "--stdout")

    def piper_command(self, language: str, words_a_minute: int, target: Path) -> tuple[str, ...]:
        """Reads a line of its input, and writes ``target``; empty for a language without a model."""
        model = self.models.get(language)
        if model is None:
            return ()
        length = f"{_USUAL_WORDS_A_MINUTE / words_a_minute:.2f}"
        return (self.piper, "--model", str(model), "--length_scale", length, "--output_file", str(target))


def look_for_engines(models: Path | None, *, espeak: str = "espeak-ng", piper: str = "piper") -> Engines:
    """What is installed, and the models (``id_ID-….onnx``) in the folder ``models``. Takes some 30 ms: it starts
    espeak-ng."""
    program, reader = shutil.which(espeak) or "", shutil.which(piper) or ""
    if not program:
        return Engines()
    found = _models(models) if models is not None else {}
    if found and not reader:
        _log.warning("there are piper's models in %s, but piper is not installed: espeak-ng speaks", models)
    return Engines(program, _voices(program), reader, found if reader else {})


def _models(folder: Path) -> dict[str, Path]:
    if not is_folder(folder):
        _log.warning("%s is no folder: espeak-ng speaks", folder)
        return {}
    named = ((_MODEL_LANGUAGE.match(path.name), path) for path in sorted(folder.glob("*.onnx")))
    return {match[1]: path for match, path in named if match is not None}


def _voices(espeak: str) -> frozenset[str]:
    try:
        listed = subprocess.run(  # noqa: S603
            [espeak, "--voices"], capture_output=True, text=True, encoding="utf-8", timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _log.warning("espeak-ng does not list its voices: %s", error)
        return frozenset({"id", "en"})
    return frozenset(_VOICE.findall(listed.stdout)) or frozenset({"id", "en"})
