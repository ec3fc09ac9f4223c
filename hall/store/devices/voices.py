"""One voice at a time in a zone: a lease that a board takes for each call before it speaks.

The lease lasts until the planned end of the words and a margin; a board that dies in the middle loses it then, one that
breaks off gives it back, and another one, or the same after its start, says the call again. One life of a board speaks
once for each call (``display.announcer``): a broken loudspeaker is not tried again and again. Nobody speaks without the
lease, so two boards of one zone never overlap (``hall.call_delivery`` has the figures). It goes by the board's name and
its life: of two machines that have one name only one speaks. With a clock that goes back it lasts no longer than it was
asked for, counted from the first look after that.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select, update

from hall.access import By, Operation
from hall.call_delivery import UNSAID, VOICE_MARGIN, VOICE_REST, Voiced
from hall.store import tables as t
from hall.store.database.aspect import Aspect, operation
from hall.store.database.transaction import Transaction
from hall.store.devices import program_lives
from hall.views import VoiceClaim

_C = t.call_voiced.c
_NO_CALL = 0
"""In a lease: what is said is no call."""


class VoiceLeases(Aspect):
    """What a board does with the voice of a zone; ``life`` is this start of the board (``hall.lives``)."""

    @operation(Operation.CLAIM_VOICE)
    def claim_voice(self, by: By, seq: int, *, seconds: float, life: str = "") -> VoiceClaim:
        """Ask for the zone's voice to say call ``seq``, which takes ``seconds``.

        ``granted``: speak now, and be quiet ``seconds`` and ``VOICE_MARGIN`` later at the latest. ``done``: nobody
        needs to say it any more, as when its counter has made another call since: that one is said; nobody does in an
        evacuation. Else another voice speaks: ask again after ``wait`` seconds.
        """
        tx, board = self._tx, by.station
        call = tx.connection.execute(select(t.call).where(t.call.c.seq == seq)).one_or_none()
        place = tx.structure.counters.get(call.counter_id) if call is not None else None
        if call is None or call.undone or place is None or tx.structure.evacuation is not None:
            return VoiceClaim(done=True)
        now = tx.now()
        lease = _put_right(tx, _lease(tx, place.zone), now)
        voiced = _voiced(tx, seq)
        if voiced is not None and voiced.state not in UNSAID:
            return VoiceClaim(done=True)
        if _is_taken(tx, lease, (board, life), now):
            return VoiceClaim(wait=(lease.until - now).total_seconds())
        if _has_gone_on(tx, call.counter_id, seq):
            _break_off(tx, seq)
            _pass(tx, board, [seq])
            return VoiceClaim(done=True)
        until = now + timedelta(seconds=seconds) + VOICE_MARGIN
        said = {"zone": place.zone, "board": board, "at": now, "until": until, "life": life}
        if not _begin(tx, seq, said, again=voiced is not None):
            return VoiceClaim(done=True)  # another board has passed it over meanwhile
        _hold(tx, place.zone, now, until, board=board, life=life, call_seq=seq)
        tx.must_notify = True  # the other boards of the zone keep step with the voice
        return VoiceClaim(granted=True)

    @operation(Operation.CLAIM_EVACUATION)
    def claim_evacuation(self, by: By, *, zone: str, seconds: float, life: str = "") -> VoiceClaim:
        """Ask for the voice of a ``zone`` (id, empty for a board of the whole hall) to say that the hall is evacuated,
        which takes ``seconds``. As with ``claim_voice``; ``done``: it is over, and the voice is free again."""
        tx, board, now = self._tx, by.station, self._tx.now()
        lease = _put_right(tx, _lease(tx, zone), now)
        mine = (lease.board, lease.life, lease.call_seq) == (board, life, _NO_CALL)
        if tx.structure.evacuation is None:
            if mine and lease.until > now:
                _hold(tx, zone, now, now + VOICE_REST, board=board, life=life, call_seq=_NO_CALL)
            return VoiceClaim(done=True)
        if _is_taken(tx, lease, (board, life), now):
            return VoiceClaim(wait=(lease.until - now).total_seconds())
        until = now + timedelta(seconds=seconds) + VOICE_MARGIN
        _hold(tx, zone, now, until, board=board, life=life, call_seq=_NO_CALL)
        return VoiceClaim(granted=True)

    @operation(Operation.VOICE_ENDED)
    def voice_ended(self, by: By, seq: int, state: Voiced, *, life: str = "") -> None:
        """The board has said call ``seq``; the zone rests a moment before the next. What is no news, as of a board that
        lost the voice, changes nothing."""
        tx, board, voiced = self._tx, by.station, _voiced(self._tx, seq)
        if voiced is None or (voiced.board, voiced.life, voiced.state) != (board, life, Voiced.SPEAKING):
            return
        lease = _lease(tx, voiced.zone)
        now = tx.now()
        tx.must_notify = True  # boards hold the call while it is said, and after one that broke off another one speaks
        # Another board may have taken the call over while this one waited for the lease.
        mine = (_C.call_seq == seq, _C.board == board, _C.life == life, _C.state == Voiced.SPEAKING.value)
        tx.connection.execute(update(t.call_voiced).where(*mine).values(state=state.value, ended_at=now))
        if (lease.board, lease.life, lease.call_seq) == (board, life, seq):  # else it belongs to another call by now
            _hold(tx, voiced.zone, now, now + VOICE_REST, board=board, life=life, call_seq=seq)

    @operation(Operation.VOICE_PASSED)
    def voice_passed(self, by: By, seqs: Sequence[int]) -> None:
        """Calls that came too late for the voice: they are shown only."""
        _pass(self._tx, by.station, seqs)


def _is_taken(tx: Transaction, lease: Row[Any], by: tuple[str, str], now: datetime) -> bool:
    """Whether another board, or another life of this one that goes on, has the voice."""
    return (lease.board, lease.life) != by and lease.until > now and not program_lives.is_ended(tx, lease.life)


def _begin(tx: Transaction, seq: int, said: dict[str, Any], *, again: bool) -> bool:
    """Write down that a call is being said; False when another board was first."""
    values = {**said, "state": Voiced.SPEAKING.value}
    if again:
        tx.connection.execute(
            update(t.call_voiced).where(t.call_voiced.c.call_seq == seq).values(ended_at=None, **values)
        )
        return True
    row = tx.insert(t.call_voiced).values(call_seq=seq, **values).on_conflict_do_nothing()
    return tx.connection.execute(row.returning(t.call_voiced.c.call_seq)).one_or_none() is not None


def _break_off(tx: Transaction, seq: int) -> None:
    """A call whose board died in the middle is still written down as being said."""
    tx.connection.execute(
        update(t.call_voiced).where(_C.call_seq == seq, _C.state == Voiced.SPEAKING).values(state=Voiced.BROKE.value)
    )


def _pass(tx: Transaction, board: str, seqs: Sequence[int]) -> None:
    now = tx.now()
    query = select(t.call.c.seq, t.call.c.counter_id).where(t.call.c.seq.in_(list(seqs)))
    places = tx.structure.counters
    rows = [
        {"call_seq": r.seq, "zone": places[r.counter_id].zone, "board": board, "state": Voiced.LATE.value, "at": now}
        | {"until": now, "ended_at": now}
        for r in tx.connection.execute(query)
        if r.counter_id in places
    ]
    if rows:
        made = tx.insert(t.call_voiced).values(rows)
        late = made.on_conflict_do_update(
            index_elements=[t.call_voiced.c.call_seq],
            set_={"state": Voiced.LATE.value},
            where=t.call_voiced.c.state == Voiced.BROKE,
        )
        tx.connection.execute(late)


def _lease(tx: Transaction, zone: str) -> Row[Any]:
    """The zone's lease, held until this transaction ends; made when the zone speaks for the first time."""
    held = select(t.voice_lease).where(t.voice_lease.c.zone == zone).with_for_update(key_share=True)
    row = tx.connection.execute(held).one_or_none()
    if row is None:
        tx.connection.execute(
            tx.insert(t.voice_lease).values(zone=zone, board="", call_seq=0, until=_LONG_AGO).on_conflict_do_nothing()
        )
        row = tx.connection.execute(held).one()
    return row


