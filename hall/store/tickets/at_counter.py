"""What every operation at a counter shares: its row is held, and a repeat is answered though its label changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import bindparam

from hall.access import By, Operation
from hall.errors import Refused
from hall.lifecycle import AT_COUNTER
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.aspect import MARK, Args, Aspect, Call, Kwargs, stated
from hall.store.database.engine import TryAgain
from hall.store.database.prepared import Prepared
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.structure.loaded import LoadedStructure
from hall.store.tickets import ticket_rows
from hall.structure import Counter

P = ParamSpec("P")
T = TypeVar("T")


class CounterAspect(Aspect):
    """Operations at the counter with this label or id."""

    def __init__(self, transaction: Transaction, counter: str, by: By) -> None:
        super().__init__(transaction)
        self._key = counter
        self._by = by
        self.subject = (counter,)

    def by_of(self, call: Call, args: Args, kwargs: Kwargs) -> By:
        """Who acts, whatever the operation."""
        return self._by

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        structure = self._tx.structure
        return structure.find_counter(self._key).agency if structure.knows_counter(self._key) else None


W = TypeVar("W", bound=CounterAspect)


def at_counter(
    which: Operation, kept: Kept[T], *, apart: Collection[str] = (), beside: str = ""
) -> Callable[[Callable[Concatenate[W, Counter, P], T]], Callable[Concatenate[W, P], T]]:
    """``hall.store.database.aspect.once`` for what is done at a counter: the method gets it with its row held, and with
    it that of the counter which the argument ``beside`` names. A repeat is answered though the counter was archived or
    renamed since."""

    def decorate(body: Callable[Concatenate[W, Counter, P], T]) -> Callable[Concatenate[W, P], T]:
        call = Call(body)

        @wraps(body)
        def entered(self: W, /, *args: P.args, **kwargs: P.kwargs) -> T:
            tx, by, key = self._tx, self.enter(which, call, (self, None, *args), kwargs), self._key
            tx.begin()
            arguments = call.arguments((self, None, *args), kwargs)
            said = stated(arguments, "self", "place", *apart)

            def perform() -> T:
                place = locked_counter(tx, key, beside=arguments.get(beside, ""))
                refuse_evacuated(tx.structure, which)
                return requests.once(
                    tx, by.request_id, asked(place.id), lambda: body(self, place, *args, **kwargs), kept
                )

            def asked(found: str) -> str:
                return requests.named(which, found, key, *said)

            return requests.or_first_answer(tx, by.request_id, asked, perform, kept.again)

        setattr(entered, MARK, which)
        return cast(Callable[Concatenate[W, P], T], entered)

    return decorate


_SEATS = frozenset({Operation.SIGN_IN, Operation.SIGN_OUT, Operation.PAUSE, Operation.RESUME})
"""What a clerk may do while the queue stands still: no number moves by it."""


def refuse_evacuated(structure: LoadedStructure, which: Operation) -> None:
    """Raise Refused("evacuated") for what moves a number while the hall is evacuated."""
    if structure.evacuation is not None and which not in _SEATS:
        raise Refused("evacuated")


def locked_counter(tx: Transaction, key: str, *, beside: str = "") -> Counter:
    """The counter with this label or id as it stands now, its row held, and that of the counter ``beside`` with it when
    there is one. Raises Refused("unknown_counter")."""
    places = _places(tx.structure, key, beside)
    tx.lock_counters(*(place.id for place in places))
    if _places(tx.structure, key, beside) != places:
        raise TryAgain(f"counter {key} was changed a moment ago")
    return places[0]


def _places(structure: LoadedStructure, key: str, beside: str) -> list[Counter]:
    others = [structure.find_counter(beside)] if structure.knows_counter(beside) else []
    return [structure.find_counter(key), *others]


def current_ticket(tx: Transaction, counter_id: str) -> Mapping[Any, Any] | None:
    """The row of the ticket that is called or being served at the counter, locked; None when there is none."""
    row = tx.run(_CURRENT, {"p_counter": counter_id}).one_or_none()
    return None if row is None else row._mapping


_CURRENT = Prepared(
    ticket_rows.with_date()
    .where(t.ticket.c.counter_id == bindparam("p_counter", type_=t.ticket.c.counter_id.type), t.state_is(*AT_COUNTER))
    .with_for_update(of=t.ticket, key_share=True)
)
