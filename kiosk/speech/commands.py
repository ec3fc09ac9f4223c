"""What the keys of the spoken kiosk do. A first key says what a second one does; any key ends what is being said."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent

from kiosk.speech.chooser import Chooser
from kiosk.speech.instructions import STAYING, Instructions
from kiosk.speech.keypad import Do, Keypad, Press, press_of
from kiosk.speech.loudness import SPEEDS, STEPS_DB
from kiosk.speech.mouth import Teller
from kiosk.speech.typing import Typing
from kiosk.window import KioskWindow

_STEADY_S = 1.5
_CHOOSING = frozenset({Do.NEXT, Do.PREVIOUS, Do.OK, Do.DIGIT, Do.LETTER})
"""What chooses: where there is nothing to choose, it is said where one is."""


class Commands:
    """Acts on ``window`` for one key after the other."""

    def __init__(
        self,
        window: KioskWindow,
        tell: Teller,
        chooser: Chooser,
        typing: Typing,
        instructions: Instructions,
        say_where: Callable[[], None],
        say_choices: Callable[[str], None],
        now: Callable[[], float],
    ) -> None:
        self._window, self._tell, self._chooser, self._typing = window, tell, chooser, typing
        self._say_where, self._say_choices, self._now = say_where, say_choices, now
        self._instructions = instructions
        self._keypad = Keypad()
        self._asked_back = self._paused = False
        self._steady_at = 0.0
        self.acting = False
        """Whether a key acts now: what changes meanwhile is its doing."""

    def begin(self) -> None:
        """A visitor begins: no key was pressed."""
        self._keypad.in_menu = self._asked_back = self._paused = False

    def wait(self) -> None:
        """Something closed by itself: a key that was meant for it must not act on what lies below."""
        self._steady_at = self._now() + _STEADY_S

    def take(self, event: QKeyEvent, look: Callable[[], None]) -> bool:
        """Whether that key is one of the spoken kiosk's; ``look`` is called before it acts."""
        press = press_of(event)
        if press is None or event.isAutoRepeat():
            return press is not None
        look()
        asked, intents = self._window.frame.prompt.isVisible(), self._window.intents
        more = asked and (press.sign == "2" or press.do is Do.PAUSE)
        (intents.time_wanted if more else intents.key_used).emit()
        if asked:
            return True  # any key says that somebody is there
        if self._now() < self._steady_at:
            self._say_where()
            return True
        self.acting = True
        if press.do is not Do.STAR or self._keypad.in_menu or not self._typing.turn():
            self._do(self._keypad.press(press))
        self.acting = False
        return True

    def _do(self, press: Press) -> None:
        self._chooser.wait_no_more()
        if press.do is Do.PAUSE:
            self._pause(of_menu=bool(press.sign))
            return
        if press.do is Do.MENU:
            self._tell.mouth.pause()
            self._tell.over(self._instructions.menu(self._window.page))
            return
        self._paused = False
        self._tell.mouth.stop()
        if press.do in _CHOOSING and not self._chooser.scene.count:
            self._say_where()
            return
        self._chooser.wanted, self._chooser.acted = None, ""
        again, self._asked_back = self._asked_back, False
        match press.do:
            case Do.BACK:
                self._back(sure=again or bool(press.sign))
            case Do.ERASE:
                self._typing.erase_last()
            case Do.PREVIOUS if press.sign and self._typing.is_possible:
                self._typing.erase_last()
            case Do.NEXT | Do.PREVIOUS:
                self._walk(1 if press.do is Do.NEXT else -1)
            case Do.OK:
                self._ok()
            case Do.DIGIT:
                self._typing.type(press.sign) if self._typing.is_on else self._chooser.digit(press.sign)
            case Do.LETTER:
                self._typing.type(press.sign) if self._typing.is_on else self._chooser.letter(press.sign)
            case Do.REPEAT:
                self._tell.repeat()
            case _:
                self._serve(press.do)

    def _walk(self, step: int) -> None:
        """Where five keys type, to the next sign; else to the next choice."""
        if self._tell.keys == "five" and self._typing.is_on:
            self._typing.walk(step)
        else:
            self._typing.leave()
            self._chooser.walk(step)

    def _serve(self, do: Do) -> None:
        """What is no choice of the page."""
        frame = self._window.frame
        match do:
            case Do.LANGUAGE:
                self._window.keys.click(frame.language)
            case Do.PRIORITY:
                self._chooser.press(frame.priority)
            case Do.END:
                self._window.intents.speech_wanted.emit()
            case Do.HELP:
                self._tell.aside(self._tell.translate("speech.help"))
            case _:
                self._tune(do)

    def _pause(self, *, of_menu: bool) -> None:
        """Silence, and then on; by the menu, what is being said is the menu, and what it interrupted is meant."""
        mouth = self._tell.mouth
        if self._paused and mouth.paused:
            self._paused = False
            mouth.resume()
        elif mouth.paused or (mouth.busy and not of_menu):
            mouth.pause()
            self._paused = True
            self._tell.over(self._tell.by_keys("speech.paused"))
        else:
            self._tell.repeat()

    def _ok(self) -> None:
        if not self._typing.is_on:
            self._typing.erase_last(types_on=False) if self._chooser.erases else self._chooser.take()
            return
        if self._tell.keys == "five" and self._typing.type_walked():
            return
        whole = self._typing.whole()
        offers = self._typing.offers
        self._typing.leave()
        if offers:
            self._say_choices(whole)
            return
        self._chooser.offer(self._chooser.scene.first_main())
        self._tell.say(whole, self._tell.by_keys("speech.press_ok", name=self._chooser.text()))

    def _back(self, *, sure: bool) -> None:
        """One step back; the last sign where something is typed."""
        if self._chooser.refuse() or self._typing.goes_back():
            return
        if not sure:
            self._asked_back = True
            again = "speech.page_again" if self._window.page in STAYING else "speech.back_again"
            self._tell.aside(self._tell.translate(again))
            return
        before = self._tell.count
        if self._window.page != "ticket":  # from a number one leaves by its choice alone
            self._window.keys.go_back()
        if self._tell.count == before:  # there is nothing before this page
            self._say_where()

    def _tune(self, do: Do) -> None:
        mouth, translate = self._tell.mouth, self._tell.translate
        now = mouth.loudness
        loudness = {
            Do.LOUDER: now.louder, Do.QUIETER: now.quieter, Do.FASTER: now.faster, Do.SLOWER: now.slower,
        }[do]()  # fmt: skip
        mouth.loudness = loudness
        loud = do in (Do.LOUDER, Do.QUIETER)
        self._tell.aside(
            translate("speech.level", n=loudness.level, count=len(STEPS_DB))
            if loud
            else translate("speech.speed", n=loudness.speed, count=len(SPEEDS))
        )
