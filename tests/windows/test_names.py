"""Names of files are such as Windows takes: the repository's, and those that the programs make of what people type."""

from __future__ import annotations

import ntpath
import os
import re
import subprocess
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest

from hall.maintenance.services.planning import service_name
from hall.maintenance.services.roles import Role
from hall.printing.journal import SlipJournal

ROOT = Path(__file__).parents[2]
RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
"""https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
LONGEST = 160
"""Of a path in the repository: 260 is what Windows takes, and a folder stands before it."""
TYPED = (
    "kiosk-1",
    "Kiosk 1",
    "CON",
    "nul.txt",
    "a:b",
    "a/b\\c",
    "lobi?",
    "loket.",
    "loket ",
    "papan|2",
    "候诊",
    "*",
    "..",
)


def wrong(path: str) -> str:
    """What Windows has against a path of the repository; empty when nothing."""
    for part in PurePosixPath(path).parts:
        if part.partition(".")[0].rstrip().lower() in RESERVED:
            return f"{part} is the name of a device"
        if FORBIDDEN.search(part) or part.endswith((".", " ")):
            return f"{part} has a sign that no name has"
    return f"{len(path)} characters" if len(path) > LONGEST else ""


@pytest.fixture(scope="module")
def files() -> list[str]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in done.stdout.decode("utf-8").split("\0") if name]


def test_windows_takes_every_name_of_the_repository(files: list[str]) -> None:
    assert len(files) > 1000
    assert [f"{path}: {why}" for path in files if (why := wrong(path))] == []


def test_no_two_names_differ_by_case_alone(files: list[str]) -> None:
    paths = {parent for path in files for parent in (PurePosixPath(path), *PurePosixPath(path).parents)}
    count = Counter(str(path).casefold() for path in paths)
    assert [path for path, times in count.items() if times > 1] == []


@pytest.mark.parametrize("path", ["docs/aux.md", "a/NUL", "what?.txt", "a/b./c", "com1.py", "x" * 200])
def test_a_name_that_windows_does_not_take_is_found(path: str) -> None:
    assert wrong(path)


@pytest.mark.parametrize("station", TYPED)
def test_files_of_a_station_have_names_that_windows_takes(station: str, tmp_path: Path) -> None:
    journal = SlipJournal.of(station, tmp_path, "life")
    journal.begin()
    made = [path.name for path in tmp_path.rglob("*")] + [f"{service_name(role, station)}.xml" for role in Role]
    journal.close()
    assert len(made) > len(Role)
    assert [f"{name}: {why}" for name in made if (why := wrong(name))] == []


def test_one_configuration_has_one_lock_however_its_path_is_written(tmp_path, monkeypatch) -> None:
    from qtkit.program import lock_name

    monkeypatch.setattr(os.path, "normcase", ntpath.normcase)
    names = {
        lock_name("kiosk", Path(path), "kiosk-1")
        for path in (r"C:\ProgramData\mpp\config.toml", r"c:\programdata\MPP\Config.toml")
    }
    assert len(names) == 1
    assert lock_name("kiosk", tmp_path / "config.toml", "kiosk-2") not in names
