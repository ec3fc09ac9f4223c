"""``[maintenance]``: what the technician's commands do on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from hall.settings.tables import Check, Table, WrongValue, key
from hall.settings.values import LineOrNothing

_METRICS = 'the whole name of a file, such as "/var/lib/node_exporter/textfile_collector/mpp.prom", or "" for none'


def _whole_prom(text: str) -> str:
    """node_exporter's textfile collector reads files named *.prom alone."""
    if text and not text.endswith(".prom"):
        raise WrongValue("does not end in .prom, and node_exporter reads no other file", f"{text}.prom")
    if text and not Path(text).is_absolute():
        raise WrongValue("does not begin at the root of a disk")
    return text


class MaintenanceTable(Table):
    """The technician's commands."""

    metrics_file: Annotated[LineOrNothing, Check(_whole_prom)] = key(default="", max_length=400, description=_METRICS)
