"""Where things are on the pages of a number: pure functions in millimetres, relative to the page's body."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import GAP, MARGIN, mm

_LEAST_KEY = mm(84)


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


def ticket_plan(body: QSizeF, *, landscape: bool, paper: bool = True, card: float = 0.62) -> TicketPlan:
    """The ticket page, one column in portrait, two in landscape; without ``paper`` the band takes the place of the
    button that asks for it. In landscape the number has the share ``card`` of the width. Relative to the body."""
    plan = _ticket_plan(body, landscape=landscape, card=card)
    if paper:
        return plan
    moved = plan.missing.bottom() - plan.new.bottom()
    done, new = plan.done.translated(0, moved), plan.new.translated(0, moved)
    return replace(plan, band=plan.band.adjusted(0, 0, 0, moved), done=done, new=new)


def _share(body: QSizeF, *, landscape: bool) -> float:
    """How much smaller than on the reference picture everything is but the keys, 1 where the body is as large."""
    return min(1.0, body.height() / mm(1080 if landscape else 1596))


def _key(ref_px: float, share: float) -> float:
    """The height of a key, at least a finger's."""
    return max(_LEAST_KEY, mm(ref_px) * share)


def _ticket_plan(body: QSizeF, *, landscape: bool, card: float) -> TicketPlan:
    share = _share(body, landscape=landscape)
    if landscape:
        return _wide_ticket(body, share, card)
    spare = max(0.0, body.height() - mm(1596))
    width = body.width() - 2 * MARGIN
    missing_height = _key(112, share)
    missing = QRectF(MARGIN, body.height() - spare * 0.3 - mm(24) * share - missing_height, width, missing_height)
    row_height = _key(140, share)
    row = QRectF(MARGIN, missing.top() - mm(20) * share - row_height, width, row_height)
    band_height = mm(210) * max(share, 0.74) + spare * 0.2
    band = QRectF(MARGIN, row.top() - mm(36) * share - band_height, width, band_height)
    top = mm(146) * share
    return TicketPlan(
        title=QRectF(MARGIN, mm(40) * share, width, mm(80) * share),
        ticket=QRectF(MARGIN, top, width, band.top() - mm(34) * share - top),
        band=band,
        done=row.adjusted(0, 0, -(width + GAP) / 2, 0),
        new=row.adjusted((width + GAP) / 2, 0, 0, 0),
        missing=missing,
        notice_bar=QRectF(MARGIN, mm(20) * share, width, mm(112) * share),
    )


def _wide_ticket(body: QSizeF, share: float, card: float) -> TicketPlan:
    left, width = mm(36), body.width() - mm(72)
    top, foot, gap = mm(132) * share, mm(40) * share, mm(20) * share
    ticket = QRectF(left, top, width * card, body.height() - top - foot)
    x = ticket.right() + mm(26)
    column = left + width - x
    key = _key(116, share)
    missing = QRectF(x, ticket.bottom() - key, column, key)
    new = QRectF(x, missing.top() - gap - key, column, key)
    done_height = _key(140, share)
    done = QRectF(x, new.top() - gap - done_height, column, done_height)
    return TicketPlan(
        title=QRectF(left, mm(36) * share, width, mm(72) * share),
        ticket=ticket,
        band=QRectF(x, ticket.top(), column, done.top() - mm(26) * share - ticket.top()),
        done=done,
        new=new,
        missing=missing,
        notice_bar=QRectF(left, mm(16) * share, width, mm(104) * share),
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


def trouble_plan(body: QSizeF, *, landscape: bool, large: bool = False) -> TroublePlan:
    """The trouble page, one column in portrait, two in landscape. Relative to the body."""
    share = _share(body, landscape=landscape)
    if landscape:
        return _wide_trouble(body, share, mm(138) if large else mm(124) * max(share, 0.9))
    width = body.width() - 2 * MARGIN
    further = ticket_plan(body, landscape=False).missing.adjusted(0, -mm(12) * share, 0, mm(12) * share)
    row_height = _key(148, share)
    row = QRectF(MARGIN, further.top() - mm(24) * share - row_height, width, row_height)
    notice = QRectF(MARGIN, mm(40) * share, width, max(mm(176) * share, mm(158)))
    top = notice.bottom() + mm(30) * share
    ticket = QRectF(MARGIN, top, width, row.top() - mm(28) * share - top)
    confirm = QRectF(row.left(), row.top(), (width - GAP) * 0.56, row.height())
    cancel = QRectF(confirm.right() + GAP, row.top(), row.right() - confirm.right() - GAP, row.height())
    return TroublePlan(notice, ticket, confirm, cancel, further, row, further)


def _wide_trouble(body: QSizeF, share: float, further_height: float) -> TroublePlan:
    left, width = mm(36), body.width() - mm(72)
    top = mm(36) * share
    ticket = QRectF(left, top, width * (0.66 if share > 0.8 else 0.56), body.height() - top - mm(40) * share)
    x = ticket.right() + mm(26)
    column = left + width - x
    cancel_height, confirm_height = _key(116, share), _key(140, share)
    further = QRectF(x, ticket.bottom() - further_height, column, further_height)
    cancel = QRectF(x, further.top() - mm(20) * share - cancel_height, column, cancel_height)
    confirm = QRectF(x, cancel.top() - mm(18) * share - confirm_height, column, confirm_height)
    notice = QRectF(x, ticket.top(), column, confirm.top() - mm(24) * share - ticket.top())
    return TroublePlan(notice, ticket, confirm, cancel, further, cancel, further)


def failed_plan(body: QSizeF, *, landscape: bool) -> tuple[QRectF, QRectF]:
    """The page for a number that could not be made: the card that says so, and the button below it. Relative to the
    body."""
    share = _share(body, landscape=landscape)
    width = min(mm(984) if share == 1.0 else body.width(), body.width() - 2 * MARGIN)
    left = (body.width() - width) / 2
    button_height, gap = _key(140, share), mm(36) * share
    height = min(mm(860), body.height() - mm(80) * share - button_height - gap)
    top = (body.height() - height - gap - button_height) / (2 if landscape else 2.6)
    card = QRectF(left, top, width, height)
    return card, QRectF(left, card.bottom() + gap, width, button_height)
