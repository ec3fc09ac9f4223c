"""Files that only the hall's own user may read, whatever the umask says, and complaints about those that others may.

What a hall writes holds who waits for what, hashes of PINs, and the database's password.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

FILE, FOLDER = 0o600, 0o700
_OTHERS = 0o077


def open_file(path: Path | str, flags: int, *, like: Path | None = None) -> int:
    """As ``os.open``; a file that is not there yet is made for its owner alone. Raises OSError.

    The owner is this program's user; a file that root makes belongs to the owner of the file ``like``, or of its own
    folder: one command of root would keep the hall's own user out of its hall.
    """
    flags |= getattr(os, "O_CLOEXEC", 0)
    try:
        return _made(path, flags, like)
    except FileExistsError:
        return os.open(path, flags, FILE)


def _made(path: Path | str, flags: int, like: Path | None) -> int:
    """Make a file that is not there yet. Raises FileExistsError."""
    handle = os.open(path, flags | os.O_CREAT | os.O_EXCL, FILE)
    if sys.platform != "win32":
        with suppress(OSError):  # a file system without modes has no owner either
            os.fchmod(handle, FILE)
    _hand_over(handle, like if like is not None and like.exists() else Path(path).absolute().parent)
    return handle


def hand_over(path: Path) -> None:
    """Give a file or folder that root has made to the owner of the folder that it lies in, as ``open_file`` does; for
    those that something else has made. Nothing where this is not root, or the file system has no owners."""
    _hand_over(path, path.absolute().parent)


def _hand_over(made: int | Path, beside: Path) -> None:
    if sys.platform == "win32" or os.geteuid() != 0:
        return
    with suppress(OSError):  # a file system without owners
        owner = beside.stat()
        os.chown(made, owner.st_uid, owner.st_gid)


def opener(path: str, flags: int) -> int:
    """``open_file`` for ``open(…, opener=…)``."""
    return open_file(path, flags & ~(os.O_CREAT | os.O_EXCL) if flags & os.O_CREAT else flags)


def make_file(path: Path) -> None:
    """Make an empty file, as ``open_file`` does, unless there is one. Raises OSError.

    One that is there is not opened: when a program closes a file that SQLite has open in it, the system drops SQLite's
    locks, another program takes itself for the last one and removes the journal, and what is committed then is lost.
    """
    with suppress(FileExistsError):
        os.close(_made(path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0), None))


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8, made for its owner alone. Raises OSError."""
    with open(path, "w", encoding="utf-8", opener=opener) as file:
        file.write(text)


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, for their owner alone, unless they are there. Raises OSError."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode=FOLDER, exist_ok=True)
    hand_over(path)


def complaint(paths: Iterable[Path]) -> str:
    """One sentence about those of the files that other users of this machine may read or write, with the line that
    mends it; empty when there are none. Windows keeps no modes."""
    if sys.platform == "win32":
        return ""
    wide = [path for path in paths if _is_wide(path)]
    if not wide:
        return ""
    names = " ".join(quoted(path) for path in wide)
    return f"other users of this machine may read or change {', '.join(p.name for p in wide)}; run: chmod 600 {names}"


def _is_wide(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) and bool(mode & _OTHERS)


def quoted(path: Path) -> str:
    """A path as it is typed in a command."""
    text = str(path)
    plain = all(character.isalnum() or character in "/._-" for character in text)
    return text if plain else "'" + text.replace("'", "'\\''") + "'"
