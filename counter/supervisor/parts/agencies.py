"""The table of agencies with its heads, its filter, and the arrivals below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.supervisor.lines import groups
from counter.supervisor.listing import Column, Order, listed
from counter.supervisor.parts.agency_tree import AgencyTree
from counter.supervisor.parts.arrivals import ArrivalsChart
from counter.supervisor.parts.heads import HeadRow
from counter.supervisor.parts.tree_columns import BAR, SIDE
from hall.text_rules import NAME
from hall.translator import Translator
from hall.views import FloorView
from qtkit.desk.buttons import DeskButton
from qtkit.desk.label import Label
from qtkit.desk.layout import pack, stacked
from qtkit.desk.panel import Divider, Panel
from qtkit.desk.typing_field import TypingField
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours

FILTER_SHORTCUT = "Ctrl+F"
ANNOUNCE_SHORTCUT = "Ctrl+U"
_FIELD = 34
_EDGE = 20 - SIDE


class FilterField(TypingField):
    """What is typed narrows the table; Esc clears it, the arrow down and Enter lead to the rows. Letters that are typed
    into the rows come here (``begin_with``)."""

    left = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("filter")
        self.setFont(font(14, 500))
        self.setMaxLength(NAME)
        self.setFixedHeight(_FIELD)
        self.setMinimumWidth(120)
        self.setMaximumWidth(320)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @Slot(str)
    def begin_with(self, text: str) -> None:
        """Looks for ``text`` anew, and for what is typed after it."""
        if text.strip():
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit(True)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit(False)
        else:
            super().keyPressEvent(event)


class AgencyPanel(Panel):
    """Shows a FloorView's agencies and arrivals; ``announce_requested`` when the hall shall be told something."""

    announce_requested = Signal()

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self._view: FloorView | None = None
        self._order = Order()
        self.heads = HeadRow(translate)
        self.tree = AgencyTree(translate)
        self.count = Label(14, 500, Colours.DESK_TEXT2, name="agency-count")
        self.filter = FilterField()
        self.announce = DeskButton("announce", "bullhorn", ANNOUNCE_SHORTCUT, height=44)
        self.announce.clicked.connect(self.announce_requested)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._nothing = Label(14, 600, Colours.DESK_TEXT2, lines=3, height_px=54, align=centre, name="nothing-found")
        self.arrivals = ArrivalsChart(translate)
        self._lay_out()
        for said, act in (
            (self.heads.sorted_by, self._on_sorted_by),
            (self.tree.columns.changed, self._place_heads),
            (self.tree.left, self._on_tree_left),
            (self.tree.typed, self.filter.begin_with),
            (self.filter.textChanged, self._on_typed),
            (self.filter.left, self._on_filter_left),
        ):
            said.connect(act)

    def _lay_out(self) -> None:
        self._body = stacked(self.tree, self._nothing)
        self._foot_rule, self._arrivals_rule = Divider(Colours.DESK_EDGE), Divider(Colours.DESK_TRACK)
        inset = (SIDE, 0, SIDE + BAR, 0)
        foot = pack(
            QHBoxLayout(), self.count, (self.filter, 1), self.announce, margins=(SIDE, 0, SIDE + BAR, 0), spacing=12
        )
        pack(
            QVBoxLayout(self),
            self.heads,
            pack(QHBoxLayout(), Divider(Colours.DESK_TRACK), margins=inset),
            (self._body, 1),
            pack(QHBoxLayout(), self._foot_rule, margins=inset),
            foot,
            pack(QHBoxLayout(), self._arrivals_rule, margins=inset),
            pack(QHBoxLayout(), self.arrivals, margins=inset),
            margins=(_EDGE, 15, _EDGE - BAR, 8),
            spacing=0,
        )

    def set_small(self, small: bool) -> None:
        """Leaves the arrivals out and makes the rows lower where room is short."""
        self.arrivals.setVisible(not small)
        self._arrivals_rule.setVisible(not small)
        self.tree.set_low(small)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(*((4, 4, 2, 4) if small else (_EDGE, 15, _EDGE - BAR, 8)))

    def show_view(self, view: FloorView) -> None:
        """Shows the agencies of ``view``, filtered and sorted as they were."""
        self._view = view
        self.filter.setPlaceholderText(self._translate("supervisor.filter"))
        self.filter.setAccessibleName(self._translate("supervisor.filter_spoken", shortcut=FILTER_SHORTCUT))
        self.tree.setAccessibleName(self._translate("supervisor.agencies"))
        self.announce.show_caption(self._translate("supervisor.announcing_button"))
        self.heads.show_order(self._order)
        self._list()
        self._place_heads()
        self.arrivals.show_view(view)

    def begin_to_find(self) -> None:
        """Puts the cursor into the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def look_for(self, agency: str, service: str) -> None:
        """Opens an agency (id) at one of its services (id), with the focus; what was typed hides it no more."""
        self.filter.clear()
        self.tree.look_for(f"agency {agency}", f"service {service}" if service else "")
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _list(self) -> None:
        view = self._view
        if view is None:
            return
        typed = self.filter.text()
        found = listed(view.agencies, self._translate.language, typed, self._order)
        self.tree.show_groups(groups(found, view.longest_wait, self._translate))
        every = len(view.agencies)
        key = "agencies_all" if len(found) == every else "agencies_some"
        self.count.show_text(self._translate(f"supervisor.{key}", n=every, shown=len(found)))
        nothing = "" if found else self._translate("supervisor.filter_none", text=typed.strip())
        self._nothing.show_text(nothing)
        self._body.setCurrentIndex(0 if found or not typed else 1)

    @Slot(int)
    def _on_sorted_by(self, column: int) -> None:
        self._order = self._order.after(Column(column))
        self.heads.show_order(self._order)
        self._list()

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        self._list()

    @Slot()
    def _on_tree_left(self) -> None:
        self.filter.clear()

    @Slot(bool)
    def _on_filter_left(self, cleared: bool) -> None:
        if cleared:
            self.filter.clear()
        self.tree.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _place_heads(self) -> None:
        place = self.tree.columns.place
        if place is not None:
            self.heads.place(place, SIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_heads()


def tab_order(panel: AgencyPanel) -> tuple[QWidget, ...]:
    """The widgets of the panel in the order of the Tab key."""
    return (*panel.heads.heads.values(), panel.tree, panel.filter, panel.announce)
