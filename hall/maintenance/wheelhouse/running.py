"""Other programs that fill a wheelhouse: pip, apt-get, dpkg-deb."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from hall.errors import DeviceError

_FULL = "No space left on device"
_LONGEST = 600


class DiskFull(Exception):
    """A program has found no room for what it was to write."""


def run(words: Sequence[str], folder: Path, *, failed: str) -> str:
    """What the program writes to its standard output; it works in ``folder``, and has its temporary files there.

    Raises DeviceError with ``failed`` and the program's own last words when it ends badly, and DiskFull.
    """
    environment = {**os.environ, "LC_ALL": "C", "TMPDIR": str(folder)}
    done = subprocess.run(  # noqa: S603
        list(words), cwd=folder, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode == 0:
        return done.stdout
    if _FULL in done.stderr:
        raise DiskFull
    raise DeviceError(f"{failed} {_last_words(done.stderr)}".strip())


def _last_words(said: str) -> str:
    """From the first error on, as far as a sentence is still read."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    first = next((n for n, line in enumerate(lines) if line.startswith(("ERROR:", "E:"))), max(0, len(lines) - 3))
    text = " ".join(lines[first:])
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
