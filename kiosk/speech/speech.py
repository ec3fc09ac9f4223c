"""The spoken kiosk put together: engines, loudspeaker, headphones and reader, as the station says."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot

from hall.errors import HallError, VoiceError
from hall.forms import VoiceForm
from hall.structure import SpeechSetup
from hall.voice import Voice, load_pack
from hall.voice.pack import bundled_folder
from hall.wording import BothNames
from kiosk.presenter import KioskPresenter
from kiosk.speech.engines import Engines, look_for_engines
from kiosk.speech.headphones import Headphones, NamedOutput, headphones_of
from kiosk.speech.loudness import Loudness
from kiosk.speech.output import SpokenOutput
from kiosk.speech.reader import SpokenReader
from kiosk.speech.synthesis import Synthesis
from kiosk.window import KioskWindow
from qtkit.serial_worker import SerialWorker
from qtkit.sound.remote_loudspeaker import RemoteLoudspeaker

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """What this machine speaks with."""

    engines: Engines
    voice: Voice | None


class KioskSpeech(QObject):
    """Begins with ``start``, and offers speech when an engine and a loudspeaker are there; what is missing is in the
    log and on the staff's page, and nothing waits for it. ``folder`` is that of config.toml; ``read_form`` reads in the
    worker how calls are said."""

    def __init__(
        self,
        window: KioskWindow,
        presenter: KioskPresenter,
        worker: SerialWorker,
        folder: Path,
        read_form: Callable[[], VoiceForm],
        new_loudspeaker: Callable[[], RemoteLoudspeaker] = RemoteLoudspeaker,
    ) -> None:
        super().__init__(window)
        self._window, self._presenter, self._worker, self._folder = window, presenter, worker, folder
        self._read_form, self._new_loudspeaker = read_form, new_loudspeaker
        self._setup = SpeechSetup()
        self._voice: Voice | None = None
        self._loudspeaker: RemoteLoudspeaker | None = None
        self._output: SpokenOutput | None = None
        self._headphones: Headphones | None = None
        self.reader: SpokenReader | None = None

    def start(self, setup: SpeechSetup) -> None:
        """The station is known."""
        self._setup = setup
        self._presenter.speech.set_paper_place(BothNames(setup.paper_place, setup.paper_place_en))
        if setup.on and self._loudspeaker is None:
            models = self._folder / setup.voices if setup.voices else None
            self._worker.run(
                lambda: Found(look_for_engines(models), _voice(self._folder, self._form())), self._on_found
            )

    def close(self) -> None:
        """Ends every program that it has started."""
        if self._headphones is not None:
            self._headphones.close()
        if self._output is not None:
            self._output.close()
        if self._loudspeaker is not None:
            self._loudspeaker.close()

    def _form(self) -> VoiceForm:
        """In the worker: how the hall's calls are said."""
        try:
            return self._read_form()
        except HallError as error:
            _log.warning("the hall's voice is not known: %s", error)
            return VoiceForm()

    def _on_found(self, found: Found) -> None:
        if not found.engines.espeak:
            _log.warning("this kiosk cannot speak: espeak-ng is not installed (apt-get install espeak-ng)")
            self._presenter.speech.offer(ready=False, trouble="no_engine")
            return
        self._voice = found.voice
        self._loudspeaker = self._new_loudspeaker()
        self._put_together(self._loudspeaker, Synthesis(found.engines, self))
        self._loudspeaker.prepare()

    def _put_together(self, loudspeaker: RemoteLoudspeaker, synthesis: Synthesis) -> None:
        setup, presenter = self._setup, self._presenter
        output = self._output = SpokenOutput(loudspeaker, synthesis, self._number, self)
        output.loudness = Loudness(setup.volume_db)
        reader = self.reader = SpokenReader(self._window, output, presenter.state.now)
        reader.keys = setup.input
        presenter.speech.listens = lambda: reader.holds
        self._window.speech_key = setup.start_key
        if setup.input == "five":  # none of them has a sign
            self._window.speech_codes |= {Qt.Key.Key_Right}
        for language in self._window.translate.languages:
            synthesis.warm_up(language, output.loudness.words_a_minute)
        loudspeaker.health_changed.connect(self.on_health)
        headphones = self._headphones = headphones_of(setup.headphones, self)
        if isinstance(headphones, NamedOutput):
            loudspeaker.health_changed.connect(headphones.on_health)
        headphones.plugged.connect(self.on_plugged)
        headphones.start()

    def _number(self, code: str, language: str) -> tuple[bytes, int] | None:
        """A number by the hall's voice."""
        view = self._presenter.screen.view
        if self._voice is None or view is None:
            return None
        sound = self._voice.number(code, language, view.hall.voice)
        return None if sound is None else (sound.pcm, sound.rate)

    @Slot(str, str)
    def on_health(self, state: str, _message: str) -> None:
        """The loudspeaker can be heard, or not; one that breaks down in a visit comes back by itself."""
        self._presenter.speech.offer(ready=state == "ok", trouble="" if state == "ok" else state)

    @Slot(bool)
    def on_plugged(self, are_in: bool) -> None:
        """Headphones: speech begins with them, and ends when they are pulled."""
        self._presenter.speech.switch(on=are_in)


def _voice(folder: Path, form: VoiceForm) -> Voice | None:
    """In the worker: the hall's voice, else the program's own; None when neither can be read."""
    for pack in (folder / form.pack, bundled_folder()) if form.pack else (bundled_folder(),):
        try:
            return Voice(load_pack(pack))
        except VoiceError as error:
            _log.warning("numbers are not said by the voice pack: %s", error)
    return None
