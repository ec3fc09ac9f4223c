"""The releases of this machine: each an environment of its own in ``releases/VERSION``, and ``current``, which leads
to the one that services and people start.

A release is ready when its mark is in it, which is written last: what was killed before has none, and is made anew.
``current`` is replaced in one step on Linux. Windows replaces no folder in one step: there the junction is moved away
and the new one moved in, and where both moves were not done the next run finishes them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from hall.durable import sync_folder, write_whole
from hall.installing import CURRENT, RELEASES
from hall.maintenance.updating.errors import UpdateRefused
from hall.versions import parts

MARK = "release.json"
"""Written here and by the scripts of a wheelhouse."""
_NEXT, _BEFORE = ".current.new", ".current.old"
_LOCK = ".update.lock"
_USED = ".before"
"""Which release was used before the present one."""


def bin_folder(environment: Path) -> Path:
    """Where an environment has its programs."""
    return environment / ("Scripts" if sys.platform == "win32" else "bin")


def program(environment: Path, name: str) -> Path:
    """One of them: ``hall``, ``python``."""
    return bin_folder(environment) / (f"{name}.exe" if sys.platform == "win32" else name)


def usual_root() -> Path:
    """Where a machine has its releases: those that this program is one of, else the usual folder."""
    environment = Path(sys.prefix)
    if environment.parent.name == RELEASES:
        return environment.parent.parent
    return Path(r"C:\mpp") if sys.platform == "win32" else Path("/opt/mpp")


@dataclass(frozen=True, slots=True)
class Installed:
    """One release of this machine. ``wheel`` is the SHA-256 of the wheel that it was made from, empty where nobody
    noted it; ``ready`` whether it was made to the end; ``elsewhere`` the folder where it really is, when that is not
    among the releases."""

    version: str
    folder: Path
    ready: bool
    wheel: str = ""
    elsewhere: Path | None = None


class Releases:
    """The releases under one ``root``, such as /opt/mpp."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folder = root / RELEASES
        self._current = root / CURRENT

    def path(self, version: str) -> Path:
        """The environment of a release, whether it is there or not."""
        return self._folder / version

    def all(self) -> tuple[Installed, ...]:
        """Every release of this machine, the newest first; those that were not made to the end too."""
        with suppress(OSError):
            names = [one.name for one in self._folder.iterdir() if not one.name.startswith(".")]
            return tuple(sorted(map(self._of, names), key=lambda one: parts(one.version), reverse=True))
        return ()

    def find(self, version: str) -> Installed | None:
        """A release that was made to the end; None where there is none of that version."""
        return next((one for one in self.all() if one.version == version and one.ready), None)

    def current(self) -> str:
        """The version that is used, empty where none is."""
        with suppress(OSError):
            return self._current.readlink().name
        return ""

    def before(self) -> Installed | None:
        """The release that was used before the present one, if it is older and ready, else the newest such one; None
        where there is none."""
        here = parts(self.current())
        older = [one for one in self.all() if one.ready and parts(one.version) < here]
        with suppress(OSError):
            used = (self._folder / _USED).read_text("utf-8").strip()
            return next((one for one in older if one.version == used), next(iter(older), None))
        return next(iter(older), None)

    def mark(self, version: str, wheel: str) -> None:
        """Say that a release was made to the end, once all of it is on the disk."""
        if hasattr(os, "sync"):
            os.sync()
        write_whole(self.path(version) / MARK, (json.dumps({"version": version, "wheel": wheel}) + "\n").encode())

    def adopt(self, environment: Path, version: str) -> None:
        """Let an environment from before there were releases be one of them, so that there is a way back to it."""
        with _explained(self.root):
            self._folder.mkdir(parents=True, exist_ok=True)
            if not os.path.lexists(self.path(version)):
                self.path(version).symlink_to(environment, target_is_directory=True)

    def switch(self, version: str) -> None:
        """Let ``current`` lead to another release. Raises UpdateRefused."""
        with _explained(self.root):
            if self.current() not in ("", version):
                write_whole(self._folder / _USED, f"{self.current()}\n".encode())
            upcoming = self.root / _NEXT
            _remove_link(upcoming)
            if sys.platform == "win32":
                junction(upcoming, self.path(version))
                self._move_in(upcoming)
            else:
                upcoming.symlink_to(Path(RELEASES) / version, target_is_directory=True)
                upcoming.replace(self._current)
                sync_folder(self.root)

    def remove(self, version: str) -> None:
        """Delete a release; of one that is elsewhere only the way to it. Raises UpdateRefused."""
        folder = self.path(version)
        with _explained(self.root):
            if folder.is_symlink():
                folder.unlink()
            elif folder.exists():
                (folder / MARK).unlink(missing_ok=True)
                shutil.rmtree(folder)

    @contextmanager
    def held(self) -> Iterator[None]:
        """One update at a time: until this program ends, and on Linux those that it has started. Raises UpdateRefused
        when another one is under way."""
        from hall.store.database import file_locks

        with _explained(self.root):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
            os.set_inheritable(handle, True)
        try:
            if not file_locks.attempt(handle):
                raise UpdateRefused(
                    "under_way",
                    f"Another update of {self.root} is under way on this machine, or what a killed one has started "
                    "goes on; try again in a minute.",
                )
            yield
        finally:
            os.close(handle)

    def _move_in(self, upcoming: Path) -> None:
        before = self.root / _BEFORE
        _remove_link(before)
        if os.path.lexists(self._current):
            self._current.rename(before)
        upcoming.rename(self._current)
        _remove_link(before)

    def _of(self, version: str) -> Installed:
        folder = self.path(version)
        if folder.is_symlink():
            return Installed(version, folder, program(folder, "hall").exists(), elsewhere=folder.resolve())
        try:
            marked = json.loads((folder / MARK).read_text("utf-8"))
        except (OSError, ValueError):
            return Installed(version, folder, False)
        known = isinstance(marked, dict)
        return Installed(version, folder, known, str(marked.get("wheel", "")) if known else "")


@contextmanager
def _explained(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UpdateRefused(
            "no_right", f"{error.filename or root} cannot be changed ({error.strerror}); run this as its owner (sudo)."
        ) from error


def _remove_link(link: Path) -> None:
    """A link or a junction, which Windows takes for an empty folder."""
    with suppress(FileNotFoundError):
        if sys.platform == "win32":
            link.rmdir()
        else:
            link.unlink()


def junction(link: Path, target: Path) -> None:
    """A folder that leads to another; unlike a symbolic link it needs no right of its own."""
    line = ["cmd", "/c", "mklink", "/J", str(link), str(target)]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    if done.returncode != 0:
        raise OSError(0, done.stderr.strip() or "mklink failed", str(link))
