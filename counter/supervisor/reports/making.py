"""Makes a file of a report in a worker's thread: whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from counter.supervisor.reports.wanted import FileOrder
from hall.report.progress import Progress
from hall.report.rendering import Format, render
from hall.report.report import Report


def make_file(order: FileOrder, progress: Progress, refuse_stopped: Callable[[], None]) -> Path:
    """Makes the file and returns it; one of the same name is replaced when the new one is whole. ``refuse_stopped``
    raises when it is not wanted any more. Raises what that and ``progress`` raise, Refused where the format has no
    place for the report, and OSError where the folder takes no file."""
    made = render(order.report, order.format, order.translate, progress)
    refuse_stopped()
    order.file.parent.mkdir(parents=True, exist_ok=True)
    part = order.file.with_name(f".{order.file.name}.part")
    try:
        part.write_bytes(made)
        part.replace(order.file)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return order.file


def offered(report: Report, formats: tuple[Format, ...]) -> tuple[Format, ...]:
    """Those of ``formats`` that this report can become: one CSV file holds one table."""
    count = sum(1 for _ in report.tables)
    return tuple(one for one in formats if one is not (Format.CSV if count != 1 else Format.ZIP))
