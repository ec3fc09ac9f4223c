"""The keys of the clerk's and the supervisor's windows, as the windows themselves bind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication

from counter.desk.window import CounterWindow
from counter.supervisor.keys import SPACE
from counter.supervisor.window import SupervisorWindow
from hall.translator import INDONESIAN, Translator
from tools.supervisor.samples import NOW

_NOT_OF_A_CLERK = frozenset({"counter.day_confirm", "counter.change_clerk", "counter.button_full"})
"""What only a supervisor may do at a counter, and what a key does in another place."""
_FUNCTION_KEY = re.compile(r"F(\d+)")


@dataclass(frozen=True, slots=True)
class KeyText:
    """``keys`` (``F2``, or several: ``Alt+1 … Alt+6``) do what the text of ``code`` says."""

    code: str
    keys: str


@cache
def bound() -> Mapping[str, tuple[KeyText, ...]]:
    """The keys of ``counter`` (its window and bar), function keys first, and of ``supervisor``: those of its window and
    of the tab Aula, in the order in which the window lists them. Each code stands once. Nothing is shown."""
    application = QApplication.instance() or QApplication([])
    desk, hall = CounterWindow(INDONESIAN, _now), SupervisorWindow(INDONESIAN, _now)
    of_desk = _each_once([*desk.findChildren(QShortcut), *desk.bar.findChildren(QShortcut)])
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    of_hall = [*hall.findChildren(QShortcut, options=direct), *hall.page.findChildren(QShortcut)]
    found = {
        "counter": tuple(sorted(of_desk, key=_place)),
        "supervisor": (*_each_once(of_hall), *(KeyText(code, keys) for keys, code in hall.page.more_keys)),
    }
    del application
    return found


def shown(keys: str, translate: Translator) -> str:
    """The name of a key in a language."""
    return translate("supervisor.keys_space") if keys == SPACE else keys


def _now() -> datetime:
    return NOW


def _each_once(shortcuts: Iterable[QShortcut]) -> Iterator[KeyText]:
    found: dict[str, list[str]] = {}
    for one in shortcuts:
        found.setdefault(one.whatsThis(), []).append(one.key().toString())
    for code, keys in found.items():
        if code and code not in _NOT_OF_A_CLERK:
            different = list(dict.fromkeys(keys))
            yield KeyText(code, different[0] if len(different) == 1 else f"{different[0]} … {different[-1]}")


def _place(one: KeyText) -> tuple[bool, int]:
    """Function keys by their number, then all others as they are."""
    number = _FUNCTION_KEY.fullmatch(one.keys)
    return (False, int(number[1])) if number else (True, 0)
