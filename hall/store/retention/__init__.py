"""Deleting what was kept long enough (``hall.retention``)."""
