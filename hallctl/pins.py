"""PINs as they come to a command: given, from standard input, or typed unseen."""

from __future__ import annotations

import sys

import typer


def pin_of(given: str, *, from_stdin: bool, again: bool = True) -> str:
    """The PIN that was given, read from the first input line, or typed without being shown (twice with ``again``).

    Raises typer.BadParameter.
    """
    if given and from_stdin:
        raise typer.BadParameter("give the PIN by --pin or by --pin-stdin, not both")
    if given:
        return given
    if from_stdin:
        try:
            return sys.stdin.readline().strip()
        except UnicodeError:
            raise typer.BadParameter("the first input line is no text") from None
    if not sys.stdin.isatty():
        raise typer.BadParameter("without a terminal the PIN comes by --pin-stdin or --pin")
    first: str = typer.prompt("PIN", hide_input=True, err=True)
    if again and typer.prompt("PIN again", hide_input=True, err=True) != first:
        raise typer.BadParameter("the two PINs differ; nothing was changed")
    return first
