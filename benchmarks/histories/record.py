"""What every client asked and was told, and when: the history that the search has to explain."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from hall.structure import HallStructure
from hall.views import CallView, TicketView


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """An answer, as plain values: ``refused`` is the code of a refusal, else ``facts`` say what the client was told."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Op:
    """One request: invoked and answered are seconds of one clock. An answer that was lost is None, and infinitely late:
    the request may have been done at any time since, or never."""

    key: str
    name: str
    args: Mapping[str, Any]
    invoked: float
    answered: float
    told: DeliveryStatus | None

    @property
    def hint(self) -> float:
        """Where to look for its place first: a call where it read the queues, everything else where it was committed.
        Only an order to try in: a wrong one costs time, never the verdict."""
        if self.name == "call_next" and self.told is not None and "at" in self.told.facts:
            return float(self.told.facts["at"].timestamp())
        if "written" in self.args:
            return float(self.args["written"])
        return float(self.args.get("ended", self.invoked)) if self.told is None else self.answered

    @property
    def only_reads(self) -> bool:
        """Whether it left everything as it was."""
        told = self.told
        return told is not None and bool(told.refused or told.facts.get("nobody") or self.name == "slip_missing")


LOST = math.inf


@dataclass(frozen=True, slots=True)
class History:
    """All requests of a run, and the state of every number at its end."""

    structure: HallStructure
    ops: tuple[Op, ...]
    end: Mapping[int, Mapping[str, Any]]


def delivery_of(answer: object) -> DeliveryStatus:
    """What an answer of the store says."""
    if answer is None:
        return DeliveryStatus({"nobody": True})
    if isinstance(answer, CallView):
        reason = {"code": answer.reason.code, "params": dict(answer.reason.params)}
        call = {"seq": answer.seq, "at": answer.at, "counter": answer.counter_label, "reason": reason}
        return DeliveryStatus({**ticket_facts(answer.ticket), **call})
    if isinstance(answer, TicketView):
        return DeliveryStatus(ticket_facts(answer))
    return DeliveryStatus({"value": answer})


def ticket_facts(ticket: TicketView) -> dict[str, Any]:
    """What a client is told of a number."""
    return {
        "id": ticket.id,
        "prefix": ticket.prefix,
        "number": ticket.number,
        "service": ticket.service_id,
        "priority": bool(ticket.priority),
        "state": ticket.state.value,
        "queue_time": ticket.queue_time,
        "issued_at": ticket.issued_at,
        "ended_at": ticket.ended_at,
        "version": ticket.version,
        "calls": ticket.calls,
        "station": ticket.station,
    }


def with_lost_issues(history: History) -> History:
    """The history in which an issue whose answer was lost has the number that its station tells at the end.

    The search needs an id and a time for it, which nobody but the database made up.
    """
    made = {facts["station"]: facts for facts in history.end.values()}
    ops = tuple(_learned(op, made) for op in history.ops)
    return History(history.structure, ops, history.end)


def _learned(op: Op, made: Mapping[str, Mapping[str, Any]]) -> Op:
    if op.name != "issue" or op.told is not None or op.key not in made:
        return op
    return Op(op.key, op.name, {**op.args, "learned": made[op.key]}, op.invoked, op.answered, None)


def with_lines(ops: Sequence[Op], lines: Sequence[tuple[int, str, float]]) -> list[Op]:
    """The requests with the time at which their line was written. ``lines`` are those of the history of all numbers
    in their order: ticket, action, seconds; each makes one version of its ticket."""
    versions: dict[int, list[tuple[str, float]]] = {}
    for ticket, action, at in lines:
        versions.setdefault(ticket, []).append((action, at))
    answered = [op for op in ops if op.told is not None and not op.only_reads and "version" in op.told.facts]
    found = {op.key: _line(versions, op.told.facts["id"], op.told.facts["version"]) for op in answered if op.told}
    for op in answered:
        if op.told is not None:
            versions[op.told.facts["id"]][op.told.facts["version"] - 1] = ("", LOST)
    for op in sorted((op for op in ops if op.told is None and "ticket" in op.args), key=lambda op: op.invoked):
        found[op.key] = _unclaimed(versions.get(op.args["ticket"], []), op)
    return [replace(op, args={**op.args, "written": found[op.key]}) if op.key in found else op for op in ops]


def _line(versions: Mapping[int, Sequence[tuple[str, float]]], ticket: int, version: int) -> float:
    return versions[ticket][version - 1][1]


def _unclaimed(lines: list[tuple[str, float]], op: Op) -> float:
    """The time of the line that a request without an answer made; LOST when it made none."""
    for place, (action, at) in enumerate(lines):
        if action == op.name and at >= op.invoked:
            lines[place] = ("", LOST)
            return at
    return LOST


def time_of(seconds: float) -> datetime:
    """A time of the clients' clock as an aware one."""
    return datetime.fromtimestamp(seconds, UTC)
