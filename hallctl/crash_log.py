"""Where the details of an unexpected error go: a file, never the terminal of whoever typed the command."""

from __future__ import annotations

import os
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from hall import private
from hall.folders import is_there

_NAME = "hall.log"


def write_crash(error: BaseException, words: int, config: Path | None = None) -> Path | None:
    """Append the error of a command of so many words to the log, beside ``config`` (by default ./config.toml);
    returns its whole path, None when none can be written.

    The words themselves are not written: one of them may be a password.
    """
    trace = "".join(traceback.format_exception(error)).encode("utf-8", "backslashreplace")
    head = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC: a command of {words} words\n".encode()
    for folder in _folders(config or Path("config.toml")):
        try:
            private.make_folder(folder)
            file = private.open_file(folder / _NAME, os.O_WRONLY | os.O_APPEND)
            try:
                os.write(file, head + trace + b"\n")
            finally:
                os.close(file)
        except OSError:
            continue
        return folder / _NAME
    return None


def _folders(config: Path) -> tuple[Path, ...]:
    """Beside the configuration, as the programs' logs; else where this account may write."""
    own = f"mpp-{os.getuid()}" if hasattr(os, "getuid") else "mpp"
    beside = (config.absolute().parent / "logs",) if is_there(config) else ()
    return (*beside, Path(tempfile.gettempdir()) / own)
