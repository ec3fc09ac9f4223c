"""Desktop files: the entry of a program in the menu, and its start by the desktop."""

from __future__ import annotations

from hall.maintenance.services.quoting import desktop_line, desktop_text
from hall.maintenance.services.roles import Installation, Program

_START = (
    "systemctl --user import-environment DISPLAY XAUTHORITY WAYLAND_DISPLAY XDG_CURRENT_DESKTOP; "
    "systemctl --user restart {unit}"
)
"""The account's systemd learns where its desktop is."""


def desktop_entry(
    program: Program, station: str, installation: Installation, *, autostart: bool = False, unit: str = ""
) -> str:
    """A desktop file (Desktop Entry Specification 1.5); ``autostart`` for the folder that a desktop starts from, which
    starts the ``unit`` of the program where there is one."""
    words = ("/bin/sh", "-c", _START.format(unit=unit)) if unit else installation.program(program, station)
    own = "X-GNOME-Autostart-enabled=true\n" if autostart else "Categories=Office;\n"
    return f"""\
[Desktop Entry]
Type=Application
Version=1.5
Name={desktop_text(f"{program.title} {station}")}
Comment={desktop_text(program.comment)}
Exec={desktop_line(words)}
Terminal=false
StartupNotify=false
{own}"""
