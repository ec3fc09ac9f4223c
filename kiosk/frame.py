"""What stays while pages change: header, language, foot, priority, pager, notice bar, list of languages, prompt."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.geometry import Frame, Layout, frame
from kiosk.hours import hall_closed
from kiosk.idle import WARNING_S
from kiosk.kit import KioskKit
from kiosk.pages.base import KioskPage
from kiosk.screen import LISTS, READING, Screen
from kiosk.widgets.header import HoursFoot, KioskHeader
from kiosk.widgets.idle_prompt import IdlePrompt
from kiosk.widgets.language_list import LanguageList
from kiosk.widgets.notice_bar import NoticeBar
from kiosk.widgets.pager import Pager
from kiosk.widgets.priority_switch import PrioritySwitch
from kiosk.widgets.ring_foot import RingFoot
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.touch_button import HEADER_BUTTON, TouchButton


class KioskFrame:
    """Builds these widgets in ``window``; the order of their building is the order in which they cover each other."""

    def __init__(self, kit: KioskKit, window: QWidget) -> None:
        self._window, self._translate = window, kit.translate
        self.header = KioskHeader(kit.translate, window)
        self.language = TouchButton(
            "", name="-", variant=Variant.DARK, icon="translate", stacked=True, sizes=HEADER_BUTTON,
            guard=kit.guard, parent=window,
        )  # fmt: skip
        self.language.setObjectName("language-button")
        self.language.clicked.connect(kit.intents.language_wanted)
        self.survey = TouchButton(
            "", name="-", icon="emoticon-happy-outline", stacked=True, sizes=HEADER_BUTTON,
            guard=kit.guard, parent=window,
        )  # fmt: skip
        self.survey.setObjectName("survey-button")
        self.survey.clicked.connect(kit.intents.survey_wanted)
        self.hours = HoursFoot(kit.translate, window)
        self.countdown = RingFoot(kit.translate, window)
        self.priority = PrioritySwitch(kit.translate, kit.guard, window)
        self.priority.clicked.connect(kit.intents.priority_wanted)
        self.pager = Pager(kit, window)
        self.notice_bar = NoticeBar(kit.translate, window)
        self.languages = LanguageList(kit, window)
        self.prompt = IdlePrompt(kit, window)

    def arrange(self, layout: Layout, screen: Screen) -> Frame:
        """Places all for a window of that layout with that screen's page; returns the places."""
        reading, lists = screen.page in READING, screen.page in LISTS
        unit = layout.scale.unit()
        parts = frame(layout.size, lists=lists, ring=reading, survey=screen.surveys)
        language = layout.px(parts.language)
        self.header.setGeometry(layout.px(parts.head))
        self.header.arrange(unit, float(language.left()))
        for part in (self.language, self.survey, self.priority, self.notice_bar, self.pager):
            part.set_unit(unit)
        self.language.setGeometry(language)
        self.survey.setGeometry(layout.px(parts.survey))
        for foot in (self.hours, self.countdown):
            foot.setGeometry(layout.px(parts.foot))
            foot.set_unit(unit)
        self.hours.setVisible(not reading and not layout.landscape)
        self.countdown.setVisible(reading)
        self.priority.setGeometry(layout.px(parts.priority))
        for above in (self.languages, self.prompt):
            above.setGeometry(self._window.rect())
            above.arrange(layout)
        return parts

    def show_screen(self, screen: Screen, page: KioskPage) -> None:
        """Shows what is around ``page``, but for the seconds."""
        translate = self._translate
        following = translate.following()
        text = translate("language.choose") if self.languages.is_needed else following.name
        name = translate("language.choose.title") if self.languages.is_needed else following.invitation
        if self.language.accessibleName() != name:
            self.language.show_text(text, name=name)
        self.survey.show_text(translate("kiosk.survey.short"), name=translate("kiosk.survey.title"))
        self.survey.setVisible(screen.page in LISTS and screen.surveys)
        self.languages.show_list(wanted=screen.choosing_language)
        self.header.show_hall(screen.view)
        self.hours.show_hall(screen.view)
        self.priority.show_state(on=screen.priority)
        self.priority.setVisible(screen.page in LISTS and not hall_closed(screen.view))
        self._show_pager(page)
        place = page.notice_bar_mm()
        if screen.notice_bar is None or place.isEmpty():
            self.notice_bar.hide()
        else:
            self.notice_bar.show_notice(screen.notice_bar, page.card_rect(place).translated(page.pos()))

    def _show_pager(self, page: KioskPage) -> None:
        turning = page.turning()
        turns = turning is not None and turning.plan.pages > 1
        if turning is not None and turns:
            plan = turning.plan
            self.pager.setGeometry(page.card_rect(plan.pager).translated(page.pos()))
            self.pager.show_page(turning.page, plan.pages, len(plan.cells), turning.count, noun=turning.noun)
        self.pager.setVisible(turns)

    def show_seconds(self, screen: Screen) -> None:
        """Shows the seconds of the idle prompt and of a page that is read."""
        self.prompt.show_seconds(screen.idle_left, WARNING_S)
        if screen.page in READING:
            translate, warned, page = self._translate, screen.warned, screen.page.value
            title = translate("kiosk.idle.title" if warned else f"kiosk.ring.{page}")
            more = translate("kiosk.ring.stay" if warned else f"kiosk.ring.{page}.more")
            left, whole = screen.seconds_left, screen.seconds_whole
            self.countdown.show_seconds(left, whole, title=title, more=more, warned=warned)

    def raise_above_page(self) -> None:
        """Lets pager, notice bar, languages and prompt cover a page that slides in."""
        for above in (self.pager, self.notice_bar, self.languages, self.prompt):
            above.raise_()

    def tab_chain(self) -> tuple[QAbstractButton, ...]:
        """The buttons that Tab reaches after those of a page, in order."""
        return (*self.pager.buttons, self.priority, self.survey, self.language)
