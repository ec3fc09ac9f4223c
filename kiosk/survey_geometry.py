"""Where everything is on the pages of the satisfaction survey: pure functions in millimetres, relative to the body."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import GAP, MARGIN, mm
from kiosk.low_plans import LowBody

_LOW = mm(900)
_ANSWER_MOST, _ANSWERS = mm(172), mm(748)


@dataclass(frozen=True, slots=True)
class QuestionPlan:
    """A question: what it is about, its number, a bar for each question, the question, its answers, three keys, and
    the promise that nobody is named. Where all keys lie at the foot, ``texts`` is the room for all that is read."""

    subject: QRectF
    title: QRectF
    bars: QRectF
    question: QRectF
    answers: tuple[QRectF, ...]
    keys: tuple[QRectF, ...]
    promise: QRectF
    texts: QRectF = dataclasses.field(default_factory=QRectF)

    @property
    def notice_bar(self) -> QRectF:
        """Where the notice bar is: over subject and title."""
        return self.subject.united(self.title)


def question_plan(body: QSizeF, answers: int, *, landscape: bool) -> QuestionPlan:
    """The page of a question with so many answers: one column in portrait, in landscape the answers at the right."""
    if landscape:
        return _wide_question(body, answers)
    width = body.width() - 2 * MARGIN
    spare = max(0.0, body.height() - mm(1596))
    top = mm(468) + spare * 0.3
    keys = QRectF(MARGIN, top + _ANSWERS + mm(20), width, mm(132))
    return QuestionPlan(
        subject=QRectF(MARGIN, mm(30), width, mm(44)),
        title=QRectF(MARGIN, mm(80), width, mm(72)),
        bars=QRectF(MARGIN, mm(182), width, mm(18)),
        question=QRectF(MARGIN, mm(230), width, top - mm(230 + 24)),
        answers=_column(QRectF(MARGIN, top, width, _ANSWERS), answers),
        keys=_row(keys, 3),
        promise=QRectF(MARGIN, keys.bottom() + mm(32), width, mm(142)),
    )


def _wide_question(body: QSizeF, answers: int) -> QuestionPlan:
    left, width = mm(36), body.width() - mm(72)
    half = width * 0.44
    right = left + half + mm(40)
    column = left + width - right
    bottom = body.height() - mm(40)
    high = mm(132 if body.height() > _LOW else 98)
    keys = QRectF(right, bottom - high, column, high)
    top = mm(40)
    return QuestionPlan(
        subject=QRectF(left, mm(10), half, mm(74)),
        title=QRectF(left, mm(88), half, mm(72)),
        bars=QRectF(left, mm(190), half, mm(18)),
        question=QRectF(left, mm(240), half, bottom - mm(190) - mm(24) - mm(240)),
        answers=_column(QRectF(right, top, column, keys.top() - mm(24) - top), answers),
        keys=_row(keys, 3),
        promise=QRectF(left, bottom - mm(190), half, mm(190)),
    )


def low_question_plan(body: LowBody, answers: int) -> QuestionPlan:
    """The same while all keys lie at the foot: what is read above, then the answers, in two columns in a lying window,
    and the keys."""
    real, wide = body.layout.real, body.layout.landscape
    gap, foot = real(14), body.size.height() - real(8)
    keys = body.row(foot - real(112), real(112))
    columns = 2 if wide else 1
    rows = math.ceil(answers / columns)
    room = keys.top() - real(16) - max(body.above, real(120 if wide else 420))
    height = min(real(112 if wide else 150), max(real(86), (room - (rows - 1) * gap) / rows))
    top = keys.top() - real(16) - rows * height - (rows - 1) * gap
    width = (body.width - gap * (columns - 1)) / columns
    texts = body.row(real(44), top - real(44 + 14))
    return QuestionPlan(
        subject=QRectF(texts.left(), texts.top(), texts.width(), 0),
        title=texts,
        bars=body.row(real(16), real(18)),
        question=QRectF(),
        answers=tuple(
            QRectF(body.margin + at % columns * (width + gap), top + at // columns * (height + gap), width, height)
            for at in range(answers)
        ),
        keys=_row(keys, 3),
        promise=QRectF(),
        texts=texts,
    )


def _column(room: QRectF, count: int) -> tuple[QRectF, ...]:
    """So many answers below one another; few keep their height, and the space between grows."""
    gap = mm(20) if count <= 4 else GAP
    height = (room.height() - gap * (count - 1)) / max(1, count)
    if count >= 4:
        return tuple(QRectF(room.left(), room.top() + at * (height + gap), room.width(), height) for at in range(count))
    height = min(height, _ANSWER_MOST)
    return tuple(QRectF(room.left(), room.top() + at * (height + gap), room.width(), height) for at in range(count))


def _row(room: QRectF, count: int) -> tuple[QRectF, ...]:
    width = (room.width() - GAP * (count - 1)) / count
    return tuple(QRectF(room.left() + at * (width + GAP), room.top(), width, room.height()) for at in range(count))
