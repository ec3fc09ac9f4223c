"""A form over a page: what is asked, declared as data, and the panel that asks it.

Enter does it, Esc leaves it, Tab stays inside. What was typed stays while the answer is waited for, and when it is a
refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.form_fields import ChoiceField, ChoiceRow, Field, FieldRow, TextField, row_of
from qtkit.desk.form_line import FormLine
from qtkit.desk.label import Label
from qtkit.desk.layout import Stretch, pack, scrolling
from qtkit.desk.panel import Panel
from qtkit.theme.tokens import Colours, with_alpha
from qtkit.widgets.painted_button import Variant

Answers = Mapping[str, str]
"""What was answered, by the name of the field: the key of a choice, a text without spaces around it, ``yes`` or
nothing for a tick."""

_WIDEST, _EDGE = 640, 20


class WrongAnswer(Exception):
    """An answer that cannot be taken: the name of its field, and a sentence that says why and what would do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


class _AtOnce(WrongAnswer):
    """Said at once, not only when the form is done."""


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked. ``make`` turns the answers into what ``FormOverlay.done`` carries, or raises WrongAnswer; ``do``
    and ``leave`` are the captions of the buttons, ``missing`` says that a text, by its caption, must not be empty,
    ``too_short`` that it needs so many letters, ``too_long`` that it has more than so many, and how many, ``unchosen``
    that a choice, by its caption, is still to be made, ``unfound`` that what was typed fits none of the options,
    ``waiting`` what leaving does while the answer is waited for. ``grave`` marks what cannot be taken back."""

    title: str
    fields: tuple[Field, ...]
    make: Callable[[Answers], object]
    do: str
    leave: str
    missing: Callable[[str], str]
    too_short: Callable[[str, int], str]
    too_long: Callable[[str, int, int], str]
    unchosen: Callable[[str], str]
    unfound: Callable[[str], str]
    waiting: str = ""
    about: str = ""
    grave: bool = False


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)


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
        self._rows: list[FieldRow] = []
        self._before: QWidget | None = None
        self._panel = Panel(self)
        self._title = Label(20, 800, lines=2, height_px=30, min_px=14, name="form-title")
        self._about = Label(14, 500, Colours.DESK_TEXT2, lines=4, height_px=40, name="form-about")
        self._area = QScrollArea()
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
            (self._area, 1),
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
        return tuple(self._rows)

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
        content = QWidget()
        self._rows = [row_of(field) for field in form.fields]
        for row in self._rows:
            row.changed.connect(self._on_answer)
        pack(QVBoxLayout(content), *self._rows, Stretch(), margins=(FOCUS_ROOM, 2, FOCUS_ROOM, 2), spacing=10)
        scrolling(content, self._area)
        self._area.setVisible(bool(self._rows))
        self._show_asked()
        self.show()
        self.raise_()
        first = next(iter(self._rows), None)
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
            made = form.make(self._answers(form))
        except WrongAnswer as wrong:
            self._error.show_error(wrong.sentence, wrong.field)
            row = next((row for row in self._rows if row.field.name == wrong.field), None)
            if row is not None:
                row.input.setFocus(Qt.FocusReason.OtherFocusReason)
                self._bring()
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
        self._show_asked()
        self._bring()
        wrong = self._error.field
        try:
            self._refuse_at_once(form)
            if wrong:
                form.make(self._answers(form))
        except WrongAnswer as still:
            if still.field == wrong or isinstance(still, _AtOnce):
                self._error.show_error(still.sentence, still.field)
                return
        self._error.show_error("")

    def _show_asked(self) -> None:
        """Shows what is asked with the choices as they stand."""
        answers: dict[str, str] = {}
        fresh = []
        for row in self._rows:
            only = row.field.only_with if isinstance(row.field, ChoiceField) else None
            shown = only is None or answers[only[0]] in only[1]
            if shown and row.isHidden():
                fresh.append(row)
            row.setVisible(shown)
            answers[row.field.name] = row.answer if shown else ""  # what depends on what is not asked is not asked
        self._place()
        for row in fresh:
            self._show_row(row)

    def _answers(self, form: Form) -> Answers:
        """All answers. Raises WrongAnswer for a text that must not be empty or is too long, and for a choice that was
        not made."""
        self._refuse_at_once(form)
        for row in self._asked():
            if isinstance(row.field, TextField | ChoiceField) and row.field.required and not row.answer:
                said = form.missing if isinstance(row.field, TextField) else form.unchosen
                raise WrongAnswer(row.field.name, said(row.field.caption))
            if isinstance(row.field, TextField) and 0 < _letters(row.answer) < row.field.least:
                raise WrongAnswer(row.field.name, form.too_short(row.field.caption, row.field.least))
        return {row.field.name: "" if row.isHidden() else row.answer for row in self._rows}

    def _asked(self) -> list[FieldRow]:
        return [row for row in self._rows if not row.isHidden()]

    def _refuse_at_once(self, form: Form) -> None:
        """Nothing that was typed or pasted is cut unseen, and what was typed to find an option and fits none is not
        taken for what was chosen before. Raises _AtOnce."""
        for row in self._asked():
            if isinstance(row.field, TextField) and len(row.answer) > row.field.most:
                raise _AtOnce(row.field.name, form.too_long(row.field.caption, row.field.most, len(row.answer)))
            if isinstance(row, ChoiceRow) and row.unfound:
                raise _AtOnce(row.field.name, form.unfound(row.unfound))

    @Slot()
    def _place(self) -> None:
        """In the middle of the parent, as high as it needs."""
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        width = min(_WIDEST, self.width() - 2 * _EDGE)
        self._panel.setFixedWidth(width)
        content = self._area.widget()
        wanted = content.sizeHint().height() if content is not None and self._rows else 0
        self._error.set_height(max(40, self._error.least_height()))
        others = [self._title.sizeHint().height(), self.do_button.sizeHint().height(), 28 + 4 * 8]
        others += [part.sizeHint().height() for part in (self._about, self._error) if not part.isHidden()]
        height = min(self.height() - 2 * _EDGE, sum(others) + wanted)
        self._panel.setGeometry((self.width() - width) // 2, max(_EDGE, (self.height() - height) // 2), width, height)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        stops = [row.input for row in self._rows if not row.isHidden()] + [self.do_button, self.leave_button]
        stops = [stop for stop in stops if stop.isEnabled()]
        now = self.window().focusWidget()
        at = stops.index(now) if now in stops else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stop = stops[(at + (1 if forward else -1)) % len(stops)]
        stop.setFocus(reason)
        self._bring()
        return True

    @Slot()
    def _bring(self) -> None:
        """Scrolls to the field that has the keyboard: to all of it, and where that has no room to what is chosen."""
        now = self.window().focusWidget()
        row = next((row for row in self._rows if row.input is now), None)
        if row is not None:
            self._show_row(row)

    def _show_row(self, row: FieldRow) -> None:
        content = self._area.widget()
        layout = content.layout() if content is not None else None
        if layout is not None:
            layout.activate()  # a row that is asked only now has its place
        self._area.ensureWidgetVisible(row, 0, 0)
        self._area.ensureWidgetVisible(row.input, 0, 0)

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
