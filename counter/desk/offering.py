"""Whether the promise to the visitor at the counter is past, and what is offered for it: pure functions of the view."""

from __future__ import annotations

from datetime import datetime, timedelta

from counter.desk.state import Command, Intent
from hall.lifecycle import State
from hall.promise import Promise, Visit, next_offer, span, verdict
from hall.translator import Translator
from hall.views import CounterView
from hall.wording import in_language

OFFER_SHORTCUT = "Ctrl+O"


def is_late(view: CounterView, now: datetime) -> bool:
    """Whether the promise to the visitor at the counter is past already: of the wait, or of the visit until ``now``."""
    ticket = view.current
    if ticket is None:
        return False
    promise = Promise(view.promised_wait, timedelta(minutes=ticket.promised_minutes))
    served = span(ticket.serving_at, now) if ticket.state is State.SERVING else None
    return not verdict(Visit(span(ticket.issued_at, view.first_called_at or ticket.called_at), served), promise).kept


def offer_text(view: CounterView, now: datetime, translate: Translator) -> tuple[str, str, str]:
    """What a tag says of it, its tone, and the same in short; empty while the promise is kept and nothing offered, and
    in a hall that offers nothing."""
    found = next((offer for offer in view.offers if offer.id == view.offered), None)
    if found is not None:
        name = in_language(translate.language, found.name, found.name_en)
        return translate("counter.offered", offer=name), "good", translate("counter.offered_short")
    if not view.offers or not is_late(view, now):
        return "", "neutral", ""
    key = OFFER_SHORTCUT
    return translate("counter.late_offer", key=key), "late", translate("counter.late_offer_short", key=key)


def offer_command(view: CounterView) -> Command | None:
    """What the key asks for: the next of the hall's offers, after the last one none; None without anybody or any."""
    if view.current is None or not view.offers:
        return None
    return Command(Intent.OFFER, offer=next_offer(view.offers, view.offered))
