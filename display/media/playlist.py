"""Which videos and pictures a board plays, in which order; reads folders, knows no Qt."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hall.folders import is_there
from hall.pictures import is_passed_over

VIDEO, PICTURE = "video", "picture"

_KINDS = {
    **dict.fromkeys((".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".wmv", ".ogv"), VIDEO),
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".gif"), PICTURE),
}

TRY_AGAIN_S = 600.0
"""A file that failed is tried again after ten minutes, or as soon as it was replaced: a stick may have been slow."""

TRY_SOON_S = 20.0
"""Where nothing else can be shown, it is tried again as often as the panel asks."""

_NAMED = 3
"""So many problems are said, and how many more there are."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file to show. ``stamp`` changes when the file is replaced: its time of change and size."""

    path: Path
    kind: str
    stamp: tuple[int, int] = (0, 0)


class Playlist:
    """Gives the files of ``entries`` one after the other, round after round.

    Entries are files and folders relative to ``folder`` (that of config.toml), in their order; a folder stands for its
    files by name, without folders inside it, hidden files and what systems leave next to pictures. They are read again
    for each round, so that files come and go while the board runs. What cannot be shown is left out and is in
    ``problems``; nothing at all to show is no error.
    """

    def __init__(
        self, entries: Sequence[str], folder: Path, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._entries = tuple(entries)
        self._folder = folder
        self._monotonic = monotonic
        self._round: list[Item] = []
        self._missing: list[tuple[str, str]] = []
        self._failed: dict[Item, tuple[str, float]] = {}

    @property
    def problems(self) -> tuple[str, ...]:
        """One English sentence for each file or folder that cannot be shown now."""
        return (*(message for _, message in self._missing), *(message for message, _ in self._failed.values()))

    @property
    def unshown(self) -> tuple[str, ...]:
        """The entries and files of ``problems``, by name."""
        return (*(entry for entry, _ in self._missing), *(item.path.name for item in self._failed))

    def next(self) -> Item | None:
        """What to show now; None while there is nothing that can be shown."""
        if not self._round:
            found = self._found()
            self._round = self._rested(found, TRY_AGAIN_S) or self._rested(found, TRY_SOON_S)
        return self._round.pop(0) if self._round else None

    def fail(self, item: Item, reason: str) -> None:
        """Leaves ``item`` out from now on: it could not be shown, because of ``reason``.

        One that is gone, as on a stick that was pulled, comes back with its file.
        """
        away = not is_there(item.path)
        failed_at = float("-inf") if away else self._monotonic()
        self._failed[item] = (f"{item.path.name} cannot be shown: {'it is gone' if away else reason}", failed_at)

    def _rested(self, items: Sequence[Item], seconds: float) -> list[Item]:
        """Those that did not fail within the last ``seconds``."""
        now = self._monotonic()
        return [item for item in items if item not in self._failed or now - self._failed[item][1] >= seconds]

    def shown(self, item: Item) -> None:
        """Forgets an old failure of ``item``: it is well again."""
        self._failed.pop(item, None)

    def _found(self) -> list[Item]:
        self._missing = []
        items = [item for entry in self._entries for item in self._of(entry)]
        self._failed = {item: failure for item, failure in self._failed.items() if item in items}
        return items

    def _of(self, entry: str) -> list[Item]:
        path = self._folder / entry
        try:
            if path.is_dir():
                inside = sorted(path.iterdir(), key=lambda one: (one.name.casefold(), one.name))
                shown = (one for one in inside if one.suffix.lower() in _KINDS and not is_passed_over(one))
                items = [_item(one) for one in shown if one.is_file()]
                if not items:
                    self._missing.append((entry, f"{entry} has nothing that can be shown"))
                return items
            if path.suffix.lower() in _KINDS:
                return [_item(path)]
            self._missing.append((entry, f"{entry} is neither a folder nor a video or picture that a board can show"))
        except OSError as error:
            self._missing.append((entry, f"{entry} cannot be read: {error.strerror or error}"))
        return []


def problem_text(problems: Sequence[str]) -> str:
    """The first of ``problems`` as one sentence that says how many more there are; empty for none."""
    more = f" and {len(problems) - _NAMED} more" if len(problems) > _NAMED else ""
    return f"{'; '.join(problems[:_NAMED])}{more}." if problems else ""


def _item(path: Path) -> Item:
    """Raises OSError when the file is gone."""
    status = path.stat()
    return Item(path, _KINDS[path.suffix.lower()], (status.st_mtime_ns, status.st_size))
