"""Whether there is a screen at all: without one Qt ends the process with a page of its own words and a core dump."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

EXIT_NO_SCREEN = 4
"""Exit code of a program that finds no screen; of the ``hall`` command it means a database out of reach."""

_SESSION = "start the program in the session of the screen, not over ssh or from cron"
_PACKAGES = "scripts/setup.sh installs what is missing (on Debian often: apt-get install libxcb-cursor0)"


def screen_trouble(environ: Mapping[str, str]) -> str:
    """Why Qt would find no screen on this machine, in one sentence with what to do; empty when it will find one, or
    was told to do without (QT_QPA_PLATFORM)."""
    if not sys.platform.startswith("linux"):
        return ""
    asked = environ.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    wayland = environ.get("WAYLAND_DISPLAY", "")
    if asked not in ("", "xcb", "wayland", "wayland-egl"):
        return ""
    if wayland and asked != "xcb" and _has_socket(wayland, environ):
        return ""
    display = environ.get("DISPLAY", "")
    if not display:
        other = f"the Wayland screen {wayland} does not answer and " if wayland else "neither WAYLAND_DISPLAY nor "
        return f"no screen can be reached: {other}DISPLAY is {'not ' if wayland else ''}set; {_SESSION}"
    return _missing_library() or _x_trouble(display)


def _has_socket(name: str, environ: Mapping[str, str]) -> bool:
    return (Path(environ.get("XDG_RUNTIME_DIR", "/")) / name).is_socket()


def _missing_library() -> str:
    """What the system lacks for Qt's X11 plugin, as the loader says it."""
    plugin = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms" / "libqxcb.so"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return f"Qt cannot use this machine's screen ({error}); {_PACKAGES}"
    return ""


def _x_trouble(display: str) -> str:
    """Asks the X server for a connection, as Qt will, and gives it back."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return ""  # Qt brings one of its own
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    if not refused:
        return ""
    return (
        f"the screen {display} (DISPLAY) cannot be reached; check that the desktop has started, and that this account "
        f"may use it (XAUTHORITY); {_SESSION}"
    )
