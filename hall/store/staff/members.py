"""Members of staff and their PINs."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Row, Select, and_, select, update

from hall.access import STAFF, By, Operation, Role, refuse, refuse_over, role_of
from hall.errors import Refused, or_refuse
from hall.guessing import SHORTEST, too_easy
from hall.identifiers import key_of
from hall.invisible import unseen_in
from hall.store import tables as t
from hall.store.database import sight
from hall.store.database.aspect import Aspect, Reads, once, operation
from hall.store.database.readable import each, whole
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.staff import attempts, staff_history
from hall.store.staff.seats import leave
from hall.structure import Rules
from hall.text_rules import STATION, detail_line, name_of
from hall.views import StaffEventView, UserView

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


def _hash_of(tx: Transaction, pin: str | PinHash, login: str) -> str:
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
        return False  # what is in the database cannot be read (hall.store.database.column_types); an alarm names it
    try:
        extract_parameters(pin_hash)
    except InvalidHashError:
        return False
    return True


def renewed_hash(pin_hash: str, pin: str) -> str:
    """The hash of a right PIN with today's parameters when it was made with other ones, else empty."""
    return _hasher.hash(pin) if _hasher.check_needs_rehash(pin_hash) else ""


_SEEN = ("id", "login", "name", "role", "agency", "disabled", "session")
"""What is shown of a member of staff, whatever the hash is."""


def user_view(row: Row[tuple[object, ...]]) -> UserView:
    """The view of a row of ``_members``. Raises UnreadRow."""
    seen = whole({name: row._mapping[name] for name in _SEEN})
    return UserView(**{**seen, "agency": seen["agency"] or ""})


def _members() -> Select[Any]:
    """Members of staff, each with the id of the agency where the hall has it: one that is archived means none."""
    a, s = t.agency.c, t.staff.c
    return select(t.staff, a.id.label("agency")).outerjoin(t.agency, and_(a.id == s.agency_id, ~a.archived))


def station_key(station: str) -> str:
    """A station's name as its PIN and its tries are kept: one for all that look the same, not longer than a name can
    be."""
    return detail_line(key_of(station))[:STATION]


def station_pin_hash(tx: Transaction, station: str) -> str | None:
    """The hash of the PIN of a station's staff page, None where none was set."""
    return tx.connection.execute(
        select(t.station_pin.c.pin_hash).where(t.station_pin.c.name == station)
    ).scalar_one_or_none()


def find_user(tx: Transaction, login: str) -> Row[tuple[object, ...]] | None:
    """The row of a login, as ``hall.identifiers`` compares them, or None.

    Logins are kept as their keys; one that an older program wrote in another form is looked for among all.
    """
    key = key_of(login)
    if not key or unseen_in(key):
        return None
    c = t.staff.c
    row = tx.connection.execute(_members().where(c.login == key)).one_or_none()
    if row is not None:
        return row
    older = tx.connection.execute(select(c.id, c.login).order_by(c.id)).all()
    found = next((one.id for one in older if isinstance(one.login, str) and key_of(one.login) == key), None)
    return None if found is None else tx.connection.execute(_members().where(c.id == found)).one_or_none()


USER = Kept[UserView](attrgetter("id"), lambda tx, user_id: next(one for one in users(tx) if one.id == user_id))


