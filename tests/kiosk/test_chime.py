"""A page that is about to go is heard, once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from kiosk.chime import WarningChime
from kiosk.modes import Modes
from kiosk.screen import Page, Screen
from qtkit.sound.lines import PlayCommand
from qtkit.sound.one_by_one import OneByOne
from qtkit.sound.pcm import length_ms


class Listener(OneByOne):
    """Notes what is played, and how loud."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[float, float]] = []

    def play(self, token: int, pcm: bytes, rate: int, volume: float = 1.0) -> None:
        self._begin(PlayCommand(token, pcm, rate, volume))

    def _begin(self, sound: PlayCommand) -> None:
        self.heard.append((length_ms(sound.pcm, sound.rate), sound.volume))

    def on_deadline(self) -> None:
        """It plays without time."""


LIST = Screen(page=Page.SERVICES)
WARNED = replace(LIST, idle_left=20)


def heard_of(*screens: Screen) -> list[tuple[float, float]]:
    keeper, listener = QObject(), Listener()
    chime = WarningChime(listener, keeper)
    for screen in screens:
        chime.on_shown(screen)
    return listener.heard


def test_a_warning_is_heard_once_and_softly(qapp):
    heard = heard_of(LIST, WARNED, replace(WARNED, idle_left=19), replace(WARNED, idle_left=18))

    assert len(heard) == 1
    assert heard[0][0] < 3000
    assert heard[0][1] < 0.5


def test_the_next_warning_is_heard_again(qapp):
    assert len(heard_of(WARNED, LIST, WARNED)) == 2


def test_a_page_that_is_read_warns_too(qapp):
    trouble = Screen(page=Page.TROUBLE, seconds_left=60, seconds_whole=80)

    assert len(heard_of(trouble, replace(trouble, seconds_left=20))) == 1


def test_a_kiosk_that_speaks_says_it_instead(qapp):
    assert heard_of(LIST, replace(WARNED, modes=Modes(spoken=True))) == []
