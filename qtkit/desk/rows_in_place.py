"""Makes the rows of a model into others without a reset, so that a view keeps its selection, what is open, and where it
stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex


class Keyed(Protocol):
    """A row: ``key`` says which one it is, and being equal to another one that both look the same."""

    @property
    def key(self) -> str:
        """The same for the same thing in every version of the rows."""


K = TypeVar("K", bound=Keyed)


def follow(
    model: QAbstractItemModel, rows: list[K], wanted: Sequence[K], parent: QModelIndex | None = None, columns: int = 1
) -> None:
    """Makes ``rows``, from which ``model`` answers for what is below ``parent``, into ``wanted``; the model tells its
    views only what differs. Keys differ from each other."""
    under = parent if parent is not None else QModelIndex()
    keys = {row.key for row in wanted}
    for place in reversed(range(len(rows))):
        if rows[place].key not in keys:
            model.beginRemoveRows(under, place, place)
            del rows[place]
            model.endRemoveRows()
    _order(model, rows, [row.key for row in wanted], under)
    for place, row in enumerate(wanted):
        if place == len(rows) or rows[place].key != row.key:
            model.beginInsertRows(under, place, place)
            rows.insert(place, row)
            model.endInsertRows()
        elif rows[place] != row:
            rows[place] = row
            model.dataChanged.emit(model.index(place, 0, under), model.index(place, columns - 1, under))


def _order(model: QAbstractItemModel, rows: list[K], keys: list[str], under: QModelIndex) -> None:
    """Sorts the rows as ``keys`` have them."""
    places = {key: place for place, key in enumerate(keys)}
    before = [row.key for row in rows]
    after = sorted(before, key=places.__getitem__)
    if after == before:
        return
    model.layoutAboutToBeChanged.emit()
    held = model.persistentIndexList()
    moved = {place: after.index(key) for place, key in enumerate(before)}
    rows.sort(key=lambda row: places[row.key])
    fresh = [
        model.index(moved[index.row()], index.column(), under) if index.parent() == under else index for index in held
    ]
    model.changePersistentIndexList(held, fresh)
    model.layoutChanged.emit()
