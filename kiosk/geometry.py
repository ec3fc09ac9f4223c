"""Where everything is on the kiosk: pure functions in millimetres, for both orientations."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QRectF, QSizeF

from qtkit.theme.scale import KIOSK_PX_PER_MM, Scale

REFERENCE_INCH = 21.5
"""Diagonal that is taken for a screen that tells no size; the reference pictures are drawn for it."""

_MOST_ENLARGED = 1.6  # on a larger screen the layout grows with it up to this, then the space between grows


def mm(ref_px: float) -> float:
    """Millimetres of a length in pixels of the reference pictures (look/tokens.md), 4.034 px a millimetre."""
    return ref_px / KIOSK_PX_PER_MM


def box(x: float, y: float, width: float, height: float) -> QRectF:
    """A rectangle in millimetres from four lengths in reference pixels."""
    return QRectF(mm(x), mm(y), mm(width), mm(height))


SHORT, LONG = mm(1080), mm(1920)
MARGIN = mm(48)
GAP = mm(18)
HEADER = mm(148)
SIDE = mm(384)
FOOT_HOURS = mm(88)
FOOT_RING = mm(176)
PRIORITY_ROW = mm(140)
PAGER = mm(100)
_SURVEY = mm(196)
"""Width of the survey's key in portrait."""

FINGER = 20.0
"""Width of a finger in millimetres: two touches nearer than that are at the same place."""

AGENCIES_A_PAGE = 12
_CARD_MOST = mm(230)
_ROW_LEAST, _ROW_MOST = mm(150), mm(216)


@dataclass(frozen=True, slots=True)
class Layout:
    """The window in millimetres as drawn, and how many pixels one of them has.

    ``legible`` is False when the screen is smaller than the layout needs: its smallest names are then below
    7.3 mm (EN 301 549, 5.1.4).
    """

    size: QSizeF
    scale: Scale
    legible: bool

    @property
    def landscape(self) -> bool:
        """True when the window is wider than high."""
        return self.size.width() > self.size.height()

    def px(self, rect: QRectF) -> QRect:
        """A rectangle in millimetres as whole pixels; neighbours stay neighbours."""
        left, top = round(self.scale.mm(rect.left())), round(self.scale.mm(rect.top()))
        right, bottom = round(self.scale.mm(rect.right())), round(self.scale.mm(rect.bottom()))
        return QRect(left, top, right - left, bottom - top)


def layout_of(width_px: int, height_px: int, screen: Scale | None) -> Layout:
    """The layout of a window of that many pixels on a screen with the scale ``screen``.

    True millimetres where they fit; a smaller window is drawn smaller as a whole, a larger screen up to 1.6 times
    as large. Without ``screen``, for a window among others, the layout fills it.
    """
    least_w, least_h = (LONG, SHORT) if width_px > height_px else (SHORT, LONG)
    fits = min(width_px / least_w, height_px / least_h)
    scale = Scale(fits if screen is None else min(fits, screen.px_per_mm * _MOST_ENLARGED))
    legible = screen is None or fits >= screen.px_per_mm * 0.98  # 2 % for the frame's rounding
    return Layout(QSizeF(width_px / scale.px_per_mm, height_px / scale.px_per_mm), scale, legible)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stays while pages change: header or side column, foot, priority switch; ``body`` is the page's."""

    head: QRectF
    body: QRectF
    foot: QRectF
    priority: QRectF
    language: QRectF
    survey: QRectF


