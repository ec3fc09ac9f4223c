"""The panel that asks a form over a page.

Enter does it, Esc leaves it, Tab stays inside. What was typed stays while the answer is waited for, and when it is a
refusal.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from qtkit.desk.asked import AtOnce, Form, WrongAnswer
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.form_fields import FieldRow
from qtkit.desk.form_line import FormLine
from qtkit.desk.form_rows import FormRows
from qtkit.desk.label import Label
from qtkit.desk.layout import pack
from qtkit.desk.panel import Panel
from qtkit.theme.tokens import Colours, with_alpha
from qtkit.widgets.painted_button import Variant

_WIDEST, _EDGE = 640, 20


class FormOverlay(QWidget):
    """Lies over its parent while a form is asked. ``done`` carries what the form made of the answers; the form stays,
    busy, until ``close_form`` or ``refuse``. ``left`` when it was left without an answer."""

    access_role = QAccessible.Role.Dialog
    done = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("form-overlay")
        self._form: Form | None = None
        self._before: QWidget | None = None
        self._panel = Panel(self)
        self._title = Label(20, 800, lines=2, height_px=30, min_px=14, name="form-title")
        self._about = Label(14, 500, Colours.DESK_TEXT2, lines=4, height_px=40, name="form-about")
        self._fields = FormRows()
        self._fields.answered.connect(self._on_answer)
        self._fields.resized.connect(self._place)
        self._error = FormLine()
        self._error.changed.connect(self._place)
        self.do_button = DeskButton("form-do", "check", "Enter", variant=Variant.PRIMARY, height=48)
        self.leave_button = DeskButton("form-leave", "close", "Esc", height=48)
        self.do_button.clicked.connect(self._on_do)
        self.leave_button.clicked.connect(self.leave)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        buttons = pack(QHBoxLayout(), (self.do_button, 3), (self.leave_button, 2), spacing=2)
        texts = pack(QVBoxLayout(), self._title, self._about, margins=(FOCUS_ROOM, 0, FOCUS_ROOM, 0), spacing=8)
        pack(
            QVBoxLayout(self._panel),
            texts,
            (self._fields, 1),
            self._error,
            buttons,
            margins=(_EDGE, 16, _EDGE - FOCUS_ROOM, 12),
            spacing=8,
        )

    @property
    def form(self) -> Form | None:
        """The form that is asked now."""
        return self._form

    @property
    def rows(self) -> tuple[FieldRow, ...]:
        """The fields of the form that is asked now, in order."""
        return tuple(self._fields.rows)

    def ask(self, form: Form) -> None:
        """Asks ``form`` over the parent; whoever had the focus gets it back at the end."""
        window = self.window()
        self._before = self._before if self._form is not None else window.focusWidget()
        self._form = form
        self._title.show_text(form.title)
        self._title.setAccessibleName(form.title)
        self._about.show_text(form.about)
        self._about.setVisible(bool(form.about))
        self.setAccessibleName(form.title)
        self.do_button.show_caption(form.do)
        self.do_button.show_variant(Variant.ALERT if form.grave else Variant.PRIMARY)
        self.leave_button.show_caption(form.leave)
        self._error.show_error("")
        self._set_busy(False)
        self._fields.ask(form)
        self.show()
        self.raise_()
        first = next(iter(self.rows), None)
        (first.input if first is not None else self.do_button).setFocus(Qt.FocusReason.TabFocusReason)

    def refuse(self, sentence: str) -> None:
        """Says why what was asked for was not done; the answers stay."""
        if self._form is not None:
            self._set_busy(False)
            self._error.show_error(sentence)

    def tell(self, sentence: str) -> None:
        """Says more about what the answer is waited for."""
        self._error.tell(sentence)

    def _set_busy(self, busy: bool) -> None:
        self.do_button.set_busy(busy)
        self.do_button.setEnabled(not busy)

    @Slot()
    def leave(self) -> None:
        """Closes the form without an answer."""
        if self._form is not None:
            self.close_form()
            self.left.emit()

    def close_form(self) -> None:
        """Closes the form: it was done."""
        self._form = None
        self.hide()
        if self._before is not None and self._before.isVisible():
            # Who works with keys sees where they are; a field would select what was typed into it.
            clicked = self.do_button.underMouse() or self.leave_button.underMouse()
            plain = clicked or isinstance(self._before, QLineEdit)
            self._before.setFocus(Qt.FocusReason.OtherFocusReason if plain else Qt.FocusReason.TabFocusReason)
        self._before = None

    @Slot()
    def _on_do(self) -> None:
        form = self._form
        if form is None or self.do_button.busy:
            return
        try:
            made = form.make(self._fields.answers(form))
        except WrongAnswer as wrong:
            self._error.show_error(wrong.sentence, wrong.field)
            self._fields.bring_named(wrong.field)
            return
        self._set_busy(True)
        self._error.wait(form.waiting)
        self.done.emit(made)

    @Slot()
    def _on_answer(self) -> None:
        """Another answer is not what was refused; one that was wrong says so until it is right."""
        form = self._form
        if form is None or self.do_button.busy:
            return
        self._fields.show_asked()
        self._fields.bring()
        wrong = self._error.field
        try:
            self._fields.refuse_at_once(form)
            if wrong:
                form.make(self._fields.answers(form))
        except WrongAnswer as still:
            if still.field == wrong or isinstance(still, AtOnce):
                self._error.show_error(still.sentence, still.field)
                return
        self._error.show_error("")

    @Slot()
    def _place(self) -> None:
        """In the middle of the parent, as high as it needs."""
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        width = min(_WIDEST, self.width() - 2 * _EDGE)
        self._panel.setFixedWidth(width)
        self._error.set_height(max(40, self._error.least_height()))
        others = [self._title.sizeHint().height(), self.do_button.sizeHint().height(), 28 + 4 * 8]
        others += [part.sizeHint().height() for part in (self._about, self._error) if not part.isHidden()]
        height = min(self.height() - 2 * _EDGE, sum(others) + self._fields.wanted_height)
        self._panel.setGeometry((self.width() - width) // 2, max(_EDGE, (self.height() - height) // 2), width, height)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        stops = [row.input for row in self._fields.asked] + [self.do_button, self.leave_button]
        stops = [stop for stop in stops if stop.isEnabled()]
        now = self.window().focusWidget()
        at = stops.index(now) if now in stops else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stop = stops[(at + (1 if forward else -1)) % len(stops)]
        stop.setFocus(reason)
        self._fields.bring()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.leave() if self.leave_button.hasFocus() else self._on_do()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()  # nothing of the page below answers to a key

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), with_alpha(Colours.TELUK900, 0.55))
