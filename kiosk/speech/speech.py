"""The spoken kiosk of a program: begins when its station is known and wants it, and loads its parts only then."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hall.errors import HallError
from hall.forms import VoiceForm
from hall.structure import SpeechSetup
from hall.wording import BothNames
from kiosk.presenter import KioskPresenter
from kiosk.window import KioskWindow
from qtkit.serial_worker import SerialWorker

if TYPE_CHECKING:
    from kiosk.speech.building import Found, SpokenParts
    from qtkit.sound.remote_loudspeaker import RemoteLoudspeaker

_log = logging.getLogger(__name__)


class KioskSpeech:
    """Begins with ``start``, and offers speech when an engine and a loudspeaker are there; what is missing is in the
    log and on the staff's page, and nothing waits for it. ``folder`` is that of config.toml; ``read_form`` reads in the
    worker how calls are said; ``loudspeaker`` is for tests."""

    def __init__(
        self,
        window: KioskWindow,
        presenter: KioskPresenter,
        worker: SerialWorker,
        folder: Path,
        read_form: Callable[[], VoiceForm],
        loudspeaker: RemoteLoudspeaker | None = None,
    ) -> None:
        self._window, self._presenter, self._worker, self._folder = window, presenter, worker, folder
        self._read_form, self._loudspeaker = read_form, loudspeaker
        self._setup = SpeechSetup()
        self.parts: SpokenParts | None = None

    def start(self, setup: SpeechSetup) -> None:
        """The station is known."""
        self._presenter.speech.set_paper_place(BothNames(setup.paper_place, setup.paper_place_en))
        if setup.on and not self._setup.on:
            self._setup = setup
            self._worker.run(self._find, self._on_found)

    def close(self) -> None:
        """Ends every program that it has started."""
        if self.parts is not None:
            self.parts.close()

    def _find(self) -> Found:
        """In the worker, after the first paint: this loads what speaks."""
        from kiosk.speech.building import find

        try:
            form = self._read_form()
        except HallError as error:
            _log.warning("the hall's voice is not known: %s", error)
            form = VoiceForm()
        return find(self._setup, self._folder, form)

    def _on_found(self, found: Found) -> None:
        from kiosk.speech.building import SpokenParts

        if not found.engines.espeak:
            _log.warning("this kiosk cannot speak: espeak-ng is not installed (apt-get install espeak-ng)")
            self._presenter.speech.offer(ready=False, trouble="no_engine")
            return
        self.parts = SpokenParts(self._window, self._presenter, self._setup, found, self._loudspeaker)
        self.parts.start()
