"""The page Petugas: the list, and what can be done with the person who is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout

from counter.supervisor.parts.choosing import ChoosingList
from counter.supervisor.parts.list_page import EDGE, SIDE, ListPage
from counter.supervisor.people import acts
from counter.supervisor.people.forms import disable_form, pin_form, rename_form, role_form, sign_out_form
from counter.supervisor.people.reading import PeopleView, Person
from counter.supervisor.state import SupervisorState
from hall.access import sees_the_hall
from hall.translator import Translator
from hall.views import FloorView
from qtkit.desk.asked import Form
from qtkit.desk.buttons import FOCUS_ROOM
from qtkit.desk.label import Label, paint_tag
from qtkit.desk.layout import Stretch, pack
from qtkit.desk.panel import Panel
from qtkit.paint import draw_lines, fit_or_cut
from qtkit.theme.tokens import Colours

_ROW, _SIDE_WIDTH = 50, 340
_BUTTONS = {
    "role": "account-cog",
    "rename": "pencil",
    "pin": "lock-reset",
    "sign_out": "logout",
    "unlock": "lock-open-variant",
    "disable": "account-cancel",
    "enable": "account-check",
}


@dataclass(frozen=True, slots=True)
class PersonLook:
    """A person as they are painted."""

    key: str
    name: str
    more: str
    seat: str
    closed: str
    spoken: str


def person_look(person: Person, agencies: dict[str, str], translate: Translator) -> PersonLook:
    """How a person is painted; ``agencies`` are names by id."""
    user = person.user
    role = translate(f"supervisor.role_{user.role}")
    more = f"{user.login} · {role}" + (f" {agencies.get(user.agency, user.agency)}" if user.agency else "")
    seat = translate("supervisor.people_at", label=person.counter) if person.counter else ""
    closed = translate("supervisor.people_closed") if user.disabled else ""
    return PersonLook(
        user.login, user.name, more, seat, closed, ", ".join(filter(None, (user.name, more, seat, closed)))
    )


class PeopleList(ChoosingList[PersonLook]):
    """The people, by their logins."""

    def __init__(self) -> None:
        super().__init__("people")

    def height_of(self, look: PersonLook) -> int:
        return _ROW

    def paint_look(self, painter: QPainter, rect: QRectF, look: PersonLook, *, first: bool) -> None:
        self.paint_chosen(painter, rect, look)
        right = rect.right() - SIDE
        for text, tone in ((look.closed, "late"), (look.seat, "good")):
            if text:
                right -= paint_tag(painter, text, tone, right, rect.center().y()) + 8
        room = right - rect.left() - SIDE - 8
        ink = Colours.DESK_TEXT2 if look.closed else Colours.INK
        draw_lines(painter, fit_or_cut(look.name, room, 15, 700), rect.left() + SIDE, rect.top() + 17, ink=ink)
        more = fit_or_cut(look.more, room, 13, 500)
        draw_lines(painter, more, rect.left() + SIDE, rect.top() + 36, ink=Colours.DESK_TEXT2)


class PeoplePage(ListPage[PersonLook]):
    """Shows a PeopleView."""

    def __init__(self, translate: Translator) -> None:
        super().__init__(translate, PeopleList(), "people", _BUTTONS)
        self._people: PeopleView | None = None
        self._floor: FloorView | None = None
        self._name = Label(20, 800, lines=2, height_px=28, min_px=14, name="person-name")
        self._more = Label(14, 500, Colours.DESK_TEXT2, lines=3, height_px=54, name="person-more")
        side = Panel()
        texts = pack(QVBoxLayout(), self._name, self._more, margins=(FOCUS_ROOM, 0, FOCUS_ROOM, 0), spacing=4)
        pack(QVBoxLayout(side), texts, 6, *self.buttons.values(), Stretch(), margins=(EDGE, 16, EDGE, 12), spacing=0)
        self.lay_out(self.listing(), side, _SIDE_WIDTH)
        self.list.moved.connect(self._show_chosen)
        self.filter.textChanged.connect(self._show_list)

    def show_state(self, state: SupervisorState) -> None:
        view = state.tab_view
        self._people, self._floor = (view if isinstance(view, PeopleView) else None), state.view
        self.show_names("supervisor.tab_people")
        self._show_list()

    @property
    def person(self) -> Person | None:
        """Who is chosen."""
        return self._people.find(self.list.chosen) if self._people is not None else None

    @Slot()
    def _show_list(self) -> None:
        people = self._people.people if self._people is not None else ()
        floor = self._floor
        agencies = {one.id: one.name for one in floor.agencies} if floor is not None else {}
        looks = [person_look(person, agencies, self._translate) for person in people]
        shown = self.show_found(looks)
        key = "people_all" if shown == len(looks) else "people_some"
        self.count.show_text(self._translate(f"supervisor.{key}", n=len(looks), shown=shown))
        self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        person, translate = self.person, self._translate
        self._name.show_text(person.user.name if person is not None else "")
        about = next((look.spoken for look in self.list.rows.looks if look.key == self.list.chosen), "")
        self._more.show_text(about.partition(", ")[2])
        for button in self.buttons.values():
            button.set_possible(person is not None, translate("supervisor.people_nobody"))
        closed = person is not None and person.user.disabled
        self.show_one_of(*(("enable", "disable") if closed else ("disable", "enable")))
        if person is not None and not person.counter and not sees_the_hall(person.user.role):
            self.buttons["sign_out"].set_possible(False, translate("supervisor.people_at_none"))

    def do(self, key: str) -> None:
        person, floor = self.person, self._floor
        if person is None or floor is None:
            return
        if key == "enable":
            self.acted.emit(acts.enable(person.user.login, person.user.name))
        elif key == "unlock":
            self.acted.emit(acts.unlock(person.user.login, person.user.name))
        else:
            self.asked.emit(self._form(key, person, floor))

    def _form(self, key: str, person: Person, floor: FloorView) -> Form:
        if key == "role":
            return role_form(person, floor.agencies, self._translate)
        forms = {"rename": rename_form, "pin": pin_form, "disable": disable_form, "sign_out": sign_out_form}
        return forms[key](person, self._translate)
