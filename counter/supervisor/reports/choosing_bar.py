"""The panel over a report: which period, of whom, and the files that can be made."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QRect, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from counter.supervisor.keys import PAPER_SHORTCUT
from counter.supervisor.reports import periods
from counter.supervisor.reports.chooser import Chooser
from counter.supervisor.reports.period_field import PeriodField
from hall.figures import Period, PeriodKind
from hall.report.kinds.kind import period_name
from hall.report.rendering import Format
from hall.translator import Translator
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.icon_button import IconButton
from qtkit.desk.panel import Panel
from qtkit.theme.fonts import font
from qtkit.widgets.painted_button import Variant

BEFORE_SHORTCUT, AFTER_SHORTCUT = "Alt+Left", "Alt+Right"
SHEET_SHORTCUT, MORE_SHORTCUT, PRINT_SHORTCUT = "Ctrl+S", "Ctrl+Shift+S", "Ctrl+Shift+P"
PRIMARY = (Format.XLSX, Format.PDF)
MORE = (Format.DOCX, Format.CSV, Format.ZIP)
"""Formats that are asked for more rarely."""
_SHORT = "short"
"""In the place of a format: to print without the meanings of the figures."""
_EDGE, _GAP, _HEIGHT, _SMALL = 16, 2, 40, 34


class ChoosingBar(Panel):
    """``stepped`` by -1 or 1 period, ``kind_chosen`` (a PeriodKind), ``period_typed`` (a text), ``agency_chosen`` (an
    id, empty for all), ``format_chosen`` (a Format), ``print_chosen`` (whether with the meanings of its figures);
    ``left`` when the period was left as it is."""

    stepped = Signal(int)
    kind_chosen = Signal(str)
    period_typed = Signal(str)
    agency_chosen = Signal(str)
    format_chosen = Signal(str)
    print_chosen = Signal(bool)
    left = Signal()

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self.before = IconButton("reports-before", "chevron-left", height=_HEIGHT)
        self.after = IconButton("reports-after", "chevron-right", height=_HEIGHT)
        self.period = PeriodField()
        self.kind, self.agency = Chooser("reports-kind"), Chooser("reports-agency")
        self.sheet = DeskButton("reports-xlsx", "file-excel", SHEET_SHORTCUT, height=_HEIGHT, icon_px=18)
        self.pdf = DeskButton(
            "reports-pdf", "file-pdf-box", PAPER_SHORTCUT, variant=Variant.PRIMARY, height=_HEIGHT, icon_px=18
        )
        self.print = DeskButton("reports-print", "printer", PRINT_SHORTCUT, height=_HEIGHT, icon_px=18)
        for button in self._buttons:
            button.set_shortcut_shown(False)  # three captions and the longest period stand in one row
        self.more = IconButton("reports-more", "dots-horizontal", height=_HEIGHT)
        self.menu = QMenu(self)
        self.menu.setFont(font(15, 600))
        self._offered: tuple[str, ...] = ()
        self._row_height = 0
        for part in (*self._choosing, *self._files):
            part.setParent(self)
        self._connect()

    @property
    def _choosing(self) -> tuple[QWidget, ...]:
        return (self.before, self.period, self.after, self.kind, self.agency)

    @property
    def _buttons(self) -> tuple[DeskButton, ...]:
        return (self.print, self.sheet, self.pdf)

    @property
    def _files(self) -> tuple[QWidget, ...]:
        return (self.more, *self._buttons)

    def _connect(self) -> None:
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.period.typed.connect(self.period_typed)
        self.period.left.connect(self.left)
        self.kind.chose.connect(self.kind_chosen)
        self.agency.chose.connect(self.agency_chosen)
        self.sheet.clicked.connect(self._on_sheet)
        self.pdf.clicked.connect(self._on_pdf)
        self.print.clicked.connect(self._on_print)
        self.more.clicked.connect(self.open_menu)
        self.menu.triggered.connect(self._on_more)

    def show_period(self, period: Period, today: date) -> None:
        """Shows the period, and whether there is one before it and after it."""
        translate = self._translate
        name = period_name(period, translate)
        self.period.show_period(period, name, translate("supervisor.reports_period", name=name))
        for button, code, possible in (
            (self.before, "before", periods.before(period) is not None),
            (self.after, "after", periods.after(period, today) is not None),
        ):
            shortcut = BEFORE_SHORTCUT if code == "before" else AFTER_SHORTCUT
            button.set_possible(possible, translate("supervisor.reports_no_period"))
            button.show_name(translate(f"supervisor.reports_{code}"), shortcut)
        kinds = [(kind.value, translate(f"supervisor.reports_kind_{kind}")) for kind in PeriodKind]
        self.kind.show_options(kinds, period.kind.value)
        self.kind.setAccessibleName(translate("supervisor.reports_kind"))
        self.sheet.show_caption("XLSX")
        self.pdf.show_caption("PDF")
        self.print.show_caption(translate("supervisor.reports_print"))
        self.more.show_name(translate("supervisor.reports_more"), MORE_SHORTCUT)
        self._lay_out()

    def show_agencies(self, agencies: list[tuple[str, str]], chosen: str) -> None:
        """Offers agencies, ids with their names."""
        self.agency.show_options(agencies, chosen)
        self.agency.show_narrowed(len(agencies) > 1 and bool(chosen))
        self.agency.setAccessibleName(self._translate("supervisor.reports_agency"))
        self._lay_out()

    def show_formats(self, offered: tuple[Format, ...], why_not: str) -> None:
        """What can be made now; ``why_not`` is said where nothing can."""
        self.sheet.set_possible(Format.XLSX in offered, why_not)
        self.pdf.set_possible(Format.PDF in offered, why_not)
        self.pdf.show_variant(Variant.PRIMARY if self.pdf.isEnabled() else Variant.QUIET)
        self.print.set_possible(Format.PDF in offered, why_not)
        more = tuple(one for one in offered if one not in PRIMARY)
        self.more.set_possible(bool(more), why_not)
        codes = {one.value: f"supervisor.reports_format_{one}" for one in more}
        if self.print.isEnabled():
            codes[_SHORT] = "supervisor.reports_print_short"
        if tuple(codes) != self._offered:
            self._offered = tuple(codes)
            self.menu.clear()
        for at, (code, caption) in enumerate(codes.items()):
            action = self.menu.actions()[at] if at < len(self.menu.actions()) else self.menu.addAction("")
            action.setText(self._translate(caption))
            action.setData(code)

    @Slot()
    def open_menu(self) -> None:
        """Offers the other formats."""
        if self.more.isEnabled():
            self.menu.popup(self.more.mapToGlobal(QPoint(FOCUS_ROOM, self.more.height())))
            self.menu.setActiveAction(self.menu.actions()[0])

    @Slot()
    def _on_before(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _on_after(self) -> None:
        self.stepped.emit(1)

    @Slot()
    def _on_sheet(self) -> None:
        self.format_chosen.emit(Format.XLSX.value)

    @Slot()
    def _on_pdf(self) -> None:
        self.format_chosen.emit(Format.PDF.value)

    @Slot()
    def _on_print(self) -> None:
        self.print_chosen.emit(True)

    @Slot("QAction*")
    def _on_more(self, action: object) -> None:
        code: str = action.data()  # type: ignore[attr-defined]
        if code == _SHORT:
            self.print_chosen.emit(False)
        else:
            self.format_chosen.emit(code)

    def set_small(self, small: bool) -> None:
        """Lower where the window is low."""
        height = _SMALL if small else _HEIGHT
        for button in (self.before, self.after, *self._buttons, self.more):
            button.set_size(height, 15, 18)
        for part in (self.period, self.kind, self.agency):
            part.set_height(height)
        self._lay_out()

    def _lay_out(self) -> None:
        """In one row, or in two where that is too narrow."""
        room = self.width() - 2 * _EDGE + 2 * FOCUS_ROOM
        rows = _rows(self._choosing, self._files, room)
        high = max(part.sizeHint().height() for part in self._files)
        top = _EDGE // 2
        for row in rows:
            for part, place in _placed(row, room, top, high):
                part.setGeometry(place)
            top += high + 2
        if top + _EDGE // 2 != self._row_height:
            self._row_height = top + _EDGE // 2
            self.setFixedHeight(self._row_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()


Row = list[QWidget | None]
"""Parts from the left on; after None they stand at the right."""


def _rows(choosing: tuple[QWidget, ...], files: tuple[QWidget, ...], room: int) -> list[Row]:
    one: Row = [*choosing, None, *files]
    least = sum(_least(part) + _GAP for part in one if part is not None)
    if least <= room + _GAP:
        return [one]
    return [list(choosing), [None, *files]]


def _least(part: QWidget) -> int:
    """Pixels below which there are rather two rows: a name may be read on two lines, nothing else gets narrower."""
    return (part.minimumSizeHint() if isinstance(part, Chooser) else part.sizeHint()).width()


def _placed(row: Row, room: int, top: int, high: int) -> list[tuple[QWidget, QRect]]:
    """Where the parts of a row are; those that can get narrower do where they have no room."""
    parts = [part for part in row if part is not None]
    widths = {part: part.sizeHint().width() for part in parts}
    over = sum(widths.values()) + _GAP * (len(parts) - 1) - room
    for part in sorted(parts, key=lambda one: -widths[one]):
        given = min(max(0, over), widths[part] - part.minimumSizeHint().width())
        widths[part] -= given
        over -= given
    at = row.index(None) if None in row else len(row)
    found, x = [], _EDGE - FOCUS_ROOM
    for one in filter(None, row[:at]):
        found.append((one, _rect(x, top, widths[one], high, one)))
        x += widths[one] + _GAP
    x = _EDGE - FOCUS_ROOM + room
    for one in filter(None, reversed(row[at + 1 :])):
        x -= widths[one]
        found.append((one, _rect(x, top, widths[one], high, one)))
        x -= _GAP
    return found


def _rect(x: int, top: int, width: int, high: int, part: QWidget) -> QRect:
    own = part.sizeHint().height()
    return QRect(x, top + (high - own) // 2, width, own)
