"""Everything that a visitor can try with keys, a mouse, a finger, and what a window manager can be asked for."""

from __future__ import annotations

KEYS = (
    "alt+F4", "alt+Tab", "alt+shift+Tab", "alt+Escape", "ctrl+Escape", "alt+space", "alt+F1", "alt+F2", "alt+F3",
    "alt+F5", "alt+F7", "alt+F8", "alt+F9", "alt+F10", "Escape", "ctrl+q", "ctrl+w", "ctrl+c", "ctrl+z", "ctrl+n",
    "ctrl+o", "ctrl+p", "ctrl+shift+q", "ctrl+shift+w", "ctrl+shift+Escape", "ctrl+alt+Delete", "ctrl+alt+BackSpace",
    "ctrl+alt+t", "ctrl+alt+l", *(f"ctrl+alt+F{n}" for n in range(1, 13)), "super", "super+d", "super+e", "super+l",
    "super+r", "super+Tab", "super+m", "super+Down", "super+F1", "ctrl+alt+Left", "ctrl+alt+Right", "ctrl+alt+d",
    "shift+F10", "Menu", "F1", "F5", "F10", "F11", "F12", "alt+Return", "alt+Home", "Print", "alt+Print",
    "XF86Close", "XF86HomePage", "XF86Explorer", "XF86WWW", "XF86Mail", "XF86Calculator", "XF86PowerOff", "XF86Sleep",
    "XF86LogOff", "XF86MenuKB", "XF86Back", "XF86Search", "XF86Tools", "XF86TaskPane",
)  # fmt: skip

Steps = tuple[tuple[str, ...], ...]
"""Commands of xdotool or wmctrl, one after the other."""


def pointed(width: int, height: int) -> dict[str, Steps]:
    """What is tried with a mouse or a finger on a screen of that size; a finger is the left button."""
    x, y = width // 2, height // 2
    tried: dict[str, Steps] = {}
    for name, button in (("left", 1), ("middle", 2), ("right", 3), ("wheel up", 4), ("wheel down", 5), ("back", 8)):
        tried[f"{name} button"] = (("xdotool", "mousemove", str(x), "8", "click", str(button)),)
    tried["right button with Alt"] = (_held("alt", ("click", "3")),)
    tried["window drawn away with Alt"] = (_held("alt", _drag((x, y), (x + 300, y + 300))),)
    tried["window made smaller with Alt"] = (_held("alt", _drag((x, y), (x - 300, y - 300), button=3)),)
    tried["five taps in a corner"] = tuple(
        ("xdotool", "mousemove", str(at), "4", "click", "--repeat", "5", "--delay", "60", "1") for at in (4, width - 4)
    )
    tried["a long touch in the middle of a margin"] = (
        ("xdotool", "mousemove", "6", str(y), "mousedown", "1"), ("sleep", "3"), ("xdotool", "mouseup", "1"),
    )  # fmt: skip
    edges = {
        "left": ((0, y), (x, y)), "right": ((width - 1, y), (x, y)), "upper": ((x, 0), (x, y)),
        "lower": ((x, height - 1), (x, y)),
    }  # fmt: skip
    for name, (start, end) in edges.items():
        tried[f"a swipe from the {name} edge"] = (("xdotool", *_drag(start, end)),)
    return tried


def asked(window: str) -> dict[str, Steps]:
    """What a window manager, or a program in its place, asks of ``window`` (its number)."""
    return {
        "wmctrl -c (close the window)": (("wmctrl", "-i", "-c", window),),
        "WM_DELETE_WINDOW (xdotool windowquit)": (("xdotool", "windowquit", window),),
        "minimize": (("xdotool", "windowminimize", window),),
        "show the desktop": (("wmctrl", "-k", "on"),),
        "leave full screen": (("wmctrl", "-i", "-r", window, "-b", "remove,fullscreen"),),
        "put it below others": (("wmctrl", "-i", "-r", window, "-b", "add,below"),),
        "move it off the screen": (("xdotool", "windowmove", window, "5000", "5000"),),
        "make it small": (("xdotool", "windowsize", window, "100", "100"),),
        "another desktop": (("wmctrl", "-s", "1"),),
    }


def _drag(start: tuple[int, int], end: tuple[int, int], *, button: int = 1) -> tuple[str, ...]:
    words = ["mousemove", *map(str, start), "mousedown", str(button)]
    for part in range(1, 9):
        words += ["mousemove", *(str(a + (b - a) * part // 8) for a, b in zip(start, end, strict=True))]
    return (*words, "mouseup", str(button))


def _held(key: str, words: tuple[str, ...]) -> tuple[str, ...]:
    return ("xdotool", "keydown", key, *words, "keyup", key)
