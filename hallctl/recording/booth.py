"""Somebody at the microphone: words come one after the other, each begins by itself, and keys are for pauses."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from queue import Empty, Queue
from typing import Protocol

from hall.errors import VoiceError
from hall.voice import studio
from hall.voice.recording.judging import Finding, Judgement, remarks_on
from hall.voice.recording.listening import Listener, Stage, sharp_level
from hall.voice.recording.prompts import Prompt
from hall.voice.recording.sitting import Sitting
from hall.voice.waves import pcm_of, samples_of, write_wave
from hallctl.recording.events import Event, Gone, Heard, Key
from hallctl.recording.microphone import play

_ROOM_S, _WAKING_S = 2.0, 0.5
"""Seconds of silence that are measured, and before them, in which a microphone wakes up."""
_NOBODY_S = 12.0
_TRIES = 3
_PATIENCE = 10.0
_PAUSED = "Paused. ENTER goes on, L listens to the last word, R records it again, B goes back, S skips, Q stops."
_ASKED = "R records it again, K keeps it, L listens, S skips, Q stops."
_MICROPHONE_SILENT = "The microphone says nothing any more."


class Hearing(Protocol):
    """What is known of a microphone: its name, and the samples a second that come in ``events``."""

    device: str
    rate: int


class Booth:
    """Leads through the words of a sitting. ``say`` shows a line; ``keys`` and sound come in ``events``."""

    def __init__(self, sitting: Sitting, microphone: Hearing, events: Queue[Event], say: Callable[[str], None]) -> None:
        self._sitting, self._microphone, self._events, self._say = sitting, microphone, events, say
        self._room = 0.0
        self._last: Prompt | None = None
        self._tries = 0
        self._decided: set[Prompt] = set()
        self._stopped = False

    def run(self) -> None:
        """Until all words are recorded, or somebody stops. Raises VoiceError when the microphone is gone."""
        sitting = self._sitting
        self._say(f"Microphone: {self._microphone.device}.")
        self._measure()
        while not self._stopped and (prompt := sitting.prompt) is not None:
            self._one(prompt)
        if not self._stopped:
            self._look_again()

    def _measure(self) -> None:
        """The room without anybody."""
        self._say("Be quiet for three seconds: the room is measured.")
        rate = self._microphone.rate
        silence = self._sound_for(_WAKING_S + _ROOM_S)[round(_WAKING_S * rate) :]
        self._room = sharp_level(silence)
        room = self._sitting.know_room(studio.resampled(silence, rate, self._sitting.recordings.rate))
        self._say(f"The room: {room.floor:.0f} dB below full scale.")
        for remark in remarks_on(room):
            self._say(remark)
        self._say("Say each word when it is shown. It begins by itself; any key pauses.")
        self._pause()

    def _one(self, prompt: Prompt) -> None:
        """One word: listen, judge, keep or ask."""
        take = self._listen(prompt)
        if take is None:
            self._pause()
            return
        judgement = self._sitting.judge(prompt, take)
        for finding in judgement.findings:
            self._say(f"    {finding.text}")
        if judgement.refused or judgement.word is None:
            self._again()
        elif not judgement.doubtful:
            self._accept(prompt, take, judgement)
        else:
            self._ask(prompt, take, judgement)

    def _again(self) -> None:
        self._tries += 1
        self._say("    Once more, please.")
        if self._tries >= _TRIES:
            self._tries = 0
            self._pause()

    def _accept(self, prompt: Prompt, take: array[int], judgement: Judgement) -> None:
        assert judgement.word is not None
        self._sitting.accept(prompt, take, judgement.word)
        self._tries = 0
        self._last = prompt
        self._decided.discard(prompt)
        if judgement.doubtful:
            self._decided.add(prompt)
        self._say("    good" if not judgement.doubtful else "    kept")
        self._sitting.skip()

    def _listen(self, prompt: Prompt) -> array[int] | None:
        """What is said, at the pack's rate; None when a key was pressed, or nobody spoke."""
        count = len(self._sitting.prompts)
        self._forget_sound()
        self._say(f"{self._sitting.place + 1:3} of {count}   {_shown(prompt)}")
        listener = Listener(self._microphone.rate, self._room, phrase=prompt.phrase)
        waited = 0.0
        while listener.stage is not Stage.OVER:
            event = self._next()
            if isinstance(event, Key):
                return None
            waited += len(event.pcm) / 2 / self._microphone.rate
            if listener.hear(samples_of(event.pcm)) is Stage.WAITING and waited > _NOBODY_S:
                self._say("    Nobody was heard: go nearer, or speak louder.")
                return None
        return studio.resampled(listener.take, self._microphone.rate, self._sitting.recordings.rate)

    def _ask(self, prompt: Prompt, take: array[int], judgement: Judgement) -> None:
        """Somebody decides about a doubtful take."""
        assert judgement.word is not None
        self._say(f"    {_ASKED}")
        while True:
            match self._key():
                case "k":
                    return self._accept(prompt, take, judgement)
                case "r" | "enter" | "space":
                    return None
                case "s":
                    return self._sitting.skip()
                case "q":
                    self._stopped = True
                    return None
                case "l":
                    self._play_samples(judgement.word)

    def _pause(self) -> None:
        """Wait for somebody to go on; they may listen, go back, skip or stop before."""
        self._say(_PAUSED)
        while True:
            match self._key():
                case "enter" | "space":
                    return
                case "r":
                    if self._last is not None:
                        self._sitting.place = self._sitting.prompts.index(self._last)
                    return
                case "b":
                    self._sitting.back()
                    self._show_place()
                case "s":
                    self._sitting.skip()
                    self._show_place()
                case "l":
                    self._play_last()
                case "q":
                    self._stopped = True
                    return

    def _look_again(self) -> None:
        """All words are there: those that may be another one are asked about once more."""
        for prompt, finding in self._sitting.doubts().items():
            if self._stopped:
                return
            if prompt in self._decided:
                continue
            self._say(f"{_shown(prompt)}: {finding.text} R records it again, K keeps it, L listens, Q stops.")
            self._decide(prompt, finding)

    def _decide(self, prompt: Prompt, finding: Finding) -> None:
        while True:
            match self._key():
                case "k":
                    return
                case "q":
                    self._stopped = True
                    return
                case "l":
                    self._tell(play(self._sitting.recordings.clip_file(prompt.clip)))
                case "r":
                    self._sitting.place = self._sitting.prompts.index(prompt)
                    while not self._stopped and self._sitting.prompt is prompt:
                        self._one(prompt)
                    return

    def _show_place(self) -> None:
        prompt = self._sitting.prompt
        self._say(f"    next: {_shown(prompt)}" if prompt is not None else "    That was the last word.")

    def _play_last(self) -> None:
        if self._last is None:
            self._say("    Nothing was recorded yet.")
        else:
            self._tell(play(self._sitting.recordings.clip_file(self._last.clip)))

    def _play_samples(self, samples: array[int]) -> None:
        file = self._sitting.recordings.folder / "heard.part"
        write_wave(file, self._sitting.recordings.rate, pcm_of(samples))
        self._tell(play(file))
        file.unlink()

    def _tell(self, trouble: str) -> None:
        if trouble:
            self._say(f"    {trouble}")

    def _sound_for(self, seconds: float) -> array[int]:
        """The next seconds of sound; keys are for later."""
        heard = array("h")
        while len(heard) < seconds * self._microphone.rate:
            event = self._next()
            if isinstance(event, Heard):
                heard += samples_of(event.pcm)
        return heard

    def _key(self) -> str:
        while True:
            event = self._next()
            if isinstance(event, Key):
                return event.name

    def _next(self) -> Key | Heard:
        """The next thing that happens. Raises VoiceError when the microphone or the keyboard is gone."""
        try:
            event = self._events.get(timeout=_PATIENCE)
        except Empty:
            raise VoiceError(_MICROPHONE_SILENT) from None
        if isinstance(event, Gone):
            raise VoiceError(event.why)
        return event

    def _forget_sound(self) -> None:
        """What was heard meanwhile is no word; keys stay."""
        keys: list[Event] = []
        while not self._events.empty():
            event = self._events.get()
            if not isinstance(event, Heard):
                keys.append(event)
        for key in keys:
            self._events.put(key)


def _shown(prompt: Prompt) -> str:
    """The word as it is to be said, and what it is for where the word alone would not say it."""
    return f"{prompt.text}   ({prompt.hint})" if prompt.hint else prompt.text
