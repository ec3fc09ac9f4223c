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

    def enter(self, which: Operation, by: By, arguments: dict[str, Any]) -> None:
        """Raise Refused when who acts may not do this (``hall.access``)."""
        refuse(by, which, self._agency_of(arguments) if by.agency else None)

    def by_of(self, arguments: dict[str, Any]) -> By:
        """Who acts, of the arguments of an operation."""
        by: By = arguments["by"]
        return by

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        """The agency of what an operation is about; empty for the whole hall, None for no agency in particular."""
        return None


def operation(which: Operation) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A write that needs no request id, as repeating it changes nothing that matters, or that sees to it itself."""

    def decorate(body: Callable[P, T]) -> Callable[P, T]:
        call = Call(body)

        @wraps(body)
        def entered(*args: P.args, **kwargs: P.kwargs) -> T:
            arguments = call.arguments(args, kwargs)
            aspect = arguments["self"]
            aspect.enter(which, aspect.by_of(arguments), arguments)
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
            arguments = call.arguments(args, kwargs)
            aspect = arguments["self"]
            by = aspect.by_of(arguments)
            aspect.enter(which, by, arguments)
            asked = requests.fingerprint(which, *aspect.subject, *stated(arguments, "self", "by", *apart))
            return requests.once(aspect._tx, by.request_id, asked, lambda: body(*args, **kwargs), kept)

        setattr(entered, MARK, which)
        return entered

    return decorate


class Call:
    """The arguments of a method's calls by name, those that were left out too."""

    def __init__(self, body: Callable[..., Any]) -> None:
        self._signature = signature(body)

    def arguments(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        """Those of one call."""
        bound = self._signature.bind(*args, **kwargs)
        bound.apply_defaults()
        return bound.arguments


def stated(arguments: dict[str, Any], *apart: str) -> list[object]:
    """What the fingerprint of a request holds of its arguments; a list counts as the tuple of what is in it."""
    counted = (value for name, value in arguments.items() if name not in apart)
    return [tuple(value) if isinstance(value, list) else value for value in counted]
