"""Finds characters that slips and boards cannot draw: their type has no shape for them, and boxes would stand there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hall.glyphs import undrawn
from hall.settings.lines import KeyPath, tables_at
from hall.settings.problems import ProblemList

_PRINTED: Mapping[tuple[str, ...], tuple[str, ...]] = {
    (): ("name", "city"),
    ("slip",): ("footer", "footer_en"),
    ("zone",): ("name", "directions", "directions_en"),
    ("agency",): ("name", "name_en"),
    ("agency", "service"): ("name", "name_en", "requirement", "requirement_en"),
}
"""The texts that stand on slips, by their tables."""
_ON_BOARDS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    (): ("running_text",),
    ("zone",): ("counter_directions", "counter_directions_en"),
}
"""Texts that stand on boards only."""
_SHOWN: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("agency",): ("full_name", "words"),
    ("agency", "service"): ("words",),
    ("kiosk",): ("popular", "popular_en"),
    ("need",): ("name", "name_en"),
    ("obstacle",): ("name", "name_en", "responsible"),
    ("offer",): ("name", "name_en"),
    ("calendar", "holiday"): ("name",),
    ("profile",): ("name",),
    ("agency", "profile"): ("name",),
    ("agency", "service", "profile"): ("name",),
    ("station",): ("name",),
}
"""Texts that stand on screens only."""


def check_printable(data: Mapping[str, Any], findings: ProblemList) -> None:
    """Add every text of a slip or board with characters that their type cannot draw."""
    for texts, cannot in (
        (_PRINTED, "slips cannot print"),
        (_ON_BOARDS, "boards cannot show"),
        (_SHOWN, "screens cannot show"),
    ):
        for tables, keys in texts.items():
            for path, row in tables_at(data, tables):
                for key in keys:
                    _check_texts(row.get(key), (*path, key), cannot, findings)


def _check_texts(value: object, path: KeyPath, cannot: str, findings: ProblemList) -> None:
    for where, text in _texts(value, path):
        missing = "".join(undrawn(text))
        if missing:
            findings.add(where, f'{cannot} "{missing}"', allowed="Latin letters and characters, no pictures")


def _texts(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        yield from (((*path, at), text) for at, text in enumerate(value) if isinstance(text, str))
