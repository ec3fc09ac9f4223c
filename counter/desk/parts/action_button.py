"""How the button of an action shows whether it is possible now, and what it does to the number at the counter."""

from __future__ import annotations

from collections.abc import Callable

from counter.desk.intents import DeskIntents
from counter.desk.leaving import ends_visit
from counter.desk.state import ACTION_OF, ASKING, DeskState, Intent
from counter.desk.texts import refusal_text
from hall.translator import Translator
from qtkit.desk.buttons import DeskButton


def act_of(intents: DeskIntents, intent: Intent) -> Callable[[], None]:
    """What the button of ``intent`` does: it asks for a choice first where one is needed."""
    if intent in ASKING:
        return lambda: intents.asked.emit(intent.value, 0)
    return lambda: intents.intended.emit(intent.value)


def show_action(button: DeskButton, intent: Intent, state: DeskState, translate: Translator) -> bool:
    """Shows on ``button`` whether ``intent`` is possible at the counter, or why not; returns that. Needs the state's
    view."""
    view = state.view
    assert view is not None
    possible = ACTION_OF[intent] in view.allowed and (intent is not Intent.CALL_NEXT or view.next is not None)
    show_possible(button, state, translate, possible, refusal_text(view, intent, translate))
    button.set_busy(state.busy is intent)
    button.space_presses = intent in ASKING or not ends_visit(intent, view)
    return button.isEnabled()


def show_possible(button: DeskButton, state: DeskState, translate: Translator, possible: bool, reason: str) -> None:
    """Enables ``button``, or disables it with ``reason``; while the database is away nothing is possible."""
    if not state.link.connected:
        possible, reason = False, translate("counter.away_key")
    button.set_possible(possible, reason)
