"""Pictures of the real windows for the pages, by name: ``kiosk.agencies``, ``counter.called``, ``supervisor.alarms``.
Clocks stand, and what is drawn by lot is the same each time: a picture is the same whenever it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from counter.desk.state import DeskState, Intent
from counter.desk.window import CounterWindow
from hall.assets import sample_config
from hall.structure import HallStructure
from hall.translator import Translator
from qtkit.theme.qss import palette
from tools.access.cases import SIZES, Case
from tools.access.recipes import states
from tools.access.sample_hall import SampleHall, sample_hall, structure_of
from tools.access.shown import Stage
from tools.print_pages.morning import desk_states
from tools.supervisor.__main__ import drawn, shots

_DESK = QSize(1280, 800)
_ON_QR = "K7Q2XW9PD3MA5HT8"
"""In the place of the one that is drawn by lot."""
_COLOURS = 160
_KIOSK = {
    "kiosk.agencies": "agencies waits",
    "kiosk.services": "services many",
    "kiosk.priority": "agencies priority",
    "kiosk.ticket": "ticket out",
    "kiosk.access": "agencies access",
    "kiosk.trouble": "trouble no paper",
    "kiosk.staff": "staff printer",
}
_COUNTER: dict[str, tuple[str, Intent | None]] = {
    "counter.sign_in": ("sign_in", None),
    "counter.called": ("called", None),
    "counter.serving": ("serving", None),
    "counter.hold": ("serving", Intent.HOLD),
    "counter.break": ("break", None),
}
_SUPERVISOR = {
    "supervisor.hall": "usual",
    "supervisor.alarms": "alarms",
    "supervisor.close": "form-close",
    "supervisor.people": "people",
    "supervisor.corrections": "corrections",
    "supervisor.obstacles": "obstacles",
    "supervisor.reports": "reports-made",
    "supervisor.day": "form-day",
    "supervisor.away": "away",
}
NAMES = frozenset((*_KIOSK, *_COUNTER, *_SUPERVISOR))
"""All that there are."""


def taken(names: Iterable[str], language: str) -> Mapping[str, Image.Image]:
    """These of ``NAMES``, with few colours. Raises HallError."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setPalette(palette())
    application.setCursorFlashTime(0)  # a caret that blinks is there or not
    structure = structure_of(sample_config())
    wanted, images = set(names), dict[str, QImage]()
    for of, take in ((_KIOSK, _kiosk), (_COUNTER, _counter), (_SUPERVISOR, _supervisor)):
        if here := sorted(wanted & of.keys()):
            images |= take(here, structure, language)
    return {name: _few_colours(image) for name, image in images.items()}


def _few_colours(image: QImage) -> Image.Image:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    size = image.width(), image.height()
    whole = Image.frombytes("RGB", size, bytes(image.constBits()), "raw", "RGB", image.bytesPerLine())
    return whole.quantize(_COLOURS, dither=Image.Dither.NONE)


def _kiosk(names: Iterable[str], structure: HallStructure, language: str) -> dict[str, QImage]:
    hall = _without_chance(sample_hall(structure))
    found = {f"{state.page} {state.name}": state for state in states(hall)}
    stage = Stage(SIZES[0], hall.local)
    images = {name: stage.show(Case(found[_KIOSK[name]], (), SIZES[0], language)).image.copy() for name in names}
    stage.close()
    return images


def _without_chance(hall: SampleHall) -> SampleHall:
    return replace(hall, usual=replace(hall.usual, token=_ON_QR), ticket=replace(hall.ticket, token=_ON_QR))


def _counter(names: Iterable[str], structure: HallStructure, language: str) -> dict[str, QImage]:
    played, images = desk_states(structure), dict[str, QImage]()
    for name in names:
        state, asked = _COUNTER[name]
        desk, moment = played[state]
        images[name] = _desk(desk, moment + timedelta(seconds=1), asked, language)
    return images


def _desk(state: DeskState, now: datetime, asked: Intent | None, language: str) -> QImage:
    window = CounterWindow(Translator(language), lambda: now)
    window.resize(_DESK)
    window.show()
    window.show_state(state)
    if asked is not None:
        window.ask(asked.value)
    for _ in range(4):
        QApplication.processEvents()
    image = window.grab().toImage()
    window.close()
    return image


def _supervisor(names: Iterable[str], structure: HallStructure, language: str) -> dict[str, QImage]:
    found = {shot.name: shot for shot in shots()}
    return {name: drawn(replace(found[_SUPERVISOR[name]], language=language)) for name in names}
