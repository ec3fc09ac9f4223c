"""Looking at a PIN: one short transaction counts the try and decides whether it may be looked at, the hash is computed
outside of any, and a second transaction writes down what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import Row, select, update

from hall.clock import SinceBoot
from hall.errors import Refused
from hall.guessing import Wait
from hall.identifiers import key_of
from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.store.staff import attempts, members, staff_history
from hall.store.staff.attempts import Count, Verdict
from hall.store.staff.members import station_key
from hall.views import UserView

T = TypeVar("T")
_log = logging.getLogger(__name__)
_NOBODY = -1


class Transactions(Protocol):
    """``Store``'s way to do a job in a transaction of its own, again when the database asks for it."""

    def __call__(self, job: Callable[[Transaction], T]) -> T: ...


@dataclass(frozen=True, slots=True)
class _Known:
    """Whose PIN is tried: its hash, empty for a login that nobody has."""

    verdict: Verdict
    pin_hash: str
    user: Row[tuple[object, ...]] | None = None

    @property
    def is_stranger(self) -> bool:
        """Whether nobody has this login."""
        return self.user is None and not self.pin_hash


def check_login(run: Transactions, login: str, pin: str, *, station: str, steady: SinceBoot | None) -> UserView:
    """The member of staff with this login and PIN, who types it at ``station``.

    A login that nobody has is counted, hashed and answered as a wrong PIN. Raises Refused("wrong_pin"), with the
    pause that follows as ``seconds`` of its params, and ("pin_locked") while a pause runs: then nothing is looked at.
    """
    place = station_key(station)

    def begin(tx: Transaction) -> _Known:
        row = members.find_user(tx, login)
        key = key_of(login) if row is None else row.login
        own = attempts.is_own(tx, _NOBODY if row is None else row.id, place)
        counts = attempts.counts_of_login(key, known=row is not None, own=own, station=place)
        return _Known(attempts.begin(tx, counts, steady, place), "" if row is None else row.pin_hash, row)

    known = run(begin)
    row = known.user
    name = "" if row is None else row.login

    def welcome(tx: Transaction) -> bool:
        assert row is not None
        members.user_view(row)  # a row that cannot be read is named here, to who knows the PIN
        now_known = tx.connection.execute(select(t.staff.c.pin_hash).where(t.staff.c.id == row.id)).scalar_one()
        if now_known != known.pin_hash:
            return False  # it was replaced while the old one was looked at
        if renewed:
            tx.connection.execute(update(t.staff).where(t.staff.c.id == row.id).values(pin_hash=renewed))
        attempts.note_own(tx, row.id, place)
        attempts.clear(tx, known.verdict.counts)
        return True

    right = _looked_at(known, pin, f"staff {name}", f"hall user pin {name}")
    renewed = members.renewed_hash(known.pin_hash, pin) if right else ""
    if row is None or not right or not run(welcome):
        raise _refused(run, known, login=name, station=place)
    return members.user_view(row)


def check_station(run: Transactions, station: str, pin: str, *, steady: SinceBoot | None) -> None:
    """Whether this is the PIN of a station's staff page.

    Raises Refused("no_station_pin") where none was set, and as ``check_login`` does.
    """
    place = station_key(station)

    def begin(tx: Transaction) -> _Known | None:
        found = members.station_pin_hash(tx, place)
        if found is None:
            return None
        return _Known(attempts.begin(tx, [Count("station_pin", "", place)], steady, place), found)

    known = run(begin)
    if known is None:
        raise Refused("no_station_pin", station=station)

    def welcome(tx: Transaction) -> bool:
        if members.station_pin_hash(tx, place) != known.pin_hash:
            return False
        attempts.clear(tx, known.verdict.counts)
        if renewed:
            changed = update(t.station_pin).where(t.station_pin.c.name == place)
            tx.connection.execute(changed.values(pin_hash=renewed))
        return True

    right = _looked_at(known, pin, f"the staff page of {place}", f"hall station pin {place}")
    renewed = members.renewed_hash(known.pin_hash, pin) if right else ""
    if not right or not run(welcome):
        raise _refused(run, known, station=place)


def _looked_at(known: _Known, pin: str, whose: str, remedy: str) -> bool:
    """Whether the PIN is right, when it may be looked at. Raises Refused("pin_locked")."""
    wait = known.verdict.wait
    if wait:
        seconds = -(-wait.total_seconds() // 1)
        raise Refused("pin_locked", wait=Wait(int(seconds)), seconds=int(seconds))
    if members.is_hash(known.pin_hash):
        return members.verify_pin(known.pin_hash, pin)
    if not known.is_stranger:
        _log.error("the PIN of %s cannot be read (its pin_hash is no argon2 hash); set a new one: `%s`", whose, remedy)
    members.hash_for_nobody(pin)
    return False


def _refused(run: Transactions, known: _Known, *, station: str, login: str = "") -> Refused:
    """The refusal of a wrong PIN, once it is written down."""
    pause, detail = known.verdict.pause, "unknown login" if known.is_stranger else ""

    def note(tx: Transaction) -> None:
        attempts.forget_strangers(tx)
        actor = f"station:{station}"
        staff_history.note(tx, "failed", login=login, station=station, actor=actor, detail=detail)
        if pause:
            rest = f"{int(pause.total_seconds())} s"
            staff_history.note(tx, "paused", login=login, station=station, actor="system", detail=rest)
            tx.must_notify = True

    run(note)
    return Refused("wrong_pin", seconds=int(pause.total_seconds()))
