"""From one release to another: made beside it, tried, the database brought up to date, and used.

Whatever ends this in the middle leaves the old release in use, or the new one: the database is only added to, and
``current`` is replaced in one step. The same command again goes on where it ended.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hall import __version__
from hall.installing import RELEASES
from hall.maintenance.updating import between, environment, restarting
from hall.maintenance.updating.between import Fit, Hall
from hall.maintenance.updating.environment import Say
from hall.maintenance.updating.errors import UpdateRefused
from hall.maintenance.updating.layout import Installed, Releases, program
from hall.maintenance.updating.wheel import Release, digest


@dataclass(frozen=True, slots=True)
class Present:
    """The release that a machine uses: its version and its environment."""

    version: str
    environment: Path


def present(releases: Releases) -> Present:
    """What ``current`` leads to; this program where there are no releases yet."""
    version = releases.current()
    return Present(version, releases.path(version)) if version else Present(__version__, Path(sys.prefix))


def prepare(releases: Releases, release: Release, here: Present, say: Say) -> bool:
    """Make the environment of ``release`` and try it, unless that was done before; returns whether it was made now.
    Raises UpdateRefused; then nothing of it is left."""
    wheel = digest(release.file)
    found = releases.find(release.version)
    if found is not None and found.wheel == wheel:
        environment.try_out(releases, release, here.environment)
        return False
    running = restarting.programs_of(releases.path(release.version))
    if running:
        raise UpdateRefused("in_use", f"Programs of another {release.version} still run here: {', '.join(running)}.")
    environment.make(releases, release, environment.kind_of(here.environment), say)
    try:
        say(f"Trying {release.version} …")
        environment.try_out(releases, release, here.environment)
    except BaseException:
        releases.remove(release.version)
        raise
    releases.mark(release.version, wheel)
    return True


def bring_up(releases: Releases, version: str, hall: Hall, say: Say) -> Fit:
    """Let the new release look at the database, and bring it to what it needs. Raises UpdateRefused and
    StoreUnavailable."""
    folder = releases.path(version)
    fit = between.look(folder, hall)
    if not fit.works and not fit.too_old:
        say(f"Bringing the database from schema {fit.schema or 'none'} to {fit.needs} …")
        between.migrate(folder, hall)
        fit = between.look(folder, hall)
    if not fit.works:
        raise UpdateRefused(
            "too_old",
            f"{version} cannot work with the database: it has schema {fit.schema}, for programs of version "
            f"{fit.oldest or 'any'} or newer. {version} stays unused.",
        )
    return fit


def use(releases: Releases, version: str, here: Present) -> None:
    """Let services and people start ``version`` from now on; the release before stays, and a way back to it. Raises
    UpdateRefused."""
    if here.version and here.version != version:
        if here.environment.parent.name != RELEASES and sys.prefix != sys.base_prefix:
            releases.adopt(here.environment, here.version)
        elif releases.find(here.version) is None and program(releases.path(here.version), "hall").exists():
            releases.mark(here.version, "")
    releases.switch(version)


def way_back(releases: Releases, hall: Hall) -> Installed:
    """The release before, when it can work with the database as it is. Raises UpdateRefused when there is none, or the
    database is for newer programs by now."""
    found = releases.before()
    if found is None:
        raise UpdateRefused("no_way_back", f"No older release than {releases.current() or __version__} is here.")
    why = between.works(found.folder, hall)
    if why:
        raise UpdateRefused(
            "no_way_back",
            f"There is no way back to {found.version}: {why}. Only a backup from before the update is of use to it.",
        )
    return found


def removable(releases: Releases, in_use: Callable[[Path], object]) -> list[Installed]:
    """The releases that nobody needs: all but the present one, the newest ready one before it, and those of which
    programs run."""
    before = releases.before()
    kept = {releases.current(), before.version if before is not None else ""}
    return [one for one in releases.all() if one.version not in kept and not in_use(one.folder)]
