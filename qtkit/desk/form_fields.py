"""The fields of a form: a choice, a text, a tick; each with its caption above it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qtkit.desk.buttons import FOCUS_ROOM
from qtkit.desk.label import Label
from qtkit.desk.layout import pack
from qtkit.desk.look_list import BY_KEYBOARD, paint_focus_row
from qtkit.desk.typed_search import TypedSearch
from qtkit.icons import paint_icon
from qtkit.paint import draw_lines, fill_circle, fill_rounded, fit_or_cut, rounded_path, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours

Index = QModelIndex | QPersistentModelIndex

_ROW, _MOST_ROWS = 38, 7
_FIELD = 44
YES = "yes"
"""The answer of a tick that is set."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice, with more about it beside it."""

    key: str
    caption: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of ``options``; ``chosen`` is the key of the one that stands there at first, else the first. ``only_with`` is
    the name of a choice before it and its keys with which this one is asked, None for always; when it is not asked, its
    answer is empty."""

    name: str
    caption: str
    options: tuple[Option, ...]
    chosen: str = ""
    only_with: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class TextField:
    """A text of at most ``most`` letters: a longer one is refused, not cut. ``required``: not an empty one. ``secret``
    shows dots, ``hint`` stands in the empty field."""

    name: str
    caption: str
    text: str = ""
    hint: str = ""
    most: int = 120
    required: bool = False
    secret: bool = False


@dataclass(frozen=True, slots=True)
class TickField:
    """Yes or no."""

    name: str
    caption: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class FactField:
    """Lines that are only read."""

    name: str
    caption: str
    lines: tuple[str, ...]


Field = ChoiceField | TextField | TickField | FactField
"""Whatever a form shows."""


class FieldRow(QWidget):
    """A field in the form: its caption, and its input, which takes the focus; ``changed`` when the answer is another
    one."""

    changed = Signal()

    def __init__(self, field: Field, entry: QWidget, *, captioned: bool = True) -> None:
        super().__init__()
        self.field, self.input = field, entry
        entry.setObjectName(f"form-{field.name}")
        entry.setAccessibleName(field.caption)
        caption = Label(13, 700, lines=2, height_px=18)
        caption.show_text(field.caption)
        pack(QVBoxLayout(self), *([caption] if captioned else []), entry, margins=(0, 0, 0, 0), spacing=4)

    @property
    def answer(self) -> str:
        """What is answered now."""
        raise NotImplementedError


def row_of(field: Field) -> FieldRow:
    """The row that asks ``field``."""
    if isinstance(field, ChoiceField):
        return ChoiceRow(field)
    if isinstance(field, FactField):
        return FactRow(field)
    return TextRow(field) if isinstance(field, TextField) else TickRow(field)


class TextRow(FieldRow):
    """A text."""

    def __init__(self, field: TextField) -> None:
        self.edit = QLineEdit(field.text, placeholderText=field.hint)
        self.edit.setFont(font(15, 600))
        self.edit.setFixedHeight(_FIELD)
        if field.secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(field, self.edit)
        self.edit.textChanged.connect(self.changed)

    @property
    def answer(self) -> str:
        return self.edit.text().strip()


class TickRow(FieldRow):
    """A tick."""

    def __init__(self, field: TickField) -> None:
        self.box = TickBox(field.caption, ticked=field.ticked)
        super().__init__(field, self.box, captioned=False)
        self.box.toggled.connect(self.changed)

    @property
    def answer(self) -> str:
        return YES if self.box.isChecked() else ""


class FactRow(FieldRow):
    """Lines that are only read; arrows go through them."""

    def __init__(self, field: FactField) -> None:
        options = tuple(Option(str(place), line) for place, line in enumerate(field.lines))
        super().__init__(field, ChoiceList(options, "", marked=False))

    @property
    def answer(self) -> str:
        return ""


class ChoiceRow(FieldRow):
    """A choice."""

    def __init__(self, field: ChoiceField) -> None:
        self.list = ChoiceList(field.options, field.chosen)
        super().__init__(field, self.list)
        self.list.selectionModel().currentChanged.connect(self.changed)

    @property
    def answer(self) -> str:
        return self.list.chosen


class TickBox(QAbstractButton):
    """A painted box with its caption; the space bar and a click set it."""

    access_role = QAccessible.Role.CheckBox

    def __init__(self, caption: str, *, ticked: bool) -> None:
        super().__init__()
        self._ringed = False
        self.setText(caption)
        self.setCheckable(True)
        self.setChecked(ticked)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(36)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self.text(), font(15, 600))) + 48, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        middle = self.height() / 2
        box = QRectF(FOCUS_ROOM, middle - 11, 22, 22)
        on = self.isChecked()
        edge = Colours.ACCENT_FILL if on else Colours.DESK_FIELD
        fill_rounded(painter, box, 5, Colours.ACCENT_FILL if on else Colours.SURFACE, edge=edge, edge_px=2)
        if on:
            paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", Colours.WHITE)
        text = fit_or_cut(self.text(), self.width() - 44, 15, 600, lines=2, height=34)
        draw_lines(painter, text, 36, middle, ink=Colours.INK)
        if self.hasFocus() and self._ringed:
            ring = rounded_path(QRectF(self.rect()), 8) - rounded_path(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6)
            painter.fillPath(ring, Colours.TELUK700)


class _Options(QAbstractListModel):
    """The options for Qt's list."""

    def __init__(self, options: tuple[Option, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.options = options

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        option = self.options[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return option.caption
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(filter(None, (option.caption, option.detail)))
        return None


class ChoiceList(QListView):
    """Options below each other; arrows, a click or letters of its caption choose one. Those that are not ``marked`` are
    read and not chosen."""

    def __init__(self, options: tuple[Option, ...], chosen: str, *, marked: bool = True) -> None:
        super().__init__()
        self._options = _Options(options, self)
        self._search = TypedSearch()
        self.marked = marked
        self.ringed = False
        self.setModel(self._options)
        self.setItemDelegate(_OptionRows(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setFixedHeight(_ROW * max(1, min(len(options), _MOST_ROWS)) + 2)
        keys = [option.key for option in options]
        if keys:
            self.setCurrentIndex(self._options.index(keys.index(chosen) if chosen in keys else 0))

    @property
    def chosen(self) -> str:
        """The key of the option that stands now; empty where there is none."""
        row = self.currentIndex().row()
        return self._options.options[row].key if 0 <= row < len(self._options.options) else ""

    def option_at(self, index: Index) -> Option:
        """The option of a row."""
        return self._options.options[index.row()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if not text.isprintable() or not text or event.modifiers() & commands:
            super().keyPressEvent(event)
        elif text.strip() or self._search.under_way:
            place = self._search.type(text, [option.caption for option in self._options.options])
            if place is not None:
                self.setCurrentIndex(self._options.index(place))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)


class _OptionRows(QStyledItemDelegate):
    """Paints an option: a round mark, its caption, more about it."""

    def __init__(self, view: ChoiceList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        rect = QRectF(option.rect)
        if self._view.marked:
            self._paint_mark(painter, rect, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        texts = rect.adjusted(40 if self._view.marked else 4, 0, -8, 0)
        self._paint_texts(painter, texts, self._view.option_at(index))
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.ringed and self._view.hasFocus():
            paint_focus_row(painter, rect)
        painter.restore()

    def _paint_mark(self, painter: QPainter, rect: QRectF, *, chosen: bool) -> None:
        if chosen:
            fill_rounded(painter, rect.adjusted(0, 1, 0, -1), 8, Colours.TELUK100)
        centre = QPointF(rect.left() + 20, rect.center().y())
        fill_circle(painter, centre, 9, Colours.TELUK700 if chosen else Colours.DESK_FIELD)
        fill_circle(painter, centre, 7, Colours.SURFACE)
        if chosen:
            fill_circle(painter, centre, 4.5, Colours.TELUK700)

    def _paint_texts(self, painter: QPainter, rect: QRectF, shown: Option) -> None:
        room = rect.width() * (0.6 if shown.detail else 1)
        caption = fit_or_cut(shown.caption, room, 15, 600, lines=2, height=_ROW - 4)
        draw_lines(painter, caption, rect.left(), rect.center().y(), ink=Colours.INK)
        if shown.detail:
            x = rect.left() + min(room, text_width(shown.caption, font(15, 600))) + 14
            detail = fit_or_cut(shown.detail, rect.right() - x, 13, 500, lines=2, height=_ROW - 4)
            draw_lines(painter, detail, x, rect.center().y(), ink=Colours.DESK_TEXT2)
