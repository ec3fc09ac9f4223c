"""What a process knows of how good the estimates were, so that it judges a closed day once, and the open one now and
then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from hall.estimating.quality import DayQuality


class Latest(NamedTuple):
    """Of the business day that closed last, and of the open one; None where there is none."""

    closed: DayQuality | None
    running: DayQuality | None


@dataclass
class KeptQuality:
    """``closed`` is of the day that closed last, with its key and when it closed; ``looked`` is what was found at some
    time while a day (its key) was open. Of the whole hall; threads may share it."""

    closed: tuple[Any, DayQuality] | None = None
    looked: tuple[int | None, datetime, Latest] | None = None
