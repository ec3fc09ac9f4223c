"""Where things are on the pages on which a number or a code is typed: pure functions in millimetres, relative to the
body."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import GAP, MARGIN, mm
from kiosk.low_plans import LowBody

SIGNS = "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
"""What a number on a slip is made of; the erasing key takes the rest of the last row."""
COLUMNS, _MANY_COLUMNS = 10, 14
"""Keys in a row; in a wide window, where rows would be too high, more."""
KEY_GAP = mm(10)
"""The gap of a keyboard: from centre to centre of two keys it is 20 mm and more all the same."""
_LOW, _KEY_LEAST = mm(1000), mm(84)


@dataclass(frozen=True, slots=True)
class CodePlan:
    """The page on which a number is typed: title, what to type, the field, the keys of ``SIGNS`` in their order and
    the erasing key, back and begin, and the promise. Where all keys lie at the foot, ``texts`` is the room for all that
    is read."""

    title: QRectF
    subtitle: QRectF
    field: QRectF
    keys: tuple[QRectF, ...]
    erase: QRectF
    back: QRectF
    begin: QRectF
    promise: QRectF
    texts: QRectF = dataclasses.field(default_factory=QRectF)

    @property
    def notice_bar(self) -> QRectF:
        """Where the notice bar is: over title and subtitle."""
        return self.title.united(self.subtitle)


def code_plan(body: QSizeF, *, landscape: bool) -> CodePlan:
    """The page on which a number is typed, relative to the body; in a low one back and begin are beside the field."""
    margin = mm(36) if landscape else MARGIN
    width = body.width() - 2 * margin
    if landscape and body.height() < _LOW:
        return _small_plan(body, margin, width)
    spare = max(0.0, body.height() - mm(1596))
    field_top, key_height = (mm(190), mm(98)) if landscape else (mm(214), mm(130))
    typed = QRectF(margin, field_top, width, mm(132 if landscape else 150))
    top = typed.bottom() + (mm(28) if landscape else mm(60) + spare * 0.3)
    keys, erase = _keys(QRectF(margin, top, width, 0), COLUMNS, key_height, KEY_GAP)
    row = QRectF(margin, erase.bottom() + mm(36), width, mm(120 if landscape else 140))
    back = QRectF(row.left(), row.top(), (width - GAP) * 0.4, row.height())
    begin = QRectF(back.right() + GAP, row.top(), row.right() - back.right() - GAP, row.height())
    return CodePlan(
        title=QRectF(margin, mm(30), width, mm(72)),
        subtitle=QRectF(margin, mm(104), width, mm(80 if landscape else 88)),
        field=typed,
        keys=keys,
        erase=erase,
        back=back,
        begin=begin,
        promise=QRectF(margin, row.bottom() + mm(28), width, mm(110 if landscape else 142)),
    )


def _small_plan(body: QSizeF, margin: float, width: float) -> CodePlan:
    row = QRectF(margin, mm(158), width, mm(92))
    back, typed, begin = _beside(row, GAP)
    height = max(_KEY_LEAST, (body.height() - row.bottom() - mm(14 + 16 + 84 + 16) - 3 * KEY_GAP) / 4)
    keys, erase = _keys(QRectF(margin, row.bottom() + mm(14), width, 0), COLUMNS, min(height, mm(110)), KEY_GAP)
    promise = QRectF(margin, erase.bottom() + mm(16), width, body.height() - erase.bottom() - mm(16 + 16))
    title, subtitle = QRectF(margin, mm(14), width, mm(56)), QRectF(margin, mm(70), width, mm(76))
    return CodePlan(title, subtitle, typed, keys, erase, back, begin, promise)


def low_code_plan(body: LowBody) -> CodePlan:
    """The same while all keys lie at the foot: what is read above, then back, field and begin, and the keys below;
    upright the field above the keys, back and begin below them."""
    real, height = body.layout.real, body.size.height()
    gap, space, row_height = mm(10) / body.layout.zoom, real(12), real(116)
    wide = body.layout.landscape
    columns = _MANY_COLUMNS if wide else COLUMNS
    rows = math.ceil((len(SIGNS) + 1) / columns)
    share = 0.44 if wide else 0.36
    key = min(real(120), max(real(85), ((height - body.above) * share - (rows - 1) * gap) / rows))
    keys_height = rows * key + (rows - 1) * gap
    bottom = height - real(8)
    if wide:
        top = bottom - keys_height
        back, typed, begin = _beside(body.row(top - space - row_height, row_height), real(18))
    else:
        row = body.row(bottom - real(120), real(120))
        back = QRectF(row.left(), row.top(), (row.width() - real(18)) * 0.4, row.height())
        begin = row.adjusted(back.width() + real(18), 0, 0, 0)
        top = row.top() - space - keys_height
        typed = body.row(top - space - row_height, row_height)
    keys, erase = _keys(body.row(top, 0), columns, key, gap)
    texts = body.row(real(16), typed.top() - real(30))
    title = QRectF(texts.left(), texts.top(), texts.width(), texts.height() * 0.5)
    subtitle = QRectF(texts.left(), texts.center().y(), texts.width(), texts.height() * 0.5)
    return CodePlan(title, subtitle, typed, keys, erase, back, begin, QRectF(), texts)


def _beside(row: QRectF, gap: float) -> tuple[QRectF, QRectF, QRectF]:
    """Back, field and begin in one row."""
    side = (row.width() - 2 * gap) * 0.29
    back = QRectF(row.left(), row.top(), side, row.height())
    begin = QRectF(row.right() - side, row.top(), side, row.height())
    return back, QRectF(back.right() + gap, row.top(), begin.left() - back.right() - 2 * gap, row.height()), begin


def _keys(room: QRectF, columns: int, height: float, gap: float) -> tuple[tuple[QRectF, ...], QRectF]:
    """The keys of ``SIGNS`` row by row from the top of ``room``, and the erasing key after them to its right end."""
    cell = (room.width() - (columns - 1) * gap) / columns
    places = [divmod(at, columns) for at in range(len(SIGNS))]
    keys = [
        QRectF(room.left() + column * (cell + gap), room.top() + row * (height + gap), cell, height)
        for row, column in places
    ]
    left = keys[-1].right() + gap
    return tuple(keys), QRectF(left, keys[-1].top(), room.right() - left, height)
