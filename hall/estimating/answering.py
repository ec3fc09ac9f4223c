"""What a hall says of every wait at one moment: of whoever would come now, and of all who wait. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hall.calling import Candidate
from hall.estimating.estimate import Estimate, Unknown
from hall.estimating.estimator import Estimator
from hall.estimating.roll_forward import NEWCOMER, Desk, Rolled, Standing, rolled, turn_of
from hall.estimating.shown import AT_ONCE_MINUTES, Shown, steady
from hall.estimating.waits import Answer, Waits
from hall.structure import Rules

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A service as it stands: how many ``counters`` serve it now, whether one that takes it is there or ``planned`` for
    today, and when it ``closes`` today, None where it does not."""

    service: str
    counters: int
    planned: bool
    closes: datetime | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A hall at one moment: its counters, who waits, and its services; ``midnight`` began its business day. ``told`` is
    what those who wait (ids) were told when they came."""

    now: datetime
    midnight: datetime
    rules: Rules
    desks: Sequence[Desk] = ()
    standing: Sequence[Standing] = ()
    asked: Sequence[Asked] = ()
    told: Mapping[int, Shown] = field(default_factory=dict)

    @property
    def minute(self) -> float:
        """Now in minutes of the local day."""
        return (self.now - self.midnight) / _MINUTE


def answered(estimator: Estimator, picture: Picture, before: Waits | None = None) -> Waits:
    """What is said now; what was said ``before`` stays as long as it may still be so."""
    return _Answering(estimator, picture, before or Waits(picture.now)).waits()


@dataclass(slots=True)
class _Answering:
    estimator: Estimator
    picture: Picture
    before: Waits
    rolled: Mapping[int, Rolled] = field(default_factory=dict)
    takes: dict[str, timedelta] = field(default_factory=dict)

    def waits(self) -> Waits:
        picture = self.picture
        turn, places = self._last_turn(), range(len(picture.asked))
        newcomers = [self._newcomer(place, priority, turn) for place in places for priority in (0, 1)]
        standing = [*picture.standing, *newcomers]
        self.rolled = rolled(picture.desks, standing, self._takes, picture.rules, picture.now)
        services = {
            asked.service: (self._of_service(place, 0), self._of_service(place, 1))
            for place, asked in enumerate(picture.asked)
        }
        asked = {one.service: one for one in picture.asked}
        known = (one for one in picture.standing if one.service in asked)
        tickets = {one.candidate.id: self._of_ticket(one, asked[one.service]) for one in known}
        return Waits(picture.now, services, tickets)

    def _takes(self, service: str) -> timedelta:
        found = self.takes.get(service)
        if found is None:
            found = self.takes[service] = timedelta(minutes=self.estimator.takes(service))
        return found

    def _newcomer(self, place: int, priority: int, turn: datetime) -> Standing:
        candidate = Candidate(_id(place, priority), turn, turn, 1, bool(priority))
        return Standing(candidate, self.picture.asked[place].service)

    def _last_turn(self) -> datetime:
        """The turn of whoever comes now: after all who wait, whatever a clock has done, but for bookings to come."""
        turns = (one.candidate.queue_time for one in self.picture.standing if not one.candidate.booked)
        return max([self.picture.now, *turns]) + timedelta(microseconds=1)

    def _of_service(self, place: int, priority: int) -> Answer:
        asked = self.picture.asked[place]
        seen = self.rolled.get(_id(place, priority))
        ahead = self._ahead(asked.service, bool(priority)) if seen is None else seen.ahead
        estimate, shown = self._said(asked, seen, ahead, self.before.shown(asked.service, priority=bool(priority)))
        further = self._estimate(asked, seen, ahead + 1)
        more = 0.0 if further.unknown or estimate.unknown else max(0.0, further.middle - estimate.middle)
        return Answer(shown, estimate, asked.counters, self._minutes(seen), more)

    def _of_ticket(self, one: Standing, asked: Asked) -> Shown:
        number = one.candidate.id
        seen = self.rolled.get(number)
        ahead = self._ahead(one.service, one.candidate.priority, one) if seen is None else seen.ahead
        before = self.before.tickets.get(number) or self.picture.told.get(number)
        return self._said(asked, seen, ahead, before)[1]

    def _ahead(self, service: str, priority: bool, own: Standing | None = None) -> int:
        """How many are before a newcomer, or before one who waits, by class and turn: no counter says it better."""
        others = (one for one in self.picture.standing if one.service == service and one is not own)
        if own is None:
            return sum(one.candidate.priority or not priority for one in others)
        turn = turn_of(own)
        return sum(
            turn_of(one) < turn if one.candidate.priority == priority else one.candidate.priority for one in others
        )

    def _minutes(self, seen: Rolled | None) -> float | None:
        return None if seen is None else (seen.at - self.picture.now) / _MINUTE

    def _estimate(self, asked: Asked, seen: Rolled | None, ahead: int) -> Estimate:
        if not asked.planned:
            return Estimate(ahead, unknown=Unknown.NOBODY)
        return self.estimator.estimate(
            asked.service, self.picture.minute, ahead, self._minutes(seen), resting=not asked.counters
        ).rounded()

    def _said(self, asked: Asked, seen: Rolled | None, ahead: int, before: Shown | None) -> tuple[Estimate, Shown]:
        found = self._estimate(asked, seen, ahead)
        now, closes, late = self.picture.now, asked.closes, False
        soonest, middle = self._minutes(seen), self._minutes(seen)
        if found.unknown is None:
            soonest, middle = found.low, found.middle
        if closes is not None and soonest is not None and middle is not None and found.unknown is not Unknown.NOBODY:
            if now + soonest * _MINUTE >= closes:
                found = Estimate(ahead, unknown=Unknown.CLOSING)
            late = now + middle * _MINUTE + self._takes(asked.service) > closes
        free = seen is not None and seen.at <= now and not ahead
        if free:
            found = Estimate(0, 0.0, 0.0, AT_ONCE_MINUTES)
        shown = steady(before, found, free=free)
        return found, shown._replace(late=late or found.unknown is Unknown.CLOSING)


def _id(place: int, priority: int) -> int:
    return NEWCOMER - 2 * place - priority
