"""Makes the rows of the known year, day by day, and sums up what they must come to."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.known_year.expected import Expected
from benchmarks.known_year.place import (
    AGENCIES,
    EACH,
    OBSTACLE,
    OFFER,
    PROMISED_VISIT_MINUTES,
    PROMISED_WAIT_MINUTES,
)
from benchmarks.known_year.surveys import Questionnaires

FIRST = date(2025, 1, 1)
_KENDARI = timedelta(hours=8)
_OPENED, _CLOSED = 7 * 3600, 17 * 3600
_NOON, _AFTER_NOON, _EVENING = 12 * 3600, 13 * 3600, 16 * 3600
_QUARTER_TO = _AFTER_NOON - 900
"""Nobody who is called after noon came before: what a break explains stays plain."""
_LAST_CALL = _EVENING - 1500
_BOOKED = ("kept", "early", "late", "lapsed", "cancelled")
Rows = dict[str, list[dict[str, Any]]]


def workdays(count: int) -> Iterator[date]:
    """So many weekdays from the first of January on."""
    day = FIRST
    while count:
        if day.weekday() < 5:
            yield day
            count -= 1
        day += timedelta(days=1)


@dataclass
class Maker:
    """Makes one day after the other; ``visits`` are as many as come to each counter at most."""

    seed: int
    visits: int
    expected: Expected = field(default_factory=Expected)
    surveys: Questionnaires = field(default_factory=Questionnaires)
    rows: Rows = field(default_factory=dict)
    ticket: int = 0
    event: int = 0
    counter_line: int = 0
    day_id: int = 0
    events: int = 0

    def day(self, day: date) -> Rows:
        """The rows of one business day, by table, in the order in which they refer to each other."""
        self.rows = defaultdict(list)
        self.day_id += 1
        chance = random.Random(f"{self.seed} {day}")  # noqa: S311
        who = {"opened_by": "system", "closed_by": "system", "close_reason": "tutup", "timezone": "Asia/Makassar"}
        times = {"opened_at": at(day, _OPENED), "closed_at": at(day, _CLOSED)}
        self.rows["business_day"].append({"id": self.day_id, "date": day, **times, **who, "cancelled": 0})
        for number in range(AGENCIES * EACH):
            _CounterDay(self, day, number, chance).make()
        questionnaires = self.surveys.of_day(day, self.rows["ticket"])
        self.rows["survey_response"], self.rows["survey_answer"] = questionnaires
        return self.rows


def at(day: date, second: int) -> datetime:
    """A second of the local day in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - _KENDARI + timedelta(seconds=second)


