"""The texts of a call in the sizes in which they fit the hero, measured once for each call and size."""

from __future__ import annotations

from dataclasses import dataclass

from display.geometry import HeroGeometry
from display.parts.code import code_px, is_long
from display.parts.part import fit_px, zone_text
from hall.views import BoardCall
from qtkit.paint import Fitted, fit_lines, text_width
from qtkit.theme.fonts import CAPITALS, font
from qtkit.words import Words

_LEAST_NUMBER = 0.68  # of its full size: 110 mm on 55 inch; before it shrinks further its names do
_LEAST_COUNTER = 0.86  # of its full size: 110 mm on 55 inch; before it shrinks further the word "Loket" does

_LONG_CODE_GAIN = 12.0  # of the padding, on both sides
_LEAST_ZONE = 30.0  # before the zone goes smaller on one line it takes two
_RAISED = 14.0  # by so much the word makes room for the second line of a zone


@dataclass(frozen=True, slots=True)
class HeroTexts:
    """Sizes and lines; ``…_y`` is the middle of capitals, ``names_y`` that of the agency's lines."""

    inside: HeroGeometry
    number_px: int
    number_left: float
    number_y: float
    agency: Fitted
    service: Fitted
    one_line: bool
    names_y: float
    step: float
    word_px: float
    word_y: float
    counter_px: int
    zone: Fitted
    sign_room: float


def hero_texts(call: BoardCall, inside: HeroGeometry, unit: float, words: Words) -> HeroTexts:
    """Measures ``call``: names keep their size in up to four lines, the number takes the height that they leave."""
    gain = _LONG_CODE_GAIN * unit if is_long(call.code) else 0.0
    widest = code_px(call.code, inside.room + 2 * gain, inside.number_px)
    for share in (0.86, 0.72):
        agency, service, one_line, step = _names(call, inside, unit, share)
        lines = 1 if one_line else len(agency.lines) + len(service.lines)
        top = inside.names_bottom - step * lines
        bottom = top - 8 * unit
        number_px = int(min(widest, (bottom - inside.number_top) / CAPITALS))
        if number_px >= min(widest, _LEAST_NUMBER * inside.number_px):
            break
    word_px, counter_px = _word_and_counter(call, inside, unit, words)
    sign_room = 0.86 * inside.zone_px + 14 * unit
    ink = text_width(call.counter_label, font(counter_px, 800, tabular=True))
    zone_room = inside.padding + inside.room - ink - 24 * unit - inside.zone_x - sign_room
    zone = _zone(zone_text(words, call.zone), zone_room, inside.zone_px, unit)
    return HeroTexts(
        inside=inside,
        number_px=number_px,
        number_left=inside.padding - gain,
        number_y=(inside.number_top + bottom) / 2,
        agency=agency,
        service=service,
        one_line=one_line,
        names_y=top + step * (0.5 * (lines if one_line else len(agency.lines))),
        step=step,
        word_px=word_px,
        word_y=inside.word_y - (_RAISED * unit if len(zone.lines) > 1 else 0.0),
        counter_px=counter_px,
        zone=zone,
        sign_room=sign_room,
    )


def _names(call: BoardCall, inside: HeroGeometry, unit: float, share: float) -> tuple[Fitted, Fitted, bool, float]:
    """Agency and service on one line when they fit, else in up to two lines each of ``share`` of the size."""
    px, room = inside.names_px, inside.room
    wide = text_width(call.agency_name, font(px, 700)) + text_width(call.service_name, font(px, 500)) + 52 * unit
    if wide <= room:
        agency = fit_lines(call.agency_name, room, (px,), 700, max_lines=1)
        return agency, fit_lines(call.service_name, room, (px,), 500, max_lines=1), True, 1.45 * px
    smaller = share * px
    agency = fit_lines(call.agency_name, room, (smaller,), 700, max_lines=2)
    return agency, fit_lines(call.service_name, room, (smaller,), 500, max_lines=2), False, 1.24 * smaller


def _word_and_counter(call: BoardCall, inside: HeroGeometry, unit: float, words: Words) -> tuple[float, int]:
    """The word "Loket" and the counter beside it; the counter is what must be read from afar."""
    fitted = (0.0, 1)
    for share in (1.0, 0.86, 0.72, 0.6):
        word_px = share * inside.word_px
        word = text_width(words("display.counter"), font(word_px, 800))
        room = inside.padding + inside.room - inside.word_x - word - 56 * unit
        fitted = (word_px, fit_px(call.counter_label, max(room, unit), inside.counter_px))
        if fitted[1] >= _LEAST_COUNTER * inside.counter_px:
            break
    return fitted


def _zone(text: str, room: float, px: float, unit: float) -> Fitted:
    """The zone on one line down to 30 reference pixels, else on two."""
    least = min(px, _LEAST_ZONE * unit)
    one = fit_lines(text, room, (px,), 700, max_lines=1)
    return one if one.font.pixelSize() >= int(least) else fit_lines(text, room, (least,), 700, max_lines=2)
