"""What stands in the amber block, measured: arrow, the word "Loket", the counter, its zone and the way there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from display.current_call_geometry import COLUMN, PORTRAIT, CurrentCallGeometry
from display.parts.part import fit_px, one_line_or_two, zone_text
from hall.structure import Zone
from hall.translator import Translator
from hall.wording import in_language
from qtkit.paint import Fitted, fit_lines, text_width
from qtkit.theme.fonts import CAPITALS, font

NOTHING = Fitted((), QFont())

_LEAST_COUNTER = 0.86  # of its full size: 110 mm on 55 inch; before it shrinks further the word "Loket" does
_LEAST_COLUMN = 0.72  # the same beside a video, where the zone stands below the word and needs room
_LEAST_ZONE = 30.0  # before the zone goes smaller on one line it takes two
_RAISED = 14.0  # by so much the word makes room for the second line of a zone

_DIRECTIONS_PX = (34.0, 30.0)  # not smaller than a zone: both are read on the way
_DIRECTIONS_STEP = 1.2
_STANDING = 1.17  # an arrow on end is so much higher
_GAP, _EDGE = 14.0, 20.0
_SHARES = (1.0, 0.86, 0.72)


class Placed(Protocol):
    """What the block shows of a call."""

    @property
    def counter_label(self) -> str:
        """Where to go."""

    @property
    def zone(self) -> Zone:
        """In which part of the hall."""


@dataclass(frozen=True, slots=True)
class BlockTexts:
    """Sizes and lines; ``…_y`` is the middle of capitals, ``directions_y`` that of all lines of the directions. Without
    ``pointed`` no arrow is drawn, and word, zone and directions are ``shift`` pixels further left, in its place."""

    arrow: QRectF
    caption_px: float
    caption_y: float
    counter_px: int
    zone: Fitted
    zone_y: float
    pictogram_room: float
    directions: Fitted = NOTHING
    directions_y: float = 0.0
    directions_step: float = 0.0
    pointed: bool = True
    shift: float = 0.0


def block_texts(
    called: Placed,
    inside: CurrentCallGeometry,
    unit: float,
    translate: Translator,
    *,
    directions: bool = False,
    pointed: bool = True,
) -> BlockTexts:
    """Measures the block; ``directions``: the way to the zone stands below its name where all of it fits, else nowhere.

    ``pointed``: it is known where the zone lies from this board. Else an arrow beside the words of the way could only
    contradict them ("go left"), and is left out.
    """
    plain = _plain(called, inside, unit, translate)
    text = directions_text(called.zone, translate.language) if directions and inside.zone_px else ""
    if not text:
        return plain
    least = int((_LEAST_COLUMN if inside.shape == COLUMN else _LEAST_COUNTER) * inside.counter_px)
    for counter_px in dict.fromkeys((plain.counter_px, min(plain.counter_px, least))):
        sized = replace(plain, counter_px=counter_px, pointed=pointed, shift=0.0 if pointed else _shift(inside))
        found = _with_directions(text, called, sized, inside, unit, translate)
        if found is not None:
            return found
    return plain


def directions_text(zone: Zone, language: str) -> str:
    """How to walk to the counters of ``zone``, in the board's language; the other one where there is none. The way to
    its waiting area (``Zone.directions``) is for who has just taken a number, never for who is called."""
    return in_language(language, zone.counter_directions, zone.counter_directions_en)


def _shift(inside: CurrentCallGeometry) -> float:
    """How far the texts right of the arrow go to the left when it is not drawn; none where it stands above them, or
    beside the word alone."""
    return inside.caption_x - inside.arrow.left() if inside.zone_x > inside.arrow.right() else 0.0


def _plain(called: Placed, inside: CurrentCallGeometry, unit: float, translate: Translator) -> BlockTexts:
    caption_px, counter_px = _caption_and_counter(called, inside, unit, translate)
    pictogram_room = 0.86 * inside.zone_px + 14 * unit
    room = _left_of_counter(called, counter_px, inside, unit) - pictogram_room
    zone = _zone(zone_text(translate, called.zone), room, inside.zone_px, unit) if inside.zone_px else NOTHING
    return BlockTexts(
        arrow=inside.arrow,
        caption_px=caption_px,
        caption_y=inside.caption_y - (_RAISED * unit if len(zone.lines) > 1 else 0.0),
        counter_px=counter_px,
        zone=zone,
        zone_y=inside.zone_y,
        pictogram_room=pictogram_room,
    )


def _left_of_counter(called: Placed, counter_px: int, inside: CurrentCallGeometry, unit: float) -> float:
    """The pixels from the zone's left edge to the counter."""
    ink = text_width(called.counter_label, font(counter_px, 800, tabular=True))
    return inside.padding + inside.room - ink - 24 * unit - inside.zone_x


