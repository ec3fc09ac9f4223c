"""How the number at the counter leaves it: which buttons take it away, and how the next call ends it."""

from __future__ import annotations

from counter.desk.state import DeskState, Intent
from hall.translator import Translator
from hall.views import CounterView

_LEAVING = frozenset(
    {
        *(Intent.CALL_NEXT, Intent.CALL_NUMBER, Intent.FINISH, Intent.NO_SHOW),
        *(Intent.HOLD, Intent.TRANSFER, Intent.OBSTACLE),
    }
)


def ends_text(state: DeskState, translate: Translator) -> str:
    """As what a call ends the number at the counter: ``A-010 dicatat tidak hadir``; empty when nobody is there."""
    current = state.view.current if state.view is not None else None
    if current is None:
        return ""
    return translate("counter.key_next_ends" if state.begun else "counter.key_next_misses", code=current.code)


def ends_visit(intent: Intent, view: CounterView) -> bool:
    """Whether ``intent`` takes the number at the counter away from it: the space bar, under a thumb or a book, must
    not."""
    return view.current is not None and intent in _LEAVING


def short_ends_text(state: DeskState, translate: Translator) -> str:
    """The same without the number, for the small bar."""
    if state.view is None or state.view.current is None:
        return ""
    return translate("counter.short_next_ends" if state.begun else "counter.short_next_misses")
