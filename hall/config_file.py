"""Which configuration a program reads: the file that was named, or the hall's own, which no update touches."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from hall.assets import sample_config
from hall.folders import is_there

NAME = "config.toml"
VARIABLE = "MPP_CONFIG"


def hall_folder() -> Path:
    """The folder in which programs of this system look for a hall's own configuration."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "mpp"
    return Path("/etc/mpp")


def config_file(named: Path | None = None) -> Path:
    """``named``, else the file that MPP_CONFIG names, else config.toml in the working folder, else in ``hall_folder``.

    The sample in a checkout, while nobody has changed it, is no hall's configuration where ``hall_folder`` has one.
    """
    if named is not None or os.environ.get(VARIABLE):
        return named or Path(os.environ[VARIABLE])
    here, own = Path(NAME), hall_folder() / NAME
    return own if is_there(own) and (not is_there(here) or _is_sample(here)) else here


def _is_sample(path: Path) -> bool:
    with suppress(OSError):
        return path.read_bytes() == sample_config().read_bytes()
    return False
