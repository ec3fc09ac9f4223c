"""The hall's database: SQLite on one machine, Postgres on several, the same operations on both."""

from hall.store.database.setup import (
    apply_structure,
    look_at_schema,
    migrate_store,
    open_store,
    prepare_store,
    start_store,
    visit_store,
)
from hall.store.estimates.keeping import WaitsKeeper
from hall.store.practice import PracticeStore, practice_store
from hall.store.store import Store
from hall.store.structure.preview import Preview, preview_structure, shown_database
from hall.store.views.reader import Reader
from hall.store.work import UnitOfWork

__all__ = [
    "PracticeStore",
    "Preview",
    "Reader",
    "Store",
    "UnitOfWork",
    "WaitsKeeper",
    "apply_structure",
    "look_at_schema",
    "migrate_store",
    "open_store",
    "practice_store",
    "prepare_store",
    "preview_structure",
    "shown_database",
    "start_store",
    "visit_store",
]
