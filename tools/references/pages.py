"""Every page of docs/reference, with what writes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tools.references import commands, settings

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"
PAGES: dict[str, Callable[[], str]] = {"commands.md": commands.page, "settings.md": settings.page}
