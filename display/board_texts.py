"""The texts that a board must be able to show: the widest numbers, counters and names of its own hall, by measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from display.parts.code import code_width
from hall.numbering import code_of
from hall.structure import Counter, HallStructure, Service, Zone
from hall.wording import in_language
from qtkit.paint import text_width
from qtkit.theme.fonts import font

USUAL_CODE = "A-042"
USUAL_COUNTER = "7"

LONGEST_LABEL = 4
"""A counter's label of more letters is a word, such as "Prioritas", and is read at the counter."""

_LAST_NUMBER = 999  # a day has fewer numbers of one service than that, unless its quota says otherwise
_USUAL_ZONE = Zone("podium", "Podium", "podium")
_PX = 200  # any size will do to compare widths

Names = tuple[str, str]
"""Agency and service, as they stand below a number."""


@dataclass(frozen=True, slots=True)
class BoardTexts:
    """What is tried on a board, the usual first: ``names`` are the longest agencies and services, ``zones`` those of
    its counters, the widest first, ``counters`` how many cells there are, ``ticker`` whether a running text passes."""

    codes: tuple[str, ...] = (USUAL_CODE,)
    labels: tuple[str, ...] = (USUAL_COUNTER,)
    names: tuple[Names, ...] = (("Disdukcapil", "Perekaman KTP-el"),)
    zones: tuple[Zone, ...] = (_USUAL_ZONE,)
    counters: int = 0
    ticker: bool = True
    whole_hall: bool = False


def board_texts(structure: HallStructure, zone: str, agencies: Sequence[str], language: str = "id") -> BoardTexts:
    """The texts of the hall on a board of ``zone`` (empty: the whole hall) that shows ``agencies`` (none: all).

    Needs a QGuiApplication, because widths are measured with the board's own font.
    """
    here = [one for one in structure.counters if not zone or one.zone == zone]
    cells = [one for one in here if not agencies or one.agency in agencies]
    services = services_of(structure, zone, agencies)
    ids = {one.id for one in services}
    calling = [one for one in here if one in cells or any(served.service in ids for served in one.services)]
    return BoardTexts(
        codes=_codes(services),
        labels=_with_widest(USUAL_COUNTER, [c.label for c in calling if len(c.label) <= LONGEST_LABEL], (_ink,)),
        names=_names(structure, services, language) or BoardTexts().names,
        zones=_zones(structure, calling),
        counters=len(cells),
        ticker=any(text.strip() for text in structure.hall.running_text),
        whole_hall=not zone,
    )


def services_of(structure: HallStructure, zone: str, agencies: Sequence[str]) -> tuple[Service, ...]:
    """The services whose calls such a board shows: those of its agencies that a counter of its zone serves."""
    served = {
        one.service for counter in structure.counters if not zone or counter.zone == zone for one in counter.services
    }
    return tuple(s for s in structure.services if s.id in served and (not agencies or s.agency in agencies))


def _codes(services: Iterable[Service]) -> tuple[str, ...]:
    """The usual number, and the widest as the current call and as the lists set them."""
    digit = max("0123456789", key=lambda one: _ink(f"A-{one * 3}"))
    made = [code_of(s.prefix, int(digit * len(str(max(s.quota or 0, _LAST_NUMBER))))) for s in services]
    return _with_widest(USUAL_CODE, made, (_ink, lambda code: code_width(code, _PX, tight=True)))


def _names(structure: HallStructure, services: Iterable[Service], language: str) -> tuple[Names, ...]:
    """The pairs with the widest agency, the widest service, and the widest of both together."""
    agencies = {one.id: in_language(language, one.name, one.name_en) for one in structure.agencies}
    pairs = [(agencies.get(s.agency, ""), in_language(language, s.name, s.name_en)) for s in services]
    wide = {pair: (_measured(pair[0], 700), _measured(pair[1], 500)) for pair in pairs}
    if not wide:
        return ()
    widest = (
        max(wide, key=lambda pair: sum(wide[pair])),
        max(wide, key=lambda pair: wide[pair]),
        max(wide, key=lambda pair: wide[pair][::-1]),
    )
    return tuple(dict.fromkeys(widest))


def _zones(structure: HallStructure, counters: Iterable[Counter]) -> tuple[Zone, ...]:
    used = {one.zone for one in counters}
    return tuple(
        sorted([zone for zone in structure.zones if zone.id in used], key=lambda zone: -_measured(zone.name, 700))
    ) or (_USUAL_ZONE,)


def _with_widest(usual: str, others: Sequence[str], measures: Iterable[Callable[[str], float]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((usual, *(max((usual, *others), key=measure) for measure in measures))))


def _ink(text: str) -> float:
    return code_width(text, _PX, tight=False)


def _measured(text: str, weight: int) -> float:
    return text_width(text, font(_PX, weight))
