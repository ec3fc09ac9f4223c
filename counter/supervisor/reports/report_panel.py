"""The report itself under its title, with the figure that is read first, and what keeps it from being read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from counter.desk.state import DeskNotice
from counter.desk.texts import notice_text
from counter.supervisor.reports.document import DocumentView
from counter.supervisor.reports.periods import EXAMPLES
from counter.supervisor.reports.texts import headline_texts
from counter.supervisor.reports.wanted import ReportView
from hall.translator import Translator
from qtkit.announce import announce
from qtkit.desk.buttons import DeskButton
from qtkit.desk.label import Label
from qtkit.desk.layout import Stretch, pack
from qtkit.desk.panel import NoticeLine, Panel
from qtkit.theme.tokens import Colours
from qtkit.timers import single_shot

_SIDE, _BAND = 20, 34
_PATIENCE_MS = 400
"""A report that is there sooner needs no word before it."""
_RIGHT = Qt.AlignmentFlag.AlignRight


class ReportPanel(Panel):
    """Keeps what it shows until the next report is there."""

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self.title = Label(18, 800, lines=2, height_px=44, name="report-title")
        self.subtitle = Label(13, 500, Colours.DESK_TEXT2, lines=2, height_px=20, name="report-subtitle")
        self.figure = Label(30, 800, height_px=34, tabular=True, align=_RIGHT, name="report-figure")
        self.counted = Label(13, 500, Colours.DESK_TEXT2, lines=2, height_px=20, align=_RIGHT, name="report-counted")
        self._title_px = 18
        self._wrong = ""
        self.band = NoticeLine(_BAND, name="report-notice")
        self.again = DeskButton("reports-again", "refresh", "", height=_BAND, icon_px=18)
        self.document = DocumentView(translate)
        self._patience = single_shot(self, self._on_patience_over, _PATIENCE_MS)
        self._lay_out()

    def _lay_out(self) -> None:
        texts = pack(QVBoxLayout(), Stretch(), self.title, self.subtitle, spacing=0)
        figures = pack(QVBoxLayout(), Stretch(), self.figure, self.counted, spacing=0)
        head = pack(QHBoxLayout(), (texts, 3), (figures, 2), spacing=16)
        margins = (_SIDE, 14, _SIDE - 4, 14)
        said = pack(QHBoxLayout(), (self.band, 1), self.again, spacing=6)
        self._column = pack(QVBoxLayout(self), head, said, (self.document, 1), margins=margins, spacing=8)
        self.band.hide()
        self.again.hide()

    def show_view(self, view: ReportView, agency: str = "") -> None:
        """Shows a report; ``agency`` is the one that it is narrowed to."""
        report, translate = view.report, self._translate
        self.title.show_text(report.title)
        alone = translate("supervisor.reports_alone", agency=agency) if agency else ""
        self.subtitle.show_text(" · ".join(filter(None, (alone, report.subtitle))))
        figure, counted = headline_texts(view, translate)
        self.figure.show_text(figure)
        self.counted.show_text(counted)
        self.document.setAccessibleName(report.title)
        self._fit_head()
        self._say("")
        self.document.show_view(view)

    def show_reading(self) -> None:
        """Another report is being read; said when that takes a while."""
        self._patience.start()

    def show_trouble(self, notice: DeskNotice) -> None:
        """Says why there is no other report."""
        self._say(notice_text(notice, self._translate), notice.tone)
        self.again.show_caption(self._translate("supervisor.reports_again"))
        self.again.show()

    def say_wrong_period(self, text: str) -> None:
        """What was typed is no period."""
        self._wrong = self._translate("supervisor.reports_wrong_period", text=text, examples=", ".join(EXAMPLES))
        self._say(self._wrong, "warn")

    @Slot()
    def forget_wrong_period(self) -> None:
        """Something else is typed, or nothing any more."""
        if self._wrong and self.band.text() == self._wrong:
            self._say("")

    def focus_document(self) -> None:
        """Puts the keyboard into the first part that takes it."""
        first = self.document.first
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def set_small(self, small: bool) -> None:
        """Leaves the room to the report where the window is low."""
        edge = 6 if small else 14
        self._column.setContentsMargins(_SIDE, edge, _SIDE - 4, edge)
        self._column.setSpacing(4 if small else 8)
        self.figure.set_px(*((22, 24) if small else (30, 34)))
        self._title_px = 16 if small else 18
        self._fit_head()

    def _fit_head(self) -> None:
        """As many lines as the texts need in the present width."""
        self.title.set_px(self._title_px)
        texts, figures = (self.title, self.subtitle), (self.counted,)
        room = self.width() - 2 * _SIDE - 12
        for label in texts:
            label.fit_lines(room * 3 // 5)
        for label in figures:
            label.fit_lines(room * 2 // 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    @Slot()
    def _on_patience_over(self) -> None:
        self._say(self._translate("supervisor.reports_reading"))

    def _say(self, text: str, tone: str = "info") -> None:
        self._patience.stop()
        self.again.hide()
        self.band.say(text, tone)
        self.band.setVisible(bool(text))
        self.band.set_height(max(_BAND, self.band.least_height()))
        announce(self.band, text)
