"""The band over every page while the hall is evacuated."""

from __future__ import annotations

from datetime import time

from counter.supervisor.parts.whole_hall import EVACUATION_SHORTCUT
from counter.supervisor.whole.forms import evacuation_of
from hall.dates import clock_text
from hall.translator import Translator
from hall.views import FloorView
from qtkit.announce import announce
from qtkit.desk.panel import NoticeLine

_HEIGHT = 40


class EvacuationBand(NoticeLine):
    """Says that the hall is evacuated, since when, and to whoever may end it by which key."""

    def __init__(self) -> None:
        super().__init__(_HEIGHT, name="evacuation-band")
        self.hide()

    def show_view(self, view: FloorView | None, translate: Translator, *, ends: bool) -> None:
        """Shows it while it lasts; ``ends``: who looks may end it."""
        alarm = None if view is None else evacuation_of(view)
        if alarm is None:
            self.hide()
            return
        at = dict(alarm.params)["at"]
        since = clock_text(at, translate) if isinstance(at, time) else str(at)
        key = "supervisor.whole_band_key" if ends else "supervisor.whole_band"
        self.say(translate(key, time=since, key=EVACUATION_SHORTCUT), "error")
        if self.isHidden():
            announce(self, self.text(), urgent=True)
        self.show()
