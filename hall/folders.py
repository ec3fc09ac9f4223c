"""Whether a folder or a file is there, for a name that a person typed: one that no disk can hold is not there."""

from __future__ import annotations

from pathlib import Path


def is_folder(path: Path) -> bool:
    """Whether ``path`` is a folder; False too for a name that is too long, or has a sign that no name has."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Whether something stands at ``path``; False too for a name that no disk can hold."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
