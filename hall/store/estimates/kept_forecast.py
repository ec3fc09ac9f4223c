"""What a process knows of those who come later, so that it works it out at most once a minute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hall.estimating.forecast import Forecast, Usual


@dataclass
class KeptForecast:
    """``usual`` is who usually comes on a date, ``takes`` how long visits take by service (id) after the day (its key)
    that was learned from last. Threads may share it."""

    made: tuple[Any, Forecast] | None = None
    usual: tuple[date, Usual | None] | None = None
    takes: tuple[int | None, Mapping[str, timedelta]] | None = None
