"""Letting the numbers of a restored hall go on past those that are out on paper."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from hall.access import By
from hall.dates import date_text
from hall.errors import Refused
from hall.maintenance.restoring.given import Evidence, Jump, Proof, jumps
from hall.numbering import code_of
from hall.translator import ENGLISH
from hall.wording import counted

if TYPE_CHECKING:
    from hall.store import Reader, UnitOfWork

OLD = "the old database"


@dataclass(frozen=True, slots=True)
class Ahead:
    """On which business day numbers go on, at which time (aware, in the hall's zone), where, and whose journals are
    missing. Nothing is known after ``since``."""

    day: date
    now: datetime
    since: datetime
    jumps: tuple[Jump, ...]
    missing: tuple[str, ...]

    @property
    def moved(self) -> tuple[Jump, ...]:
        """The prefixes whose numbers go on elsewhere than the backup says."""
        return tuple(one for one in self.jumps if one.moves)


def look_ahead(work: UnitOfWork, reader: Reader, evidence: Evidence, by: By, *, reason: str) -> Ahead:
    """Open the business day of now when numbers were given on it that the backup does not know, end one that has run
    its time, and work out where numbers go on. Raises Refused when the clock cannot be right."""
    found = _seen(reader, evidence)
    if found.day != found.now.date() or found.moved:
        try:
            work.day.confirm(replace(by, request_id=uuid.uuid4().hex), reason=reason)
        except Refused as refusal:
            # A person has closed today's: it stays closed, and goes past the numbers on paper all the same.
            if refusal.code != "day_closed":
                raise
        found = _seen(reader, evidence)
    return found


def go_ahead(work: UnitOfWork, ahead: Ahead, by: By, *, reason: str) -> None:
    """Let the numbers go on there. Raises Refused."""
    past = tuple(one.past for one in ahead.moved)
    if past:
        work.imports.go_past(ahead.day, past, replace(by, request_id=uuid.uuid4().hex), reason=reason)


def _seen(reader: Reader, evidence: Evidence) -> Ahead:
    given = reader.given.of(evidence.backup_at)
    return Ahead(given.day, given.now, given.since, jumps(given, evidence), evidence.missing(given.kiosks))


def why(jump: Jump) -> str:
    """Why numbers go on there, in a few words."""
    found = proved_by(jump)
    if jump.proof is Proof.TYPED:
        return "the last slip, as typed" if jump.proven == jump.last and not jump.sources else f"typed, and {found}"
    if jump.proof is Proof.JOURNALS:
        return found
    if jump.proof is Proof.NOTHING_SINCE:
        return "nothing was given since"
    reckoned = f"at most {jump.hourly} an hour, {counted(jump.hours, 'opening hour', 'opening hours')}"
    proven = f"; {found} proves {code_of(jump.prefix, jump.proven)}" if jump.sources or jump.too_old is not None else ""
    typed = f", so {_typed(jump)} is not the newest" if jump.too_old is not None else ""
    return f"not proven: {reckoned}{proven}{typed}"


def proved_by(jump: Jump) -> str:
    """What proves the highest number of a prefix."""
    journals = " and ".join(one for one in jump.sources if one != OLD)
    named = [f"the journal of {journals}"] if journals else []
    return " and ".join(named + [OLD] * (OLD in jump.sources)) or "the backup"


def _typed(jump: Jump) -> str:
    return code_of(jump.prefix, jump.too_old) if jump.too_old else f"{jump.prefix}=0"


def waiting_lines(moved: Iterable[Jump]) -> Iterator[str]:
    """The commands with which holders of paper that the hall does not know join the queue: of each prefix of which some
    is proven, and what the command is like for the others."""
    found = list(moved)
    for one in found:
        if one.proven > one.before:
            yield f"hall numbers import-manual {one.prefix} {one.proven} --waiting-from {one.before + 1}"
    if any(one.proven == one.before for one in found):
        yield "hall numbers import-manual PREFIX LAST --waiting-from FIRST"


def reason_of_restore(backup_at: datetime) -> str:
    """Why numbers have no ticket, as the history says it; ``backup_at`` in the hall's zone."""
    return f"restored from the backup of {date_text(backup_at.date(), ENGLISH)}, {backup_at:%H:%M}"
