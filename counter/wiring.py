"""How the window and its presenter hear each other; the same for the program and for its tests."""

from __future__ import annotations

from counter.desk.presenter import DeskPresenter
from counter.desk.window import CounterWindow


def connect_window(presenter: DeskPresenter, window: CounterWindow) -> None:
    """Connects both ways: what the presenter shows, and what the window is asked for."""
    presenter.state_changed.connect(window.show_state)
    window.intended.connect(presenter.perform)
    window.ordered.connect(presenter.give)
    window.counter_chosen.connect(presenter.choose)
    window.sign_in_requested.connect(presenter.sign_in)
    window.wrong_input.connect(presenter.say)
