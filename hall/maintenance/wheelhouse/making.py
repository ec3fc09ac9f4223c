"""Writes a wheelhouse, or goes on with one that was interrupted; what does not belong to it any more goes."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hall import __version__
from hall.assets import asset
from hall.errors import DeviceError
from hall.maintenance.wheelhouse.contents import (
    DEBIAN,
    FACTS,
    LOCKS,
    PROGRAM_LOCK,
    SUMS,
    WHEELS,
    Facts,
    Role,
    locks,
    packages,
)
from hall.maintenance.wheelhouse.debian import Apt, Package, python_of
from hall.maintenance.wheelhouse.own_wheel import lock_file, own_wheel
from hall.maintenance.wheelhouse.pinned import Target
from hall.maintenance.wheelhouse.running import DiskFull
from hall.maintenance.wheelhouse.sums import sha256, write_sums
from hall.maintenance.wheelhouse.wheels import fetch

_WORK = ".unfinished"
"""A folder of temporary files, and the sign that a folder is a wheelhouse in the making."""
_SCRIPTS = ("install.sh", "database.sh", "README.txt")
_WINDOWS_SCRIPT = "install.ps1"
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: the roles, with their Debian packages or without, and the wheels for Windows or not.
    ``python`` is the minor version of this program's own Python, ``today`` an ISO date."""

    roles: tuple[Role, ...]
    python: str
    today: str
    debian: bool = True
    windows: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A finished wheelhouse: its facts, its files, their size in bytes, and the SHA-256 of the list of their hashes."""

    facts: Facts
    files: int
    size: int
    sums: str


def make(folder: Path, wanted: Wanted, tell: Tell) -> Made:
    """Write the wheelhouse; ``tell`` gets a line for each step. Raises DeviceError."""
    try:
        _claim(folder)
        work = folder / _WORK
        work.mkdir(exist_ok=True)
        (folder / SUMS).unlink(missing_ok=True)  # nothing installs from it until it is whole again
        made = _fill(folder, work, wanted, tell)
        shutil.rmtree(work)
    except DiskFull as error:
        raise _disk_full(folder) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _disk_full(folder) from error
        raise DeviceError(f"{folder} cannot be written: {error.strerror or error}.") from error
    return made


def _disk_full(folder: Path) -> DeviceError:
    return DeviceError(
        f"the disk of {folder} is full: a wheelhouse of all roles needs about 550 MB, with Windows 650. "
        "What is there stays; the same command goes on from it."
    )


def _claim(folder: Path) -> None:
    """Raises DeviceError for a folder with something else in it: what does not belong to a wheelhouse is removed."""
    if folder.is_dir() and any(folder.iterdir()) and not any((folder / name).exists() for name in (FACTS, _WORK)):
        raise DeviceError(f"{folder} holds other files: name an empty folder, or one that is not there yet.")
    folder.mkdir(parents=True, exist_ok=True)


def _fill(folder: Path, work: Path, wanted: Wanted, tell: Tell) -> Made:
    for name in (WHEELS, LOCKS, *((DEBIAN,) if wanted.debian else ())):
        (folder / name).mkdir(exist_ok=True)
    files: list[Path] = []
    apt = Apt(work.resolve()) if wanted.debian else None
    needed = apt.closure(name for role in wanted.roles for name in packages(role)) if apt else []
    python = python_of(needed) if apt else wanted.python
    release, architecture = apt.release() if apt else ("", "")
    files += _wheels(folder, work.resolve(), wanted, python, tell)
    wheel = own_wheel(folder / WHEELS, work.resolve())
    files += [wheel, _program_lock(folder, wheel)]
    if apt:
        files += _debian(apt, needed, folder / DEBIAN, wanted.roles, tell)
    facts = Facts(__version__, wheel.name, python, release, architecture, wanted.roles, wanted.windows, wanted.today)
    files += _texts(folder, facts)
    _remove_others(folder, files)
    tell("the hashes of all files")
    sums = write_sums(folder, files)
    return Made(facts, len(files), sum(file.stat().st_size for file in files), sums)


def _wheels(folder: Path, work: Path, wanted: Wanted, python: str, tell: Tell) -> list[Path]:
    files = []
    for name in locks(wanted.roles):
        copy = folder / LOCKS / name
        copy.write_bytes(lock_file(name).read_bytes())
        files.append(copy)
    texts = [file.read_text("utf-8") for file in files]
    for windows in (False, *((True,) if wanted.windows else ())):
        files += fetch(texts, Target(python, windows), folder / WHEELS, work, tell)
    return sorted(set(files))


def _program_lock(folder: Path, wheel: Path) -> Path:
    """A lock file for the program itself, so that pip checks its hash as well."""
    lock = folder / LOCKS / PROGRAM_LOCK
    lock.write_text(f"mpp-queue=={__version__} --hash=sha256:{sha256(wheel)}\n", encoding="utf-8")
    return lock


def _debian(apt: Apt, needed: list[Package], folder: Path, roles: tuple[Role, ...], tell: Tell) -> list[Path]:
    files = [*apt.fetch(needed, folder, tell), apt.write_index(needed, folder)]
    for role in roles:
        listed = folder / f"{role}.list"
        listed.write_text("".join(f"{name}\n" for name in packages(role)), encoding="utf-8")
        files.append(listed)
    return files


def _texts(folder: Path, facts: Facts) -> list[Path]:
    names = (*_SCRIPTS, *((_WINDOWS_SCRIPT,) if facts.windows else ()))
    for name in names:
        (folder / name).write_bytes(asset(f"deploy/wheelhouse/{name}").read_bytes())
    (folder / FACTS).write_text(facts.text(), encoding="utf-8")
    return [folder / name for name in (*names, FACTS)]


def _remove_others(folder: Path, files: list[Path]) -> None:
    """What an earlier release, or an interrupted fetch, has left."""
    stays = set(files)
    for part in (WHEELS, LOCKS, DEBIAN):
        for path in (folder / part).glob("*"):
            if path not in stays:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in (_WINDOWS_SCRIPT,):
        if folder / name not in stays:
            (folder / name).unlink(missing_ok=True)
