"""A report as its renderers see it: a head, blocks of typed cells, charts and texts, definitions, and lines for
signatures. It says what is written, never how: a renderer (terminal, JSON, CSV, XLSX, PDF, DOCX) knows no report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

Cell = str | int | Decimal | date | datetime | None
"""A value as its column's kind says; None: nobody knows, or there was nothing to count."""


class Kind(StrEnum):
    """What the cells of a column are: texts, places in a list (1, 2, 3 …), whole counts, whole minutes, shares from 0
    to 1 (Decimal, four places), scores (Decimal, two places), parts of scores (Decimal, three places), dates, or aware
    local moments."""

    TEXT = "text"
    ORDER = "order"
    COUNT = "count"
    MINUTES = "minutes"
    SHARE = "share"
    SCORE = "score"
    PART = "part"
    DATE = "date"
    MOMENT = "moment"

    @property
    def is_number(self) -> bool:
        """Whether its cells stand at the right."""
        return self in (Kind.ORDER, Kind.COUNT, Kind.MINUTES, Kind.SHARE, Kind.SCORE, Kind.PART)


class Level(StrEnum):
    """What a row is: one of many, a sum of those below it, or the sum of all."""

    DETAIL = "detail"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its stable ``key`` for machines, its heading, what its cells are, and its share of the width.

    ``mark`` stands below the heading (the letter of a weekday). ``is_empty``: nothing was counted there, so that a 0 is
    left blank; ``is_shaded``: people see that, too.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    share: float = 1.0
    mark: str = ""
    is_empty: bool = False
    is_shaded: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Cells, one for each column."""

    cells: tuple[Cell, ...]
    level: Level = Level.DETAIL


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; ``key`` names it to machines, ``empty`` is said when there is no row, ``note`` stands below.
    ``wide``: it has so many columns that its page is turned. ``sums``: each count of a group is the sum of its rows, of
    all rows that of the groups, and the last count of a row the sum of those before it."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""
    note: str = ""
    wide: bool = False
    sums: bool = False


class ChartKind(StrEnum):
    """How a chart shows its values: bars beside each other, lines, or a grid of shades (a row for each series)."""

    BARS = "bars"
    LINES = "lines"
    HEAT = "heat"


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one name, one for each category; None where nothing was counted."""

    name: str
    values: tuple[int | Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Series over categories; ``kind`` is what the values are."""

    key: str
    title: str
    chart: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    kind: Kind = Kind.COUNT


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure that is read first: its name, its value, and a note below it."""

    key: str
    title: str
    value: Cell
    kind: Kind = Kind.COUNT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Figures side by side."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs under a heading; a heading alone begins a chapter."""

    title: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The remarks and who signs stand here, not at the end: what follows is attached."""


Block = Table | Chart | Tiles | Prose | Break | Signed


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure means."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Lines over the first page, the office first, and a logo beside them: the content of a PNG or JPEG file."""

    lines: tuple[str, ...] = ()
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs: the lines over the place for the name (a place and a day, an office), and the name where it is
    known."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One report. ``owner`` is the hall that it is of, ``facts`` are names with values, ``made`` says when it was
    made, ``remarks`` how its figures came about and were checked (beside the signatures), ``signatures`` who signs it;
    ``definitions`` are its last page."""

    key: str
    owner: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    made: str
    page: str
    """The word for a page, with ``{number}`` and ``{count}``."""
    facts: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    signatures: tuple[Signing, ...] = ()
    letterhead: Letterhead = Letterhead()
    definitions: tuple[Definition, ...] = ()
    definitions_title: str = ""
    is_sheet: bool = False
    """Whether all but the definitions is one page, drawn smaller where it has no room."""

    @property
    def tables(self) -> Iterator[Table]:
        """Its tables, in their order."""
        return (block for block in self.blocks if isinstance(block, Table))

    @property
    def is_signed_inside(self) -> bool:
        """Whether a block says where its signatures stand."""
        return any(isinstance(block, Signed) for block in self.blocks)
