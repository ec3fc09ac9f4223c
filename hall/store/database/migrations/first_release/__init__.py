"""Every table as it was in the first release, whatever becomes of ``hall.store.tables``."""

from hall.store.database.migrations.first_release import devices, incidents, people, structure, tickets
from hall.store.database.migrations.first_release.parts import TABLES

__all__ = ["TABLES", "devices", "incidents", "people", "structure", "tickets"]
