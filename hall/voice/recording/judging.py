"""What is wrong with a take: what must be said again, what somebody is asked about, and what was mended."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import IntEnum

from hall.voice import studio
from hall.voice.checking import LONGEST_CLIP
from hall.voice.recording import mending
from hall.voice.recording.level import Part, decibels, floor_of, is_clipped, parts_of, windows

LOUD_ROOM = -45.0
"""dB below full scale: a room that is louder is heard behind every word."""
_FAINT, _SOFT = -45.0, -38.0
_NOISY, _MURMUR = 14.0, 22.0
_SHIFTED = 300
_CUT_MARGIN = 6.0
_CLICK_SECONDS = 0.09
_PAUSE_IN_WORD, _PAUSE_IN_PHRASE = 0.35, 0.9
_SLOW, _QUICK = 2.0, 0.5
_LONG_SILENCE = 1.5


class Grade(IntEnum):
    """What a finding means for a take."""

    MENDED = 1
    ASKED = 2
    REFUSED = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a take: its ``kind`` in one word, and a sentence that says what to do."""

    kind: str
    grade: Grade
    text: str


@dataclass(frozen=True, slots=True)
class Room:
    """A room without anybody speaking: its loudness in dB below full scale, and the tones of its hum in Hz."""

    floor: float
    hum: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found of a take. ``word`` is the take mended, cut out and as loud as all others; None when there is
    nothing to cut out."""

    findings: tuple[Finding, ...]
    word: array[int] | None

    @property
    def refused(self) -> bool:
        """Whether the word must be said again."""
        return any(one.grade is Grade.REFUSED for one in self.findings)

    @property
    def doubtful(self) -> bool:
        """Whether somebody has to decide."""
        return not self.refused and any(one.grade is Grade.ASKED for one in self.findings)

    def with_finding(self, finding: Finding | None) -> Judgement:
        """The same and one finding more."""
        return self if finding is None else Judgement((*self.findings, finding), self.word)


def room_of(silence: array[int], rate: int) -> Room:
    """The room, from a second or more in which nobody speaks."""
    clean = mending.without_rumble(silence, rate)
    hum = mending.hum_of(clean, rate)
    return Room(decibels(mending.without_hum(clean, rate, hum)), hum)


def remarks_on(room: Room) -> tuple[str, ...]:
    """What should be better before anybody speaks."""
    found = []
    if room.floor > LOUD_ROOM:
        found.append("The room is loud: switch off fans and air conditioning, close the window, go nearer.")
    if room.hum:
        found.append(f"The mains hum ({room.hum[0]} Hz): it will be taken out; a laptop on its battery is better.")
    return tuple(found)


def judged(take: array[int], rate: int, *, room: Room | None = None, phrase: bool = False) -> Judgement:
    """Judge a take at ``rate`` samples a second. ``phrase``: several words, with pauses between them. Without a
    ``room`` its silence is looked for in the take itself."""
    first = _at_the_microphone(take)
    clean = mending.without_rumble(take, rate)
    tones = room.hum if room is not None else mending.hum_of(_silence_of(clean, rate), rate)
    if tones:
        clean = mending.without_hum(clean, rate, tones)
    if tones and room is None:  # of a room it was said once
        first.append(Finding("hum", Grade.MENDED, f"A hum of {tones[0]} Hz was taken out."))
    levels = windows(clean, rate)
    floor = max(room.floor, floor_of(levels)) if room is not None else floor_of(levels)
    parts = parts_of(clean, rate, floor)
    if not parts:
        return Judgement((*first, _silent()), None)
    word, second = _word_of(clean, rate, parts, phrase=phrase)
    samples = clean[word.start : word.end]
    findings = [*first, *second, *_by_loudness(samples, rate, floor), *_by_ends(clean, rate, word)]
    findings += _by_length(word.seconds(rate))
    if any(one.kind == "silent" for one in findings):
        return Judgement(tuple(findings), None)
    cut = mending.cut_out(clean, rate, word.start, word.end)
    silence = (len(clean) - len(cut)) / rate
    if silence > _LONG_SILENCE:
        findings.append(Finding("silence", Grade.MENDED, f"{silence:.1f} s of silence were cut off."))
    return Judgement(tuple(findings), mending.evened(cut, rate))


def by_length(seconds: float, expected: float) -> Finding | None:
    """A finding about a word that takes far longer or shorter than it should, ``expected`` seconds."""
    if seconds > _SLOW * expected:
        return Finding("long", Grade.ASKED, f"It lasts {seconds:.1f} s, {expected:.1f} s are usual: is it this word?")
    if seconds < _QUICK * expected:
        return Finding(
            "short",
            Grade.ASKED,
            f"It lasts only {seconds:.1f} s, {expected:.1f} s are usual: is all of it there?",
        )
    return None


def _at_the_microphone(take: array[int]) -> list[Finding]:
    """What the raw take tells."""
    found = []
    if is_clipped(take):
        found.append(
            Finding("clipped", Grade.REFUSED, "It is too loud for the microphone: go farther away, or turn it down.")
        )
    if take and abs(sum(take) / len(take)) > _SHIFTED:
        found.append(Finding("offset", Grade.MENDED, "Its middle line was shifted; it was put right."))
    return found


def _silent() -> Finding:
    return Finding("silent", Grade.REFUSED, "Nothing was heard: is the microphone switched on, and is it this one?")


def _silence_of(clean: array[int], rate: int) -> array[int]:
    """The longest stretch before, between or after what is loud, without the edges of the sounds next to it."""
    parts = parts_of(clean, rate, floor_of(windows(clean, rate)))
    ends = [0, *(part.end for part in parts)]
    starts = [*(part.start for part in parts), len(clean)]
    edge = round(0.05 * rate)
    start, end = max(zip(ends, starts, strict=True), key=lambda gap: gap[1] - gap[0])
    return clean[start + edge : max(start + edge, end - edge)]


def _word_of(clean: array[int], rate: int, parts: tuple[Part, ...], *, phrase: bool) -> tuple[Part, list[Finding]]:
    """The word among the sounds of a take: the one with the most sound in it, and what is near it."""
    pause = (_PAUSE_IN_PHRASE if phrase else _PAUSE_IN_WORD) * rate
    groups = [parts[0]]
    for part in parts[1:]:
        if part.start - groups[-1].end <= pause:
            groups[-1] = Part(groups[-1].start, part.end)
        else:
            groups.append(part)
    word = max(groups, key=lambda part: sum(abs(sample) for sample in clean[part.start : part.end]))
    if len(groups) == 1:
        return word, []
    text = "Something else is heard besides the word, a door or a cough: only the word would be kept."
    return word, [Finding("second", Grade.ASKED, text)]


def _by_loudness(samples: array[int], rate: int, floor: float) -> list[Finding]:
    loud = studio.loudness(samples, rate)
    above = loud - floor
    if above < _NOISY / 2:
        return [_silent()]
    found = []
    if loud < _FAINT:
        found.append(Finding("quiet", Grade.REFUSED, "It is too quiet: go nearer, or turn the microphone up."))
    elif loud < _SOFT:
        found.append(Finding("quiet", Grade.ASKED, "It is quiet, and its noise is made louder with it: go nearer."))
    if above < _NOISY:
        found.append(Finding("noisy", Grade.REFUSED, f"The room is nearly as loud as the word ({above:.0f} dB)."))
    elif above < _MURMUR:
        found.append(Finding("noisy", Grade.ASKED, f"The room is heard behind it ({above:.0f} dB below the word)."))
    return found


def _by_ends(clean: array[int], rate: int, word: Part) -> list[Finding]:
    """Whether the word begins or ends outside of the take."""
    size = round(0.02 * rate)
    whole = decibels(clean[word.start : word.end])
    found = []
    for is_there, piece, which, when in (
        (word.start < size, clean[:size], "beginning", "wait a moment before you speak"),
        (word.end > len(clean) - size, clean[-size:], "end", "wait a moment after the word"),
    ):
        if is_there and decibels(piece) > whole - 20 - _CUT_MARGIN:
            found.append(Finding("cut", Grade.REFUSED, f"Its {which} is cut off: {when}."))
    return found


def _by_length(seconds: float) -> list[Finding]:
    if seconds > LONGEST_CLIP:
        return [Finding("long", Grade.REFUSED, f"It lasts {seconds:.1f} s; {LONGEST_CLIP:.0f} are enough.")]
    if seconds < _CLICK_SECONDS:
        return [Finding("short", Grade.REFUSED, "Only a click was heard.")]
    return []
