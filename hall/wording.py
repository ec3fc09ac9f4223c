"""Short wordings that slip, kiosk and board share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from hall.translator import Translator

_NUMBERED = re.compile(r"(\D*)(\d+)")


def in_language(language: str, text: str, english: str) -> str:
    """What a hall wrote in both languages: ``english`` on a screen in English, else ``text``; where one is empty, the
    other."""
    return (english or text) if language == "en" else (text or english)


class Named(Protocol):
    """What has a name in both languages."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def name_en(self) -> str:
        """The English one, maybe empty."""


@dataclass(frozen=True, slots=True)
class BothNames:
    """A name as a message takes it: ``name_en`` in an English one, where there is such a name."""

    name: str
    name_en: str = ""

    @classmethod
    def of(cls, one: Named) -> BothNames:
        """Those of a service, an agency or whatever has both."""
        return cls(one.name, one.name_en)

    def message(self, translate: Translator) -> str:
        """The name in that language."""
        return in_language(translate.language, self.name, self.name_en)

    def __str__(self) -> str:
        return self.name


NO_NAMES = BothNames("")
"""What has no name."""


def counter_ranges(labels: Iterable[str]) -> str:
    """Counter labels as a visitor reads them, neighbours joined: ``5–9``, ``3, 5–7``, ``A1–A3, 12B``.

    Labels come out in natural order (2 before 10), each once; no labels give an empty text.
    """
    runs: list[list[str]] = []
    for label in sorted({label.strip() for label in labels} - {""}, key=_natural):
        if runs and _follows(runs[-1][-1], label):
            runs[-1].append(label)
        else:
            runs.append([label])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}\u2013{run[-1]}" for run in runs)


def _natural(label: str) -> tuple[tuple[bool, int, str], ...]:
    return tuple(
        (not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.findall(r"\d+|\D+", label)
    )


def _follows(label: str, later: str) -> bool:
    first, second = _NUMBERED.fullmatch(label), _NUMBERED.fullmatch(later)
    return first is not None and second is not None and first[1] == second[1] and int(first[2]) + 1 == int(second[2])


def counted(count: int, one: str, other: str) -> str:
    """``1 slip`` or ``2 slips``."""
    return f"{count} {one if count == 1 else other}"
