"""How the keys are used: said whole the first time of a visit, and in short after that."""

from __future__ import annotations

from kiosk.speech.mouth import Teller
from qtkit.announce import spoken

STAYING = ("agencies", "ticket")
"""Pages of which the back key says everything again."""


class Instructions:
    """Remembers what was explained since ``begin``."""

    def __init__(self, tell: Teller) -> None:
        self._tell = tell
        self._explained: set[str] = set()

    def begin(self) -> None:
        """Another visitor, to whom nothing was explained."""
        self._explained.clear()

    def choices(self) -> str:
        """How choices are reached; nothing the second time."""
        return self._tell.by_keys("speech.how") if self._is_new("choices") else ""

    def typing(self, kind: str) -> str:
        """How ``digits``, ``letters`` of a code or ``words`` are typed; a keyboard has a key for each."""
        if self._tell.keys == "keyboard":
            return self._tell.translate("speech.how.typed")
        how = "speech.how.five" if self._tell.keys == "five" else "speech.how"
        return self._tell.translate(f"{how}.{kind if self._is_new(kind) else 'short'}")

    def menu(self, page: str) -> str:
        """What the key after a star does on that page."""
        translate = self._tell.translate
        star = "speech.menu.page" if page in STAYING else "speech.menu.back"
        return spoken(translate("speech.menu" if self._is_new("menu") else "speech.menu.short"), translate(star))

    def _is_new(self, what: str) -> bool:
        new = what not in self._explained
        self._explained.add(what)
        return new
