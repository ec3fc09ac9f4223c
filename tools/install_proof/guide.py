"""The command lines of a guide, as they stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "install"
UPDATES = FOLDER.with_name("updates.md")
_BLOCK = re.compile(
    r"^ *```sh (?P<machine>[a-z-]+) (?P<who>root|account)\n(?P<lines>.*?)^ *```", re.MULTILINE | re.DOTALL
)
_REMARK = re.compile(r"\s{2,}#.*")


@dataclass(frozen=True, slots=True)
class Step:
    """A command that is typed: at which kind of machine, and whether as root or as the account that is signed in."""

    machine: str
    as_root: bool
    line: str


def steps(name: str) -> list[Step]:
    """Every command of the guide ``name`` in a block that says where it is typed (```` ```sh server root ````)."""
    return steps_of(FOLDER / f"{name}.md")


def steps_of(page: Path) -> list[Step]:
    """The same of any page, without the remarks behind its lines."""
    return [
        Step(found["machine"], found["who"] == "root", _REMARK.sub("", line.strip()))
        for found in _BLOCK.finditer(page.read_text("utf-8"))
        for line in found["lines"].splitlines()
        if line.strip() and not line.strip().startswith("#")
    ]
