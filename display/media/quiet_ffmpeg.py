"""Keeps FFmpeg, which plays Qt's videos, from writing a line to stderr for every frame."""

from __future__ import annotations

import ctypes
import logging
from pathlib import Path

_log = logging.getLogger(__name__)

AV_LOG_ERROR = 16
"""FFmpeg's libavutil/log.h: errors, no warnings such as "deprecated pixel format used", one for each frame of MJPEG."""

_MAPS = Path("/proc/self/maps")


def quiet_ffmpeg() -> bool:
    """Call it when a player was made: FFmpeg is loaded by then. Returns whether it was found; without it all stays.

    Qt offers no switch for it: its category qt.multimedia.ffmpeg is not what FFmpeg itself writes.
    """
    found = False
    for path in _loaded():
        try:
            ctypes.CDLL(path).av_log_set_level(AV_LOG_ERROR)
        except (OSError, AttributeError) as error:  # replaced on the disk since, or another library of this name
            _log.info("%s keeps its messages: %s", path, error)
        else:
            found = True
    return found


def _loaded() -> set[str]:
    """The libavutil of this process; Linux tells, elsewhere none is found."""
    try:
        lines = _MAPS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return set()
    paths = {line.split(maxsplit=5)[5] for line in lines if line.count("/") > 1}
    return {path for path in paths if Path(path).name.startswith("libavutil")}
