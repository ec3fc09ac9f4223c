"""The SHA-256 of every file of a wheelhouse, as ``sha256sum -c`` reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from hall.maintenance.wheelhouse.contents import SUMS


def sha256(file: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal. Raises OSError."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_sums(folder: Path, files: Iterable[Path]) -> str:
    """Write the list of ``files``, which lie in ``folder``; returns the list's own SHA-256. Raises OSError."""
    lines = [f"{sha256(file)}  {file.relative_to(folder).as_posix()}\n" for file in sorted(files)]
    listed = folder / SUMS
    listed.write_bytes("".join(lines).encode("utf-8"))
    return sha256(listed)
