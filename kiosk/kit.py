"""What all widgets of one kiosk window share."""

from __future__ import annotations

from dataclasses import dataclass

from hall.translator import Translator
from kiosk.intents import KioskIntents
from qtkit.widgets.pressable import TouchGuard


@dataclass(frozen=True, slots=True)
class KioskKit:
    """The language, the guard against second touches, and what may be asked for."""

    translate: Translator
    guard: TouchGuard
    intents: KioskIntents
