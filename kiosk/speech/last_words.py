"""What a visitor must know when the visit is over."""

from __future__ import annotations

from hall.translator import Translator
from kiosk.screen import PlainNotice, Screen
from qtkit.announce import spoken


class LastWords:
    """Follows what is shown to one visitor after the other."""

    def __init__(self) -> None:
        self._has_number = self._not_called = False

    def begin(self, now: Screen) -> None:
        """A visitor begins with this screen."""
        self._has_number, self._not_called = now.ticket is not None, False

    def note(self, before: Screen, now: Screen) -> None:
        """The screen has changed."""
        if now.ticket is not None:
            self._has_number = True
        if isinstance(now.notice_bar, PlainNotice) and now.notice_bar.code == "cancelled":
            self._has_number = self._has_number and now.notice_bar is before.notice_bar
        self._not_called = before.help.asks and not now.help.is_open

    def texts(self, translate: Translator) -> str:
        """That a number lasts, and that a question went without an answer."""
        not_called = translate("speech.not_called") if self._not_called else ""
        return spoken(not_called, translate("speech.number_stays") if self._has_number else "")
