"""The demonstration on a screen: kiosk, counter and display side by side, used by the person in front of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from os import environ

from hallctl.demo.actors.player import Player, end_all
from hallctl.demo.temporary import KIOSK_PIN, LOGIN, PIN, TemporaryHall, fill_queue, seat_staff

Place = tuple[int, int, int, int]

_LOOK_AGAIN_S = 0.2
_WINDOWS_FIRST_S = 1.0  # a PIN's hash is dear by design, and a dozen of them would hold the windows up
_TITLE_BAR = 34
_GAP = 8
COUNTER_LEAST = 660


def places(area: Place) -> dict[str, Place]:
    """Where the three windows go in the free ``area`` of the screen: x, y, width and height, without title bars.

    The kiosk stands upright at the left, the board above the counter at the right. The counter keeps its least
    height; on a small screen it covers the lower part of the board.
    """
    x, y, width, height = area
    kiosk_height = height - _TITLE_BAR - _GAP
    kiosk_width = min(kiosk_height * 9 // 16, width * 2 // 5)
    right = x + kiosk_width + 2 * _GAP
    right_width = x + width - right - _GAP
    counter_height = max(COUNTER_LEAST, height * 11 // 20)
    board_height = max(height // 3, height - counter_height - 2 * _TITLE_BAR - _GAP)
    board_width = min(right_width, board_height * 16 // 9)
    counter_top = y + max(_TITLE_BAR, height - counter_height - _GAP)
    return {
        "kiosk": (x + _GAP, y, kiosk_width, min(kiosk_height, kiosk_width * 16 // 9)),
        "display": (right, y, board_width, board_width * 9 // 16),
        "counter": (right, counter_top, right_width, counter_height),
    }


def show_windows(hall: TemporaryHall, area: Place, tell: Callable[[str], None]) -> int:
    """Open the three programs and wait until their windows are closed; 0, or 1 when one of them failed."""
    players: list[Player] = []
    where = places(area)

    def enter(program: str, *more: str) -> None:
        x, y, width, height = where[program]
        options = [*hall.options(program), "--geometry", f"{width}x{height}", *more]
        players.append(Player(program, options, log=hall.folder / f"{program}.log", environment=environ, at=f"{x},{y}"))

    try:
        # They come up empty, wait for the database that is being made, and find the hall with its whole morning.
        enter("display")
        enter("kiosk")
        enter("counter", "--counter", hall.stage.counter.label)
        fill_queue(hall)
        for line in _what_to_do(hall):
            tell(line)
        time.sleep(_WINDOWS_FIRST_S)
        seat_staff(hall)
        return _wait(players, tell)
    finally:
        end_all(players)


def _wait(players: Sequence[Player], tell: Callable[[str], None]) -> int:
    open_players = list(players)
    while open_players:
        time.sleep(_LOOK_AGAIN_S)
        for player in [p for p in open_players if p.exit_code() is not None]:
            open_players.remove(player)
            if player.exit_code() != 0:
                tell(f"The {player.program} ended with code {player.exit_code()}:\n{player.last_words()}")
                return 1
    return 0


def _what_to_do(hall: TemporaryHall) -> list[str]:
    counter = hall.stage.counter
    return [
        "Three programs are open on one hall.",
        "",
        f"  1  Kiosk (left): touch an agency, then a service, such as {hall.stage.service.name}.",
        f"     Your number appears; its slip is a picture in {hall.folder / 'slips'}",
        f"     Its staff page: hold the hall's name for three seconds, then PIN {KIOSK_PIN}.",
        f"  2  Counter {counter.label} (lower right): sign in as {LOGIN} with PIN {PIN}.",
        "     F2 calls the next number, F1 begins, F4 finishes; every key is written on its button.",
        "  3  Display (upper right): the called number and its counter.",
        "",
        "The end: close the three windows, or press Ctrl+C here.",
    ]
