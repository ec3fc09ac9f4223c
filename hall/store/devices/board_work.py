"""What boards and their voices write, and what the staff tell the hall through them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hall.call_delivery import Voiced
from hall.store.database import requests
from hall.store.database.transaction import Transaction
from hall.store.devices import announcements, boards, voices
from hall.views import AnnouncementView, VoiceClaim


class BoardWork:
    """A part of one unit of work, ``UnitOfWork.boards``. ``board`` is the name of a station.

    What a board notes needs no request id: to say it again changes nothing.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def report(
        self,
        board: str,
        *,
        zone: str = "",
        agencies: Sequence[str] = (),
        sound: str = "off",
        detail: str = "",
        warnings: Sequence[str] = (),
    ) -> None:
        """How the board is, and of what it shows the calls."""
        boards.report(self._tx, board, zone=zone, agencies=agencies, sound=sound, detail=detail, warnings=warnings)

    def received(self, board: str, seqs: Sequence[int]) -> None:
        """The board has these calls, by number, in its queue behind others."""
        boards.received(self._tx, board, seqs)

    def shown(self, board: str, calls: Sequence[tuple[int, datetime]]) -> int:
        """The board has painted these calls, by number, each at a moment; returns how many it had not told of."""
        return boards.shown(self._tx, board, calls)

    def claim_voice(self, board: str, seq: int, *, seconds: float, life: str = "") -> VoiceClaim:
        """Ask for the voice of the zone of call ``seq``, for so many ``seconds``; ``life`` is this start of the board
        (``hall.lives``)."""
        return voices.claim(self._tx, board, seq, seconds=seconds, life=life)

    def voice_ended(self, board: str, seq: int, state: Voiced, *, life: str = "") -> None:
        """The board has ended its words for call ``seq``."""
        voices.ended(self._tx, board, seq, state, life=life)

    def voice_passed(self, board: str, seqs: Sequence[int]) -> None:
        """Calls that came too late to be said."""
        voices.passed(self._tx, board, seqs)

    def announce(
        self,
        kind: str,
        title: str,
        lines: Sequence[str] = (),
        *,
        zone: str = "",
        agency: str = "",
        until: datetime | None = None,
        actor: str = "api",
        request_id: str | None = None,
    ) -> AnnouncementView:
        """Tell the hall something on its boards, ``until`` a moment or until somebody ends it."""
        return announcements.add(
            self._tx, kind, title, lines, zone=zone, agency=agency, until=until, actor=actor, request_id=request_id
        )

    def end_announcement(
        self, announcement_id: int, *, actor: str = "api", request_id: str | None = None
    ) -> AnnouncementView:
        """Take an announcement down."""

        def perform() -> tuple[AnnouncementView, int]:
            return announcements.end(self._tx, announcement_id, actor=actor), announcement_id

        asked = requests.fingerprint("end_announcement", announcement_id)
        return requests.once(self._tx, request_id, asked, perform, lambda stored: announcements.find(self._tx, stored))