def frame(size: QSizeF, *, lists: bool, ring: bool, survey: bool = False) -> Frame:
    """The frame of a page: ``lists`` for one with the priority switch, ``ring`` for one that counts down, ``survey``
    with the survey's key beside the switch."""
    if size.width() > size.height():
        return _landscape_frame(size, lists=lists)
    width, height = size.width(), size.height()
    foot_height = FOOT_RING if ring else FOOT_HOURS
    foot = QRectF(0, height - foot_height, width, foot_height)
    row = QRectF(MARGIN, foot.top() - mm(24) - PRIORITY_ROW, width - 2 * MARGIN, PRIORITY_ROW)
    priority = row.adjusted(0, 0, -GAP - _SURVEY, 0) if survey else row
    bottom = priority.top() if lists else foot.top()
    return Frame(
        head=QRectF(0, 0, width, HEADER),
        body=QRectF(0, HEADER, width, bottom - HEADER),
        foot=foot,
        priority=priority,
        language=QRectF(width - MARGIN - mm(172), mm(20), mm(172), mm(108)),
        survey=QRectF(row.right() - _SURVEY, row.top(), _SURVEY, row.height()),
    )


def _landscape_frame(size: QSizeF, *, lists: bool) -> Frame:
    height = size.height()
    inner = SIDE - 2 * mm(26)
    language = QRectF(mm(26), height - mm(36) - mm(116), inner, mm(116))
    card = mm(248)
    return Frame(
        head=QRectF(0, 0, SIDE, height),
        body=QRectF(SIDE, 0, size.width() - SIDE, height),
        foot=QRectF(mm(26), language.top() - mm(20) - card, inner, card),
        priority=QRectF(mm(26), language.top() - mm(20) - card, inner, card) if lists else QRectF(),
        language=language,
        survey=QRectF(mm(26), language.top() - 2 * mm(20) - card - mm(116), inner, mm(116)),
    )


@dataclass(frozen=True, slots=True)
class ListPlan:
    """A page with cards or rows: ``cells`` of one full page in reading order; ``pager`` is empty without pages."""

    title: QRectF
    subtitle: QRectF
    cells: tuple[QRectF, ...]
    pages: int
    pager: QRectF
    notice_bar: QRectF


def agencies_plan(body: QSizeF, count: int, *, landscape: bool) -> ListPlan:
    """The agencies page: 2 x 6 cards in portrait, 3 x 4 in landscape; few agencies get wider cards. Relative to the
    body."""
    margin = mm(36) if landscape else MARGIN
    width = body.width() - 2 * margin
    pages = max(1, math.ceil(count / AGENCIES_A_PAGE))
    pager_height = mm(116) if landscape else PAGER
    bottom = body.height() - (mm(48) if landscape else mm(24))
    pager = QRectF(margin, bottom - pager_height, width, pager_height) if pages > 1 else QRectF()
    top = mm(172) if landscape else mm(178)
    columns, rows = _grid(count, landscape=landscape)
    room = QRectF(margin, top, width, (pager.top() - mm(26) if pages > 1 else bottom) - top)
    cells = _cells(room, columns, rows, gaps=(mm(20), GAP), most=_CARD_MOST)
    return ListPlan(
        title=QRectF(margin, mm(34), width, mm(68)),
        subtitle=QRectF(margin, mm(106), width, mm(44)),
        cells=cells,
        pages=pages,
        pager=pager,
        notice_bar=QRectF(margin, mm(24), width, mm(132)),
    )


def _grid(count: int, *, landscape: bool) -> tuple[int, int]:
    """Columns and rows of the agencies page; 12 cells as soon as there is more than one page."""
    columns, most_rows = (3 if count > 8 else 2, 4) if landscape else (2 if count > 6 else 1, 6)
    return columns, most_rows if count > AGENCIES_A_PAGE else max(1, math.ceil(count / columns))


def _cells(room: QRectF, columns: int, rows: int, *, gaps: tuple[float, float], most: float) -> tuple[QRectF, ...]:
    width = (room.width() - gaps[0] * (columns - 1)) / columns
    height = min(most, (room.height() - gaps[1] * (rows - 1)) / rows)
    return tuple(
        QRectF(
            room.left() + column * (width + gaps[0]),
            room.top() + row * (height + gaps[1]),
            width,
            height,
        )
        for row in range(rows)
        for column in range(columns)
    )


@dataclass(frozen=True, slots=True)
class ServicesPlan:
    """The services page: back button and agency above, then rows as a ``ListPlan``."""

    back: QRectF
    tile: QRectF
    heading: QRectF
    rows: ListPlan


