"""Any text that a slip may carry in the letters that every printer has: no character that the configuration accepts is
lost.

Text-mode printers know ASCII and one of many code pages, and which one is the printer's own secret. What the slip's
type can draw (``hall.glyphs``) has a spelling here; a test walks all of it.
"""

from __future__ import annotations

import re
import unicodedata

_WHOLE = {
    "\u013f": "L", "\u0140": "l", "\u00b0C": "C", "\u00b0F": "F", "\u2103": "C", "\u2109": "F", "\u00b4": "'",
    "\u2026": "...", "\u00a8": '"', "\u00b8": ",", "\u02dc": "~", "\u00af": "-",
    "\u02c9": "-", "\u02d8": "^", "\u02d9": "'", "\u02da": "o", "\u02db": ",", "\u02dd": '"', "\u0384": "'",
    "\u0385": "'", "\u037a": ",", "\u203e": "-", "\u2017": "_", "\u1fed": "`",
    "\u1fee": "'", "\u1ffd": "'",
    "\u2122": "(TM)", "\u2033": '"', "\u2034": "'''",
}  # fmt: skip
"""Said before a character is taken apart: its parts would say something else."""
_SPELLED = {
    # Dashes, quotation marks and dots
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
    "\u207b": "-", "\u208b": "-", "\u00ad": "", "\u2018": "'", "\u2019": "'", "\u201a": ",", "\u201b": "'",
    "\u2032": "'", "\u2039": "<", "\u203a": ">", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"',
    "\u00ab": '"', "\u00bb": '"', "\u00b7": "-", "\u0387": "-", "\u2022": "-", "\u2219": "-", "\u2020": "+",
    "\u2021": "++", "\u00a1": "!", "\u00bf": "?", "\u00a6": "|", "\u00b6": "par.", "\u02c6": "^", "\u02c7": "^",
    # Letters that no accent makes
    "\u00df": "ss", "\u1e9e": "SS", "\u00c6": "AE", "\u00e6": "ae", "\u0152": "OE", "\u0153": "oe", "\u00d8": "O",
    "\u00f8": "o", "\u00d0": "D", "\u00f0": "d", "\u0110": "D", "\u0111": "d", "\u00de": "Th", "\u00fe": "th",
    "\u0126": "H", "\u0127": "h", "\u0131": "i", "\u0237": "j", "\u0138": "k", "\u0141": "L", "\u0142": "l",
    "\u014a": "Ng", "\u014b": "ng", "\u0166": "T", "\u0167": "t", "\u018f": "E", "\u0259": "e", "\u0192": "f",
    "\u0394": "Delta", "\u03a9": "Ohm", "\u03bc": "u", "\u03c0": "pi", "\u212e": "e", "\u2116": "No",
    # Measures, sums and law
    "\u00b0": " deg", "\u00b1": "+/-", "\u00d7": "x", "\u00f7": ":", "\u2044": "/", "\u2215": "/", "\u2264": "<=",
    "\u2265": ">=", "\u2248": "~", "\u2260": "<>", "\u221e": "infinity", "\u221a": "sqrt ", "\u2030": "0/00",
    "\u2202": "d", "\u2205": "0", "\u2206": "Delta", "\u220f": "prod ", "\u2211": "sum ", "\u222b": "int ",
    "\u00ac": "not ", "\u00a7": "par.", "\u00a9": "(c)", "\u00ae": "(R)",
    # Money, by the codes of ISO 4217
    "\u00a2": "c", "\u00a3": "GBP", "\u00a4": "*", "\u00a5": "JPY", "\u20a1": "CRC", "\u20a3": "FRF", "\u20a4": "ITL",
    "\u20a6": "NGN", "\u20a7": "ESP", "\u20a9": "KRW", "\u20aa": "ILS", "\u20ab": "VND", "\u20ac": "EUR",
    "\u20ad": "LAK", "\u20ae": "MNT", "\u20b1": "PHP", "\u20b2": "PYG", "\u20b3": "ARA", "\u20b4": "UAH",
    "\u20b5": "GHS", "\u20b8": "KZT", "\u20b9": "INR", "\u20ba": "TRY", "\u20bc": "AZN", "\u20bd": "RUB",
    "\u20be": "GEL", "\u20bf": "BTC", "\u0e3f": "THB",
    # Arrows and shapes
    "\u2190": "<-", "\u2191": "^", "\u2192": "->", "\u2193": "v", "\u2194": "<->", "\u2195": "^v", "\u2196": "<-",
    "\u2197": "->", "\u2198": "->", "\u2199": "<-", "\u21a9": "<-", "\u21aa": "->", "\u21b0": "<-", "\u21b1": "->",
    "\u21b2": "<-", "\u21b3": "->", "\u2b0e": "->", "\u2b10": "<-", "\u25a0": "#", "\u25a1": "[]", "\u25b2": "^",
    "\u25b3": "^", "\u25b6": ">", "\u25b7": ">", "\u25bc": "v", "\u25bd": "v", "\u25c0": "<", "\u25c1": "<",
    "\u25c6": "*", "\u25c7": "*", "\u25ca": "*", "\u25cb": "o", "\u25cf": "*", "\u2605": "*", "\u2606": "*",
    "\u2713": "v", "\u2714": "v", "\u2715": "x", "\u2717": "x",
}  # fmt: skip
_BEFORE = re.compile("|".join(re.escape(character) for character in sorted(_WHOLE, key=len, reverse=True)))
_FRACTION = re.compile(r"(?<=[0-9])(?=[\u00bc-\u00be\u2150-\u215f\u2189])")
"""Between a whole number and a fraction of one character: ``1\u00bd`` is no ``11/2``."""


def plain(text: str) -> str:
    """``text`` in printable ASCII: one letter outside switches some printers to another alphabet for the whole line.
    ``?`` stands only for what the slip's own type could not draw either."""
    apart = _BEFORE.sub(lambda found: _WHOLE[found[0]], _FRACTION.sub(" ", text))
    return "".join(_spelled(character) for character in unicodedata.normalize("NFKD", apart))


def _spelled(character: str) -> str:
    if " " <= character <= "~":
        return character
    said = _SPELLED.get(character)
    if said is not None:
        return said
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in ("Mn", "Me", "Cf") else "?"
