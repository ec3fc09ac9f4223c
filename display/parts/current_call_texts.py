"""The texts of a call in the sizes in which they fit the current call, measured once for each call and size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QSize

from display.current_call_geometry import (
    PORTRAIT,
    ROW,
    WIDE,
    CurrentCallGeometry,
    column_geometry,
    current_call_geometry,
    current_call_shape,
    row_geometry,
    shared_geometry,
)
from display.parts.block_texts import NOTHING, BlockTexts, Placed, block_texts
from display.parts.code import code_px, code_width, is_long
from display.parts.part import fit_px
from hall.translator import Translator
from qtkit.paint import Fitted, fit_lines, text_width
from qtkit.theme.fonts import CAPITALS, font

_ROW_SHARES = tuple(330 / 1180 + 0.02 * step for step in range(9))

_LEAST_NUMBER = 0.68  # of its full size: 110 mm on 55 inch; before it shrinks further its names do
_TIGHT_GAIN = 12.0  # of the padding, on both sides
_READ_PX = 235.0  # 110 mm on 55 inch: a number that would stand lower takes of its hyphen and of the padding first


class Called(Placed, Protocol):
    """What the current call shows of a call."""

    @property
    def code(self) -> str:
        """The number."""

    @property
    def agency_name(self) -> str:
        """Whose service."""

    @property
    def service_name(self) -> str:
        """Which service."""


@dataclass(frozen=True, slots=True)
class CurrentCallTexts:
    """Sizes and lines; ``…_y`` is the middle of capitals, ``names_y`` that of the agency's lines."""

    inside: CurrentCallGeometry
    number_px: int
    tight: bool
    number_left: float
    number_y: float
    agency: Fitted
    service: Fitted
    one_line: bool
    names_y: float
    step: float
    block: BlockTexts


def inside_of(
    size: QSize,
    unit: float,
    called: Called,
    *,
    column: bool = False,
    shared: Sequence[Called] = (),
    labelled: bool = False,
) -> CurrentCallGeometry:
    """The inside of a current call of ``size`` pixels for ``called``; ``column``: it may be set in the middle of a
    column.

    ``shared`` are all calls that stand large, when they are several: flat ones have one block, and a line above the
    number only when they are ``labelled``.
    """
    shape = current_call_shape(size, column=column and not shared)
    if shape == ROW:
        return _row(
            size, unit, shared or (called,), partial(shared_geometry, labelled=labelled) if shared else row_geometry
        )
    if shape in (WIDE, PORTRAIT):
        return current_call_geometry(size, unit, portrait=shape == PORTRAIT)
    return column_geometry(size, unit)


def _row(
    size: QSize, unit: float, calls: Sequence[Called], geometry: Callable[[QSize, float, float], CurrentCallGeometry]
) -> CurrentCallGeometry:
    """Numbers and counters share the row so that the smallest of them is as large as it can be."""
    best, most = geometry(size, unit, _ROW_SHARES[0]), 0.0
    for share in _ROW_SHARES:
        inside = geometry(size, unit, share)
        sizes = [_number_px(call.code, inside, unit)[0] / inside.number_px for call in calls]
        room, largest = inside.counter.width(), inside.counter_px
        sizes += [fit_px(call.counter_label, room, largest) / largest for call in calls]
        if min(sizes) > most + 0.005:
            best, most = inside, min(sizes)
    return best


def current_call_texts(
    called: Called,
    inside: CurrentCallGeometry,
    unit: float,
    translate: Translator,
    *,
    directions: bool = False,
    pointed: bool = True,
) -> CurrentCallTexts:
    """Measures ``called``: names keep their size in up to four lines, the number takes the height that they leave.

    ``directions``: the way to the zone stands below its name, where all of it fits. ``pointed`` as in ``block_texts``.
    """
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
    block = block_texts(called, inside, unit, translate, directions=directions, pointed=pointed)
    number_left = inside.padding - gain
    if inside.centred:
        number_left += (inside.room + 2 * gain - code_width(called.code, number_px, tight=tight)) / 2
    return CurrentCallTexts(
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
        block=block,
    )


def _number_px(code: str, inside: CurrentCallGeometry, unit: float) -> tuple[int, bool]:
    """The number's size by its width, and whether it needs every pixel of the panel for it."""
    px = code_px(code, inside.room, inside.number_px, tight=False)
    if not is_long(code) and px >= min(_READ_PX * unit, int(inside.number_px)):
        return px, False
    return code_px(code, inside.room + 2 * _TIGHT_GAIN * unit, inside.number_px, tight=True), True


def _names(call: Called, inside: CurrentCallGeometry, unit: float, share: float) -> tuple[Fitted, Fitted, bool, float]:
    """Agency and service on one line when they fit, else in up to two lines each of ``share`` of the size."""
    px, room = inside.names_px, inside.room
    if not px:
        return NOTHING, NOTHING, True, 0.0
    if inside.centred:
        steps = (px, 0.86 * px, share * px)
        names = ((call.agency_name, 700), (call.service_name, 500))
        one_px = min(fit_lines(name, room, steps, weight, max_lines=2).font.pixelSize() for name, weight in names)
        agency, service = (fit_lines(name, room, (one_px,), weight, max_lines=2) for name, weight in names)
        return agency, service, False, 1.28 * one_px
    if text_width(call.agency_name, font(px, 700)) + text_width(call.service_name, font(px, 500)) + 52 * unit <= room:
        agency = fit_lines(call.agency_name, room, (px,), 700, max_lines=1)
        return agency, fit_lines(call.service_name, room, (px,), 500, max_lines=1), True, 1.45 * px
    smaller = share * px
    agency = fit_lines(call.agency_name, room, (smaller,), 700, max_lines=2)
    return agency, fit_lines(call.service_name, room, (smaller,), 500, max_lines=2), False, 1.24 * smaller
