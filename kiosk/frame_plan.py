"""Where everything is that stays while pages change: pure functions in millimetres, for both orientations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import FOOT_HOURS, FOOT_KEY, FOOT_RING, GAP, HEADER, MARGIN, PRIORITY_ROW, SIDE, Layout, mm

_SURVEY, _CHECK_IN, _CHECK_IN_NARROW = mm(178), mm(386), mm(250)
"""Widths of the keys beside the priority switch in portrait."""
_LOW_MODES = mm(250)
"""Width of the key of the modes in the foot."""
_BARE = 840
"""Reference pixels: a lying screen that is lower has no room for a header that is only read, beside large text."""
_LOW = mm(900)
"""Below that height a side column has no room for a row of its own for each key."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Which keys stay around a page besides the language's: the modes of use, a call for staff, and on lists a booking
    and the survey."""

    modes: bool = False
    staff: bool = False
    check_in: bool = False
    survey: bool = False


NO_KEYS = Keys()


@dataclass(frozen=True, slots=True)
class Frame:
    """What stays while pages change: header or side column, foot, priority switch, keys; ``body`` is the page's. A key
    that is not there has an empty place. ``low_modes`` is in the foot, for whoever does not reach ``modes``."""

    head: QRectF
    body: QRectF
    foot: QRectF
    priority: QRectF
    language: QRectF
    modes: QRectF
    staff: QRectF
    check_in: QRectF
    survey: QRectF
    low_modes: QRectF = field(default_factory=QRectF)

    @property
    def beside(self) -> tuple[QRectF, ...]:
        """What lies below the texts in a side column."""
        return self.language, self.modes, self.staff, self.foot, self.priority, self.check_in, self.survey


def frame(
    size: QSizeF, *, lists: bool, ring: bool, keys: Keys = NO_KEYS, typing: bool = False, reach_top: float = 0.0
) -> Frame:
    """The frame of a page: ``lists`` for one with the priority switch, ``ring`` for one that counts down. A page with a
    keyboard (``typing``) takes the place of foot and switch in portrait. Where a seated person does not reach the
    header, but what is below ``reach_top``, the foot of a list has the key of the modes once more."""
    if size.width() > size.height():
        return _landscape_frame(size, lists=lists, keys=keys)
    width, height = size.width(), size.height()
    language, modes, staff = _header_keys(width, keys)
    twice = keys.modes and not ring and not typing and modes.top() < reach_top
    foot_height = FOOT_RING if ring else FOOT_KEY if twice else FOOT_HOURS
    foot = QRectF(0, height - foot_height, width, foot_height)
    row = QRectF(MARGIN, foot.top() - mm(24) - PRIORITY_ROW, width - 2 * MARGIN, PRIORITY_ROW)
    priority, check_in, survey = _list_keys(row, keys)
    bottom = height if typing else priority.top() if lists else foot.top()
    return Frame(
        head=QRectF(0, 0, width, HEADER),
        body=QRectF(0, HEADER, width, bottom - HEADER),
        foot=foot,
        priority=priority,
        language=language,
        modes=modes,
        staff=staff,
        check_in=check_in,
        survey=survey,
        low_modes=_in_foot(foot) if twice else QRectF(),
    )


def lowered_frame(layout: Layout, *, lists: bool, ring: bool, keys: Keys) -> Frame:
    """The frame with all keys at the foot of what hands reach, for large text and for low keys; the header is only
    read. A bare one has no header and no key for the survey, which is reached by a number's page."""
    real, width = layout.real, layout.size.width()
    bottom, bare = layout.hands_bottom - real(24), layout.landscape and layout.size.height() < real(_BARE)
    room = QRectF(real(48), 0, width - 2 * real(48), 0)
    foot_row = QRectF(room.left(), bottom - real(108), room.width(), real(108))
    priority, check_in, survey, ring_place = QRectF(), QRectF(), QRectF(), QRectF()
    if layout.landscape:
        at = foot_row.left() + foot_row.width() * (0.51 if bare else 0.55)
        left = QRectF(foot_row.left(), foot_row.top(), at - real(18) - foot_row.left(), foot_row.height())
        foot_row.setLeft(at)
        if lists:
            there = True, keys.check_in, keys.survey and not bare
            priority, check_in, survey = _weighted(left, _LIST_WEIGHTS, there, real(18))
        ring_place = QRectF(0, left.top(), left.right(), left.height())
        top = foot_row.top()
    else:
        height = real(112 if lists else 140)
        row = QRectF(room.left(), foot_row.top() - real(18) - height, room.width(), height)
        if lists:
            priority, check_in, survey = _weighted(row, _LIST_WEIGHTS, (True, keys.check_in, keys.survey), real(18))
        ring_place = row
        top = row.top() if lists or ring else foot_row.top()
    language, modes, staff = _weighted(foot_row, _FOOT_WEIGHTS, (True, keys.modes, keys.staff), real(18))
    head = QRectF(0, 0, width, 0 if bare else real(132))
    body = QRectF(0, head.bottom(), width, top - real(14) - head.bottom())
    return Frame(head, body, ring_place, priority, language, modes, staff, check_in, survey)


