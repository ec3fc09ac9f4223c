"""Connects the window and its presenter; the same for the program and for its tests."""

from __future__ import annotations

from counter.desk.presenter import DeskPresenter
from counter.desk.window import CounterWindow


def connect_window(presenter: DeskPresenter, window: CounterWindow) -> None:
    """Connects both ways: what the presenter shows, and what the window is asked for."""
    presenter.keeper.changed.connect(window.show_state)
    intents, signing_in = window.intents, presenter.signing_in
    for intent, act in (
        (intents.intended, presenter.perform),
        (intents.commanded, presenter.give),
        (intents.counter_chosen, signing_in.choose),
        (intents.sign_in_requested, signing_in.sign_in),
        (intents.wrong_input, signing_in.say),
        (intents.pin_change_requested, presenter.own_pin.change),
        (intents.pin_change_left, presenter.own_pin.leave),
        (intents.lock_requested, presenter.locking.lock),
        (intents.unlock_requested, presenter.locking.unlock),
        (intents.clerk_change_requested, presenter.locking.change_clerk),
        (intents.ticked, presenter.keeper.tick),
    ):
        intent.connect(act)
