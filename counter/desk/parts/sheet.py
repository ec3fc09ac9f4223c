"""The sheet of choices over the left half of the desk: type to find, arrows or digits to choose, Enter to do it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from counter.desk.choices import choices_of, first_choice
from counter.desk.finding import SheetChoice, digits_are_free, row_of_digit
from counter.desk.parts.action_button import ends_text, ends_visit
from counter.desk.state import NOT_COME, Command, DeskState, Intent
from hall.translator import Translator
from hall.views import CounterView
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.label import Label, paint_tag
from qtkit.desk.layout import pack, stacked
from qtkit.desk.panel import Panel
from qtkit.desk.row_list import WholeRows
from qtkit.paint import draw_capitals, draw_lines, fill_rounded, fit_or_cut, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant

Index = QModelIndex | QPersistentModelIndex

_ROW = 44
_LONGEST = 120
"""Letters of a reason that can be typed; the history keeps them for ever."""

ABOUT_CURRENT = frozenset({Intent.HOLD, Intent.TRANSFER, Intent.NOTE, Intent.OBSTACLE, *NOT_COME})
"""Sheets that belong to the number at the counter and close with it."""

_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}


class ChoiceModel(QAbstractListModel):
    """The choices for Qt's list."""

    def __init__(self, translate: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._translate = translate
        self.choices: tuple[SheetChoice, ...] = ()
        self.digits = False

    def show_choices(self, choices: tuple[SheetChoice, ...], *, digits: bool) -> bool:
        """Shows other choices; True when anything differs. ``digits``: a digit alone moves to one, else with Alt."""
        if (choices, digits) == (self.choices, self.digits):
            return False
        self.beginResetModel()
        self.choices, self.digits = choices, digits
        self.endResetModel()
        return True

    def digit_of(self, row: int) -> str:
        """The key that moves to this row, empty for none."""
        digit = str(row + 1)
        if row_of_digit(digit, len(self.choices)) is None:
            return ""
        return digit if self.digits else f"Alt+{digit}"

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        choice = self.choices[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.caption
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            parts = (choice.caption, choice.detail, choice.tag, self.digit_of(index.row()))
            return ", ".join(filter(None, parts))
        return None


class _Rows(QStyledItemDelegate):
    """Paints a choice: caption, detail, tag."""

    def __init__(self, view: QListView, model: ChoiceModel) -> None:
        super().__init__(view)
        self._choices = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        choice = self._choices.choices[index.row()]
        rect = QRectF(option.rect).adjusted(1, 1, -5, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            fill_rounded(painter, rect, 8, Colours.TELUK100, edge=Colours.TELUK700, edge_px=2)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            fill_rounded(painter, rect, 8, Colours.DESK_HOVER)
        y, right = rect.center().y(), rect.right() - 12
        if choice.tag:
            right -= paint_tag(painter, choice.tag, choice.tone, right, y) + 12
        caption = font(15, 700)
        x = rect.left() + 14
        digit = self._choices.digit_of(index.row())
        if digit:
            draw_capitals(painter, digit, font(12, 600, tabular=True), x, y, ink=Colours.DESK_TEXT2)
        x += 22 if self._choices.digits else 48
        room = right - x
        wide = min(text_width(choice.caption, caption), room if not choice.detail else room * 0.62)
        draw_lines(
            painter, fit_or_cut(choice.caption, wide + 1, 15, 700, lines=2, height=_ROW - 6), x, y, ink=Colours.INK
        )
        x += wide + 14
        if choice.detail and right - x > 40:
            detail = fit_or_cut(choice.detail, right - x, 13, 500, lines=2, height=_ROW - 6)
            draw_lines(painter, detail, x, y, ink=Colours.DESK_TEXT2)
        painter.restore()


class ChoiceSheet(Panel):
    """One question with its choices. ``chosen`` carries the Command, ``left`` says that it was closed without one."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, translate: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translate = translate
        self.intent: Intent | None = None
        self._view: CounterView | None = None
        self._connected = True
        self._about = 0
        self._state: DeskState | None = None
        self._goes_on: Command | None = None
        self._ends = self._full = ""
        self._title = Label(20, 800, lines=2, height_px=28, min_px=14, name="sheet-title")
        self.field = QLineEdit(maxLength=_LONGEST)
        self.field.setObjectName("sheet-field")
        self.field.setFont(font(15, 600))
        self.field.setFixedHeight(44)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_typed)
        self.field.inputRejected.connect(self._on_rejected)
        self.list = WholeRows(_ROW)
        self.list.setObjectName("sheet-list")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = ChoiceModel(translate, self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Rows(self.list, self._model))
        self.list.doubleClicked.connect(lambda _index: self._choose(other=False))
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._about_choice = Label(15, 600, lines=5, height_px=98, name="sheet-about")
        self._about_choice.hide()
        self._none = Label(15, 600, Colours.DESK_TEXT2, align=Qt.AlignmentFlag.AlignHCenter)
        self.do_button = DeskButton("sheet-do", "check", "Enter", variant=Variant.SECONDARY, height=48)
        self.other_button = DeskButton("sheet-other", "", "Shift+Enter", height=48)
        self.close_button = DeskButton("sheet-close", "close", "Esc", height=48)
        self.do_button.clicked.connect(lambda: self._choose(other=False))
        self.other_button.clicked.connect(lambda: self._choose(other=True))
        self.close_button.clicked.connect(self.leave)
        self._lay_out()

    def _lay_out(self) -> None:
        lists = QWidget()
        self._stack = stacked(self.list, self._none)
        lists.setLayout(self._stack)
        row = pack(QHBoxLayout(), (self.do_button, 4), (self.other_button, 4), (self.close_button, 3), spacing=2)
        pack(
            QVBoxLayout(self),
            self._title,
            self.field,
            (lists, 1),
            self._about_choice,
            row,
            margins=(22, 16, 22 - FOCUS_ROOM, 12),
            spacing=10,
        )

    def ask(self, intent: Intent, state: DeskState, about: int = 0) -> None:
        """Asks for the particulars of ``intent``, about the number with this id, that of the counter when it is 0;
        needs the state's view."""
        assert state.view is not None
        self.intent, self._view, self._connected = intent, state.view, state.link.connected
        self._state = state
        self._ends = ends_text(state, self._translate)
        self._about = about or (state.view.current.id if state.view.current is not None else 0)
        self.field.clear()
        self._show(top=True)

    def show_state(self, state: DeskState) -> None:
        """Follows the hall while it is open; closes when what it is about has left the counter, or the counter does."""
        if self.intent is None:
            return
        view = state.view
        about = view.current.id if view is not None and view.current is not None else 0
        gone = (
            (self.intent in ABOUT_CURRENT and about != self._about)
            or (self.intent in NOT_COME and not state.assumed)
            or (self.intent is Intent.DAY and not state.day_steps)
            or (self.intent is Intent.CANCEL and self._about_code(view) == "")
        )
        if view is None or gone or (self.intent is Intent.PAUSE and view.counter.pause is not None):
            self.leave()
            return
        self._state, self._view, self._connected = state, view, state.link.connected
        self._ends = ends_text(state, self._translate)
        self._show()

    @Slot()
    def leave(self) -> None:
        """Closes without a command."""
        if self.intent is not None:
            self.intent = None
            self.left.emit()

    @property
    def choice(self) -> SheetChoice | None:
        """The choice that Enter takes."""
        row = self.list.currentIndex().row()
        return self._model.choices[row] if 0 <= row < len(self._model.choices) else None

    def _show(self, *, top: bool = False) -> None:
        assert self.intent is not None
        assert self._view is not None
        translate, name = self._translate, self.intent.value
        self._title.show_text(translate(f"counter.sheet_{name}", code=self._about_code(self._view)))
        self.field.setPlaceholderText(translate(f"counter.sheet_{name}_field"))
        self.field.setAccessibleName(translate(f"counter.sheet_{name}_field"))
        cancels = self.intent is Intent.CANCEL
        self.close_button.show_caption(translate("counter.sheet_keep" if cancels else "counter.sheet_close"))
        self._none.show_text(translate("counter.sheet_none"))
        before = self.choice
        missing = self._state.missing if self._state is not None else ()
        about, on = self._about, self._goes_on
        choices = choices_of(
            self.intent, self._view, self.field.text(), translate, about=about, goes_on=on, missing=missing
        )
        free = not self.field.text() and not self._keeps and digits_are_free(choices)
        digits = free and self.intent is not Intent.CALL_NUMBER
        if self._model.show_choices(choices, digits=digits) or top:
            self.list.setCurrentIndex(self._model.index(first_choice(choices) if top else self._row_of(before)))
        self._stack.setCurrentIndex(0 if self._model.choices else 1)
        self._show_buttons()

    def _about_code(self, view: CounterView | None) -> str:
        """The number that the sheet is about, empty when it is not there any more."""
        if view is None:
            return ""
        if self.intent is Intent.CANCEL:
            return next((ticket.code for ticket in view.unprinted if ticket.id == self._about), "")
        return view.current.code if view.current is not None else ""

    def _row_of_key(self, event: QKeyEvent) -> int | None:
        """The row that a digit moves to, alone where digits are not typed, or with Alt."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if not (alt or self._model.digits) or not Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            return None
        return row_of_digit(chr(event.key()), len(self._model.choices))

    def _row_of(self, before: SheetChoice | None) -> int:
        """Where the choice is now, -1 when it is gone: Enter must not take another one in its place. A reason that was
        typed since then makes another command of the same choice."""
        commands = [
            replace(choice.command, text="") if self._keeps else choice.command for choice in self._model.choices
        ]
        wanted = before.command if before is not None else None
        if wanted is not None and self._keeps:
            wanted = replace(wanted, text="")
        return commands.index(wanted) if wanted in commands else -1

    @property
    def _keeps(self) -> bool:
        """Whether what is typed finds nothing but is the reason of the choice, which stays as it is."""
        return self.intent is Intent.DAY

    @Slot()
    def _on_rejected(self) -> None:
        """What did not fit into the field is said, until a letter is taken away."""
        self._full = self._translate("counter.sheet_full", most=_LONGEST)
        if self.intent is not None:
            self._show_buttons()

    def _show_buttons(self) -> None:
        choice, translate = self.choice, self._translate
        ends = self._ends if choice is not None and choice.command.intent is Intent.CALL_NUMBER else ""
        choices = self._model.choices  # nothing fits, two numbers fit, or the row that was chosen is gone
        why = "none" if not choices else "which" if choices[0].unsure else "gone"
        why_none = translate(f"counter.sheet_{why}")
        # Whole here, where a button of a small screen has no room for it.
        unsure = why_none if self._model.choices else ""
        about = choice.about or ends if choice is not None else unsure
        self._about_choice.show_text(self._full or about)
        self._about_choice.setVisible(bool(self._about_choice.text()))
        if choice is None:
            self.do_button.set_possible(False, why_none)
            self.other_button.hide()
            return
        # While the database is away the sheet stays open, with what was typed.
        for button in (self.do_button, self.other_button):
            reason = choice.why if self._connected else translate("counter.away_key")
            button.set_possible(self._connected and not choice.why, reason)
        assert self._view is not None
        for button, command in ((self.do_button, choice.command), (self.other_button, choice.other)):
            button.space_presses = command is None or not ends_visit(command.intent, self._view)
        self.do_button.show_caption(translate(f"counter.do_{choice.command.intent.value}"), ends)
        self.other_button.setVisible(choice.other is not None)
        if choice.other is not None:
            kind = "other" if choice.other.intent is choice.command.intent else "do"
            self.other_button.show_caption(translate(f"counter.{kind}_{choice.other.intent.value}"))

    def _choose(self, *, other: bool) -> None:
        choice = self.choice
        command = (choice.other if other else choice.command) if choice is not None and not choice.why else None
        if command is not None and command.intent is Intent.NOTE and self._state is not None:
            self._goes_on = replace(command, intent=Intent.TRANSFER)
            self.ask(Intent.NOTE, self._state, self._about)
        elif command is not None and self.intent is not None and self._connected:
            self.intent = None
            self.chosen.emit(command)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        if len(text) < _LONGEST:
            self._full = ""
        if self.intent is not None:
            self._show(top=not self._keeps)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        if self.intent is not None:
            self._show_buttons()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._on_key(event):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._on_key(event):
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._choose(other=shift or self.other_button.hasFocus())
        elif (row := self._row_of_key(event)) is not None:
            self.list.setCurrentIndex(self._model.index(row))
        elif key in _MOVES and self._model.choices:
            moved = max(0, min(len(self._model.choices) - 1, self.list.currentIndex().row() + _MOVES[key]))
            self.list.setCurrentIndex(self._model.index(moved))
        else:
            return False
        return True