def _caption_and_counter(
    call: Placed, inside: CurrentCallGeometry, unit: float, translate: Translator
) -> tuple[float, int]:
    """The word "Loket" and the counter beside it; the counter is what must be read from afar."""
    if not inside.counter_beside:
        return fit_px(translate("display.counter"), 2.8 * inside.caption_px, inside.caption_px, tabular=False), fit_px(
            call.counter_label, inside.counter.width(), inside.counter_px
        )
    least = _LEAST_COLUMN if inside.shape == COLUMN else _LEAST_COUNTER
    fitted = (0.0, 1)
    for share in (1.0, 0.86, 0.72, 0.6):
        caption_px = share * inside.caption_px
        caption = text_width(translate("display.counter"), font(caption_px, 800))
        room = inside.padding + inside.room - inside.caption_x - caption - 56 * unit
        fitted = (caption_px, fit_px(call.counter_label, max(room, unit), inside.counter_px))
        if fitted[1] >= least * inside.counter_px:
            break
    return fitted


def _zone(text: str, room: float, px: float, unit: float) -> Fitted:
    """The zone on one line down to 30 reference pixels, else on two."""
    least = min(px, _LEAST_ZONE * unit)
    return one_line_or_two(text, room, (px,), (least,), 700, least=int(least))


def _with_directions(
    text: str, called: Placed, plain: BlockTexts, inside: CurrentCallGeometry, unit: float, translate: Translator
) -> BlockTexts | None:
    """The block with the way below the zone; None where it cannot be whole and large enough."""
    room = _left_of_counter(called, plain.counter_px, inside, unit)
    zone = _zone(zone_text(translate, called.zone), room - plain.pictogram_room, inside.zone_px, unit)
    if len(zone.lines) != 1:
        return None
    for px in (px * unit for px in _DIRECTIONS_PX):
        directions = fit_lines(text, room, (px,), 600, max_lines=2)
        if directions.font.pixelSize() < int(px):
            continue
        for share in _SHARES:
            found = _stacked(replace(plain, zone=zone, directions=directions), share, inside, unit)
            if found is not None:
                return found
    return None


def _stacked(block: BlockTexts, share: float, inside: CurrentCallGeometry, unit: float) -> BlockTexts | None:
    """Word, zone and way from top to bottom, with the arrow where the shape has it and it is ``pointed``; None when
    they are too high."""
    caption_px = share * block.caption_px
    side = 0.0 if not block.pointed else inside.arrow.height() * (share if inside.shape in (COLUMN, PORTRAIT) else 1.0)
    step = _DIRECTIONS_STEP * block.directions.font.pixelSize()
    # In portrait the arrow is next to the word.
    first = max(CAPITALS * caption_px, _STANDING * side if inside.shape == PORTRAIT else 0.0)
    lines = CAPITALS * block.directions.font.pixelSize() + (len(block.directions.lines) - 1) * step
    heights = [first, CAPITALS * block.zone.font.pixelSize(), lines]
    if inside.shape == COLUMN and block.pointed:
        heights.insert(0, _STANDING * side)
    gaps = len(heights) - 1
    spare = inside.block.height() - sum(heights) - 2 * _EDGE * unit - gaps * _GAP * unit
    if spare < 0:
        return None
    more = spare / (gaps + 3)  # shared: a gap gets one part, each edge one and a half
    y, middles = inside.block.top() + _EDGE * unit + 1.5 * more, []
    for height in heights:
        middles.append(y + height / 2)
        y += height + _GAP * unit + more
    caption_y, zone_y, directions_y = middles[-3:]
    arrow_y = {COLUMN: middles[0], PORTRAIT: caption_y}.get(inside.shape, inside.arrow.center().y())
    arrow = QRectF(inside.arrow.left(), arrow_y - side / 2, side * inside.arrow.width() / inside.arrow.height(), side)
    block = replace(block, arrow=arrow, caption_px=caption_px, caption_y=caption_y, zone_y=zone_y)
    return replace(block, directions_y=directions_y, directions_step=step)
