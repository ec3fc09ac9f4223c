"""A service that was found: as on the page of its agency, with whose it is and what of its name was typed."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from hall.finding import Titled
from hall.translator import Translator
from hall.views import AgencyView, ServiceView
from hall.wording import in_language
from kiosk.widgets.card import StateLine
from kiosk.widgets.pen import Block, Pen
from kiosk.widgets.service_row import WIDE, ServiceRow
from kiosk.widgets.ticket_texts import zone_text
from qtkit.announce import listed
from qtkit.paint import fill_rounded, text_width
from qtkit.theme.tokens import Colours
from qtkit.widgets.pressable import TouchGuard

_NOTHING = Titled("")


class FoundRow(ServiceRow):
    """Shows one service of ``agency``; ``title`` has the spans of its name that match, ``because`` the everyday word
    that led to it."""

    counts_below = keeps_second = leads_on = True

    def __init__(
        self, service: ServiceView, agency: AgencyView, translate: Translator, guard: TouchGuard, parent: QWidget
    ) -> None:
        self._agency = agency
        self._matched, self._because = _NOTHING, _NOTHING
        super().__init__(service, agency.colour, translate, guard, parent)

    def show_found(
        self, service: ServiceView, agency: AgencyView, title: Titled = _NOTHING, because: Titled | None = None
    ) -> None:
        """Shows the service as it is now, and why it was found."""
        said = because or _NOTHING
        if (title, said, agency.id) != (self._matched, self._because, self._agency.id):
            self.update()
        self._matched, self._because, self._agency = title, said, agency
        self.show_service(service, agency.colour)

    @property
    def leads_to_details(self) -> bool:
        """Whether a touch opens the service in detail, where else it makes its number."""
        return self._chevron

    def show_end(self, *, chevron: bool) -> None:
        """Shows that a touch leads to the details, or leaves room for the key that does."""
        if chevron != self._chevron:
            self._chevron = chevron
            self.update()

    def _where(self) -> str:
        agency = self._agency_name()
        zone = zone_text(self.service.zone, self.service.counters, self._translate).place
        return listed(self._because.text, agency, "" if self._because.text else zone)

    def _agency_name(self) -> str:
        return in_language(self._translate.language, self._agency.name, self._agency.name_en)

    def _thirds(self) -> tuple[str, ...]:
        """What to bring; before it whose service it is, where a state has taken the place of that."""
        wide, bring = self.width() >= WIDE * self.unit, self._requirement()
        if wide and not self.closed and self._caution() is None:
            return (bring,)
        where = self._where() if wide else self._agency_name()
        return (f"{where} · {bring}", where) if bring else (where,)

    def _promise(self) -> StateLine | None:
        """Whose service it is, in the place of the promised time."""
        icon = "magnify" if self._because.text else "map-marker"
        return StateLine(icon, self._where(), Colours.INK2)

    def _paint_marks(self, pen: Pen, rect: QRectF, name: Block) -> None:
        title, at = self._matched.text, 0
        if title != self.title():
            return  # the name in another language, until it is looked for again
        line_height = rect.height() / max(1, len(name.found.lines))
        for row, line in enumerate(name.found.lines):
            start = title.find(line, at)
            if start < 0:
                return
            at = start + len(line)
            for first, end in self._matched.spans:
                if first < at and end > start:
                    before, inside = line[: max(0, first - start)], line[max(0, first - start) : end - start]
                    left = rect.left() + text_width(before, name.found.font)
                    width = text_width(inside, name.found.font)
                    mark = QRectF(left, rect.top() + row * line_height, width, line_height)
                    fill_rounded(
                        pen.painter, mark.adjusted(-4 * pen.unit, 0, 4 * pen.unit, 0), 8 * pen.unit, Colours.AMBER100
                    )
