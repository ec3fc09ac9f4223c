"""The reports that there are: what each is called and what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from counter.supervisor.parts.choosing import ChoosingList
from hall.report.kinds import KINDS
from hall.translator import Translator
from qtkit.paint import Fitted, draw_lines, fill_rounded, wrapped
from qtkit.theme.tokens import Colours

_SIDE, _TOP, _GAP = 24.0, 12.0, 6.0
_NAME_STEP, _MORE_STEP = 19.0, 16.0


@dataclass(frozen=True, slots=True)
class KindLook:
    """A report in the list."""

    key: str
    name: str
    about: str

    @property
    def spoken(self) -> str:
        """All of it."""
        return f"{self.name}, {self.about}"


def kind_looks(translate: Translator) -> list[KindLook]:
    """All reports, in the order in which they are offered."""
    return [KindLook(key, translate(f"report.{key}.name"), translate(f"report.{key}.about")) for key in KINDS]


class KindList(ChoosingList[KindLook]):
    """The list at the left."""

    def __init__(self) -> None:
        super().__init__("reports")

    def _texts(self, look: KindLook) -> tuple[Fitted, Fitted]:
        room = self.viewport().width() - 2 * _SIDE
        return wrapped(look.name, room, 15, 700), wrapped(look.about, room, 13, 500)

    def height_of(self, look: KindLook) -> int:
        name, about = self._texts(look)
        return round(2 * _TOP + len(name.lines) * _NAME_STEP + len(about.lines) * _MORE_STEP + _GAP)

    def paint_look(self, painter: QPainter, rect: QRectF, look: KindLook, *, first: bool) -> None:
        if look.key == self.chosen:
            fill_rounded(painter, rect.adjusted(10, _GAP / 2, -10, -_GAP / 2), 8, Colours.TELUK100)
        name, about = self._texts(look)
        left, top = rect.left() + _SIDE, rect.top() + _TOP + _GAP / 2
        high = len(name.lines) * _NAME_STEP
        draw_lines(painter, name, left, top + high / 2, _NAME_STEP, ink=Colours.INK)
        rest = len(about.lines) * _MORE_STEP
        draw_lines(painter, about, left, top + high + rest / 2, _MORE_STEP, ink=Colours.DESK_TEXT2)
