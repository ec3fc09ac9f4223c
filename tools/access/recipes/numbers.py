"""Pages with a number: the one just taken, and the one whose slip did not come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.screen import Page, PaperState, Screen
from tools.access.recipes.shared import plain_notices
from tools.access.sample_hall import SampleHall


def ticket(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """The number, with each thing that can become of its paper."""
    usual = Screen(page=Page.TICKET, view=hall.view, ticket=hall.usual, seconds_left=20)
    for slip in PaperState:
        if slip is not PaperState.FAILED:
            yield slip.value, replace(usual, slip=slip)
    yield "longest name, priority", replace(usual, ticket=hall.ticket, slip=PaperState.OUT)
    yield "paper at another machine", replace(usual, slip=PaperState.OUT, slip_at="kiosk-lobi-utama")
    yield "nobody ahead", replace(usual, ticket=replace(hall.usual, ahead=0), slip=PaperState.OUT)
    yield "no place", replace(usual, ticket=replace(hall.usual, zone=None, counters=()), slip=PaperState.OUT)
    yield "last seconds", replace(usual, slip=PaperState.OUT, seconds_left=3)
    yield "training", replace(usual, slip=PaperState.OUT, training=True)
    yield "access", replace(usual, slip=PaperState.OUT, choosing_modes=True)


def trouble(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """No paper: what is said at first, when the visitor said so, when the staff know, and the question."""
    usual = Screen(
        page=Page.TROUBLE,
        view=hall.view,
        ticket=hall.usual,
        slip=PaperState.FAILED,
        seconds_left=70,
        seconds_whole=80,
    )
    yield "no paper", usual
    for outcome in ("missing", "told"):
        yield outcome, replace(usual, outcome=outcome)
    yield "longest name", replace(usual, ticket=hall.ticket)
    yield "asking", replace(usual, asking=True)
    yield "busy", replace(usual, busy="confirm")
    yield "cancelling", replace(usual, asking=True, busy="cancel")
    yield "warned", replace(usual, seconds_left=12)
    for name, bar in plain_notices("staff"):
        yield name, replace(usual, notice_bar=bar)
