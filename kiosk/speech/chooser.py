"""Which choice of a page is meant: walked to, typed by its number, or found by its first letter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from kiosk.speech.mouth import Teller
from kiosk.speech.naming import name_of, text_of
from kiosk.speech.scene import Scene
from kiosk.window import KioskWindow
from qtkit.announce import spoken
from qtkit.timers import single_shot

_LONG = 6
"""Of a list with more cards, other ways to find something are named before them: search, needs, bookings."""
_NUMBER_S = 3.0
"""Digits that come sooner after each other are one number."""
SECOND_DIGIT_MS = 400
"""So long a second digit is waited for, where there can be one, before the choice of the first one is said."""


class Chooser:
    """Keeps the ``place`` that was said last, from 0, which the next OK takes. One on another list page is ``wanted``
    until that page is shown; ``acted`` is what was said of the choice that was taken, until its answer comes."""

    def __init__(self, window: KioskWindow, tell: Teller, now: Callable[[], float], second_digit_ms: int = 0) -> None:
        self._window, self._tell, self._now = window, tell, now
        self.scene = Scene()
        self.place: int | None = None
        self.wanted: int | None = None
        self.acted = ""
        self._said: QAbstractButton | None = None
        self._asked: QAbstractButton | None = None
        self.number_by: Callable[[QAbstractButton], str] = lambda _button: ""
        """The service whose number a choice makes at once, empty for none: that is asked first."""
        self.priority: Callable[[], bool] = lambda: False
        """Whether the next number is one of priority."""
        self._number, self._number_at = "", 0.0
        self._waits = False
        self._second_digit = single_shot(window, self._say, second_digit_ms)

    def refuse(self) -> bool:
        """No to the question whether a number is to be made; whether it was asked."""
        asked, self._asked = self._asked is not None, None
        if asked:
            self._tell.say(self._tell.translate("speech.not_taken"))
        return asked

    def forget(self) -> None:
        """Another page: nothing is chosen."""
        self.wait_no_more()
        self.place = self.wanted = self._asked = None
        self.acted = self._number = ""

    def wait_no_more(self) -> None:
        """A key: it is the second digit, or there is none."""
        self._second_digit.stop()

    def walk(self, step: int) -> None:
        """The next choice or the one before, round and round."""
        order = self.order()
        if order and self.place in order:
            self.go(order[(order.index(self.place) + step) % len(order)])
        elif order:
            self.go(order[0 if step > 0 else -1])

    def order(self) -> list[int]:
        """The places in the order in which they are read: on the first page, where the list is long, the ways round it
        come first."""
        scene = self.scene
        places = [place for place in range(scene.count) if not scene.is_gone(place)]
        if scene.cards > _LONG and self._window.page == "agencies":
            places.sort(key=lambda place: scene.at(place) not in scene.ways)
        return places

    def go(self, place: int, *, waits: bool = False) -> None:
        """Says the choice at ``place``, and turns to its list page first; with ``waits`` after the time of a second
        digit."""
        self.place, self.wanted, self._asked, self._waits = place, None, None, waits
        button = self.scene.at(place)
        if button is None:
            self.wanted = place
            self._window.intents.page_wanted.emit(self.scene.list_page_of(place))
            return
        self._said = button
        button.setFocus(Qt.FocusReason.TabFocusReason)
        if waits and self._second_digit.interval():
            self._second_digit.start()
        else:
            self._say()

    def arrive(self) -> bool:
        """The list page of the choice that was wanted may be shown now; whether it is, and the choice is said."""
        arrived = self.wanted is not None and self.scene.at(self.wanted) is not None
        if arrived and self.wanted is not None:
            self.go(self.wanted, waits=self._waits)
        return arrived

    def _say(self) -> None:
        self._tell.choose(self.numbered())

    def digit(self, digit: str) -> None:
        """A digit of the number of a choice; a nought that begins none is the next choice."""
        begun = self._number if self._now() - self._number_at < _NUMBER_S else ""
        number = begun + digit
        if int(number) > self.scene.count:
            number = digit
        if number == "0":
            self._number = ""
            self.walk(1)
            return
        self._number, self._number_at = number, self._now()
        if self.scene.is_gone(int(number) - 1):
            self.place = self._asked = None
            self._tell.aside(self._tell.translate("speech.gone", number=number))
        elif 0 < int(number) <= self.scene.count:
            self.go(int(number) - 1, waits=int(number) * 10 <= self.scene.count)
        else:
            self.forget()
            self._tell.aside(self._tell.translate("speech.no_choice", number=number, n=self.scene.there))

    def letter(self, letter: str) -> None:
        """The next choice that begins with it."""
        names = self._names()
        after = 0 if self.place is None else self.place + 1
        round_ = (*range(after, len(names)), *range(min(after, len(names))))
        there = (place for place in round_ if not self.scene.is_gone(place))
        found = next((place for place in there if names[place][:1].upper() == letter), None)
        if found is None:
            self._tell.aside(self._tell.translate("speech.no_letter", letter=letter))
        else:
            self.go(found)

    def offer(self, place: int | None) -> None:
        """The choice at ``place`` is said by the caller, and is taken next."""
        self.place, self._asked = place, None
        self._said = None if place is None else self.scene.at(place)

    def press(self, button: QAbstractButton) -> None:
        """Takes that button, where this page has it; what becomes of it is said."""
        place = self.scene.place_of(button)
        if place is None or self.scene.is_gone(place):
            self._tell.aside(self._tell.translate("speech.not_here"))
        else:
            self.offer(place)
            self.take()

    def take(self) -> None:
        """Does what was said last; what was not said yet is said first."""
        if self.place is None:
            self.walk(1)
            return
        button = self.scene.at(self.place)
        if button in self.scene.gone:
            self._tell.aside(self._tell.translate("speech.gone", number=self.place + 1))
        elif button is None or button is not self._said:  # what stands there now was not said yet
            self.go(min(self.place, self.scene.count - 1))
        elif self._asked is not button and self.number_by(button):
            self._asked = button
            first = "speech.take_sure.priority" if self.priority() else "speech.take_sure"
            question = self._tell.translate(first, name=self.number_by(button))
            self._tell.choose(spoken(question, self._tell.by_keys("speech.yes_or_no")))
        else:
            self._asked = None
            self.acted = self.text()
            self._window.keys.click(button)

    @property
    def is_taken(self) -> bool:
        """Whether the choice that was said or taken is still there, at its place."""
        return self.place is not None and self.scene.at(self.place) is self._said

    @property
    def erases(self) -> bool:
        """Whether what was said last takes away a sign."""
        return self.is_taken and self._said is not None and self._said.objectName().endswith("-erase")

    def text(self) -> str:
        """What is said of the place; empty without one."""
        button = self.scene.at(self.place) if self.place is not None else None
        if button is None or button in self.scene.gone:
            return ""
        one_of_many = button in self.scene.shown or self.scene.over is not None
        return text_of(button, self._tell.translate, one_of_many=one_of_many)

    def choices(self) -> tuple[str, ...]:
        """All choices by number and name, to be heard until the right one comes."""
        names = [name.strip().removesuffix(".") for name in self._names()]
        return tuple(f"{place + 1}, {names[place]}" for place in self.order() if names[place])

    def numbered(self) -> str:
        """What is said of the place, with its number."""
        return f"{self.place + 1}, {self.text()}" if self.place is not None and self.text() else ""

    def _names(self) -> list[str]:
        buttons = [name_of(one, self._tell.translate) for one in self.scene.buttons]
        names = list(self._window.current_page.names()) if self.scene.cards else []
        if len(names) != self.scene.cards:
            names = [""] * self.scene.cards
        return [*names, *buttons]
