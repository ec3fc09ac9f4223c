"""Makes the sound of a call from the hall's voice pack; without a pack that can be used, the chime alone."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from hall.errors import VoiceError
from hall.forms import VoiceForm
from hall.views import BoardCall
from hall.voice import Pack, Sound, Utterance, Voice, bundled_pack, load_pack
from hall.voice.pack import files_stamp

_log = logging.getLogger(__name__)

_NAMED = 3
"""So many clips that cannot be used are named; a pack of another rate may have a hundred."""

RETRY_S = 30.0
"""After this a pack that could not be read is tried again although its files look as before."""


class CallSpeech(QObject):
    """Used in the worker. A pack is read at its first call, and again when the hall names another or its files have
    changed: a repair or a new recording is heard with the next call. ``folder`` is where its name counts from: that of
    config.toml."""

    trouble_changed = Signal(str)
    """Why there is no speech, or which clips the pack lacks, in one English sentence; empty when all is well."""

    def __init__(
        self,
        folder: Path,
        parent: QObject | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._monotonic = monotonic
        self._read: str | None = None
        self._stamp: object = None
        self._read_at = 0.0
        self._failed, self._pack_trouble = False, ""
        self._voice: Voice | None = None
        self._ours: Voice | None = None
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
        agency = call.agency_id if form.agency else ""
        try:
            utterance = Utterance(call.code, call.counter_label, "recall" if call.kind == "recall" else "call", agency)
        except ValueError as error:
            self._tell(f"Call {call.seq} is not said: {error}.")
            return self._bell(form)
        if voice is None:
            return self._bell(form)
        sound = voice.say(utterance, _heard_by(call, form, voice.pack), short=short)
        lacking = [name for name in sound.missing if name not in map(str, voice.pack.broken)]
        lacks = f"The voice pack lacks {', '.join(lacking)}." if lacking else ""
        self._tell(" ".join(part for part in (self._pack_trouble, lacks) if part))
        return sound

    def evacuation(self, form: VoiceForm) -> Sound:
        """What is heard in an evacuation; with our own pack where the hall's has no sentence for it."""
        voice = self._voice_of(form)
        sound = voice.evacuate(form.languages) if voice is not None else None
        if sound is None or sound.missing or not sound.words:
            sound = self._own().evacuate(form.languages)
        return sound

    def _voice_of(self, form: VoiceForm) -> Voice | None:
        stamp = files_stamp(self._folder / form.pack) if form.pack else None
        if self._read != form.pack:
            self._voice = None
        if (self._read, self._stamp) != (form.pack, stamp) or (
            self._failed and self._monotonic() - self._read_at >= RETRY_S
        ):
            self._read, self._stamp, self._read_at = form.pack, stamp, self._monotonic()
            self._read_pack(form.pack)
        return self._voice

    def _read_pack(self, name: str) -> None:
        """A pack that breaks while it is used goes on as it was read before."""
        try:
            self._voice = Voice(load_pack(self._folder / name) if name else bundled_pack())
            self._failed, self._pack_trouble = False, _left_out(self._voice.pack)
        except VoiceError as error:
            self._failed, self._pack_trouble = True, str(error)
        self._tell(self._pack_trouble)

    def _bell(self, form: VoiceForm) -> Sound:
        """The chime of our own pack."""
        return self._own().say(_ANYBODY, VoiceForm(languages=(), chime=form.chime))

    def _own(self) -> Voice:
        if self._ours is None:
            self._ours = Voice(bundled_pack())
        return self._ours

    def _tell(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            if trouble:
                _log.warning("%s", trouble)
            self.trouble_changed.emit(trouble)


def _heard_by(call: BoardCall, form: VoiceForm, pack: Pack) -> VoiceForm:
    """The hall's languages, and after them the one of whoever is called, where the pack speaks it."""
    more = bool(form.languages) and call.language in pack.grammars and call.language not in form.languages
    return replace(form, languages=(*form.languages, call.language)) if more else form


def _left_out(pack: Pack) -> str:
    """Which clips of a pack cannot be used, in one sentence; empty when all can."""
    if not pack.broken:
        return ""
    names = sorted(map(str, pack.broken))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    first = ", ".join(names[:_NAMED])
    return f"Clips of the voice pack cannot be used and are left out: {first}{more}; `hall voice check` says why."


_ANYBODY = Utterance("A-001", "1")
