"""How the button of an action shows whether it is possible now, and what it does to the number at the counter."""

from __future__ import annotations

from collections.abc import Callable

from counter.desk.intents import DeskIntents
from counter.desk.state import ACTION_OF, ASKING, NOT_COME, DeskState, Intent
from counter.desk.texts import refusal_text
from hall.translator import Translator
from hall.views import CounterView
from qtkit.desk.buttons import DeskButton

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
    return translate("counter.button_next_ends" if state.begun else "counter.button_next_misses", code=current.code)


def ends_visit(intent: Intent, view: CounterView) -> bool:
    """Whether ``intent`` takes the number at the counter away from it: the space bar, under a thumb or a book, must
    not."""
    return view.current is not None and intent in _LEAVING


def short_ends_text(state: DeskState, translate: Translator) -> str:
    """The same without the number, for the small bar."""
    if state.view is None or state.view.current is None:
        return ""
    return translate("counter.short_next_ends" if state.begun else "counter.short_next_misses")


def act_of(intents: DeskIntents, intent: Intent) -> Callable[[], None]:
    """What the button of ``intent`` does: it asks for a choice first where one is needed, or may be by then."""
    if intent in ASKING or intent in NOT_COME:
        return lambda: intents.asked.emit(intent.value, 0)
    return lambda: intents.intended.emit(intent.value)


def show_action(button: DeskButton, intent: Intent, state: DeskState, translate: Translator) -> bool:
    """Shows on ``button`` whether ``intent`` is possible at the counter, or why not; returns that. Needs the state's
    view."""
    view = state.view
    assert view is not None
    possible = ACTION_OF[intent] in view.allowed and (intent is not Intent.CALL_NEXT or view.next is not None)
    show_possible(button, state, translate, possible, "" if possible else refusal_text(view, intent, translate))
    button.set_busy(state.busy is intent)
    button.space_presses = state.asks(intent) or not ends_visit(intent, view)
    return button.isEnabled()


def show_possible(button: DeskButton, state: DeskState, translate: Translator, possible: bool, reason: str) -> None:
    """Enables ``button``, or disables it with ``reason``; while the database is away nothing is possible."""
    if not state.link.connected:
        possible, reason = False, translate("counter.away_key")
    button.set_possible(possible, reason)
