"""Rows of the database that cannot be read: how one is named, and what to do about it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from hall.errors import StoreUnavailable
from hall.invisible import unseen_in
from hall.messages import message
from hall.translator import ENGLISH, Translator

_LONGEST = 40
_FROM_CONFIGURATION = frozenset(
    {"hall", "zone", "agency", "service", "counter", "counter_service", "station", "obstacle", "offer", "need"}
)
"""Tables whose content comes from config.toml."""


def shown(raw: object) -> str:
    """A value as a person may read it: one short line of printable characters, whatever it is."""
    text = repr(raw) if not isinstance(raw, str) else ascii(raw) if unseen_in(raw) else f"'{raw}'"
    line = "".join(
        character if character.isprintable() and not "\ud800" <= character <= "\udfff" else "?" for character in text
    )
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


@dataclass(frozen=True, slots=True)
class BadRow:
    """A value that its column must not hold: ``row`` is the row's key, ``value`` is shortened and printable,
    ``allowed`` says in English what belongs there."""

    table: str
    row: str
    column: str
    value: str
    allowed: str

    @property
    def code(self) -> str:
        """The message's code, by what is to be done."""
        if (self.table, self.column) == ("staff", "pin_hash"):
            return "row_wrong_pin"
        return "row_wrong_structure" if self.table in _FROM_CONFIGURATION else "row_wrong"

    @property
    def params(self) -> tuple[tuple[str, object], ...]:
        """What fills the message."""
        return tuple((name, getattr(self, name)) for name in ("table", "row", "column", "value", "allowed"))

    def message(self, translate: Translator) -> str:
        """Which row is wrong, and what to do."""
        return message(self.code, translate, **dict(self.params))


class WrongRow(StoreUnavailable):
    """What was asked for depends on a row that cannot be read; everything else goes on."""

    def __init__(self, row: BadRow) -> None:
        self.row = row
        super().__init__(row.message(ENGLISH))
