"""The current call: the number as large as the panel allows, and the counter in the amber block below it."""

from __future__ import annotations

import math

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from display.current_call_geometry import ROW, CurrentCallGeometry
from display.parts.arrow import paint_arrow
from display.parts.block_texts import BlockTexts, directions_text
from display.parts.code import draw_code
from display.parts.current_call_label import paint_label
from display.parts.current_call_texts import CurrentCallTexts, current_call_texts, inside_of
from display.parts.part import PANEL_RADIUS, BoardPart, motion, zone_text
from display.parts.welcome import paint_starting, paint_welcome
from hall.translator import Translator
from hall.views import BoardCall
from qtkit.paint import Align, draw_capitals, draw_lines, rounded_path, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import DURATIONS, blend


class CurrentCall(BoardPart):
    """Shows one call, alone or as one of several, or how the hall works while there is none. ``still`` leaves out every
    motion."""

    def __init__(
        self, translate: Translator, parent: QWidget, *, still: bool = False, name: str = "current_call"
    ) -> None:
        super().__init__(name, translate, parent)
        self._still = still
        self.call: BoardCall | None = None
        self._hall_name = ""
        self._known = False
        self._column = self._zones = False
        self._shared: tuple[BoardCall, ...] = ()
        self._arrows: dict[str, str] = {}
        self.texts: CurrentCallTexts | None = None
        self._wipe = motion(self, DURATIONS.call_wipe)
        self._pulse = motion(self, DURATIONS.call_pulse * DURATIONS.call_pulses, QEasingCurve.Type.Linear)
        self._wipe.valueChanged.connect(self._on_motion)
        self._wipe.finished.connect(self._pulse.start)
        self._pulse.valueChanged.connect(self._on_motion)
        self._pulse.finished.connect(self._on_motion)
        self._describe()

    @property
    def number_px(self) -> int:
        """The pixel size in which the called number stands, 0 without a call."""
        return self.texts.number_px if self.texts is not None else 0

    @property
    def counter_px(self) -> int:
        """The pixel size in which the counter's label stands, 0 without a call."""
        return self.texts.block.counter_px if self.texts is not None else 0

    def set_arrows(self, arrows: tuple[tuple[str, str], ...]) -> None:
        """Where the zones lie for who stands before this board (``BoardSetup.arrows``)."""
        if arrows != tuple(self._arrows.items()):
            self._arrows = dict(arrows)
            self._lay_out()
            self.update()

    def set_place(self, *, column: bool, zones: bool, shared: tuple[BoardCall, ...] = ()) -> None:
        """``column``: it stands next to something else; ``zones``: a board of the whole hall names each call's zone and
        says the way there; ``shared`` are all large calls, when they are several."""
        if (column, zones, shared) != (self._column, self._zones, self._shared):
            self._column, self._zones, self._shared = column, zones, shared
            self._lay_out()
            self._describe()

    def show_nothing(self, hall_name: str, *, known: bool) -> None:
        """No call: a welcome once the store is ``known``, before that only the mark of the house."""
        if (self.call, self._hall_name, self._known) == (None, hall_name, known):
            return
        self._stop()
        self.call, self.texts = None, None
        self._hall_name, self._known = hall_name, known
        self._describe()

    def show_call(self, call: BoardCall, *, announced: bool) -> None:
        """Shows ``call``; ``announced`` moves: the amber block wipes in and pulses for two seconds."""
        if call == self.call:
            return
        texts = self._measure(call)  # first, so that a call that cannot be measured leaves the one before
        again = self.call is not None and self.call.seq == call.seq
        self.call, self.texts = call, texts
        if announced and not again:
            self._stop()
            if not self._still:
                self._wipe.start()
        self._describe()

    def _stop(self) -> None:
        self._wipe.stop()
        self._pulse.stop()

    def _describe(self) -> None:
        if self.call is not None:
            counter = self.translate("display.counter_label", label=self.call.counter_label)
            name = f"{self.call.code}, {counter}"
            if self._zones:
                directions = directions_text(self.call.zone, self.translate.language)
                name = ", ".join(
                    piece for piece in (name, zone_text(self.translate, self.call.zone), directions) if piece
                )
            if self.call.kind == "recall":
                name = f"{name}, {self.translate('display.recall')}"
        elif self._known:
            name = self.translate("display.welcome")
        else:
            name = self.translate("display.starting")
        self.setAccessibleName(name)
        self.update()

    def _lay_out(self) -> None:
        if self.call is not None:
            self.texts = self._measure(self.call)

    def _measure(self, call: BoardCall) -> CurrentCallTexts:
        size = self.size() if not self.size().isEmpty() else QSize(1180, 702)
        labelled = self._zones or any(one.kind == "recall" for one in self._shared)
        inside = inside_of(size, self.unit, call, column=self._column, shared=self._shared, labelled=labelled)
        return current_call_texts(
            call, inside, self.unit, self.translate, directions=self._zones, pointed=call.zone.id in self._arrows
        )

    def _paint(self, painter: QPainter) -> None:
        panel = QRectF(self.rect())
        self.fill_panel(painter, panel, PANEL_RADIUS, self.colours.panel)
        if self.call is None or self.texts is None:
            self.guarded(painter, "arcs", self._paint_arcs)
            if self._known:
                paint_welcome(painter, panel, self.unit, self.translate, self._hall_name, self.colours)
            else:
                paint_starting(painter, panel, self.unit, self.colours)
            return
        call, texts = self.call, self.texts
        if texts.inside.shape != ROW and not (texts.inside.centred and call.kind == "recall"):
            self.guarded(painter, "arcs", self._paint_arcs)
        if self.guarded(painter, "number", lambda p: self._paint_number(p, call, texts)):
            self.note_number(call)
        self.guarded(painter, "label", lambda p: paint_label(p, self, call, texts.inside, zones=self._zones))
        self.guarded(painter, "names", lambda p: self._paint_names(p, texts))
        self.guarded(painter, "counter", lambda p: self._paint_block(p, call, texts))

    def _paint_arcs(self, painter: QPainter) -> None:
        colour = self.colours.arcs
        if colour is None:
            return
        painter.setClipPath(rounded_path(QRectF(self.rect()), PANEL_RADIUS * self.unit))
        painter.setPen(QPen(colour, 3 * self.unit))
        for radius in (56.0, 112.0):
            side = radius * self.unit
            painter.drawEllipse(QRectF(self.width() - side, -side, 2 * side, 2 * side))

    def _paint_number(self, painter: QPainter, call: BoardCall, texts: CurrentCallTexts) -> None:
        painter.setPen(self.colours.text)
        draw_code(painter, call.code, texts.number_px, texts.number_left, texts.number_y, tight=texts.tight)

    def _paint_names(self, painter: QPainter, texts: CurrentCallTexts) -> None:
        inside, left, y = texts.inside, texts.inside.padding, texts.names_y
        align = Align.AlignLeft
        if inside.centred:
            left, align = inside.padding + inside.room / 2, Align.AlignHCenter
        draw_lines(painter, texts.agency, left, y, texts.step, align=align, ink=self.colours.text)
        if not texts.one_line:
            # draw_lines centres a block: the agency's lines stand above the service's.
            y += texts.step * (len(texts.agency.lines) + len(texts.service.lines)) / 2
        elif texts.agency.lines and texts.service.lines:
            left += text_width(texts.agency.lines[0], texts.agency.font) + 26 * self.unit
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.colours.text2)
            painter.drawEllipse(QPointF(left, y), 5 * self.unit, 5 * self.unit)
            left += 26 * self.unit
        draw_lines(painter, texts.service, left, y, texts.step, align=align, ink=self.colours.text2)

    def _paint_block(self, painter: QPainter, call: BoardCall, texts: CurrentCallTexts) -> None:
        """The amber block, clipped to how far it has wiped in; it pulses towards white and back."""
        inside, measured = texts.inside, texts.block
        shown = self._wipe.currentValue() if self._runs(self._wipe) else 1.0
        block = inside.block
        painter.setClipRect(QRectF(block.left(), block.top(), block.width() * shown, block.height()))
        radius, colours = PANEL_RADIUS * self.unit, self.colours
        colour = colours.accent
        if self._runs(self._pulse):
            swing = 0.5 - 0.5 * math.cos(2 * math.pi * DURATIONS.call_pulses * self._pulse.currentValue())
            colour = blend(colours.accent, colours.accent_far, swing)
        painter.fillPath(
            rounded_path(block, (0, radius, radius, 0) if inside.shape == ROW else (0, 0, radius, radius)), colour
        )
        if measured.pointed:
            paint_arrow(painter, measured.arrow, colours.accent_text, direction=self._arrows.get(call.zone.id, "right"))
        painter.setPen(colours.accent_text)
        word = font(measured.caption_px, 800)
        draw_capitals(
            painter, self.translate("display.counter"), word, inside.caption_x - measured.shift, measured.caption_y
        )
        used, place = font(measured.counter_px, 800, tabular=True), inside.counter
        if inside.counter_beside:
            draw_capitals(painter, call.counter_label, used, place.right(), place.center().y(), align=Align.AlignRight)
            self._paint_zone(painter, call, inside, measured)
        else:
            middle = place.center()
            draw_capitals(painter, call.counter_label, used, middle.x(), middle.y(), align=Align.AlignHCenter)

    def _paint_zone(self, painter: QPainter, call: BoardCall, inside: CurrentCallGeometry, block: BlockTexts) -> None:
        """Sign and name of the zone, and the way there below them."""
        left, y = inside.zone_x - block.shift, block.zone_y
        side = 0.86 * inside.zone_px
        self.paint_sign(painter, call.zone, QRectF(left, y - side / 2, side, side), self.colours.accent_text)
        draw_lines(painter, block.zone, left + block.pictogram_room, y, 1.1 * block.zone.font.pixelSize())
        draw_lines(painter, block.directions, left, block.directions_y, block.directions_step)

    @staticmethod
    def _runs(one: QVariantAnimation) -> bool:
        return one.state() == QVariantAnimation.State.Running

    @Slot()
    def _on_motion(self) -> None:
        if self.texts is not None:
            self.update(self.texts.inside.block.toAlignedRect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
