"""Numbers as people read them in a language."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hall.translator import Translator

_HUNDRED = Decimal(100)


def number_text(number: int | Decimal, translate: Translator) -> str:
    """A number with the marks of the language: 7.318 and 88,42 in Indonesian, 7,318 and 88.42 in English."""
    marks = {ord(","): translate("number.thousands"), ord("."): translate("number.decimal")}
    return f"{number:,}".translate(marks)


def percent_text(share: Decimal, translate: Translator) -> str:
    """A share from 0 to 1 as whole percent, half up: ``86 %``."""
    return translate("number.percent", n=number_text((share * _HUNDRED).quantize(Decimal(1), ROUND_HALF_UP), translate))


def share_of(part: int, whole: int) -> Decimal | None:
    """A part of a whole from 0 to 1, rounded half up to four places; None of nothing."""
    return (Decimal(part) / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP) if whole else None
