"""Which backups go: drawn day by day, the latest at the right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hall.backup_setup import BackupSetup, KeptBackup, going

FIRST = datetime(2026, 11, 2, 21, 30, tzinfo=UTC)
"""A Monday."""


def _drawn(days: str, setup: BackupSetup) -> str:
    """Each sign is a day: ``o`` a good backup, ``x`` a damaged one, ``.`` none; what stays is answered."""
    found = [
        KeptBackup(f"{place:04d}", FIRST + timedelta(days=place), good=sign == "o")
        for place, sign in enumerate(days)
        if sign != "."
    ]
    gone = set(going(found, setup))
    return "".join("." if f"{place:04d}" in gone else sign for place, sign in enumerate(days))


@pytest.mark.parametrize(
    ("days", "keep", "stays"),
    [
        ("oooooo", (3, 0, 0), "...ooo"),
        ("oooooo", (0, 0, 0), ".....o"),
        ("ooo...o", (3, 0, 0), ".oo...o"),
        ("ooooooo" + "ooooooo" + "ooo", (1, 3, 0), "......o" + "......o" + "..o"),
        ("o" * 60, (2, 0, 2), "." * 28 + "o" + "." * 29 + "oo"),
        ("oooxx", (2, 0, 0), ".ooxx"),
        ("oxxoo", (3, 0, 0), "o..oo"),
        ("xxx", (1, 0, 0), "xxx"),
        ("o", (0, 0, 0), "o"),
        ("", (5, 5, 5), ""),
    ],
)
def test_the_last_good_one_of_each_day_week_and_month_stays(days, keep, stays):
    assert _drawn(days, BackupSetup(None, None, None, *keep)) == stays


def test_of_one_day_only_the_last_stays_and_the_oldest_goes_first():
    found = [KeptBackup(str(hour), FIRST + timedelta(hours=hour - 21), good=True) for hour in (8, 12, 20)]
    assert going(found, BackupSetup(keep_daily=5, keep_weekly=0, keep_monthly=0)) == ("8", "12")


def test_a_date_of_the_future_takes_one_place_and_no_more():
    found = [KeptBackup(str(day), FIRST + timedelta(days=day), good=True) for day in (0, 1, 2, 4000)]
    assert going(found, BackupSetup(keep_daily=3, keep_weekly=0, keep_monthly=0)) == ("0",)