def services_plan(body: QSizeF, count: int, *, landscape: bool) -> ServicesPlan:
    """The services page: rows in portrait (7, or 6 with a pager), two columns in landscape (8 a page). Relative to the
    body."""
    margin = mm(36) if landscape else MARGIN
    width = body.width() - 2 * margin
    columns = 2 if landscape else 1
    paged = count > (8 if landscape else 7)
    a_page = (8 if landscape else 6) if paged else max(1, count)
    pages = max(1, math.ceil(count / a_page))
    pager_height = mm(110) if landscape else PAGER
    bottom = body.height() - (mm(40) if landscape else mm(24))
    pager = QRectF(margin, bottom - pager_height, width, pager_height) if paged else QRectF()
    top = mm(232 if landscape else 242)
    room = QRectF(margin, top, width, (pager.top() - mm(20) if paged else bottom) - top)
    cells = _cells(room, columns, math.ceil(a_page / columns), gaps=(GAP, mm(14)), most=_ROW_MOST)
    head = QRectF(margin, mm(30), width, mm(112))
    text_left = head.left() + mm(280 + 24 + 112 + 26)
    rows = ListPlan(
        title=QRectF(text_left, head.top() + mm(4), head.right() - text_left, mm(62)),
        subtitle=QRectF(text_left, head.top() + mm(66), head.right() - text_left, mm(42)),
        cells=cells,
        pages=pages,
        pager=pager,
        notice_bar=QRectF(margin + mm(304), mm(14), width - mm(304), mm(146)),
    )
    return ServicesPlan(
        back=QRectF(head.left(), head.top(), mm(280), mm(112)),
        tile=QRectF(head.left() + mm(304), head.top(), mm(112), mm(112)),
        heading=QRectF(margin, mm(168), width, mm(60)),
        rows=rows,
    )


@dataclass(frozen=True, slots=True)
class TicketPlan:
    """The ticket page: the number, what to do with the paper, and three buttons."""

    title: QRectF
    ticket: QRectF
    band: QRectF
    done: QRectF
    new: QRectF
    missing: QRectF
    notice_bar: QRectF


def ticket_plan(body: QSizeF, *, landscape: bool, paper: bool = True) -> TicketPlan:
    """The ticket page, one column in portrait, two in landscape; without ``paper`` the band takes the place of the
    button that asks for it. Relative to the body."""
    plan = _ticket_plan(body, landscape=landscape)
    if paper:
        return plan
    moved = plan.missing.bottom() - plan.new.bottom()
    done, new = plan.done.translated(0, moved), plan.new.translated(0, moved)
    return replace(plan, band=plan.band.adjusted(0, 0, 0, moved), done=done, new=new)


def _ticket_plan(body: QSizeF, *, landscape: bool) -> TicketPlan:
    if landscape:
        left, width = mm(36), body.width() - mm(72)
        ticket = QRectF(left, mm(132), width * 0.62, body.height() - mm(132 + 40))
        x = ticket.right() + mm(26)
        column = left + width - x
        missing = QRectF(x, ticket.bottom() - mm(116), column, mm(116))
        new = QRectF(x, missing.top() - mm(20) - mm(116), column, mm(116))
        done = QRectF(x, new.top() - mm(20) - mm(140), column, mm(140))
        return TicketPlan(
            title=QRectF(left, mm(36), width, mm(72)),
            ticket=ticket,
            band=QRectF(x, ticket.top(), column, done.top() - mm(26) - ticket.top()),
            done=done,
            new=new,
            missing=missing,
            notice_bar=QRectF(left, mm(16), width, mm(104)),
        )
    spare = max(0.0, body.height() - mm(1596))
    width = body.width() - 2 * MARGIN
    ticket = QRectF(MARGIN, mm(146), width, mm(850) + spare * 0.5)
    band = QRectF(MARGIN, ticket.bottom() + mm(34), width, mm(210) + spare * 0.2)
    row = QRectF(MARGIN, band.bottom() + mm(36), width, mm(140))
    done = row.adjusted(0, 0, -(width + GAP) / 2, 0)
    return TicketPlan(
        title=QRectF(MARGIN, mm(40), width, mm(80)),
        ticket=ticket,
        band=band,
        done=done,
        new=row.adjusted((width + GAP) / 2, 0, 0, 0),
        missing=QRectF(MARGIN, done.bottom() + mm(20), width, mm(112)),
        notice_bar=QRectF(MARGIN, mm(20), width, mm(112)),
    )


