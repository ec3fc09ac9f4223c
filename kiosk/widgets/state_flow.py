"""How a service is now, in several short lines beside one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from PySide6.QtCore import QRectF

from hall.translator import Translator
from hall.views import ServiceView
from kiosk.waits import wait_before
from kiosk.widgets.card import StateLine, caution_line, paint_state, state_line, state_width, with_wait
from kiosk.widgets.pen import STATE, Pen, Type
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours

_GAP, _ROW, _CLOSE_ROW = 36.0, 1.53, 1.25
"""Reference pixels between two lines, and how many times its type a row is high; rows of small type are closer."""
_SHARES, _SMALL = (1.0, 0.92, 0.84, 0.76, 0.68), 0.8


def state_lines(service: ServiceView, translate: Translator, *, waits: bool = True) -> tuple[StateLine, ...]:
    """Why it gives no numbers; or what to know before, who waits (``waits``: how long), how many numbers are left, and
    until when it is open."""
    opening = service.opening
    outage = service.outage_why if service.outage else None
    queue = state_line(
        opening, service.waiting, translate, absent=() if service.attended else (service,), outage=outage
    )
    if not opening.gives_numbers:
        return (queue,)
    caution = caution_line(service, translate)
    served = service.attended and not service.outage
    if waits:
        queue = with_wait(queue, service.waiting, wait_before(service), translate)
    lines = [*([caution] if caution else []), *([queue] if service.waiting or served else [])]
    if service.quota_left is not None and not (service.wait is not None and service.wait.warns):
        left = translate("kiosk.row.left", n=service.quota_left)
        lines.append(StateLine("ticket-confirmation", left, Colours.INK2))
    if opening.next_change is not None:
        lines.append(StateLine("clock-outline", opening.message(translate), Colours.INK2))
    return _once(lines)


def _once(lines: Sequence[StateLine]) -> tuple[StateLine, ...]:
    """Each text once: a caution says some of them too, in its own colour."""
    found: dict[str, StateLine] = {}
    for line in lines:
        found.setdefault(line.text, line)
    return tuple(found.values())


def paint_states(pen: Pen, rect: QRectF, lines: Sequence[StateLine]) -> None:
    """Paints ``lines`` from left to right, in as many rows as they need: smaller, and then shorter, where these have no
    room."""
    shorter = [replace(line, text=line.short or line.text) for line in lines]
    whole = _SHARES[:1] if Typeface.least_px else _SHARES  # large letters get no smaller
    for said, share in (*product((lines,), whole), *product((shorter,), _SHARES)):
        type_ = Type(STATE.px * share, STATE.line * share, STATE.weight)
        places, lines = _places(pen, rect, said, type_), said
        if places[-1].bottom() <= rect.bottom() + 1:
            break
    for place, line in zip(places, lines, strict=True):
        paint_state(pen, place, line, type_)


def _places(pen: Pen, rect: QRectF, lines: Sequence[StateLine], type_: Type) -> list[QRectF]:
    """Where each of ``lines`` is in that type, in rows as wide as ``rect``; in the large mode, whose letters get no
    smaller, one that is longer has two rows."""
    step = _ROW if Typeface.least_px or type_.px > _SMALL * STATE.px else _CLOSE_ROW
    gap, high = _GAP * pen.unit, min(step * type_.px * pen.unit, rect.height())
    places: list[QRectF] = []
    x, y, row = rect.left(), rect.top(), high
    for line in lines:
        whole = state_width(pen, line, type_)
        width, tall = min(whole, rect.width()), high * (2 if Typeface.least_px and whole > rect.width() else 1)
        if x > rect.left() and x + width > rect.right():
            x, y, row = rect.left(), y + row, high
        row = max(row, tall)
        places.append(QRectF(x, y, width, tall))
        x += width + gap
    return places
