"""The desk is locked while its clerk is away: the counter stays as it is, and the clerk's PIN opens it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counter.desk.state import DeskNotice, Intent, Phase
from counter.desk.state_keeper import StateKeeper
from counter.desk.texts import notice_of
from hall.errors import Refused, StoreUnavailable
from hall.guessing import Wait
from hall.views import UserView
from qtkit.store_link import StoreLink


class Locking:
    """Changes the state of ``keeper``; ``on_lost`` is called when the database does not answer, ``leave`` when another
    one wants to sign in, whom the rules for a counter with somebody at it hold for."""

    def __init__(
        self,
        link: StoreLink,
        keeper: StateKeeper,
        station: str,
        on_lost: Callable[[StoreUnavailable], object],
        leave: Callable[[DeskNotice], object],
    ) -> None:
        self._link, self._keeper, self._station = link, keeper, station
        self._on_lost, self._leave = on_lost, leave

    def lock(self) -> None:
        """Locks the desk; a command under way ends as it does."""
        if self._keeper.state.phase is Phase.DESK:
            self._keeper.change(phase=Phase.LOCKED, notice=None)

    def unlock(self, pin: str) -> None:
        """Opens the desk with the PIN of its clerk."""
        state, station = self._keeper.state, self._station
        user = state.user
        if state.phase is not Phase.LOCKED or user is None or state.busy is not None:
            return
        self._keeper.change(busy=Intent.SIGN_IN, notice=None)
        self._link.run(
            lambda store: store.check_pin(user.login, pin, station=station), self._on_unlocked, self._on_failed
        )

    def change_clerk(self) -> None:
        """Leaves the desk to another clerk, who signs in; who sat here stays until then."""
        state = self._keeper.state
        if state.phase is Phase.LOCKED and state.busy is None:
            self._leave(DeskNotice("notice_locked_left", (("label", state.chosen),), tone="info"))

    def _on_unlocked(self, user: UserView) -> None:
        state = self._keeper.state
        if state.phase is Phase.LOCKED and state.user is not None and state.user.id == user.id:
            self._keeper.change(phase=Phase.DESK, busy=None, notice=None)

    def _on_failed(self, error: Exception) -> None:
        if self._keeper.state.phase is not Phase.LOCKED:
            return
        if isinstance(error, StoreUnavailable):
            self._on_lost(error)
        notice = notice_of(_of_own_pin(error), away="notice_not_signed_in")
        self._keeper.change(busy=None, notice=replace(notice, tone="error") if isinstance(error, Refused) else notice)


def _of_own_pin(error: Exception) -> Exception:
    """Here nobody types a name, so that it is the PIN that is wrong."""
    if not isinstance(error, Refused) or error.code != "wrong_pin":
        return error
    seconds = int(str(error.params.get("seconds", 0)))
    return Refused("own_pin_paused", wait=Wait(seconds), seconds=seconds) if seconds else Refused("own_pin_wrong")
