"""What stays while pages change: header, keys, foot, priority, pager, notice bar, lists over the page, prompt."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.frame_plan import Frame, Keys, frame, lowered_frame
from kiosk.geometry import Layout, mm
from kiosk.hours import hall_closed
from kiosk.idle import WARNING_S
from kiosk.kit import KioskKit
from kiosk.pages.base import KioskPage
from kiosk.screen import LISTS, READING, Page, Screen
from kiosk.widgets.header import HoursFoot, KioskHeader
from kiosk.widgets.help_card import HelpCard
from kiosk.widgets.idle_prompt import IdlePrompt
from kiosk.widgets.language_list import LanguageList
from kiosk.widgets.modes_list import ModesList
from kiosk.widgets.notice_bar import NoticeBar
from kiosk.widgets.pager import Pager
from kiosk.widgets.priority_switch import PrioritySwitch
from kiosk.widgets.ring_foot import RingFoot
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.touch_button import HEADER_BUTTON, KIOSK_BUTTON, ButtonSizes, TouchButton

_WIDE = mm(300)
"""From that width on a key has its text beside its icon."""
_LOW_KEY = mm(100)
_NARROW = mm(120)
_KEY_ROW = replace(KIOSK_BUTTON, text_px=36, line_px=42, icon_px=58, gap=18)
_LARGE_KEY = replace(KIOSK_BUTTON, text_px=33, line_px=37, icon_px=38, gap=8, padding=3, icon_gives_way=True)
_NARROW_KEY = replace(HEADER_BUTTON, padding=3)
_FOOT_KEY = replace(KIOSK_BUTTON, text_px=31, line_px=35, icon_px=46, gap=14, padding=10)
_LOW_KEY_ROW = replace(KIOSK_BUTTON, text_px=31, line_px=35, icon_px=50, gap=16)


class KioskFrame:
    """Builds these widgets in ``window``; the order of their building is the order in which they cover each other."""

    def __init__(self, kit: KioskKit, window: QWidget) -> None:
        self._window, self._translate = window, kit.translate
        self._large, self._low_helps = False, False
        self.header = KioskHeader(kit.translate, window)
        wants = kit.intents
        self.language = self._key(kit, "language-button", "translate", wants.language_wanted, dark=True)
        self.modes = self._key(kit, "modes-button", "access", wants.modes_wanted, dark=True)
        self.staff = self._key(kit, "help-button", "account-voice", wants.help_wanted, dark=True)
        self.check_in = self._key(kit, "check-in-button", "qrcode-scan", wants.check_in_wanted)
        self.survey = self._key(kit, "survey-button", "emoticon-happy-outline", wants.survey_wanted)
        self.hours = HoursFoot(kit.translate, window)
        self.low_modes = self._key(kit, "low-modes-button", "access", wants.modes_wanted)
        self.low_modes.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the header's key does the same
        self.countdown = RingFoot(kit, window)
        self.priority = PrioritySwitch(kit.translate, kit.guard, window)
        self.priority.clicked.connect(kit.intents.priority_wanted)
        self.pager = Pager(kit, window)
        self.notice_bar = NoticeBar(kit.translate, window)
        self.languages = LanguageList(kit, window)
        self.modes_list = ModesList(kit, window)
        self.help = HelpCard(kit, window)
        self.prompt = IdlePrompt(kit, window)
        self._over_foot = False

    def _key(self, kit: KioskKit, name: str, icon: str, wanted: SignalInstance, *, dark: bool = False) -> TouchButton:
        """A key that stays; ``dark`` on the band of the hall's name."""
        variant = Variant.DARK if dark else Variant.SECONDARY
        key = TouchButton(
            "", name="-", variant=variant, icon=icon, stacked=True, sizes=HEADER_BUTTON,
            guard=kit.guard, parent=self._window,
        )  # fmt: skip
        key.setObjectName(name)
        key.clicked.connect(wanted)
        return key

    @property
    def _keys(self) -> tuple[TouchButton, ...]:
        """The keys of the frame, in the order of their places in its plan."""
        return self.check_in, self.survey, self.staff, self.modes, self.language

    def arrange(self, layout: Layout, screen: Screen) -> Frame:
        """Places all for a window of that layout with that screen's page; returns the places."""
        reading, lists = screen.page in READING, screen.page in LISTS
        unit = layout.scale.unit()
        typing = screen.typing and not layout.landscape and not layout.lowered
        self._over_foot = typing
        keys = keys_of(screen)
        if layout.lowered:
            parts = lowered_frame(layout, lists=lists, ring=reading, keys=keys)
            right = layout.px(parts.head).right() - layout.real(48) * layout.scale.px_per_mm
        else:
            reach, ring = layout.reach[0], reading
            parts = frame(layout.size, lists=lists, ring=ring, keys=keys, typing=typing, reach_top=reach)
            right = float(layout.px(parts.language).left())
        self.header.setGeometry(layout.px(parts.head))
        self.header.setVisible(not parts.head.isEmpty())
        lowest = min((rect.top() for rect in parts.beside if not rect.isEmpty()), default=parts.head.bottom())
        self.header.arrange(unit, right, layout.scale.mm(lowest))
        for part in (self.priority, self.notice_bar, self.pager):
            part.set_unit(unit)
        self._large, self._low_helps = layout.large, layout.low_helps
        self._place_keys(layout, parts)
        for foot in (self.hours, self.countdown):
            foot.setGeometry(layout.px(parts.foot))
            foot.set_unit(unit)
        self.hours.setVisible(not reading and not layout.landscape and not typing and not layout.lowered)
        self.countdown.setVisible(reading)
        self.priority.setGeometry(layout.px(parts.priority))
        for above in (self.languages, self.modes_list, self.help, self.prompt):
            above.setGeometry(self._window.rect())
            above.arrange(layout)
        return parts

    def _place_keys(self, layout: Layout, parts: Frame) -> None:
        low, unit = layout.px(parts.low_modes), layout.scale.unit()
        self.low_modes.set_stacked(False)
        self.low_modes.set_sizes(_FOOT_KEY, unit)
        self.low_modes.setGeometry(low)
        self.low_modes.setVisible(not low.isEmpty())
        self.hours.keep_free(low.width() + 18 * unit if not low.isEmpty() else 0.0)
        places = parts.check_in, parts.survey, parts.staff, parts.modes, parts.language
        for key, place in zip(self._keys, places, strict=True):
            wide = place.width() >= _WIDE and (key is not self.language or layout.lowered)
            row: ButtonSizes = _KEY_ROW if place.height() > _LOW_KEY else _LOW_KEY_ROW
            sizes = row if wide else HEADER_BUTTON if place.width() >= _NARROW else _NARROW_KEY
            if layout.large:
                wide, sizes = True, _LARGE_KEY
            key.set_stacked(not wide)
            key.set_sizes(sizes, layout.scale.unit())
            key.setGeometry(layout.px(place))

    def show_screen(self, screen: Screen, page: KioskPage) -> None:
        """Shows what is around ``page``, but for the seconds."""
        self._show_keys(screen)
        self.languages.show_list(wanted=screen.choosing_language)
        self.modes_list.show_list(screen.modes, self._offered(screen), wanted=screen.choosing_modes)
        self.help.show_help(screen.help)
        self.header.show_hall(screen.view)
        self.hours.show_hall(screen.view)
        self.priority.show_state(on=screen.priority)
        self.priority.setVisible(screen.page in LISTS and not hall_closed(screen.view) and not self._over_foot)
        self._show_pager(page)
        place = page.notice_bar_mm()
        if screen.notice_bar is None or place.isEmpty():
            self.notice_bar.hide()
        else:
            self.notice_bar.show_notice(screen.notice_bar, page.card_rect(place).translated(page.pos()))

    def _show_keys(self, screen: Screen) -> None:
        """The keys that the hall uses, in the language."""
        translate, following = self._translate, self._translate.following()
        text = translate("language.choose") if self.languages.is_needed else following.name
        name = translate("language.choose.title") if self.languages.is_needed else following.invitation
        if self.language.accessibleName() != name:
            self.language.show_text(text, name=name)
        for key, code in (
            (self.modes, "modes"),
            (self.low_modes, "modes"),
            (self.staff, "help"),
            (self.check_in, "check_in"),
            (self.survey, "survey"),
        ):
            short = "" if key.stacked or self._large else ".wide"
            key.show_text(translate(f"kiosk.key.{code}{short}"), name=translate(f"kiosk.key.{code}.name"))
        keys, lists = keys_of(screen), screen.page in LISTS and not self._over_foot
        self.language.setVisible(screen.page is not Page.ATTRACT)  # there a touch does nothing but begin
        self.modes.setVisible(keys.modes)
        self.staff.setVisible(keys.staff and screen.page is not Page.ATTRACT)
        self.check_in.setVisible(lists and keys.check_in)
        self.survey.setVisible(lists and keys.survey and not self.survey.size().isEmpty())

    def _offered(self, screen: Screen) -> tuple[str, ...]:
        """The modes that change something on this machine."""
        return tuple(mode for mode in screen.offered if mode != "low" or self._low_helps or screen.modes.low)

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
            unhurried = screen.modes.unhurried
            self.countdown.show_seconds(left, whole, title=title, more=more, warned=warned, unhurried=unhurried)

    def raise_above_page(self) -> None:
        """Lets pager, notice bar, lists and prompt cover a page that slides in."""
        for above in (self.pager, self.notice_bar, self.languages, self.modes_list, self.help, self.prompt):
            above.raise_()

    def tab_chain(self) -> tuple[QAbstractButton, ...]:
        """The buttons that Tab reaches after those of a page, in order."""
        stays = sorted((self.language, self.modes, self.staff), key=lambda key: (key.y(), key.x()))
        keys = self.countdown.longer, self.priority, self.check_in, self.survey
        return (*self.pager.buttons, *keys, *stays)


def keys_of(screen: Screen) -> Keys:
    """The keys that this hall uses."""
    return Keys(modes=screen.adapts, staff=screen.calls_staff, check_in=screen.checks_in, survey=screen.surveys)
