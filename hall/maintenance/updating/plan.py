"""What an update does, in which order, and what stands in its way. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from hall.maintenance.updating.between import Fit
from hall.maintenance.updating.stations import StationVersion
from hall.maintenance.updating.wheel import Migration, Release
from hall.versions import parts

BACKUP_FRESH = timedelta(days=1)
_ROOM = 1.5
"""An environment takes this times the size of what is in its wheels: Python keeps what it compiles beside it."""
_MB = 1_000_000
_PURPOSE = ("Before the update of the programs: ", "After the update of the programs: ")


@dataclass(frozen=True, slots=True)
class Situation:
    """A machine before an update: the ``present`` release and its Python, how it goes with the database, what is known
    of all machines, the free bytes, how large the new release will be, and the age of the last good backup (None where
    none is known)."""

    present: str
    python: tuple[int, ...]
    fit: Fit
    stations: tuple[StationVersion, ...]
    free: int
    wanted: int
    backup_age: timedelta | None

    @property
    def backup_fresh(self) -> bool:
        """Whether what the update may break is in a backup of the last day."""
        return self.backup_age is not None and self.backup_age <= BACKUP_FRESH


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why an update does not begin: a stable ``code`` and a sentence."""

    code: str
    sentence: str


def steps_now(release: Release, schema: str) -> tuple[Migration, ...]:
    """What is done to the database when the first machine gets ``release``."""
    return tuple(one for one in release.migrations if schema < one.revision <= release.needs)


def steps_later(release: Release, schema: str) -> tuple[Migration, ...]:
    """What is done to it when every machine has ``release``."""
    return tuple(one for one in release.migrations if one.revision > max(schema, release.needs))


def room_for(sizes: int) -> int:
    """The bytes that an environment of wheels with files of so many bytes takes."""
    return int(sizes * _ROOM)


def hindrances(release: Release, there: Situation) -> Iterator[Hindrance]:
    """Everything that stands in the way, the gravest first."""
    if parts(release.version) < parts(there.present):
        back = "`hall update --back` goes to the release before, as long as the database allows it."
        yield Hindrance("older", f"{release.version} is older than {there.present}, which this machine has. {back}")
    if parts(release.version) < parts(there.fit.oldest):
        yield Hindrance(
            "too_old",
            f"The database is for programs of version {there.fit.oldest} or newer, not for {release.version}.",
        )
    if there.python < release.python:
        wanted, here = (".".join(map(str, version)) for version in (release.python, there.python))
        yield Hindrance("python", f"{release.version} needs Python {wanted} or newer, and this machine has {here}.")
    if there.free < there.wanted:
        needed, free = there.wanted // _MB, there.free // _MB
        yield Hindrance(
            "disk_full", f"The new release takes {needed} MB, and {free} MB are free; `hall update --clean` makes room."
        )
    yield from _left_behind(release, there)


def _left_behind(release: Release, there: Situation) -> Iterator[Hindrance]:
    """Machines that missed the last update: this one begins with finishing that one."""
    oldest = max((one.oldest for one in steps_now(release, there.fit.schema) if one.oldest), key=parts, default="")
    behind = [one for one in there.stations if parts(one.version) < parts(oldest) and not one.stopped]
    if behind:
        names = ", ".join(one.name() for one in behind)
        yield Hindrance(
            "left_behind",
            f"This update ends the one before, after which programs older than {oldest} stop; these have not got it: "
            f"{names}. Update them first, then `hall update --finish`; `--except NAME` leaves out a machine that is "
            "gone.",
        )


def order(release: Release, there: Situation) -> list[str]:
    """What is done where, in sentences."""
    others = [one.name() for one in there.stations if parts(one.version) < parts(release.version)]
    rest = (
        f"These have reported an older version: {', '.join(others)}." if others else "None has reported an older one."
    )
    later = steps_later(release, there.fit.schema)
    return [
        f"1. This machine: {release.version} is installed beside {there.present}, tried, and used from then on.",
        *_database(release, there),
        f"2. The same command on every other machine, in any order, while the hall works. {rest}",
        "3. When every machine has it: `hall update --finish` on one of them.",
        *(f"   {step_words(one)}" for one in later),
    ]


def _database(release: Release, there: Situation) -> list[str]:
    now = steps_now(release, there.fit.schema)
    if not now:
        return ["   The database has all that it needs."]
    head = f"   It is the first: the database goes from schema {there.fit.schema} to {release.needs}."
    goes_on = "   Programs of the version before go on with it."
    return [head, *(f"   {step_words(one)}" for one in now), *([] if any(one.oldest for one in now) else [goes_on])]


def step_words(one: Migration) -> str:
    """A step of the schema in a line."""
    text = one.says
    for purpose in _PURPOSE:
        text = text.removeprefix(purpose)
    return f"{one.revision} {text}"


def backup_words(there: Situation) -> str:
    """What is known of the last backup."""
    if there.backup_age is None:
        return "No backup is known here. `hall backup` makes one."
    hours = int(there.backup_age.total_seconds() // 3600)
    age = f"{hours} hours" if hours < 48 else f"{hours // 24} days"
    return f"The last good backup is {age} old." + ("" if there.backup_fresh else " `hall backup` makes a new one.")
