"""One service in detail: what it publishes, which papers are there, and the key that takes its number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtWidgets import QWidget

from hall.estimating.wording import wait_line
from hall.forms import KioskForm
from hall.views import ServiceView
from hall.wording import in_language
from kiosk.details import asks_papers
from kiosk.details_plans import DetailsPlan, details_plan, large_details_plan
from kiosk.geometry import SMALL, Layout
from kiosk.kit import KioskKit
from kiosk.pages.base import KioskPage
from kiosk.screen import Screen
from kiosk.standard_texts import papers_of, published
from kiosk.waits import wait_before
from kiosk.widgets.card import StateLine
from kiosk.widgets.paper_tick import PaperTick
from kiosk.widgets.pen import HEADING, TEXT, TITLE, Pen
from kiosk.widgets.published_panel import PublishedPanel
from kiosk.widgets.state_flow import paint_states, state_lines
from kiosk.widgets.ticket_texts import zone_text
from kiosk.widgets.tile import paint_prefix_tile, tile_colour
from qtkit.announce import spoken
from qtkit.icons import paint_icon
from qtkit.paint import fill_rounded
from qtkit.theme.tokens import Colours


class DetailsPage(KioskPage):
    """Shows the service of ``screen.details``; and the way back."""

    grows = True
    keeps_keys_low = True

    least = SMALL

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self._service: ServiceView | None = None
        self._agency, self._colour = "", ""
        self._papers: tuple[str, ...] = ()
        self._ticked: frozenset[int] = frozenset()
        self._painted: tuple[object, ...] = ()
        self._ticks: list[PaperTick] = []
        self.plan: DetailsPlan = details_plan(self.body_mm(), 0, landscape=self.landscape)
        self._panel = PublishedPanel(self.translate, self)
        wants = self.intents
        self._back = self.buttons.add(
            "details-back", wants.back_wanted, "kiosk.back", "arrow-left", spoken="kiosk.details.back"
        )
        self._take = self.buttons.add(
            "details-take", wants.take_wanted, "kiosk.details.take", "ticket-confirmation", main=True
        )

        self._more = self.buttons.add("details-more", lambda: self._show_part(self._part + 1), icon="chevron-right")
        self._part = 0

    def cards(self) -> Sequence[PaperTick]:
        return [tick for tick in self._ticks if not tick.isHidden()]

    def last_buttons(self) -> tuple[QWidget, ...]:
        return tuple(sorted((self._more, self._take, self._back), key=lambda key: (key.y(), key.x())))

    def page_title(self) -> str:
        service = self._service
        if service is None:
            return ""
        states = (line.text for line in self._states(service, waits=False))
        wait = wait_before(service)
        estimate = wait_line(wait, self.translate) if wait is not None else ""
        asked = self.translate("kiosk.details.papers") if self._papers else ""
        title = self.translate("kiosk.details.key.name", service=self._name(service))
        return spoken(f"{title}, {self._agency}", *states, estimate, asked)

    def first_text(self) -> str:
        return self._panel.accessibleName()

    def news(self) -> str:
        return self._note()

    def notice_bar_mm(self) -> QRectF:
        return self.plan.notice_bar

    def show_screen(self, screen: Screen) -> None:
        found = screen.offered_service(screen.details.service_id)
        if found is None:
            return  # while it slides away, the page keeps what it showed
        agency, service = found
        form = screen.view.hall.kiosk if screen.view is not None else KioskForm()
        language, asks = self.translate.language, asks_papers(screen.view, service)
        self._service, self._ticked = service, screen.details.ticked
        self._agency = in_language(language, agency.name, agency.name_en)
        self._colour = agency.colour
        self._papers = papers_of(service, language) if asks and service.opening.gives_numbers else ()
        self._panel.show_published(published(service, form, self.translate, papers=not self._papers))
        self.buttons.translate()
        self._take.setVisible(service.opening.gives_numbers)
        self._take.set_busy(bool(screen.busy) and screen.busy == service.id)
        if self._lacking():
            self._take.show_text(self.translate("kiosk.details.take_anyway"))
        self._show_papers()
        self.place()
        painted = self.page_title(), self._note(), self._states(service), language
        if painted != self._painted:
            self._painted = painted
            self.update()

    def _show_papers(self) -> None:
        while len(self._ticks) < len(self._papers):
            tick = PaperTick(self.guard, self)
            tick.setObjectName(f"paper-{len(self._ticks)}")
            tick.clicked.connect(self._on_tick)
            self.watch(tick)
            self._ticks.append(tick)
        for place, tick in enumerate(self._ticks):
            tick.setVisible(place < len(self._papers))
            if place < len(self._papers):
                tick.show_paper(self._papers[place], ticked=place in self._ticked)

    def _on_tick(self) -> None:
        self.intents.paper_ticked.emit(int(self.sender().objectName().removeprefix("paper-")))

    def _lacking(self) -> list[str]:
        """The papers that the visitor has not ticked."""
        return [paper for place, paper in enumerate(self._papers) if place not in self._ticked]

    def _note(self) -> str:
        """What is said of the papers: which are not ticked, or that all are."""
        if not self._papers:
            return ""
        lacking = self._lacking()
        if not lacking:
            return self.translate("kiosk.details.all_there")
        if len(lacking) == len(self._papers):
            return self.translate("kiosk.details.untouched")
        return self.translate("kiosk.details.lacking", papers=", ".join(lacking))

    def _states(self, service: ServiceView, *, waits: bool = True) -> tuple[StateLine, ...]:
        """How it is now, and where it is served."""
        zone = zone_text(service.zone, service.counters, self.translate).whole
        place = (StateLine("map-marker-outline", zone, Colours.INK2),) if zone else ()
        return (*state_lines(service, self.translate, waits=waits), *place)

    def _name(self, service: ServiceView) -> str:
        return in_language(self.translate.language, service.name, service.name_en)

    def arrange(self, layout: Layout) -> None:
        self._part = 0
        super().arrange(layout)

    def place(self) -> None:
        count, lowered = len(self._papers), self.layout_mm.lowered
        if self.layout_mm.large:
            self.plan = large_details_plan(self.low_body(), count)
            self._place_panel()
            if self._panel.pages + self.plan.states_alone > 1:
                self.plan = large_details_plan(self.low_body(), count, parts=True)
        else:
            self.plan = details_plan(self.body_mm(), count, landscape=self.landscape, lowered=lowered)
        self._place_panel()
        self.put(self._back, self.plan.back)
        self.put(self._take, self.plan.take)
        self.put(self._more, self.plan.more)
        for tick, rect in zip(self._ticks, self.plan.papers, strict=False):
            tick.set_unit(self.unit)
            tick.setGeometry(self.card_rect(rect))
        self._show_part(self._part)

    def _place_panel(self) -> None:
        self._panel.set_unit(self.unit)
        self._panel.setGeometry(self.card_rect(self.plan.published))

    def _show_part(self, part: int) -> None:
        """Shows that part of what is read, counted from 0; after the last the first again."""
        first = int(self.plan.states_alone)
        parts = max(1, self._panel.pages + first)
        self._part = part % parts
        self._panel.setVisible(self._part >= first)
        self._panel.show_page(max(0, self._part - first))
        self._more.setVisible(parts > 1)
        self._more.show_text(self.translate("kiosk.details.more", part=self._part + 1, parts=parts))
        self.update()

    def paint_page(self, pen: Pen) -> None:
        service, plan = self._service, self.plan
        if service is None:
            return
        colour = tile_colour(self._colour, closed=not service.opening.gives_numbers)
        if not plan.tile.isEmpty():
            paint_prefix_tile(pen, self.px_rect(plan.tile), service.prefix, colour)
        title = self.px_rect(plan.title)
        name = pen.block(self._name(service), TITLE, QSizeF(title.width(), title.height()), lines=2)
        pen.place(title, name.found, name.type_)
        pen.write(self.px_rect(plan.subtitle), self._agency, TEXT, colour=Colours.INK2)
        if not plan.states_alone or not self._part:
            paint_states(pen, self.px_rect(plan.state), self._states(service))
        if self._papers:
            if not plan.heading.isEmpty():
                pen.write(self.px_rect(plan.heading), self.translate("kiosk.details.papers"), HEADING)
            self._paint_note(pen, self.px_rect(plan.note))

    def _paint_note(self, pen: Pen, rect: QRectF) -> None:
        """Amber while a paper is not ticked, green when all are."""
        unit, good = self.unit, not self._lacking()
        fill, edge = (Colours.GREEN100, Colours.GREEN) if good else (Colours.AMBER100, Colours.AMBER_EDGE)
        fill_rounded(pen.painter, rect, 20 * unit, fill, edge=edge, edge_px=3 * unit)
        side, ink = 44 * unit, Colours.GREEN if good else Colours.AMBER_INK
        room = rect.adjusted(18 * unit, 2 * unit, -18 * unit, -2 * unit)
        if not self.layout_mm.large:  # whose letters need the room
            icon = QRectF(rect.left() + 20 * unit, rect.center().y() - side / 2, side, side)
            paint_icon(pen.painter, icon, "check-circle" if good else "alert-circle", ink)
            room.setLeft(rect.left() + 80 * unit)
        block = pen.block(self._note(), TEXT, room.size(), lines=3)
        pen.place(room, block.found, block.type_, colour=ink)
