"""The promise: how often it was kept, why it was broken, and what was offered then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hall.figures import Need, ReportFacts, ServiceFigures
from hall.promise import Why
from hall.report.kinds.kind import ReportKind
from hall.report.kinds.measures import column, compared, defined, in_points, kept_share
from hall.report.kinds.parts import kept_chart, service_rows
from hall.report.report import Block, Cell, Kind, Row, Table, Tile, Tiles
from hall.translator import Translator


class Promise(ReportKind):
    """A row for each service with the reasons, what was offered, and how the share went in twelve months."""

    key: ClassVar[str] = "promise"
    needs: ClassVar[frozenset[Need]] = frozenset({Need.MONTHS})
    figures: ClassVar[tuple[str, ...]] = (
        "judged",
        "kept",
        "kept_share",
        "broken",
        *(f"broken_{why}" for why in Why),
        "offered",
        "change",
    )

    def blocks(self, facts: ReportFacts, translate: Translator) -> Iterable[Block]:
        """What is read first comes first."""
        yield _tiles(facts, translate)
        yield kept_chart(facts.months, facts.twelve_months, translate("report.kept_by_month"), translate)
        yield _offers(facts, translate)
        yield _services(facts, translate)


def _tiles(facts: ReportFacts, translate: Translator) -> Tiles:
    found = facts.figures.of()
    share = kept_share(found)
    points = compared(facts, translate, lambda then: in_points(share, kept_share(then.of()), translate))
    offered = sum(found.offered.values())
    return Tiles(
        (
            Tile("kept_share", translate("definition.kept_share"), share, Kind.SHARE, points),
            Tile("kept", translate("definition.kept"), found.kept),
            Tile("broken", translate("definition.broken"), sum(found.broken.values())),
            Tile("offered", translate("definition.offered"), offered),
        )
    )


def _offers(facts: ReportFacts, translate: Translator) -> Table:
    found = facts.figures.of().offered
    names = facts.names.offers
    rows = tuple(
        Row((names.get(offer, offer), count)) for offer, count in sorted(found.items(), key=lambda one: (-one[1], one))
    )
    columns = (column("offer", translate, share=5), column("numbers", translate, Kind.COUNT))
    return Table("offers", translate("report.offers"), columns, rows, translate("report.no_offers"))


def _services(facts: ReportFacts, translate: Translator) -> Table:
    columns = (
        column("service", translate, share=4.5),
        defined("judged", translate),
        defined("kept", translate),
        defined("kept_share", translate, Kind.SHARE),
        defined("broken", translate),
        *(defined(f"broken_{why}", translate) for why in Why),
        defined("offered", translate),
    )
    counted = {service for service, _ in facts.figures.services}
    rows = tuple(service_rows(facts, counted, lambda of: _cells(facts.figures.of(of)), translate))
    return Table("services", translate("report.by_service"), columns, rows, translate("report.nothing"), wide=True)


def _cells(found: ServiceFigures) -> tuple[Cell, ...]:
    whys = (found.broken.get(why, 0) for why in Why)
    broken = sum(found.broken.values())
    return (found.judged, found.kept, kept_share(found), broken, *whys, sum(found.offered.values()))
