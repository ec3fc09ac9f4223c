"""What the desk says after a command: what was done, or why not."""

from __future__ import annotations

from datetime import date

from counter.desk.jobs import ScanResult
from counter.desk.state import DeskNotice, Intent
from hall.scanned import DONE, Scanned
from hall.views import TicketView

_NEWS = {
    Intent.COME: "notice_help_answered",
    Intent.CONFIRM: "notice_confirmed",
    Intent.CANCEL: "notice_cancelled",
    Intent.HOLD: "notice_held",
    Intent.OBSTACLE: "notice_obstacle",
    Intent.UNDO: "notice_undone",
    Intent.RELEASE: "notice_waits_again",
    Intent.RETURN: "notice_waits_again",
}


def news_of(intent: Intent, code: str, result: object, *, missed: str = "") -> DeskNotice | None:
    """What the desk says after a command that the screen itself does not show well enough; ``missed`` is the number
    that a call has recorded as a no-show."""
    if intent is Intent.CALL_NEXT and result is None:
        return DeskNotice("notice_nobody", tone="info")
    if missed and intent in (Intent.CALL_NEXT, Intent.CALL_NUMBER):
        return DeskNotice("notice_missed", (("code", missed),), tone="info")
    if isinstance(result, ScanResult):
        return _scanned(result)
    if isinstance(result, date):
        return DeskNotice("notice_day", (("day", result.isoformat()),), tone="info")
    if intent is Intent.TRANSFER and isinstance(result, TicketView):
        return _transferred(code, result)
    news = _NEWS.get(intent, "")
    if isinstance(result, TicketView) and result.not_served:
        news = "notice_not_served"
    return DeskNotice(news, (("code", code),), tone="info") if news else None


def _scanned(result: ScanResult) -> DeskNotice:
    """What a scanned slip was, and what was done with it."""
    ticket = result.ticket
    counters = ", ".join(ticket.counters) or "–"
    label = ticket.counter_label if result.what is Scanned.OTHER_COUNTER else counters
    params = (("code", ticket.code), ("label", label), ("ahead", str(ticket.ahead)))
    where = (("service", ticket.service_name), ("service_en", ticket.service_name_en))
    what = "not_served" if result.what is Scanned.ENDED and ticket.not_served else result.what
    return DeskNotice(f"notice_scan_{what}", (*params, *where), "info" if result.what in DONE else "warn")


def _transferred(code: str, ticket: TicketView) -> DeskNotice:
    """Where the number waits now: at one counter, or for a service of an agency."""
    if ticket.directed_label:
        return DeskNotice("notice_transferred_counter", (("code", code), ("label", ticket.directed_label)), tone="info")
    where = (("service", ticket.service_name), ("service_en", ticket.service_name_en), ("agency", ticket.agency_name))
    return DeskNotice("notice_transferred", (("code", code), *where), tone="info")
