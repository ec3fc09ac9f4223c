"""A dump of Postgres into an empty database, by Postgres's own pg_restore: all of it or nothing, and no hall yet."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hall.errors import BackupError
from hall.maintenance.backups.postgres_dump import program
from hall.store.maintenance.restored import KeptSchema

_SCHEMA = "alembic_version"
_ROW = re.compile(rb"COPY [^\n]*alembic_version \((?P<names>[^)]*)\) FROM stdin;\r?\n(?P<values>[^\n]*)\n")
_SAID = 500


def kept_schema(dump: Path, server: int) -> KeptSchema:
    """What a dump says of its schema, which ``fill`` leaves out. Raises BackupError."""
    words = ["--data-only", f"--table={_SCHEMA}", "--file=-", str(dump)]
    match = _ROW.search(_output([str(program("pg_restore", server)), *words]))
    if match is None:
        raise BackupError("the dump in the backup does not say which schema it has")
    names = match["names"].decode().replace(" ", "").split(",")
    row = dict(zip(names, match["values"].decode().rstrip("\r").split("\t"), strict=True))
    return KeptSchema(row["version_num"], row["min_program"])


def fill(dump: Path, connection: tuple[str, Mapping[str, str]], server: int) -> None:
    """Put all of a dump but the row of its schema into an empty database, in one transaction. ``connection`` is how
    libpq reaches it, and the environment with its password. Raises BackupError."""
    tool = str(program("pg_restore", server))
    address, secrets = connection
    listed = _output([tool, "--list", str(dump)]).splitlines(keepends=True)
    kept = [line for line in listed if b" TABLE DATA " not in line or line.split()[6] != _SCHEMA.encode()]
    with tempfile.TemporaryDirectory(prefix="hall-restore-") as folder:
        contents = Path(folder) / "contents"
        contents.write_bytes(b"".join(kept))
        words = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-password"]
        words += [f"--use-list={contents}", f"--dbname={address}", str(dump)]
        _output([tool, *words], {**os.environ, **secrets})


def _output(words: list[str], environment: Mapping[str, str] | None = None) -> bytes:
    try:
        done = subprocess.run(words, capture_output=True, stdin=subprocess.DEVNULL, env=environment, check=False)  # noqa: S603
    except OSError as error:
        raise BackupError(f"{words[0]} cannot be started: {error.strerror or error}") from error
    if done.returncode:
        why = " ".join(done.stderr.decode("utf-8", "replace").split())[-_SAID:]
        raise BackupError(f"{Path(words[0]).name} failed: {why or f'exit code {done.returncode}'}")
    return done.stdout
