"""A pad of manual numbers as labels to tear off."""

from __future__ import annotations

from hall.manual_numbers import Pad
from hall.numbering import code_of
from hall.report.labels import Label, Labels
from hall.translator import Translator


def pad_labels(pad: Pad, hall: str, translate: Translator) -> Labels:
    """The pad in the language of ``translate``; ``hall`` is the name of the hall."""
    codes = [code_of(pad.prefix, number) for number in range(pad.first, pad.last + 1)]
    foot = translate("pad.time")
    return Labels(
        owner=hall,
        title=translate("pad.title", service=pad.service, first=codes[0], last=codes[-1]),
        note=translate("pad.note"),
        page=translate("sheet.page", number="{number}", count="{count}"),
        labels=tuple(Label(hall, code, pad.service, foot) for code in codes),
    )
