"""The inside of the current call in its four shapes, alone or in rows with others: pure functions of sizes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize

from qtkit.theme.fonts import CAPITALS

WIDE, PORTRAIT, COLUMN, ROW = "wide", "portrait", "column", "row"
_GAP = 14.0
_EDGE = 18.0
_PADDING = 40.0
_CAPTION_GAP = 14.0
_COUNTER = 300.0


@dataclass(frozen=True, slots=True)
class CurrentCallGeometry:
    """The inside of the current call, in its own pixels: ``…_px`` are sizes of type, ``…_y`` the middle of capitals.

    ``number_top`` and ``names_bottom`` bound what number and names share: longer names leave a smaller number. The
    counter stands at the right of ``counter``, or in its middle in a row; ``counter_beside`` tells whether word and
    counter share a line. ``centred``: label, number and names stand in the middle. A row has no names and no zone in
    the block: ``names_px`` and ``zone_px`` are 0.
    """

    shape: str
    padding: float
    label_y: float
    label_px: float
    number_top: float
    number_px: float
    names_bottom: float
    names_px: float
    room: float
    block: QRectF
    arrow: QRectF
    caption_x: float
    caption_y: float
    caption_px: float
    zone_x: float
    zone_y: float
    zone_px: float
    counter: QRectF
    counter_px: float
    centred: bool = False
    counter_beside: bool = True


def current_call_shape(size: QSize, *, column: bool = False) -> str:
    """How a current call of ``size`` is set: ``row`` when it is flat, ``wide`` (the board's own), ``portrait`` or, when
    it may stand as a ``column`` next to something else, that."""
    if size.width() > 2.6 * size.height():
        return ROW
    if size.width() >= 1.45 * size.height():
        return WIDE
    return COLUMN if column else PORTRAIT


def current_call_geometry(size: QSize, unit: float, *, portrait: bool) -> CurrentCallGeometry:
    """The called number above, the counter in the amber block below; both as large as the panel allows.

    A portrait board is narrow: there the arrow is smaller and the zone stands below it and the word.
    """
    width, height = float(size.width()), float(size.height())
    block_height = height * (0.40 if portrait else 256 / 702)
    upper = height - block_height
    k, block_k = upper / 446, block_height / 256  # one reference pixel, stretched with the panel
    padding = 48 * unit
    middle = upper + block_height / 2
    caption_y = middle - 22 * block_k
    if portrait:
        arrow, arrow_y, gap = min(96 * block_k, 0.1 * width), caption_y, 28 * unit
    else:
        arrow, arrow_y, gap = min(142 * block_k, 0.15 * width), middle, 46 * unit
    caption_x = padding + arrow * 1.2 + gap
    block = QRectF(0, upper, width, block_height)
    return CurrentCallGeometry(
        shape=PORTRAIT if portrait else WIDE,
        padding=padding,
        label_y=53 * k,
        label_px=min(44 * k, 50 * unit),
        number_top=102 * k,
        number_px=344 * k,
        names_bottom=434 * k,
        names_px=min(42 * k, 46 * unit),
        room=width - 2 * padding,
        block=block,
        arrow=QRectF(padding, arrow_y - arrow / 2, arrow * 1.17, arrow),
        caption_x=caption_x,
        caption_y=caption_y,
        caption_px=min(128 * block_k, 0.13 * width),
        zone_x=padding if portrait else caption_x,
        zone_y=middle + 69 * block_k,
        zone_px=min(40 * block_k, 46 * unit),
        counter=block.adjusted(padding, 0, -padding, 0),
        counter_px=272 * block_k,
    )


def column_geometry(size: QSize, unit: float) -> CurrentCallGeometry:
    """Next to a video: number and names in the middle, and in the block the arrow above the word, the counter right."""
    width, height = float(size.width()), float(size.height())
    block_height = height * 330 / 868
    upper = height - block_height
    k, block_k = upper / 538, block_height / 330
    padding, block = 48 * unit, QRectF(0, upper, width, block_height)
    arrow = min(106 * block_k, 0.14 * width)
    return CurrentCallGeometry(
        shape=COLUMN,
        padding=padding,
        label_y=62 * k,
        label_px=min(44 * k, 50 * unit),
        number_top=104 * k,
        number_px=300 * k,
        names_bottom=494 * k,
        names_px=min(44 * k, 46 * unit),
        room=width - 2 * padding,
        block=block,
        arrow=QRectF(padding + 4 * unit, upper + 82 * block_k - arrow / 2, arrow * 1.17, arrow),
        caption_x=padding,
        caption_y=upper + 205 * block_k,
        caption_px=min(104 * block_k, 0.13 * width),
        zone_x=padding,
        zone_y=upper + 282 * block_k,
        zone_px=min(40 * block_k, 46 * unit),
        counter=block.adjusted(padding, 0, -padding, 0),
        counter_px=330 * block_k,
        centred=True,
    )


def row_geometry(size: QSize, unit: float, block_share: float = 330 / 1180) -> CurrentCallGeometry:
    """Above an announcement: number left, counter in a block right that takes ``block_share`` of the width."""
    width, height = float(size.width()), float(size.height())
    k, padding = height / 296, 40 * unit
    block = QRectF(width * (1 - block_share), 0, width * block_share, height)
    inner = min(28 * unit, 0.09 * block.width())
    arrow = min(54 * k, 0.17 * block.width())
    caption_px = min(56 * k, 0.2 * block.width())
    # Arrow and word stand in the middle of the block: the word is about 2.7 of its size wide.
    left = block.center().x() - (1.17 * arrow + 16 * unit + 2.7 * caption_px) / 2
    top = 96 * k
    return CurrentCallGeometry(
        shape=ROW,
        padding=padding,
        label_y=46 * k,
        label_px=min(36 * k, 44 * unit),
        number_top=84 * k,
        number_px=240 * k,
        names_bottom=height - 26 * k,
        names_px=0.0,
        room=block.left() - 2 * padding,
        block=block,
        arrow=QRectF(left, 46 * k - arrow / 2, 1.17 * arrow, arrow),
        caption_x=left + 1.17 * arrow + 16 * unit,
        caption_y=46 * k,
        caption_px=caption_px,
        zone_x=0.0,
        zone_y=46 * k,
        zone_px=0.0,
        counter=QRectF(block.left() + inner, top - 12 * k, block.width() - 2 * inner, height - top - 14 * k),
        counter_px=240 * k,
        counter_beside=False,
    )


def shared_rects(place: QRect, count: int, unit: float) -> tuple[QRect, ...]:
    """The rows of ``count`` calls in ``place``, from top to bottom."""
    gap = _GAP * unit
    height = (place.height() - (count - 1) * gap) / count
    edges = [(place.top() + row * (height + gap), place.top() + row * (height + gap) + height) for row in range(count)]
    return tuple(QRect(place.left(), round(top), place.width(), round(bottom) - round(top)) for top, bottom in edges)


def shared_geometry(size: QSize, unit: float, block_share: float, *, labelled: bool) -> CurrentCallGeometry:
    """A flat row of ``size``: the number left, its counter below the word in a block that takes ``block_share`` of the
    width. The number has the whole height, unless it is ``labelled``: a line above it then says the zone, or that it is
    called again."""
    width, height = float(size.width()), float(size.height())
    edge = min(_EDGE * unit, 0.09 * height)
    label_px = min(36 * unit, 0.15 * height) if labelled else 0.0
    top = edge + (CAPITALS * label_px + 0.6 * edge if labelled else 0.0)
    block = QRectF(width * (1 - block_share), 0, width * block_share, height)
    caption_px = min(44 * unit, 0.16 * height, 0.2 * block.width())
    caption_y = 0.8 * edge + CAPITALS * caption_px / 2
    arrow = min(1.15 * CAPITALS * caption_px, 0.17 * block.width())
    left = block.center().x() - (1.17 * arrow + _CAPTION_GAP * unit + 2.7 * caption_px) / 2
    inner = min(28 * unit, 0.09 * block.width())
    below = caption_y + CAPITALS * caption_px / 2 + edge
    counter = QRectF(block.left() + inner, below, block.width() - 2 * inner, height - below - 0.8 * edge)
    padding = _PADDING * unit
    return CurrentCallGeometry(
        shape=ROW,
        padding=padding,
        label_y=edge + CAPITALS * label_px / 2,
        label_px=label_px,
        number_top=top,
        number_px=(height - edge - top) / CAPITALS,
        names_bottom=height - edge,
        names_px=0.0,
        room=block.left() - 2 * padding,
        block=block,
        arrow=QRectF(left, caption_y - arrow / 2, 1.17 * arrow, arrow),
        caption_x=left + 1.17 * arrow + _CAPTION_GAP * unit,
        caption_y=caption_y,
        caption_px=caption_px,
        zone_x=0.0,
        zone_y=caption_y,
        zone_px=0.0,
        counter=counter,
        counter_px=min(_COUNTER * unit, counter.height() / CAPITALS),
        counter_beside=False,
    )
