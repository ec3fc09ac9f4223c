"""What assistive technology finds in a window of painted pages: what is shown and nothing else, each thing by its role.

Qt leaves hidden widgets in the tree and calls a painted widget a "client". A class says what its widgets are by an
attribute: ``access_role = QAccessible.Role.StaticText``.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

ROLE = "access_role"
"""The attribute of a widget's class that makes it a ``ShownWidget``."""


class ShownWidget(QAccessibleWidget):
    """A widget of the role that its class gives, whose hidden children are no children."""

    def _shown(self) -> list[QAccessibleInterface]:
        every = (super(ShownWidget, self).child(at) for at in range(super().childCount()))
        return [child for child in every if child is not None and not _hidden(child)]

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        return len(self._shown())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt takes nullptr for none
        shown = self._shown()
        return shown[index] if 0 <= index < len(shown) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        objects = [one.object() for one in self._shown()]
        return objects.index(child.object()) if child.object() in objects else -1


class AccessTree:
    """Makes the interfaces; keep it as long as the program runs. Qt deletes each with its widget, and must not find
    that Python has done so before."""

    def __init__(self) -> None:
        self._made: list[ShownWidget] = []
        QAccessible.installFactory(self._make)

    def _make(self, _kind: str, thing: QObject) -> QAccessibleInterface | None:
        role = getattr(type(thing), ROLE, None)
        if role is None or not isinstance(thing, QWidget):
            return None
        made = ShownWidget(thing, role)
        self._made.append(made)
        return made


def _hidden(child: QAccessibleInterface) -> bool:
    thing = child.object()
    return isinstance(thing, QWidget) and thing.isHidden()
