"""Where things are on the pages of a number: pure functions in millimetres, relative to the page's body."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import GAP, MARGIN, mm


@dataclass(frozen=True, slots=True)
class TicketPlan:
    """The ticket page: the number, what to do with the paper, and three buttons."""

    title: QRectF
    ticket: QRectF
    band: QRectF
    done: QRectF
    new: QRectF
    missing: QRectF
    notice_bar: QRectF


def ticket_plan(body: QSizeF, *, landscape: bool, paper: bool = True) -> TicketPlan:
    """The ticket page, one column in portrait, two in landscape; without ``paper`` the band takes the place of the
    button that asks for it. Relative to the body."""
    plan = _ticket_plan(body, landscape=landscape)
    if paper:
        return plan
    moved = plan.missing.bottom() - plan.new.bottom()
    done, new = plan.done.translated(0, moved), plan.new.translated(0, moved)
    return replace(plan, band=plan.band.adjusted(0, 0, 0, moved), done=done, new=new)


def _ticket_plan(body: QSizeF, *, landscape: bool) -> TicketPlan:
    if landscape:
        left, width = mm(36), body.width() - mm(72)
        ticket = QRectF(left, mm(132), width * 0.62, body.height() - mm(132 + 40))
        x = ticket.right() + mm(26)
        column = left + width - x
        missing = QRectF(x, ticket.bottom() - mm(116), column, mm(116))
        new = QRectF(x, missing.top() - mm(20) - mm(116), column, mm(116))
        done = QRectF(x, new.top() - mm(20) - mm(140), column, mm(140))
        return TicketPlan(
            title=QRectF(left, mm(36), width, mm(72)),
            ticket=ticket,
            band=QRectF(x, ticket.top(), column, done.top() - mm(26) - ticket.top()),
            done=done,
            new=new,
            missing=missing,
            notice_bar=QRectF(left, mm(16), width, mm(104)),
        )
    spare = max(0.0, body.height() - mm(1596))
    width = body.width() - 2 * MARGIN
    ticket = QRectF(MARGIN, mm(146), width, mm(850) + spare * 0.5)
    band = QRectF(MARGIN, ticket.bottom() + mm(34), width, mm(210) + spare * 0.2)
    row = QRectF(MARGIN, band.bottom() + mm(36), width, mm(140))
    done = row.adjusted(0, 0, -(width + GAP) / 2, 0)
    return TicketPlan(
        title=QRectF(MARGIN, mm(40), width, mm(80)),
        ticket=ticket,
        band=band,
        done=done,
        new=row.adjusted((width + GAP) / 2, 0, 0, 0),
        missing=QRectF(MARGIN, done.bottom() + mm(20), width, mm(112)),
        notice_bar=QRectF(MARGIN, mm(20), width, mm(112)),
    )


@dataclass(frozen=True, slots=True)
class TroublePlan:
    """The page for a slip that did not come out: a notice, the number to photograph, two buttons, and what to do next.

    ``keep`` and ``surely`` are there while it asks whether to cancel: ``keep`` where ``cancel`` was, so that a second
    tap keeps the number. ``further`` is no button, because the button of the page before that leads here was there.
    """

    notice: QRectF
    ticket: QRectF
    confirm: QRectF
    cancel: QRectF
    further: QRectF
    keep: QRectF
    surely: QRectF

    @property
    def notice_bar(self) -> QRectF:
        """Where the notice bar is: over the notice, never over the number."""
        return self.notice


def trouble_plan(body: QSizeF, *, landscape: bool) -> TroublePlan:
    """The trouble page, one column in portrait, two in landscape. Relative to the body."""
    if landscape:
        left, width = mm(36), body.width() - mm(72)
        ticket = QRectF(left, mm(36), width * 0.66, body.height() - mm(36 + 40))
        x = ticket.right() + mm(26)
        column = left + width - x
        further = QRectF(x, ticket.bottom() - mm(124), column, mm(124))
        cancel = QRectF(x, further.top() - mm(20) - mm(116), column, mm(116))
        confirm = QRectF(x, cancel.top() - mm(18) - mm(140), column, mm(140))
        notice = QRectF(x, ticket.top(), column, confirm.top() - mm(24) - ticket.top())
        return TroublePlan(notice, ticket, confirm, cancel, further, cancel, further)
    width = body.width() - 2 * MARGIN
    further = ticket_plan(body, landscape=False).missing.adjusted(0, -mm(12), 0, mm(12))
    row = QRectF(MARGIN, further.top() - mm(24) - mm(148), width, mm(148))
    notice = QRectF(MARGIN, mm(40), width, mm(176))
    ticket = QRectF(MARGIN, notice.bottom() + mm(30), width, row.top() - mm(28) - notice.bottom() - mm(30))
    confirm = QRectF(row.left(), row.top(), (width - GAP) * 0.56, row.height())
    cancel = QRectF(confirm.right() + GAP, row.top(), row.right() - confirm.right() - GAP, row.height())
    return TroublePlan(notice, ticket, confirm, cancel, further, row, further)


def failed_plan(body: QSizeF, *, landscape: bool) -> tuple[QRectF, QRectF]:
    """The page for a number that could not be made: the card that says so, and the button below it. Relative to the
    body."""
    width = min(mm(984), body.width() - 2 * MARGIN)
    left = (body.width() - width) / 2
    button_height, gap = mm(140), mm(36)
    height = min(mm(860), body.height() - mm(80) - button_height - gap)
    top = (body.height() - height - gap - button_height) / (2 if landscape else 2.6)
    card = QRectF(left, top, width, height)
    return card, QRectF(left, card.bottom() + gap, width, button_height)
