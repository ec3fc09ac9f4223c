"""Which words in this database name a person, so that a support bundle can do without them."""

from __future__ import annotations

from sqlalchemy import select, union_all

from hall.store import tables as t
from hall.store.database import sight
from hall.store.database.aspect import Reads
from hall.views import PersonalWords

_CLI = "cli:"
_ARROW = " -> "
"""Between a name and the next one in the history of staff (``staff.changes``)."""


class PersonalReads(Reads):
    """Names, for whoever takes them out of something."""

    def words(self) -> PersonalWords:
        """Every member of staff with logins and former names, whoever is named in incidents and plans, who used the
        command line, and the codes of bookings. Raises Refused("needs_supervisor")."""
        sight.refuse_part(self._tx)
        run = self._tx.connection.execute
        people: dict[str, list[str]] = {row.login: [row.login, row.name] for row in run(_STAFF)}
        for row in run(_RENAMED):
            people.setdefault(row.login, [row.login]).extend(row.detail.split(_ARROW))
        others = [*run(_OWNERS).scalars(), *(_os_login(actor) for actor in run(_ACTORS).scalars())]
        named = [tuple(words) for words in people.values()]
        named += [(other,) for other in dict.fromkeys(others) if other]
        return PersonalWords(tuple(named), tuple(run(_CODES).scalars()))


def _os_login(actor: str) -> str:
    """The operating system's login of an actor such as ``cli:budi as siti``; empty for any other."""
    return actor.removeprefix(_CLI).partition(" as ")[0] if actor.startswith(_CLI) else ""


_STAFF = select(t.staff.c.login, t.staff.c.name).order_by(t.staff.c.id)
_EVENT = t.staff_event.c
_RENAMED = select(_EVENT.login, _EVENT.detail).where(_EVENT.action == "renamed").order_by(_EVENT.id)
_ACTORS = select(_EVENT.actor).where(_EVENT.actor.startswith(_CLI)).distinct().order_by(_EVENT.actor)
_OWNERS = union_all(select(t.incident.c.owner), select(t.plan.c.owner))
_CODES = select(t.booking.c.code).order_by(t.booking.c.id)