class StaffWork(Aspect):
    """Operations on members of staff and PINs. ``Store.new_pin`` hashes a PIN before the database is held; one that is
    not hashed yet is refused as there."""

    @once(Operation.ADD_STAFF, USER, apart=("pin",))
    def add(self, login: str, name: str, pin: str | PinHash, by: By, role: str = "clerk", agency: str = "") -> UserView:
        """Add a member of staff with a ``role`` of ``hall.access.STAFF``; ``agency`` is the id of that which somebody
        is to be the supervisor of. Raises Refused("user_exists"), and as ``place_of`` and ``hall.text_rules.name_of``
        do."""
        tx, pin_hash = self._tx, _hash_of(self._tx, pin, login)
        key, name = key_of(name_of(login)), name_of(name)
        if not key:
            raise Refused("name_needed")
        if find_user(tx, key) is not None:
            raise Refused("user_exists", login=key)
        place = place_of(tx, role, agency)
        row = tx.insert(t.staff).values(login=key, name=name, pin_hash=pin_hash, **place.columns)
        made = or_refuse(
            tx.connection.execute(row.on_conflict_do_nothing().returning(t.staff.c.id)).scalar_one_or_none(),
            "user_exists",
            login=key,
        )
        staff_history.note(tx, "added", login=key, actor=by.actor, detail=place.text)
        tx.must_notify = True
        return UserView(made, key, name, str(place.role), place.agency)

    @once(Operation.SET_PIN, USER, apart=("pin",))
    def set_pin(self, login: str, pin: str | PinHash, by: By) -> UserView:
        """Replace the PIN of a login, end its pauses, and end what is signed in with the old one, at whatever counter.

        A visitor who is called or served there keeps the place: the number stays at the counter, its times go on, and
        who signs in there next goes on with it. The counter's window goes back to its sign-in page as soon as it reads.
        Raises Refused("unknown_user"), and as ``hall.access.refuse_over`` does.
        """
        tx, pin_hash = self._tx, _hash_of(self._tx, pin, login)
        row = held_user(tx, login)
        refuse_over(by, role_of(row.role))
        _replace_pin(tx, row, pin_hash, by)
        return user_view(row)

    @once(Operation.CHANGE_OWN_PIN, USER, apart=("pin",))
    def change_own_pin(self, pin: str | PinHash, by: By, *, session: int) -> UserView:
        """Replace the PIN of whoever acts, as ``set_pin`` does; nobody can say here that it is somebody else.

        ``session`` is theirs as it was when the old PIN was looked at (``Store.check_pin``). Raises
        Refused("unknown_user"), and ("login_closed") or ("signed_out_elsewhere") when it has ended since.
        """
        tx, pin_hash = self._tx, _hash_of(self._tx, pin, by.login)
        row = held_user(tx, by.login)
        if row.session != session:
            raise Refused("login_closed" if row.disabled else "signed_out_elsewhere")
        _replace_pin(tx, row, pin_hash, by)
        return user_view(row)

    @operation(Operation.UNLOCK)
    def unlock(self, login: str, by: By) -> int:
        """End every pause of a login; returns how many counts of wrong tries ended. Raises Refused("unknown_user")."""
        row = known_user(self._tx, login)
        ended = attempts.end_pauses(self._tx, row.login)
        staff_history.note(self._tx, "unlocked", login=row.login, actor=by.actor)
        return ended

    @operation(Operation.UNLOCK_STATION)
    def unlock_station(self, station: str, by: By) -> int:
        """End the pauses of a station and of its staff page, as ``unlock`` does."""
        key = station_key(station)
        ended = attempts.end_pauses_at(self._tx, key)
        staff_history.note(self._tx, "unlocked", station=key, actor=by.actor)
        return ended

    @operation(Operation.SET_STATION_PIN)
    def set_station_pin(self, station: str, pin: str | PinHash, by: By) -> None:
        """Give the staff page of a station its PIN, which opens nothing else, and end its pauses."""
        tx, key = self._tx, station_key(station)
        row = tx.insert(t.station_pin).values(name=key, pin_hash=_hash_of(tx, pin, ""))
        newer = row.on_conflict_do_update(index_elements=["name"], set_={"pin_hash": row.excluded.pin_hash})
        tx.connection.execute(newer)
        attempts.end_pauses_at(tx, key)
        staff_history.note(tx, "station_pin", station=key, actor=by.actor)


