"""Installations with names that every kind of file has to quote, and readers of what is written."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath

from hall.maintenance.services.roles import Installation

USUAL = Installation(PurePosixPath("/opt/mpp/.venv/bin"), PurePosixPath("/etc/mpp/config.toml"))
ODD = Installation(PurePosixPath("/opt/mpp 100%/bin"), PurePosixPath('/etc/mpp/a "b" $HOME %h \\n `c`/config.toml'))
WINDOWS = Installation(PureWindowsPath(r"C:\mpp\current\Scripts"), PureWindowsPath(r"C:\ProgramData\mpp\config.toml"))
ODD_WINDOWS = Installation(
    PureWindowsPath(r"C:\Program Files\mpp & co"), PureWindowsPath("C:\\Data 100%\\it's <mpp> \u2019\\config.toml")
)
ODD_STATION = 'Papan "A" 50% $x & <b>'
_ESCAPE = re.compile(r"\\(.)")


def systemd_words(line: str) -> list[str]:
    """A command line as systemd.service(5) says that it is taken apart: quotes, C escapes, ``%%`` and ``$$``."""
    words = []
    rest = line.strip()
    while rest:
        quoted = re.match(r'"((?:[^"\\]|\\.)*)"(?:\s+|$)', rest)
        plain = re.match(r"([^\s\"'\\]+)(?:\s+|$)", rest)
        found = quoted or plain
        assert found, f"systemd cannot take this apart: {rest}"
        word = _ESCAPE.sub(lambda sign: {"n": "\n", "t": "\t"}.get(sign[1], sign[1]), found[1]) if quoted else found[1]
        words.append(_undoubled(_undoubled(word, "%"), "$"))
        rest = rest[found.end() :]
    return words


def desktop_words(line: str) -> list[str]:
    """An ``Exec`` value as the Desktop Entry Specification reads it: first the string, then the words."""
    text = line.replace("\\\\", "\\")
    words = []
    while text:
        found = re.match(r'"((?:[^"`$\\]|\\["`$\\])*)"(?: |$)', text) or re.match(
            r"([^\s\"'\\><~|&;$*?#()`]+)(?: |$)", text
        )
        assert found, f"no desktop can take this apart: {text}"
        words.append(_undoubled(_ESCAPE.sub(r"\1", found[1]), "%"))
        text = text[found.end() :]
    return words


def _undoubled(text: str, sign: str) -> str:
    assert sign not in text.replace(sign * 2, ""), f"a single {sign} means something else"
    return text.replace(sign * 2, sign)


def windows_words(line: str) -> list[str]:
    """A command line as Microsoft's C library takes it apart ("Parsing C command-line arguments")."""
    words, word, quoted, there, at = [], "", False, False, 0
    while at < len(line):
        slashes = len(line[at:]) - len(line[at:].lstrip("\\"))
        at += slashes
        sign = line[at : at + 1]
        if sign == '"':
            word += "\\" * (slashes // 2)
            if slashes % 2:
                word += '"'
            else:
                quoted = not quoted
            there = True
        else:
            word += "\\" * slashes
            there = there or bool(slashes)
            if sign in (" ", "\t", "") and not quoted:
                words += [word] if there else []
                word, there = "", False
            else:
                word, there = word + sign, True
        at += 1
    return [*words, word] if there else words
