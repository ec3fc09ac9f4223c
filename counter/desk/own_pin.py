"""Somebody of the staff changes their own PIN, before they sign in."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counter.desk.state import DeskNotice, Intent, Phase
from counter.desk.state_keeper import StateKeeper
from counter.desk.texts import notice_of
from hall.access import By
from hall.errors import Refused, StoreUnavailable
from hall.views import UserView
from qtkit.store_link import StoreLink

if TYPE_CHECKING:
    from hall.store import Store


@dataclass(frozen=True, slots=True)
class PinChange:
    """What was typed: whose PIN, the old one and the new one."""

    login: str
    old: str
    new: str

    def done_in(self, store: Store, station: str, request_id: str) -> UserView:
        """Looks at the old PIN as a sign-in does, tries and pauses too, and keeps the new one. Raises Refused,
        StoreUnavailable."""
        user = store.check_pin(self.login, self.old, station=station)
        hashed = store.new_pin(self.new, user.login)
        by = By.staff(user.role, user.login, agency=user.agency, station=station, request_id=request_id)
        return store.run(lambda work: work.staff.change_own_pin(hashed, by, session=user.session))


class OwnPin:
    """Changes the state of ``keeper``; ``on_lost`` is called when the database does not answer."""

    def __init__(
        self, link: StoreLink, keeper: StateKeeper, station: str, on_lost: Callable[[StoreUnavailable], object]
    ) -> None:
        self._link, self._keeper, self._station, self._on_lost = link, keeper, station, on_lost

    def change(self, wanted: PinChange) -> None:
        """Changes the PIN on the sign-in page; one at a time."""
        state, station, request = self._keeper.state, self._station, uuid.uuid4().hex
        if not self._link.is_open or state.phase is not Phase.SIGN_IN or state.busy is not None:
            return
        self._keeper.change(busy=Intent.CHANGE_PIN, notice=None)
        self._link.run(lambda store: wanted.done_in(store, station, request), self._on_changed, self._on_failed)

    def leave(self) -> None:
        """The form was left: what it was refused for is not said of the sign-in."""
        if self._keeper.state.busy is None:
            self._keeper.change(notice=None)

    def _on_changed(self, _user: UserView) -> None:
        self._keeper.change(busy=None, notice=DeskNotice("notice_pin_changed", tone="info"))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, StoreUnavailable):
            self._on_lost(error)
        notice = notice_of(error, away="notice_pin_unsure")
        self._keeper.change(busy=None, notice=replace(notice, tone="error") if isinstance(error, Refused) else notice)
