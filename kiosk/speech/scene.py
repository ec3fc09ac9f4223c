"""What can be chosen on what is shown, in the order in which it is numbered and walked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.frame import KioskFrame
from kiosk.pages.base import KioskPage
from kiosk.widgets.help_card import HelpCard
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.pressable import Pressable
from qtkit.widgets.touch_button import TouchButton

_WAYS_BACK = frozenset({"back-button", "search-back", "need-back", "needs-back"})
"""The way back of a list is its last choice."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All cards of a list, on whichever of its pages, then the buttons: ``first`` is the place of the first card that
    is shown, ``a_page`` how many a list page has, ``cards`` how many there are. ``keys`` are the keys of a page where
    something is typed, by their sign; they are no choices. ``gone`` are buttons that are not there now and keep their
    place, so that no number changes while somebody listens. ``ways`` are the buttons of the page itself, those of its
    frame are none. ``over`` is what lies over the page."""

    shown: tuple[QAbstractButton, ...] = ()
    buttons: tuple[QAbstractButton, ...] = ()
    first: int = 0
    a_page: int = 0
    cards: int = 0
    keys: Mapping[str, QAbstractButton] = field(default_factory=dict)
    ways: tuple[QAbstractButton, ...] = ()
    over: QWidget | None = None
    gone: tuple[QAbstractButton, ...] = ()

    @property
    def count(self) -> int:
        """The highest number of a choice."""
        return self.cards + len(self.buttons)

    @property
    def there(self) -> int:
        """How many choices there are."""
        return self.count - len(self.gone)

    def is_gone(self, place: int) -> bool:
        """Whether the choice of that place is not there any more."""
        return place >= self.cards and self.at(place) in self.gone

    def at(self, place: int) -> QAbstractButton | None:
        """What is chosen at a place from 0; None while its list page is not shown."""
        if place >= self.cards:
            return self.buttons[place - self.cards] if place < self.count else None
        here = place - self.first
        return self.shown[here] if 0 <= here < len(self.shown) else None

    def place_of(self, button: QAbstractButton) -> int | None:
        """The place of a button, None when it is no choice."""
        if button in self.shown:
            return self.first + self.shown.index(button)
        return self.cards + self.buttons.index(button) if button in self.buttons else None

    def after(self, before: Scene) -> Scene:
        """The same, with buttons that were there ``before`` in the order that they had: what comes later is last, and
        what goes leaves a gap."""
        if before.over is not self.over or self.keys:
            return self
        new = tuple(one for one in self.buttons if one not in before.buttons)
        gone = tuple(one for one in before.buttons if one not in self.buttons)
        return replace(self, buttons=(*before.buttons, *new), gone=gone)

    def list_page_of(self, place: int) -> int:
        """The list page that a card is on, from 0."""
        return place // self.a_page if self.a_page else 0

    def first_main(self) -> int | None:
        """The place of what the page is for: its large button, else its first one that does not erase."""
        likely = [one for one in self.buttons if one not in self.gone and not one.objectName().endswith("-erase")]
        large = (one for one in likely if isinstance(one, TouchButton) and one.variant is Variant.PRIMARY)
        found = next(large, likely[0] if likely else None)
        return None if found is None else self.place_of(found)


def scene_of(window: QWidget, frame: KioskFrame, page: KioskPage) -> Scene:
    """What is shown of ``window`` now: the choices of what lies over the page, else of the page and its frame."""
    over = _over(window)
    if over is not None:
        return Scene(buttons=_reachable(over), over=over)
    keys = {one.text().upper(): one for one in page.findChildren(Pressable) if one.isVisible() and len(one.text()) == 1}
    cards = tuple(card for card in page.cards() if card.isVisible() and card.isEnabled())
    turning, pager = page.turning(), frame.pager.buttons
    first, a_page, count = 0, 0, len(cards)
    if turning is not None and turning.plan.pages > 1:
        a_page, count = len(turning.plan.cells), turning.count
        first = turning.page * a_page
    left_out = {*map(id, cards), *map(id, keys.values()), *map(id, pager)}
    buttons = tuple(one for one in _reachable(window) if id(one) not in left_out)
    of_page = tuple(one for one in buttons if page.isAncestorOf(one))
    others = tuple(one for one in buttons if not page.isAncestorOf(one))
    back = tuple(one for one in of_page if one.objectName() in _WAYS_BACK)
    rest = tuple(one for one in of_page if one not in back)
    return Scene(cards, (*rest, *others, *back), first, a_page, count, keys, of_page)


def _over(window: QWidget) -> QWidget | None:
    """The topmost thing that covers the whole window and has choices of its own: a prompt, a list, a question. A call
    for a person that is on its way has none."""
    widgets = (child for child in reversed(window.children()) if isinstance(child, QWidget))
    above = (one for one in widgets if one.isVisible() and not isinstance(one, KioskPage))
    whole = (one for one in above if one.geometry().contains(window.rect()))
    return next((one for one in whole if isinstance(one, HelpCard) or _reachable(one)), None)


def _reachable(root: QWidget) -> tuple[QAbstractButton, ...]:
    """The buttons below ``root`` that Tab reaches, in its order."""
    found: list[QAbstractButton] = []
    one = root.nextInFocusChain()
    while one is not root and one is not None:
        if isinstance(one, QAbstractButton) and root.isAncestorOf(one) and _takes_tab(one):
            found.append(one)
        one = one.nextInFocusChain()
    return tuple(found)


def _takes_tab(button: QAbstractButton) -> bool:
    tab = bool(button.focusPolicy() & Qt.FocusPolicy.TabFocus)
    if isinstance(button, TouchButton) and button.busy:
        return False  # what is under way is no choice
    return tab and button.isVisible() and button.isEnabled()
