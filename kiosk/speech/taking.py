"""Which choices make a number at once."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from hall.views import ServiceView
from hall.wording import in_language
from kiosk.details import is_read_first
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
    if is_read_first(screen, service) or asks_files(screen.view, service):
        return ""
    return in_language(screen.language, service.name, service.name_en)


def _service_of(button: QAbstractButton) -> ServiceView | None:
    if isinstance(button, ServiceRow | FoundRow):
        return button.service
    if isinstance(button, AgencyCard) and len(button.agency.services) == 1:
        return button.agency.services[0]
    return None
