"""Numbers, and the lines of a number's history, as they are painted and spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from counter.supervisor.parts.choosing import ChoosingList
from hall.dates import clock_text
from hall.field_text import fields_of
from hall.lifecycle import Action, Outcome, State
from hall.messages import member_text
from hall.structure import Obstacle
from hall.translator import Translator
from hall.views import ChangeView, EventView, TicketView
from hall.wording import BothNames, in_language
from qtkit.desk.label import paint_tag
from qtkit.desk.look_list import LookList
from qtkit.paint import Fitted, draw_lines, fit_or_cut
from qtkit.theme.tokens import Colours

_ROW, _SIDE = 46, 18
_LINE, _CHANGE = 40, 18
_NOTED = frozenset({Action.IMPORT, Action.HOLD, Action.CANCEL, Action.CORRECT, Action.SET_PRIORITY, Action.EXPIRE})
_TONES = {State.NO_SHOW: "late", State.CANCELLED: "late", State.DONE: "good"}


@dataclass(frozen=True, slots=True)
class NumberLook:
    """A number as it is painted; ``key`` is its ticket's id."""

    key: str
    code: str
    service: str
    state: str
    tone: str
    spoken: str


@dataclass(frozen=True, slots=True)
class LineLook:
    """A line of history as it is painted; ``change`` says from what to what, of a correction."""

    key: str
    head: str
    more: str
    spoken: str
    change: str = ""


def state_text(ticket: TicketView, translate: Translator) -> str:
    """Where a number stands, in short words."""
    return translate(f"supervisor.correct_{'outcome_not_served' if ticket.not_served else f'is_{ticket.state}'}")


def number_look(ticket: TicketView, zone: ZoneInfo, translate: Translator) -> NumberLook:
    """How a number is painted."""
    given = clock_text((ticket.paper_at or ticket.issued_at).astimezone(zone), translate)
    if ticket.paper_at is not None:
        given = translate("supervisor.correct_paper", at=given)
    service = f"{given} · {in_language(translate.language, ticket.service_name, ticket.service_name_en)}"
    state = state_text(ticket, translate)
    spoken = f"{ticket.code}, {service}, {state}"
    tone = "priority" if ticket.not_served else _TONES.get(ticket.state, "neutral")
    return NumberLook(str(ticket.id), ticket.code, service, state, tone, spoken)


def line_look(
    line: EventView, place: int, zone: ZoneInfo, translate: Translator, obstacles: Sequence[Obstacle] = ()
) -> LineLook:
    """A line of history in words: when, what, at which counter; by whom, and what was noted; ``obstacles`` are those
    that have a name."""
    at = clock_text(line.at.astimezone(zone), translate)
    where = translate("supervisor.correct_at", label=line.counter_label) if line.counter_label else ""
    taken = line.action is Action.ISSUE  # of a refusal it says "taken again"
    did = translate("supervisor.correct_did_issue") if taken else member_text(line.action, translate)
    if line.not_served:
        did = translate("supervisor.correct_did_not_served")
    head = " · ".join(filter(None, (at, did, where)))
    more = " · ".join(filter(None, (line.actor.removeprefix("clerk:"), _noted(line, translate, obstacles))))
    change = " · ".join(_change_text(one, translate) for one in line.changes)
    return LineLook(str(place), head, more, ", ".join(filter(None, (head, change, more))), change)


def _change_text(change: ChangeView, translate: Translator) -> str:
    """``Tidak hadir → Menunggu``."""
    before, after = (_changed_text(change.what, one, translate) for one in (change.before, change.after))
    if change.what == "outcome" and not change.before:
        return after
    return translate("supervisor.correct_change", before=before, after=after)


def _changed_text(what: str, one: str | BothNames, translate: Translator) -> str:
    if isinstance(one, BothNames):
        return one.message(translate)
    if what == "obstacle" or not one:
        return translate("supervisor.correct_no_obstacle")
    return translate(f"supervisor.correct_{'is' if what == 'state' else 'outcome'}_{one}")


def _noted(line: EventView, translate: Translator, obstacles: Sequence[Obstacle]) -> str:
    """What a person noted with a line; what machines noted says nothing to people."""
    if line.action is Action.FINISH:
        outcome, obstacle, note = (*fields_of(line.detail), "", "", "")[:3]
        found = next((one for one in obstacles if one.id == obstacle), None)
        named = obstacle if found is None else in_language(translate.language, found.name, found.name_en)
        return ", ".join(filter(None, (named, note))) if outcome in set(Outcome) else ""
    if line.action is Action.TRANSFER:
        return ", ".join(filter(None, fields_of(line.detail)))
    return line.detail if line.action in _NOTED else ""


class NumberList(ChoosingList[NumberLook]):
    """The numbers, by their tickets' ids."""

    def __init__(self) -> None:
        super().__init__("numbers")

    @property
    def ticket_id(self) -> int:
        """The ticket id of the number that is chosen, 0 for none."""
        return int(self.chosen or 0)

    def height_of(self, look: NumberLook) -> int:
        return _ROW

    def paint_look(self, painter: QPainter, rect: QRectF, look: NumberLook, *, first: bool) -> None:
        self.paint_chosen(painter, rect, look)
        middle = rect.center().y()
        room = rect.width() - 2 * _SIDE - 100
        room -= paint_tag(painter, look.state, look.tone, rect.right() - _SIDE, middle) + 8
        draw_lines(painter, fit_or_cut(look.code, 92, 17, 800), rect.left() + _SIDE, middle, ink=Colours.INK)
        service = fit_or_cut(look.service, room, 14, 500)
        draw_lines(painter, service, rect.left() + _SIDE + 100, middle, ink=Colours.DESK_TEXT2)


class HistoryList(LookList[LineLook]):
    """The lines of one number's history, the latest last."""

    def __init__(self) -> None:
        super().__init__("number-history")

    def height_of(self, look: LineLook) -> int:
        return _LINE + (_CHANGE * len(self._change(look).lines) if look.change else 0)

    def _change(self, look: LineLook) -> Fitted:
        return fit_or_cut(look.change, self.viewport().width() - _SIDE, 13, 600, lines=2, height=2 * _CHANGE)

    def paint_look(self, painter: QPainter, rect: QRectF, look: LineLook, *, first: bool) -> None:
        room = rect.width() - _SIDE
        head = fit_or_cut(look.head, room, 13, 700)
        draw_lines(painter, head, rect.left() + 8, rect.top() + 12, ink=Colours.INK)
        top = rect.top() + 29
        if look.change:
            change = self._change(look)
            high = _CHANGE * len(change.lines)
            draw_lines(painter, change, rect.left() + 8, rect.top() + 20 + high / 2, ink=Colours.INK)
            top += high
        more = fit_or_cut(look.more, room, 12, 500)
        draw_lines(painter, more, rect.left() + 8, top, ink=Colours.DESK_TEXT2)
