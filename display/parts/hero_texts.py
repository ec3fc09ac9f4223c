"""The texts of a call in the sizes in which they fit the hero, measured once for each call and size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont

from display.hero_geometry import (
    COLUMN,
    ROW,
    UPRIGHT,
    WIDE,
    HeroGeometry,
    column_geometry,
    hero_geometry,
    hero_shape,
    row_geometry,
)
from display.parts.code import code_px, code_width, is_long
from display.parts.part import fit_px, zone_text
from hall.structure import Zone
from qtkit.paint import Fitted, fit_lines, text_width
from qtkit.theme.fonts import CAPITALS, font
from qtkit.words import Words

_NONE = Fitted((), QFont())
_ROW_SHARES = tuple(330 / 1180 + 0.02 * step for step in range(9))

_LEAST_NUMBER = 0.68  # of its full size: 110 mm on 55 inch; before it shrinks further its names do
_LEAST_COUNTER = 0.86  # of its full size: 110 mm on 55 inch; before it shrinks further the word "Loket" does
_LEAST_COLUMN = 0.72  # the same beside a video, where the zone stands below the word and needs room

_TIGHT_GAIN = 12.0  # of the padding, on both sides
_READ_PX = 235.0  # 110 mm on 55 inch: a number that would stand lower takes of its hyphen and of the padding first
_LEAST_ZONE = 30.0  # before the zone goes smaller on one line it takes two
_RAISED = 14.0  # by so much the word makes room for the second line of a zone


class Called(Protocol):
    """What the hero shows of a call."""

    @property
    def code(self) -> str:
        """The number."""

    @property
    def counter_label(self) -> str:
        """Where to go."""

    @property
    def zone(self) -> Zone:
        """In which part of the hall."""

    @property
    def agency_name(self) -> str:
        """Whose service."""

    @property
    def service_name(self) -> str:
        """Which service."""


@dataclass(frozen=True, slots=True)
class HeroTexts:
    """Sizes and lines; ``…_y`` is the middle of capitals, ``names_y`` that of the agency's lines."""

    inside: HeroGeometry
    number_px: int
    tight: bool
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


def inside_of(size: QSize, unit: float, called: Called, *, column: bool = False) -> HeroGeometry:
    """The inside of a hero of ``size`` pixels for ``called``; ``column``: it may be set in the middle of a column."""
    shape = hero_shape(size, column=column)
    if shape == ROW:
        return _row(size, unit, called)
    if shape in (WIDE, UPRIGHT):
        return hero_geometry(size, unit, portrait=shape == UPRIGHT)
    return column_geometry(size, unit)


def _row(size: QSize, unit: float, called: Called) -> HeroGeometry:
    """Number and counter share the row so that the smaller of them is as large as it can be."""
    best, most = row_geometry(size, unit), 0.0
    for share in _ROW_SHARES:
        inside = row_geometry(size, unit, share)
        number = _number_px(called.code, inside, unit)[0] / inside.number_px
        counter = fit_px(called.counter_label, inside.counter.width(), inside.counter_px) / inside.counter_px
        if min(number, counter) > most + 0.005:
            best, most = inside, min(number, counter)
    return best


