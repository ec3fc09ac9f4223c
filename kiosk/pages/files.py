"""The question how many files or persons a number is for: one more, one less, and the key that takes it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hall.numbering import MOST_FILES
from hall.wording import in_language
from kiosk.geometry import GAP, MARGIN, SMALL, mm
from kiosk.kit import KioskKit
from kiosk.low_plans import LowBody
from kiosk.pages.base import KioskPage
from kiosk.screen import Screen
from kiosk.widgets.pen import HEADING, SUBTITLE, TITLE, Pen, StackRow, Type
from qtkit.announce import spoken
from qtkit.paint import Align, fill_rounded
from qtkit.theme.tokens import Colours

_COUNT = Type(160, 180, 800)
_LOW_COUNT = Type(100, 104, 800)
_LOW = mm(900)


@dataclass(frozen=True, slots=True)
class FilesPlan:
    """Title, the service, what is asked, the keys around the count, and the two keys below. Where all keys lie at the
    foot, ``texts`` is the room for all that is read."""

    title: QRectF
    subtitle: QRectF
    more: QRectF
    less: QRectF
    count: QRectF
    plus: QRectF
    back: QRectF
    take: QRectF
    texts: QRectF = dataclasses.field(default_factory=QRectF)

    @property
    def notice_bar(self) -> QRectF:
        """Where the notice bar is: over title and subtitle."""
        return self.title.united(self.subtitle)


def files_plan(body: QSizeF, *, landscape: bool) -> FilesPlan:
    """The page, relative to the body."""
    margin = mm(36) if landscape else MARGIN
    width = min(mm(1000), body.width() - 2 * margin)
    left = (body.width() - width) / 2
    low = body.height() < _LOW
    top = mm(16 if low else 40) + max(0.0, body.height() - mm(1000)) * 0.2
    key = QRectF(left, top + mm(300), mm(230), mm(200 if low else 260))
    row = QRectF(left, key.bottom() + mm(24 if low else 60), width, mm(140 if low else 150))
    back = QRectF(row.left(), row.top(), (row.width() - GAP) * 0.4, row.height())
    plus = QRectF(left + width - key.width(), key.top(), key.width(), key.height())
    take = QRectF(back.right() + GAP, row.top(), row.right() - back.right() - GAP, row.height())
    return FilesPlan(
        title=QRectF(left, top, width, mm(80)),
        subtitle=QRectF(left, top + mm(88), width, mm(100)),
        more=QRectF(left, top + mm(196), width, mm(80)),
        less=key,
        count=QRectF(key.right() + GAP, key.top(), plus.left() - key.right() - 2 * GAP, key.height()),
        plus=plus,
        back=back,
        take=take,
    )


def low_files_plan(body: LowBody) -> FilesPlan:
    """The same while all keys lie at the foot: what is read above."""
    real, foot = body.layout.real, body.size.height() - body.layout.real(10)
    gap = real(18)
    row = body.row(foot - real(120), real(120))
    high = min(real(260), max(real(112), (row.top() - body.above) * (0.45 if body.layout.landscape else 0.6)))
    key = QRectF(body.margin, row.top() - gap - high, min(real(230), body.width * 0.3), high)
    plus = key.translated(body.width - key.width(), 0)
    texts = body.row(real(12), key.top() - real(12 + 12))
    back = QRectF(row.left(), row.top(), (row.width() - gap) * 0.4, row.height())
    return FilesPlan(
        title=texts,
        subtitle=QRectF(texts.left(), texts.bottom(), texts.width(), 0),
        more=QRectF(),
        less=key,
        count=QRectF(key.right() + gap, key.top(), plus.left() - key.right() - 2 * gap, high),
        plus=plus,
        back=back,
        take=row.adjusted(back.width() + gap, 0, 0, 0),
        texts=texts,
    )


class FilesPage(KioskPage):
    """Shows ``screen.files``; + and -, arrows up and down count too."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self.plan = files_plan(self.body_mm(), landscape=self.landscape)
        self._count, self._service = 1, ""
        wants, add = self.intents, self.buttons.add
        self._less = add("files-less", lambda: wants.files_changed.emit(-1), icon="minus", spoken="kiosk.files.less")
        self._plus = add("files-plus", lambda: wants.files_changed.emit(1), icon="plus", spoken="kiosk.files.plus")
        self._back = add("files-back", wants.back_wanted, "kiosk.back", "arrow-left")
        self._take = add("files-take", wants.files_confirmed, "kiosk.booking.take", "ticket-confirmation", main=True)

    def page_title(self) -> str:
        return spoken(f"{self.translate('kiosk.files.title')} {self._service}", self.translate("kiosk.files.more"))

    def news(self) -> str:
        return self.translate("kiosk.files.count", n=self._count)

    def notice_bar_mm(self) -> QRectF:
        return self.plan.notice_bar

    def show_screen(self, screen: Screen) -> None:
        found = screen.offered_service(screen.files.service_id)
        if found is None:
            return  # while it slides away, the page keeps what it showed
        agency, service = found
        language = self.translate.language
        name = in_language(language, service.name, service.name_en)
        self._service = f"{name} · {in_language(language, agency.name, agency.name_en)}"
        self._count = screen.files.count
        self.buttons.translate()
        self._less.setEnabled(self._count > 1)
        self._plus.setEnabled(self._count < MOST_FILES)
        self._take.set_busy(bool(screen.busy))
        self.update()

    def place(self) -> None:
        if self.layout_mm.lowered:
            self.plan = low_files_plan(self.low_body())
        else:
            self.plan = files_plan(self.body_mm(), landscape=self.landscape)
        plan = self.plan
        for button, rect in (
            (self._less, plan.less),
            (self._plus, plan.plus),
            (self._back, plan.back),
            (self._take, plan.take),
        ):
            self.put(button, rect)

    def paint_page(self, pen: Pen) -> None:
        unit = self.unit
        self._paint_texts(pen)
        field = self.px_rect(self.plan.count)
        fill_rounded(pen.painter, field, 24 * unit, Colours.SURFACE, edge=Colours.LINE, edge_px=3 * unit)
        unit_text = self.translate("kiosk.files.count", n=self._count).removeprefix(str(self._count)).strip()
        if not self.plan.texts.isEmpty():
            rows = StackRow(str(self._count), _LOW_COUNT), StackRow(unit_text, SUBTITLE, Colours.INK2)
            pen.fill(field, *rows, align=Align.AlignHCenter)
            return
        upper = field.adjusted(0, 16 * unit, 0, -80 * unit)
        pen.write(upper, str(self._count), _COUNT, align=Align.AlignHCenter)
        below = QRectF(field.left(), field.bottom() - 84 * unit, field.width(), 60 * unit)
        pen.write(below, unit_text, SUBTITLE, colour=Colours.INK2, align=Align.AlignHCenter)

    def _paint_texts(self, pen: Pen) -> None:
        """The question, and what it is about."""
        plan, title, more = self.plan, self.translate("kiosk.files.title"), self.translate("kiosk.files.more")
        if plan.texts.isEmpty():
            pen.write(self.px_rect(plan.title), title, TITLE)
            pen.write(self.px_rect(plan.subtitle), self._service, HEADING, colour=Colours.TELUK700, lines=2)
            pen.write(self.px_rect(plan.more), more, SUBTITLE, colour=Colours.INK2, lines=2)
            return
        service = StackRow(self._service, HEADING, Colours.TELUK700, lines=2)
        rows = StackRow(title, TITLE), service, StackRow(more, SUBTITLE, Colours.INK2, lines=2)
        pen.fill(self.px_rect(plan.texts), *rows, gap=8 * self.unit)

    def takes(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Down: -1}
        if event.key() not in steps:
            return False
        self.intents.files_changed.emit(steps[Qt.Key(event.key())])
        return True
