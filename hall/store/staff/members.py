"""Members of staff: their PINs, and who sits at which counter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Row, select, update

from hall.errors import Refused
from hall.guessing import SHORTEST, too_easy
from hall.identifiers import key_of
from hall.invisible import unseen_in
from hall.lifecycle import Pause
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.database.readable import each, whole
from hall.store.database.transaction import Transaction
from hall.store.staff import attempts, staff_history
from hall.store.tickets.calls import current_ticket, locked_counter
from hall.store.tickets.ticket_actions import back_to_service
from hall.structure import Counter, Rules
from hall.text_rules import REASON, STATION, name_of, one_line, reason_of, told_line
from hall.views import UserView

_LONGEST_TYPED = 64
# argon2id with the library's defaults, which follow RFC 9106's second recommended option.
_hasher = PasswordHasher()


@dataclass(frozen=True, slots=True)
class PinHash:
    """A PIN that the hall's rule allows, hashed: computing it takes some 50 ms by design, so never inside a
    transaction (``Store.new_pin``)."""

    text: str


def pin_digits(tx: Transaction) -> int:
    """How many digits the hall asks of a new PIN; the usual number while the database holds no hall."""
    try:
        return tx.structure.structure.hall.rules.pin_digits
    except Refused:
        return Rules().pin_digits


def hash_pin(pin: str, login: str = "", digits: int = SHORTEST) -> PinHash:
    """The argon2id hash of a new PIN of ``login``. Raises Refused("weak_pin"), ("pin_short") or ("pin_common")."""
    refused = too_easy(pin, login, digits)
    if refused is not None:
        raise refused
    return PinHash(_hasher.hash(pin))


def hash_of(tx: Transaction, pin: str | PinHash, login: str) -> str:
    """The hash to keep of a PIN that may be hashed already. Raises as ``hash_pin`` does."""
    return pin.text if isinstance(pin, PinHash) else hash_pin(pin, login, pin_digits(tx)).text


def verify_pin(pin_hash: str, pin: str) -> bool:
    """Whether ``pin`` is the one that was hashed; takes some 50 ms by design, so never inside a transaction."""
    try:
        return _hasher.verify(pin_hash, pin[:_LONGEST_TYPED])
    except (VerificationError, InvalidHashError):
        return False


def hash_for_nobody(pin: str) -> None:
    """Take the time that looking at a PIN takes, for a login that nobody has."""
    _hasher.hash(pin[:_LONGEST_TYPED])


def is_hash(pin_hash: str) -> bool:
    """Whether a row holds the hash of a PIN at all."""
    if not isinstance(pin_hash, str):
        return False  # what stands in the database cannot be read (hall.store.database.column_types); an alarm names it
    try:
        extract_parameters(pin_hash)
    except InvalidHashError:
        return False
    return True


def renewed_hash(pin_hash: str, pin: str) -> str:
    """The hash of a right PIN with today's parameters when it was made with other ones, else empty."""
    return _hasher.hash(pin) if _hasher.check_needs_rehash(pin_hash) else ""


def add_user(tx: Transaction, login: str, name: str, pin_hash: str, role: str, *, actor: str) -> UserView:
    """Add a member of staff. Raises Refused("user_exists"), and as ``hall.text_rules.name_of`` does."""
    key, name = key_of(name_of(login)), name_of(name)
    if not key:
        raise Refused("name_needed")
    if find_user(tx, key) is not None:
        raise Refused("user_exists", login=key)
    row = tx.insert(t.staff).values(login=key, name=name, role=role, pin_hash=pin_hash)
    made = tx.connection.execute(row.on_conflict_do_nothing().returning(t.staff.c.id)).scalar_one_or_none()
    if made is None:
        raise Refused("user_exists", login=key)
    staff_history.note(tx, "added", login=key, actor=actor, detail=role)
    tx.must_notify = True
    return UserView(made, key, name, role)


def user_view(row: Row[tuple[object, ...]]) -> UserView:
    """The view of a row of staff. Raises UnreadRow."""
    seen = whole({name: row._mapping[name] for name in ("id", "login", "name", "role")})  # whatever the hash is
    return UserView(seen["id"], seen["login"], seen["name"], seen["role"])


