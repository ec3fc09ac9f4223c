"""Keeps FFmpeg, which plays Qt's videos, from writing a line to stderr for every frame."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

AV_LOG_ERROR = 16
"""FFmpeg's libavutil/log.h: errors, no warnings such as "deprecated pixel format used", one for each frame of MJPEG."""

_MAPS = Path("/proc/self/maps")
_SYSTEM = ctypes.CDLL(None) if sys.platform == "linux" else None


def quiet_ffmpeg(maps: Path = _MAPS) -> bool:
    """Call it when a player was made: FFmpeg is loaded by then. Returns whether it was found (on Linux only).

    Qt has no switch for what FFmpeg itself writes. The libraries of ``maps`` are sought with dlopen as a foreign
    function, which lets go of Python's lock; ctypes' own way keeps it, and a player's threads that load libraries at
    this moment may wait for it (docs/decisions/007).
    """
    if sys.platform != "linux" or _SYSTEM is None:
        return False
    opened, symbol = _SYSTEM.dlopen, _SYSTEM.dlsym
    opened.restype = symbol.restype = ctypes.c_void_p
    found = False
    for path in _loaded(maps):
        handle = opened(os.fsencode(path), os.RTLD_NOW | os.RTLD_NOLOAD)
        address = symbol(ctypes.c_void_p(handle), b"av_log_set_level") if handle else None
        if address:
            ctypes.CFUNCTYPE(None, ctypes.c_int)(address)(AV_LOG_ERROR)
            found = True
    return found


def _loaded(maps: Path) -> set[str]:
    """Every libavutil of this process."""
    try:
        lines = maps.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return set()
    paths = {line[line.index("/") :] for line in lines if "/" in line}
    return {path for path in paths if Path(path).name.startswith("libavutil")}
