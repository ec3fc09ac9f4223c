"""An aspect of a unit of work: its operations, each with who may do it and what a repeat of it is answered."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from hall.access import By, Operation, refuse
from hall.store.database import requests
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction

P = ParamSpec("P")
T = TypeVar("T")
Args = tuple[Any, ...]
Kwargs = dict[str, Any]
MARK = "operation"
"""The attribute of a method that names its ``hall.access.Operation``."""


class Reads:
    """Questions about one subject, all answered on one snapshot."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction


class Aspect:
    """A part of one unit of work. Every operation is told who acts, and raises Refused when a rule says no."""

    subject: tuple[str, ...] = ()
    """What all of its operations are about, where it is for one thing."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def enter(self, which: Operation, call: Call, args: Args, kwargs: Kwargs) -> By:
        """Who acts. Raises Refused when they may not do this (``hall.access``)."""
        by = self.by_of(call, args, kwargs)
        refuse(by, which, self._agency_of(call.arguments(args, kwargs)) if by.agency else None)
        if self._tx.is_over:
            raise RuntimeError("this unit of work was for one operation, which is done")
        return by

    def by_of(self, call: Call, args: Args, kwargs: Kwargs) -> By:
        """Who acts, of the arguments of an operation."""
        by: By = call.argument("by", args, kwargs)
        return by

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        """The agency of what an operation is about; empty for the whole hall, None for no agency in particular."""
        return None


def operation(which: Operation, *, prepares: bool = False) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A write that needs no request id, as repeating it changes nothing that matters, or that sees to it itself. One
    that ``prepares`` begins its transaction itself, after what needs none."""

    def decorate(body: Callable[P, T]) -> Callable[P, T]:
        call = Call(body)

        @wraps(body)
        def entered(*args: P.args, **kwargs: P.kwargs) -> T:
            aspect: Any = args[0]
            aspect.enter(which, call, args, kwargs)
            if not prepares:
                aspect._tx.begin()
            return body(*args, **kwargs)

        setattr(entered, MARK, which)
        return entered

    return decorate


def once(which: Operation, kept: Kept[T], *, apart: Collection[str] = ()) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A write that is done once for each request id: a repeat is answered with the first result, the same id with other
    arguments is refused. The arguments ``apart`` do not count."""

    def decorate(body: Callable[P, T]) -> Callable[P, T]:
        call = Call(body)

        @wraps(body)
        def entered(*args: P.args, **kwargs: P.kwargs) -> T:
            aspect: Any = args[0]
            by = aspect.enter(which, call, args, kwargs)
            aspect._tx.begin()
            said = stated(call.arguments(args, kwargs), "self", "by", *apart)
            asked = requests.fingerprint(which, *aspect.subject, *said)
            return requests.once(aspect._tx, by.request_id, asked, lambda: body(*args, **kwargs), kept)

        setattr(entered, MARK, which)
        return entered

    return decorate


class Call:
    """The arguments of a method's calls by name, those that were left out too."""

    def __init__(self, body: Callable[..., Any]) -> None:
        self._signature = signature(body)
        self._places = {name: place for place, name in enumerate(self._signature.parameters)}

    def argument(self, name: str, args: Args, kwargs: Kwargs) -> Any:
        """One of them, by far faster than all."""
        return kwargs[name] if name in kwargs else args[self._places[name]]

    def arguments(self, args: Args, kwargs: Kwargs) -> dict[str, Any]:
        """Those of one call."""
        bound = self._signature.bind(*args, **kwargs)
        bound.apply_defaults()
        return bound.arguments


def stated(arguments: dict[str, Any], *apart: str) -> list[object]:
    """What the fingerprint of a request holds of its arguments; a list counts as the tuple of what is in it."""
    counted = (value for name, value in arguments.items() if name not in apart)
    return [tuple(value) if isinstance(value, list) else value for value in counted]