def set_pin(tx: Transaction, login: str, pin_hash: str, *, actor: str) -> UserView:
    """Replace the PIN of a login, end its pauses, and end what is signed in with the old one, at whatever counter.

    A visitor who is called or served there keeps the place: the number stays at the counter, its times go on, and who
    signs in there next goes on with it. The counter's window goes back to its sign-in page as soon as it reads.
    Raises Refused("unknown_user").
    """
    # Counters before staff, as everybody locks them: the person may sign in at any of them now.
    tx.lock_counters()
    row = find_user(tx, login)
    if row is None:
        raise Refused("unknown_user", login=key_of(login))
    tx.connection.execute(update(t.staff).where(t.staff.c.id == row.id).values(pin_hash=pin_hash))
    attempts.end_pauses(tx, row.login)
    for counter in tx.connection.execute(select(t.counter.c.id).where(t.counter.c.staff_id == row.id)).scalars().all():
        _leave(tx, counter, actor)
    staff_history.note(tx, "pin", login=row.login, actor=actor)
    return user_view(row)


def unlock(tx: Transaction, login: str, *, supervisor_id: int | None, actor: str) -> int:
    """End every pause of a login, as a supervisor or the technician (None); returns how many counts of tries ended.

    Raises Refused("unknown_user") and ("needs_supervisor").
    """
    refuse_no_supervisor(tx, supervisor_id)
    row = find_user(tx, login)
    if row is None:
        raise Refused("unknown_user", login=key_of(login))
    ended = attempts.end_pauses(tx, row.login)
    staff_history.note(tx, "unlocked", login=row.login, actor=actor)
    return ended


def unlock_station(tx: Transaction, station: str, *, supervisor_id: int | None, actor: str) -> int:
    """End the pauses of a station and of its staff page, as ``unlock`` does."""
    refuse_no_supervisor(tx, supervisor_id)
    ended = attempts.end_pauses_at(tx, station)
    staff_history.note(tx, "unlocked", station=station, actor=actor)
    return ended


def refuse_no_supervisor(tx: Transaction, user_id: int | None) -> None:
    """Whoever is named must be a supervisor; None is the technician at the database. Raises Refused."""
    query = select(t.staff.c.role).where(t.staff.c.id == user_id)
    if user_id is not None and tx.connection.execute(query).scalar_one_or_none() != "supervisor":
        raise Refused("needs_supervisor")


def set_station_pin(tx: Transaction, station: str, pin_hash: str, *, actor: str) -> None:
    """Give a station's staff page its PIN, which opens nothing else, and end its pauses."""
    row = tx.insert(t.station_pin).values(name=station, pin_hash=pin_hash)
    newer = row.on_conflict_do_update(index_elements=["name"], set_={"pin_hash": row.excluded.pin_hash})
    tx.connection.execute(newer)
    attempts.end_pauses_at(tx, station)
    staff_history.note(tx, "station_pin", station=station, actor=actor)


def station_key(station: str) -> str:
    """A station's name as its PIN and its tries are kept: one for all that look the same, not longer than a name can
    be."""
    return told_line(key_of(station))[:STATION]


def station_pin_hash(tx: Transaction, station: str) -> str | None:
    """The hash of the PIN of a station's staff page, None where none was set."""
    c = t.station_pin.c
    return tx.connection.execute(select(c.pin_hash).where(c.name == station)).scalar_one_or_none()


def find_user(tx: Transaction, login: str) -> Row[tuple[object, ...]] | None:
    """The row of a login, as ``hall.identifiers`` compares them, or None.

    Logins are kept as their keys; one that an older program wrote in another form is looked for among all.
    """
    key = key_of(login)
    if not key or unseen_in(key):
        return None
    c = t.staff.c
    row = tx.connection.execute(select(t.staff).where(c.login == key)).one_or_none()
    if row is not None:
        return row
    older = tx.connection.execute(select(c.id, c.login).order_by(c.id)).all()
    found = next((one.id for one in older if isinstance(one.login, str) and key_of(one.login) == key), None)
    return None if found is None else tx.connection.execute(select(t.staff).where(c.id == found)).one_or_none()


def anybody(tx: Transaction) -> bool:
    """Whether there is any member of staff."""
    return tx.connection.execute(select(t.staff.c.id).limit(1)).one_or_none() is not None


def users(tx: Transaction) -> tuple[UserView, ...]:
    """All members of staff by name."""
    rows = tx.connection.execute(select(t.staff).order_by(t.staff.c.name, t.staff.c.login))
    return each(user_view, rows)


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
    no reason for closing, a reason that ``hall.text_rules.one_line`` refuses, ``until`` is over, or an unknown kind.
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
