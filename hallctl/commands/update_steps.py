"""`hall update FOLDER`, `--back` and `--clean`: what changes the releases of this machine."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hall.assets import asset
from hall.identifiers import key_of
from hall.maintenance.updating import restarting, stepping
from hall.maintenance.updating.between import Fit, Hall
from hall.maintenance.updating.environment import by_hand, kind_of
from hall.maintenance.updating.errors import UpdateRefused
from hall.maintenance.updating.layout import Releases, bin_folder
from hall.maintenance.updating.news import entries, first_sentence
from hall.maintenance.updating.plan import Situation, backup_words, hindrances, order, room_for, steps_later, steps_now
from hall.maintenance.updating.restarting import Service
from hall.maintenance.updating.stations import versions
from hall.maintenance.updating.stepping import Present
from hall.maintenance.updating.wheel import Release, check_folder, check_listed, found_in, read, unpacked_size
from hallctl.commands import update_looks
from hallctl.session import Session

_NEWS = 12
"""So many entries of the CHANGELOG are named; --dry-run shows all of them, in full."""


@dataclass(frozen=True, slots=True)
class How:
    """Whether it is only said, not asked, and whether services are started again."""

    dry_run: bool = False
    yes: bool = False
    restart: bool = False


def to_release(session: Session, releases: Releases, place: Path, excepted: Sequence[str], how: How) -> None:
    """Install the release of a folder beside the present one, and use it. Raises UpdateRefused."""
    file = found_in(place)
    check_listed(file)
    release, here = read(file), stepping.present(releases)
    there = _situation(session, releases, release, here, excepted)
    check_folder(file, kind_of(here.environment), sys.version_info[:2])
    found = list(hindrances(release, there))
    if found:
        raise UpdateRefused(found[0].code, "\n".join(one.sentence for one in found))
    if release.version == here.version == releases.current() and not steps_now(release, there.fit.schema):
        line = f"This machine has {release.version} already, and the database all that it needs."
        session.answer({"version": release.version, "before": here.version, "changed": False}, [line])
        return
    news = entries(release.changelog, here.version, release.version)
    document = _plan_document(release, here, there, news)
    if how.dry_run:
        session.answer(
            {**document, "changed": False}, [*_plan_lines(release, there, news, whole=True), "Nothing was done."]
        )
        return
    sys.stderr.write("\n".join([*_plan_lines(release, there, news, whole=False), ""]))
    question = "Go on?" if there.backup_fresh else f"{backup_words(there)} Go on without a newer one?"
    update_looks.ask(session, question, yes=how.yes)
    fit = _take(session, releases, release, here)
    added = by_hand(here.environment, releases.path(release.version), _own_lock(kind_of(here.environment)))
    document = {**document, "changed": True, "schema": fit.schema, "added_by_hand": added}
    _used(session, releases, document, release.version, how, _of_added(added))


def _take(session: Session, releases: Releases, release: Release, here: Present) -> Fit:
    """Make it, try it, bring the database up, and use it."""
    hall = _hall(session)
    with releases.held():
        if not stepping.prepare(releases, release, here, _say):
            _say(f"{release.version} was made before; it is tried again and used.")
        fit = stepping.bring_up(releases, release.version, hall, _say)
        stepping.use(releases, release.version, here)
    return fit


def back(session: Session, releases: Releases, how: How) -> None:
    """Use the release before again, when it can work with the database as it is. Raises UpdateRefused."""
    here = stepping.present(releases)
    found = stepping.way_back(releases, _hall(session))
    document = {"version": found.version, "before": here.version, "changed": not how.dry_run}
    if how.dry_run:
        session.answer(document, [f"{found.version} can work with the database as it is. Nothing was done."])
        return
    update_looks.ask(session, f"This machine goes back from {here.version} to {found.version}. Go on?", yes=how.yes)
    with releases.held():
        stepping.use(releases, found.version, here)
    _used(session, releases, document, found.version, how)


def clean(session: Session, releases: Releases, how: How) -> None:
    """Delete the releases that nobody needs: the present one and the one before stay, and those of which programs run.
    Raises UpdateRefused."""
    gone = stepping.removable(releases, restarting.programs_of)
    document = {"removed": [one.version for one in gone], "changed": bool(gone) and not how.dry_run}
    if not gone:
        session.answer(document, ["There is nothing to delete."])
        return
    names = ", ".join(f"{one.version} ({one.folder})" for one in gone)
    if how.dry_run:
        session.answer(document, [f"Would be deleted: {names}."])
        return
    update_looks.ask(session, f"These are deleted: {names}. Go on?", yes=how.yes)
    with releases.held():
        for one in gone:
            releases.remove(one.version)
    elsewhere = [f"{one.elsewhere} is no release any more; delete it by hand." for one in gone if one.elsewhere]
    session.answer(document, [f"Deleted: {names}.", *elsewhere])


def _hall(session: Session) -> Hall:
    settings = session.settings()
    return Hall(settings.path, settings.database_url)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _situation(
    session: Session, releases: Releases, release: Release, here: Present, excepted: Sequence[str]
) -> Situation:
    known, fit = update_looks.known(session), update_looks.fit(session)
    left_out = {key_of(name) for name in excepted}
    stations = versions(known.lives, known.now, release.version, fit.oldest)
    there = releases.root if releases.root.exists() else releases.root.parent
    ready = releases.find(release.version) is not None
    return Situation(
        present=here.version,
        python=sys.version_info[:2],
        fit=fit,
        stations=tuple(one for one in stations if key_of(one.station) not in left_out),
        free=shutil.disk_usage(there).free if there.exists() else 0,
        wanted=0 if ready else room_for(unpacked_size(release)),
        backup_age=known.backup_age,
    )


def _plan_document(release: Release, here: Present, there: Situation, news: Sequence[str]) -> dict[str, object]:
    return {
        "version": release.version,
        "before": here.version,
        "news": list(news),
        "order": order(release, there),
        "database_now": [one.revision for one in steps_now(release, there.fit.schema)],
        "database_later": [one.revision for one in steps_later(release, there.fit.schema)],
        "backup_fresh": there.backup_fresh,
    }


def _plan_lines(release: Release, there: Situation, news: Sequence[str], *, whole: bool) -> list[str]:
    shown = news if whole else [first_sentence(entry) for entry in news[:_NEWS]]
    more = len(news) - len(shown)
    return [
        f"{there.present} to {release.version}. What is new:",
        *(f"- {entry}" for entry in shown),
        *([f"  and {more} more: --dry-run shows all of it."] if more else []),
        "",
        *order(release, there),
        "",
        backup_words(there),
    ]


def _own_lock(kind: str) -> str:
    """The list of packages that this program was installed from; empty in a checkout."""
    with suppress(FileNotFoundError):
        return asset(f"requirements/{kind}.lock").read_text("utf-8")
    return ""


def _of_added(added: Sequence[str]) -> list[str]:
    said = "Somebody added these to the release before, and the new one has not got them"
    return [f"{said}: {', '.join(added)}."] if added else []


def _used(
    session: Session,
    releases: Releases,
    document: dict[str, object],
    version: str,
    how: How,
    notes: Sequence[str] = (),
) -> None:
    """Say that ``version`` is used, and start services again or say how."""
    lines = [*notes, f"{version} is used from now on: {bin_folder(releases.root / 'current')}"]
    if how.restart:
        said, more = update_looks.restarted()
        session.answer({**document, "restarted": said}, [*lines, *more])
        return
    services = restarting.services()
    session.answer(
        {**document, "restart": [one.line() for one in services]}, [*lines, *_restarts(services, releases, version)]
    )


def _restarts(services: Sequence[Service], releases: Releases, version: str) -> list[str]:
    """How what runs of other releases is started again."""
    if services:
        head = "Services go on with what they were started with; `hall update --restart` starts them again, or:"
        return [head, *(f"  {one.line()}" for one in services)]
    others = [one.folder for one in releases.all() if one.version != version]
    found = (program for folder in others for program in restarting.programs_of(folder))
    running = [f"  {program}" for program in found if program.startswith("mpp-")]  # they end what they have started
    return ["End these programs and start them again; until then they are what they were:", *running] if running else []
