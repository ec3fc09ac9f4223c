"""Works out what the hall says of waits: in one program of the hall at a time, which follows the day line by line."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hall.access import By
from hall.errors import StoreUnavailable
from hall.estimating import Estimator, Forest
from hall.estimating.answering import answered
from hall.estimating.following import Following
from hall.estimating.waits import Waits
from hall.store.estimates.day_steps import OVERLAP
from hall.store.estimates.estimate_work import LEASE
from hall.store.estimates.learning_days import estimator_of, forest, learn_closed_days

if TYPE_CHECKING:
    from hall.store.store import Store
    from hall.store.views.reader import Reader

_ASK_AGAIN_S = 15.0
"""A program that does not work the estimates out asks so often whether nobody does."""
_IDLE_S = LEASE.total_seconds() / 2
"""Without an event they are worked out so often: time alone changes them slowly."""
_EMPTY_S = 90.0
"""And so often while nobody waits; what is said holds for two minutes."""


class WaitsKeeper:
    """``step`` it every few seconds, in a thread of its own; ``station`` is the name by which the hall's technician
    knows the program that works the waits out."""

    def __init__(
        self, open_store: Callable[[], Store], monotonic: Callable[[], float] = time.monotonic, *, station: str = ""
    ) -> None:
        self._open_store, self._monotonic = open_store, monotonic
        self._holder = f"{station} {uuid.uuid4().hex}".lstrip()
        self._store: Store | None = None
        self._forest: Forest | None = None
        self._asked: float | None = None
        self._held: float | None = None
        self._day: int | None = None
        self._following: Following | None = None
        self._last = 0
        self._seen: set[int] = set()
        self._said: Waits | None = None
        self._spoken = False
        """Whether it has said something itself since it took over."""
        self._mark: tuple[Any, ...] | None = None
        self._worked = 0.0

    @property
    def holds(self) -> bool:
        """Whether it is this program that works the estimates out."""
        return self._held is not None

    def step(self) -> bool:
        """Work them out, where no other program does; whether something new is said. Raises StoreUnavailable."""
        if self._held is None and not self._ask():
            return False
        store, now = self._opened(), self._monotonic()
        mark = store.fetch(lambda reader: reader.estimates.mark())
        if not self._is_due(store, mark, now):
            return False
        self._follow(store)
        news = self._say(store)
        self._mark, self._worked = mark, now  # what failed is tried again the next time
        return news

    def close(self) -> None:
        """The program ends: another one takes over at once."""
        store, self._store = self._store, None
        if store is None:
            return
        try:
            if self._held is not None:
                store.run(lambda work: work.estimates.give_up(By.system(), self._holder))
        except StoreUnavailable:
            pass  # it is free again when the lease is over
        finally:
            self._held = None
            store.close()

    def _opened(self) -> Store:
        if self._store is None:
            self._store = self._open_store()
        return self._store

    def _is_due(self, store: Store, mark: tuple[Any, ...], now: float) -> bool:
        """Whether something has happened in the hall since the last time, or so much time has passed that what is said
        is another. A hall in which nothing happens costs one small question."""
        known = self._following is not None and mark == self._mark
        if known and now - self._worked < _IDLE_S:
            return False
        if known and self._nobody_waits and now - self._worked < _EMPTY_S:
            self._go_on(store, now)
            return False
        return True

    @property
    def _nobody_waits(self) -> bool:
        return self._said is not None and not self._said.tickets

    def _go_on(self, store: Store, now: float) -> None:
        """Keep the lease, and what is said as it is."""
        assert self._held is not None
        if now - self._held >= _IDLE_S:
            held = store.run(lambda work: work.estimates.hold(By.system(), self._holder))
            self._held, self._said = (now, self._said) if held else (None, None)

    def _ask(self) -> bool:
        """Ask to be who works them out, now and then; until then no connection is kept."""
        now = self._monotonic()
        if self._asked is not None and now - self._asked < _ASK_AGAIN_S:
            return False
        self._asked = now
        store = self._opened()
        if store.run(lambda work: work.estimates.hold(By.system(), self._holder)):
            self._held, self._day, self._following, self._spoken, self._mark = now, None, None, False, None
            self._said = store.fetch(lambda reader: reader.estimates.said())  # what is shown stays steady
            return True
        store.close()
        self._store = None
        return False

    def _follow(self, store: Store) -> None:
        """Take the lines that have come since; of another business day from its beginning, after what was learned."""
        day = store.fetch(lambda reader: reader.estimates.open_day())
        found = None if day is None else day.id
        if self._following is None or found != self._day:
            trees = self._forest = self._forest or forest()
            memory = learn_closed_days(store, trees)
            last = 0 if day is None else store.fetch(lambda reader: reader.estimates.lines_before(day))
            self._following = Following(estimator_of(memory.until(found), trees))
            self._day, self._last, self._seen = found, last, set()
        if day is not None:
            store.fetch(lambda reader: self._take(reader, day))

    def _take(self, reader: Reader, day: Any) -> None:
        assert self._following is not None
        for key, step in reader.estimates.steps_after(day, self._last - OVERLAP):
            if key not in self._seen:
                self._following.take(step)
                self._seen.add(key)
                self._last = max(self._last, key)
        self._seen = {key for key in self._seen if key > self._last - 2 * OVERLAP}

    def _say(self, store: Store) -> bool:
        """Work out what is said of every wait now, and say it where it is another."""
        assert self._following is not None
        estimator: Estimator = self._following.estimator
        picture = store.fetch(
            lambda reader: reader.estimates.picture(lambda service: timedelta(minutes=estimator.takes(service)))
        )
        waits, now = answered(estimator, picture, self._said), self._monotonic()
        assert self._held is not None
        news = self._said is None or not waits.shows_as(self._said)
        if self._spoken and not news and now - self._held < _IDLE_S:
            return False
        if not store.run(lambda work: work.estimates.say(By.system(), self._holder, waits, news=news)):
            self._held = self._said = None
            return False
        self._held, self._said, self._spoken = now, waits, True
        return news
