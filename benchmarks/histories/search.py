"""The search for a legal order of a history, after Wing and Gong, with Lowe's memory of what was tried.

Each request must take effect at one time between its invocation and its answer; the machine says whether the answers
fit an order. Parts of the hall that share no counter, service or number are searched apart, which is sound because each
request belongs to one of them. The order of the database's stamps is tried first and proves nothing. Where that leads
nowhere, the requests that found no place are tried earlier, and those that stood before them later.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.histories.model import Illegal, Journal, Machine
from benchmarks.histories.record import LOST, History, Op, with_lost_issues
from benchmarks.histories.state import agrees

STEPS = 6_000
"""So many requests are tried in one order before another one is tried: a wrong guess early on costs for ever."""
ORDERS = 1_000
"""So many orders are tried for one part before the search ends without a verdict, which is no "legal"."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a legal order was found; else how far the best one came, and why nothing could follow it. ``decided`` is
    false when the search ended without having tried every order."""

    legal: bool
    steps: int
    ops: int
    why: str = ""
    decided: bool = True


def check(history: History, orders: int = ORDERS) -> Verdict:
    """Search a legal order of each part of the hall; the first part that has none decides."""
    known = with_lost_issues(history)
    given = {op.args["learned"]["id"] for op in known.ops if "learned" in op.args}
    given |= {op.told.facts["id"] for op in known.ops if op.name == "issue" and op.told and not op.told.refused}
    if nobodys := sorted(history.end.keys() - given):
        return Verdict(False, 0, len(history.ops), f"numbers that nobody was given: {nobodys}")
    tried = 0
    for ops in parts(known):
        verdict = _searched(known, ops, orders)
        tried += verdict.steps
        if not verdict.legal:
            return Verdict(False, tried, len(history.ops), verdict.why, verdict.decided)
    return Verdict(True, tried, len(history.ops))


def _searched(history: History, ops: Sequence[Op], orders: int) -> Verdict:
    """Search one part; when it takes long, again from the beginning in an order that was put right."""
    tried = 0
    drawn = random.Random(1)  # noqa: S311 - the same orders in each run
    known: set[tuple[tuple[str, float], ...]] = set()
    start = min(op.invoked for op in ops)
    hints = {op.key: op.hint - start for op in ops}
    for _ in range(orders):
        search = _Search(history, ops, hints, STEPS)
        verdict = search.run()
        tried += verdict.steps
        if verdict.decided:
            break
        mended = tuple(search.repairs.items())
        again = not mended or mended in known
        hints.update(_other(ops, search.stuck, start, drawn) if again else mended)
        known.add(mended)
    return Verdict(verdict.legal, tried, verdict.ops, verdict.why, verdict.decided)


def _other(ops: Sequence[Op], stuck: Sequence[str], start: float, drawn: random.Random) -> dict[str, float]:
    """Other times for some of the requests that found no place or may have stood in their way."""
    late = [op for op in ops if op.key in stuck]
    near = [op for op in ops if any(op.invoked < x.answered and x.invoked < op.answered for x in late)]
    return {op.key: _between(op, drawn) - start for op in drawn.sample(near, min(len(near), drawn.randint(1, 6)))}


def _between(op: Op, drawn: random.Random) -> float:
    """A time at which the request may have been done; some time after it was sent when its answer was lost."""
    end = op.answered if op.answered != LOST else op.invoked + drawn.expovariate(10)
    return drawn.uniform(op.invoked, end)


def parts(history: History) -> list[list[Op]]:
    """The requests by the part of the hall that they belong to."""
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    for counter in history.structure.counters:
        for served in counter.services:
            leader[find(f"service {served.service}")] = find(f"counter {counter.label}")
    for op in history.ops:
        names = [find(name) for name in _names(op)]
        for name in names[1:]:
            leader[find(name)] = find(names[0])
    found: dict[str, list[Op]] = {}
    for op in history.ops:
        found.setdefault(find(next(_names(op))), []).append(op)
    return list(found.values())


def _names(op: Op) -> Iterator[str]:
    facts: Mapping[str, Any] = {**op.args.get("learned", {}), **(op.told.facts if op.told else {})}
    for kind, source, key in (
        ("counter", op.args, "counter"),
        ("counter", op.args, "to"),
        ("service", op.args, "service"),
        ("service", facts, "service"),
        ("number", op.args, "ticket"),
        ("number", facts, "id"),
    ):
        if source.get(key):
            yield f"{kind} {source[key]}"


_Placed = tuple[int, Journal, Iterator[int]]
"""A request that has its place, what takes it back, and what else might have stood there."""
_NEAR = 80
"""So many requests before a dead end are looked at."""
_LATEST = 1e9
_BLINK = 1e-9
"""Seconds between two times that shall follow one another; they are counted from the first request."""


class _Search:
    """One part's search: a stack of requests that were put in order, and what may follow them."""

    def __init__(self, history: History, ops: Sequence[Op], hints: Mapping[str, float], steps: int) -> None:
        self._machine = Machine(history.structure)
        self._end = history.end
        self._ops = sorted(ops, key=lambda op: op.invoked)
        self._times = hints
        self._hints = [(not op.only_reads, hints[op.key]) for op in self._ops]
        self._budget = steps
        self.stuck: tuple[str, ...] = ()
        """The requests that could not follow where the order first led nowhere."""
        self.repairs: dict[str, float] = {}
        """Another time for one of them, or for what stood in its way, with which it could."""
        # Neighbours in a list of what has no place yet: to take one out and put it back costs the same however many.
        count = len(self._ops)
        self._next = [*range(1, count + 1), 0]
        self._before = [count, *range(count)]
        drawn = random.Random(1)  # noqa: S311 - names of requests, the same in each run
        self._names = [drawn.getrandbits(128) for _ in self._ops]
        self._left = sum(op.answered != LOST for op in self._ops)

    def run(self) -> Verdict:
        """Search in depth; the deepest dead end is what is told when there is no order."""
        seen: set[tuple[int, int]] = set()
        stack: list[_Placed] = []
        placed, tried, deepest, why = 0, 0, -1, ""
        candidates = iter(self._enabled())
        while self._left or not self._ends_right():
            step = None
            for at in candidates:
                tried += 1
                if tried > self._budget:
                    return Verdict(False, tried, len(self._ops), f"no verdict; {why}", decided=False)
                try:
                    journal = self._machine.apply(self._ops[at])
                except Illegal:
                    continue
                key = (placed ^ self._names[at], self._machine.mark)
                if key in seen:
                    self._machine.take_back(journal)
                    continue
                seen.add(key)
                step = at, journal
                break
            if step is not None:
                self._take_out(step[0])
                placed ^= self._names[step[0]]
                # What only reads can be put where it first fits: nothing after it can tell the difference.
                stack.append((*step, iter(()) if self._ops[step[0]].only_reads else candidates))
                candidates = iter(self._enabled())
                continue
            if len(stack) > deepest:
                if deepest < 0:
                    self._repair(stack)
                deepest, why = len(stack), self._why(stack)
            if not stack:
                return Verdict(False, tried, len(self._ops), why)
            at, journal, candidates = stack.pop()
            self._put_back(at)
            placed ^= self._names[at]
            self._machine.take_back(journal)
        return Verdict(True, tried, len(self._ops))

    def _repair(self, stack: Sequence[_Placed]) -> None:
        """See, at the first dead end, where in the order one of the requests that must follow could have stood."""
        late = [at for at in self._enabled() if self._ops[at].answered != LOST]
        self.stuck = tuple(self._ops[at].key for at in late)
        if not late:
            self.repairs = self._without_a_lost_one(stack)
        for at in sorted(late, key=lambda at: self._ops[at].answered):
            self.repairs = self._earlier(stack, at) or self._without(stack, at)
            if self.repairs:
                return

    def _earlier(self, stack: Sequence[_Placed], at: int) -> dict[str, float]:
        """The time before the latest request that ``at`` could have stood before."""
        op, undone = self._ops[at], []
        found: dict[str, float] = {}
        before = at
        for place, journal, _ in reversed(stack):
            if self._ops[place].answered < op.invoked:
                break
            self._machine.take_back(journal)
            undone.append(place)
            if not self._ops[place].only_reads:  # where those stand, makes no difference
                before = place
            if before != at and self._fits(op):
                found = {op.key: self._times[self._ops[before].key] - _BLINK}
                break
        for place in reversed(undone):
            self._machine.apply(self._ops[place])
        return found

    def _without(self, stack: Sequence[_Placed], at: int) -> dict[str, float]:
        """The time after ``at`` for a request that stands before it, need not, and is in its way."""
        op = self._ops[at]
        for depth in range(len(stack) - 1, max(-1, len(stack) - _NEAR), -1):
            other = self._ops[stack[depth][0]]
            if other.answered >= op.invoked and not other.only_reads and self._fits_without(stack[depth:], op):
                return {other.key: self._times[op.key] + _BLINK}
        return {}

    def _without_a_lost_one(self, stack: Sequence[_Placed]) -> dict[str, float]:
        """The latest time for a request without an answer, where the numbers then end as they were found: it was not
        done, or has no effect any more. For all of them when no single one is in the way."""
        lost = [depth for depth in range(len(stack)) if self._ops[stack[depth][0]].answered == LOST]
        keys = [self._ops[stack[depth][0]].key for depth in lost]
        self.stuck = tuple(keys)
        for depth, key in zip(reversed(lost), reversed(keys), strict=True):
            if self._fits_without(stack[depth:]):
                return {key: _LATEST}
        return dict.fromkeys(keys, _LATEST)

    def _fits_without(self, end: Sequence[_Placed], op: Op | None = None) -> bool:
        """Whether ``op`` could follow (without one: the numbers end right) if the first of the last placed requests,
        ``end``, were not among them."""
        for _, journal, _ in reversed(end):
            self._machine.take_back(journal)
        done: list[Journal] = []
        with contextlib.suppress(Illegal):
            done.extend(self._machine.apply(self._ops[place]) for place, _, _ in end[1:])
        fits = len(done) == len(end) - 1 and (self._ends_right() if op is None else self._fits(op))
        for journal in reversed(done):
            self._machine.take_back(journal)
        for place, _, _ in end:
            self._machine.apply(self._ops[place])
        return fits

    def _fits(self, op: Op) -> bool:
        try:
            self._machine.take_back(self._machine.apply(op))
        except Illegal:
            return False
        return True

    def _enabled(self) -> list[int]:
        """The requests that may come next: those that began before any other was answered, likely ones first."""
        found, first_answer = [], LOST
        at = self._next[-1]
        while at < len(self._ops) and self._ops[at].invoked <= first_answer:
            found.append(at)
            first_answer = min(first_answer, self._ops[at].answered)
            at = self._next[at]
        return sorted(found, key=self._hints.__getitem__)

    def _take_out(self, at: int) -> None:
        before, after = self._before[at], self._next[at]
        self._next[before] = after
        self._before[after] = before
        self._left -= self._ops[at].answered != LOST

    def _put_back(self, at: int) -> None:
        before, after = self._before[at], self._next[at]
        self._next[before] = at
        self._before[after] = at
        self._left += self._ops[at].answered != LOST

    def _ends_right(self) -> bool:
        """Whether the numbers are at the end as they were found there."""
        return not self._differences()

    def _differences(self) -> list[str]:
        numbers = self._machine.cells["number"]
        given = {op.args["learned"]["id"] for op in self._ops if "learned" in op.args}
        found = [f"number {key} is there" for key in given - numbers.keys()]
        for key, number in numbers.items():
            facts = self._end.get(key)
            for name in ("state", "service", "priority", "queue_time", "version", "calls"):
                if facts is None or not agrees(number, facts, name):
                    found.append(f"number {key} ends as {number.state}, {name} differs")
        return found

    def _why(self, stack: Sequence[object]) -> str:
        lines = [f"after {len(stack)} of {len(self._ops)} requests nothing can follow:"]
        for at in self._enabled():
            op = self._ops[at]
            try:
                self._machine.take_back(self._machine.apply(op))
                reason = "could, but leads nowhere"
            except Illegal as error:
                reason = str(error)
            told = "no answer" if op.told is None else op.told.refused or _short(op.told.facts)
            lines.append(f"  {op.key} {op.name} {dict(op.args)} -> {told}: {reason}")
        if not self._left:
            lines += [f"  {line}" for line in self._differences()[:10]]
        return "\n".join(lines)


def _short(facts: Mapping[str, Any]) -> str:
    names = ("id", "number", "state", "priority", "version", "seq", "value", "nobody", "reason")
    return ", ".join(f"{name} {facts[name]}" for name in names if name in facts)
