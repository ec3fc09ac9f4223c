"""What figures come to in cells and notes: shares, spans, and how they changed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from hall.amounts import number_text, share_of
from hall.figures import MEDIAN, NINETIETH, PeriodFigures, ReportFacts, ServiceFigures, percentile
from hall.figures.model import Minutes
from hall.incidents import FollowUp
from hall.report.kinds.kind import compared_name
from hall.report.report import Column, Kind
from hall.translator import Translator

_HUNDRED = 100


def spread(minutes: Minutes) -> tuple[int | None, int | None, int | None]:
    """Median, 90th percentile and longest in whole minutes; None of nobody."""
    return percentile(minutes, MEDIAN), percentile(minutes, NINETIETH), max(minutes, default=None)


def kept_share(figures: ServiceFigures) -> Decimal | None:
    """The share of visits whose promise was kept in those that are judged; None where none is."""
    return share_of(figures.kept, figures.judged)


def followed_share(found: FollowUp) -> Decimal | None:
    """The share that is closed, to four places; None of nothing."""
    return share_of(found.closed, found.found)


def followed_days(found: FollowUp) -> Decimal | None:
    """The mean of days until closing, to two places; None before the first."""
    return None if found.days is None else Decimal(found.days).quantize(Decimal("0.01"), ROUND_HALF_UP)


def defined(name: str, translate: Translator, kind: Kind = Kind.COUNT, share: float = 1.0) -> Column:
    """The column of a figure, headed as its definition calls it."""
    return Column(name, translate(f"definition.{name}"), kind, share)


def column(name: str, translate: Translator, kind: Kind = Kind.TEXT, share: float = 1.0) -> Column:
    """A column that needs no definition."""
    return Column(name, translate(f"report.column.{name}"), kind, share)


def spans(name: str, translate: Translator, share: float = 1.0) -> tuple[Column, ...]:
    """The three columns of ``spread`` of waits (``wait``) or visits (``take``)."""
    names = (f"{name}_median", f"{name}_p90", f"{name}_longest")
    return tuple(column(one, translate, Kind.MINUTES, share) for one in names)


def compared(facts: ReportFacts, translate: Translator, change: Callable[[PeriodFigures], str]) -> str:
    """How a figure changed against the period before and the one a year before; ``change`` says it against one of
    them, or nothing where there is nothing to compare with."""
    pairs = ((facts.before, facts.period.before()), (facts.year_before, facts.period.year_before()))
    said = [
        translate("report.change", change=text, period=compared_name(period, translate))
        for figures, period in pairs
        if (text := change(figures))
    ]
    return "; ".join(dict.fromkeys(said))


def in_percent(now: int, then: int, translate: Translator) -> str:
    """How a count changed, in whole percent; nothing where it was 0."""
    if not then:
        return ""
    percent = (Decimal(now - then) * _HUNDRED / then).quantize(Decimal(1), ROUND_HALF_UP)
    return translate("number.percent", n=signed(percent, translate))


def in_points(now: Decimal | None, then: Decimal | None, translate: Translator) -> str:
    """How a share changed, in whole points of a hundred; nothing where one is not known."""
    if now is None or then is None:
        return ""
    points = ((now - then) * _HUNDRED).quantize(Decimal(1), ROUND_HALF_UP)
    return translate("report.points", n=signed(points, translate))


def signed(number: Decimal, translate: Translator) -> str:
    """A change with its sign."""
    sign = "+" if number > 0 else "\u2212" if number < 0 else "\u00b1"
    return f"{sign}{number_text(abs(number), translate)}"