def _has_gone_on(tx: Transaction, counter_id: str, seq: int) -> bool:
    """Whether the counter has made a later call, which was not taken back."""
    c = t.call.c
    later = select(c.seq).where(c.counter_id == counter_id, c.seq > seq, ~c.undone).order_by(c.seq).limit(1)
    return tx.connection.execute(later).one_or_none() is not None


def _hold(tx: Transaction, zone: str, since: datetime, until: datetime, **holder: Any) -> None:
    tx.connection.execute(
        update(t.voice_lease).where(t.voice_lease.c.zone == zone).values(since=since, until=until, **holder)
    )


def _put_right(tx: Transaction, lease: Row[Any], now: datetime) -> Row[Any]:
    """The lease, which began now at the latest: one that begins later was taken before the clock went back."""
    since = lease.since
    if since is None or since <= now:
        return lease
    until = now + max(lease.until - since, timedelta(0))
    _hold(tx, lease.zone, now, until)
    said = update(t.call_voiced).where(_C.call_seq == lease.call_seq, _C.state == Voiced.SPEAKING.value, _C.at > now)
    tx.connection.execute(said.values(at=now, until=until))
    return _lease(tx, lease.zone)


def _voiced(tx: Transaction, seq: int) -> Row[Any] | None:
    return tx.connection.execute(select(t.call_voiced).where(t.call_voiced.c.call_seq == seq)).one_or_none()


_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
