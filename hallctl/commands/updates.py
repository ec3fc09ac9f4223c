"""`hall update`: a new release beside the old one, the way back, and the end of an update."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hallctl.session import Session

if TYPE_CHECKING:
    from hall.maintenance.updating.layout import Releases
    from hallctl.commands.update_steps import How

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
    acts = {
        "FOLDER": place is not None,
        "--back": back,
        "--finish": finish,
        "--status": status,
        "--list": listed,
        "--clean": clean,
        "--step": bool(step),
    }
    chosen = _chosen([name for name, given in acts.items() if given], restart=restart, excepted=bool(excepted))
    asked = _Asked(session, prefix, place or Path(), tuple(excepted or ()), dry_run, yes, restart, step)
    _ACTS[chosen](asked)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One run of the command."""

    session: Session
    prefix: Path | None
    place: Path
    excepted: tuple[str, ...]
    dry_run: bool
    yes: bool
    restart: bool
    step: str

    def releases(self) -> Releases:
        """Those of this machine."""
        from hall.maintenance.updating.layout import Releases, usual_root

        return Releases((self.prefix or usual_root()).absolute())

    def how(self) -> How:
        """How a release is changed."""
        from hallctl.commands.update_steps import How

        return How(self.dry_run, self.yes, self.restart)


def _chosen(acts: list[str], *, restart: bool, excepted: bool) -> str:
    """The one thing that is to be done. Raises typer.BadParameter."""
    if len(acts) > 1:
        raise typer.BadParameter(f"one at a time: {' or '.join(acts)}")
    act = acts[0] if acts else "--restart" if restart else ""
    if not act:
        raise typer.BadParameter("name the folder that `hall wheelhouse` wrote; --status says where the hall stands")
    if excepted and act not in ("FOLDER", "--finish"):
        raise typer.BadParameter("--except goes with --finish, or with the folder of a release")
    if restart and act not in ("FOLDER", "--back", "--restart"):
        raise typer.BadParameter("--restart stands alone, or goes with the folder of a release or --back")
    return act


# What follows is loaded when it is asked for: every other command would load it too.
def _to_release(asked: _Asked) -> None:
    from hallctl.commands import update_steps

    update_steps.to_release(asked.session, asked.releases(), asked.place, asked.excepted, asked.how())


def _back(asked: _Asked) -> None:
    from hallctl.commands import update_steps

    update_steps.back(asked.session, asked.releases(), asked.how())


def _clean(asked: _Asked) -> None:
    from hallctl.commands import update_steps

    update_steps.clean(asked.session, asked.releases(), asked.how())


def _finish(asked: _Asked) -> None:
    from hallctl.commands import update_looks

    update_looks.finish(asked.session, asked.excepted, dry_run=asked.dry_run, yes=asked.yes)


def _status(asked: _Asked) -> None:
    from hallctl.commands import update_looks

    update_looks.status(asked.session)


def _list(asked: _Asked) -> None:
    from hallctl.commands import update_looks

    update_looks.listed(asked.session, asked.releases())


def _step(asked: _Asked) -> None:
    from hallctl.commands import update_looks

    update_looks.answer_release(asked.session, asked.step)


def _restart(asked: _Asked) -> None:
    from hallctl.commands import update_looks

    update_looks.restart(asked.session)


_ACTS = {
    "FOLDER": _to_release,
    "--back": _back,
    "--clean": _clean,
    "--finish": _finish,
    "--status": _status,
    "--list": _list,
    "--step": _step,
    "--restart": _restart,
}
