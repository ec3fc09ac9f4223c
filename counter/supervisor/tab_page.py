"""What every tab of the supervisor's window is: a page, what it reads, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from counter.supervisor.state import SupervisorState, Tab
from hall.access import By, Role
from hall.translator import Translator
from qtkit.theme.tokens import Colours

if TYPE_CHECKING:
    from hall.store import Reader


class TabPage(QWidget):
    """A page of the window. ``acted`` carries an ``acting.Act`` to be done, ``asked`` a ``qtkit.desk.form.Form`` whose
    answer is one, ``query_changed`` what the page's read should look for (any value that is equal to itself);
    ``status_changed`` when its ``status_text`` is another one."""

    acted = Signal(object)
    asked = Signal(object)
    query_changed = Signal(object)
    status_changed = Signal()
    more_keys: tuple[tuple[str, str], ...] = (("Enter", "supervisor.keys_act"), ("Esc", "supervisor.keys_clear"))
    """Keys that the page's lists answer to, with the codes of what they do."""

    def show_state(self, state: SupervisorState) -> None:
        """Shows ``state``, which has a floor view; ``state.tab_view`` is this page's own, None until it was read."""
        raise NotImplementedError

    @property
    def first(self) -> QWidget:
        """What takes the focus when the page is chosen."""
        raise NotImplementedError

    def status_text(self) -> str:
        """What the page has to say at the right of the status line; empty for what the window says there."""
        return ""

    def begin_to_find(self) -> None:
        """Puts the cursor where something is looked for, where the page has such a place."""

    def put_on_paper(self) -> None:
        """Does what the tab has for paper, where it has something."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Colours.DESK)


@dataclass(frozen=True, slots=True)
class TabKind:
    """A tab: its page, and how its view is read (in the serial worker, as ``by`` may see it, for the page's query);
    None where the floor is all that it shows. ``roles`` are those who have the tab."""

    tab: Tab
    page: Callable[[Translator], TabPage]
    read: Callable[[Reader, By, Any], object] | None = None
    roles: frozenset[Role] = frozenset({Role.AGENCY_SUPERVISOR, Role.SUPERVISOR})