_LIST_WEIGHTS = (2.2, 1.38, 1.0)
_FOOT_WEIGHTS, _ROW_WEIGHTS = (1.2, 0.85, 1.0), (1.16, 1.0, 1.0)
"""A language's own name is the longest word."""


def _list_keys(row: QRectF, keys: Keys) -> tuple[QRectF, QRectF, QRectF]:
    """Priority, booking and survey side by side."""
    survey = QRectF(row.right() - _SURVEY, row.top(), _SURVEY, row.height()) if keys.survey else QRectF()
    right = survey.left() - GAP if keys.survey else row.right()
    wide = (_CHECK_IN_NARROW if keys.survey else _CHECK_IN) if keys.check_in else 0.0
    check_in = QRectF(right - wide, row.top(), wide, row.height()) if keys.check_in else QRectF()
    right = check_in.left() - GAP if keys.check_in else right
    return QRectF(row.left(), row.top(), right - row.left(), row.height()), check_in, survey


def _header_keys(width: float, keys: Keys) -> tuple[QRectF, QRectF, QRectF]:
    """Language, modes and staff at the right of the header, in this order."""
    more = (keys.modes, keys.staff)
    widths = (mm(150 if any(more) else 172), *(mm(130) if there else 0.0 for there in more))
    left = width - MARGIN - sum(widths) - GAP * sum(more)
    places = []
    for wide in widths:
        places.append(QRectF(left, mm(20), wide, mm(108)) if wide else QRectF())
        left += wide + GAP if wide else 0.0
    return places[0], places[1], places[2]


def _in_foot(foot: QRectF) -> QRectF:
    """A key at the right of the foot."""
    return QRectF(foot.right() - MARGIN - _LOW_MODES, foot.top() + mm(10), _LOW_MODES, foot.height() - mm(20))


def _landscape_frame(size: QSizeF, *, lists: bool, keys: Keys) -> Frame:
    """From its foot up, the side column has: language and modes, the call for staff, the countdown or the priority
    switch, booking and survey. A low window has all three keys in one row."""
    height, gap = size.height(), mm(20)
    left, inner = mm(26), SIDE - 2 * mm(26)
    low = height < _LOW
    first = QRectF(left, height - mm(36) - mm(116), inner, mm(116))
    in_row = (True, keys.modes, keys.staff and low)
    language, modes, staff = _weighted(first, _ROW_WEIGHTS, in_row, mm(12)) if low else _in_row(first, in_row)
    top = first.top()
    if keys.staff and not low:
        staff = QRectF(left, top - gap - mm(88), inner, mm(88))
        top = staff.top()
    card = QRectF(left, top - gap - mm(248), inner, mm(248))
    check_in, survey = _in_row(QRectF(left, card.top() - gap - mm(112), inner, mm(112)), (keys.check_in, keys.survey))
    return Frame(
        head=QRectF(0, 0, SIDE, height),
        body=QRectF(SIDE, 0, size.width() - SIDE, height),
        foot=card,
        priority=card if lists else QRectF(),
        language=language,
        modes=modes,
        staff=staff,
        check_in=check_in,
        survey=survey,
    )


def _in_row(row: QRectF, there: Sequence[bool]) -> list[QRectF]:
    """``row`` in equal parts, one for each that is there."""
    return _weighted(row, [1.0] * len(there), there, GAP)


def _weighted(row: QRectF, weights: Sequence[float], there: Sequence[bool], gap: float) -> list[QRectF]:
    """``row`` in parts as wide as their weights say, one for each that is there."""
    whole = sum(weight for weight, one in zip(weights, there, strict=True) if one) or 1.0
    share = (row.width() - gap * (max(1, sum(there)) - 1)) / whole
    places, left = [], row.left()
    for weight, one in zip(weights, there, strict=True):
        places.append(QRectF(left, row.top(), share * weight, row.height()) if one else QRectF())
        left += share * weight + gap if one else 0.0
    return places


def idle_card(layout: Layout) -> QRectF:
    """The idle prompt's card at the foot of a list: it leaves what the visitor reads uncovered, and no button that
    gives a number lies below its own."""
    size = layout.size
    if layout.lowered:
        height = layout.real(340)
        width = min(size.width() - 2 * layout.real(48), layout.real(1100))
        top = layout.hands_bottom - layout.real(20) - height
        return QRectF((size.width() - width) / 2, top, width, height)
    if layout.landscape:
        width, height = min(size.width() - SIDE - mm(72), mm(1000)), mm(232)
        left = SIDE + (size.width() - SIDE - width) / 2
        return QRectF(left, size.height() - mm(24) - height, width, height)
    width, height = size.width() - 2 * MARGIN, FOOT_HOURS + mm(24) + PRIORITY_ROW - mm(20)
    return QRectF(MARGIN, size.height() - mm(20) - height, width, height)