@dataclass(frozen=True, slots=True)
class TroublePlan:
    """The page for a slip that did not come out: a notice, the number to photograph, two buttons, and what to do next.

    ``keep`` and ``surely`` are there while it asks whether to cancel: ``keep`` where ``cancel`` was, so that a second
    tap keeps the number. ``further`` is no button, because the button of the page before that leads here was there.
    """

    notice: QRectF
    ticket: QRectF
    confirm: QRectF
    cancel: QRectF
    further: QRectF
    keep: QRectF
    surely: QRectF

    @property
    def notice_bar(self) -> QRectF:
        """Where the notice bar is: over the notice, never over the number."""
        return self.notice


def trouble_plan(body: QSizeF, *, landscape: bool) -> TroublePlan:
    """The trouble page, one column in portrait, two in landscape. Relative to the body."""
    if landscape:
        left, width = mm(36), body.width() - mm(72)
        ticket = QRectF(left, mm(36), width * 0.66, body.height() - mm(36 + 40))
        x = ticket.right() + mm(26)
        column = left + width - x
        further = QRectF(x, ticket.bottom() - mm(124), column, mm(124))
        cancel = QRectF(x, further.top() - mm(20) - mm(116), column, mm(116))
        confirm = QRectF(x, cancel.top() - mm(18) - mm(140), column, mm(140))
        notice = QRectF(x, ticket.top(), column, confirm.top() - mm(24) - ticket.top())
        return TroublePlan(notice, ticket, confirm, cancel, further, cancel, further)
    width = body.width() - 2 * MARGIN
    further = ticket_plan(body, landscape=False).missing.adjusted(0, -mm(12), 0, mm(12))
    row = QRectF(MARGIN, further.top() - mm(24) - mm(148), width, mm(148))
    notice = QRectF(MARGIN, mm(40), width, mm(176))
    ticket = QRectF(MARGIN, notice.bottom() + mm(30), width, row.top() - mm(28) - notice.bottom() - mm(30))
    confirm = QRectF(row.left(), row.top(), (width - GAP) * 0.56, row.height())
    cancel = QRectF(confirm.right() + GAP, row.top(), row.right() - confirm.right() - GAP, row.height())
    return TroublePlan(notice, ticket, confirm, cancel, further, row, further)


def idle_card(size: QSizeF) -> QRectF:
    """The idle prompt's card at the foot of a list: it leaves what the visitor reads uncovered, and no button that
    gives a number lies below its own."""
    if size.width() > size.height():
        width, height = min(size.width() - SIDE - mm(72), mm(1000)), mm(200)
        left = SIDE + (size.width() - SIDE - width) / 2
        return QRectF(left, size.height() - mm(24) - height, width, height)
    width, height = size.width() - 2 * MARGIN, FOOT_HOURS + mm(24) + PRIORITY_ROW - mm(20)
    return QRectF(MARGIN, size.height() - mm(20) - height, width, height)


def failed_plan(body: QSizeF, *, landscape: bool) -> tuple[QRectF, QRectF]:
    """The page for a number that could not be made: the card that says so, and the button below it. Relative to the
    body."""
    width = min(mm(984), body.width() - 2 * MARGIN)
    left = (body.width() - width) / 2
    button_height, gap = mm(140), mm(36)
    height = min(mm(860), body.height() - mm(80) - button_height - gap)
    top = (body.height() - height - gap - button_height) / (2 if landscape else 2.6)
    card = QRectF(left, top, width, height)
    return card, QRectF(left, card.bottom() + gap, width, button_height)
