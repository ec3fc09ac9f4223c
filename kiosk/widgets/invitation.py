"""What stands on a kiosk that nobody uses, as one key as large as the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hall.translator import ENGLISH, INDONESIAN
from hall.views import AgencyView, BoardCall
from hall.wording import in_language
from kiosk.attendance import absence_text, nobody_serves
from kiosk.attract_plan import STEPS, AttractPlan, attract_plan
from kiosk.geometry import Layout
from kiosk.kit import KioskKit
from kiosk.widgets.card import RADIUS
from kiosk.widgets.pen import HEADING, STATE, TEXT, Pen, Type
from kiosk.widgets.step_pictures import PICTURES
from kiosk.widgets.tile import tile_colour
from qtkit.announce import spoken
from qtkit.paint import Align, Fitted, fill_rounded
from qtkit.theme.tokens import Colours
from qtkit.widgets.pressable import Pressable

_TITLE, _SECOND = Type(78, 88, 800), Type(42, 50, 600)
_STEP, _CALLED, _AT = Type(34, 40, 700), Type(54, 60, 800), Type(34, 40, 700)

_NAME_LEAST = 0.85
"""Below this share of their size the names of the agencies have wider columns."""
_SHARES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65)
"""So much smaller the lines become, all of them; one very long name does alone."""


class Invitation(Pressable):
    """Shows who is called and how many wait; ``clicked`` is a touch anywhere on it."""

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__("-", guard=kit.guard, parent=parent)
        self.setObjectName("attract-key")
        self._translate = kit.translate
        self._layout: Layout | None = None
        self._body = QSizeF()
        self._agencies: tuple[AgencyView, ...] = ()
        self._calls: tuple[BoardCall, ...] = ()
        self._marked = -1
        self._wide = False
        self._shown: tuple[object, ...] = ()

    @property
    def plan(self) -> AttractPlan:
        """Where everything is."""
        landscape = self._body.width() > self._body.height()
        large = self._layout is not None and self._layout.large  # no room for the names of the agencies
        count = 0 if large else len(self._agencies)
        return attract_plan(self._body, len(self._calls), count, landscape=landscape, wide=self._wide)

    def arrange(self, layout: Layout, body: QSizeF) -> None:
        """Draws for a window of that layout; ``body`` is the page in millimetres."""
        self._layout, self._body = layout, body
        self.update()

    def show_hall(self, agencies: Sequence[AgencyView], calls: Sequence[BoardCall]) -> None:
        """Shows the hall as it is now; repaints only when it looks another way."""
        self._agencies, self._calls = tuple(agencies), tuple(calls)
        waiting = tuple((agency.id, self._name(agency), self.queue_text(agency)) for agency in agencies)
        shown = self._translate.language, waiting, tuple((call.code, call.counter_label) for call in calls)
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleName(spoken(self._translate("kiosk.attract.title"), *self._steps()))
            self.update()

    def mark(self, step: int) -> None:
        """Marks a step, counted from 0; none for -1."""
        if step != self._marked:
            for place in {step, self._marked} - {-1}:
                self.update(self._px(self.plan.steps[place]).toAlignedRect())
            self._marked = step

    def mark_next(self) -> None:
        """Marks the step after this one."""
        self.mark((self._marked + 1) % STEPS)

    def _name(self, agency: AgencyView) -> str:
        return in_language(self._translate.language, agency.name, agency.name_en)

    def queue_text(self, agency: AgencyView) -> str:
        """How many wait there; or that it is closed, or nobody serves yet."""
        if nobody_serves(agency):
            return absence_text(agency.services, self._translate, "kiosk.card.*")
        if agency.waiting or agency.opening.gives_numbers:
            return self._translate("kiosk.queue.people", n=agency.waiting)
        return self._translate("kiosk.attract.closed")

    def _steps(self) -> list[str]:
        return [self._translate(f"kiosk.attract.step.{place}") for place in range(1, STEPS + 1)]

    def _px(self, rect: QRectF) -> QRectF:
        return QRectF(self._layout.px(rect)) if self._layout is not None else QRectF()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._layout is None:
            return
        painter = QPainter(self)
        painter.fillRect(event.rect(), Colours.CANVAS)
        pen, plan, seen = Pen(painter, self._layout.scale.unit()), self.plan, QRectF(event.rect())
        for place, rect in enumerate(plan.steps):
            if self._px(rect).intersects(seen):
                self._paint_step(pen, self._px(rect), place)
        if not self._px(plan.steps[0].united(plan.steps[-1])).contains(seen):
            self._paint_texts(pen)

    def _paint_texts(self, pen: Pen) -> None:
        self._wide = False
        self._wide = self._share(pen) < _NAME_LEAST
        plan, translate = self.plan, self._translate
        other = INDONESIAN if translate.language == "en" else ENGLISH
        title, second = translate("kiosk.attract.title"), other("kiosk.attract.title")
        pen.write(self._px(plan.title), title, _TITLE, align=Align.AlignHCenter)
        pen.write(self._px(plan.second), second, _SECOND, colour=Colours.INK2, align=Align.AlignHCenter)
        if self._calls:
            pen.write(self._px(plan.calls_title), translate("kiosk.attract.calls"), HEADING)
        for rect, call in zip(plan.calls, self._calls, strict=False):
            self._paint_call(pen, self._px(rect), call)
        if self._agencies and plan.waiting:
            self._paint_waiting(pen, plan)

    def _paint_waiting(self, pen: Pen, plan: AttractPlan) -> None:
        """How many wait for each agency; in the last place how many agencies have no room."""
        pen.write(self._px(plan.waiting_title), self._translate("kiosk.attract.waiting"), HEADING)
        share, shown = self._share(pen), self._listed
        for rect, agency in zip(plan.waiting, shown, strict=False):
            self._paint_agency(pen, self._px(rect), agency, share)
        if len(shown) < len(self._agencies):
            more = self._translate("kiosk.attract.more", n=len(self._agencies) - len(shown))
            pen.write(self._px(plan.waiting[-1]), more, TEXT, colour=Colours.INK2)

    def _paint_step(self, pen: Pen, rect: QRectF, place: int) -> None:
        unit, marked = pen.unit, place == self._marked
        edge, width = (Colours.AMBER_EDGE, 6.0) if marked else (Colours.LINE, 2.0)
        fill_rounded(pen.painter, rect, RADIUS * unit, Colours.SURFACE, edge=edge, edge_px=width * unit)
        caption = rect.adjusted(14 * unit, rect.height() - 100 * unit, -14 * unit, -8 * unit)
        PICTURES[place](pen, rect.adjusted(0, 12 * unit, 0, -100 * unit))
        text = f"{place + 1}. {self._steps()[place]}"
        pen.write(caption, text, _STEP, lines=2, align=Align.AlignHCenter)

    def _paint_call(self, pen: Pen, rect: QRectF, call: BoardCall) -> None:
        unit = pen.unit
        fill_rounded(pen.painter, rect, 20 * unit, Colours.TELUK800, edge=Colours.BAND_LINE, edge_px=2 * unit)
        left = rect.adjusted(22 * unit, 0, -rect.width() * 0.5, 0)
        pen.write(left, call.code, _CALLED, colour=Colours.WHITE)
        at = rect.adjusted(rect.width() * 0.5 + 8 * unit, 14 * unit, -14 * unit, -14 * unit)
        fill_rounded(pen.painter, at, 14 * unit, Colours.AMBER)
        place = self._translate("kiosk.ticket.counter", counter=call.counter_label)
        pen.write(at.adjusted(8 * unit, 0, -8 * unit, 0), place, _AT, colour=Colours.ON_AMBER, align=Align.AlignHCenter)

    @property
    def _listed(self) -> Sequence[AgencyView]:
        """The agencies that have a line; where not all have one, the last says how many more there are."""
        lines = len(self.plan.waiting)
        return self._agencies if lines >= len(self._agencies) else self._agencies[: max(0, lines - 1)]

    def _share(self, pen: Pen) -> float:
        """The share of their size, one for all lines, in which every name fits beside what is said of its agency."""
        lines = [(self._px(rect), one) for rect, one in zip(self.plan.waiting, self._listed, strict=False)]
        for share in _SHARES:
            type_ = _smaller(TEXT, share)
            rooms = ((self._name(one), self._parts(pen, rect, one, share)[1].width()) for rect, one in lines)
            if all(pen.width(pen.fitted(name, type_, 10 * room)) <= room for name, room in rooms):
                return share
        return _SHARES[-1]

    def _parts(self, pen: Pen, rect: QRectF, agency: AgencyView, share: float) -> tuple[Fitted, QRectF]:
        """What is said of an agency as it fits into its line, and the place of its name."""
        unit, most = pen.unit, rect.width() * (0.5 if nobody_serves(agency) else 0.34)
        found = pen.fitted(self.queue_text(agency), _smaller(STATE, share), most)
        name = QRectF(rect.left() + 36 * unit, rect.top(), 0, rect.height())
        name.setRight(rect.right() - 12 * unit - pen.width(found) - 14 * unit)
        return found, name

    def _paint_agency(self, pen: Pen, rect: QRectF, agency: AgencyView, share: float) -> None:
        unit, opened = pen.unit, agency.opening.gives_numbers
        dot = QRectF(rect.left(), rect.center().y() - 11 * unit, 22 * unit, 22 * unit)
        fill_rounded(pen.painter, dot, 7 * unit, tile_colour(agency.colour, closed=not opened))
        found, name = self._parts(pen, rect, agency, share)
        colour = Colours.INK if opened or agency.waiting else Colours.RED
        colour = Colours.AMBER_INK if nobody_serves(agency) else colour
        pen.place(rect.adjusted(0, 0, -12 * unit, 0), found, STATE, colour=colour, align=Align.AlignRight)
        pen.write(name, self._name(agency), _smaller(TEXT, share), colour=Colours.INK2)


def _smaller(type_: Type, share: float) -> Type:
    return replace(type_, px=type_.px * share)
