"""Keeps FFmpeg, which plays Qt's videos, from writing a line to stderr for every frame."""

from __future__ import annotations

import ctypes
import logging
from pathlib import Path

import PySide6

_log = logging.getLogger(__name__)

AV_LOG_ERROR = 16
"""FFmpeg's libavutil/log.h: errors, no warnings such as "deprecated pixel format used", one for each frame of MJPEG."""


def quiet_ffmpeg(folder: Path | None = None) -> bool:
    """Call it before a player is made; ``folder`` is by default that of PySide6's libraries.

    Returns whether FFmpeg was found there; without it nothing changes. Qt has no switch for what FFmpeg itself writes.
    It is loaded here and not sought among what is loaded already: the threads of a player load libraries too, and to
    wait for them with Python's lock in hand stands still for ever (docs/decisions/007).
    """
    found = False
    for path in (folder or Path(PySide6.__file__).parent / "Qt" / "lib").glob(
        "libavutil.so.[0-9][0-9]"
    ):  # as Qt's plugin names it
        try:
            ctypes.CDLL(str(path)).av_log_set_level(AV_LOG_ERROR)
        except (OSError, AttributeError) as error:  # what it needs is not installed, or it is another library
            _log.info("%s keeps its messages: %s", path, error)
        else:
            found = True
    return found
