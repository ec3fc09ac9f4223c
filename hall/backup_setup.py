"""Where a machine's backups go and how many stay, and the rule which of them go. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BackupSetup:
    """Of [backup]: ``folder`` (None: no backups are made by rule), a ``second`` place on another disk, and a file with
    the passphrase. The last backup of so many days, weeks and months is kept."""

    folder: Path | None = None
    second: Path | None = None
    passphrase_file: Path | None = None
    keep_daily: int = 14
    keep_weekly: int = 8
    keep_monthly: int = 12


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup as the rule sees it: ``good`` was verified and is not known to be damaged since."""

    name: str
    made_at: datetime
    good: bool


def going(backups: Iterable[KeptBackup], setup: BackupSetup) -> tuple[str, ...]:
    """The names of the backups that go, the oldest first.

    The last good one stays of each of the latest days, ISO weeks and months that have one, each counted by itself. The
    newest good one never goes, and one that is damaged only once there is a newer good one. ``made_at`` is in the zone
    whose days count.
    """
    newest_first = sorted(backups, key=lambda one: (one.made_at, one.name), reverse=True)
    good = [one for one in newest_first if one.good]
    if not good:
        return ()
    stays = {good[0].name}
    for count, span in ((setup.keep_daily, _day), (setup.keep_weekly, _week), (setup.keep_monthly, _month)):
        stays |= _last_of_each(good, span, count)
    stays |= {one.name for one in newest_first if not one.good and one.made_at >= good[0].made_at}
    return tuple(one.name for one in reversed(newest_first) if one.name not in stays)


def _last_of_each(newest_first: Sequence[KeptBackup], span: Callable[[date], object], count: int) -> set[str]:
    found: dict[object, str] = {}
    for one in newest_first:
        found.setdefault(span(one.made_at.date()), one.name)
    return set(list(found.values())[:count])


def _day(of: date) -> object:
    return of


def _week(of: date) -> object:
    return of.isocalendar()[:2]


def _month(of: date) -> object:
    return of.year, of.month
