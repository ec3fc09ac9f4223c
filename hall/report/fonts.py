"""Plus Jakarta Sans for PDF files, in the two weights of a sheet.

reportlab embeds a variable font in its lightest weight only, so each weight is cut out of it once for the process
(https://fonttools.readthedocs.io/en/latest/varLib/instancer.html), which takes about 0.4 s. It knows no features of a
font either, so the figures of one width, which stand well below each other, take the place of the others.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO

from fontTools.ttLib import TTFont as FontFile
from fontTools.varLib.instancer import instantiateVariableFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from hall.assets import slip_font

WEIGHTS = {"JakartaSans": 450, "JakartaSans-Bold": 700}
"""Of each type by its name."""
_LAYOUT = ("GSUB", "GPOS", "GDEF")
"""What reportlab does not read, and what takes half of the time to cut."""
_POSTSCRIPT_NAME = 6
_WIDER_WORDS = 0.05
"""Words are so much of the size farther apart, as on the screens."""


@cache
def text_font() -> str:
    """The name of the type for texts, known to reportlab from now on."""
    return _registered("JakartaSans")


@cache
def bold_font() -> str:
    """The name of the type for headings and sums."""
    return _registered("JakartaSans-Bold")


def _registered(name: str) -> str:
    cut = BytesIO()
    # Without the time of the cut in it: the same text is the same file.
    with FontFile(slip_font(), recalcTimestamp=False) as font:
        _use_even_figures(font)
        for table in _LAYOUT:
            if table in font:
                del font[table]
        instantiateVariableFont(font, {"wght": WEIGHTS[name]}, inplace=True)
        # Two weights of one name would be taken for one font.
        font["name"].setName(name, _POSTSCRIPT_NAME, 3, 1, 0x409)
        width, bearing = font["hmtx"]["space"]
        font["hmtx"]["space"] = width + round(_WIDER_WORDS * font["head"].unitsPerEm), bearing
        font.save(cut)
    cut.seek(0)
    pdfmetrics.registerFont(TTFont(name, cut))
    return name


def _use_even_figures(font: FontFile) -> None:
    """What the feature ``tnum`` puts in the place of a figure is that figure from now on."""
    layout = font["GSUB"].table
    indices = {
        index
        for record in layout.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    swaps = {
        old: new
        for index in indices
        for subtable in layout.LookupList.Lookup[index].SubTable
        for old, new in getattr(subtable, "mapping", {}).items()
    }
    for table in font["cmap"].tables:
        table.cmap.update({code: swaps[name] for code, name in table.cmap.items() if name in swaps})
