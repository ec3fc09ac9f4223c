"""Pages for people who come with a booking or a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from hall.bookings import Arrival
from hall.lifecycle import State as NumberState
from kiosk.arrival_screen import ArrivalScreen
from kiosk.screen import Page, Screen
from tools.access.recipes.shared import plain_notices, refused_notice
from tools.access.sample_hall import SampleHall


def check_in(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """A code is typed."""
    usual = Screen(page=Page.CHECK_IN, view=hall.view, seconds_left=70, seconds_whole=80)
    typed = ArrivalScreen(typed=hall.booking.code)
    yield "empty", usual
    yield "typed", replace(usual, arrival=typed)
    yield "busy", replace(usual, arrival=typed, busy="arrival")
    yield (
        "bar refused",
        replace(usual, arrival=typed, notice_bar=refused_notice("unknown_arrival", "arrival", text="Z9")),
    )
    for name, bar in plain_notices("arrival"):
        yield name, replace(usual, arrival=typed, notice_bar=bar)
    yield "warned", replace(usual, seconds_left=12)


def booking(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """How the holder comes."""
    usual = Screen(page=Page.BOOKING, view=hall.view, seconds_left=70, seconds_whole=80)
    for arrival in Arrival:
        if arrival is not Arrival.USED:  # one that was used is its number
            yield arrival.value, replace(usual, arrival=ArrivalScreen(booking=replace(hall.booking, arrival=arrival)))
    here = ArrivalScreen(booking=replace(hall.booking, arrival=Arrival.ON_TIME))
    yield "busy", replace(usual, arrival=here, busy="check-in")
    for name, bar in plain_notices("check_in"):
        yield name, replace(usual, arrival=here, notice_bar=bar)


def my_number(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """Every state of a number, by who has its slip; the question; and one of another day."""
    usual = Screen(page=Page.MY_NUMBER, view=hall.view, seconds_left=70, seconds_whole=80)
    for state in NumberState:
        number = replace(hall.usual, state=state, counter_label="12")
        yield state.value, replace(usual, arrival=ArrivalScreen(number=number, holds_slip=True))
    waiting = replace(hall.ticket, state=NumberState.WAITING)
    yield "without slip", replace(usual, arrival=ArrivalScreen(number=waiting))
    mine = ArrivalScreen(number=waiting, holds_slip=True)
    yield "asking", replace(usual, arrival=mine, asking=True)
    yield "cancelling", replace(usual, arrival=mine, asking=True, busy="cancel")
    before = timedelta(days=3)
    old = replace(
        waiting,
        state=NumberState.DONE,
        business_day=waiting.business_day - before,
        ended_at=waiting.issued_at - before,
        issued_at=waiting.issued_at - before,
    )
    yield "old", replace(usual, arrival=ArrivalScreen(number=old, holds_slip=True))
    for name, bar in plain_notices("staff"):
        yield name, replace(usual, arrival=mine, notice_bar=bar)
