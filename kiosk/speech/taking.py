"""Which choices make a number at once."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from hall.views import ServiceView
from kiosk.details import asks_papers
from kiosk.files_screen import asks_files
from kiosk.screen import Screen
from kiosk.widgets.agency_card import AgencyCard
from kiosk.widgets.found_row import FoundRow
from kiosk.widgets.service_row import ServiceRow


def number_by(button: QAbstractButton, screen: Screen) -> str:
    """The name of the service whose number is made when ``button`` is pressed; empty when it asks for something first,
    or makes none."""
    service = _service_of(button)
    if service is None or not service.opening.gives_numbers:
        return ""
    if asks_papers(screen.view, service) or asks_files(screen.view, service):
        return ""
    return service.name_en if screen.language == "en" else service.name


def _service_of(button: QAbstractButton) -> ServiceView | None:
    if isinstance(button, ServiceRow | FoundRow):
        return button.service
    if isinstance(button, AgencyCard) and len(button.agency.services) == 1:
        return button.agency.services[0]
    return None
