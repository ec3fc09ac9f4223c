"""How long the words of a call take to make, against how long they sound: the board makes them before it may speak."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from benchmarks.table import Row
from hall.forms import VoiceForm
from hall.voice import Utterance, Voice, bundled_pack

_SHARE = 0.2
"""Percent of their own length: twenty milliseconds for ten seconds."""


def words(calls: int) -> Iterator[Row]:
    """The longest sort of call: two languages, whole numbers, a prefix of three letters."""
    voice = Voice(bundled_pack())
    form = VoiceForm(languages=("id", "en"), numbers="whole")
    shares, spent = [], []
    for number in range(1, calls + 1):
        begun = time.perf_counter()
        sound = voice.say(Utterance(f"SKC-{number:03d}", "21"), form)
        took = time.perf_counter() - begun
        shares.append(100 * took / sound.seconds)
        spent.append(sound.seconds)
    length = median(spent) * 1e3
    yield Row("words of a call made / their own length, median", median(shares), "%", _SHARE, "at most", length)
