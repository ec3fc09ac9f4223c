"""The page of every `hall` command: words, options, help and exit codes, as typer knows them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any

import typer

from hallctl.main import app
from tools.references.markdown import table


def page() -> str:
    """The whole page."""
    root: Any = typer.main.get_command(app)
    lines = [_HEAD, *_parameters(root, "hall"), "", "## Exit codes", "", *_exit_codes(root.epilog), ""]
    lines += ["## Commands", "", _index(root), ""]
    for name, command in sorted(root.commands.items()):
        lines += _section(name, command)
    return "\n".join(lines)


_HEAD = """# Commands: `hall`

Generated from the code by `python -m tools.references` (`make references`); `hall COMMAND --help` shows the same.
The guides say when to use which: [operations](../operations.md), [install](../install.md), [backup](../backup.md),
[doctor](../doctor.md), [updates](../updates.md), [printing](../printing.md), [voice](../voice.md),
[estimates](../estimates.md).

## Options of every command

They stand before or after the command. `--pin-stdin` behind a command goes with `--as`.
"""


def _exit_codes(epilog: str) -> list[str]:
    """The sentence below `hall --help`, a row for each code."""
    codes = re.split(r",? ?(?=\b\d+ )", epilog.partition(":")[2].strip().rstrip("."))
    return table(
        ("code", "meaning"),
        [(f"`{code}`", meaning) for code, _, meaning in (one.partition(" ") for one in codes if one)],
    )


def _index(root: Any) -> str:
    words = ", ".join(f"[{name}](#hall-{name})" for name in sorted(root.commands))
    return textwrap.fill(words, 120, break_on_hyphens=False)


def _section(name: str, command: Any) -> Iterator[str]:
    inner = getattr(command, "commands", {})
    if not inner:
        yield from _one("###", f"hall {name}", command)
        return
    yield from (f"### hall {name}", "", _plain(command.help), "")
    if command.invoke_without_command:
        yield from _usage(f"hall {name}", command)
    for word, one in inner.items():
        yield from _one("####", f"hall {name} {word}", one)


def _one(level: str, path: str, command: Any) -> Iterator[str]:
    yield from (f"{level} {path}", "", _plain(command.help), "")
    yield from _usage(path, command)


def _usage(path: str, command: Any) -> Iterator[str]:
    words = " ".join(command.collect_usage_pieces(typer.Context(command, info_name=path)))
    yield from (f"    {path} {words}", "")
    rows = _parameters(command, path)
    if rows:
        yield from (*rows, "")


def _parameters(command: Any, path: str) -> list[str]:
    context = typer.Context(command, info_name=path)
    records = [record for one in command.params if (record := one.get_help_record(context))]
    return table(("word", "meaning"), [(f"`{word}`", _plain(meaning)) for word, meaning in records]) if records else []


def _plain(text: str | None) -> str:
    """All of it on one line; what looks like a tag is none."""
    return re.sub(r"<(?=[A-Za-z/])", "&lt;", " ".join((text or "").split()))
