"""What the staff's page shows of the machine besides its printer, as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hall.language_files import LoadedLanguage
from hall.views import StationLine


class StaffTab(StrEnum):
    """A tab of the staff's page."""

    PRINTER = "printer"
    HEALTH = "health"
    LANGUAGES = "languages"
    PROGRAM = "program"


class Step(StrEnum):
    """What the tab of the program does, once it was asked whether it is meant."""

    TRAIN = "train"
    RESTART = "restart"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class MachineScreen:
    """The ``tab`` that is up; the lines of ``health`` and the ``languages``, None until they were read; the step that
    ``asks`` whether it is meant; ``busy`` while training is made ready, ``failed`` when it could not be."""

    tab: StaffTab = StaffTab.PRINTER
    health: tuple[StationLine, ...] | None = None
    languages: tuple[LoadedLanguage, ...] | None = None
    asks: Step | None = None
    busy: bool = False
    failed: bool = False