class StaffReads(Reads):
    """Members of staff."""

    def users(self) -> tuple[UserView, ...]:
        """Every member of staff by name; for an agency its supervisors and whoever sits at its counters. Raises
        Refused("needs_supervisor") to a clerk."""
        tx = self._tx
        agency = sight.agency_of(tx)
        if not agency:
            sight.refuse_part(tx)
            return users(tx)
        c = t.counter.c
        here = set(tx.connection.execute(select(c.staff_id).where(c.agency_id == agency)).scalars())
        return tuple(one for one in users(tx) if one.agency == agency or one.id in here)

    def find(self, login: str) -> UserView:
        """The member of staff with this login, as they stand now. Raises Refused("unknown_user")."""
        return user_view(known_user(self._tx, login))

    def refuse_pin(self, login: str, by: By) -> None:
        """Raises Refused where ``by`` may not give this login another PIN, as ``StaffWork.set_pin`` does: cheap, and
        asked before a PIN is hashed."""
        refuse(by, Operation.SET_PIN)
        refuse_over(by, role_of(known_user(self._tx, login).role))

    def refuse_signed_out(self, user: UserView) -> None:
        """Raises Refused where the session that ``user`` was read with has ended: ("login_closed") to who was disabled,
        else ("signed_out_elsewhere")."""
        c = t.staff.c
        now = self._tx.connection.execute(select(c.session, c.disabled).where(c.id == user.id)).one_or_none()
        if now is None or now.session != user.session:
            raise Refused("login_closed" if now is not None and now.disabled else "signed_out_elsewhere")

    def anybody(self) -> bool:
        """Whether there is any member of staff yet; names none."""
        return self._tx.connection.execute(select(t.staff.c.id).limit(1)).one_or_none() is not None

    def events(self, count: int, login: str = "") -> tuple[StaffEventView, ...]:
        """The last lines of the history of who may sign in, of one login when it is given, the newest first. Raises
        Refused("needs_supervisor") to whoever sees a part of the hall."""
        sight.refuse_part(self._tx)
        return staff_history.latest(self._tx, count, login)


def known_user(tx: Transaction, login: str) -> Row[tuple[object, ...]]:
    """The row of a login. Raises Refused("unknown_user")."""
    return or_refuse(find_user(tx, login), "unknown_user", login=key_of(login))


def held_user(tx: Transaction, login: str) -> Row[tuple[object, ...]]:
    """``known_user`` with all counters held: nobody signs in at any of them until this transaction ends. Counters come
    before staff, as everybody locks them."""
    tx.lock_counters()
    return known_user(tx, login)


def _replace_pin(tx: Transaction, row: Row[tuple[object, ...]], pin_hash: str, by: By) -> None:
    tx.connection.execute(update(t.staff).where(t.staff.c.id == row.id).values(pin_hash=pin_hash))
    attempts.end_pauses(tx, row.login)
    sign_out_everywhere(tx, row.id, by)
    staff_history.note(tx, "pin", login=row.login, actor=by.actor)


def sign_out_everywhere(tx: Transaction, staff_id: int, by: By) -> tuple[str, ...]:
    """Ends the session of a member of staff, and empties each counter where they sit, all of which are held; returns
    their labels. A visitor who is called or served there stays."""
    c, s = t.counter.c, t.staff.c
    tx.connection.execute(update(t.staff).where(s.id == staff_id).values(session=s.session + 1))
    tx.must_notify = True
    left = tx.connection.execute(select(c.id, c.label).where(c.staff_id == staff_id).order_by(c.id)).all()
    for counter in left:
        leave(tx, counter.id, by)
    return tuple(counter.label for counter in left)


@dataclass(frozen=True, slots=True)
class Place:
    """What a person is in the hall: the role, and the agency of a supervisor of one."""

    role: Role
    agency: str

    @property
    def columns(self) -> dict[str, str | None]:
        """It in the row of the person."""
        return {"role": str(self.role), "agency_id": self.agency or None}

    @property
    def text(self) -> str:
        """It as the history says it: ``clerk``, ``agency_supervisor of imigrasi``."""
        return f"{self.role} of {self.agency}" if self.agency else str(self.role)


def place_of(tx: Transaction, role: str, agency: str) -> Place:
    """What is typed, checked. Raises Refused("unknown_role"), ("agency_needed"), ("agency_unneeded") and
    ("unknown_agency")."""
    if role not in STAFF:
        raise Refused("unknown_role", role=role, known=", ".join(STAFF))
    wanted = Role(role)
    if wanted is not Role.AGENCY_SUPERVISOR:
        if agency:
            raise Refused("agency_unneeded")
        return Place(wanted, "")
    if not agency:
        raise Refused("agency_needed")
    return Place(wanted, tx.structure.find_agency(agency).id)


def users(tx: Transaction) -> tuple[UserView, ...]:
    """All members of staff by name."""
    return each(user_view, tx.connection.execute(_members().order_by(t.staff.c.name, t.staff.c.login)))
