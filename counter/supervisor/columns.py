"""Where the columns of the table are: pure functions from the width and what the columns need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QFont

from counter.supervisor.lines import Line
from counter.supervisor.listing import Column
from qtkit.paint import SMALLEST_PX, text_width
from qtkit.theme.fonts import font

CHEVRON = 16.0
"""Pixels left of a name: the sign that an agency can be opened."""
SIGN = 18.0
TAG_PADDING = 16.0
HEAD_SIGN = 14.0
_TILE = 26.0
_BAR, _LEAST_BAR, _MOST_BAR = 60.0, 34.0, 160.0
AFTER_BAR = 10.0
_GAP, _LEAST_GAP, _MOST_GAP = 14.0, 10.0, 36.0
_NAME_LEAST, _STATE_LEAST = 132.0, 84.0
_COMFORT = 330.0
"""Pixels that names and states have together before there is a column that one can do without."""
_GIVEN_UP = ("zone name", "gap", "long bar", "signs", "promise", "done", "bar", "zone")
"""What a narrow table does without, in this order."""

HEAD_PX, TEXT_PX, NAME_PX, COUNT_PX = 12.5, 14, 14, 16


@dataclass(frozen=True, slots=True)
class Needs:
    """Pixels that the texts of the columns take: the heads, the rows at their longest, and heads, names and states as
    narrow as their longest word allows. ``texts`` of a wait is without its bar."""

    heads: Mapping[Column, float]
    least_heads: Mapping[Column, float]
    texts: Mapping[Column, float]
    least_name: float
    least_state: float

    def joined(self, other: Needs) -> Needs:
        """The larger ones of both: a column that has grown stays, so that nothing moves to and fro."""
        return Needs(
            other.heads,
            other.least_heads,
            {column: max(width, other.texts[column]) for column, width in self.texts.items()},
            max(self.least_name, other.least_name),
            max(self.least_state, other.least_state),
        )

    def whole(self, column: Column) -> float:
        """What a column takes with its head and the sign of its order."""
        return max(self.heads[column], self.texts[column])


@dataclass(frozen=True, slots=True)
class Columns:
    """Left ends and widths by column in pixels; a column that is left out is no pixel wide. ``bar`` is the width of a
    bar, ``zone_named`` says whether a zone has its name next to its sign, ``signed`` whether heads have room for the
    sign of the order."""

    left: dict[Column, float]
    width: dict[Column, float]
    bar: float
    zone_named: bool
    signed: bool

    def right(self, column: Column) -> float:
        """The right end of a column."""
        return self.left[column] + self.width[column]

    def shown(self, column: Column) -> bool:
        """Whether there is room for the column."""
        return self.width[column] > 0


def needs(lines: Iterable[Line], heads: Mapping[Column, str]) -> Needs:
    """What the texts of ``lines`` and heads take."""
    rows = tuple(lines)
    text, small = font(TEXT_PX, 500, tabular=True), font(SMALLEST_PX, 700)
    texts = {
        Column.NAME: _widest(((name_left(row), row.name) for row in rows), font(NAME_PX, 700)),
        Column.ZONE: _widest(((SIGN + 6, row.zone) for row in rows), font(TEXT_PX, 500)),
        Column.WAITING: _widest(((0, str(row.waiting)) for row in rows), font(COUNT_PX, 800, tabular=True)),
        Column.LONGEST: _widest(((0, row.longest) for row in rows), font(TEXT_PX, 600, tabular=True)),
        Column.COUNTERS: _widest(((0, row.counters) for row in rows), text),
        Column.DONE: _widest(((0, row.done) for row in rows), text),
        Column.PROMISE: _widest(((0, row.promise) for row in rows), text),
        Column.STATE: _widest(((TAG_PADDING, row.state) for row in rows), small),
    }
    named = ((name_left(row), word) for row in rows for word in row.name.split())
    stated = ((TAG_PADDING, word) for row in rows for word in row.state.split())
    return Needs(
        {column: head_width(name, signed=True) for column, name in heads.items()},
        {column: head_width(name, signed=False) for column, name in heads.items()},
        texts,
        max(_NAME_LEAST, _widest(named, small)),
        max(_STATE_LEAST, _widest(stated, small)),
    )


def head_width(name: str, *, signed: bool) -> float:
    """Pixels of a head with the sign of its order, or without it and on two lines."""
    if signed:
        return text_width(name, font(HEAD_PX, 700)) + HEAD_SIGN
    return max((text_width(word, font(SMALLEST_PX, 700)) for word in name.split()), default=0.0) + 1


def name_left(line: Line) -> float:
    """Pixels left of a name: the sign that an agency can be opened, and the tile with a service's prefix."""
    return CHEVRON + (tile_width(line) + 8 if line.prefix else 0.0)


