"""Short wordings that slip, kiosk and board share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NUMBERED = re.compile(r"(\D*)(\d+)")


@dataclass(frozen=True, slots=True)
class BothNames:
    """A name as a sentence takes it: ``name_en`` in an English one, where there is such a name."""

    name: str
    name_en: str = ""

    def sentence(self, language: str = "id") -> str:
        """The name in that language."""
        return (language == "en" and self.name_en) or self.name

    def __str__(self) -> str:
        return self.name


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
    parts = re.findall(r"\d+|\D+", label)
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts)


def _follows(label: str, later: str) -> bool:
    first, second = _NUMBERED.fullmatch(label), _NUMBERED.fullmatch(later)
    return first is not None and second is not None and first[1] == second[1] and int(first[2]) + 1 == int(second[2])


class Counted(int):
    """A number that a sentence counts with: ``{count:slip|slips}`` is "1 slip" or "2 slips"."""

    def __format__(self, spec: str) -> str:
        one, bar, other = spec.partition("|")
        return f"{int(self)} {one if self == 1 else other}" if bar else super().__format__(spec)


def counted(count: int, one: str, other: str) -> str:
    """``1 slip`` or ``2 slips``."""
    return f"{Counted(count):{one}|{other}}"
