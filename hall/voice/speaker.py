"""Makes a call as sound: the clips that the grammar names, joined without gaps or clicks in a few milliseconds."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hall.forms import VoiceForm
from hall.voice.grammar import CHIME, Clip, SilentPause, Spoken, Utterance, evacuation, spoken
from hall.voice.pack import Pack
from hall.voice.waves import pcm_of

_NO_COUNTER = "0"
"""An utterance names a counter, which a number by itself does not say."""
FADE = 0.01
"""Seconds in which one clip becomes the next: linear, so that two clips under the ceiling stay under it."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A call, ready to be played: 16-bit mono little-endian ``pcm`` at ``rate`` samples a second.

    ``clips`` are the recordings in it, ``missing`` those that the pack does not have (``id/nol``, or ``en.toml``
    for a language that it does not speak): they were left out.
    """

    pcm: bytes
    rate: int
    clips: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return len(self.pcm) / 2 / self.rate

    @property
    def words(self) -> bool:
        """Whether anything is said: a chime alone is no word."""
        return any(clip != str(CHIME) for clip in self.clips)


@dataclass(frozen=True, slots=True)
class Voice:
    """Says calls with one pack. Keeps no state of a call: any thread may use it."""

    pack: Pack

    def say(self, utterance: Utterance, form: VoiceForm, *, short: bool = False) -> Sound:
        """The sound of a call. What the pack lacks is left out and named, and the rest is said."""
        pack = self.pack
        pieces = spoken(pack.grammars, pack.pauses, utterance, form, short=short)
        return self._sound(pieces, [f"{one}.toml" for one in form.languages if one not in pack.grammars])

    def number(self, code: str, language: str, form: VoiceForm) -> Sound | None:
        """A ticket's code by itself, without chime and call; None when the pack cannot say all of it. Raises ValueError
        when it is no code."""
        grammar = self.pack.grammars.get(language)
        if grammar is None:
            return None
        sound = self._sound(grammar.number(Utterance(code, _NO_COUNTER), form))
        return None if sound.missing else sound

    def evacuate(self, languages: Iterable[str] = ()) -> Sound:
        """What is heard in an evacuation, in every language of the pack that has a sentence for it, ``languages``
        first."""
        return self._sound(evacuation(self.pack.grammars, self.pack.pauses, languages))

    def _sound(self, pieces: Spoken, lacking: Iterable[str] = ()) -> Sound:
        pack = self.pack
        clips = [piece for piece in pieces if isinstance(piece, Clip)]
        sounds = [
            round(piece.seconds * pack.rate) if isinstance(piece, SilentPause) else pack.clips[piece]
            for piece in pieces
            if isinstance(piece, SilentPause) or piece in pack.clips
        ]
        missing = [*(str(clip) for clip in clips if clip not in pack.clips), *lacking]
        return Sound(
            pcm=joined(sounds, pack.rate),
            rate=pack.rate,
            clips=tuple(str(clip) for clip in clips if clip in pack.clips),
            missing=tuple(dict.fromkeys(missing)),
        )


def joined(sounds: Sequence[array[int] | int], rate: int) -> bytes:
    """Clips and silences (a count of samples) as one sound.

    Two clips in a row overlap by the cross-fade; before and after silence a clip is faded within its own length, so
    that a pause is exactly as long as it says. Only the fades are computed, the rest is copied. A clip must be longer
    than two fades.
    """
    count = round(FADE * rate)
    nothing = array("h", bytes(2 * count))
    chunks: list[bytes] = []
    tail = nothing  # the end of the last clip, which is not written yet
    for sound in sounds:
        if isinstance(sound, int):
            if tail is not nothing:
                chunks.append(pcm_of(_faded(tail, nothing)))
            chunks.append(bytes(2 * sound))
            tail = nothing
        else:
            chunks += [pcm_of(_faded(tail, sound[:count])), pcm_of(sound[count:-count])]
            tail = sound[-count:]
    if tail is not nothing:
        chunks.append(pcm_of(_faded(tail, nothing)))
    return b"".join(chunks)


def _faded(before: array[int], after: array[int]) -> array[int]:
    """One becomes the other, linearly."""
    steps = len(before) + 1
    return array(
        "h", [(a * (steps - i) + b * i) // steps for i, (a, b) in enumerate(zip(before, after, strict=True), 1)]
    )
