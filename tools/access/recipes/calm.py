"""Pages that only say something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hall.translator import FALLBACK, catalogue
from kiosk.hours import EVACUATION
from kiosk.screen import Page, Screen
from tools.access.sample_hall import SampleHall, changed

_NOTICE = "kiosk.notice."


def loading(_hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """The shell, before the hall is known."""
    yield "start", Screen()


def notice(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """Every notice of the catalogue that takes the place of the first page."""
    for key in catalogue(FALLBACK):
        if key.startswith(_NOTICE) and key.endswith(".title"):
            name = key.removeprefix(_NOTICE).removesuffix(".title")
            view = hall.view
            if name == EVACUATION:
                leaving = replace(view.opening, is_open=False, code=EVACUATION, next_change=None)
                view = replace(changed(view, opening=leaving), opening=leaving)
            yield name, Screen(page=Page.NOTICE, view=None if name == "no_hall" else view, notice=name)


def failed(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """No answer came: was a number made?"""
    usual = Screen(page=Page.FAILED, view=hall.view, seconds_left=70, seconds_whole=80)
    yield "no answer", usual
    yield "warned", replace(usual, seconds_left=12)
