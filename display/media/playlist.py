"""Which videos and pictures a board plays, in which order; reads folders, knows no Qt."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

VIDEO, PICTURE = "video", "picture"

_KINDS = {
    **dict.fromkeys((".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".wmv", ".ogv"), VIDEO),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif"), PICTURE),
}

TRY_AGAIN_S = 600.0
"""A file that failed is tried again after ten minutes, or as soon as it was replaced: a stick may have been slow."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file to show. ``stamp`` changes when the file is replaced: its time of change and size."""

    path: Path
    kind: str
    stamp: tuple[int, int] = (0, 0)


class Playlist:
    """Gives the files of ``entries`` one after the other, round after round.

    Entries are files and folders relative to ``folder`` (that of config.toml), in their order; a folder stands for its
    files by name, without folders inside it. They are read again for each round, so that files come and go while the
    board runs. What cannot be shown is left out and stands in ``problems``; nothing at all to show is no error.
    """

    def __init__(
        self, entries: Sequence[str], folder: Path, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._entries = tuple(entries)
        self._folder = folder
        self._monotonic = monotonic
        self._round: list[Item] = []
        self._missing: list[str] = []
        self._failed: dict[Item, tuple[str, float]] = {}

    @property
    def problems(self) -> tuple[str, ...]:
        """One English sentence for each file or folder that cannot be shown now."""
        return (*self._missing, *(sentence for sentence, _ in self._failed.values()))

    def next(self) -> Item | None:
        """What to show now; None while there is nothing that can be shown."""
        if not self._round:
            self._round = [item for item in self._found() if self._playable(item)]
        return self._round.pop(0) if self._round else None

    def fail(self, item: Item, reason: str) -> None:
        """Leaves ``item`` out from now on: it could not be shown, because of ``reason``."""
        self._failed[item] = (f"{item.path.name} cannot be shown: {reason}", self._monotonic())

    def _playable(self, item: Item) -> bool:
        return item not in self._failed or self._monotonic() - self._failed[item][1] >= TRY_AGAIN_S

    def shown(self, item: Item) -> None:
        """Forgets an old failure of ``item``: it is well again."""
        self._failed.pop(item, None)

    def _found(self) -> list[Item]:
        self._missing = []
        items: list[Item] = []
        for entry in self._entries:
            items += self._of(entry)
        self._failed = {item: failure for item, failure in self._failed.items() if item in items}
        return items

    def _of(self, entry: str) -> list[Item]:
        path = self._folder / entry
        try:
            if path.is_dir():
                inside = sorted(path.iterdir(), key=lambda one: (one.name.casefold(), one.name))
                return [_item(one) for one in inside if one.suffix.lower() in _KINDS and one.is_file()]
            if path.suffix.lower() in _KINDS:
                return [_item(path)]
            self._missing.append(f"{entry} is neither a folder nor a video or picture that a board can show")
        except OSError as error:
            self._missing.append(f"{entry} cannot be read: {error.strerror or error}")
        return []


def _item(path: Path) -> Item:
    """Raises OSError when the file is gone."""
    status = path.stat()
    return Item(path, _KINDS[path.suffix.lower()], (status.st_mtime_ns, status.st_size))
