"""`hall update`: a new release beside the old one, the way back, and the end of an update."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hallctl.session import Session

Place = Annotated[
    Path | None, typer.Argument(metavar="[FOLDER|WHEEL]", help="What `hall wheelhouse` wrote, or a wheel in it.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what is new and what would be done.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Restart = Annotated[bool, typer.Option("--restart", help="Start this machine's services again.")]
Back = Annotated[bool, typer.Option("--back", help="Go back to the release before.")]
Finish = Annotated[
    bool, typer.Option("--finish", help="Every machine has the new version: remove what only older ones use.")
]
Except = Annotated[
    list[str] | None,
    typer.Option("--except", metavar="STATION", help="A machine that nobody will update; may be given several times."),
]
Status = Annotated[bool, typer.Option("--status", help="Which version each machine of the hall has.")]
Listed = Annotated[bool, typer.Option("--list", help="The releases on this machine.")]
Clean = Annotated[bool, typer.Option("--clean", help="Delete all releases but the last two.")]
Prefix = Annotated[Path | None, typer.Option("--prefix", metavar="FOLDER", help="Where this machine has its releases.")]
Step = Annotated[str, typer.Option("--step", hidden=True)]


def update(
    session: Session,
    place: Place = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    restart: Restart = False,
    back: Back = False,
    finish: Finish = False,
    excepted: Except = None,
    status: Status = False,
    listed: Listed = False,
    clean: Clean = False,
    prefix: Prefix = None,
    step: Step = "",
) -> None:
    """Install a new release beside the old one, from a folder, without a network; the hall goes on meanwhile.

    Then the other machines, in any order: --status says which are left, and --finish ends the update.
    """
    session.technician_only("update")
    # Every other command would load this too, to be refused or listed.
    from hall.maintenance.updating.layout import Releases, usual_root
    from hallctl.commands import update_looks, update_steps

    releases, names = Releases((prefix or usual_root()).absolute()), tuple(excepted or ())
    chosen = {
        "FOLDER": place is not None,
        "--back": back,
        "--finish": finish,
        "--status": status,
        "--list": listed,
        "--clean": clean,
        "--step": bool(step),
    }
    if excepted and not (finish or place):
        raise typer.BadParameter("--except goes with --finish, or with the folder of a release")
    if restart and (finish or status or listed or clean):
        raise typer.BadParameter("--restart stands alone, or goes with the folder of a release or --back")
    match [name for name, given in chosen.items() if given]:
        case [_, _, *_] as several:
            raise typer.BadParameter(f"one at a time: {' or '.join(several)}")
        case ["FOLDER"] if place is not None:
            update_steps.to_release(session, releases, place, names, update_steps.How(dry_run, yes, restart))
        case ["--back"]:
            update_steps.back(session, releases, update_steps.How(dry_run, yes, restart))
        case ["--clean"]:
            update_steps.clean(session, releases, update_steps.How(dry_run, yes))
        case ["--finish"]:
            update_looks.finish(session, names, dry_run=dry_run, yes=yes)
        case ["--status"]:
            update_looks.status(session)
        case ["--list"]:
            update_looks.listed(session, releases)
        case ["--step"]:
            update_looks.answer_release(session, step)
        case _ if restart:
            update_looks.restart(session)
        case _:
            raise typer.BadParameter(
                "name the folder that `hall wheelhouse` wrote; --status says where the hall stands"
            )
