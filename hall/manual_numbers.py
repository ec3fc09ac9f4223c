"""Numbers that are given by hand during an outage: what is typed of them afterwards, and a pad of them. Pure.

The numbers of a service go on after those that were given on paper, so a number is never given twice: a pad begins
after the last number that the hall has given, and its users leave out what a kiosk gave since it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from hall.errors import Refused

MOST = 500
"""More paper numbers of one service at once than this point to a slip of the finger."""
LARGEST = 999_999
"""Six digits are read back from what people type."""
_PART = re.compile(r"(\d{1,6})(?:\s*[-\u2013]\s*(\d{1,6}))?(?:\s+(\d{1,2})[.:](\d{2}))?")


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """A number that was given on paper and still waits, and when it was given, if somebody wrote that down."""

    number: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """The numbers of ``prefix`` go on after ``last``: those up to ``proven`` are out on paper, the others may be."""

    prefix: str
    proven: int
    last: int


@dataclass(frozen=True, slots=True)
class Pad:
    """Numbers of a service to be printed and torn off: ``first`` to ``last``, both included."""

    prefix: str
    service: str
    first: int
    last: int


def typed_numbers(text: str) -> tuple[tuple[int, time | None], ...]:
    """Numbers as somebody types them from a pad, with or without their times: ``52 09.10, 53 09:15, 55-57``.

    Raises Refused("paper_list") for what is no such list, and ("paper_many") for more than ``MOST``.
    """
    found: list[tuple[int, time | None]] = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
        match = _PART.fullmatch(part)
        if match is None:
            raise Refused("paper_list", text=part)
        first, last = int(match[1]), int(match[2] or match[1])
        if not 0 <= last - first < MOST or len(found) + last - first >= MOST:
            raise Refused("paper_many" if last >= first else "paper_list", text=part, limit=MOST)
        at = _time(part, match[3], match[4])
        found += [(number, at) for number in range(first, last + 1)]
    return tuple(found)


def _time(part: str, hour: str | None, minute: str | None) -> time | None:
    if hour is None or minute is None:
        return None
    if int(hour) > 23 or int(minute) > 59:
        raise Refused("paper_list", text=part)
    return time(int(hour), int(minute))


def refuse_waiting(numbers: Iterable[PaperNumber], first: int, last: int, now: datetime) -> None:
    """Raise Refused when these cannot wait after an import of ``first`` to ``last``: ("paper_waiting") outside of it,
    ("paper_twice") where one stands twice, ("paper_order") where a smaller one follows, ("paper_times")
    for times that go back from one number to the next or are still to come."""
    before, latest, seen = first - 1, None, set[int]()
    for one in numbers:
        if not first <= one.number <= last:
            raise Refused("paper_waiting", first=first, last=last)
        if one.number in seen:
            raise Refused("paper_twice", number=one.number)
        if one.number < before:
            raise Refused("paper_order", number=one.number, before=before)
        seen.add(one.number)
        before = one.number
        if one.at is not None:
            if one.at > now or (latest is not None and one.at < latest):
                raise Refused("paper_times", number=one.number)
            latest = one.at


def pad_of(prefix: str, service: str, given: int, *, first: int | None = None, count: int = 100) -> Pad:
    """A pad of ``count`` numbers, from ``first`` or after the last number ``given`` today (0: none).

    Raises Refused("pad_collides") for numbers that were given today, and ("pad_count").
    """
    begin = given + 1 if first is None else first
    if not 0 < count <= MOST or begin < 1 or begin + count - 1 > LARGEST:
        raise Refused("pad_count", limit=MOST)
    if begin <= given:
        raise Refused("pad_collides", prefix=prefix, last=given)
    return Pad(prefix, service, begin, begin + count - 1)
