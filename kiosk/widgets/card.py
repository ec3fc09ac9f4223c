"""What agency cards and service rows share: the painted body with its states, and the line about the queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from math import inf

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from hall.dates import clock_text
from hall.estimating.shown import Kind, Shown
from hall.estimating.wording import wait_brief, wait_warning
from hall.opening import Opening
from hall.translator import Translator
from hall.views import ServiceView
from hall.wording import BothNames
from kiosk.attendance import absence_text
from kiosk.widgets.pen import NAME, STATE, Pen, Type
from qtkit.icons import paint_icon
from qtkit.paint import Fitted, fill_rounded
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours, blend
from qtkit.widgets.painted_button import paint_dots
from qtkit.widgets.pressable import Pressable, TouchGuard

RADIUS = 26.0
QUEUE_ICON = "account-group"
"""People who wait."""


@dataclass(frozen=True, slots=True)
class StateLine:
    """An icon, its text and their colour: how a queue is, never by colour alone. ``short`` is shown where there is no
    room for the text."""

    icon: str
    text: str
    colour: QColor
    short: str = ""


FEW_NUMBERS = 20
"""From so many numbers on, the screen says what is left of a day's quota."""
SOON = timedelta(minutes=15)
"""So long before it closes, or a break begins, the screen says until when it is open."""


def state_line(
    opening: Opening,
    waiting: int,
    translate: Translator,
    *,
    brief: bool = False,
    absent: Sequence[ServiceView] = (),
    outage: BothNames | None = None,
) -> StateLine:
    """People waiting, nobody waiting, or why it is closed and until when; ``brief`` leaves the reason out. Without a
    queue nobody is served at once while services are ``absent``: nobody sits there. An ``outage`` that gives no numbers
    says so, and why."""
    if outage is not None and opening.code == "closure":
        stopped, again = outage_line(outage, translate), "" if brief else opening.change(translate)
        return replace(stopped, text=". ".join(filter(None, (stopped.text, again))), colour=Colours.RED)
    if not opening.gives_numbers:
        return StateLine("lock-clock", opening.message(translate, brief=brief), Colours.RED)
    if waiting == 0 and absent:
        return absent_line(absent, translate)
    if waiting == 0:
        return StateLine("check-circle", translate("kiosk.queue.none"), Colours.GREEN)
    return StateLine(QUEUE_ICON, translate("kiosk.queue.waiting", n=waiting), Colours.INK2)


def absent_line(services: Sequence[ServiceView], translate: Translator) -> StateLine:
    """Nobody serves yet, or has a break: no queue is no reason to hurry then, and no good news."""
    return StateLine("account-clock", absence_text(services, translate, "kiosk.card.*"), Colours.AMBER_INK)


def outage_line(why: BothNames, translate: Translator) -> StateLine:
    """It is stopped for now, and why where that is known; numbers are given all the same."""
    short, reason = translate("kiosk.card.outage"), why.message(translate)
    text = translate("kiosk.card.outage_why", reason=reason) if reason else short
    return StateLine("lan-disconnect", text, Colours.AMBER_INK, short)


def with_wait(queue: StateLine, waiting: int, wait: Shown | None, translate: Translator) -> StateLine:
    """The ``queue`` with its wait in the same line: where nobody waits the queue says it."""
    line = wait_state(wait, translate)
    if line is None or not waiting or queue.icon != QUEUE_ICON:
        return queue
    people = translate("kiosk.queue.people", n=waiting)
    return replace(queue, text=f"{people} · {line.text}", short=queue.text)


def wait_state(wait: Shown | None, translate: Translator) -> StateLine | None:
    """The wait in a line below the queue; None where nothing is known of it."""
    if wait is None or wait.kind is Kind.UNKNOWN:
        return None
    icon, colour = ("clock-alert-outline", Colours.AMBER_INK) if wait.warns else ("timer-sand", Colours.TELUK700)
    return StateLine(icon, wait_brief(wait, translate), colour)


def soon_line(opening: Opening, translate: Translator) -> StateLine | None:
    """It closes soon, or has its break: whoever takes a number now may be called after it; None: not soon."""
    ends = opening.next_change if opening.gives_numbers else None
    if ends is None or ends - opening.at > SOON:
        return None
    return StateLine(
        "clock-alert-outline", translate("kiosk.row.until", time=clock_text(ends, translate)), Colours.AMBER_INK
    )


def caution_line(service: ServiceView, translate: Translator) -> StateLine | None:
    """What a visitor should know before taking a number: it is stopped, nobody serves yet, it may close before they are
    served, it closes soon, or few numbers are left; None: nothing."""
    if not service.opening.gives_numbers:
        return None
    if service.outage:
        return outage_line(service.outage_why, translate)
    if not service.attended:
        whole, short = (absence_text((service,), translate, f"kiosk.{where}.*") for where in ("row", "card"))
        return StateLine("account-clock", whole, Colours.AMBER_INK, short)
    return _late_line(service, translate) or soon_line(service.opening, translate) or _few_line(service, translate)


