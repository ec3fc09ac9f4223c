"""What becomes of a member of staff: role, name, whether they can sign in, and where they sit."""

from __future__ import annotations

from sqlalchemy import select, update

from hall.access import By, Operation, Role, refuse_oneself, refuse_over, role_of, sees_the_hall
from hall.errors import Refused
from hall.store import tables as t
from hall.store.database.aspect import Aspect, once
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.staff import staff_history
from hall.store.staff.members import USER, Place, held_user, place_of, sign_out_everywhere, user_view
from hall.text_rules import name_of
from hall.views import UserView

_LEFT = Kept[tuple[str, ...]](list, lambda tx, stored: tuple(stored))


class StaffChanges(Aspect):
    """Operations on a member of staff by the login. All raise Refused("unknown_user"), and as
    ``hall.access.refuse_over`` does; each that changes something is one line of the history, one that would change
    nothing is none."""

    @once(Operation.SET_ROLE, USER)
    def set_role(self, login: str, role: str, by: By, *, agency: str = "") -> UserView:
        """Give a member of staff another role, that of ``StaffWork.add``, and sign them out: with the new one they sign
        in again. Raises Refused("not_yourself") and ("last_supervisor"), and as ``place_of`` does."""
        tx = self._tx
        wanted, person = place_of(tx, role, agency), self._held(login)
        refuse_oneself(by, person.login)
        refuse_over(by, role_of(person.role), wanted.role)
        now = Place(role_of(person.role), person.agency)
        if now == wanted:
            # The row may hold another word, which is read as this role.
            return self._write(person, **wanted.columns)
        if wanted.role is not Role.SUPERVISOR:
            _refuse_last_supervisor(tx, person)
        sign_out_everywhere(tx, person.id, by)
        staff_history.note(tx, "role", login=person.login, actor=by.actor, detail=f"{now.text} -> {wanted.text}")
        return self._write(person, **wanted.columns)

    @once(Operation.RENAME, USER)
    def rename(self, login: str, name: str, by: By) -> UserView:
        """Give a member of staff another name; the login stays, and with it the history. Raises as
        ``hall.text_rules.name_of`` does."""
        name, person = name_of(name), self._held(login)
        refuse_over(by, role_of(person.role))
        if person.name == name:
            return person
        detail = f"{person.name} -> {name}"
        staff_history.note(self._tx, "renamed", login=person.login, actor=by.actor, detail=detail)
        return self._write(person, name=name)

    @once(Operation.DISABLE, USER)
    def disable(self, login: str, by: By) -> UserView:
        """Let a member of staff sign in no more, and sign them out where they sit; a visitor there stays. Raises
        Refused("not_yourself") and ("last_supervisor")."""
        tx, person = self._tx, self._held(login)
        refuse_oneself(by, person.login)
        refuse_over(by, role_of(person.role))
        if person.disabled:
            return person
        _refuse_last_supervisor(tx, person)
        sign_out_everywhere(tx, person.id, by)
        staff_history.note(tx, "disabled", login=person.login, actor=by.actor)
        return self._write(person, disabled=True)

    @once(Operation.ENABLE, USER)
    def enable(self, login: str, by: By) -> UserView:
        """Let a member of staff who was disabled sign in again, with the PIN as it is."""
        person = self._held(login)
        refuse_over(by, role_of(person.role))
        if not person.disabled:
            return person
        staff_history.note(self._tx, "enabled", login=person.login, actor=by.actor)
        return self._write(person, disabled=False)

    @once(Operation.SIGN_OUT_STAFF, _LEFT)
    def sign_out(self, login: str, by: By) -> tuple[str, ...]:
        """Sign a member of staff out, at whatever machine, also from the supervisor's window; returns the labels of the
        counters that they left. A visitor who is called or served there stays, as with ``StaffWork.set_pin``."""
        tx, person = self._tx, self._held(login)
        refuse_over(by, role_of(person.role))
        left = sign_out_everywhere(tx, person.id, by)
        if left or sees_the_hall(person.role):
            staff_history.note(tx, "signed_out", login=person.login, actor=by.actor, detail=", ".join(left))
        return left

    def _held(self, login: str) -> UserView:
        return user_view(held_user(self._tx, login))

    def _write(self, person: UserView, **values: object) -> UserView:
        tx = self._tx
        tx.connection.execute(update(t.staff).where(t.staff.c.id == person.id).values(**values))
        tx.must_notify = True
        return USER.again(tx, person.id)


def _refuse_last_supervisor(tx: Transaction, person: UserView) -> None:
    """Raises Refused("last_supervisor") where nobody else could sign in as a supervisor of the hall. Two who go at the
    same time wait here for each other."""
    s = t.staff.c
    if person.role != Role.SUPERVISOR or person.disabled:
        return
    can = select(s.id).where(s.role == str(Role.SUPERVISOR), ~s.disabled).order_by(s.id).with_for_update(key_share=True)
    if not set(tx.connection.execute(can).scalars()) - {person.id}:
        raise Refused("last_supervisor", login=person.login)
