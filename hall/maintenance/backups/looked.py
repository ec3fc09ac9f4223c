"""What the last look at each backup of a folder found, in a small file next to them; without it nothing is known."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from hall import private
from hall.console import json_text

_NAME = ".hall-backups.json"


@dataclass(frozen=True, slots=True)
class Look:
    """A look at a backup of so many bytes; ``problem`` is what was wrong, empty for nothing."""

    at: datetime
    size: int
    problem: str = ""


def looks_in(folder: Path) -> dict[str, Look]:
    """The last look at each backup by its file's name."""
    try:
        raw = json.loads((folder / _NAME).read_text("utf-8"))
        return {
            str(name): Look(datetime.fromisoformat(one["at"]), int(one["size"]), str(one["problem"]))
            for name, one in raw.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def note_look(folder: Path, looks: Mapping[str, Look]) -> None:
    """Keep the looks at these backups, and forget those that are gone. A folder that can only be read keeps none."""
    known = {**looks_in(folder), **looks}
    kept = {name: look for name, look in known.items() if (folder / name).exists()}
    document = {name: {**asdict(look), "at": look.at.isoformat()} for name, look in sorted(kept.items())}
    unfinished = folder / f"{_NAME}.part"
    with suppress(OSError):
        private.write_text(unfinished, json_text(document))
        os.replace(unfinished, folder / _NAME)  # noqa: PTH105 - over one that is there, on Windows too
