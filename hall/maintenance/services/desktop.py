"""Desktop files: the entry of a program in the menu, and its start by the desktop."""

from __future__ import annotations

from hall.maintenance.services.quoting import desktop_line, desktop_text
from hall.maintenance.services.roles import Installation, Program


def desktop_entry(program: Program, station: str, installation: Installation, *, autostart: bool = False) -> str:
    """A desktop file (Desktop Entry Specification 1.5); ``autostart`` for the folder that a desktop starts from."""
    own = "X-GNOME-Autostart-enabled=true\n" if autostart else "Categories=Office;\n"
    return f"""\
[Desktop Entry]
Type=Application
Version=1.5
Name={desktop_text(f"{program.title} {station}")}
Comment={desktop_text(program.comment)}
Exec={desktop_line(installation.program(program, station))}
Terminal=false
StartupNotify=false
{own}"""
