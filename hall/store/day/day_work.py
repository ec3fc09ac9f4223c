"""What a person does to the business day when a clock was wrong."""

from __future__ import annotations

from datetime import date

from hall.store.database import requests
from hall.store.database.transaction import Transaction
from hall.store.day import days
from hall.text_rules import REASON, one_line


class DayWork:
    """Writes of one unit of work on business days, beside opening and closing them (``UnitOfWork``)."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def confirm(self, *, actor: str, reason: str = "", request_id: str | None = None) -> date:
        """A person says that the clock is right: today's business day is open afterwards. Returns its date.

        Raises Refused as ``hall.store.day.days.confirm_day`` does.
        """
        why = one_line(reason, REASON)

        def perform() -> tuple[date, str]:
            opened = days.confirm_day(self._tx, actor=actor, reason=why)
            return opened, opened.isoformat()

        asked = requests.fingerprint("confirm_day", why)
        return requests.once(self._tx, request_id, asked, perform, date.fromisoformat)

    def redate(self, day: date, *, reason: str, actor: str, request_id: str | None = None) -> date:
        """Give the open business day the date ``day``; returns the date that it had.

        Raises Refused as ``hall.store.day.days.redate`` does.
        """
        why = one_line(reason, REASON)

        def perform() -> tuple[date, str]:
            before = days.redate(self._tx, day, actor=actor, reason=why)
            return before, before.isoformat()

        asked = requests.fingerprint("redate_day", day, why)
        return requests.once(self._tx, request_id, asked, perform, date.fromisoformat)