class _CounterDay:
    """The day of one counter, whose service is its own."""

    def __init__(self, maker: Maker, day: date, number: int, chance: random.Random) -> None:
        self._maker, self._day, self._chance = maker, day, chance
        self._counter, self._service, self._prefix = f"loket-{number}", f"layanan-{number}", f"L{number}"
        self._neighbour = f"layanan-{number // EACH * EACH + (number + 1) % EACH}"
        self._given = 0
        self._busy = 0
        self._first_call: int | None = None
        self._here_since = 8 * 3600 - 60 + 1200 * ((number + maker.day_id) % 17 == 0)

    def make(self) -> None:
        """All of its visits, who sat there, and its bookings."""
        sat = self._here_since
        self._presence("sign_in", sat)
        left_at = self._stretch(sat + 60, _NOON, 0, self._maker.visits // 2)
        self._presence("pause", left_at)
        self._here_since = max(_AFTER_NOON, left_at + 60)
        back = self._here_since
        self._presence("resume", back)
        self._stretch(back + 30, _LAST_CALL, _QUARTER_TO, self._maker.visits - self._maker.visits // 2)
        for _ in range(2):
            self._left()
        self._ghost()
        self._presence("sign_out", _EVENING)
        free = (left_at - sat) + (_EVENING - back) - self._busy
        scheduled = 7 * 60
        opened = (_NOON - max(sat, 8 * 3600)) if left_at >= _NOON else left_at - max(sat, 8 * 3600)
        opened += _EVENING - back
        late = max(0, ((self._first_call or 0) - 8 * 3600) // 60)
        self._maker.expected.presence[self._day, self._counter] = (
            scheduled,
            opened // 60,
            (back - left_at) // 60,
            free // 60,
            late,
        )
        self._bookings()

    def _stretch(self, begin: int, end: int, not_before: int, most: int) -> int:
        """Visits one after the other until noon or evening; returns when the last one ended."""
        now, last = begin, begin
        for _ in range(most):
            if now >= end:
                break
            last = self._visit(now, not_before or _OPENED + 60)
            now = last + self._chance.choice((0, 5, 20, 180))
        return last

    def _visit(self, now: int, not_before: int) -> int:
        """One number from its issue to its end; returns when the counter is free again."""
        chance, expected = self._chance, self._maker.expected
        wait = chance.choice((chance.randrange(200, 1200), chance.randrange(200, 1200), chance.randrange(900, 3600)))
        came = max(not_before, now - max(wait, 200))
        ticket = _Ticket(self, came, chance.random() < 0.2, moved=chance.random() < 0.02)
        if chance.random() < 0.02:  # called, and taken back
            ticket.line(now, "call_next", "called", by="system")
            ticket.line(now + 5, "undo", "waiting", detail="call_next")
            self._busy += 5
            now += 5
        number = chance.random() < 0.01
        ticket.line(now, "call_number" if number else "call_next", "called")
        self._first_call = now if self._first_call is None else self._first_call
        key = ticket.key
        expected.counts[key]["out_of_turn"] += number
        expected.tables[*key, "waits"][(now - came) // 60] += 1
        fate = chance.random()
        if fate < 0.04:
            ticket.line(now + 60, "no_show", "no_show")
            expected.counts[key]["no_show"] += 1
            expected.counters[self._counter]["no_show"] += 1
            end = now + 60
        else:
            end = self._served(ticket, now, now - came, came)
        self._busy += end - now
        ticket.done()
        if chance.random() < 0.02:
            self._gone(came)
        return end

    def _served(self, ticket: _Ticket, now: int, waited: int, came: int) -> int:
        chance, expected, key = self._chance, self._maker.expected, ticket.key
        assumed = chance.random() < 0.1
        begun = now + (30 if assumed else 20)
        ticket.line(begun, "serve", "serving", detail="assumed" if assumed else "")
        long = chance.random() < 0.03
        end = begun + (chance.randrange(960, 1200) if long else chance.randrange(40, 300))
        hindered = chance.random() < 0.05
        ticket.line(end, "finish", "done", detail=f"not_served|{OBSTACLE}" if hindered else "")
        outcome = "not_served" if hindered else "served"
        expected.counts[key][outcome] += 1
        expected.counts[key]["assumed"] += assumed
        expected.counters[self._counter][outcome] += 1
        expected.tables[*key, "takes"][(end - begun) // 60] += 1
        if hindered:
            expected.tables[*key, "obstacles"][OBSTACLE] += 1
        self._promise(ticket, waited, end - begun, came, hindered)
        return end

    def _promise(self, ticket: _Ticket, waited: int, took: int, came: int, hindered: bool) -> None:
        expected, key = self._maker.expected, ticket.key
        late, slow = waited > PROMISED_WAIT_MINUTES * 60, took > PROMISED_VISIT_MINUTES * 60
        if not (late or slow):
            expected.counts[key]["kept"] += 1
            return
        alone = max(0, self._here_since - came)
        why = "unknown"
        if hindered:
            why = "obstacle"
        elif late:
            why = "break" if alone and waited - alone <= PROMISED_WAIT_MINUTES * 60 else "queue"
        expected.tables[*key, "broken"][why] += 1
        if ticket.id % 3 == 0:
            self._maker.rows["visit_offer"].append(
                {
                    "ticket_id": ticket.id,
                    "counter_id": self._counter,
                    "offer_id": OFFER,
                    "at": at(self._day, came + waited),
                    "actor": "system",
                }
            )
            expected.tables[*key, "offered"][OFFER] += 1

    def _gone(self, came: int) -> None:
        """Somebody who goes home before the call."""
        ticket = _Ticket(self, came, False)
        ticket.line(came + 100, "cancel", "cancelled", detail="pulang", here=False)
        self._maker.expected.counts[ticket.key]["cancelled"] += 1
        ticket.done()

    def _left(self) -> None:
        """Somebody who waits from before the last call until the hall closes."""
        ticket = _Ticket(self, _QUARTER_TO + 60, False)
        ticket.line(_CLOSED, "cancel", "cancelled", detail="tutup", here=False)
        self._maker.expected.counts[ticket.key]["left"] += 1
        ticket.done()

    def _ghost(self) -> None:
        """A number whose slip never came out: nobody's."""
        ticket = _Ticket(self, 10 * 3600, False, printed=False)
        ticket.line(10 * 3600 + 9, "cancel", "cancelled", here=False)
        ticket.done()

    def _presence(self, action: str, second: int) -> None:
        maker = self._maker
        maker.counter_line += 1
        maker.rows["counter_event"].append(
            {
                "id": maker.counter_line,
                "counter_id": self._counter,
                "at": at(self._day, second),
                "action": action,
                "actor": "system",
                "login": "petugas" if action == "sign_in" else "",
                "seen": maker.event,
            }
        )

    def _bookings(self) -> None:
        """One booking of each kind, those that were used by numbers of their own."""
        for place, kind in enumerate(_BOOKED):
            slot = 9 * 3600 + 600 * place
            came = {"kept": slot - 120, "early": slot - 3000, "late": slot + 1500}.get(kind)
            ticket = None
            if came is not None:
                ticket = _Ticket(self, came, False)
                ticket.line(came + 30, "cancel", "cancelled", detail="pulang", here=False)
                self._maker.expected.counts[ticket.key]["cancelled"] += 1
                ticket.done()
            state = "cancelled" if kind == "cancelled" else "checked_in" if ticket else "booked"
            self._maker.rows["booking"].append(
                {
                    "code": f"{self._prefix}-{self._maker.day_id}-{kind}",
                    "service_id": self._service,
                    "slot": at(self._day, slot),
                    "priority": False,
                    "state": state,
                    "ticket_id": ticket.id if ticket else None,
                    "made_by": "system",
                    "made_at": at(self._day, _OPENED),
                }
            )
            counts = self._maker.expected.bookings[self._service]
            counts["booked"] += 1
            counts[kind] += 1


class _Ticket:
    """One number with its lines."""

    def __init__(
        self, place: _CounterDay, came: int, priority: bool, *, moved: bool = False, printed: bool = True
    ) -> None:
        maker = place._maker
        maker.ticket += 1
        place._given += 1
        self.id, self._place, self._came = maker.ticket, place, came
        self.key = place._service, priority
        self._state, self._service = "", place._neighbour if moved else place._service
        self._row = {"number": place._given, "priority": priority, "outcome": "", "calls": 0}
        self._ended: int | None = None
        self.line(came, "issue", "printing", here=False, after={"priority": priority})
        if not printed:
            return
        self.line(came + 3, "slip_out", "waiting", here=False)
        if moved:
            self._service = place._service
            self.line(
                came + 20, "transfer", "waiting", here=False, after={"queue_time": at(place._day, came).isoformat()}
            )
        half_hour = came // 1800
        expected = maker.expected
        expected.counts[self.key]["issued"] += 1
        expected.tables[*self.key, "arrivals"][half_hour] += 1
        expected.issued[place._service, place._day] += 1
        expected.heat[place._day.weekday(), half_hour] += 1

    def line(
        self,
        second: int,
        action: str,
        state: str,
        *,
        detail: str = "",
        here: bool = True,
        by: str = "system",
        after: dict[str, Any] | None = None,
    ) -> None:
        """Add a line of history."""
        place = self._place
        maker = place._maker
        maker.event += 1
        self._ended = second if state in ("done", "no_show", "cancelled") else None
        maker.rows["ticket_event"].append(
            {
                "id": maker.event,
                "ticket_id": self.id,
                "day_id": maker.day_id,
                "at": at(place._day, second),
                "action": action,
                "from_state": self._state or None,
                "to_state": state,
                "actor": by,
                "station": "",
                "counter_id": place._counter if here else None,
                "service_id": self._service,
                "detail": detail,
                "before": None,
                "after": after,
            }
        )
        self._state = state

    def done(self) -> None:
        """Add its row, as it is in the end."""
        place = self._place
        day = place._day
        place._maker.rows["ticket"].append(
            {
                "id": self.id,
                "day_id": place._maker.day_id,
                "prefix": place._prefix,
                "service_id": place._service,
                "state": self._state,
                "queue_time": at(day, self._came),
                "issued_at": at(day, self._came),
                "token": f"{self.id:032d}",
                "ended_at": None if self._ended is None else at(day, self._ended),
                "version": 1,
                **self._row,
            }
        )
