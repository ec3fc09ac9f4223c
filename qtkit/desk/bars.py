"""The dark band on top of a page, and the line at its bottom: does the database answer, and what was done last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hall.translator import Translator
from qtkit.desk.buttons import DeskButton
from qtkit.desk.label import Label, Tag
from qtkit.desk.layout import Stretch, pack
from qtkit.desk.panel import Divider, Icon
from qtkit.paint import fill_circle, fit_or_cut
from qtkit.theme.tokens import Colours, with_alpha
from qtkit.tips import set_tip
from qtkit.widgets.brand import BrandMark
from qtkit.widgets.painted_button import Variant

HEIGHT = 56
LANGUAGE_SHORTCUT = "Ctrl+L"


def bar_button(name: str, icon: str, shortcut_text: str = "") -> DeskButton:
    """A button for the bar."""
    return DeskButton(name, icon, shortcut_text, variant=Variant.DARK, height=36, px=14, icon_px=18)


class TopBar(QWidget):
    """The band: where it is, who works there, and buttons; what these do belongs to the page."""

    def __init__(self, buttons: Sequence[DeskButton] = ()) -> None:
        super().__init__()
        self._buttons = tuple(buttons)
        self._fitted: tuple[object, ...] = ()
        self.setFixedHeight(HEIGHT)
        self._title = Label(20, 800, Colours.WHITE, min_px=15, floor_px=150)
        self._place = Label(14, 600, Colours.WHITE, lines=2, height_px=34)
        self._tag = Tag()
        self._person = Icon("account", 18, Colours.WHITE)
        self._name = Label(14, 600, Colours.WHITE, lines=2, height_px=34, floor_px=96)
        self._clock = Label(20, 800, Colours.WHITE, tabular=True, align=Qt.AlignmentFlag.AlignRight)
        self._clock.reserve("00.00")
        self.language_button = bar_button("language-button", "translate")
        self._tag.setObjectName("state-tag")
        self._tag.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        self._divider = Divider(with_alpha(Colours.WHITE, 0.25), 1, 24)
        buttons = pack(QHBoxLayout(), self.language_button, *self._buttons, spacing=4)
        self._row = pack(
            QHBoxLayout(self),
            BrandMark(34),
            self._title,
            self._divider,
            self._place,
            self._tag,
            Stretch(),
            self._person,
            self._name,
            4,
            buttons,
            self._clock,
            margins=(16, 0, 16, 0),
            spacing=12,
        )

    def show_texts(self, title: str, place: str, person: str = "", *, spoken: str = "") -> None:
        """Shows what the page is for, where that is, and who works there; ``spoken`` is that for screen readers."""
        self._title.show_text(title)
        self._place.show_text(place)
        self._name.show_text(person)
        if person:
            self._name.setAccessibleName(spoken)
        self._person.setVisible(bool(person))

    def show_language(self, following: Translator) -> None:
        """Shows the language that the button changes to."""
        spoken = f"{following.invitation} ({LANGUAGE_SHORTCUT})"
        self.language_button.show_caption(following.name, spoken=spoken)
        set_tip(self.language_button, spoken)

    def show_state(self, text: str, tone: str) -> None:
        """Shows the state as a tag."""
        self._tag.show_text(text, tone)

    def show_clock(self, text: str) -> None:
        """Shows the hall's time."""
        self._clock.show_text(text)

    def fit(self) -> None:
        """Leaves the buttons' icons out where the texts need their room, then the place and the buttons' shortcuts,
        which their names keep; to be called when a text has changed."""
        buttons = (self.language_button, *self._buttons)
        texts = [label.text() for label in (self._title, self._place, self._tag, self._name)]
        needs = self.width(), *texts, *(button.text() for button in buttons)
        if needs == self._fitted:
            return
        self._fitted = needs
        for button in buttons:
            button.set_icon_shown(True)
            button.set_shortcut_shown(bool(button.shortcut_text))
        self._show_place(True)
        if self._wanted() > self.width():
            for button in buttons:
                button.set_icon_shown(False)
        room = max(0, self.width() - self._wanted() + self._place.sizeHint().width())
        self._show_place(not fit_or_cut(self._place.text(), room, 14, 600, lines=2, height=34).cut)
        if self._wanted() > self.width():
            for button in buttons:
                button.set_shortcut_shown(False)

    def _wanted(self) -> int:
        """Pixels of all that is shown, at its full size."""
        self._row.activate()
        return self._row.sizeHint().width()

    def _show_place(self, shown: bool) -> None:
        for part in (self._divider, self._place):
            part.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Colours.TELUK800)


class StateDot(QWidget):
    """A round light next to its text; never alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._good = True
        self.setFixedSize(10, 10)

    def show_good(self, good: bool) -> None:
        """Green when good, otherwise amber."""
        if good is not self._good:
            self._good = good
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        fill_circle(QPainter(self), QPointF(5, 5), 4.5, Colours.DESK_GOOD if self._good else Colours.DESK_LATE)


_AROUND = 32 + 10 + 14 + 4 * 8
"""Pixels of the status bar beside its texts: margins, the light, and distances."""


class StatusBar(QWidget):
    """White while connected; the calm amber of a notice while the database is away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(32)
        self._good = True
        self._dot = StateDot()
        self._link = Label(13, 600, name="link-state")
        self._more = Label(13, 500, name="more-state")
        self._last = Label(13, 500, align=Qt.AlignmentFlag.AlignRight, name="last-event")
        self._hint = Label(13, 600, Colours.DESK_TEXT2, align=Qt.AlignmentFlag.AlignRight, name="key-hint")
        parts = (self._dot, self._link, 14, self._more, Stretch(), self._last, self._hint)
        pack(QHBoxLayout(self), *parts, margins=(16, 1, 16, 0), spacing=8)
        self._more.hide()
        self._hint.hide()

    def show_link(self, text: str, *, good: bool) -> None:
        """Shows how the database is."""
        if good is not self._good:
            self._good = good
            self.update()
        self._dot.show_good(good)
        self._link.show_text(text, Colours.INK if good else Colours.AMBER_INK)

    def show_more(self, text: str) -> None:
        """Shows something next to the database."""
        self._more.show_text(text, Colours.INK if self._good else Colours.AMBER_INK)
        self._more.setVisible(bool(text))

    def show_hint(self, text: str) -> None:
        """Shows which key tells more, at the end of the line, where the others leave room for it."""
        self._hint.show_text(text, Colours.DESK_TEXT2 if self._good else Colours.AMBER_INK)
        self._fit_hint()

    def _fit_hint(self) -> None:
        texts = [part for part in (self._link, self._more, self._last) if part.text()]
        taken = sum(part.sizeHint().width() + 8 for part in (*texts, self._hint))
        self._hint.setVisible(bool(self._hint.text()) and taken + _AROUND <= self.width())

    def show_last(self, text: str) -> None:
        """Shows the latest action."""
        self._last.show_text(text, Colours.INK if self._good else Colours.AMBER_INK)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_hint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Colours.SURFACE if self._good else Colours.AMBER100)
        painter.fillRect(0, 0, self.width(), 1, Colours.DESK_LINE if self._good else Colours.AMBER_EDGE)
