"""What a screen reader finds: names, roles, states, and nothing that is hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QWidget

from tools.access.shown import Shown

_ROLES = (
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.PageTab,
)


def accessible_names(shown: Shown) -> Iterator[tuple[float, str]]:
    """Each thing to touch without a name of its own, or whose role is none that acts."""
    controls = shown.controls
    names = Counter((control.parent(), control.accessibleName()) for control in controls)
    bad = [
        one for one in controls if not one.accessibleName().strip(" -") or names[one.parent(), one.accessibleName()] > 1
    ]
    bad += [one for one in controls if one not in bad and _role(one) not in _ROLES]
    yield (
        len(bad),
        ", ".join(f"{one.objectName()}: “{one.accessibleName()}”" for one in bad) or f"{len(controls)} things",
    )


def hidden_things(shown: Shown) -> Iterator[tuple[float, str]]:
    """Each widget of the accessible tree that is not on the screen."""
    found = [one for one in _below(QAccessible.queryAccessibleInterface(shown.window)) if _hidden(one)]
    yield len(found), ", ".join(one.text(QAccessible.Text.Name) for one in found) or "the tree"


def page_title(shown: Shown) -> Iterator[tuple[float, str]]:
    """What a screen reader says when the page comes."""
    title = shown.window.current_page.accessibleName()
    yield len(title), title


def switch_states(shown: Shown) -> Iterator[tuple[float, str]]:
    """Each switch whose accessible state is not what it shows."""
    switches = [one for one in shown.controls if one.isCheckable()]
    bad = [one.objectName() for one in switches if not _tells(one)]
    yield len(bad), ", ".join(bad) or f"{len(switches)} switches"


def _tells(control: QAbstractButton) -> bool:
    state = QAccessible.queryAccessibleInterface(control).state()
    return bool(state.checkable) and bool(state.checked) == control.isChecked()


def _role(control: QAbstractButton) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(control).role()


def _below(found: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    for at in range(found.childCount()):
        child = found.child(at)
        if child is not None:
            yield child
            yield from _below(child)


def _hidden(one: QAccessibleInterface) -> bool:
    thing = one.object()
    return isinstance(thing, QWidget) and not thing.isVisible()
