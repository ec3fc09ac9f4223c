"""The page Petugas: the list, and what can be done with the person who is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.supervisor.parts.agencies import FilterField
from counter.supervisor.parts.choosing import ChoosingList
from counter.supervisor.people import acts
from counter.supervisor.people.forms import disable_form, pin_form, rename_form, role_form, sign_out_form
from counter.supervisor.people.reading import PeopleView, Person
from counter.supervisor.state import SupervisorState
from counter.supervisor.tab_page import TabPage
from hall.access import sees_the_hall
from hall.identifiers import key_of
from hall.translator import Translator
from hall.views import FloorView
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.form import Form
from qtkit.desk.label import Label, paint_tag
from qtkit.desk.layout import Stretch, pack
from qtkit.desk.panel import Divider, Panel
from qtkit.paint import draw_lines, fit_or_cut
from qtkit.theme.tokens import Colours

_ROW, _SIDE = 50, 18
_SIDE_WIDTH = 340


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
        right = rect.right() - _SIDE
        for text, tone in ((look.closed, "late"), (look.seat, "good")):
            if text:
                right -= paint_tag(painter, text, tone, right, rect.center().y()) + 8
        room = right - rect.left() - _SIDE - 8
        ink = Colours.DESK_TEXT2 if look.closed else Colours.INK
        draw_lines(painter, fit_or_cut(look.name, room, 15, 700), rect.left() + _SIDE, rect.top() + 17, ink=ink)
        more = fit_or_cut(look.more, room, 13, 500)
        draw_lines(painter, more, rect.left() + _SIDE, rect.top() + 36, ink=Colours.DESK_TEXT2)


class PeoplePage(TabPage):
    """Shows a PeopleView."""

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self._people: PeopleView | None = None
        self._floor: FloorView | None = None
        self.filter = FilterField()
        self.filter.setObjectName("people-filter")
        self.list = PeopleList()
        self._none = Label(14, 600, Colours.DESK_TEXT2, lines=2, height_px=36, name="people-none")
        self._name = Label(20, 800, lines=2, height_px=28, min_px=14, name="person-name")
        self._more = Label(14, 500, Colours.DESK_TEXT2, lines=3, height_px=54, name="person-more")
        self.buttons = {
            key: DeskButton(f"people-{key}", icon, "", height=44)
            for key, icon in (
                ("role", "account-cog"),
                ("rename", "pencil"),
                ("pin", "lock-reset"),
                ("sign_out", "logout"),
                ("unlock", "lock-open-variant"),
                ("disable", "account-cancel"),
                ("enable", "account-check"),
            )
        }
        self._lay_out()
        self.list.moved.connect(self._show_chosen)
        self.list.entered.connect(self._on_entered)
        self.filter.textChanged.connect(self._show_list)
        self.filter.left.connect(self._on_filter_left)
        for key, button in self.buttons.items():
            button.clicked.connect(self._action(key))

    def _lay_out(self) -> None:
        people = Panel()
        head = pack(QHBoxLayout(), self.filter, Stretch(), self._none, margins=(_SIDE, 0, _SIDE, 0))
        pack(QVBoxLayout(people), head, Divider(Colours.DESK_TRACK), (self.list, 1), margins=(0, 12, 4, 8), spacing=8)
        side = Panel()
        side.setFixedWidth(_SIDE_WIDTH)
        edge = _SIDE - FOCUS_ROOM
        texts = pack(QVBoxLayout(), self._name, self._more, margins=(FOCUS_ROOM, 0, FOCUS_ROOM, 0), spacing=4)
        pack(QVBoxLayout(side), texts, 6, *self.buttons.values(), Stretch(), margins=(edge, 16, edge, 12), spacing=0)
        pack(QHBoxLayout(self), (people, 1), side, margins=(16, 14, 16, 6), spacing=14)

    @property
    def first(self) -> QWidget:
        return self.list

    def begin_to_find(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def show_state(self, state: SupervisorState) -> None:
        translate = self._translate
        view = state.tab_view
        self._people, self._floor = (view if isinstance(view, PeopleView) else None), state.view
        self.filter.setPlaceholderText(translate("supervisor.people_find"))
        self.filter.setAccessibleName(translate("supervisor.people_find"))
        self.list.setAccessibleName(translate("supervisor.tab_people"))
        for key, button in self.buttons.items():
            button.show_caption(translate(f"supervisor.people_{key}_button"))
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
        typed = key_of(self.filter.text())
        found = [look for look in looks if typed in key_of(look.spoken)]
        self.list.show_looks(found)
        if found and not self.list.chosen:
            self.list.setCurrentIndex(self.list.rows.index(0))
        key = "people_all" if len(found) == len(looks) else "people_some"
        self._none.show_text(self._translate(f"supervisor.{key}", n=len(looks), shown=len(found)))
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
        shown, other = ("enable", "disable") if closed else ("disable", "enable")
        self.buttons[shown].show()
        if self.window().focusWidget() is self.buttons[other]:
            self.buttons[shown].setFocus(Qt.FocusReason.OtherFocusReason)
        self.buttons[other].hide()
        if person is not None and not person.counter and not sees_the_hall(person.user.role):
            self.buttons["sign_out"].set_possible(False, translate("supervisor.people_at_none"))

    @Slot()
    def _on_entered(self) -> None:
        self.buttons["role"].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(bool)
    def _on_filter_left(self, cleared: bool) -> None:
        if cleared:
            self.filter.clear()
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _action(self, key: str) -> Callable[[], None]:
        def act() -> None:
            person, floor = self.person, self._floor
            if person is None or floor is None:
                return
            if key == "enable":
                self.acted.emit(acts.enable(person.user.login, person.user.name))
            elif key == "unlock":
                self.acted.emit(acts.unlock(person.user.login, person.user.name))
            else:
                self.asked.emit(self._form(key, person, floor))

        return act

    def _form(self, key: str, person: Person, floor: FloorView) -> Form:
        if key == "role":
            return role_form(person, floor.agencies, self._translate)
        forms = {"rename": rename_form, "pin": pin_form, "disable": disable_form, "sign_out": sign_out_form}
        return forms[key](person, self._translate)
