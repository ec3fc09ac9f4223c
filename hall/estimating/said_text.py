"""What is said of every wait, as text of which a program reads only what it asks for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar
from zlib import crc32

from hall.estimating.estimate import Estimate, Unknown
from hall.estimating.shown import Shown
from hall.estimating.waits import Answer, Answers, Waits

_FORM = "1"
"""Of the text; another form is read by nobody."""
_KINDS_KEPT = 4096
K = TypeVar("K")
V = TypeVar("V")


def said_text(waits: Waits) -> str:
    """The text that ``waits_of`` reads: its form and sum, the time, services, numbers, a line each."""
    services = {one: [_written(answer) for answer in both] for one, both in waits.services.items()}
    tickets = {str(one): said.written() for one, said in waits.tickets.items()}
    lines = (
        waits.at.astimezone(UTC).isoformat(),
        *(json.dumps(one, separators=(",", ":")) for one in (services, tickets)),
    )
    return "\n".join((_head(lines), *lines))


def waits_of(text: str) -> Waits:
    """What a text says; all but the time is read when it is asked for. Raises ValueError for a text that ``said_text``
    has not made."""
    head, *lines = text.split("\n")
    if len(lines) != 3 or head != _head(lines):
        raise ValueError("it is of another form, or not whole")
    at, services, tickets = lines
    return Waits(datetime.fromisoformat(at), _Services(services), _Lazily(tickets, int, _shown))


def _head(lines: Sequence[str]) -> str:
    return f"{_FORM} {crc32(chr(10).join(lines).encode()):08x}"


class _Lazily(Mapping[K, V], Generic[K, V]):
    """Values by keys, which are read from JSON when they are asked for."""

    def __init__(self, text: str, key: Callable[[str], K], make: Callable[[Any], V]) -> None:
        self._text, self._key, self._make = text, key, make

    @cached_property
    def _raw(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._text)
        return found

    def __getitem__(self, key: K) -> V:
        return self._make(self._raw[str(key)])

    def __iter__(self) -> Iterator[K]:
        return map(self._key, self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class _Services(_Lazily[str, tuple[Answer, Answer]], Answers):
    def __init__(self, text: str) -> None:
        super().__init__(text, str, _both)

    def shown(self, service: str, *, priority: bool) -> Shown | None:
        """What is shown of a service; None where nothing was said."""
        both = self._raw.get(service)
        return None if both is None else _shown(both[priority][0])


def _written(answer: Answer) -> list[Any]:
    one = answer.estimate
    unknown = "" if one.unknown is None else one.unknown.value
    minutes = [round(each, 1) for each in (one.low, one.middle, one.high, answer.more)]
    roll = None if answer.roll is None else round(answer.roll, 1)
    return [answer.shown.written(), one.ahead, unknown, *minutes, answer.counters, roll]


def _both(written: Sequence[Any]) -> tuple[Answer, Answer]:
    without, priority = written
    return _answer(without), _answer(priority)


def _answer(written: Sequence[Any]) -> Answer:
    said, ahead, unknown, low, middle, high, more, counters, roll = written
    estimate = Estimate(ahead, low, middle, high, Unknown(unknown) if unknown else None)
    return Answer(_shown(said), estimate, counters, roll, more)


def _shown(written: Sequence[Any]) -> Shown:
    return _known_shown(*written)


@lru_cache(_KINDS_KEPT)
def _known_shown(*written: Any) -> Shown:
    """Most that is shown is shown of several."""
    return Shown.read(written)
