"""A page on which a number or a code is typed: its own keys, a keyboard or a scanner."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.code_plans import SIGNS, CodePlan, code_plan, low_code_plan
from kiosk.geometry import SMALL
from kiosk.kit import KioskKit
from kiosk.pages.base import KioskPage
from kiosk.pages.survey_promise import paint_promise
from kiosk.widgets.pen import SUBTITLE, TITLE, Pen, StackRow, Type
from qtkit.announce import spoken
from qtkit.paint import fill_rounded
from qtkit.theme.tokens import Colours
from qtkit.widgets.touch_button import KIOSK_BUTTON

NO_SIGNS = " *#"
"""Keys that type nothing: the space bar, and those with which a keypad chooses and begins speech."""
_TYPED = Type(90, 104, 800)
_SIGN = replace(KIOSK_BUTTON, padding=3)
_PROMISE = Type(33, 42, 500)


@dataclass(frozen=True, slots=True)
class CodeTexts:
    """Texts of the catalogue: the ``title``, ``what`` to type, what the last key does (``enter``), and a ``promise``
    below the keys, empty for none."""

    title: str
    what: str
    enter: str
    promise: str = ""


@dataclass(frozen=True, slots=True)
class CodeIntents:
    """What the keys ask for; ``typed`` carries a sign."""

    typed: SignalInstance
    erased: SignalInstance
    entered: SignalInstance
    left: SignalInstance


class CodePage(KioskPage):
    """Shows what was typed, by ``show_typed``; its keys are called ``<name>-key-A``, ``<name>-erase``,
    ``<name>-leave`` and ``<name>-begin``."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget, name: str, texts: CodeTexts, wants: CodeIntents) -> None:
        super().__init__(kit, parent)
        self.plan: CodePlan = code_plan(self.body_mm(), landscape=self.landscape)
        self._name, self._texts, self._wants = name, texts, wants
        self._typed = ""
        self._keys = [self.buttons.add(f"{name}-key-{sign}", self._on_key) for sign in SIGNS]
        for key, sign in zip(self._keys, SIGNS, strict=True):
            key.show_text(sign)
            key.set_sizes(_SIGN, self.unit)
        add, erase = self.buttons.add, "kiosk.survey.erase"
        self._erase = add(f"{name}-erase", wants.erased, icon="backspace-outline", spoken=erase)
        self._back = add(f"{name}-leave", wants.left, "kiosk.back", "arrow-left")
        self._enter = add(f"{name}-begin", wants.entered, texts.enter, "check", main=True)

    def page_title(self) -> str:
        return spoken(self.translate(self._texts.title), self.translate(self._texts.what))

    def first_text(self) -> str:
        return self.translate(self._texts.promise) if self._texts.promise else ""

    def news(self) -> str:
        return " ".join(self._typed)

    def typed(self) -> str:
        return self._typed

    def notice_bar_mm(self) -> QRectF:
        return self.plan.notice_bar

    def show_typed(self, typed: str, *, busy: bool) -> None:
        """Shows what was typed, and whether it is being looked up."""
        self._typed = typed
        self.buttons.translate()
        self._keys[SIGNS.index("-")].show_text("-", name=self.translate("kiosk.survey.hyphen"))
        self._enter.setEnabled(bool(typed))
        self._enter.set_busy(busy)
        self.update()

    def place(self) -> None:
        if self.layout_mm.lowered:
            self.plan = low_code_plan(self.low_body())
        else:
            self.plan = code_plan(self.body_mm(), landscape=self.landscape)
        for key, rect in zip(self._keys, self.plan.keys, strict=True):
            self.put(key, rect)
        for button, rect in (
            (self._erase, self.plan.erase),
            (self._back, self.plan.back),
            (self._enter, self.plan.begin),
        ):
            self.put(button, rect)

    def paint_page(self, pen: Pen) -> None:
        self._paint_texts(pen)
        unit = self.unit
        field = self.px_rect(self.plan.field)
        fill_rounded(pen.painter, field, 24 * unit, Colours.SURFACE, edge=Colours.TELUK700, edge_px=4 * unit)
        room = field.adjusted(36 * unit, 0, -36 * unit, 0)
        shown = pen.fitted(self._typed, _TYPED, room.width() - 20 * unit)
        pen.place(room, shown, _TYPED)
        caret = room.left() + pen.width(shown) + 10 * unit
        half = field.height() * 0.3
        middle = field.center().y()
        pen.painter.fillRect(QRectF(caret, middle - half, 6 * unit, 2 * half), Colours.AMBER_EDGE)

    def _paint_texts(self, pen: Pen) -> None:
        """What to type, and what becomes of it."""
        translate, plan, texts = self.translate, self.plan, self._texts
        promise = translate(texts.promise) if texts.promise else ""
        if not plan.texts.isEmpty():
            rows = [
                StackRow(translate(texts.title), TITLE),
                StackRow(translate(texts.what), SUBTITLE, Colours.INK2, lines=2),
            ]
            if promise:
                rows.append(StackRow(promise, _PROMISE, Colours.INK2, lines=3))
            pen.fill(self.px_rect(plan.texts), *rows, gap=10 * self.unit)
            return
        pen.write(self.px_rect(plan.title), translate(texts.title), TITLE)
        pen.fill(self.px_rect(plan.subtitle), StackRow(translate(texts.what), SUBTITLE, Colours.INK2, lines=2))
        if promise:
            paint_promise(pen, self.px_rect(plan.promise), promise)

    def takes(self, event: QKeyEvent) -> bool:
        text = event.text()
        if event.key() == Qt.Key.Key_Backspace:
            self._wants.erased.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._wants.entered.emit()
        elif len(text) == 1 and text.isprintable() and text not in NO_SIGNS:
            self._wants.typed.emit(text.upper())
        else:
            return False
        return True

    def _on_key(self) -> None:
        self._wants.typed.emit(self.sender().objectName().removeprefix(f"{self._name}-key-"))