def _late_line(service: ServiceView, translate: Translator) -> StateLine | None:
    text, brief = (wait_warning(service.wait, translate, brief=short) for short in (False, True))
    return StateLine("clock-alert-outline", text.removesuffix("."), Colours.AMBER_INK, brief) if text else None


def _few_line(service: ServiceView, translate: Translator) -> StateLine | None:
    if service.quota_left is not None and service.quota_left <= FEW_NUMBERS:
        return StateLine("ticket-confirmation", translate("kiosk.row.left", n=service.quota_left), Colours.AMBER_INK)
    return None


def fitted_state(pen: Pen, line: StateLine, width: float, type_: Type = STATE) -> Fitted:
    """The text of ``line`` next to its icon in ``width`` pixels; a sentence takes two lines before it is small, and
    gives way to the short one where there is one."""
    room = width - _icon_room(pen, type_)
    smallest = max(int(0.88 * type_.px * pen.unit), int(Typeface.least_px))
    one = pen.fitted(line.text, type_, room, least=0.88)
    if one.font.pixelSize() >= smallest:
        return one
    two = pen.fitted(line.text, type_, room, lines=2, least=0.88)
    fits = two.font.pixelSize() >= smallest and not two.cut
    if not (fits or line.short):
        return pen.fitted(line.text, type_, room, lines=4, least=0.88)
    if fits or not line.short:
        return two
    return pen.fitted(line.short, type_, room, lines=2 if Typeface.least_px else 1, least=0.88)


def _icon_room(pen: Pen, type_: Type) -> float:
    return (type_.px * 32 / 30 + 8) * pen.unit


def state_width(pen: Pen, line: StateLine, type_: Type = STATE) -> float:
    """Pixels of the line in its full size, with its icon."""
    return _icon_room(pen, type_) + pen.width(pen.fitted(line.text, type_, inf)) + 1  # it is rounded


def paint_state(pen: Pen, rect: QRectF, line: StateLine, type_: Type = STATE) -> None:
    """Paints the line into ``rect``: icon 32, gap 8, text."""
    icon = type_.px * 32 / 30 * pen.unit
    paint_icon(pen.painter, QRectF(rect.left(), rect.center().y() - icon / 2, icon, icon), line.icon, line.colour)
    beside = rect.adjusted(_icon_room(pen, type_), 0, 0, 0)
    pen.place(beside, fitted_state(pen, line, rect.width(), type_), type_, colour=line.colour)


def paint_squeezed(pen: Pen, room: QRectF, title: str, line: StateLine) -> None:
    """A name above the line where nothing of their size holds both: smaller, and not cut."""
    half = QSizeF(room.width(), room.height() / 2)
    name = pen.squeezed(title, NAME, half, lines=2)
    pen.place(QRectF(room.topLeft(), half), name.found, name.type_)
    icon = min(STATE.px * 32 / 30 * pen.unit, half.height())
    middle = room.bottom() - half.height() / 2
    paint_icon(pen.painter, QRectF(room.left(), middle - icon / 2, icon, icon), line.icon, line.colour)
    beside = QRectF(room.left(), room.center().y(), half.width(), half.height()).adjusted(
        _icon_room(pen, STATE), 0, 0, 0
    )
    said = pen.squeezed(line.text, STATE, beside.size(), lines=2)
    pen.place(beside, said.found, said.type_, colour=line.colour)


class CardBase(Pressable):
    """A card: surface, sunk when closed, tinted while pressed, three dots while its number is made.

    The page paints the shadow below it, because a widget cannot paint outside itself: ``casts_shadow`` tells.
    """

    def __init__(self, guard: TouchGuard, parent: QWidget) -> None:
        super().__init__("-", guard=guard, parent=parent)
        self.unit = 1.0
        self.closed = False
        self.set_unit(1.0)

    def set_unit(self, unit: float) -> None:
        """Sets how many pixels a reference pixel has."""
        self.unit = unit
        self.set_focus_radius(RADIUS * unit)
        self.update()

    def casts_shadow(self) -> bool:
        """True for an open card that is not pressed."""
        return not self.closed and not self.isDown()

    def paint_body(self, painter: QPainter) -> Pen:
        """Paints the card's field in its state and moves the painter 2 px down while pressed; returns the pen."""
        share = 1.0 if self.busy else self.pressed_share()
        fill = Colours.SUNK if self.closed else Colours.SURFACE
        line = Colours.OFF_EDGE if self.closed else Colours.LINE
        fill, edge = blend(fill, Colours.TELUK100, share), blend(line, Colours.TELUK700, share)
        width = 2.0
        if self.hasFocus():
            edge, width = Colours.INK, 3.0
        fill_rounded(painter, QRectF(self.rect()), RADIUS * self.unit, fill, edge=edge, edge_px=width * self.unit)
        painter.translate(0, 2 * self.unit * share)
        return Pen(painter, self.unit)

    def paint_dots(self, pen: Pen, right: float) -> None:
        """Three dots that end at ``right``, in the middle of the height."""
        radius = 7 * self.unit
        middle = QPointF(right - 4.4 * radius, self.height() / 2)
        paint_dots(pen.painter, middle, 3.4 * radius, radius + 0.5, Colours.TELUK700)
