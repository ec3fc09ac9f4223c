"""`hall demo`: the three programs on a hall made for the occasion."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from hallctl.session import Session


def demo(
    session: Session,
    keep: Annotated[bool, typer.Option("--keep", help="Leave the temporary hall's folder when it ends.")] = False,
) -> None:
    """Show a temporary hall: three windows, or played with pictures where there is no screen."""
    if session.config or session.database:
        raise typer.BadParameter("the demonstration makes its own hall; it takes no --config and no --database")
    from hallctl.demo.run import run_demo

    account = sys.stderr if session.json else sys.stdout
    code, document = run_demo(keep=keep, tell=lambda line: print(line, file=account, flush=True))
    if session.json:
        session.answer({"demo": document}, ())
    raise typer.Exit(code)
