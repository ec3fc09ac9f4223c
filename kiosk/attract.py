"""The page that invites and explains while nobody uses the kiosk: when it comes, and when it goes."""

from __future__ import annotations

from kiosk.attract_screen import AttractScreen
from kiosk.hall_watch import HallWatch, Snapshot
from kiosk.hours import hall_closed, waiting_notice
from kiosk.idle import ATTRACT_S
from kiosk.screen import Page
from kiosk.screen_state import ScreenState


class Attract:
    """Comes where the hall wants it (``[kiosk] attract``), after ``ATTRACT_S`` without a touch on the first page; goes
    at a touch or key, and by itself when the hall closes or is evacuated."""

    def __init__(self, state: ScreenState, watch: HallWatch) -> None:
        self._state, self._watch = state, watch

    @property
    def _wanted(self) -> bool:
        view = self._state.screen.view
        if view is None or self._state.offline or not view.hall.kiosk.attract:
            return False
        return not hall_closed(view) and not waiting_notice(view)

    def rest(self) -> None:
        """A second has passed on the first page, as a new visitor finds it."""
        if not self._wanted:
            self._state.idle.touched()
        elif not self._state.idle.left(ATTRACT_S):
            self._state.show(page=Page.ATTRACT)
            self._watch.refresh()

    def stand(self) -> None:
        """A second has passed on the page."""
        if not self._wanted:
            self._state.go_home()

    def leave(self) -> None:
        """A touch or key, wherever: the first page."""
        if self._state.screen.page is Page.ATTRACT:
            self._state.go_home()

    def tell(self, snapshot: Snapshot) -> None:
        """The hall was read."""
        if self._state.screen.page is Page.ATTRACT:
            self._state.show(attract=AttractScreen(snapshot.calls))
