"""A tab with a list that typing narrows, and beside it what can be done with the row that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.supervisor.parts.agencies import FilterField
from counter.supervisor.parts.choosing import ChoosingList, L
from counter.supervisor.tab_page import TabPage
from hall.identifiers import key_of
from hall.translator import Translator
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.label import Label
from qtkit.desk.layout import Stretch, pack
from qtkit.desk.panel import Divider, Panel
from qtkit.theme.tokens import Colours

SIDE = 18
"""Pixels between the edge of a panel and what stands in it."""
EDGE = SIDE - FOCUS_ROOM
"""The same for buttons, which bring the room for their ring."""


class ListPage(TabPage, Generic[L]):
    """Has ``list``, ``filter`` and ``buttons``; its class says what is shown, and does what is pressed (``do``).

    ``stem`` begins the codes of its texts and the names of its buttons; ``icons`` are those of the buttons by key, with
    ``keys`` as their shortcuts.
    """

    def __init__(
        self,
        translate: Translator,
        rows: ChoosingList[L],
        stem: str,
        icons: Mapping[str, str],
        keys: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._translate, self._stem = translate, stem
        self.filter = FilterField()
        self.filter.setObjectName(f"{stem}-filter")
        self.list = rows
        self.count = Label(14, 600, Colours.DESK_TEXT2, lines=2, height_px=36, name=f"{stem}-count")
        shown = keys or {}
        self.buttons = {
            key: DeskButton(f"{stem}-{key}", icon, shown.get(key, ""), height=44) for key, icon in icons.items()
        }
        self.filter.left.connect(self._on_filter_left)
        self.list.entered.connect(self._on_entered)
        self.list.typed.connect(self.filter.begin_with)
        for key, button in self.buttons.items():
            button.clicked.connect(self._presses(key))

    def listing(self, *below: QWidget) -> Panel:
        """The panel of the list, its filter and its count, with what stands ``below`` it."""
        panel = Panel()
        head = pack(QHBoxLayout(), self.filter, Stretch(), self.count, margins=(SIDE, 0, SIDE, 0))
        whole = pack(QVBoxLayout(panel), head, Divider(Colours.DESK_TRACK), margins=(0, 12, 4, 8), spacing=8)
        pack(whole, (self.list, 1))
        if below:
            pack(whole, Divider(Colours.DESK_TRACK), pack(QVBoxLayout(), *below, margins=(SIDE, 0, SIDE, 0)))
        return panel

    def lay_out(self, left: QWidget | QVBoxLayout, side: Panel, width: int) -> None:
        """``left`` beside ``side``, which is ``width`` pixels wide."""
        side.setFixedWidth(width)
        pack(QHBoxLayout(self), (left, 1), side, margins=(16, 14, 16, 6), spacing=14)

    def show_names(self, tab: str) -> None:
        """The names of field, list and buttons in the language shown; ``tab`` is the code of the page's name."""
        translate = self._translate
        find = translate(f"supervisor.{self._stem}_find")
        self.filter.setPlaceholderText(find)
        self.filter.setAccessibleName(find)
        self.list.setAccessibleName(translate(tab))
        for key, button in self.buttons.items():
            button.show_caption(translate(f"supervisor.{self._stem}_{key}_button"))

    def show_found(self, looks: list[L]) -> int:
        """Lists those that have what is typed in them, the first one chosen when none is; returns how many."""
        typed = key_of(self.filter.text())
        found = [look for look in looks if typed in key_of(look.spoken)]
        self.list.show_looks(found)
        if found and not self.list.chosen:
            self.list.setCurrentIndex(self.list.rows.index(0))
        return len(found)

    def show_one_of(self, shown: str, other: str) -> None:
        """Two buttons of which one is shown; the focus goes on to that one."""
        self.buttons[shown].show()
        if self.window().focusWidget() is self.buttons[other]:
            self.buttons[shown].setFocus(Qt.FocusReason.OtherFocusReason)
        self.buttons[other].hide()

    def do(self, key: str) -> None:
        """Does what the button with this key says."""
        raise NotImplementedError

    @property
    def first(self) -> QWidget:
        return self.list

    def begin_to_find(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _presses(self, key: str) -> Callable[[], None]:
        def press() -> None:
            self.do(key)

        return press

    @Slot()
    def _on_entered(self) -> None:
        """Enter on a row leads to the first button."""
        first = next(button for button in self.buttons.values() if not button.isHidden())
        first.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(bool)
    def _on_filter_left(self, cleared: bool) -> None:
        if cleared:
            self.filter.clear()
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
