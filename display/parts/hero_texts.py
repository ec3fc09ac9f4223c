"""The texts of a call in the sizes in which they fit the hero, measured once for each call and size."""

from __future__ import annotations

from dataclasses import dataclass

from display.geometry import HeroGeometry
from display.parts.part import fit_px, zone_text
from hall.views import BoardCall
from qtkit.paint import Fitted, fit_lines, text_width
from qtkit.theme.fonts import CAPITALS, font
from qtkit.words import Words

_LEAST_NUMBER = 0.68  # of its full size: 110 mm on 55 inch; before it shrinks further its names do
_LEAST_COUNTER = 0.86  # of its full size: 110 mm on 55 inch; before it shrinks further the word "Loket" does


@dataclass(frozen=True, slots=True)
class HeroTexts:
    """Sizes and lines; ``…_y`` is the middle of capitals, ``names_y`` that of the agency's lines."""

    inside: HeroGeometry
    number_px: int
    number_y: float
    agency: Fitted
    service: Fitted
    one_line: bool
    names_y: float
    step: float
    word_px: float
    counter_px: int
    zone: Fitted
    sign_room: float


def hero_texts(call: BoardCall, inside: HeroGeometry, unit: float, words: Words) -> HeroTexts:
    """Measures ``call``: names keep their size in up to four lines, the number takes the height that they leave."""
    widest = fit_px(call.code, inside.room, inside.number_px)
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
    zone_room = inside.padding + inside.room - ink - 24 * unit - inside.word_x - sign_room
    return HeroTexts(
        inside=inside,
        number_px=number_px,
        number_y=(inside.number_top + bottom) / 2,
        agency=agency,
        service=service,
        one_line=one_line,
        names_y=top + step * (0.5 * (lines if one_line else len(agency.lines))),
        step=step,
        word_px=word_px,
        counter_px=counter_px,
        zone=_zone(zone_text(words, call.zone), zone_room, inside.zone_px),
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


def _zone(text: str, room: float, px: float) -> Fitted:
    one = fit_lines(text, room, (px,), 700, max_lines=1)
    return one if one.font.pixelSize() >= 0.85 * px else fit_lines(text, room, (0.85 * px, 0.7 * px), 700, max_lines=2)
