"""The tables [desk] and [desk.shortcuts]: what a clerk's machine does by its own file."""

from collections.abc import Mapping
from typing import Annotated, Any

from hall.desk_setup import BAR_SHORTCUTS, EDGES, THEMES, DeskSetup
from hall.settings.lines import KeyPath
from hall.settings.problems import ProblemList, closest
from hall.settings.tables import Parse, Table, WrongValue, key
from hall.settings.values import one_of
from hall.shortcuts import KEYS, Shortcut, shortcut_of


def _shortcut(value: object) -> Shortcut | None:
    """The shortcut of a text, None for an empty one."""
    if not isinstance(value, str):
        raise WrongValue("is not text in quotes")
    try:
        return shortcut_of(value) if value.strip() else None
    except ValueError as error:
        *held, last = value.split("+")
        meant = "+".join((*held, closest(last, KEYS)))
        raise WrongValue(str(error), meant if _is_shortcut(meant) else "") from None


def _is_shortcut(text: str) -> bool:
    try:
        shortcut_of(text)
    except ValueError:
        return False
    return True


_Keys = Annotated[Shortcut | None, Parse(_shortcut)]


def _key(action: str) -> Any:
    return key(default=shortcut_of(BAR_SHORTCUTS[action]), description='keys such as "Ctrl+Shift+F2" or "F13", or ""')


class ShortcutsTable(Table):
    """The shortcuts of the bar, which hold in whatever program the clerk works."""

    serve: _Keys = _key("serve")
    call_next: _Keys = _key("call_next")
    recall: _Keys = _key("recall")
    finish: _Keys = _key("finish")
    no_show: _Keys = _key("no_show")
    hold: _Keys = _key("hold")
    transfer: _Keys = _key("transfer")
    obstacle: _Keys = _key("obstacle")
    full: _Keys = _key("full")
    pause: _Keys = _key("pause")
    undo: _Keys = _key("undo")


class DeskTable(Table):
    """A clerk's machine."""

    lock_minutes: int = key(
        default=DeskSetup().lock_minutes, ge=0, le=480, description="whole minutes from 1 to 480, 0 for never"
    )
    bar_edge: Annotated[str, one_of(EDGES)] = key(default="", description='"top", "bottom", or "" for no edge')
    theme: Annotated[str, one_of(THEMES)] = key(
        default=DeskSetup().theme, description='"light", or "dark" for rooms with little light'
    )
    keypad: bool = key(default=False, description="true or false, without quotes")
    shortcuts: ShortcutsTable = key(default=ShortcutsTable(), description="a table [desk.shortcuts]")


def build_desk(table: DeskTable) -> DeskSetup:
    """What the machine does."""
    given = {action: getattr(table.shortcuts, action) for action in BAR_SHORTCUTS}
    return DeskSetup(
        shortcuts={action: shortcut for action, shortcut in given.items() if shortcut is not None},
        keypad=table.keypad,
        edge=table.bar_edge,
        lock_minutes=table.lock_minutes,
        theme=table.theme,
    )


def check_shortcuts(data: Mapping[str, Any], findings: ProblemList) -> None:
    """Add each shortcut of ``data`` that two actions have to ``findings``."""
    desk = data.get("desk")
    written = desk.get("shortcuts") if isinstance(desk, Mapping) else None
    texts = {**BAR_SHORTCUTS, **(written if isinstance(written, Mapping) else {})}
    seen: dict[Shortcut, str] = {}
    for action, text in sorted(texts.items(), key=lambda pair: isinstance(written, Mapping) and pair[0] in written):
        if action not in BAR_SHORTCUTS or not isinstance(text, str) or not _is_shortcut(text):
            continue
        first = seen.setdefault(shortcut_of(text), action)
        if first != action:
            path: KeyPath = ("desk", "shortcuts", action)
            findings.add(path, f"is the shortcut of {first} already", allowed='another one, or "" for none')
