"""The arithmetic of the survey (PermenPANRB 14/2017), in decimal, each result rounded half up to two places.

    NRR(u) = sum of the scores of element u / completed questionnaires
    IKM    = sum over u of NRR(u) x bobot, x 25

The index is rounded once, from the sums: rounded means of elements would move it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext

from hall.survey.regulation import Band, Regulation, Weight

_CENT = Decimal("0.01")
_PRECISION = 50


def half_up(value: Decimal, places: Decimal = _CENT) -> Decimal:
    """Rounded half up to two places, or to those of ``places``."""
    return value.quantize(places, ROUND_HALF_UP)


def mean(total: int, respondents: int) -> Decimal | None:
    """The mean score of an element (NRR); None without a completed questionnaire."""
    return _divided(Decimal(total), Decimal(respondents)) if respondents else None


def weighted(total: int, respondents: int, weight: Weight) -> Decimal | None:
    """The mean score times the weight (NRR tertimbang), which the chapters of a report list, to three places as they
    are small; None without a completed questionnaire."""
    if not respondents:
        return None
    return _divided(total * weight.numerator, respondents * weight.denominator, Decimal("0.001"))


def element_index(total: int, respondents: int, regulation: Regulation) -> Decimal | None:
    """The mean score of an element on the scale of the index; None without a completed questionnaire."""
    return _divided(total * regulation.factor, Decimal(respondents)) if respondents else None


def index(totals: Mapping[str, int], respondents: int, regulation: Regulation, weight: Weight) -> Decimal | None:
    """The index (IKM) of completed questionnaires, whose scores add up to ``totals`` by element; None without one."""
    if not respondents:
        return None
    points = sum(totals.get(one.key, 0) for one in regulation.elements)
    return _divided(points * weight.numerator * regulation.factor, respondents * weight.denominator)


def grade(value: Decimal, regulation: Regulation) -> Band:
    """The band of an index that is rounded to two places; below all, the worst."""
    return next((band for band in regulation.bands if value >= band.least), regulation.bands[-1])


def needed(users: int, regulation: Regulation) -> int:
    """How many respondents ``users`` of the period before ask for (Krejcie and Morgan), rounded half up."""
    rule = regulation.sample
    with localcontext() as context:
        context.prec = _PRECISION
        spread = rule.chi_square * rule.share * (1 - rule.share)
        return int(half_up(spread * users / (rule.margin**2 * (users - 1) + spread), Decimal(1))) if users else 0


def _divided(part: Decimal | int, whole: Decimal | int, places: Decimal = _CENT) -> Decimal:
    """Rounded once: with so many digits, no quotient of counts comes to stand on a half that it is not."""
    with localcontext() as context:
        context.prec = _PRECISION
        return half_up(Decimal(part) / Decimal(whole), places)
