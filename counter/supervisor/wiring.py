"""Connects the window and its presenter; the same for the program and for its tests."""

from __future__ import annotations

from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.window import SupervisorWindow


def connect_window(presenter: SupervisorPresenter, window: SupervisorWindow) -> None:
    """Connects both ways: what the presenter shows, and what the window says."""
    presenter.changed.connect(window.show_state)
    window.alarms_seen.connect(presenter.on_alarms_seen)
    window.acted.connect(presenter.perform)
    window.withdrawn.connect(presenter.acts.withdraw)
    window.tab_chosen.connect(presenter.choose_tab)
    window.query_changed.connect(presenter.on_query_changed)
