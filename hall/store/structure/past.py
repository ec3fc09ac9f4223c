"""What a process knows of days that are over, so that it adds each of them up once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hall.overview import Slice, Sums
from hall.survey.figures import Answers


@dataclass
class Past:
    """What days that are over add up to, by days and agency (id), with the state of the days that it was counted in;
    ``corrected`` are the corrections that this process knows of, by the id of their line of history: the day of their
    number. ``seen`` is the newest line then. ``answers`` are those of the survey, by days, agency and regulation, with
    the state of the imports of paper forms."""

    sums: dict[tuple[Slice, str], tuple[Any, Sums]] = field(default_factory=dict)
    corrected: dict[int, date] = field(default_factory=dict)
    seen: int | None = None
    answers: dict[tuple[tuple[date, date], str, str], tuple[Any, Answers]] = field(default_factory=dict)
