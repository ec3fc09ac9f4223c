"""Where a program that cannot go on says why: its log, next to the configuration or in the account's own folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from hall import private
from hall.config_file import config_file
from hall.folders import is_there


def config_of(arguments: Sequence[str]) -> Path:
    """The configuration that a command line names, as far as it can be told before it is read; else ``config_file``."""
    named = ""
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--config="):
            named = argument.partition("=")[2]
        elif argument == "--config" and at + 1 < len(arguments):
            named = arguments[at + 1]
    return Path(named) if named else config_file()


def append_to_log(file_name: str, config: Path, text: str) -> Path | None:
    """Append ``text`` to the log of that name; returns its whole path, None when none can be written.

    The log is next to ``config``; where nothing is there, in this account's own folder for temporary files.
    """
    own = f"mpp-{os.getuid()}" if hasattr(os, "getuid") else "mpp"
    logs = config.absolute().parent / "logs"
    beside: tuple[Path, ...] = (logs,) if is_there(config) or is_there(logs) else ()
    for folder in (*beside, Path(tempfile.gettempdir()) / own):
        with suppress(OSError):
            private.make_folder(folder)
            file = private.open_file(folder / file_name, os.O_WRONLY | os.O_APPEND)
            try:
                os.write(file, text.encode("utf-8", "backslashreplace"))
            finally:
                os.close(file)
            return folder / file_name
    return None
