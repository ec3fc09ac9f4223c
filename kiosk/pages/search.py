"""The search: what is typed on the kiosk's own keyboard, or on a real one, and the services that it may mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QRegion
from PySide6.QtWidgets import QWidget

from kiosk.finding.list_plans import HeadedPlan, found_plan, low_found_plan
from kiosk.finding.plans import SearchPlan, low_search_plan, search_plan
from kiosk.finding.shown import Row, SearchShown
from kiosk.geometry import SMALL
from kiosk.kit import KioskKit
from kiosk.list_plans import Turning
from kiosk.pages.found_page import FoundPage
from kiosk.screen import Screen
from kiosk.widgets.found_row import FoundRow
from kiosk.widgets.keyboard import Keyboard
from kiosk.widgets.pen import Pen
from kiosk.widgets.ready_searches import ReadySearches
from kiosk.widgets.search_field import SearchField
from kiosk.widgets.search_texts import SearchTexts
from qtkit.announce import spoken


class SearchPage(FoundPage):
    """Shows ``screen.finding``: the keyboard with the first hits, or a list of all of them."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        wants = self.intents
        self._shown = SearchShown()
        self._back = self.buttons.add("search-back", wants.back_wanted, "kiosk.back", "arrow-left")
        self._field = SearchField(self.translate, self.guard, self)
        self._field.clicked.connect(wants.search_typed_on)
        clear = "kiosk.search.clear.name"
        self._clear = self.buttons.add("search-clear", wants.search_cleared, icon="close", spoken=clear)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has a key that does the same
        self._agencies = self.buttons.add("search-agencies", wants.finding_left, "kiosk.search.agencies", "apps")
        self._help = self.buttons.add("search-help", wants.help_wanted, "kiosk.key.help.wide", "account-voice")
        self._turned = False
        self._ready = ReadySearches(kit, self)
        self._keyboard: Keyboard | None = None
        self.plan: SearchPlan = search_plan(self.body_mm(), 0, landscape=self.landscape)
        self.listed: HeadedPlan = found_plan(self.body_mm(), 1, landscape=self.landscape)

    def turning(self) -> Turning | None:
        if self._shown.typing:
            return None
        return Turning(self.listed.rows, self.page, len(self._shown.rows), "kiosk.pager.services")

    def names(self) -> Sequence[str]:
        if self._shown.typing:
            return super().names()
        return [row.name(self.translate.language) for row in self._shown.rows]

    def page_title(self) -> str:
        return self.translate("kiosk.search.title")

    def first_text(self) -> str:
        return self.translate("kiosk.search.hint")

    def news(self) -> str:
        text = self._shown.finding.text
        return spoken(text, self._shown.line(self.translate)) if text else ""

    def typed(self) -> str:
        return self._shown.finding.text

    def notice_bar_mm(self) -> QRectF:
        return self.plan.notice_bar if self._shown.typing else self.listed.rows.notice_bar

    def last_buttons(self) -> tuple[QWidget, ...]:
        return (*self.details.keys, self._back)

    def show_screen(self, screen: Screen) -> None:
        self._turned = self._shown.typing != screen.typing
        shown = self._shown = SearchShown.of(screen)
        finding, language = screen.finding, self.translate.language
        self.buttons.translate()
        self._field.show_text(finding.text, typing=screen.typing)
        self._ready.show_texts(shown.popular(language))
        self._planned()
        self.page = min(screen.list_page, self.listed.rows.pages - 1) if not screen.typing else 0
        listed = self.listed.rows
        a_page = len(listed.cells) if listed.pages > 1 else len(shown.rows)
        self.fill_found(shown.up(len(self.plan.rows), a_page, self.page), screen)
        self.place()
        count, ready = len(shown.rows), self._ready.shown
        self.repaint_if_changed(finding.text, finding.meant, screen.typing, count, ready, language)
        self._turned = False

    def changing(self) -> QRegion:
        whole, keeps_keyboard = super().changing(), self._shown.typing and not self._turned
        return whole - self.card_rect(self.plan.keyboard.ground) if keeps_keyboard else whole

    def _planned(self) -> None:
        hits, count = self._shown.hits, max(1, len(self._shown.rows))
        if self.layout_mm.lowered:
            body = self.low_body()
            self.plan, self.listed = low_search_plan(body, hits), low_found_plan(body, count)
            return
        self.plan = search_plan(self.body_mm(), hits, landscape=self.landscape)
        self.listed = found_plan(self.body_mm(), count, landscape=self.landscape)

    def show_item(self, card: FoundRow, item: Row) -> None:
        if item.hit is None:
            card.show_found(item.service, item.agency)
        else:
            card.show_found(item.service, item.agency, item.hit.title, item.hit.because)

    def place(self) -> None:
        self._planned()
        plan, typing, nothing = self.plan, self._shown.typing, self._shown.nothing
        if self._keyboard is None:
            self._keyboard = Keyboard(self.kit, self)
            self._keyboard.typed.connect(self.intents.search_typed)
        self._keyboard.show_texts()
        self._keyboard.arrange(plan.keyboard, self.put, shown=typing)
        self._keyboard.everything.setEnabled(not nothing)
        self._place_head()
        ready = typing and not (nothing and plan.chips.intersects(plan.room))
        self._ready.place(self.layout_mm, plan.chips, shown=ready)
        self._place_ways_on()
        self.place_found(plan.rows if typing else self.listed.rows.cells)

    def _place_head(self) -> None:
        plan = self.plan if self._shown.typing else self.listed
        self.put(self._back, plan.back)
        self._field.set_unit(self.unit)
        self._field.setGeometry(self.card_rect(plan.field))
        self.put(self._clear, self.plan.clear)
        self._clear.setVisible(self._shown.typing and bool(self._shown.finding.text))
        self._clear.raise_()

    def _place_ways_on(self) -> None:
        """Where nothing was found: all agencies, and a person."""
        shown = self._shown.typing and self._shown.nothing
        calls = shown and self._shown.screen.calls_staff
        agencies, person = self.plan.ways_on(calls=calls)
        self.put(self._agencies, agencies)
        self.put(self._help, person)
        self._agencies.setVisible(shown)
        self._help.setVisible(calls)

    def paint_page(self, pen: Pen) -> None:
        shown, plan = self._shown, self.plan
        texts = SearchTexts(pen, self.layout_mm, self.translate, shown)
        if shown.typing:
            texts.paint_head(plan)
        if self._ready.shown:
            texts.paint_caption(plan.chips)
        if shown.nothing:
            texts.paint_nothing(plan)
            return
        hints = shown.typing and self.landscape and not shown.finding.text
        if hints and not plan.room.intersects(plan.chips):
            texts.paint_hint(plan.room)
        texts.paint_line(plan.line if shown.typing else self.listed.line)

    def takes(self, event: QKeyEvent) -> bool:
        text = event.text()
        if not self._shown.typing:
            return False
        if event.key() == Qt.Key.Key_Backspace:
            self.intents.search_erased.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.intents.search_listed.emit()
        elif len(text) == 1 and text.isprintable() and text not in "*#":
            self.intents.search_typed.emit(text)
        else:
            return False
        return True
