"""Finds characters that slips cannot print: the slip's type has no shape for them, and the paper would show boxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from hall.assets import slip_font
from hall.settings.lines import KeyPath
from hall.settings.problems import Findings

if TYPE_CHECKING:
    from PIL import ImageFont

_SURE = 0x100
"""The font has every printable character below: Basic Latin and Latin-1."""
_NO_CHARACTER = "\uffff"
_PRINTED: Mapping[tuple[str, ...], tuple[str, ...]] = {
    (): ("name", "city"),
    ("slip",): ("footer", "footer_en"),
    ("zone",): ("name", "way", "way_en"),
    ("agency",): ("name",),
    ("agency", "service"): ("name", "name_en", "requirement", "requirement_en"),
}
"""The texts that stand on slips, by their tables."""


def check_printable(data: Mapping[str, Any], findings: Findings) -> None:
    """Add every text of a slip with characters that its type cannot draw."""
    for tables, keys in _PRINTED.items():
        for path, row in _tables(data, tables, ()):
            for key in keys:
                for where, text in _texts(row.get(key), (*path, key)):
                    missing = "".join(dict.fromkeys(letter for letter in text if not is_drawn(letter)))
                    if missing:
                        problem = f'slips cannot print "{missing}"'
                        findings.add(where, problem, allowed="letters and signs of Latin script, no pictures")


def _tables(data: object, names: tuple[str, ...], path: KeyPath) -> Iterator[tuple[KeyPath, Mapping[str, Any]]]:
    if isinstance(data, list):
        for at, row in enumerate(data):
            yield from _tables(row, names, (*path, at))
    elif isinstance(data, Mapping):
        if not names:
            yield path, data
        else:
            yield from _tables(data.get(names[0]), names[1:], (*path, names[0]))


def _texts(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        yield from (((*path, at), text) for at, text in enumerate(value) if isinstance(text, str))


@cache
def is_drawn(letter: str) -> bool:
    """Whether the slip's type has a shape for ``letter``; what is no printable character is another check's."""
    if ord(letter) < _SURE or not letter.isprintable():
        return True
    return _shape(letter) != _shape(_NO_CHARACTER)


def _shape(letter: str) -> tuple[tuple[int, int], bytes]:
    mask = _type().getmask(letter)
    return mask.size, bytes(mask)


@cache
def _type() -> ImageFont.FreeTypeFont:
    from PIL import ImageFont  # only a file with unusual letters pays for it

    return ImageFont.truetype(slip_font(), 32)
