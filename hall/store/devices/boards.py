"""What boards say of themselves and of calls: that they are well, and which calls they have painted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from hall.access import By, Operation
from hall.call_delivery import BOARD_ALIVE, BOARD_HEARTBEAT, Voiced, status_of
from hall.store import tables as t
from hall.store.database import sight
from hall.store.database.aspect import Aspect, Reads, operation
from hall.store.database.clocks import AHEAD
from hall.store.database.prepared import Prepared
from hall.store.database.readable import is_whole, whole_rows
from hall.store.database.transaction import Transaction
from hall.store.devices import announcements
from hall.text_rules import detail_line
from hall.views import AnnouncementView, BoardHealth, CallDeliveryView


class BoardNotes(Aspect):
    """What the board of a station notes of itself and of calls; to note it again changes nothing."""

    @operation(Operation.BOARD_REPORT)
    def report(
        self,
        by: By,
        *,
        zone: str = "",
        agencies: Sequence[str] = (),
        sound: str = "off",
        detail: str = "",
        warnings: Sequence[str] = (),
    ) -> None:
        """How the board is, and of what it shows the calls. ``sound`` is ``ok``, ``off`` when it is not asked to speak,
        or what keeps it from speaking; ``detail`` is one English sentence for the technician; ``warnings`` are
        ``too_small``, ``media``. A change wakes the screens, a heartbeat wakes nobody on Postgres."""
        tx, c, now = self._tx, t.board.c, self._tx.now()
        listed: dict[str, Any] = {"agencies": list(agencies), "warnings": list(warnings)}
        said = {"zone": zone, "sound": sound, "detail": detail_line(detail), **listed}
        mine = select(t.board).where(c.name == by.station).with_for_update(key_share=True)
        row = tx.connection.execute(mine).one_or_none()
        if row is None:
            tx.connection.execute(
                tx.insert(t.board).values(name=by.station, since=now, seen_at=now, **said).on_conflict_do_nothing()
            )
            tx.must_notify = True
            return
        back = not _lives(row, now)
        changed = back or any(getattr(row, key) != value for key, value in said.items())
        if changed or now - row.seen_at >= BOARD_HEARTBEAT:
            since = {"since": now} if back else {}
            tx.connection.execute(update(t.board).where(c.name == by.station).values(seen_at=now, **said, **since))
            tx.must_notify = tx.must_notify or changed

    @operation(Operation.BOARD_RECEIVED)
    def received(self, by: By, seqs: Sequence[int]) -> None:
        """The board has these calls, by number, in its queue behind others; wakes nobody."""
        tx, now = self._tx, self._tx.now()
        rows = [{"call_seq": seq, "board": by.station, "received_at": now} for seq in _known(tx, seqs)]
        if rows:
            tx.connection.execute(tx.insert(t.call_shown).values(rows).on_conflict_do_nothing())

    @operation(Operation.BOARD_SHOWN)
    def shown(self, by: By, calls: Sequence[tuple[int, datetime]]) -> int:
        """The board has painted these calls, by number, each at a time; a call that it reported before stays as it was.
        Returns how many were new. Wakes nobody: whoever waits for it looks again by himself."""
        tx = self._tx
        known = _known(tx, [seq for seq, _ in calls])
        rows = [
            {"call_seq": seq, "board": by.station, "received_at": at, "at": at} for seq, at in calls if seq in known
        ]
        if not rows:
            return 0
        c = t.call_shown.c
        made = tx.insert(t.call_shown).values(rows)
        made = made.on_conflict_do_update(
            index_elements=[c.call_seq, c.board], set_={"at": made.excluded.at}, where=c.at.is_(None)
        )
        return len(tx.connection.execute(made.returning(c.call_seq)).all())


class BoardReads(Reads):
    """How the boards are, and what is announced on them."""

    def health(self) -> tuple[BoardHealth, ...]:
        """Every board that ever reported and whose station still exists or that lives, by name; for an agency those
        that show its calls."""
        agency, structure = sight.agency_of(self._tx), self._tx.structure.structure
        zones = {"", *(one.zone for one in structure.counters if one.agency == agency)}
        return tuple(one for one in views(self._tx) if not agency or one.zone in zones)

    def announcements(self) -> tuple[AnnouncementView, ...]:
        """What the staff tell the hall now, newest first; of an agency's own only to whoever sees it."""
        found = announcements.running(self._tx, self._tx.now())
        return tuple(one for one in found if sight.sees(self._tx, one.agency))


