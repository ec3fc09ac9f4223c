"""The hall as a pure machine: whether a request could have been answered so, and what it leaves.

It knows the life of a number, the counters' streaks and what an undo restores; it shares no code with the store. Each
change is written into a journal, so that the search can take it back, and folded into ``mark``, which tells two states
apart whichever way led to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from benchmarks.histories.record import Op, time_of
from benchmarks.histories.rule import Waiting, following
from benchmarks.histories.state import Call, Last, Number, Place, agrees
from benchmarks.histories.steps import ALLOWED, ENDS, OPEN, STEPS
from hall.structure import HallStructure

Journal = list[tuple[str, Any, Any]]
_SLACK = timedelta(milliseconds=20)
"""How far the clients' clock, read once and then counted, may be from the database's on the same machine."""


class Illegal(Exception):
    """The request cannot have been answered so at this place of the order."""


class Machine:
    """All numbers and counters of a recorded hall, and the requests that change them."""

    def __init__(self, structure: HallStructure) -> None:
        self.rules = structure.hall.rules
        self.ranks = {c.label: {s.service: s.rank for s in c.services} for c in structure.counters}
        self.cells: dict[str, dict[Any, Any]] = {
            "number": {},
            "place": {label: Place() for label in self.ranks},
            "last": {},
            "call": {},
        }
        self.waiting: set[int] = set()
        self.mark = 0
        self._journal: Journal = []

    # -- what the search uses

    def apply(self, op: Op) -> Journal:
        """Do a request as it was answered; what ``take_back`` needs. Raises Illegal, and then nothing has changed."""
        journal: Journal = []
        self._journal = journal
        try:
            if op.told is not None and op.told.refused:
                self._refused(op)
            else:
                getattr(self, f"_{op.name}")(op)
        except Illegal:
            self.take_back(journal)
            raise
        return journal

    def take_back(self, journal: Journal) -> None:
        """Undo what ``apply`` did."""
        for which, key, old in reversed(journal):
            self._put(which, key, old)

    # -- requests

    def _issue(self, op: Op) -> None:
        facts = op.args.get("learned") or (op.told.facts if op.told else None)
        if facts is None:
            raise Illegal("never seen: it was not done")
        last = self.cells["last"].get(facts["prefix"], (0, None))
        if facts["number"] != last[0] + 1:
            raise Illegal(f"{facts['prefix']}-{facts['number']} does not follow {last[0]}")
        if last[1] is not None and facts["issued_at"] < last[1]:
            raise Illegal("issued before the number before it")
        self._set("last", facts["prefix"], (facts["number"], facts["issued_at"]))
        made = Number(
            facts["id"],
            facts["prefix"],
            op.args["service"],
            op.args["priority"],
            facts["queue_time"],
            facts["issued_at"],
        )
        if made.id in self.cells["number"]:
            raise Illegal("the id was given before")
        self._set("number", made.id, made)
        self._same(op, made)

    def _call_next(self, op: Op) -> None:
        label = op.args["counter"]
        place = self.cells["place"][label]
        if op.told is not None and op.told.facts.get("nobody"):
            found = next(iter(self._candidates(label)), None)
            if found is not None:
                raise Illegal(f"number {found.id} waits")
            return
        now = op.told.facts["at"] if op.told else time_of(op.args.get("ended", op.invoked))
        self._in_time(op, now)
        choice = following(list(self._candidates(label)), place.streak, self.rules, now)
        if choice is None:
            raise Illegal("nobody waits")
        first, streak, reason = choice
        if op.told is not None:
            facts = op.told.facts
            if facts["id"] != first.id:
                raise Illegal(f"number {first.id} is next, {reason}, streak {place.streak}")
            nth = facts["reason"]["params"].get("nth")
            if (facts["reason"]["code"], nth) != (reason, streak):
                raise Illegal(f"the reason is {reason} with streak {streak}")
        self._take(op, label, first.id, streak, now)

    def _call_number(self, op: Op) -> None:
        label, ticket = op.args["counter"], self._number(op)
        if ticket.state not in ("waiting", "held"):
            raise Illegal(f"it is {ticket.state}")
        if ticket.directed != label and ticket.service not in self.ranks[label]:
            raise Illegal("not served there")
        now = op.told.facts["at"] if op.told else time_of(op.invoked)
        self._in_time(op, now)
        self._take(op, label, ticket.id, self.cells["place"][label].streak, now)

    def _recall(self, op: Op) -> None:
        label, ticket = op.args["counter"], self._here(op, ("called",))
        changed = self._change(ticket, calls=ticket.calls + 1, called_at=op.told.facts["at"] if op.told else None)
        place = self.cells["place"][label]
        if place.last is not None and ticket.id in dict(place.last.events):
            events = tuple((key, n + (key == ticket.id)) for key, n in place.last.events)
            last = place.last._replace(events=events, recalls=place.last.recalls + 1)
            self._set("place", label, place._replace(last=last))
        self._same(op, changed)

    def _at_counter(self, op: Op) -> None:
        allowed, state = STEPS[op.name]
        ticket = self._here(op, allowed)
        ended = self._told(op, "ended_at") if state in ("done", "no_show") else None
        self._leave(op, op.args["counter"], ticket, op.name, state=state, ended_at=ended)

    _serve = _finish = _no_show = _hold = _at_counter

    def _transfer(self, op: Op) -> None:
        ticket = self._here(op, ("called", "serving"))
        self._leave(op, op.args["counter"], ticket, "transfer", **self._sent(op, ticket))

    def _transfer_ticket(self, op: Op) -> None:
        ticket = self._number(op, "waiting", "called", "serving", "held")
        if ticket.counter:
            self._leave(op, ticket.counter, ticket, "transfer", **self._sent(op, ticket))
            return
        self._same(op, self._change(ticket, **self._sent(op, ticket)))

    def _hold_ticket(self, op: Op) -> None:
        ticket = self._number(op, "waiting", "called", "serving")
        if ticket.counter:
            self._leave(op, ticket.counter, ticket, "hold", state="held")
            return
        self._same(op, self._change(ticket, state="held"))

    def _release(self, op: Op) -> None:
        self._same(op, self._change(self._number(op, "held"), state="waiting"))

    def _cancel(self, op: Op) -> None:
        ticket = self._number(op, "waiting", "held")
        self._same(op, self._change(ticket, state="cancelled", ended_at=self._told(op, "ended_at")))

    def _restore(self, op: Op) -> None:
        self._same(op, self._change(self._number(op, "cancelled"), state="waiting", ended_at=None))

    def _return_late(self, op: Op) -> None:
        ticket = self._number(op, "no_show", "done", "ended")
        calls = [call.at for call in self.cells["call"].values() if call.service == ticket.service]
        known = sum(at is not None and ticket.ended_at is not None and at > ticket.ended_at for at in calls)
        doubtful = len(calls) if ticket.ended_at is None else sum(at is None for at in calls)
        queue_time = self._told(op, "queue_time") or ticket.queue_time
        kept = queue_time == ticket.queue_time
        if (kept and known >= self.rules.late_numbers) or (not kept and known + doubtful < self.rules.late_numbers):
            raise Illegal(f"{known} calls since, {doubtful} in doubt")
        self._same(op, self._change(ticket, state="waiting", queue_time=queue_time, ended_at=None))

    def _set_priority(self, op: Op) -> None:
        ticket = self._number(op, *OPEN)
        changed = self._change(ticket, priority=op.args["value"])
        if ticket.counter:  # it is in the history of the counter, and no undo goes behind it
            self._set("place", ticket.counter, self.cells["place"][ticket.counter]._replace(last=None))
        self._same(op, changed)

    def _slip_missing(self, op: Op) -> None:
        self._same(op, self._number(op))

    def _reprint(self, op: Op) -> None:
        ticket = self._number(op, *OPEN)
        copies = 0 if ticket.copies is None else ticket.copies + 1
        self._set("number", ticket.id, ticket._replace(copies=copies))
        if op.told is not None and op.told.facts["value"] != copies:
            raise Illegal(f"{copies} prints came before")

    def _undo(self, op: Op) -> None:
        label = op.args["counter"]
        last = self.cells["place"][label].last
        if last is None:
            raise Illegal("nothing to undo")
        if any(self.cells["number"][key].events != events for key, events in last.events):
            raise Illegal("changed meanwhile")
        current, first = 0, None
        for number in last.before:
            now = self.cells["number"][number.id]
            slack = 2 * now.slack - number.slack  # what may have been done may have been taken back too
            recalls = last.recalls if number is last.before[0] else 0
            for _ in range(now.events - number.events - recalls):  # each change of its own
                kept = {"version": 0, "events": 0, "copies": now.copies, "slack": slack}
                now = self._change(now, **{**number._asdict(), **kept})
            back = now
            first = first or back
            current = number.id if back.counter == label else current
        streak = self.cells["place"][label].streak
        if last.call is not None:
            self._set("call", last.call, None)
            streak = last.streak
        self._set("place", label, Place(current, streak))
        assert first is not None
        self._same(op, first)

    # -- refusals: the same conditions, the other way round

    def _refused(self, op: Op) -> None:
        assert op.told is not None
        code, bare = op.told.refused, Op(op.key, op.name, op.args, op.invoked, op.answered, None)
        if code not in self._refusals(bare):
            raise Illegal(f"it would be done, or refused as {self._refusals(bare)}")

    def _refusals(self, op: Op) -> tuple[str, ...]:
        """The code with which the request would be refused here; none when it would be done."""
        label = op.args.get("counter", "")
        place = self.cells["place"].get(label)
        if op.name == "undo":
            assert place is not None
            return self._undo_refusals(place)
        ticket = self.cells["number"].get(op.args.get("ticket", place and place.current))
        if ticket is None:
            return ("nobody_called",)
        if op.name == "call_number" and ticket.state in ("waiting", "held"):
            here = ticket.directed == label or ticket.service in self.ranks[label]
            return () if here else ("not_served_here",)
        if op.name == "reprint":
            return () if ticket.state in OPEN else ("reprint_ended",)
        allowed = ALLOWED[op.name]
        if ticket.state not in allowed:
            return ("wrong_state",)
        stays = op.name.startswith("transfer") and not op.args["to"] and op.args["service"] in ("", ticket.service)
        return ("already_there", "no_target") if stays else ()

    def _undo_refusals(self, place: Place) -> tuple[str, ...]:
        if place.last is None:
            return ("nothing_to_undo",)
        gone = any(self.cells["number"][key].events != events for key, events in place.last.events)
        return ("changed_meanwhile",) if gone else ()

    # -- pieces

    def _candidates(self, label: str) -> Iterator[Waiting]:
        ranks = self.ranks[label]
        for key in self.waiting:
            n = self.cells["number"][key]
            rank = (0 if n.directed == label else None) if n.directed else ranks.get(n.service)
            if rank is not None:
                yield Waiting(n.queue_time, n.issued_at, n.id, rank, n.priority)

    def _take(self, op: Op, label: str, key: int, streak: int, now: datetime) -> None:
        place: Place = self.cells["place"][label]
        ticket: Number = self.cells["number"][key]
        before = [ticket]
        if place.current:
            before.append(self.cells["number"][place.current])
            at = now if op.told else None
            self._change(self._begun(before[1], at), state=self._as_ended(before[1], at), counter="", ended_at=now)
        called_at = now if op.told else None
        changed = self._change(ticket, state="called", counter=label, calls=ticket.calls + 1, called_at=called_at)
        events = tuple((n.id, self.cells["number"][n.id].events) for n in before)
        call = op.told.facts["seq"] if op.told else op.key
        if op.told is not None and call in self.cells["call"]:
            raise Illegal("the call's number was given before")
        self._set("call", call, Call(ticket.service, now if op.told else None))
        last = Last(op.name, tuple(before), events, place.streak, call)
        self._set("place", label, Place(key, streak, last))
        self._same(op, changed)

    def _as_ended(self, ticket: Number, now: datetime | None) -> str:
        """The state in which the next call leaves the number at its counter."""
        if ticket.state == "serving":
            return "done"
        if now is None or ticket.called_at is None:
            return "ended"
        began = self.rules.begin_after
        return "done" if began and now - ticket.called_at >= began else "no_show"

    def _leave(self, op: Op, label: str, ticket: Number, what: str, **values: Any) -> None:
        """A step at a counter; unless it is being served there, the number goes."""
        gone = values["state"] != "serving"
        began = self._begun(ticket, self._left_at(op, ticket)) if what in ENDS else ticket
        changed = self._change(began, **({"counter": ""} if gone else {}), **values)
        place = self.cells["place"][label]
        last = Last(what, (ticket,), ((ticket.id, changed.events),), place.streak)
        self._set("place", label, Place(0 if gone else ticket.id, place.streak, last))
        self._same(op, changed)

    def _left_at(self, op: Op, ticket: Number) -> datetime | None:
        """When a number left its counter: at its end, else when the request was answered, or came, by whether one was
        told of a visit that had begun by itself; None where no answer came."""
        if op.told is None:
            return None
        begun = op.told.facts["version"] > ticket.version + 1
        return op.told.facts.get("ended_at") or time_of(op.answered if begun else op.invoked)

    def _begun(self, ticket: Number, at: datetime | None) -> Number:
        """The number at its counter ``at`` the end of its visit: one that began by itself has one change more."""
        began = self.rules.begin_after
        if ticket.state != "called" or not began:
            return ticket
        if at is not None and ticket.called_at is not None:
            return self._change(ticket) if at - ticket.called_at >= began else ticket
        unsure = ticket._replace(slack=ticket.slack + 1)
        self._set("number", ticket.id, unsure)
        return unsure

    def _sent(self, op: Op, ticket: Number) -> dict[str, Any]:
        service = op.args["service"] or ticket.service
        if not op.args["to"] and service == ticket.service:
            raise Illegal("already there")
        queue_time = ticket.queue_time
        if service != ticket.service and self.rules.transfer_queue_time == "transfer":
            queue_time = self._told(op, "queue_time") or queue_time
        return {"state": "waiting", "service": service, "directed": op.args["to"], "queue_time": queue_time}

    def _number(self, op: Op, *states: str) -> Number:
        ticket: Number | None = self.cells["number"].get(op.args["ticket"])
        if ticket is None:
            raise Illegal("no such number yet")
        if states and ticket.state not in states:
            raise Illegal(f"it is {ticket.state}")
        return ticket

    def _here(self, op: Op, states: tuple[str, ...]) -> Number:
        key = self.cells["place"][op.args["counter"]].current
        if not key:
            raise Illegal("nobody is at the counter")
        ticket: Number = self.cells["number"][key]
        if ticket.state not in states:
            raise Illegal(f"it is {ticket.state}")
        return ticket

    def _change(self, ticket: Number, **values: Any) -> Number:
        changed = ticket._replace(**{**values, "version": ticket.version + 1, "events": ticket.events + 1})
        self._set("number", ticket.id, changed)
        return changed

    @staticmethod
    def _told(op: Op, name: str) -> Any:
        return op.told.facts[name] if op.told else None

    @staticmethod
    def _in_time(op: Op, at: datetime) -> None:
        if at < time_of(op.invoked) - _SLACK or (op.told is not None and at > time_of(op.answered) + _SLACK):
            raise Illegal("its time lies outside the request")

    @staticmethod
    def _same(op: Op, number: Number) -> None:
        """Refuse when the client was told something else of the number."""
        if op.told is None:
            return
        facts = op.told.facts
        for name in ("id", "service", "priority", "state", "queue_time", "version", "calls"):
            if not agrees(number, facts, name):
                raise Illegal(f"{name} is {getattr(number, name)}, told {facts[name]}")

    def _set(self, which: str, key: Any, value: Any) -> None:
        self._journal.append((which, key, self.cells[which].get(key)))
        self._put(which, key, value)

    def _put(self, which: str, key: Any, value: Any) -> None:
        cells = self.cells[which]
        old = cells.get(key)
        if old is not None:
            self.mark ^= hash((which, key, old))
        if value is None:
            cells.pop(key, None)
        else:
            cells[key] = value
            self.mark ^= hash((which, key, value))
        if which == "number":
            (self.waiting.add if value is not None and value.state == "waiting" else self.waiting.discard)(key)
