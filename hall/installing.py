"""How a missing package comes into the very environment that this program runs in: never into the system's Python."""

from __future__ import annotations

import sys
from pathlib import Path


def pip_line(package: str) -> str:
    """The line that installs ``package`` next to this program, as it is typed."""
    python = Path(sys.executable).absolute()
    pip = python.with_name("pip.exe" if sys.platform == "win32" else "pip")
    words = _typed(pip) if pip.exists() else f"{_typed(python)} -m pip"
    return f'{words} install "{package}"'


def _typed(path: Path) -> str:
    text = str(path)
    return f'"{text}"' if " " in text else text
