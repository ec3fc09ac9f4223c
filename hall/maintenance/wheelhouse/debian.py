"""Debian packages with everything that they need, and the index that lets apt install from a folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hall.errors import DeviceError
from hall.maintenance.wheelhouse.running import run
from hall.maintenance.wheelhouse.sums import sha256

_BATCH = 20
_OS_RELEASE = Path("/etc/os-release")
_LINE = re.compile(r"'[^']+' (\S+\.deb) (\d+) SHA256:([0-9a-f]{64})")
_NAME = re.compile(r"(?P<name>[^_]+)_(?P<version>[^_]+)_(?P<architecture>[^_]+)\.deb")
_PYTHON = re.compile(r"python3_(?:\d+%3a)?(\d+\.\d+)")
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Package:
    """One package file: its name on the disk, its size in bytes and its SHA-256, as the signed index says."""

    file: str
    size: int
    sha256: str

    def asked(self) -> str:
        """As apt-get is asked for exactly this version."""
        found = _NAME.fullmatch(self.file)
        assert found is not None, self.file
        return f"{found['name']}={found['version'].replace('%3a', ':')}"


class Apt:
    """apt-get of this machine, which is made to believe that nothing is installed: so nothing is missing elsewhere that
    happens to be installed here."""

    def __init__(self, work: Path) -> None:
        """``work`` takes an empty list of what is installed. Raises DeviceError where there is no apt-get."""
        for program in ("apt-get", "dpkg", "dpkg-deb"):
            if shutil.which(program) is None:
                raise DeviceError(
                    f"{program} is missing: the Debian packages are collected on a Debian of the same release as the "
                    "hall's machines. `--no-debian` writes the wheels alone."
                )
        self._work = work
        nothing = work / "nothing-installed"
        nothing.touch()
        # Of what is in apt's own store already --print-uris says nothing.
        store = work / "archives"
        (store / "partial").mkdir(parents=True, exist_ok=True)
        said = {
            "Dir::State::status": str(nothing), "Dir::Cache::archives": f"{store}/", "Dir::Cache::pkgcache": "",
            "Dir::Cache::srcpkgcache": "", "APT::Install-Recommends": "false", "APT::Sandbox::User": "root",
            "Acquire::ForceHash": "sha256", "Debug::NoLocking": "true",
        }  # fmt: skip
        self._apt = ("apt-get", "-qq", *(word for name, value in said.items() for word in ("-o", f"{name}={value}")))

    def release(self) -> tuple[str, str]:
        """The release of this machine, such as "debian 12", and its architecture."""
        rows = dict(line.split("=", 1) for line in _OS_RELEASE.read_text("utf-8").splitlines() if "=" in line)
        identity = f"{rows.get('ID', 'debian')} {rows.get('VERSION_ID', '')}".replace('"', "").strip()
        return identity, run(["dpkg", "--print-architecture"], self._work, failed="").strip()

    def closure(self, packages: Iterable[str]) -> list[Package]:
        """These packages and all that they need, but what every Debian has. Raises DeviceError."""
        said = run(
            [*self._apt, "--print-uris", "install", *sorted(set(packages))], self._work,
            failed="apt cannot tell what is needed; its lists may be missing: run apt-get update, then this again.",
        )  # fmt: skip
        found = [Package(file, int(size), digest) for file, size, digest in _LINE.findall(said)]
        if not found:
            raise DeviceError("apt names no packages: run apt-get update, then this again.")
        return sorted(found, key=lambda one: one.file)

    def fetch(self, wanted: Sequence[Package], folder: Path, tell: Tell) -> list[Path]:
        """The package files in ``folder``; what is there and right stays, what is wrong goes. Raises DeviceError."""
        missing = [one for one in wanted if not _right(one, folder)]
        for first in range(0, len(missing), _BATCH):
            part = missing[first : first + _BATCH]
            tell(f"Debian packages: {len(wanted) - len(missing) + first} of {len(wanted)} are there")
            run(
                [*self._apt, "download", *(one.asked() for one in part)], folder,
                failed="the Debian packages could not be fetched: run apt-get update, then this again.",
            )  # fmt: skip
            wrong = [one.file for one in part if not _right(one, folder)]
            if wrong:
                raise DeviceError(f"apt brought other files than it named: {', '.join(wrong)}. Run this again.")
        return [folder / one.file for one in wanted]

    def write_index(self, wanted: Sequence[Package], folder: Path) -> Path:
        """The index ``Packages`` of a repository in ``folder``. Raises DeviceError and OSError."""
        stanzas = []
        for one in wanted:
            fields = run(["dpkg-deb", "--field", one.file], folder, failed=f"{one.file} cannot be read.").rstrip("\n")
            stanzas.append(f"{fields}\nFilename: ./{one.file}\nSize: {one.size}\nSHA256: {one.sha256}\n\n")
        index = folder / "Packages"
        index.write_text("".join(stanzas), encoding="utf-8")
        return index


def python_of(wanted: Iterable[Package]) -> str:
    """The minor version of the release's Python, such as "3.11"."""
    return next(found[1] for one in wanted if (found := _PYTHON.match(one.file)))


def _right(wanted: Package, folder: Path) -> bool:
    """Whether the file is there as the index says; a wrong one goes, for apt would take it by its size."""
    file = folder / wanted.file
    if not file.is_file():
        return False
    if file.stat().st_size == wanted.size and sha256(file) == wanted.sha256:
        return True
    file.unlink()
    return False
