"""Typing without looking: a page with keys on the screen, of which each sign is said as it is typed."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from hall.translator import Translator
from kiosk.pages.base import KioskPage
from kiosk.speech.keypad import next_sign
from kiosk.speech.mouth import Teller
from kiosk.speech.scene import Scene
from kiosk.speech.sign_wheel import SignWheel
from kiosk.window import KioskWindow
from qtkit.announce import listed

_FEW = 6
"""A page with so many keys of one sign is one where something is typed."""
_LONGEST = 12
"""Signs of a PIN, at most."""


class Typing:
    """Types on the keys of the page that is up until the visitor goes to its choices. What a ``secret`` page takes is
    never said: only that a sign was typed."""

    def __init__(self, window: KioskWindow, tell: Teller) -> None:
        self._window, self._tell = window, tell
        self._page: KioskPage | None = None
        self._scene = Scene()
        self._choosing = self._fresh = False
        self._sign = ""
        self._wheel = SignWheel()

    def follow(self, page: KioskPage, scene: Scene) -> None:
        """``page`` is shown, with these keys."""
        if page is not self._page:
            self._page, self._choosing, self._fresh, self._sign = page, False, False, ""
            self._wheel.reset()
        self._scene = scene

    @property
    def is_possible(self) -> bool:
        """Whether the page that is up takes typing."""
        return len(self._scene.keys) >= _FEW and self._scene.over is None

    @property
    def is_on(self) -> bool:
        """Whether digits are typed, and not numbers of choices."""
        return self.is_possible and not self._choosing

    @property
    def kind(self) -> str:
        """What is typed: ``digits``, ``letters`` of a code, or ``words``."""
        if not any(sign.isalpha() for sign in self._scene.keys):
            return "digits"
        return "words" if self._window.page == "search" else "letters"

    def type(self, sign: str) -> None:
        """A key of the page; it is said, on a secret page only that there was one. The first one after a refusal takes
        the place of what was refused."""
        if self._fresh:
            self._fresh = False
            self.empty()
        if not _clicked(self._scene.keys.get(sign)):
            self._tell.aside(self._tell.translate("speech.no_sign", sign=sign))
            return
        self._sign = sign
        self._tell.aside(
            self._tell.translate("speech.secret") if self._is_secret else named(sign, self._tell.translate)
        )

    def turn(self) -> bool:
        """The sign that was just typed becomes the next one of its key: 2, A, B, C. Whether there is one."""
        sign, self._sign = self._sign, ""
        following = next_sign(sign, "".join(self._scene.keys)) if sign and self.is_on else ""
        if not following or following == sign:
            return False
        self._erase()
        self.type(following)
        return True

    def walk(self, step: int) -> None:
        """Five keys: the next key of a telephone, or the one before, with its signs."""
        self._sign = ""
        offered = "".join(self._scene.keys)
        self._wheel.move(step, offered)
        names = [named(sign, self._tell.translate) for sign in self._wheel.signs(offered)]
        self._tell.aside(listed(*names) or self._tell.translate("speech.typing_done"))

    def type_walked(self) -> bool:
        """Five keys: types the first sign of the key that was walked to, then its next one; whether there is one."""
        signs = self._wheel.signs("".join(self._scene.keys))
        again = self._sign != "" and self._sign in signs
        if signs and not (again and self.turn()):
            self.type(signs[0])
        return signs != ""

    def refused(self) -> bool:
        """What was typed is not known: it is typed once more. Whether there was something."""
        if not self.is_possible or self._page is None or not self._page.typed() or self._is_secret:
            return False
        self._choosing, self._fresh, self._sign = False, True, ""
        self._wheel.reset()
        return True

    def whole(self) -> str:
        """What is typed so far."""
        text = self._text()
        return self._tell.translate("speech.typed", text=text) if text else ""

    def _text(self) -> str:
        """What is typed, as it is said; nothing on a secret page."""
        if self._page is None or self._is_secret:
            return ""
        text = self._page.news()
        return text if self.kind == "words" else text.replace("-", named("-", self._tell.translate))

    @property
    def offers(self) -> bool:
        """Whether the choices of the page are what was looked for, or all there is while nothing is typed."""
        return self._page is not None and not self._is_secret and (self._scene.cards > 0 or not self._page.news())

    @property
    def suggests(self) -> bool:
        """Whether there are searches that stand ready."""
        return any(one.objectName().startswith("search-chip") for one in self._scene.buttons)

    def leave(self) -> None:
        """The visitor goes to the choices of the page."""
        self._choosing, self._fresh, self._sign = self.is_possible, False, ""
        self._wheel.reset()

    def goes_back(self) -> bool:
        """The back key: from the choices to typing, then the last sign away. Whether it did one of them."""
        if self.is_possible and self._choosing:
            self._choosing = False
            self._tell.say(self._tell.translate("speech.type_on"), self.whole())
            return True
        if not self.is_on or self._page is None or not (self._is_secret or self._page.typed()):
            return False
        self.erase_last()
        return True

    def erase_last(self, *, types_on: bool = True) -> None:
        """The last sign goes, and is said with what is left; then one ``types_on``, or stays with the choices."""
        if self._page is None or not self.is_possible:
            self._tell.aside(self._tell.translate("speech.not_here"))
            return
        self._choosing, self._fresh, self._sign = not types_on, False, ""
        translate, typed = self._tell.translate, "" if self._is_secret else self._page.typed()
        if not (typed or self._is_secret) or not self._erase():
            self._tell.say(translate("speech.nothing_typed"))
            return
        sign = named(typed[-1:], translate)
        left = self._text()
        said = translate("speech.erased_sign", sign=sign) if sign else translate("speech.erased")
        self._tell.say(said, translate("speech.left", text=left) if left else "")

    def empty(self) -> bool:
        """What was typed before goes: nobody has heard it. Whether there was something that can be told."""
        if not self.is_possible or self._page is None:
            return False
        typed = len(self._page.typed())
        for _ in range(_LONGEST if self._is_secret else typed):
            self._erase()
        return typed > 0

    @property
    def _is_secret(self) -> bool:
        return self._page is not None and self._page.secret

    def _erase(self) -> bool:
        key = next((one for one in self._scene.buttons if one.objectName().endswith("-erase")), None)
        return _clicked(key)


def named(sign: str, translate: Translator) -> str:
    """A sign as it is said."""
    name = {" ": "kiosk.search.space", "-": "kiosk.survey.hyphen"}.get(sign)
    return sign if name is None else translate(name)


def _clicked(key: QAbstractButton | None) -> bool:
    """Clicks a key; whether there is one."""
    if key is not None:
        key.click()
    return key is not None
