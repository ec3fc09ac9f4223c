"""Words of a command line as unit files, desktop files, Windows and PowerShell read them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Sequence

from hall.errors import SettingsError

_PLAIN = re.compile(r"[A-Za-z0-9_./:=@,+-]+")
_NO_PROGRAM = re.compile(r"[$\"'\\]")
_POWERSHELL_QUOTES = re.compile("(['\u2018\u2019\u201a\u201b])")


def systemd_line(words: Sequence[str]) -> str:
    """The value of ``ExecStart=`` (systemd.service(5), "Command lines"): ``%`` begins a specifier, ``$`` a variable,
    both doubled; a word with spaces is quoted as C does.

    Raises SettingsError for a program whose path has a sign that systemd takes in no path of one.
    """
    if _NO_PROGRAM.search(words[0]):
        raise SettingsError([f"{words[0]}: systemd starts no program whose path has one of $ \" ' \\; move it"])
    return " ".join(_systemd_word(word) for word in words)


def _systemd_word(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return word if _PLAIN.fullmatch(word) else f'"{escaped}"'


def systemd_text(text: str) -> str:
    """A description for a unit: one line, in which ``%`` begins a specifier and a last backslash goes on."""
    return text.replace("%", "%%").replace("\\", "/")


def desktop_line(words: Iterable[str]) -> str:
    """The value of ``Exec=`` (Desktop Entry Specification, "The Exec key"): quoted, ``%`` doubled, and then escaped as
    every string of such a file."""
    return " ".join(_desktop_word(word) for word in words)


def _desktop_word(word: str) -> str:
    if _PLAIN.fullmatch(word) and "=" not in word:
        return word
    quoted = re.sub(r'(["`$\\])', r"\\\1", word).replace("%", "%%")
    return desktop_text(f'"{quoted}"')


def desktop_text(text: str) -> str:
    """A string of a desktop file: its backslashes are doubled."""
    return text.replace("\\", "\\\\")


def windows_line(words: Sequence[str]) -> str:
    """Words as programs of Windows take their command line apart (the rules of Microsoft's C library)."""
    return subprocess.list2cmdline(words)


def powershell_text(text: str) -> str:
    """A text in single quotes, in which PowerShell replaces nothing; it takes typographic quotes for its own too."""
    return "'" + _POWERSHELL_QUOTES.sub(r"\1\1", text) + "'"
