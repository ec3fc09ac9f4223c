"""What a supervisor does with the hall, an agency, a service or a counter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.desk.state import DeskNotice
from counter.supervisor.changing.ends import Lasting
from hall.access import By
from hall.overrides import Holders
from hall.views import ClosedView

if TYPE_CHECKING:
    from hall.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Scope:
    """Of what something is changed: ``kind`` is ``hall``, ``agency``, ``service`` or ``counter``; ``name`` is how it is
    called."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change of what is called ``name``: ``do`` is its operation, ``said`` the end of its text's code, ``more`` what
    else the text names."""

    name: str
    said: str
    do: Callable[[UnitOfWork, By], object]
    more: tuple[tuple[str, str], ...] = ()

    def run(self, work: UnitOfWork, by: By) -> object:
        """Does it. Raises Refused."""
        return self.do(work, by)

    def news(self, result: object) -> DeskNotice:
        """Says what it was done to, and of a closing what became of those who wait."""
        params = [("name", self.name), *self.more]
        said = self.said
        if isinstance(result, ClosedView) and result.holders is not Holders.SERVE:
            said = f"closed_{result.holders.value}"
            params.append(("n", str(len(result.moved) + len(result.sent_home))))
        return DeskNotice(f"supervisor.said_{said}", tuple(params), tone="info")


def close(
    scope: Scope,
    reason: str,
    end: Lasting,
    holders: Holders,
    *,
    move_to: str = "",
    moved_to: str = "",
    offer: str = "",
) -> Change:
    """No numbers any more, and what becomes of those who hold one; ``moved_to`` is how the service ``move_to`` is
    called."""

    def do(work: UnitOfWork, by: By) -> object:
        return work.closures.close(
            scope.kind,
            by,
            scope.id,
            reason=reason,
            ends_at=end.ends_at,
            open_ended=end.open_ended,
            holders=holders.value,
            move_to=move_to,
            offer=offer,
        )

    return Change(scope.name, "closed", do, (("to", " ".join(moved_to.split())),) if move_to else ())


def open_up(scope: Scope, reason: str, end: Lasting, *, closed: int = 0, day_ended: bool = False) -> Change:
    """Open although the hours say closed: but for services that are closed themselves, so many, and not before the next
    business day where today's has ended."""

    def do(work: UnitOfWork, by: By) -> object:
        return work.overrides.open(
            scope.kind, by, scope.id, reason=reason, ends_at=end.ends_at, open_ended=end.open_ended
        )

    if day_ended:
        return Change(scope.name, "opened_day_ended", do)
    return Change(scope.name, "opened_but", do, (("n", str(closed)),)) if closed else Change(scope.name, "opened", do)


def assign(label: str, services: tuple[str, ...], also: tuple[str, ...], reason: str, end: Lasting) -> Change:
    """Other services at a counter."""

    def do(work: UnitOfWork, by: By) -> object:
        return work.overrides.assign(
            label, by, services, also=also, reason=reason, ends_at=end.ends_at, open_ended=end.open_ended
        )

    return Change(label, "assigned", do)


def free(label: str, reason: str, *, put_back: bool) -> Change:
    """Nobody at a counter any more."""
    return Change(label, "freed", lambda work, by: work.counter(label, by).free(reason=reason, put_back=put_back))


def end_override(override_id: int, name: str) -> Change:
    """The configuration holds again."""
    return Change(name, "taken_back", lambda work, by: work.overrides.end(override_id, by))


def end_closure(closure_id: int, name: str, *, still: str = "") -> Change:
    """Open again, but for what ``still`` names: other closings of it are in force."""
    said, more = ("reopened_but", (("still", still),)) if still else ("reopened", ())
    return Change(name, said, lambda work, by: work.closures.end(closure_id, by), more)


def decide(closure_id: int, name: str, *, approve: bool) -> Change:
    """Yes or no to what a clerk asks for."""
    said = "approved" if approve else "rejected"
    return Change(name, said, lambda work, by: work.closures.decide(closure_id, by, approve=approve))


def announce(kind: str, title: str, lines: tuple[str, ...], agency: str, end: Lasting) -> Change:
    """Tell the hall something on its boards."""

    def do(work: UnitOfWork, by: By) -> object:
        return work.boards.announce(kind, title, by, lines, agency=agency, until=end.ends_at)

    return Change(title, "announced", do)


def end_announcement(announcement_id: int, title: str) -> Change:
    """Take an announcement down."""
    return Change(title, "unannounced", lambda work, by: work.boards.end_announcement(announcement_id, by))
