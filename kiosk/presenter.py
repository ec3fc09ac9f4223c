"""What the kiosk does: turns touches into steps, views into screens, and idle time into the way home."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from hall.errors import Refused
from hall.translator import INDONESIAN, Translator
from kiosk.arrivals import Arrivals
from kiosk.attract import Attract
from kiosk.finding.finder import Finder
from kiosk.hall_watch import HallWatch, Snapshot
from kiosk.help_desk import HelpDesk
from kiosk.hours import EVACUATION, waiting_notice
from kiosk.idle import LIST_S, STAFF_S, WARNING_S
from kiosk.machine_desk import MachineDesk
from kiosk.modes_choice import ModesChoice
from kiosk.navigation import Navigation
from kiosk.screen import Page, Screen
from kiosk.screen_state import ScreenState
from kiosk.speech.desk import SpeechDesk
from kiosk.staff import StaffDesk
from kiosk.survey import Survey
from kiosk.training import Practice, Training
from kiosk.visit import Visit
from qtkit.store_link import StoreLink
from qtkit.timers import repeating


class KioskPresenter(QObject):
    """Shows the hall and the passing time. What people do goes to its ``navigation``, ``modes``, ``visit``,
    ``survey``, ``arrivals``, ``finder``, ``staff`` and ``machine``. ``open_practice`` opens the store for ``training``.

    ``screen_changed`` carries a ``Screen``. ``visitor_given_up`` says, once the store is back, that a number may have
    been made for somebody who has left."""

    screen_changed = Signal(object)
    visitor_given_up = Signal()

    def __init__(
        self,
        link: StoreLink,
        *,
        station: str,
        life: str = "",
        monotonic: Callable[[], float],
        new_id: Callable[[], str],
        translate: Translator = INDONESIAN,
        parent: QObject | None = None,
        open_practice: Practice | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = ScreenState(monotonic, self, language=translate.language)
        self.training = Training(link, self.state, open_practice, self, station=station)
        hall, link = link, self.training.link  # the staff always see the hall's own store
        self.watch = HallWatch(link, monotonic, self)
        self.visit = Visit(
            link, self.state, translate, station=station, life=life, monotonic=monotonic, new_id=new_id, parent=self
        )
        self.staff = StaffDesk(hall, self.state, self)
        self.machine = MachineDesk(hall, self.state, self.training, translate, self, station=station)
        self.survey = Survey(self.state, self.visit, station=station, new_id=new_id)
        self.speech = SpeechDesk(self.state)
        self.modes = ModesChoice(self.state, self.visit)
        self.help = HelpDesk(hall, self.state, station=station)  # who calls a person means it, in training too
        self.arrivals = Arrivals(self.state, self.visit, self.survey, station=station, new_id=new_id)
        self.finder = Finder(self.state, self.visit)
        parts = self.visit, self.staff, self.survey, self.arrivals, self.finder, self.help
        self.navigation = Navigation(self.state, *parts, translate)
        self.attract = Attract(self.state, self.watch)
        self._given_up = False
        self._second = repeating(self, self.tick, 1000)
        self._connect()
        self._second.start()

    def _connect(self) -> None:
        for said, act in (
            (self.state.changed, self._on_screen_changed),
            (self.watch.seen, self._on_seen),
            (self.watch.read_failed, self._on_read_failed),
            (self.visit.news_wanted, self.on_hall_changed),
            (self.visit.command.given_up, self._on_given_up),
            (self.visit.slip_wanted, self.training.on_slip_wanted),
            (self.visit.unwanted, self.training.on_unwanted),
            (self.training.slip_ended, self.visit.on_slip_ended),
            (self.training.ready, self.on_hall_changed),
            (self.training.over, self.on_hall_changed),
            (self.staff.pin_pad.unlocked, self.help.staff_came),
        ):
            said.connect(act)

    @property
    def screen(self) -> Screen:
        """What is shown now."""
        return self.state.screen

    def close(self) -> None:
        """Stops every timer."""
        self.watch.close()
        self.training.stop()
        self.visit.command.close()
        self._second.stop()

    def begin(self, zone_id: str) -> None:
        """The store is open and the station known: list the services of its zone, the whole hall's when empty."""
        self.watch.set_zone(zone_id)
        self.watch.refresh()

    @Slot()
    def on_hall_changed(self) -> None:
        """The store has news, was opened, lost or restored: read it; the read tells which."""
        self.watch.refresh()
        self.training.look()

    @Slot(object)
    def on_open_failed(self, error: Exception) -> None:
        """The store could not be opened or read; it is tried again by itself."""
        if self.state.on_reading or self.visit.command.busy:
            return
        no_hall = isinstance(error, Refused) and error.code == "no_hall"
        self.state.show(page=Page.NOTICE, notice="no_hall" if no_hall else "unavailable", idle_left=None)

    @Slot(bool)
    def on_paperless(self, paperless: bool) -> None:
        """The printer was asked: whether no slip comes out now, which the first page says."""
        self.state.show(paperless=paperless)

    @Slot(object)
    def _on_seen(self, snapshot: Snapshot) -> None:
        self.state.offline = False
        self.state.show(view=snapshot.view)
        self.finder.follow(snapshot.view)
        self.attract.tell(snapshot)
        notice = waiting_notice(snapshot.view)
        unready = bool(notice)
        if unready and self._shows(notice):
            pass  # the notice stays, in the language that the visitor chose
        elif notice == EVACUATION and not self.visit.command.busy and not self.staff.open:
            self.state.begin_again()  # whatever is read can wait
        elif self.screen.lost or self.screen.page in (Page.LOADING, Page.NOTICE) or (unready and self._may_change):
            self.state.begin_again()
        elif snapshot.ticket is not None:
            self.visit.follow(snapshot.ticket)
            self.arrivals.follow(snapshot.ticket)
        if self._given_up:
            self._given_up = False
            self.visitor_given_up.emit()

    def _shows(self, notice: str) -> bool:
        """Whether this notice is up already."""
        return self.screen.page is Page.NOTICE and self.screen.notice == notice

    @property
    def _may_change(self) -> bool:
        """Whether the visitor sees a list whose touch is answered, so that a notice may take its place."""
        return (self.state.on_list or self.screen.page is Page.ATTRACT) and not self.visit.command.busy

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        self.state.offline = self.watch.failures > 1  # a short gap is nobody's business
        if self.screen.page is Page.LOADING or (self._may_change and self.state.offline):
            self.on_open_failed(error)

    @Slot()
    def _on_given_up(self) -> None:
        self._given_up = True
        self.watch.lost()

    @Slot(object)
    def _on_screen_changed(self, screen: Screen) -> None:
        if not self.finder.speaks(screen):
            return
        token = screen.ticket.token if screen.ticket is not None else screen.arrival.token
        self.watch.follow(token if self.state.on_reading else "")
        self.watch.tell_calls(screen.page is Page.ATTRACT)
        self.screen_changed.emit(screen)

    @Slot()
    def tick(self) -> None:
        """Once a second: idle time, the notice bar, and a slip that takes too long."""
        if self.visit.command.busy:
            self.state.idle.touched()
            self.visit.command.check_answer()
            return
        self.finder.prepare()
        self.state.expire()
        self.help.tick()
        self.speech.hold()
        self.training.tick()
        self.staff.pin_pad.tick()
        self.visit.check_patience()
        if self.state.on_reading:
            self._tick_reading()
        elif self.state.on_list:
            self._tick_list()
        elif self.screen.page is Page.ATTRACT:
            self.attract.stand()
        elif self.screen.page is Page.NOTICE and not self.state.idle.left(self.screen.modes.patience(LIST_S)):
            self.state.speak_as_the_hall()
        elif self.staff.open and not self.state.idle.left(STAFF_S):
            self.state.go_home()

    def _tick_reading(self) -> None:
        left = self.state.idle.left(self.screen.seconds_whole)
        if left:
            self.state.show(seconds_left=left)
        else:
            self.state.go_home()

    def _tick_list(self) -> None:
        if self.state.at_rest:
            self.attract.rest()
            return
        left = self.state.idle.left(self.screen.modes.patience(LIST_S))
        if not left:
            self.state.go_home()
        elif left <= WARNING_S:
            self.state.show(idle_left=left)
