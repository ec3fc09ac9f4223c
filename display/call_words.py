"""Makes the sound of a call from the hall's voice pack; without a pack that can be used, the chime alone."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from hall.errors import VoiceError
from hall.structure import VoiceForm
from hall.views import BoardCall
from hall.voice import Sound, Utterance, Voice, bundled_pack, load_pack

_log = logging.getLogger(__name__)


class CallWords(QObject):
    """Used in the lane. A pack is read at its first call, and again when the hall names another; ``folder`` is where
    its name counts from: that of config.toml."""

    trouble_changed = Signal(str)
    """Why there are no words, or which clips the pack lacks, in one English sentence; empty when all is well."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._loaded: str | None = None
        self._voice: Voice | None = None
        self._chime: Voice | None = None
        self._trouble = ""

    @property
    def speaks(self) -> bool:
        """Whether a pack was read, so that there is more than a chime."""
        return self._voice is not None

    def warm_up(self, form: VoiceForm) -> None:
        """Reads the pack before the first call needs it."""
        self._voice_of(form)

    def __call__(self, call: BoardCall, form: VoiceForm, short: bool) -> Sound:
        """The sound of ``call``; what the pack cannot say is left out and told."""
        voice = self._voice_of(form)
        kind = "recall" if call.kind == "recall" else "call"
        agency = call.agency_id if form.agency else ""
        try:
            utterance = Utterance(call.code, call.counter_label, kind, agency)
        except ValueError as error:
            self._tell(f"Call {call.seq} is not said: {error}.")
            return self._bell(form)
        if voice is None:
            return self._bell(form)
        sound = voice.say(utterance, form, short=short)
        self._tell(f"The voice pack lacks {', '.join(sound.missing)}." if sound.missing else "")
        return sound

    def _voice_of(self, form: VoiceForm) -> Voice | None:
        if self._loaded != form.pack:
            self._loaded, self._voice = form.pack, None
            try:
                pack = load_pack(self._folder / form.pack) if form.pack else bundled_pack()
                self._voice = Voice(pack)
                self._tell("")
            except VoiceError as error:
                self._tell(str(error))
        return self._voice

    def _bell(self, form: VoiceForm) -> Sound:
        """The chime of our own pack."""
        if self._chime is None:
            self._chime = Voice(bundled_pack())
        return self._chime.say(_ANYBODY, VoiceForm(languages=(), chime=form.chime))

    def _tell(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            if trouble:
                _log.warning("%s", trouble)
            self.trouble_changed.emit(trouble)


_ANYBODY = Utterance("A-001", "1")
