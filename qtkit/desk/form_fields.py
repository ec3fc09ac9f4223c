"""The fields of a form: a choice, a text, a tick; each with its caption above it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from qtkit.desk.buttons import FOCUS_ROOM
from qtkit.desk.choice_list import ChoiceList, Option
from qtkit.desk.label import Label
from qtkit.desk.layout import pack
from qtkit.desk.look_list import BY_KEYBOARD
from qtkit.icons import paint_icon
from qtkit.paint import draw_lines, fill_rounded, fit_or_cut, rounded_path, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours

_FIELD = 44
YES = "yes"
"""The answer of a tick that is set."""


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of ``options``; ``chosen`` is the key of the one that stands there at first, else the first, and with
    ``required`` none: a person chooses it. ``only_with`` is the name of a choice before it and its keys with which this
    one is asked, None for always; when it is not asked, its answer is empty."""

    name: str
    caption: str
    options: tuple[Option, ...]
    chosen: str = ""
    required: bool = False
    only_with: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class TextField:
    """A text of at most ``most`` characters: a longer one is refused, not cut. ``required``: not an empty one;
    ``least``: of what is written, so many letters and digits. ``secret`` shows dots, ``hint`` stands in the empty
    field."""

    name: str
    caption: str
    text: str = ""
    hint: str = ""
    most: int = 120
    least: int = 0
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

    def __init__(self, field: Field, entry: QWidget, *, captioned: bool = True, beside: QWidget | None = None) -> None:
        super().__init__()
        self.field, self.input = field, entry
        entry.setObjectName(f"form-{field.name}")
        entry.setAccessibleName(field.caption)
        caption = Label(13, 700, lines=2, height_px=18)
        caption.show_text(field.caption)
        head = pack(QHBoxLayout(), (caption, 1), *([beside] if beside is not None else []), spacing=12)
        pack(QVBoxLayout(self), *([head] if captioned else []), entry, margins=(0, 0, 0, 0), spacing=4)

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
    """A choice, with what is typed to find one beside its caption."""

    def __init__(self, field: ChoiceField) -> None:
        self.list = ChoiceList(field.options, field.chosen, unchosen=field.required)
        self._typed = Label(13, 700, name=f"form-{field.name}-typed", align=Qt.AlignmentFlag.AlignRight)
        self._typed.hide()
        super().__init__(field, self.list, beside=self._typed)
        self.list.selectionModel().currentChanged.connect(self.changed)
        self.list.typed_changed.connect(self._on_typed)

    @property
    def answer(self) -> str:
        return self.list.chosen

    @property
    def unfound(self) -> str:
        """What was typed and fits no option: the answer is not what the person means; empty when there is none."""
        return self.list.typed if self.list.fits_nothing else ""

    @Slot()
    def _on_typed(self) -> None:
        typed = self.list.typed
        self._typed.show_text(typed and f"\u201c{typed}\u201d", Colours.RED if self.unfound else Colours.TELUK700)
        self._typed.setVisible(bool(typed))
        self.list.setAccessibleDescription(typed)
        self.changed.emit()


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
