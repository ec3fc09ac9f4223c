"""The first page of the survey: the number of the slip is typed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.kit import KioskKit
from kiosk.pages.base import KioskPage
from kiosk.pages.survey_promise import paint_promise
from kiosk.screen import Screen
from kiosk.survey_geometry import KEY_ROWS, NumberPlan, number_plan
from kiosk.widgets.pen import SUBTITLE, TITLE, Pen, Type
from qtkit.announce import spoken
from qtkit.paint import fill_rounded
from qtkit.theme.tokens import Colours

_TYPED = Type(90, 104, 800)
_SIGNS = "".join(KEY_ROWS)


class SurveyNumberPage(KioskPage):
    """Shows ``screen.survey.typed``; letters and digits also come from a keyboard or a scanner."""

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self.plan: NumberPlan = number_plan(self.body_mm(), landscape=self.landscape)
        self._typed = ""
        wants = self.intents
        self._keys = [self.buttons.add(f"survey-key-{sign}", self._on_key) for sign in _SIGNS]
        for key, sign in zip(self._keys, _SIGNS, strict=True):
            key.show_text(sign)
        erase = "kiosk.survey.erase"
        self._erase = self.buttons.add("survey-erase", wants.survey_erased, icon="backspace-outline", spoken=erase)
        self._back = self.buttons.add("survey-leave", wants.survey_left, "kiosk.back", "arrow-left")
        self._begin = self.buttons.add("survey-begin", wants.survey_begun, "kiosk.survey.begin", "check", main=True)

    def page_title(self) -> str:
        return spoken(self.translate("kiosk.survey.title"), self.translate("kiosk.survey.number"))

    def news(self) -> str:
        return " ".join(self._typed)

    def notice_bar_mm(self) -> QRectF:
        return self.plan.notice_bar

    def show_screen(self, screen: Screen) -> None:
        self._typed = screen.survey.typed
        self.buttons.translate()
        self._begin.setEnabled(bool(self._typed))
        self._begin.set_busy(screen.busy == "survey-begin")
        self.update()

    def place(self) -> None:
        self.plan = number_plan(self.body_mm(), landscape=self.landscape)
        for key, rect in zip(self._keys, self.plan.keys, strict=True):
            self.put(key, rect)
        for button, rect in (
            (self._erase, self.plan.erase),
            (self._back, self.plan.back),
            (self._begin, self.plan.begin),
        ):
            self.put(button, rect)

    def paint_page(self, pen: Pen) -> None:
        translate, unit = self.translate, self.unit
        pen.write(self.px_rect(self.plan.title), translate("kiosk.survey.title"), TITLE)
        line = self.px_rect(self.plan.subtitle)
        pen.write(line, translate("kiosk.survey.number"), SUBTITLE, colour=Colours.INK2, lines=2)
        field = self.px_rect(self.plan.field)
        fill_rounded(pen.painter, field, 24 * unit, Colours.SURFACE, edge=Colours.TELUK700, edge_px=4 * unit)
        room = field.adjusted(36 * unit, 0, -36 * unit, 0)
        shown = pen.fitted(self._typed, _TYPED, room.width() - 20 * unit)
        pen.place(room, shown, _TYPED)
        caret = room.left() + pen.width(shown) + 10 * unit
        half = field.height() * 0.3
        middle = field.center().y()
        pen.painter.fillRect(QRectF(caret, middle - half, 6 * unit, 2 * half), Colours.AMBER_EDGE)
        paint_promise(pen, self.px_rect(self.plan.promise), translate("kiosk.survey.promise"))

    def takes(self, event: QKeyEvent) -> bool:
        text = event.text()
        if event.key() == Qt.Key.Key_Backspace:
            self.intents.survey_erased.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.intents.survey_begun.emit()
        elif len(text) == 1 and text.isprintable() and text != " ":
            self.intents.survey_typed.emit(text.upper())
        else:
            return False
        return True

    def _on_key(self) -> None:
        self.intents.survey_typed.emit(self.sender().objectName().removeprefix("survey-key-"))
