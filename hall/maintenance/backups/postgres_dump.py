"""Postgres's own programs: the dump of a hall that works, and what is in a dump."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO

from hall.errors import BackupError

_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
_COPY = re.compile(rb"COPY (\w+|\"[^\"]+\")\.(\w+|\"[^\"]+\") .*FROM stdin;\r?\n?$")
_SAID = 500
_INSTALLED = Path("/usr/lib/postgresql")
"""Debian keeps the programs of each version there."""


def dump(connection: tuple[str, Mapping[str, str]], snapshot: str, server: int, target: Path) -> None:
    """Write what a server holds at ``snapshot`` (``hall.store.maintenance.contents``) to ``target`` in pg_dump's custom
    format. ``connection`` is how libpq reaches it, and the environment with its password. Raises BackupError."""
    words = [
        "--format=custom",
        f"--snapshot={snapshot}",
        "--no-password",
        "--lock-wait-timeout=60s",
        f"--file={target}",
    ]
    address, secrets = connection
    with _running([str(program("pg_dump", server)), *words, f"--dbname={address}"], {**os.environ, **secrets}):
        pass


def rows_in(file: Path, server: int) -> dict[str, set[int]]:
    """How many rows a dump has of each table, read through; of tables of one name in several schemas, each.

    Raises BackupError when pg_restore cannot read it.
    """
    tool = str(program("pg_restore", server))
    with _running([tool, "--list", str(file)]) as listed:
        words = [line.decode().split() for line in listed if b" TABLE DATA " in line and not line.startswith(b";")]
    with _running([tool, "--data-only", "--file=-", str(file)]) as lines:
        counted = _counted(lines)
    found: dict[str, set[int]] = {}
    for schema, name in (one[5:7] for one in words):
        found.setdefault(name, set()).add(counted[schema, name])
    return found


def program(name: str, server: int) -> Path:
    """The newest pg_dump or pg_restore of this machine that knows a server of this major version. Raises BackupError
    with the package to install."""
    found = {file: _version_of(file) for file in _places(name)}
    file = max(found, key=lambda one: found[one], default=None)
    if file is None or found[file] < server:
        what = "there is none" if file is None else f"there is only {name} {found[file]} ({file})"
        package = "PostgreSQL for Windows" if sys.platform == "win32" else f"postgresql-client-{server}"
        raise BackupError(
            f"the database server has version {server} and needs its {name}, and {what} on this machine; install "
            f"{package} here (apt.postgresql.org has each version)"
        )
    return file


def _places(name: str) -> list[Path]:
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    if sys.platform == "win32":
        roots = {os.environ.get(key, "") for key in ("ProgramFiles", "ProgramW6432")} - {""}
        folders += [folder for root in roots for folder in Path(root, "PostgreSQL").glob("*/bin")]
    else:
        folders += sorted(_INSTALLED.glob("*/bin"))
    found = (shutil.which(name, path=str(folder)) for folder in folders)
    return [Path(file) for file in found if file]


@lru_cache
def _version_of(file: Path) -> int:
    """The major version of a program; 0 where it does not say."""
    try:
        said = subprocess.run([file, "--version"], capture_output=True, encoding="utf-8", timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return 0
    match = _VERSION.search(said.stdout)
    return int(match[1]) if match else 0


@contextmanager
def _running(words: Sequence[str], environment: Mapping[str, str] | None = None) -> Iterator[IO[bytes]]:
    """A program's output while it runs; raises BackupError with its own words when it fails."""
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(  # noqa: S603
                words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, env=environment
            )
        except OSError as error:
            raise BackupError(f"{words[0]} cannot be started: {error.strerror or error}") from error
        with process:
            assert process.stdout is not None
            try:
                yield process.stdout
                process.stdout.read()
            except BaseException:
                process.kill()
                raise
        said.seek(0)
        if process.returncode:
            why = " ".join(said.read().decode("utf-8", "replace").split())[-_SAID:]
            raise BackupError(f"{Path(words[0]).name} failed: {why or f'exit code {process.returncode}'}")


def _counted(lines: IO[bytes]) -> Counter[tuple[str, str]]:
    """How many lines stand in the COPY block of each schema and table: a row is one line, whatever is in it."""
    counts: Counter[tuple[str, str]] = Counter()
    name = None
    for line in lines:
        if name:
            if line in (b"\\.\n", b"\\.\r\n"):
                name = None
            else:
                counts[name] += 1
        elif (match := _COPY.match(line)) is not None:
            name = match[1].decode().strip('"'), match[2].decode().strip('"')
    return counts
