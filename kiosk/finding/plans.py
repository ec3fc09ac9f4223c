"""Where everything is on the page of the search: pure functions in millimetres, relative to the body."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import MARGIN, mm
from kiosk.low_plans import LowBody

ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_COLUMNS = 10
_KEY, _KEY_GAP = mm(104), mm(10)
_KEYBOARD = mm(28) + 5 * _KEY + 4 * _KEY_GAP + mm(32)
_ROW, _ROW_GAP = mm(156), mm(14)
_CHIP = mm(88)
CAPTION = 42
"""Reference pixels of the words above the ready searches."""
_LOW, _WIDE = mm(1000), mm(500)
"""A lying body that is lower, or not so much wider, has hits above a keyboard from side to side; a lower one has no
digits."""


@dataclass(frozen=True, slots=True)
class KeyboardPlan:
    """The keys of ``ROWS`` in their order on ``ground``, and those with words; a key without room has an empty
    place."""

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
    hits: QRectF = dataclasses.field(default_factory=QRectF)

    @property
    def room(self) -> QRectF:
        """Where the hits are."""
        return self.rows[0].united(self.rows[-1]) if self.hits.isEmpty() else self.hits

    @property
    def notice_bar(self) -> QRectF:
        """Where the notice bar is: over title and field."""
        return self.title.united(self.field).united(self.line)

    @property
    def is_low(self) -> bool:
        """Whether texts and keys have no room above one another where the hits are."""
        return self.room.height() < 2 * self.back.height()

    def ways_on(self, *, calls: bool) -> tuple[QRectF, QRectF]:
        """Where nothing was found: the keys for all agencies, and, when it ``calls``, for a person."""
        room, height = self.room, self.back.height()
        if self.is_low:
            room = room.adjusted(room.width() * 0.5, 0, 0, 0)
            top = room.center().y() - height / 2
        else:
            top = room.top() + room.height() * 0.5
        half = (room.width() - 3.0) / 2
        agencies = QRectF(room.left(), top, half if calls else room.width(), height)
        return agencies, QRectF(room.left() + half + 3.0, top, half, height)


def search_plan(body: QSizeF, hits: int, *, landscape: bool) -> SearchPlan:
    """The search with its keyboard; ``hits`` decide where the ready searches begin in portrait."""
    if landscape and min(body.height(), body.width() - _WIDE) < _LOW:
        return _small_search(body, hits)
    return _wide_search(body) if landscape else _tall_search(body, hits)


def _tall_search(body: QSizeF, hits: int) -> SearchPlan:
    width = body.width() - 2 * MARGIN
    back = QRectF(MARGIN, mm(26), mm(280), mm(112))
    field = QRectF(MARGIN, back.bottom() + mm(26), width, mm(112))
    ground = QRectF(0, body.height() - _KEYBOARD, body.width(), _KEYBOARD)
    line = QRectF(MARGIN, field.bottom() + mm(18), width, mm(48))
    room = QRectF(MARGIN, line.bottom() + mm(12), width, 0)
    room.setBottom(ground.top() - mm(24))
    rows = _rows(room)
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


def _wide_search(body: QSizeF) -> SearchPlan:
    """Hits at the left, the keyboard at the right, and the ready searches above it."""
    margin = mm(36)
    width = body.width() - 2 * margin
    back = QRectF(margin, mm(34), mm(280), mm(104))
    left = width * 0.355
    right = margin + left + mm(28)
    title = QRectF(back.right() + mm(26), back.top(), margin + left - back.right() - mm(26), back.height())
    field = QRectF(right, back.top(), margin + width - right, back.height())
    line = QRectF(margin, back.bottom() + mm(22), left, mm(48))
    bottom = body.height() - mm(36)
    ground = QRectF(right - mm(14), bottom - _KEYBOARD + mm(20), margin + width - right + mm(28), _KEYBOARD - mm(20))
    room = QRectF(margin, line.bottom() + mm(12), left, bottom - line.bottom() - mm(12))
    chips = QRectF(right, field.bottom() + mm(22), field.width(), ground.top() - field.bottom() - mm(44))
    keyboard = _keyboard(ground, mm(14), mm(20))
    return SearchPlan(back, title, field, _clear_key(field), line, _rows(room), chips, keyboard)


def _small_search(body: QSizeF, hits: int) -> SearchPlan:
    """Back, field and the key for all hits in one row, the hits below it, and the letters."""
    margin = mm(36)
    width = body.width() - 2 * margin
    digits = body.height() >= _LOW
    back, typed, everything = _beside(QRectF(margin, mm(16), width, mm(100)), mm(14), last=not digits)
    ground = QRectF(0, 0, body.width(), mm(14) + (5 if digits else 3) * (mm(85) + _KEY_GAP) + mm(4))
    ground.moveBottom(body.height())
    if digits:
        keyboard = _keyboard(ground, margin, mm(14), mm(85))
    else:
        keyboard = replace(_letters(ground, margin, mm(14), mm(85), _KEY_GAP), everything=everything)
    line = QRectF(margin, typed.bottom() + mm(8), width, mm(44))
    room = QRectF(margin, line.bottom() + mm(6), width, ground.top() - line.bottom() - mm(6 + 12))
    rows = _rows(room)
    return SearchPlan(back, QRectF(), typed, _clear_key(typed), line, rows, QRectF() if hits else room, keyboard, room)


def low_search_plan(body: LowBody, hits: int) -> SearchPlan:
    """The search while all keys lie at the foot: what is read above, then the field, the hits and the keyboard, without
    digits where these would leave no room for two hits."""
    real, layout = body.layout.real, body.layout
    gap, key = _KEY_GAP / layout.zoom, real(88)
    row_height, bare = real(108), layout.landscape and layout.size.height() < real(840)
    top = body.above if body.above > real(40) else real(12)
    row = body.row(top, row_height)
    least = real(216 if layout.large else 156)
    line = QRectF() if bare else body.row(row.bottom() + real(2), real(56))
    first = (row if bare else line).bottom() + real(12)
    whole = QRectF(0, 0, body.size.width(), real(14) + 5 * key + 4 * gap + real(12))
    digits = not layout.landscape and body.size.height() - whole.height() - first >= 2 * least + real(30)
    back, typed, everything = _beside(row, real(16), last=layout.landscape)
    if digits:
        whole.moveBottom(body.size.height())
        keyboard = _keyboard(whole, body.margin, real(14), key, gap)
    else:
        rows_of_keys, key = 3 if layout.landscape else 4, real(86)
        whole.setHeight(real(12) + rows_of_keys * key + (rows_of_keys - 1) * gap + real(10))
        whole.moveBottom(body.size.height())
        keyboard = _letters(whole, body.margin, real(12), key, gap)
        if layout.landscape:
            keyboard = replace(keyboard, everything=everything)
    room = body.row(first, whole.top() - first - real(10))
    columns = 2 if layout.landscape and room.height() >= least else 1
    rows = _grid(room, columns, least, real(14))
    used = rows[min(hits, len(rows)) - 1].bottom() + real(12) if hits else room.top()
    chips = QRectF(room.left(), used, room.width(), max(0.0, room.bottom() - used))
    title = body.row(real(16), top - real(32)) if top > real(40) else QRectF()
    return SearchPlan(back, title, typed, _clear_key(typed, real(88)), line, rows, chips, keyboard, room)


def _grid(room: QRectF, columns: int, least: float, gap: float) -> tuple[QRectF, ...]:
    """Rows from the top of ``room``, of ``least`` height and a bit more, one at least."""
    count = max(1, int((room.height() + gap) / (least + gap)))
    height = min(least * 1.15, (room.height() - gap * (count - 1)) / count)
    width = (room.width() - gap * (columns - 1)) / columns
    return tuple(
        QRectF(room.left() + column * (width + gap), room.top() + at * (height + gap), width, height)
        for at in range(count)
        for column in range(columns)
    )


def _beside(row: QRectF, gap: float, *, last: bool = True) -> tuple[QRectF, QRectF, QRectF]:
    """Back, field and, as the ``last``, the key for all hits in one row."""
    side = (row.width() - 2 * gap) * 0.27
    back = QRectF(row.left(), row.top(), side, row.height())
    if not last:
        return back, row.adjusted(side + gap, 0, 0, 0), QRectF()
    end = QRectF(row.right() - side, row.top(), side, row.height())
    return back, QRectF(back.right() + gap, row.top(), end.left() - back.right() - 2 * gap, row.height()), end


def _clear_key(field: QRectF, side: float = mm(88)) -> QRectF:
    return QRectF(field.right() - side - side * 0.1, field.center().y() - side / 2, side, side)


def _rows(room: QRectF) -> tuple[QRectF, ...]:
    count = max(1, int((room.height() + _ROW_GAP) / (_ROW + _ROW_GAP)))
    height = min(_ROW + mm(24), (room.height() - _ROW_GAP * (count - 1)) / count)
    pitch = height + _ROW_GAP
    return tuple(QRectF(room.left(), room.top() + at * pitch, room.width(), height) for at in range(count))


def _keyboard(ground: QRectF, margin: float, top: float, key: float = _KEY, gap: float = _KEY_GAP) -> KeyboardPlan:
    left, width = ground.left() + margin, ground.width() - 2 * margin
    cell = (width - (_COLUMNS - 1) * gap) / _COLUMNS
    pitch, line = cell + gap, key + gap
    y = ground.top() + top
    keys = [
        QRectF(left + (column + _indent(signs)) * pitch, y + row * line, cell, key)
        for row, signs in enumerate(ROWS)
        for column in range(len(signs))
    ]
    last, bottom = y + 3 * line, y + 4 * line
    side = pitch * _indent(ROWS[3]) - gap
    space = QRectF(left, bottom, (width - gap) * 0.58, key)
    return KeyboardPlan(
        ground=ground,
        keys=tuple(keys),
        clear=QRectF(left, last, side, key),
        erase=QRectF(left + width - side, last, side, key),
        space=space,
        everything=QRectF(space.right() + gap, bottom, left + width - space.right() - gap, key),
    )


def _letters(ground: QRectF, margin: float, top: float, key: float, gap: float) -> KeyboardPlan:
    """Three rows without digits, or four with the space and the key for all hits in the last; the key that clears all
    is only in the field."""
    left, width = ground.left() + margin, ground.width() - 2 * margin
    cell = (width - (_COLUMNS - 1) * gap) / _COLUMNS
    pitch, y = cell + gap, ground.top() + top
    places = [QRectF() for _ in ROWS[0]]
    for row, signs in enumerate(ROWS[1:]):
        indent = 0.0 if row == 2 else _indent(signs)
        places += [
            QRectF(left + (column + indent) * pitch, y + row * (key + gap), cell, key) for column in range(len(signs))
        ]
    last = QRectF(left + len(ROWS[3]) * pitch, y + 2 * (key + gap), cell, key)
    if ground.bottom() - last.bottom() < key:
        space = QRectF(last.right() + gap, last.top(), left + width - last.right() - gap, key)
        return KeyboardPlan(ground, tuple(places), QRectF(), last, space, QRectF())
    last.setRight(left + width)
    space = QRectF(left, last.bottom() + gap, (width - gap) * 0.5, key)
    everything = QRectF(space.right() + gap, space.top(), left + width - space.right() - gap, key)
    return KeyboardPlan(ground, tuple(places), QRectF(), last, space, everything)


def _indent(signs: str) -> float:
    """How many keys a row begins after the first one, so that it is in the middle."""
    return (_COLUMNS - len(signs)) / 2


def flow(room: QRectF, widths: tuple[float, ...]) -> tuple[QRectF, ...]:
    """Chips of these ``widths`` below the caption in ``room``, line by line; those that do not fit are left out."""
    placed: list[QRectF] = []
    x, y = room.left(), room.top() + mm(CAPTION + 8)
    for width in widths:
        if placed and x + width > room.right():
            x, y = room.left(), y + _CHIP + mm(14)
        if y + _CHIP > room.bottom() + mm(1):
            break
        placed.append(QRectF(x, y, min(width, room.width()), _CHIP))
        x += width + mm(14)
    return tuple(placed)
