"""The large place in a burst: its calls stand in rows of one size, the latest at the top. Pure functions of sizes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize

from display.current_call_geometry import ROW, CurrentCallGeometry
from qtkit.theme.fonts import CAPITALS

_GAP = 14.0
_EDGE = 18.0
_PADDING = 40.0
_CAPTION_GAP = 14.0
_COUNTER = 300.0


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
