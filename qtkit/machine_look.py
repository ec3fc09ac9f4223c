"""What Qt sees of this machine, as one JSON document on standard output: ``python -m qtkit.machine_look``."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from qtkit.screen_there import screen_trouble
from qtkit.sound.outputs import QtOutputs, multimedia_trouble
from qtkit.theme import fonts


def look() -> dict[str, Any]:
    """Screens (name, width, height in pixels), loudspeaker and typefaces; each ``…_trouble`` is empty or a sentence."""
    trouble = screen_trouble(os.environ)
    if trouble:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # sound and fonts need no screen
    application = QCoreApplication.instance() or QGuiApplication(sys.argv[:1])
    screens = (
        [] if trouble else [_screen(one.name(), one.geometry().size().toTuple()) for one in QGuiApplication.screens()]
    )
    found = {"in_session": _in_session(), "screens": screens, "screen_trouble": trouble, **_sound(), **_fonts()}
    del application
    return found


def _in_session() -> bool:
    """Whether this runs where a screen may be: not over ssh, and not from a timer of the system."""
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _screen(name: str, size: Any) -> list[object]:
    return [name, *size]


def _sound() -> dict[str, str]:
    trouble, device = multimedia_trouble(), ""
    if not trouble:
        outputs = QtOutputs()
        try:
            outputs.prepare()
            output = outputs.default()
            device = output.name if output is not None else ""
        except ImportError as error:
            trouble = str(error)
        outputs.close()
    return {"device": device, "sound_trouble": trouble}


def _fonts() -> dict[str, Any]:
    loaded, troubles = [], []
    for family, load in ((fonts.FAMILY, fonts.load_fonts), (fonts.LEGIBLE, fonts.load_legible)):
        try:
            load()
            loaded.append(family)
            troubles.append("")
        except FileNotFoundError as error:
            troubles.append(str(error))
    return {"fonts": loaded, "font_trouble": troubles[0], "legible_trouble": troubles[1]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(look()) + "\n")
    sys.stdout.flush()
    os._exit(0)  # a sound server that hangs would keep Qt from ending
