"""How many files or persons a visitor comes with, as the kiosk asks it: one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from hall.views import KioskView, ServiceView


@dataclass(frozen=True, slots=True)
class FilesScreen:
    """``service_id`` is what the number is for, ``count`` how many there are so far; ``back`` is the page
    (``kiosk.screen.Page``) that it came from."""

    service_id: str = ""
    count: int = 1
    back: str = "agencies"


def asks_files(view: KioskView | None, service: ServiceView) -> bool:
    """Whether the visitor is asked how many files or persons a number of ``service`` is for."""
    if view is None:
        return False
    return view.hall.kiosk.ask_files if service.ask_files is None else service.ask_files
