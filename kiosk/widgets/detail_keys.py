"""The keys beside the rows of services: each opens the details of its service."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from hall.views import ServiceView
from hall.wording import in_language
from kiosk.kit import KioskKit
from qtkit.widgets.touch_button import HEADER_BUTTON, TouchButton

_NAME = "details-of-"


class DetailKeys:
    """Keeps one key in ``page`` for each row that is shown."""

    def __init__(self, kit: KioskKit, page: QWidget) -> None:
        self._kit, self._page = kit, page
        self._keys: list[TouchButton] = []

    @property
    def keys(self) -> tuple[TouchButton, ...]:
        """Those that are shown, in the order of the rows."""
        return tuple(key for key in self._keys if not key.isHidden())

    def show_services(self, services: Sequence[ServiceView]) -> None:
        """Shows a key for each of ``services``."""
        translate = self._kit.translate
        while len(self._keys) < len(services):
            self._keys.append(self._new_key())
        for place, key in enumerate(self._keys):
            key.setVisible(place < len(services))
            if place < len(services):
                service = services[place]
                name = in_language(translate.language, service.name, service.name_en)
                key.setObjectName(f"{_NAME}{service.id}")
                key.show_text(translate("kiosk.details.key"), name=translate("kiosk.details.key.name", service=name))

    def place(self, places: Sequence[QRect], unit: float) -> None:
        """Puts the keys at ``places``, in pixels."""
        for key, rect in zip(self._keys, places, strict=False):
            key.set_unit(unit)
            key.setGeometry(rect)

    def _new_key(self) -> TouchButton:
        key = TouchButton(
            "", name="-", icon="information-outline", stacked=True, sizes=HEADER_BUTTON,
            guard=self._kit.guard, parent=self._page,
        )  # fmt: skip
        key.clicked.connect(lambda: self._kit.intents.details_wanted.emit(key.objectName().removeprefix(_NAME)))
        return key
