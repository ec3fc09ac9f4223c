"""The fields of a form below each other: which of them are asked, what is answered, and where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from qtkit.desk.asked import Answers, AtOnce, Form, WrongAnswer
from qtkit.desk.buttons import FOCUS_ROOM
from qtkit.desk.form_fields import ChoiceField, ChoiceRow, FieldRow, TextField, row_of
from qtkit.desk.layout import Stretch, pack, scrolling


class FormRows(QScrollArea):
    """Scrolls where they have no room. ``answered`` at each change of an answer, ``resized`` when other fields are
    asked."""

    answered = Signal()
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[FieldRow] = []

    def ask(self, form: Form) -> None:
        """Makes the fields of ``form``."""
        content = QWidget()
        self.rows = [row_of(field) for field in form.fields]
        for row in self.rows:
            row.changed.connect(self.answered)
        pack(QVBoxLayout(content), *self.rows, Stretch(), margins=(FOCUS_ROOM, 2, FOCUS_ROOM, 2), spacing=10)
        scrolling(content, self)
        self.setVisible(bool(self.rows))
        self.show_asked()

    @property
    def asked(self) -> list[FieldRow]:
        """Those that are asked with the choices as they stand."""
        return [row for row in self.rows if not row.isHidden()]

    @property
    def wanted_height(self) -> int:
        """Pixels of all that is asked."""
        content = self.widget()
        return content.sizeHint().height() if content is not None and self.rows else 0

    def show_asked(self) -> None:
        """Shows what is asked with the choices as they stand."""
        answers: dict[str, str] = {}
        fresh = []
        for row in self.rows:
            only = row.field.only_with if isinstance(row.field, ChoiceField) else None
            shown = only is None or answers[only[0]] in only[1]
            if shown and row.isHidden():
                fresh.append(row)
            row.setVisible(shown)
            answers[row.field.name] = row.answer if shown else ""  # what depends on what is not asked is not asked
        self.resized.emit()
        for row in fresh:
            self._show_row(row)

    def answers(self, form: Form) -> Answers:
        """All answers. Raises WrongAnswer for a text that must not be empty or is too long, and for a choice that was
        not made."""
        self.refuse_at_once(form)
        for row in self.asked:
            if isinstance(row.field, TextField | ChoiceField) and row.field.required and not row.answer:
                said = form.missing if isinstance(row.field, TextField) else form.unchosen
                raise WrongAnswer(row.field.name, said(row.field.caption))
            if isinstance(row.field, TextField) and 0 < _letters(row.answer) < row.field.least:
                raise WrongAnswer(row.field.name, form.too_short(row.field.caption, row.field.least))
        return {row.field.name: "" if row.isHidden() else row.answer for row in self.rows}

    def refuse_at_once(self, form: Form) -> None:
        """Nothing that was typed or pasted is cut unseen, and what was typed to find an option and fits none is not
        taken for what was chosen before. Raises AtOnce."""
        for row in self.asked:
            if isinstance(row.field, TextField) and len(row.answer) > row.field.most:
                raise AtOnce(row.field.name, form.too_long(row.field.caption, row.field.most, len(row.answer)))
            if isinstance(row, ChoiceRow) and row.unfound:
                raise AtOnce(row.field.name, form.unfound(row.unfound))

    def bring_named(self, name: str) -> None:
        """Gives the keyboard to the field of a name."""
        row = next((row for row in self.rows if row.field.name == name), None)
        if row is not None:
            row.input.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring()

    @Slot()
    def bring(self) -> None:
        """Scrolls to the field that has the keyboard: to all of it, and where that has no room to what is chosen."""
        now = self.window().focusWidget()
        row = next((row for row in self.rows if row.input is now), None)
        if row is not None:
            self._show_row(row)

    def _show_row(self, row: FieldRow) -> None:
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is not None:
            layout.activate()  # a row that is asked only now has its place
        self.ensureWidgetVisible(row, 0, 0)
        self.ensureWidgetVisible(row.input, 0, 0)


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)
