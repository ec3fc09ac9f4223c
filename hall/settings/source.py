"""Gets the text of the configuration file, or says why it cannot and what to do."""

from __future__ import annotations

import os
from pathlib import Path

from hall.assets import sample_config
from hall.config_file import VARIABLE
from hall.errors import SettingsError
from hall.settings.problems import SettingsProblem

_SAVE = "UTF-8 without a byte order mark; in the editor: Save as, encoding UTF-8"


def read_source(path: Path) -> tuple[str, tuple[SettingsProblem, ...]]:
    """The text of ``path`` and what is wrong with its encoding, if it can be read all the same.

    Raises SettingsError when there is no text to go on with.
    """
    raw = _bytes_of(path)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refusal(path, f"the file is stored as UTF-16; allowed: {_SAVE}")
    problems: tuple[SettingsProblem, ...] = ()
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        problems = (SettingsProblem(1, "file", "", f"the file begins with a byte order mark (BOM); allowed: {_SAVE}"),)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = f"the file is not UTF-8: byte 0x{raw[error.start]:02X} cannot be read; allowed: {_SAVE}"
        raise _refusal(path, problem, line) from None
    if not text.strip("\0\r\n\t "):
        raise _refusal(path, f"the file is empty; allowed: a configuration such as the sample {sample_config()}")
    return text, problems


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        named = f", which {VARIABLE} names," if os.environ.get(VARIABLE) == str(path) else ""
        remedy = "write --config FILE, or make one with `hall init --folder FOLDER`"
        raise SettingsError([f"{path}: the configuration file{named} does not exist; {remedy}"]) from None
    except IsADirectoryError:
        raise _folder(path) from None
    except PermissionError:
        if path.is_dir():  # how Windows says it
            raise _folder(path) from None
        remedy = "give the user who runs the programs the right to read it"
        raise SettingsError([f"{path}: the configuration file may not be read; {remedy}"]) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise SettingsError([f"{path!s}: the configuration file cannot be read: {error}; check the disk"]) from None


def _folder(path: Path) -> SettingsError:
    return SettingsError([f"{path}: this is a folder, not a configuration file; write {path / 'config.toml'}"])


def _refusal(path: Path, problem: str, line: int = 1) -> SettingsError:
    return SettingsError([SettingsProblem(line, "file", "", problem).message(str(path))])
