"""Round values at which a chart has its lines."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

_WANTED = 4
_ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def steps_to(most: Decimal) -> list[Decimal]:
    """From 0 in equal round steps, four to six of them, to ``most`` (above 0) or the step after it."""
    raw = most / _WANTED
    unit = Decimal(1).scaleb(raw.adjusted())
    step = next(unit * factor for factor in _ROUND if unit * factor >= raw)
    count = int((most / step).to_integral_value(ROUND_CEILING))
    return [Decimal(format((step * at).normalize(), "f")) for at in range(count + 1)]
