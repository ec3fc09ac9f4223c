"""The lock files: what pyproject.toml asks for, with a hash of every file, for every machine."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def lock(kind: str) -> dict[str, set[str]]:
    """The hashes by ``name==version ; marker``."""
    text = (ROOT / "requirements" / f"{kind}.lock").read_text("utf-8").replace(" \\\n", "\n")
    entries = [entry.splitlines() for entry in re.split(r"\n(?=\S)", text.strip())]
    return {head.strip(): {line.strip() for line in hashes} for head, *hashes in entries}


def asked(*extras: str) -> set[str]:
    """The names of the packages that the project and these extras ask for."""
    lines = PROJECT["dependencies"] + [line for one in extras for line in PROJECT["optional-dependencies"][one]]
    names = {re.split(r"[\[<>=; ]", line, maxsplit=1)[0] for line in lines}
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names} - {"mpp-queue"}


@pytest.mark.parametrize(
    ("kind", "extras"),
    [
        ("run", ("serial", "usb")),
        ("board", ("board", "serial", "usb")),
        ("test", ("test", "board", "serial", "usb")),
    ],
)
def test_a_lock_holds_all_that_is_asked_for_with_hashes_and_nothing_of_a_machine(kind, extras):
    entries = lock(kind)
    assert asked(*extras) <= {head.partition("==")[0].partition("[")[0] for head in entries}
    for head, hashes in entries.items():
        assert re.fullmatch(r"[a-z0-9-]+(\[binary\])?==[\w.]+( ; [A-Za-z_' .<>=!0-9()]+)?", head), head
        assert hashes, head
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in hashes), head


def test_all_locks_hold_the_same_versions_and_only_the_board_has_qt_multimedia():
    run, board, test = map(lock, ("run", "board", "test"))
    assert {head.partition("==")[0] for head in board.keys() - run.keys()} == {"pyside6-addons"}
    assert run.items() <= board.items()
    assert board.items() <= test.items()


def test_every_dependency_has_an_upper_bound():
    lines = PROJECT["dependencies"] + [line for extra in PROJECT["optional-dependencies"].values() for line in extra]
    assert [line for line in lines if "<" not in line.partition(";")[0] and not line.startswith("mpp-queue")] == []
