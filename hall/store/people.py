"""Members of staff: their PINs, and who sits at which counter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Row, select, update

from hall.errors import Refused
from hall.lifecycle import Pause
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.calls import current_ticket, locked_counter
from hall.store.moving import back_to_service
from hall.store.readable import each
from hall.store.transaction import Transaction
from hall.store.typed import REASON, name_of, one_line, reason_of
from hall.structure import Counter
from hall.views import UserView

TRIES = 5
"""Wrong PINs in a row before a pause."""
PAUSE = timedelta(seconds=30)
"""How long nobody can sign in under a login after ``TRIES`` wrong PINs."""
_PIN = re.compile(r"[0-9]{4,12}")
# argon2id with the library's defaults, which follow RFC 9106's second recommended option.
_hasher = PasswordHasher()


def hash_pin(pin: str) -> str:
    """The argon2id hash of a PIN. Raises Refused("weak_pin") unless it has 4 to 12 digits."""
    if _PIN.fullmatch(pin) is None:
        raise Refused("weak_pin")
    return _hasher.hash(pin)


def verify_pin(pin_hash: str, pin: str) -> bool:
    """Whether ``pin`` is the one that was hashed; takes some 50 ms by design, so never inside a transaction."""
    if not isinstance(pin_hash, str):
        return False  # what stands in the database cannot be read (hall.store.types); an alarm names it
    try:
        return _hasher.verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False


def add_user(tx: Transaction, login: str, name: str, pin_hash: str, role: str) -> UserView:
    """Add a member of staff. Raises Refused("user_exists"), and as ``hall.store.typed.name_of`` does."""
    key, name = name_of(login).casefold(), name_of(name)
    row = tx.insert(t.staff).values(login=key, name=name, role=role, pin_hash=pin_hash)
    made = tx.connection.execute(row.on_conflict_do_nothing().returning(t.staff.c.id)).scalar_one_or_none()
    if made is None:
        raise Refused("user_exists", login=key)
    tx.must_notify = True
    return UserView(made, key, name, role)


def set_pin(tx: Transaction, login: str, pin_hash: str) -> UserView:
    """Replace the PIN of a login and forget its wrong ones. Raises Refused("unknown_user")."""
    row = find_user(tx, login)
    if row is None:
        raise Refused("unknown_user", login=login.strip().casefold())
    changed = update(t.staff).where(t.staff.c.id == row.id)
    tx.connection.execute(changed.values(pin_hash=pin_hash, failed=0, locked_until=None))
    return UserView(row.id, row.login, row.name, row.role)


def find_user(tx: Transaction, login: str) -> Row[tuple[object, ...]] | None:
    """The row of a login in any case, or None."""
    query = select(t.staff).where(t.staff.c.login == login.strip().casefold())
    return tx.connection.execute(query).one_or_none()


def users(tx: Transaction) -> tuple[UserView, ...]:
    """All members of staff by name."""
    rows = tx.connection.execute(select(t.staff).order_by(t.staff.c.name, t.staff.c.login))
    return each(lambda row: UserView(row.id, row.login, row.name, row.role), rows)


def note_pin(tx: Transaction, user_id: int, *, right: bool) -> None:
    """Count a wrong PIN, and lock the login for a while after too many; a right one clears the count. A wrong one that
    was looked at while another one locked the login leaves it locked."""
    c = t.staff.c
    query = select(c.failed, c.locked_until).where(c.id == user_id)
    row = tx.connection.execute(query.with_for_update(key_share=True)).one()
    now = tx.now()
    if not right and row.locked_until is not None and row.locked_until > now:
        return
    failed = 0 if right else row.failed + 1
    locked = now + PAUSE if failed >= TRIES else None
    changed = update(t.staff).where(c.id == user_id)
    tx.connection.execute(changed.values(failed=0 if locked else failed, locked_until=locked))


def sign_in(tx: Transaction, counter: str, user_id: int, *, station: str, actor: str) -> Counter:
    """Put a member of staff at a counter; one counter per person and one person per counter.

    Whoever is signed in at another counter leaves it, unless a ticket is there. A counter that someone else
    holds is taken over only from the same station: a program that was killed leaves its sign-in behind.
    Raises Refused("counter_taken") or ("busy_elsewhere").
    """
    # All counters, in the order that everybody takes them: the person may be at any of them, or arrive there now.
    tx.lock_counters()
    place = tx.structure.find_counter(counter)
    c = t.counter.c
    elsewhere = select(c.id).where(c.staff_id == user_id, c.id != place.id)
    row = tx.connection.execute(select(t.counter).where(c.id == place.id)).one()
    if row.staff_id not in (None, user_id) and (row.station != station or not station):
        holder = tx.connection.execute(select(t.staff.c.name).where(t.staff.c.id == row.staff_id)).scalar_one()
        raise Refused("counter_taken", counter=place.label, name=holder)
    for other in list(tx.connection.execute(elsewhere).scalars()):
        _refuse_busy(tx, other, "busy_elsewhere")
        _leave(tx, other, actor)
    same = row.staff_id == user_id
    now = tx.now()
    values = {"staff_id": user_id, "station": station, "signed_in_at": row.signed_in_at if same else now}
    if not same:
        values |= NO_PAUSE
    if not same or row.station != station:
        login = tx.connection.execute(select(t.staff.c.login).where(t.staff.c.id == user_id)).scalar_one()
        tx.log_counter(place.id, "move" if same else "sign_in", actor, at=now, login=login, station=station)
    tx.connection.execute(update(t.counter).where(c.id == place.id).values(**values))
    tx.must_notify = True
    return place


def sign_out(tx: Transaction, counter: str, *, actor: str) -> None:
    """Empty a counter; numbers that wait for it alone are their service's again.

    Raises Refused("sign_out_busy") while a ticket is there.
    """
    place = locked_counter(tx, counter)
    _refuse_busy(tx, place.id, "sign_out_busy")
    _leave(tx, place.id, actor)


def pause(tx: Transaction, counter: str, *, kind: str, reason: str, until: datetime | None, actor: str) -> Counter:
    """Stop calling at a counter: a ``break``, or ``closed`` with a reason; ``until`` tells people when it ends.

    Numbers that wait for it alone are their service's again. Raises Refused: nobody is signed in, a ticket is there,
    no reason for closing, a reason that ``hall.store.typed.one_line`` refuses, ``until`` is over, or an unknown kind.
    """
    place = locked_counter(tx, counter)
    if kind not in set(Pause):
        raise Refused("unknown_pause", kind=kind, known=", ".join(Pause))
    reason = reason_of(reason, REASON) if kind == Pause.CLOSED else one_line(reason, REASON)
    now = tx.now()
    if until is not None and until <= now:
        raise Refused("pause_over")
    c = t.counter.c
    if tx.connection.execute(select(c.staff_id).where(c.id == place.id)).scalar_one() is None:
        raise Refused("not_signed_in")
    _refuse_busy(tx, place.id, "pause_busy")
    values = {"pause": kind, "pause_reason": reason, "pause_since": now, "pause_until": until}
    tx.connection.execute(update(t.counter).where(c.id == place.id).values(**values))
    back_to_service(tx, place.id, actor=actor)
    tx.log_counter(place.id, "pause", actor, f"{kind}: {reason}".removesuffix(": "), at=now)
    tx.must_notify = True
    return place


def resume(tx: Transaction, counter: str, *, actor: str) -> Counter:
    """Go on calling at a counter. Raises Refused("not_paused")."""
    place = locked_counter(tx, counter)
    c = t.counter.c
    if not tx.connection.execute(select(c.pause).where(c.id == place.id)).scalar_one():
        raise Refused("not_paused", counter=place.label)
    tx.connection.execute(update(t.counter).where(c.id == place.id).values(**NO_PAUSE))
    tx.log_counter(place.id, "resume", actor)
    tx.must_notify = True
    return place


NO_PAUSE: Mapping[str, object] = {"pause": "", "pause_reason": "", "pause_since": None, "pause_until": None}
"""The columns of a counter that is not paused."""


def _refuse_busy(tx: Transaction, counter_id: str, code: str) -> None:
    row = current_ticket(tx, counter_id)
    if row is not None:
        label = tx.structure.counters[counter_id].label
        raise Refused(code, number=code_of(row["prefix"], row["number"]), counter=label)


def _leave(tx: Transaction, counter_id: str, actor: str) -> None:
    left = update(t.counter).where(t.counter.c.id == counter_id)
    tx.connection.execute(left.values(staff_id=None, signed_in_at=None, station="", **NO_PAUSE))
    back_to_service(tx, counter_id, actor=actor)
    tx.log_counter(counter_id, "sign_out", actor)
    tx.must_notify = True
