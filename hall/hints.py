"""What a technician can do about a refusal or an alarm at the command line; screens show the sentence alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from hall.views import AlarmView

_CLOCK = "Put the machine's clock right; or, if it is right, confirm it with `hall day confirm`."
_STEPS = (
    "`hall counter show COUNTER` lists the last actions; `hall counter undo COUNTER --to N` goes back to one of them."
)

HINTS: Mapping[str, str] = MappingProxyType(
    {
        "closure_over": "A time alone is today's: past midnight write the date too, as 2026-12-24T01:00.",
        "day_closed": "`hall day open --confirm` opens it again.",
        "day_already_open": "If its date is wrong: `hall day confirm`, or `hall day redate DATE --reason WHY`.",
        "clock_far_ahead": _CLOCK,
        "day_not_later": _CLOCK,
        "day_far_ahead": _CLOCK,
        "date_used": "If the machine's clock is right, `hall day confirm` opens today's day again, with whoever waits.",
        "pin_short": "`pin_digits` in [rules] of config.toml says how many; `hall apply` takes it over.",
        "nothing_to_undo": _STEPS,
        "undo_too_late": _STEPS,
        "unknown_station": "At the machine itself its own name is known, whatever the hall lists.",
        "unknown_service": "`hall services` lists them.",
        "unknown_service_near": "`hall services` lists them.",
        "unknown_counter": "`hall counters` lists them.",
        "unknown_agency": "`hall services` shows their ids.",
        "unknown_incident": "`hall incident list --closed` lists them.",
        "unknown_plan": "`hall plan list --ended` lists them.",
        "unknown_announcement": "`hall announce list` lists them.",
    }
)

_AT_STATION = "`hall user history` tells each try; `hall station unlock {station}` ends the pause."
_ALARMS: Mapping[str, str] = MappingProxyType(
    {
        "alarm_clock_lost": "Set the machine's date and time.",
        "alarm_clock_ahead": _CLOCK,
        "alarm_day_far_ahead": _CLOCK,
        "alarm_day_not_later": _CLOCK,
        "alarm_days_skipped": "`date` shows the machine's clock; if it is right, there is nothing to do.",
        "alarm_day_over": (
            "`hall day close` closes it with what still waits; if the clock is right, `hall day confirm` ends it and "
            "opens today's."
        ),
        "alarm_day_ahead": (
            "If the clock is right, `hall day confirm` gives the day today's date, or opens today's day again and "
            "brings over whoever waits; `hall day redate DATE --reason WHY` gives it any other free date."
        ),
        "alarm_day_in_doubt": (
            "If the date is right, `hall day confirm`; while that day is open, `hall day redate DATE --reason WHY` "
            "gives it another."
        ),
        "alarm_day_closed_late": (
            "`hall day open {day} --confirm` brings its numbers back, into the open day where that is another one."
        ),
        "alarm_pin_login": "`hall user history {login}` tells each try; `hall user unlock {login}` ends the pause.",
        "alarm_pin_station": _AT_STATION,
        "alarm_pin_station_pin": _AT_STATION,
        "alarm_clock_behind": (
            "Put the machine's clock right; if it is right, `hall day confirm` gives the numbers of a wrong time the "
            "present one."
        ),
        "alarm_codes_changed": "`hall ticket reprint CODE` prints a copy with the new code.",
    }
)


def alarm_hint(alarm: AlarmView) -> str:
    """The command that answers an alarm, with its dates as commands take them; empty when there is none."""
    params = {name: value.isoformat() if isinstance(value, date) else value for name, value in alarm.params}
    return _ALARMS.get(alarm.code, "").format(**params)
