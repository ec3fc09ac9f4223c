"""Where everything is on the pages of the search and of the needs: pure functions in millimetres, relative to the
body."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import GAP, MARGIN, PAGER, mm
from kiosk.list_plans import AGENCIES_A_PAGE, ListPlan, cells_of, grid_of

ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_COLUMNS = 10
_KEY, _KEY_GAP = mm(104), mm(10)
_KEYBOARD = mm(28) + 5 * _KEY + 4 * _KEY_GAP + mm(32)
_ROW, _ROW_GAP = mm(156), mm(14)
_LARGE_ROW = mm(206)
_CHIP = mm(88)
_ROW_MOST = mm(230)


@dataclass(frozen=True, slots=True)
class KeyboardPlan:
    """The keys of ``ROWS`` in their order on ``ground``, and those with words."""

    ground: QRectF
    keys: tuple[QRectF, ...]
    clear: QRectF
    erase: QRectF
    space: QRectF
    everything: QRectF


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """The search: back, title, field with its clearing key; the line above the hits; as many rows as fit; where ready
    searches stand (``chips``, the caption above them first), and the keyboard."""

    back: QRectF
    title: QRectF
    field: QRectF
    clear: QRectF
    line: QRectF
    rows: tuple[QRectF, ...]
    chips: QRectF
    keyboard: KeyboardPlan

    @property
    def room(self) -> QRectF:
        """Where the hits are."""
        return self.rows[0].united(self.rows[-1])

    @property
    def notice_bar(self) -> QRectF:
        """Where the notice bar is: over title and field."""
        return self.title.united(self.field).united(self.line)


def search_plan(body: QSizeF, hits: int, *, landscape: bool, large: bool = False) -> SearchPlan:
    """The search with its keyboard; ``hits`` decide where the ready searches begin in portrait. With ``large`` text
    there are fewer rows."""
    row = _LARGE_ROW if large else _ROW
    return _wide_search(body, row) if landscape else _tall_search(body, hits, row)


def _tall_search(body: QSizeF, hits: int, row: float) -> SearchPlan:
    width = body.width() - 2 * MARGIN
    back = QRectF(MARGIN, mm(26), mm(280), mm(112))
    field = QRectF(MARGIN, back.bottom() + mm(26), width, mm(112))
    ground = QRectF(0, body.height() - _KEYBOARD, body.width(), _KEYBOARD)
    line = QRectF(MARGIN, field.bottom() + mm(18), width, mm(48))
    room = QRectF(MARGIN, line.bottom() + mm(12), width, 0)
    room.setBottom(ground.top() - mm(24))
    rows = _rows(room, row)
    shown = min(hits, len(rows))
    top = rows[shown - 1].bottom() + mm(18) if shown else room.top()
    return SearchPlan(
        back=back,
        title=QRectF(back.right() + mm(30), back.top(), MARGIN + width - back.right() - mm(30), back.height()),
        field=field,
        clear=_clear_key(field),
        line=line,
        rows=rows,
        chips=QRectF(MARGIN, top, width, max(0.0, room.bottom() - top)),
        keyboard=_keyboard(ground, MARGIN, mm(28)),
    )


def _wide_search(body: QSizeF, row: float) -> SearchPlan:
    """Hits at the left, the keyboard at the right, and the ready searches above it."""
    margin = mm(36)
    width = body.width() - 2 * margin
    back = QRectF(margin, mm(34), mm(280), mm(104))
    left = width * 0.41
    right = margin + left + mm(28)
    title = QRectF(back.right() + mm(26), back.top(), margin + left - back.right() - mm(26), back.height())
    field = QRectF(right, back.top(), margin + width - right, back.height())
    line = QRectF(margin, back.bottom() + mm(22), left, mm(48))
    bottom = body.height() - mm(36)
    ground = QRectF(right - mm(14), bottom - _KEYBOARD + mm(20), margin + width - right + mm(28), _KEYBOARD - mm(20))
    room = QRectF(margin, line.bottom() + mm(12), left, bottom - line.bottom() - mm(12))
    chips = QRectF(right, field.bottom() + mm(22), field.width(), ground.top() - field.bottom() - mm(44))
    keyboard = _keyboard(ground, mm(14), mm(20))
    return SearchPlan(back, title, field, _clear_key(field), line, _rows(room, row), chips, keyboard)


def _clear_key(field: QRectF) -> QRectF:
    side = mm(88)
    return QRectF(field.right() - side - mm(12), field.center().y() - side / 2, side, side)


def _rows(room: QRectF, row: float) -> tuple[QRectF, ...]:
    count = max(1, int((room.height() + _ROW_GAP) / (row + _ROW_GAP)))
    height = min(row + mm(24), (room.height() - _ROW_GAP * (count - 1)) / count)
    pitch = height + _ROW_GAP
    return tuple(QRectF(room.left(), room.top() + at * pitch, room.width(), height) for at in range(count))


def _keyboard(ground: QRectF, margin: float, top: float) -> KeyboardPlan:
    left, width = ground.left() + margin, ground.width() - 2 * margin
    cell = (width - (_COLUMNS - 1) * _KEY_GAP) / _COLUMNS
    pitch, line = cell + _KEY_GAP, _KEY + _KEY_GAP
    y = ground.top() + top
    keys = [
        QRectF(left + (column + _indent(signs)) * pitch, y + row * line, cell, _KEY)
        for row, signs in enumerate(ROWS)
        for column in range(len(signs))
    ]
    last, bottom = y + 3 * line, y + 4 * line
    side = pitch * _indent(ROWS[3]) - _KEY_GAP
    space = QRectF(left, bottom, (width - _KEY_GAP) * 0.58, _KEY)
    return KeyboardPlan(
        ground=ground,
        keys=tuple(keys),
        clear=QRectF(left, last, side, _KEY),
        erase=QRectF(left + width - side, last, side, _KEY),
        space=space,
        everything=QRectF(space.right() + _KEY_GAP, bottom, left + width - space.right() - _KEY_GAP, _KEY),
    )


def _indent(signs: str) -> float:
    """How many keys a row begins after the first one, so that it is in the middle."""
    return (_COLUMNS - len(signs)) / 2


def flow(room: QRectF, widths: tuple[float, ...]) -> tuple[QRectF, ...]:
    """Chips of these ``widths`` below the caption in ``room``, line by line; those that do not fit are left out."""
    placed: list[QRectF] = []
    x, y = room.left(), room.top() + mm(50)
    for width in widths:
        if placed and x + width > room.right():
            x, y = room.left(), y + _CHIP + mm(14)
        if y + _CHIP > room.bottom() + mm(1):
            break
        placed.append(QRectF(x, y, min(width, room.width()), _CHIP))
        x += width + mm(14)
    return tuple(placed)


@dataclass(frozen=True, slots=True)
class HeadedPlan:
    """A list below a back key: ``tile`` and title of what it is about, or the search field in their place."""

    back: QRectF
    tile: QRectF
    field: QRectF
    line: QRectF
    rows: ListPlan


def found_plan(body: QSizeF, count: int, *, landscape: bool, large: bool = False) -> HeadedPlan:
    """Services of several agencies in rows: of a search, or of a need; fewer of them a page with ``large`` text."""
    columns, a_page = (2, 6 if large else 8) if landscape else (1, 5 if large else 7)
    return _headed(body, count, columns, a_page, most=_ROW_MOST, landscape=landscape)


def needs_plan(body: QSizeF, count: int, *, landscape: bool) -> HeadedPlan:
    """What happens in a life, on cards as those of agencies."""
    columns, _ = grid_of(count, landscape=landscape)
    return _headed(body, count, columns, AGENCIES_A_PAGE, most=mm(230), landscape=landscape)


def _headed(body: QSizeF, count: int, columns: int, a_page: int, *, most: float, landscape: bool) -> HeadedPlan:
    margin = mm(36) if landscape else MARGIN
    width = body.width() - 2 * margin
    back = QRectF(margin, mm(30), mm(280), mm(112))
    line = QRectF(margin, back.bottom() + mm(18), width, mm(52))
    paged = count > a_page
    pages = math.ceil(count / a_page) if paged else 1
    bottom = body.height() - (mm(40) if landscape else mm(24))
    pager = QRectF(margin, bottom - PAGER, width, PAGER) if paged else QRectF()
    room = QRectF(margin, line.bottom() + mm(16), width, 0)
    room.setBottom(pager.top() - mm(20) if paged else bottom)
    rows = math.ceil((a_page if paged else max(1, count)) / columns)
    beside = QRectF(back.right() + mm(24), back.top(), margin + width - back.right() - mm(24), back.height())
    tile = QRectF(beside.left(), beside.top(), back.height(), back.height())
    title = QRectF(tile.right() + mm(26), beside.top() + mm(4), beside.right() - tile.right() - mm(26), mm(62))
    plan = ListPlan(
        title=title,
        subtitle=QRectF(title.left(), title.bottom(), title.width(), mm(42)),
        cells=cells_of(room, columns, rows, gaps=(GAP, _ROW_GAP), most=most),
        pages=pages,
        pager=pager,
        notice_bar=beside,
    )
    return HeadedPlan(back, tile, beside, line, plan)
