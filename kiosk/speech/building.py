"""The parts of a kiosk that speaks, put together: engines, voice, loudspeaker, headphones and reader."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot

from hall.errors import VoiceError
from hall.forms import VoiceForm
from hall.structure import SpeechSetup
from hall.voice import Voice, load_pack
from hall.voice.pack import bundled_folder
from kiosk.chime import WarningChime
from kiosk.presenter import KioskPresenter
from kiosk.speech.engines import Engines, look_for_engines
from kiosk.speech.headphones import NamedOutput, headphones_of
from kiosk.speech.loudness import Loudness
from kiosk.speech.output import SpokenOutput
from kiosk.speech.reader import SpokenReader
from kiosk.speech.synthesis import Synthesis
from kiosk.window import KioskWindow
from qtkit.sound.remote_loudspeaker import RemoteLoudspeaker

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """What this machine speaks with."""

    engines: Engines
    voice: Voice | None


def find(setup: SpeechSetup, folder: Path, form: VoiceForm) -> Found:
    """Looks for them, in the worker; ``folder`` is that of config.toml."""
    models = folder / setup.voices if setup.voices else None
    return Found(look_for_engines(models), _voice(folder, form))


class SpokenParts(QObject):
    """Offers speech as soon as ``loudspeaker`` can be heard."""

    def __init__(
        self,
        window: KioskWindow,
        presenter: KioskPresenter,
        setup: SpeechSetup,
        found: Found,
        loudspeaker: RemoteLoudspeaker | None = None,
    ) -> None:
        super().__init__(window)
        self._presenter, self._voice = presenter, found.voice
        self._loudspeaker = loudspeaker or RemoteLoudspeaker()
        window.shown.connect(WarningChime(self._loudspeaker, self).on_shown)
        synthesis = Synthesis(found.engines, self)
        self._output = SpokenOutput(self._loudspeaker, synthesis, self._number, self)
        self._output.loudness = Loudness(setup.volume_db)
        reader = self.reader = SpokenReader(window, self._output, presenter.state.now)
        reader.keys = setup.input
        presenter.speech.listens = lambda: reader.holds
        window.speech_key = setup.start_key
        if setup.input == "five":  # none of them has a sign
            window.speech_codes |= {Qt.Key.Key_Right}
        for language in window.translate.languages:
            synthesis.warm_up(language, self._output.loudness.words_a_minute)
        self._headphones = headphones_of(setup.headphones, self)
        self._loudspeaker.health_changed.connect(self.on_health)
        if isinstance(self._headphones, NamedOutput):
            self._loudspeaker.health_changed.connect(self._headphones.on_health)
        self._headphones.plugged.connect(self.on_plugged)

    def start(self) -> None:
        """Looks for headphones and a loudspeaker."""
        self._headphones.start()
        self._loudspeaker.prepare()

    def close(self) -> None:
        """Ends every program that was started."""
        self._headphones.close()
        self._output.close()
        self._loudspeaker.close()

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
    """The hall's voice, else the program's own; None when neither can be read."""
    for pack in (folder / form.pack, bundled_folder()) if form.pack else (bundled_folder(),):
        try:
            return Voice(load_pack(pack))
        except VoiceError as error:
            _log.warning("numbers are not said by the voice pack: %s", error)
    return None
