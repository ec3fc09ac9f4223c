"""What the hall says of a wait, as lines for a person at a terminal."""

from __future__ import annotations

from hall.dates import clock_text
from hall.estimating.shown import Shown
from hall.estimating.wording import wait_note, wait_text
from hall.lifecycle import State
from hall.translator import ENGLISH
from hall.views import TicketView
from hallctl.dates import zone_of

NOTHING = "nothing"


def wait_sentence(shown: Shown | None) -> str:
    """All that is said of a wait, in one line."""
    if shown is None:
        return NOTHING
    parts = wait_text(shown, ENGLISH), f"{shown.ahead} ahead", wait_note(shown, ENGLISH)
    return "; ".join(part for part in parts if part)


def wait_rows(ticket: TicketView, timezone: str) -> list[tuple[str, object]]:
    """What was said of the wait of a number when it was given, and what is said now while it waits."""
    given = clock_text(ticket.issued_at.astimezone(zone_of(timezone)), ENGLISH)
    now = wait_sentence(ticket.wait_now) if ticket.state is State.WAITING else f"nothing, it is {ticket.state}"
    return [("Said at issue", f"{wait_sentence(ticket.told)} (at {given})"), ("Said now", now)]
