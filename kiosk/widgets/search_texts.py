"""What is painted on the page of the search around its rows and keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from hall.translator import Translator
from kiosk.finding.plans import CAPTION, SearchPlan
from kiosk.finding.shown import SearchShown
from kiosk.geometry import Layout
from kiosk.widgets.pen import NOTICE, STATE, TEXT, TITLE, Pen, StackRow
from qtkit.paint import Align
from qtkit.theme.tokens import Colours


class SearchTexts:
    """Paints for one painting of the page, which says what is ``shown`` and its ``layout``."""

    def __init__(self, pen: Pen, layout: Layout, translate: Translator, shown: SearchShown) -> None:
        self._pen, self._layout, self._translate, self._shown = pen, layout, translate, shown
        self._unit = layout.scale.unit()

    def paint_head(self, plan: SearchPlan) -> None:
        """The title, and the ground of the keyboard."""
        if not plan.title.isEmpty():
            self._pen.fill(self._px(plan.title), StackRow(self._translate("kiosk.search.title"), TITLE, lines=2))
        ground, painter = self._px(plan.keyboard.ground), self._pen.painter
        painter.fillRect(ground, Colours.SUNK)
        painter.fillRect(QRectF(ground.left(), ground.top(), ground.width(), 2 * self._unit), Colours.LINE)

    def paint_caption(self, chips: QRectF) -> None:
        """Above the ready searches."""
        caption = self._px(chips)
        caption.setHeight(CAPTION * self._unit)
        self._pen.write(caption, self._translate("kiosk.search.popular"), TEXT, colour=Colours.INK2)

    def paint_hint(self, room: QRectF) -> None:
        """What can be typed, in the place of the hits."""
        self._pen.write(self._px(room), self._translate("kiosk.search.hint"), NOTICE, lines=4, top=True)

    def paint_line(self, rect: QRectF) -> None:
        """Above the hits: what was meant needs the whole line in large letters, and leaves the count out there."""
        if rect.isEmpty():
            return
        pen, line, shown = self._pen, self._px(rect), self._shown
        if shown.finding.meant and not (self._layout.landscape or self._layout.large):
            count = self._translate("kiosk.search.count", n=len(shown.rows))
            pen.write(line, count, TEXT, colour=Colours.INK2, align=Align.AlignRight)
            line = line.adjusted(0, 0, -line.width() * 0.26, 0)
        pen.write(line, shown.line(self._translate), TEXT, colour=Colours.INK2)

    def paint_nothing(self, plan: SearchPlan) -> None:
        """Nothing was found: what it was, and what can be done."""
        room = self._px(plan.room)
        if plan.is_low:
            room.setWidth(room.width() * 0.5 - 20 * self._unit)
        else:
            room.setHeight(room.height() * 0.46)
        title = StackRow(self._shown.line(self._translate), NOTICE, lines=3)
        more = StackRow(self._translate("kiosk.search.none.more"), STATE, Colours.INK2, lines=3)
        self._pen.fill(room, title, more, gap=14 * self._unit)

    def _px(self, rect: QRectF) -> QRectF:
        return QRectF(self._layout.px(rect))
