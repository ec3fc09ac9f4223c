"""The page Kendala: incidents and plans in one list, and what can be done with the one that is chosen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout

from counter.supervisor.obstacles import acts, forms
from counter.supervisor.obstacles.looks import (
    ItemLook,
    NoteLook,
    detail_lines,
    fact_looks,
    followed_text,
    incident_look,
    incident_title,
    note_looks,
    plan_look,
)
from counter.supervisor.obstacles.reading import ObstaclesView
from counter.supervisor.parts.choosing import ChoosingList
from counter.supervisor.parts.list_page import EDGE, SIDE, ListPage
from counter.supervisor.state import SupervisorState
from hall.incidents import PlanState
from hall.translator import Translator
from hall.views import FloorView, IncidentView, PlanView
from qtkit.desk.buttons import FOCUS_ROOM
from qtkit.desk.label import Label, paint_tag
from qtkit.desk.layout import pack
from qtkit.desk.look_list import LookList
from qtkit.desk.panel import Panel
from qtkit.paint import draw_lines, fit_or_cut
from qtkit.theme.tokens import Colours

_ROW, _SIDE_WIDTH = 54, 360
_BUTTONS = {
    "broadcast": "bullhorn",
    "end_broadcast": "bullhorn-outline",
    "note": "pencil",
    "assign": "account-arrow-right",
    "close": "check",
    "plan_done": "check",
    "plan_change": "pencil",
    "plan_drop": "close",
    "plan_add": "calendar-plus",
    "open": "alert-circle",
}


class ObstacleList(ChoosingList[ItemLook]):
    """Incidents and plans."""

    def __init__(self) -> None:
        super().__init__("obstacles")

    def height_of(self, look: ItemLook) -> int:
        return _ROW

    def paint_look(self, painter: QPainter, rect: QRectF, look: ItemLook, *, first: bool) -> None:
        self.paint_chosen(painter, rect, look)
        right = rect.right() - SIDE
        right -= paint_tag(painter, look.tag, look.tone, right, rect.center().y()) + 8
        room, left = right - rect.left() - SIDE - 8, rect.left() + SIDE
        draw_lines(painter, fit_or_cut(look.name, room, 15, 700), left, rect.top() + 18, ink=Colours.INK)
        draw_lines(painter, fit_or_cut(look.more, room, 13, 500), left, rect.top() + 38, ink=Colours.DESK_TEXT2)


class NoteList(LookList[NoteLook]):
    """The history of an incident."""

    def __init__(self) -> None:
        super().__init__("obstacle-notes")

    def height_of(self, look: NoteLook) -> int:
        return (24 if look.head else 0) + (36 if look.text else 0)

    def paint_look(self, painter: QPainter, rect: QRectF, look: NoteLook, *, first: bool) -> None:
        room, top = rect.width() - 16, rect.top()
        if look.head:
            head = fit_or_cut(look.head, room, 13, 700)
            draw_lines(painter, head, rect.left(), top + 14, ink=Colours.DESK_TEXT2)
            top += 22
        if look.text:
            text = fit_or_cut(look.text, room, 13, 500, lines=2, height=34)
            draw_lines(painter, text, rect.left(), top + 17, ink=Colours.INK)


class ObstaclesPage(ListPage[ItemLook]):
    """Shows an ObstaclesView."""

    def __init__(self, translate: Translator) -> None:
        super().__init__(translate, ObstacleList(), "obstacles", _BUTTONS)
        self._view: ObstaclesView | None = None
        self._floor: FloorView | None = None
        self._before: frozenset[int] | None = None
        self._name = Label(19, 800, lines=2, height_px=48, min_px=14, name="obstacle-name")
        self._followed = Label(13, 500, Colours.DESK_TEXT2, lines=2, height_px=36, name="obstacles-followed")
        self.notes = NoteList()
        side = Panel()
        texts = pack(QVBoxLayout(), self._name, margins=(FOCUS_ROOM, 0, FOCUS_ROOM, 0), spacing=2)
        notes = pack(QVBoxLayout(), self.notes, margins=(FOCUS_ROOM, 0, 0, 0))
        # The first ones: they stay in their places whatever is chosen.
        new = self.buttons["open"], self.buttons["plan_add"]
        others = (button for button in self.buttons.values() if button not in new)
        whole = pack(QVBoxLayout(side), texts, 6, *new, *others, margins=(EDGE, 16, EDGE, 12), spacing=0)
        pack(whole, 8, (notes, 1))
        self.lay_out(self.listing(self._followed), side, _SIDE_WIDTH)
        self.setTabOrder(self.list, new[0])
        self.setTabOrder(*new)
        self.list.moved.connect(self._on_moved)
        self.filter.textChanged.connect(self._show_list)

    def show_state(self, state: SupervisorState) -> None:
        view = state.tab_view
        self._view, self._floor = (view if isinstance(view, ObstaclesView) else None), state.view
        self.show_names("supervisor.tab_obstacles")
        self._followed.show_text("" if self._view is None else followed_text(self._view.followed, self._translate))
        self._show_list()
        self._choose_written()

    @property
    def incident(self) -> IncidentView | None:
        """The incident that is chosen."""
        rows = self._view.incidents if self._view is not None else ()
        return next((one for one in rows if self.list.chosen == f"incident-{one.id}"), None)

    @property
    def plan(self) -> PlanView | None:
        """The plan that is chosen."""
        rows = self._view.plans if self._view is not None else ()
        return next((one for one in rows if self.list.chosen == f"plan-{one.id}"), None)

    @Slot()
    def _show_list(self) -> None:
        view, floor, translate = self._view, self._floor, self._translate
        looks: list[ItemLook] = []
        if view is not None and floor is not None:
            opened = [incident_look(one, floor, translate) for one in view.incidents if one.is_open]
            closed = [incident_look(one, floor, translate) for one in view.incidents if not one.is_open]
            looks = [*opened, *(plan_look(one, translate) for one in view.plans), *closed]
        self.show_found(looks)
        count = sum(one.is_open for one in view.incidents) if view is not None else 0
        plans = len(view.plans) if view is not None else 0
        counts = translate("supervisor.obstacles_open", n=count), translate("supervisor.obstacles_plans", n=plans)
        self.count.show_text(" · ".join(counts))
        self._show_chosen()

    @Slot()
    def _on_moved(self) -> None:
        one = self.incident
        if one is not None:
            self.query_changed.emit(one.id)
        self._show_chosen()

    def _show_chosen(self) -> None:
        one, plan, floor, translate = self.incident, self.plan, self._floor, self._translate
        name, facts, notes = translate("supervisor.obstacles_none"), list[str](), list[NoteLook]()
        if one is not None and floor is not None:
            name = incident_title(one, translate)
            facts, notes = detail_lines(one, floor, translate), note_looks(one, floor, translate)
        elif plan is not None:
            name, facts = plan.text, [plan_look(plan, translate).more]
        self._name.show_text(name)
        self.notes.setAccessibleName(translate("supervisor.obstacles_history"))
        self.notes.show_looks([*fact_looks(facts), *notes])
        opened = one is not None and one.is_open
        told = one is not None and one.announced
        shown = {
            "plan_add": True,
            "open": True,
            "note": one is not None,
            "plan_done": plan is not None,
            "plan_change": plan is not None,
            "plan_drop": plan is not None,
        }
        shown |= {"assign": opened, "close": opened, "broadcast": opened and not told, "end_broadcast": told}
        for key, button in self.buttons.items():
            button.setVisible(shown[key])

    def do(self, key: str) -> None:
        one, plan, floor = self.incident, self.plan, self._floor
        if key == "plan_add" and floor is not None:
            form = forms.plan_form(floor.agencies, self._translate, own=len(floor.agencies) == 1)
            self._before = None
            self.asked.emit(replace(form, make=lambda answers: self._written(form.make(answers))))
        elif key == "open" and floor is not None and self._view is not None:
            self.asked.emit(forms.open_form(floor.agencies, self._view.obstacles, self._translate))
        elif one is not None:
            self._do_with_incident(key, one)
        elif plan is not None and key in ("plan_change", "plan_drop"):
            ask = forms.drop_form if key == "plan_drop" else forms.change_form
            self.asked.emit(ask(plan, self._translate))
        elif plan is not None:
            self.acted.emit(acts.end_plan(plan.id, PlanState.DONE.value))

    def _written(self, act: object) -> object:
        """A plan is about to be kept: the one that is new afterwards is looked at."""
        self._before = frozenset(one.id for one in self._view.plans) if self._view is not None else None
        return act

    def _choose_written(self) -> None:
        plans = self._view.plans if self._view is not None else ()
        new = [one.id for one in plans if self._before is not None and one.id not in self._before]
        keys = [look.key for look in self.list.rows.looks]
        if new and (key := f"plan-{max(new)}") in keys:
            self._before = None
            self.list.setCurrentIndex(self.list.rows.index(keys.index(key)))

    def _do_with_incident(self, key: str, one: IncidentView) -> None:
        if key == "end_broadcast":
            self.acted.emit(acts.end_broadcast(one.id))
            return
        ask = {
            "broadcast": forms.broadcast_form,
            "note": forms.note_form,
            "assign": forms.assign_form,
            "close": forms.close_form,
        }
        self.asked.emit(ask[key](one, incident_title(one, self._translate), self._translate))
