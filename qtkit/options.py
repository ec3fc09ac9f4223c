"""The command-line options that all three programs have."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any, NoReturn

from PySide6.QtCore import QSize

from hall.console import tell
from hall.errors import CannotStart


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in a way that a program without a terminal can show too."""

    def error(self, message: str) -> NoReturn:
        usage = self.format_usage().rstrip()
        line = f"{self.prog}: {message}"
        tell(usage, line)
        raise CannotStart(2, [line], typed=True)

    def _print_message(self, message: str, file: Any = None) -> None:
        if file is not None:  # a program of Windows' desktop has nowhere to print to
            super()._print_message(message, file)


def common_options(program: str, description: str) -> argparse.ArgumentParser:
    """A parser with ``--config --database --station --window --geometry``; a program adds its own.

    Parsed names: config (Path or None), database, station (str or None), window (bool), geometry (QSize or None;
    a geometry also means a window).
    """
    parser = _Parser(prog=program, description=description)
    parser.add_argument("--config", type=Path, metavar="FILE", help="configuration; by default the hall's own")
    parser.add_argument("--database", metavar="URL", help="database instead of the configured one")
    parser.add_argument("--station", metavar="NAME", help="this station's name; by default the host's")
    parser.add_argument("--window", action="store_true", help="in a window instead of full screen")
    parser.add_argument("--geometry", type=geometry, metavar="WxH", help="in a window of this size in pixels")
    return parser


def geometry(text: str) -> QSize:
    """``1080x1920`` as a size; raises argparse.ArgumentTypeError with what is allowed otherwise."""
    match = re.fullmatch(r"(\d{2,5})x(\d{2,5})", text.strip().lower())
    if match is None:
        raise argparse.ArgumentTypeError(f'"{text}" is no size; write width x height in pixels, as 1080x1920')
    return QSize(int(match[1]), int(match[2]))
