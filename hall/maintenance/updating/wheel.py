"""A release as its wheel tells of it, before anything of it is installed."""

from __future__ import annotations

import ast
import hashlib
import re
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path, PurePosixPath

from hall.errors import DeviceError
from hall.folders import is_folder, is_there
from hall.maintenance.updating.errors import UpdateRefused
from hall.maintenance.wheelhouse.contents import FACTS, Role, read_facts
from hall.versions import parts

NAME = "mpp_queue"
"""The beginning of the wheel's file name."""
_MIGRATIONS = "hall/store/database/migrations/versions/"
_LOCKS = "hall/assets/requirements/"
_CHANGELOG = "hall/assets/CHANGELOG.md"
_HASHES = ("SHA256SUMS", "sha256sums.txt")


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema. ``oldest`` is the version that can go on after it, empty where all can: a step with it
    is for after the update of every program."""

    revision: str
    says: str
    oldest: str


@dataclass(frozen=True, slots=True)
class Release:
    """What is in a wheel: ``python`` is the oldest Python for it (3.11), ``locks`` the text of each list of packages
    by its name (run, board), ``migrations`` in their order."""

    file: Path
    version: str
    python: tuple[int, ...]
    changelog: str
    locks: Mapping[str, str]
    migrations: tuple[Migration, ...]

    @property
    def needs(self) -> str:
        """The schema that its programs need at least."""
        return max((one.revision for one in self.migrations if not one.oldest), default="")

    @property
    def newest(self) -> str:
        """The schema that it goes to when every machine has it."""
        return max((one.revision for one in self.migrations), default="")


def found_in(place: Path) -> Path:
    """The wheel of the newest release in a folder, or in its folder ``wheels``; a file is taken as it is.

    Raises UpdateRefused.
    """
    if is_there(place) and not is_folder(place):
        return place
    if not is_folder(place):
        raise UpdateRefused("no_wheelhouse", f"There is no {place}; name the folder that `hall wheelhouse` wrote.")
    wheels = [file for folder in (place, place / "wheels") for file in folder.glob(f"{NAME}-*.whl")]
    if not wheels:
        raise UpdateRefused("no_release", f"{place} holds no release: no file {NAME}-VERSION-….whl is in it.")
    return max(wheels, key=lambda file: parts(file.name.split("-")[1]))


def read(file: Path) -> Release:
    """What a wheel says of itself. Raises UpdateRefused when it is damaged, or is no release of this program."""
    try:
        with zipfile.ZipFile(file) as archive:
            damaged = archive.testzip()
            if damaged is not None:
                raise UpdateRefused("damaged", f"{file} is damaged at {damaged}: copy it again.")
            return _read(file, archive)
    except (OSError, zipfile.BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError, EOFError) as error:
        raise UpdateRefused("damaged", f"{file} cannot be read as a release ({error}): copy it again.") from error


def _read(file: Path, archive: zipfile.ZipFile) -> Release:
    names = archive.namelist()
    metadata = next((name for name in names if name.endswith(".dist-info/METADATA")), "")
    if not metadata.startswith(f"{NAME}-"):
        raise UpdateRefused("no_release", f"{file} is no release of the hall's programs.")
    said = Parser().parsestr(_text(archive, metadata), headersonly=True)
    if _CHANGELOG not in names:
        raise UpdateRefused(
            "no_release", f"{file} (version {said['Version']}) is from before `hall update`; install it by hand."
        )
    oldest = re.search(r">=\s*([\d.]+)", said["Requires-Python"] or "")
    return Release(
        file=file,
        version=said["Version"],
        python=parts(oldest[1]) if oldest else (),
        changelog=_text(archive, _CHANGELOG),
        locks={PurePosixPath(one).stem: _text(archive, one) for one in names if one.startswith(_LOCKS)},
        migrations=tuple(migration(one, _text(archive, one)) for one in sorted(names) if _is_migration(one)),
    )


def _text(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode("utf-8")


def _is_migration(name: str) -> bool:
    return name.startswith(_MIGRATIONS) and name[len(_MIGRATIONS) :][:4].isdecimal()


def migration(name: str, text: str) -> Migration:
    """The step of the schema that a file of this ``name`` and ``text`` takes."""
    module = ast.parse(text)
    oldest = ""
    for statement in module.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="min_program")], value=ast.Constant(value=str(version))):
                oldest = version
    says = (ast.get_docstring(module) or "").partition("\n")[0]
    return Migration(PurePosixPath(name).name[:4], says, oldest)


def migrations_in(folders: Iterable[Path]) -> tuple[Migration, ...]:
    """The steps of an installed program, in their order."""
    files = (file for folder in folders for file in folder.glob("[0-9]*.py"))
    return tuple(migration(file.name, file.read_text("utf-8")) for file in sorted(files, key=lambda file: file.name))


def unpacked_size(release: Release) -> int:
    """The bytes that the files in all wheels of its folder have together."""
    size = 0
    for file in (*release.file.parent.glob("*.whl"), *(release.file.parent / "wheels").glob("*.whl")):
        with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(file) as archive:
            size += sum(one.file_size for one in archive.infolist())
    return size


def digest(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits. Raises UpdateRefused when it cannot be read."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise UpdateRefused("damaged", f"{file} cannot be read ({error.strerror}): copy it again.") from error


def check_folder(file: Path, kind: str, python: tuple[int, ...]) -> None:
    """Whether the wheelhouse that a wheel is in was finished, and has the packages for this Python and for a machine of
    this ``kind`` (run, board). Raises UpdateRefused; a folder that says nothing of itself is taken as it is."""
    folder = next((one for one in (file.parent, file.parent.parent) if is_there(one / FACTS)), None)
    if folder is None:
        return
    try:
        facts = read_facts(folder)
    except DeviceError as error:
        raise UpdateRefused("not_finished", str(error)) from error
    here = ".".join(map(str, python))
    if facts.python != here:
        raise UpdateRefused(
            "python",
            f"{folder} is for Python {facts.python}, and this machine has {here}: write one on such a machine.",
        )
    if kind == "board" and Role.BOARD not in facts.roles:
        raise UpdateRefused("no_board", f"{folder} has no packages for a board: `hall wheelhouse` writes them.")


def check_listed(file: Path) -> None:
    """Hold a wheel against the list of hashes of its folder, where there is one; all other packages are held against
    the release's own list when they are installed. Raises UpdateRefused."""
    for folder in (file.parent, file.parent.parent):
        for name in _HASHES:
            if is_there(folder / name):
                _check_line(file, folder / name)
                return


def _check_line(file: Path, hashes: Path) -> None:
    """Lines as ``sha256sum`` writes them: the digest, blanks, perhaps a star, the path from the list's folder."""
    lines = (line.split(maxsplit=1) for line in hashes.read_text("utf-8").splitlines() if line.strip())
    listed = {name.lstrip("*").removeprefix("./").strip(): digest for digest, name in lines}
    known = listed.get(file.relative_to(hashes.parent).as_posix())
    if known is None:
        raise UpdateRefused("not_listed", f"{hashes} does not name {file.name}: it came into the folder by itself.")
    if known.lower() != digest(file):
        raise UpdateRefused("damaged", f"{file} is not what {hashes} says: copy it again.")