def _known(tx: Transaction, seqs: Sequence[int]) -> set[int]:
    """Those of the numbers that are calls: a board may have seen another database."""
    if not seqs:
        return set()
    return set(tx.connection.execute(select(t.call.c.seq).where(t.call.c.seq.in_(list(seqs)))).scalars())


def views(tx: Transaction) -> tuple[BoardHealth, ...]:
    """Every board that ever reported and whose station still exists or that lives, by name."""
    now = tx.now()
    stations = {station.name for station in tx.structure.structure.stations}
    return tuple(_health(row, now) for row in tx.kept(_rows) if row.name in stations or _lives(row, now))


def _rows(tx: Transaction) -> list[Row[Any]]:
    return list(whole_rows(tx.run(_BOARDS)))


def delivery_of(tx: Transaction, ticket_id: int) -> CallDeliveryView | None:
    """How far the latest call of a ticket has come; None when it was never called."""
    row = tx.run(_LATEST_CALL, {"ticket": ticket_id}).one_or_none()
    now, structure = tx.now(), tx.structure
    place = None if row is None else structure.counters.get(row.counter_id)
    service = None if row is None else structure.services.get(row.service_id)
    if row is None or place is None or service is None or not is_whole(row):
        return None
    boards = [
        board.name
        for board in tx.kept(_rows)
        if _lives(board, now)
        and board.zone in ("", place.zone)
        and (not board.agencies or service.agency in board.agencies)
    ]
    rows = tx.run(_SHOWN, {"seq": row.seq}).all()
    by = tuple(shown_by.board for shown_by in rows if shown_by.at is not None)
    queued = any(shown_by.at is None and shown_by.board in boards for shown_by in rows)
    voiced = tx.run(_VOICED, {"seq": row.seq}).one_or_none()
    if voiced is not None and not is_whole(voiced):
        voiced = None
    over = voiced is None or (voiced.state == Voiced.SPEAKING and not voiced.at - AHEAD <= now < voiced.until)
    state = "" if over or voiced is None else voiced.state
    how_far = status_of(now - row.at, len(boards), queued=queued, shown=bool(by), voiced=state)
    return CallDeliveryView(row.seq, row.at, how_far, by)


_SEQ, _CALL, _S, _V = bindparam("seq", type_=t.call.c.seq.type), t.call.c, t.call_shown.c, t.call_voiced.c
_BOARDS = Prepared(select(t.board).order_by(t.board.c.name))
_LATEST_CALL = Prepared(
    select(_CALL.seq, _CALL.at, _CALL.counter_id, _CALL.service_id)
    .where(_CALL.ticket_id == bindparam("ticket", type_=_CALL.ticket_id.type), ~_CALL.undone)
    .order_by(_CALL.seq.desc())
    .limit(1)
)
_SHOWN = Prepared(select(_S.board, _S.at).where(_S.call_seq == _SEQ).order_by(_S.board))
_VOICED = Prepared(select(_V.state, _V.at, _V.until).where(_V.call_seq == _SEQ))


def _lives(row: Row[Any], now: datetime) -> bool:
    """Whether the board reported just now; a word that lies ahead was said before the clock went back."""
    silence: timedelta = now - row.seen_at
    return -AHEAD <= silence <= BOARD_ALIVE


def _health(row: Row[Any], now: datetime) -> BoardHealth:
    return BoardHealth(
        name=row.name,
        zone=row.zone,
        since=row.since,
        seen_at=row.seen_at,
        alive=_lives(row, now),
        sound=row.sound,
        detail=row.detail,
        warnings=tuple(row.warnings),
    )
