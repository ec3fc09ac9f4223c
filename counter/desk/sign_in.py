"""Signing in: the counter that was chosen, the PIN, and why it did not work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counter.desk.jobs import sign_in
from counter.desk.state import DeskNotice, Intent, Phase
from counter.desk.state_keeper import StateKeeper
from counter.desk.texts import notice_of
from hall.access import sees_the_hall
from hall.errors import Refused, StoreUnavailable
from hall.views import CounterView, UserView
from qtkit.store_link import StoreLink


class SignIn:
    """Changes the state of ``keeper``; ``on_lost`` is called when the database does not answer, ``on_supervisor`` when
    somebody who answers for the hall, or for an agency, has come without a counter."""

    def __init__(
        self,
        link: StoreLink,
        keeper: StateKeeper,
        station: str,
        on_lost: Callable[[StoreUnavailable], object],
        on_supervisor: Callable[[UserView], object],
    ) -> None:
        self._link, self._keeper, self._station = link, keeper, station
        self._on_lost, self._on_supervisor = on_lost, on_supervisor

    def choose(self, label: str) -> None:
        """Chooses the counter to sign in at."""
        if label != self._keeper.state.chosen:
            self._keeper.change(chosen=label, notice=None)

    def say(self, code: str) -> None:
        """Shows a text of the catalogue, ``counter.<code>``."""
        self._keeper.change(notice=DeskNotice(code))

    def show(self, notice: DeskNotice) -> None:
        """Shows why somebody is here again."""
        self._keeper.change(notice=notice)

    def sign_in(self, login: str, pin: str) -> None:
        """Signs in at the chosen counter; without one only a supervisor can."""
        state, station = self._keeper.state, self._station
        if not self._link.is_open or state.phase is not Phase.SIGN_IN or state.busy is not None:
            return
        self._keeper.change(busy=Intent.SIGN_IN, notice=None)
        self._link.run(
            lambda store: sign_in(store, state.chosen, login, pin, station), self._on_signed_in, self._on_failed
        )

    def _on_signed_in(self, result: tuple[UserView, CounterView | None]) -> None:
        user, view = result
        if view is None:
            self._on_without_counter(user)
            return
        self._keeper.show_view(view, phase=Phase.DESK, user=user, busy=None, notice=None, chosen=view.counter.label)

    def _on_without_counter(self, user: UserView) -> None:
        if sees_the_hall(user.role):
            self._keeper.change(busy=None, notice=None)
            self._on_supervisor(user)
        elif self._keeper.state.no_counter:
            self._keeper.change(busy=None, notice=DeskNotice(refused=Refused("supervisors_window"), tone="error"))
        else:
            self._keeper.change(busy=None, notice=DeskNotice("need_counter"))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, StoreUnavailable):
            self._on_lost(error)
        # It stays until the next try: that the hall can be read again does not say that somebody can write.
        notice = notice_of(error, away="notice_not_signed_in")
        self._keeper.change(busy=None, notice=replace(notice, tone="error") if isinstance(error, Refused) else notice)
