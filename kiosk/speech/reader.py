"""The kiosk's own screen reader: says what is shown, and what happens without a key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from kiosk.pages.base import KioskPage
from kiosk.screen import Page, RefusedNotice, Screen
from kiosk.speech.chooser import SECOND_DIGIT_MS, Chooser
from kiosk.speech.commands import Commands
from kiosk.speech.instructions import Instructions
from kiosk.speech.key_watch import KeyWatch
from kiosk.speech.last_words import LastWords
from kiosk.speech.mouth import Mouth, Teller
from kiosk.speech.scene import scene_of
from kiosk.speech.taking import number_by
from kiosk.speech.typing import Typing
from kiosk.window import KioskWindow
from qtkit.announce import spoken


class SpokenReader(QObject):
    """Reads ``window`` aloud with ``mouth`` while its screen has ``modes.spoken``. ``keys`` names what the station has
    and what is explained: ``keypad``, ``five`` or ``keyboard``; each of them works. ``second_digit_ms``: so long the
    second digit of a number is waited for before the first one's choice is said."""

    def __init__(
        self,
        window: KioskWindow,
        mouth: Mouth,
        monotonic: Callable[[], float],
        *,
        second_digit_ms: int = SECOND_DIGIT_MS,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tell = Teller(mouth, window.translate)
        self._instructions, self._last_words = Instructions(self._tell), LastWords()
        self._chooser = Chooser(window, self._tell, monotonic, second_digit_ms)
        self._typing = Typing(window, self._tell)
        self._chooser.number_by = lambda button: number_by(button, self._screen)
        self._chooser.priority = lambda: self._screen.priority
        self._commands = Commands(
            window,
            self._tell,
            self._chooser,
            self._typing,
            self._instructions,
            self.say_where,
            self._list_choices,
            monotonic,
        )
        self._watch = KeyWatch(window, lambda event: self._commands.take(event, self.look))
        self._on = False
        self._home_heard = self._noticed = ""
        self._screen = Screen()
        self._over: QWidget | None = None
        self._heard: dict[str, str] = {}
        self._menu: tuple[str, ...] = ()
        self._about: tuple[KioskPage | None, *tuple[str, ...]] = (None,)
        window.herald.listeners.append(self._heard.__setitem__)
        window.shown.connect(self.on_shown)

    @property
    def keys(self) -> str:
        """What the station has."""
        return self._tell.keys

    @keys.setter
    def keys(self, keys: str) -> None:
        self._tell.keys = keys

    @property
    def mouth(self) -> Mouth:
        """What speaks."""
        return self._tell.mouth

    @property
    def holds(self) -> bool:
        """Whether a visitor listens, so that no idle second passes: while anything is said but the question whether
        somebody is there."""
        return self._on and self._tell.held and self.mouth.busy

    @Slot(object)
    def on_shown(self, screen: Screen) -> None:
        """The window shows a screen, and the herald has announced what is new on it."""
        heard = {kind: text for kind, text in self._heard.items() if text}
        retyped = "news" in self._heard and self._chooser.acted != ""
        self._heard.clear()
        before, self._screen = self._screen, screen
        self._last_words.note(before, screen)
        if screen.modes.spoken != self._on:
            self._on = screen.modes.spoken
            if self._on:
                self._begin()
            else:
                self._end(heard.get("notice bar", ""))
        elif self._on:
            self.look()
            if retyped and self._typing.is_possible and "page" not in heard:
                self._list_choices(self._window.current_page.news() or self._tell.translate("speech.erased"))
            else:
                declined = before.help.asks and not screen.help.is_open
                first = self._tell.translate("speech.not_called") if declined else ""
                more_time = screen.modes.unhurried and not before.modes.unhurried
                self._say_news(heard, first, more_time=more_time)
            if before.priority and not screen.priority and before.page is not screen.page:
                self._tell.add(self._tell.translate("speech.priority_off"))

    def look(self) -> None:
        """Looks again at what can be chosen."""
        page = self._window.current_page
        scene = scene_of(self._window, self._window.frame, page)
        asked = self._screen.help.state.value, str(self._screen.asking)
        about = page, *asked, page.page_title() if self._screen.page is Page.STAFF else ""
        self._chooser.scene = scene.after(self._chooser.scene) if self._about == about else scene
        self._about = about
        self._typing.follow(page, self._chooser.scene)

    def say_where(self) -> None:
        """Says the page that is up and its choices: a key had nothing to do there."""
        self._chooser.forget()
        self._tell.say(*self._page_texts(), *self._choices())
        self._say_menu()

    def _page_texts(self) -> tuple[str, ...]:
        """What the page says, its number once more; or what lies over it."""
        page, over = self._window.current_page, self._chooser.scene.over
        if over is not None:
            return (over.accessibleName(),)
        return page.page_title(), page.first_text(), page.news(), self._slowly()

    def _list_choices(self, first: str) -> None:
        """Says ``first``, and the choices from the first one."""
        self._chooser.forget()
        self._tell.say(first, *self._choices())
        self._say_menu()

    def _choices(self) -> tuple[str, ...]:
        """How many choices there are, and the first time how they are reached."""
        translate, count = self._tell.translate, self._chooser.scene.there
        if self._typing.is_on:
            how = self._instructions.typing(self._typing.kind)
            return (how, self._tell.by_keys("speech.suggests") if self._typing.suggests else "")
        said = translate("speech.choices", n=count) if count else ""
        if self._screen.asking and self._chooser.scene.over is None:
            return said, self._tell.by_keys("speech.one_or_two")
        return said, self._instructions.choices() if count else ""

    def _begin(self) -> None:
        self._home_heard = self._noticed = ""
        self._instructions.begin()
        self._last_words.begin(self._screen)
        self._commands.begin()
        self._chooser.forget()
        self.look()
        self._over = self._chooser.scene.over
        self._watch.begin()
        emptied = self._tell.translate("speech.emptied") if self._typing.empty() else ""
        self._say_page(spoken(self._tell.translate("speech.begun"), emptied))

    def _end(self, last: str) -> None:
        """The visit is over, or speech is not wanted: the last words, in the language of the screen."""
        self._watch.end()
        self.mouth.loudness = self.mouth.loudness.reset()
        translate, key = self._tell.translate, self._window.speech_key
        if self.keys == "keypad" and key and key != "*":
            again = translate("speech.again.sign", sign=key)
        else:
            again = self._tell.by_keys("speech.again")
        self._tell.aside(spoken(last, self._last_words.texts(translate), translate("speech.ended"), again))

    def _say_page(self, first: str = "") -> None:
        over = self._chooser.scene.over
        notice = self._window.frame.notice_bar.accessibleName() if self._screen.notice_bar is not None else ""
        known, self._noticed = self._noticed, notice
        self._tell.say(first, notice if notice != known else "", *self._page_texts(), *self._choices())
        if over is None and self._screen.page is Page.AGENCIES:
            known, self._home_heard = self._home_heard, self._screen.language
            if known == self._home_heard and self._chooser.scene.cards:
                self._menu = self._chooser.choices()
                self._tell.add(self._tell.by_keys("speech.list_again"))
                return
        self._say_menu()

    def _slowly(self) -> str:
        """Of the visitor's new number, whether it is one of priority, and all once more, sign by sign."""
        ticket = self._screen.ticket
        if self._screen.page is not Page.TICKET or ticket is None:
            return ""
        translate = self._tell.translate
        first = translate("speech.priority_taken") if ticket.priority else ""
        return spoken(first, translate("speech.slowly", signs=", ".join(ticket.code.replace("-", ""))))

    def _say_menu(self) -> None:
        self._menu = self._chooser.choices()
        if not self._typing.is_on:
            self._tell.add(spoken(*self._menu))

    def _say_news(self, heard: dict[str, str], first: str, *, more_time: bool) -> None:
        """What the herald announces, of another page after ``first``; else the choice that was meant, or what has
        become of it."""
        before, self._over = self._over, self._chooser.scene.over
        prompt = self._window.frame.prompt
        asked, goes_on = self._over is prompt, before is prompt and self._over is None
        changed = (before is not self._over or "page" in heard) and not asked
        if changed and not goes_on:
            self._chooser.forget()
            if before is not None and self._over is None and not self._commands.acting:
                self._commands.wait()
        if "question" in heard:
            more = (self._tell.translate("speech.more_time"),) if asked else self._choices()
            self._tell.say(heard["question"], *more, urgent=asked)
            if not asked:
                self._say_menu()
        elif goes_on:
            page = self._window.current_page.page_title()
            begun = self._tell.translate("speech.time_given" if more_time else "speech.goes_on")
            self._tell.say(begun, page, self._chooser.numbered())
        elif changed:
            self._say_page(first)
        elif more_time:
            self._tell.say(self._tell.translate("speech.time_given"), self._chooser.numbered())
        elif "news" not in heard:
            self._say_choice()
        if "notice bar" in heard and "page" not in heard:
            refused = isinstance(self._screen.notice_bar, RefusedNotice) and self._typing.refused()
            self._tell.say(heard["notice bar"], self._tell.by_keys("speech.retype") if refused else "")
        if "news" in heard and not changed and not self._typing.is_possible:
            self._say_more(heard["news"])

    def _say_more(self, news: str) -> None:
        """The same page says something new: at once when a key has asked for it. Its choices may be others then."""
        if self._chooser.acted:
            self._chooser.forget()
            self._tell.say(news, *self._choices())
            self._say_menu()
        else:
            self._tell.add(news)
            self._say_new_choices()
            self._tell.keep(*self._page_texts(), *self._choices(), *self._menu)

    def _say_new_choices(self) -> None:
        """Those that came at the end; all of them when others have changed."""
        before, now = self._menu, self._chooser.choices()
        if before == now[: len(before)]:
            self._menu, new = now, now[len(before) :]
            self._tell.add(self._tell.translate("speech.new_choices", choices=spoken(*new)) if new else "")
        else:
            self._say_menu()

    def _say_choice(self) -> None:
        chooser = self._chooser
        if chooser.arrive():
            return
        if chooser.acted and chooser.is_taken and chooser.text() not in ("", chooser.acted):
            chooser.acted = ""
            self._tell.say(chooser.text())
