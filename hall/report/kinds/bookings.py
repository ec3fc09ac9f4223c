"""Bookings: which were kept, and what became of the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hall.amounts import share_of
from hall.figures import BookingFigures, PeriodFigures, ReportFacts, added
from hall.report.kinds.kind import ReportKind
from hall.report.kinds.measures import column, compared, defined, in_percent, in_points
from hall.report.kinds.parts import service_rows
from hall.report.report import Block, Cell, Kind, Table, Tile, Tiles
from hall.translator import Translator

_ENDS = ("kept", "early", "late", "lapsed", "cancelled")


class Bookings(ReportKind):
    """A row of sums for each agency and its services below it."""

    key: ClassVar[str] = "bookings"
    figures: ClassVar[tuple[str, ...]] = (
        "booked",
        *(f"booking_{end}" for end in _ENDS),
        "booking_open",
        "booking_share",
        "change",
    )

    def blocks(self, facts: ReportFacts, translate: Translator) -> Iterable[Block]:
        """What is read first, and one table."""
        yield _tiles(facts, translate)
        columns = (
            column("service", translate, share=5),
            defined("booked", translate),
            *(defined(f"booking_{end}", translate) for end in _ENDS),
            defined("booking_open", translate),
            defined("booking_share", translate, Kind.SHARE),
            column("lapsed_share", translate, Kind.SHARE),
        )
        found = facts.figures.bookings
        rows = tuple(service_rows(facts, found, lambda of: _cells(_of(found.values(), of)), translate))
        empty = translate("report.no_bookings")
        yield Table("bookings", translate("report.by_service"), columns, rows, empty, wide=True)


def _of(found: Iterable[BookingFigures], services: tuple[str, ...] | None = None) -> BookingFigures:
    return added(BookingFigures(""), (one for one in found if services is None or one.service in services))


def _due(one: BookingFigures) -> int:
    """Those of which it is known whether anybody came."""
    return one.kept + one.early + one.late + one.lapsed


def _cells(one: BookingFigures) -> tuple[Cell, ...]:
    due = _due(one)
    ends = (getattr(one, end) for end in _ENDS)
    shares = share_of(one.kept, due), share_of(one.lapsed, due)
    return (one.booked, *ends, one.booked - due - one.cancelled, *shares)


def _tiles(facts: ReportFacts, translate: Translator) -> Tiles:
    found = _of(facts.figures.bookings.values())
    kept, lapsed = share_of(found.kept, _due(found)), share_of(found.lapsed, _due(found))

    def of(then: PeriodFigures) -> BookingFigures:
        return _of(then.bookings.values())

    def points(then: PeriodFigures) -> str:
        return in_points(kept, share_of(of(then).kept, _due(of(then))), translate)

    counted = compared(facts, translate, lambda then: in_percent(found.booked, of(then).booked, translate))
    share = compared(facts, translate, points)
    return Tiles(
        (
            Tile("booked", translate("definition.booked"), found.booked, note=counted),
            Tile("kept", translate("definition.booking_share"), kept, Kind.SHARE, share),
            Tile("lapsed", translate("report.column.lapsed_share"), lapsed, Kind.SHARE),
        )
    )
