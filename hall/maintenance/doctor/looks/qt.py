"""What Qt sees of this machine, asked in a process of its own: a screen or sound server that hangs hangs that one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from hall.maintenance.doctor.facts import ScreenFacts

MODULE = "qtkit.machine_look"
"""The program that is asked; it answers with one JSON document."""
PATIENCE = 7.0


def look_with_qt() -> ScreenFacts:
    """Screens, loudspeaker and typefaces. Raises OSError when the process gives no answer."""
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", MODULE],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env=dict(os.environ),
        )
    except subprocess.TimeoutExpired as error:
        raise OSError(f"Qt did not answer within {PATIENCE:g} s: the screen or the sound server hangs") from error
    lines = done.stdout.decode("utf-8", "replace").strip().splitlines()
    if done.returncode or not lines:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OSError(f"Qt ended with code {done.returncode}: {said[-1] if said else 'without a word'}")
    return of_answer(json.loads(lines[-1]))


def look_at_board(station: str, config: Path) -> str:
    """Why the board of ``station`` cannot be read from its farthest seat, as ``mpp-display --check`` says it; empty
    when it can. Raises OSError when that gives no answer."""
    words = [sys.executable, "-m", "display", "--check", "--station", station, "--config", str(config)]
    try:
        done = subprocess.run(  # noqa: S603
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False, env=dict(os.environ)
        )
    except subprocess.TimeoutExpired as error:
        raise OSError(f"mpp-display --check did not answer within {PATIENCE:g} s") from error
    lines = done.stdout.decode("utf-8", "replace").strip().splitlines()
    if done.returncode not in (0, 1) or not lines:
        raise OSError(f"mpp-display --check ended with code {done.returncode}")
    return lines[-1] if done.returncode else ""


def of_answer(document: dict[str, object]) -> ScreenFacts:
    """The answer of the process as facts."""
    screens = document["screens"]
    fonts = document["fonts"]
    assert isinstance(screens, list)
    assert isinstance(fonts, list)
    texts = {
        name: str(document[name])
        for name in ("screen_trouble", "device", "sound_trouble", "font_trouble", "legible_trouble")
    }
    return ScreenFacts(
        screens=tuple((str(name), int(width), int(height)) for name, width, height in screens),
        fonts=tuple(map(str, fonts)),
        in_session=bool(document["in_session"]),
        **texts,
    )
