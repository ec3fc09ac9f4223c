from __future__ import annotations

import math
import os
import shutil
import wave
from array import array
from pathlib import Path

import pytest

from hall.assets import asset, sample_config
from hall.settings import load_settings
from hall.structure import HallStructure
from hall.voice import Pack, Voice, bundled_pack

ESPEAK = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is not installed: apt install espeak-ng"
)


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The program's own pack."""
    return bundled_pack()


@pytest.fixture(scope="session")
def voice(pack: Pack) -> Voice:
    """The program's own voice."""
    return Voice(pack)


@pytest.fixture(scope="session")
def kendari() -> HallStructure:
    """The sample hall."""
    structure = load_settings(sample_config()).structure
    assert structure is not None
    return structure


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A pack that a hall has changed: our grammars and chime, and two clips only."""
    source, folder = asset("voices/indonesia"), tmp_path / "own"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("*.wav", "en", "en.toml"))
    shutil.copy(source / "chime.wav", folder)
    for name in ("nol", "huruf-a"):
        shutil.copy(source / "id" / f"{name}.wav", folder / "id")
    return folder


@pytest.fixture(scope="session")
def project_path() -> dict[str, str]:
    """The environment of a process that finds the packages of this checkout."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONWARNINGS": "error"}


def write_tone(
    path: Path, *, rate: int = 22_050, channels: int = 1, width: int = 2, peak: int = 8000, seconds: float = 0.25
) -> None:
    """A tone, as somebody may have saved it."""
    count = int(rate * seconds)
    values = array("h", [int(peak * math.sin(index / 20)) for index in range(count) for _ in range(channels)])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(values.tobytes() if width == 2 else bytes(128 for _ in range(count * channels * width)))
