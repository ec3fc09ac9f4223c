"""Looking at a PIN: one short transaction counts the try and decides whether it may be looked at, the hash is computed
outside of any, and a second transaction writes down what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import ColumnElement, Row, Table, select, update

from hall.clock import SinceBoot
from hall.errors import Refused, or_refuse
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
    pause that follows as ``seconds`` of its params, ("pin_locked") while a pause runs: then nothing is looked at, and
    ("login_closed") to the right PIN of somebody who is disabled.
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
    name, staff_id = ("", _NOBODY) if row is None else (row.login, row.id)
    secret = _Secret(t.staff, t.staff.c.id == staff_id, f"staff {name}", f"hall user pin {name}", place, name)
    _check(run, known, pin, secret)
    assert row is not None  # a stranger's PIN is never right
    user = members.user_view(row)
    if user.disabled:
        run(lambda tx: staff_history.note(tx, "refused", login=name, station=place, actor=f"station:{place}"))
        raise Refused("login_closed")
    return user


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

    known = or_refuse(run(begin), "no_station_pin", station=station)

    mine, whose = t.station_pin.c.name == place, f"the staff page of {place}"
    _check(run, known, pin, _Secret(t.station_pin, mine, whose, f"hall station pin {place}", place))


@dataclass(frozen=True, slots=True)
class _Secret:
    """A PIN in the database: its row, whose it is, the command that sets it, and where it is typed."""

    table: Table
    row: ColumnElement[bool]
    whose: str
    remedy: str
    station: str
    login: str = ""


def _check(run: Transactions, known: _Known, pin: str, secret: _Secret) -> None:
    """Look at a PIN whose try was counted, and write down what came of it. Raises Refused."""
    right = _looked_at(known, pin, secret.whose, secret.remedy)
    renewed = members.renewed_hash(known.pin_hash, pin) if right else ""

    def welcome(tx: Transaction) -> bool:
        if known.user is not None:
            members.user_view(known.user)  # a row that cannot be read is named here, to who knows the PIN
        stored = select(secret.table.c.pin_hash).where(secret.row)
        if tx.connection.execute(stored).scalar_one_or_none() != known.pin_hash:
            return False  # it was replaced while the old one was looked at
        if renewed:
            tx.connection.execute(update(secret.table).where(secret.row).values(pin_hash=renewed))
        if known.user is not None:
            attempts.note_own(tx, known.user.id, secret.station)
        attempts.clear(tx, known.verdict.counts)
        return True

    if not right or not run(welcome):
        raise _refused(run, known, station=secret.station, login=secret.login)


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
        staff_history.note(tx, "failed", login=login, station=station, actor=f"station:{station}", detail=detail)
        if pause:
            staff_history.note(
                tx, "paused", login=login, station=station, actor="system", detail=f"{int(pause.total_seconds())} s"
            )
            tx.must_notify = True

    run(note)
    return Refused("wrong_pin", seconds=int(pause.total_seconds()))
