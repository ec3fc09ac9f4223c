"""Tells assistive technology what happens on the screen without a touch: a page, a line, a question, a slip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kiosk.frame import KioskFrame
from kiosk.pages.base import KioskPage
from kiosk.screen import Page, Screen
from qtkit.announce import announce, spoken

_GRAVE = (Page.TROUBLE, Page.FAILED)


class Herald:
    """Announces from ``window`` each text that is new: the page with all that it says when it comes, the news on it,
    the notice bar of ``frame``, its lists, and whether somebody is still there, as its prompt and
    countdown ask it. Questions and bad news end what is being said. ``listeners`` get each with its kind: ``page``,
    ``news``, ``notice bar`` or ``question``; the text of a page is its title, one that is gone is empty."""

    def __init__(self, window: QWidget, frame: KioskFrame) -> None:
        self._window, self._frame = window, frame
        self._said: dict[str, str] = {}
        self.listeners: list[Callable[[str, str], object]] = []

    def tell(self, screen: Screen, page: KioskPage) -> None:
        """``screen`` is shown, and ``page`` of it."""
        title, news = page.page_title(), page.news()
        if self._is_new("page", title):
            self._said["news"] = news
            announce(self._window, spoken(title, page.first_text(), news), urgent=screen.page in _GRAVE)
        if self._is_new("news", news):
            announce(self._window, news)
        line = self._frame.notice_bar.accessibleName() if screen.notice_bar is not None else ""
        if self._is_new("notice bar", line):
            announce(self._window, line)
        question = self._frame.languages.accessibleName() if screen.choosing_language else ""
        if screen.choosing_modes:
            question = self._frame.modes_list.accessibleName()
        if screen.help.is_open:
            question = self._frame.help.accessibleName()
        if screen.idle_left is not None or screen.warned:
            question = (self._frame.countdown if screen.warned else self._frame.prompt).accessibleName()
        if self._is_new("question", question):
            announce(self._window, question, urgent=True)

    def _is_new(self, kind: str, text: str) -> bool:
        before, self._said[kind] = self._said.get(kind, ""), text
        if text == before:
            return False
        for listener in self.listeners:
            listener(kind, text)
        return True