def tile_width(line: Line) -> float:
    """Pixels of the tile with a prefix."""
    return max(_TILE, text_width(line.prefix, font(SMALLEST_PX, 800)) + 10)


def _widest(texts: Iterable[tuple[float, str]], used: QFont) -> float:
    return max((beside + text_width(one, used) for beside, one in set(texts)), default=0.0)


def columns(width: float, need: Needs) -> Columns:
    """The columns of a table of ``width`` pixels: what it can do without goes first, then names and states share what
    is left, and what is over makes bars and gaps wider."""
    wanted = need.whole(Column.NAME), need.whole(Column.STATE)
    for count in range(len(_GIVEN_UP) + 1):
        fixed = _Fixed.of(need, frozenset(_GIVEN_UP[:count]))
        rest = width - fixed.total
        if rest >= (need.least_name + need.least_state if count else min(sum(wanted), _COMFORT)):
            break
    name, state = _shared(rest, need, *wanted)
    over = max(0.0, rest - name - state)
    bar = min(_MOST_BAR, fixed.bar + over * 0.25) if fixed.bar else 0.0
    over -= bar - fixed.bar
    gap = min(_MOST_GAP, fixed.gap + over / (2 * len(Column)))
    over -= (gap - fixed.gap) * fixed.gaps
    widths = {**fixed.widths, Column.NAME: name + max(0.0, over), Column.STATE: state}
    widths[Column.LONGEST] += bar - fixed.bar
    given_up = _GIVEN_UP[:count]
    return _placed(widths, gap, bar, zone_named="zone name" not in given_up, signed="signs" not in given_up)


@dataclass(frozen=True, slots=True)
class _Fixed:
    """The columns whose widths do not depend on the table's."""

    widths: dict[Column, float]
    bar: float
    gap: float

    @classmethod
    def of(cls, need: Needs, without: frozenset[str]) -> _Fixed:
        bar = 0.0 if "bar" in without else _LEAST_BAR if "long bar" in without else _BAR
        heads = need.least_heads if "signs" in without else need.heads
        texts = {**need.texts, Column.LONGEST: need.texts[Column.LONGEST] + (bar + AFTER_BAR if bar else 0.0)}
        widths: dict[Column, float] = {
            column: max(heads[column], texts[column]) for column in Column if column not in (Column.NAME, Column.STATE)
        }
        if "zone name" in without:
            widths[Column.ZONE] = 0.0 if "zone" in without else SIGN
        for column, given_up in ((Column.DONE, "done"), (Column.PROMISE, "promise")):
            if given_up in without:
                widths[column] = 0.0
        return cls(widths, bar, _LEAST_GAP if "gap" in without else _GAP)

    @property
    def gaps(self) -> int:
        return 1 + sum(width > 0 for width in self.widths.values())

    @property
    def total(self) -> float:
        return sum(self.widths.values()) + self.gap * self.gaps


def _shared(rest: float, need: Needs, name: float, state: float) -> tuple[float, float]:
    """Pixels of the names and of the states: both whole when there is room, else the states get what the names leave,
    as far as both can still be read."""
    if name + state <= rest:
        return name, state
    most = max(need.least_state, rest - need.least_name)
    state = min(state, most, max(need.least_state, rest - name, rest * 0.4))
    return rest - state, state


def _placed(widths: dict[Column, float], gap: float, bar: float, *, zone_named: bool, signed: bool) -> Columns:
    left: dict[Column, float] = {}
    x = 0.0
    for column in Column:
        left[column] = x
        if widths[column] > 0:
            x += widths[column] + gap
    return Columns(left, widths, bar, zone_named, signed)
