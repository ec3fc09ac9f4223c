"""The table [breaks]: between which times staggered breaks are planned."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from hall.settings.problems import ProblemList
from hall.settings.tables import Table, WrongValue, key
from hall.settings.values import ClockTime, clock_time
from hall.structure import Rules


class BreaksTable(Table):
    """Between which times staggered breaks are planned, and how long one is."""

    first: ClockTime = key(default=Rules().break_first, description='a time in quotes, such as "11:30"')
    last: ClockTime = key(default=Rules().break_last, description='a time in quotes, such as "13:30"')
    minutes: int = key(default=60, ge=15, le=120, description="whole minutes from 15 to 120")


def check_breaks(row: Mapping[str, Any], findings: ProblemList) -> None:
    """One break at least fits between both times."""
    rules = Rules()
    try:
        first, last = (
            clock_time(row[name]) if name in row else usual
            for name, usual in (("first", rules.break_first), ("last", rules.break_last))
        )
    except WrongValue:
        return
    minutes = row.get("minutes", int(rules.break_length.total_seconds() // 60))
    room = timedelta(hours=last.hour - first.hour, minutes=last.minute - first.minute)
    if isinstance(minutes, int) and room < timedelta(minutes=minutes):
        name = "last" if "last" in row else next(iter(row), "last")
        findings.add(
            ("breaks", name),
            f"a break of {minutes} minutes does not fit between {first:%H:%M} and {last:%H:%M}",
            allowed="times that are at least one break apart",
        )
