"""The lines of a kiosk's journal, and what they tell of the numbers that it has given: read after a fire too."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import unquote

from hall.numbering import Code

_WORDS = {
    "life": 1, "sent": 2, "unsent": 2, "out": 2, "done": 1, "torn": 0, "whole": 0, "number": 3, "numbers": 1,
}  # fmt: skip
_DAYS = 3
"""Business days whose highest numbers are kept."""
PATTERN = "slips-*.journal"
"""The names of journals in a folder of logs; the station is what stands for the star, quoted as in a URL."""


def line_of(words: tuple[str, ...]) -> bytes:
    """A line of the file: eight digits of checksum, a word, its values."""
    text = " ".join(words).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


def words_of(line: bytes) -> tuple[str, ...]:
    """The words of a line; none for a line that was cut off or is none of ours."""
    sum_, _, text = line.partition(b" ")
    if sum_ != b"%08x" % zlib.crc32(text):
        return ()
    words = tuple(text.decode("utf-8", "replace").split(" "))
    counted = words[0] not in ("sent", "unsent", "number", "numbers") or words[-1].isdecimal()
    return words if _WORDS.get(words[0]) == len(words) - 1 and counted else ()


@dataclass(slots=True)
class NumbersGiven:
    """The highest number of each business day and prefix whose slip a kiosk was to print, and ``since`` when (seconds
    of the kiosk's clock) its journal tells that; 0 for a journal that does not."""

    since: int = 0
    highest: dict[tuple[date, str], int] = field(default_factory=dict)

    def note(self, day: date, code: Code) -> tuple[str, ...]:
        """Keep one, and return the words of its line."""
        prefix, number = code
        self.highest[day, prefix] = max(number, self.highest.get((day, prefix), 0))
        return "number", day.isoformat(), prefix, str(number)

    def apply(self, words: tuple[str, ...]) -> None:
        """What a line of the journal tells of numbers."""
        if words[0] == "numbers":
            self.since = int(words[1])
        elif words[0] == "number":
            with suppress(ValueError):  # a date that is none
                self.note(date.fromisoformat(words[1]), (words[2], int(words[3])))

    def lines(self) -> Iterator[tuple[str, ...]]:
        """What a journal that is written again keeps of them: the latest business days."""
        if self.since:
            yield "numbers", str(self.since)
        latest = sorted({day for day, _ in self.highest})[-_DAYS:]
        self.highest = {key: number for key, number in self.highest.items() if key[0] in latest}
        for (day, prefix), number in self.highest.items():
            yield "number", day.isoformat(), prefix, str(number)


@dataclass(frozen=True, slots=True)
class ReadJournal:
    """What the journal of ``station`` proves: the highest ``numbers`` by business day and prefix, told since ``since``
    (aware UTC), None for one that an older program wrote: it tells no numbers."""

    station: str
    since: datetime | None
    numbers: dict[tuple[date, str], int]


def read_journal(path: Path) -> ReadJournal:
    """Read the journal of a kiosk, which nobody need have locked; nothing is written. Raises OSError."""
    given = NumbersGiven()
    for words in filter(None, map(words_of, path.read_bytes().splitlines())):
        given.apply(words)
    station = unquote(path.name.removeprefix("slips-").removesuffix(".journal"))
    since = datetime.fromtimestamp(given.since, UTC) if given.since else None
    return ReadJournal(station, since, dict(given.highest))
