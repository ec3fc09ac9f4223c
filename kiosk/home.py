"""What a visitor meets who comes to the kiosk."""

from __future__ import annotations

from dataclasses import replace

from kiosk.hours import waiting_notice
from kiosk.screen import Page, Screen


def home_of(now: Screen, language: str) -> Screen:
    """The first page in ``language``; the calm notice in its place while the hall is evacuated or its day waits for the
    staff."""
    home = Screen(language=language, view=now.view, paperless=now.paperless, speech=now.speech, training=now.training)
    notice = waiting_notice(home.view)
    if notice:
        return replace(home, page=Page.NOTICE, notice=notice)
    return replace(home, page=Page.AGENCIES)


def first_of(now: Screen, language: str, *, offline: bool) -> Screen:
    """``home_of``, or why there is no first page: the store is away."""
    home = home_of(now, language)
    return replace(home, page=Page.NOTICE, notice="unavailable") if offline else home
