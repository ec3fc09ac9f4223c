"""What the desk says of waits to come: pure functions from views and words to text."""

from __future__ import annotations

from hall.estimating.shown import Shown
from hall.estimating.wording import wait_brief, wait_note
from hall.lifecycle import State
from hall.translator import Translator
from hall.views import QueueRow, TicketView


def left_of(ticket: TicketView) -> Shown | None:
    """What is said of the wait of a number, while it waits; None where nothing is."""
    return ticket.wait if ticket.state is State.WAITING else None


def left_text(ticket: TicketView, translate: Translator) -> str:
    """The same as a figure of a list; empty where nothing is said."""
    left = left_of(ticket)
    return "" if left is None else wait_brief(left, translate)


def left_words(ticket: TicketView, translate: Translator) -> str:
    """The same with what it is; empty where nothing is said."""
    said = left_text(ticket, translate)
    return translate("counter.left_words", wait=said) if said else ""


def left_spoken(ticket: TicketView, translate: Translator) -> str:
    """The same with what must be known of it besides, for who hears it; empty where nothing is said."""
    left = left_of(ticket)
    note = "" if left is None else wait_note(left, translate)
    return f"{left_words(ticket, translate)} ({note})" if note else left_words(ticket, translate)


def newcomer_text(row: QueueRow, translate: Translator) -> str:
    """What whoever would take a number of a service now is told; empty where nothing is."""
    return "" if row.wait is None else translate("counter.queue_wait", wait=wait_brief(row.wait, translate))
