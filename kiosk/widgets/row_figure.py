"""The figure at the right of a service: its wait, or how many people wait."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from hall.estimating.shown import Kind, Shown
from hall.estimating.wording import wait_brief
from hall.translator import Translator
from hall.views import ServiceView
from kiosk.widgets.card import StateLine
from kiosk.widgets.pen import FIGURE, STATE, Pen, Type
from qtkit.icons import paint_icon
from qtkit.paint import Align
from qtkit.theme.tokens import Colours

FIGURE_COLUMN = 236.0
NARROW_FIGURES = 196.0
"""Reference pixels of the figure's column without a chevron."""
WAIT_COLUMN = 256.0
"""The same of a wait, which has more letters; where a name needs the room its figure is smaller."""
_NOBODY = Type(35, 41, 800)


def paint_figure(
    pen: Pen,
    rect: QRectF,
    service: ServiceView,
    wait: Shown | None,
    queue: StateLine,
    translate: Translator,
    *,
    counts: bool,
) -> None:
    """The ``wait``, right-aligned under the page's caption, and below it who waits where it ``counts``; without one
    the people, and nobody as the ``queue`` says it."""
    people = translate("kiosk.queue.people", n=service.waiting) if service.waiting else ""
    if wait is not None:
        _paint_wait(pen, rect, wait, translate, below=people if counts else "")
    elif people:
        pen.write(rect, people, FIGURE, colour=Colours.TELUK700, align=Align.AlignRight)
    else:
        _paint_nobody(pen, rect, queue)


def _paint_wait(pen: Pen, rect: QRectF, wait: Shown, translate: Translator, *, below: str) -> None:
    known, right = wait.kind is not Kind.UNKNOWN, Align.AlignRight
    colour = Colours.GREEN if wait.kind is Kind.AT_ONCE else Colours.TELUK700 if known else Colours.INK2
    text, type_ = wait_brief(wait, translate), FIGURE if known else STATE
    upper = pen.fitted(text, type_, rect.width(), lines=1 if known or below else 2)
    lower = pen.fitted(below, STATE, rect.width())
    high, low = pen.height(upper, type_), pen.height(lower, STATE) if below else 0.0
    y = rect.center().y() - (high + low) / 2
    pen.place(QRectF(rect.left(), y, rect.width(), high), upper, type_, colour=colour, align=right)
    if below:
        pen.place(QRectF(rect.left(), y + high, rect.width(), low), lower, STATE, colour=Colours.INK2, align=right)


def _paint_nobody(pen: Pen, rect: QRectF, queue: StateLine) -> None:
    icon, gap = 38 * pen.unit, 10 * pen.unit
    room = rect.adjusted(icon + gap, 0, 0, 0)
    found = pen.fitted(queue.text, _NOBODY, room.width(), lines=2)
    left = rect.right() - pen.width(found) - icon - gap
    paint_icon(pen.painter, QRectF(left, rect.center().y() - icon / 2, icon, icon), queue.icon, queue.colour)
    pen.place(room, found, _NOBODY, colour=queue.colour, align=Align.AlignRight)
