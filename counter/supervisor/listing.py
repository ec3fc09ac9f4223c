"""Which agencies the table lists, and in which order: pure functions from views to views."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from hall.views import FloorAgency, FloorService
from hall.wording import in_language

_CODE = re.compile(r"([0-9]?[a-z]+)[- ]?[0-9]+")
_STATES = ("stopped", "idle", "serving", "closed")
"""Worst first."""


class Column(IntEnum):
    """The columns of the table, from left to right."""

    NAME = 0
    ZONE = 1
    WAITING = 2
    LONGEST = 3
    COUNTERS = 4
    DONE = 5
    PROMISE = 6
    STATE = 7


@dataclass(frozen=True, slots=True)
class Order:
    """How the table is sorted; ``column`` None is the order of the hall."""

    column: Column | None = None
    falling: bool = False

    def after(self, clicked: Column) -> Order:
        """The order after a click on a head: counts begin with the largest, texts with the first; the other way round;
        then that of the hall again."""
        falling = clicked in _COUNTS
        if self.column is not clicked:
            return Order(clicked, falling)
        return Order(clicked, not falling) if self.falling is falling else Order()


_COUNTS = frozenset({Column.WAITING, Column.LONGEST, Column.COUNTERS, Column.DONE, Column.PROMISE})


@dataclass(frozen=True, slots=True)
class Listed:
    """An agency of the table with those of its services that are listed; ``found``: what was typed is in a service, so
    the agency stands open."""

    agency: FloorAgency
    services: tuple[FloorService, ...]
    found: bool = False


def listed(
    agencies: tuple[FloorAgency, ...], language: str, typed: str = "", order: Order | None = None
) -> tuple[Listed, ...]:
    """The agencies in which what was typed is found, sorted; all when nothing was typed."""
    words = folded(typed).split()
    found = [one for agency in agencies if (one := _found(agency, words)) is not None]
    by = order or Order()
    if by.column is None:
        return tuple(found)
    value = _VALUES[by.column]
    found.sort(key=lambda one: value(one.agency, language), reverse=by.falling)
    return tuple(
        Listed(
            one.agency,
            tuple(sorted(one.services, key=lambda service: value(service, language), reverse=by.falling)),
            one.found,
        )
        for one in found
    )


def folded(text: str) -> str:
    """``text`` in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _found(agency: FloorAgency, words: list[str]) -> Listed | None:
    """The agency when its name has every word; else with the services that have, or whose number was typed."""
    if _has(f"{agency.name} {agency.name_en}", words):
        return Listed(agency, agency.services)
    services = tuple(service for service in agency.services if _service_found(agency, service, words))
    return Listed(agency, services, found=True) if services else None


def _service_found(agency: FloorAgency, service: FloorService, words: list[str]) -> bool:
    prefix = folded(service.prefix)
    typed = "".join(words)
    code = _CODE.fullmatch(typed)
    if prefix in (typed, code[1] if code is not None else ""):
        return True
    return _has(f"{service.prefix} {service.name} {service.name_en} {agency.name} {agency.name_en}", words)


def _has(text: str, words: list[str]) -> bool:
    """Whether each of ``words`` begins a word of ``text``, or stands in it when it has three letters or more."""
    known = folded(text)
    parts = re.split(r"[^\w]+", known)
    return all(any(part.startswith(word) for part in parts) or (len(word) > 2 and word in known) for word in words)


def service_state(service: FloorService) -> str:
    """A service's state as an agency has it: ``stopped``, ``closed``, ``idle`` or ``serving``."""
    if service.waiting and not service.counters_open:
        return "stopped"
    if not service.opening.is_open:
        return "closed"
    return "serving" if service.counters_open else "idle"


def within_share(one: FloorAgency | FloorService) -> float | None:
    """The share of the visits that took no longer than promised, from 0 to 1; None before the first."""
    return one.within / one.done if one.done else None


def _name(one: FloorAgency | FloorService, language: str) -> str:
    return folded(in_language(language, one.name, one.name_en))


def _state(one: FloorAgency | FloorService) -> int:
    return _STATES.index(one.state if isinstance(one, FloorAgency) else service_state(one))


def _zone(one: FloorAgency | FloorService) -> str:
    zone = one.zone if isinstance(one, FloorAgency) else None
    return folded(zone.name) if zone is not None else ""


def _longest(one: FloorAgency | FloorService) -> float:
    return one.longest.total_seconds() if one.longest is not None else -1.0


def _within(one: FloorAgency | FloorService) -> float:
    share = within_share(one)
    return -1.0 if share is None else share


_VALUES: dict[Column, Callable[[FloorAgency | FloorService, str], Any]] = {
    Column.NAME: _name,
    Column.ZONE: lambda one, _language: _zone(one),
    Column.WAITING: lambda one, _language: one.waiting,
    Column.LONGEST: lambda one, _language: _longest(one),
    Column.COUNTERS: lambda one, _language: one.counters_open,
    Column.DONE: lambda one, _language: one.done,
    Column.PROMISE: lambda one, _language: _within(one),
    Column.STATE: lambda one, _language: _state(one),
}
"""What the rows are sorted by, in a language."""
