"""Asking a program of the system something, in its plain English."""

from __future__ import annotations

import os
import shutil
import subprocess

PATIENCE = 3.0
"""Seconds until a program that does not answer is ended."""


def asked(*words: str, patience: float = PATIENCE, any_code: bool = False) -> str | None:
    """What a program wrote; None when there is none of that name, it fails (but for ``any_code``) or takes longer."""
    program = shutil.which(words[0])
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - the words are the doctor's own
            [program, *words[1:]],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=patience,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if any_code or done.returncode == 0 else None


def properties(text: str) -> dict[str, str]:
    """``Name=value`` lines, as systemd's programs write them."""
    pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}