def hero_texts(called: Called, inside: HeroGeometry, unit: float, words: Words) -> HeroTexts:
    """Measures ``called``: names keep their size in up to four lines, the number takes the height that they leave."""
    widest, tight = _number_px(called.code, inside, unit)
    gain = _TIGHT_GAIN * unit if tight else 0.0
    for share in (0.86, 0.72):
        agency, service, one_line, step = _names(called, inside, unit, share)
        lines = 1 if one_line else len(agency.lines) + len(service.lines)
        top = inside.names_bottom - step * lines
        bottom = top - (8 * unit if step else 0.0)
        number_px = int(min(widest, (bottom - inside.number_top) / CAPITALS))
        if number_px >= min(widest, _LEAST_NUMBER * inside.number_px):
            break
    word_px, counter_px = _word_and_counter(called, inside, unit, words)
    sign_room = 0.86 * inside.zone_px + 14 * unit
    ink = text_width(called.counter_label, font(counter_px, 800, tabular=True))
    zone_room = inside.padding + inside.room - ink - 24 * unit - inside.zone_x - sign_room
    zone = _zone(zone_text(words, called.zone), zone_room, inside.zone_px, unit) if inside.zone_px else _NONE
    number_left = inside.padding - gain
    if inside.centred:
        number_left += (inside.room + 2 * gain - code_width(called.code, number_px, tight=tight)) / 2
    return HeroTexts(
        inside=inside,
        number_px=number_px,
        tight=tight,
        number_left=number_left,
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


def _number_px(code: str, inside: HeroGeometry, unit: float) -> tuple[int, bool]:
    """The number's size by its width, and whether it needs every pixel of the panel for it."""
    px = code_px(code, inside.room, inside.number_px, tight=False)
    if not is_long(code) and px >= min(_READ_PX * unit, int(inside.number_px)):
        return px, False
    return code_px(code, inside.room + 2 * _TIGHT_GAIN * unit, inside.number_px, tight=True), True


def _names(call: Called, inside: HeroGeometry, unit: float, share: float) -> tuple[Fitted, Fitted, bool, float]:
    """Agency and service on one line when they fit, else in up to two lines each of ``share`` of the size."""
    px, room = inside.names_px, inside.room
    if not px:
        return _NONE, _NONE, True, 0.0
    if inside.centred:
        steps = (px, 0.86 * px, share * px)
        names = ((call.agency_name, 700), (call.service_name, 500))
        one_px = min(fit_lines(name, room, steps, weight, max_lines=2).font.pixelSize() for name, weight in names)
        agency, service = (fit_lines(name, room, (one_px,), weight, max_lines=2) for name, weight in names)
        return agency, service, False, 1.28 * one_px
    wide = text_width(call.agency_name, font(px, 700)) + text_width(call.service_name, font(px, 500)) + 52 * unit
    if wide <= room:
        agency = fit_lines(call.agency_name, room, (px,), 700, max_lines=1)
        return agency, fit_lines(call.service_name, room, (px,), 500, max_lines=1), True, 1.45 * px
    smaller = share * px
    agency = fit_lines(call.agency_name, room, (smaller,), 700, max_lines=2)
    return agency, fit_lines(call.service_name, room, (smaller,), 500, max_lines=2), False, 1.24 * smaller


def _word_and_counter(call: Called, inside: HeroGeometry, unit: float, words: Words) -> tuple[float, int]:
    """The word "Loket" and the counter beside it; the counter is what must be read from afar."""
    if not inside.counter_beside:
        least_px = fit_px(words("display.counter"), 2.8 * inside.word_px, inside.word_px, tabular=False)
        return least_px, fit_px(call.counter_label, inside.counter.width(), inside.counter_px)
    least = _LEAST_COLUMN if inside.shape == COLUMN else _LEAST_COUNTER
    fitted = (0.0, 1)
    for share in (1.0, 0.86, 0.72, 0.6):
        word_px = share * inside.word_px
        word = text_width(words("display.counter"), font(word_px, 800))
        room = inside.padding + inside.room - inside.word_x - word - 56 * unit
        fitted = (word_px, fit_px(call.counter_label, max(room, unit), inside.counter_px))
        if fitted[1] >= least * inside.counter_px:
            break
    return fitted


def _zone(text: str, room: float, px: float, unit: float) -> Fitted:
    """The zone on one line down to 30 reference pixels, else on two."""
    least = min(px, _LEAST_ZONE * unit)
    one = fit_lines(text, room, (px,), 700, max_lines=1)
    return one if one.font.pixelSize() >= int(least) else fit_lines(text, room, (least,), 700, max_lines=2)
