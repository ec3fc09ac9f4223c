"""A few figures for Prometheus, in a file that node_exporter's textfile collector reads.

Format: https://prometheus.io/docs/instrumenting/exposition_formats/ (text-based format, version 0.0.4). Times are
seconds since 1970, as Prometheus wants them: a rule there asks ``time() - …``.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hall.alarming import is_grave
from hall.errors import SettingsError
from hall.maintenance.doctor.facts import Facts, HallFacts, Missed, Runs, known
from hall.maintenance.doctor.findings import Finding, counts

_MB = 1_000_000
_READABLE = 0o644
"""node_exporter runs under an account of its own; nothing secret is in the file."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: its name, what it means, and a value for each set of labels."""

    name: str
    help: str
    samples: tuple[tuple[tuple[tuple[str, str], ...], float], ...]


def metrics_text(facts: Facts, findings: Sequence[Finding]) -> str:
    """All metrics; those of the hall are left out while the database is away, which ``mpp_database_up`` tells."""
    lines: list[str] = []
    for one in _metrics(facts, findings):
        if one.samples:
            lines += [f"# HELP {one.name} {one.help}", f"# TYPE {one.name} gauge"]
            lines += [f"{one.name}{_labels(labels)} {value:.15g}" for labels, value in one.samples]
    return "".join(f"{line}\n" for line in lines)


def write_metrics(file: Path, text: str) -> None:
    """Put ``text`` in place of the file as a whole, so that nobody reads half of it. Raises SettingsError."""
    made = ""
    try:
        handle, made = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        Path(made).chmod(_READABLE)
        Path(made).replace(file)
    except OSError as error:
        with suppress(OSError):
            Path(made or file.parent / "none").unlink()
        remedy = "make its folder, and let this account write there"
        raise SettingsError(
            [f"maintenance.metrics_file: {file} cannot be written ({error.strerror}); {remedy}"]
        ) from error


def _metrics(facts: Facts, findings: Sequence[Finding]) -> Iterator[Metric]:
    yield _one("mpp_doctor_run_timestamp_seconds", "When hall doctor looked last.", facts.now.timestamp())
    found = [((("severity", severity.word),), float(count)) for severity, count in counts(findings).items()]
    yield Metric("mpp_findings", "Findings of hall doctor by severity.", tuple(found))
    reached = not isinstance(facts.database, Missed) and facts.database.reached
    yield _one("mpp_database_up", "Whether the database could be read (1) or not (0).", float(reached))
    disks = [((("folder", str(one.folder)),), float(one.free_mb * _MB)) for one in known(facts.disk) or ()]
    yield Metric("mpp_disk_free_bytes", "Free space of the disks that the hall writes to.", tuple(disks))
    hall = known(facts.hall)
    if hall is not None:
        yield from _of_hall(hall)


def _of_hall(hall: HallFacts) -> Iterator[Metric]:
    waiting = [((("agency", agency),), float(count)) for agency, count in hall.day.waiting]
    yield Metric("mpp_waiting", "How many wait now, by agency.", tuple(waiting))
    yield _one("mpp_issued_today", "Numbers of the open business day.", hall.day.issued)
    yield _one("mpp_served_today", "Numbers of the open business day whose visit is done.", hall.day.served)
    grave = sum(is_grave(alarm.code) for alarm in hall.alarms)
    alarms = [((("severity", "grave"),), float(grave)), ((("severity", "other"),), float(len(hall.alarms) - grave))]
    yield Metric(
        "mpp_alarms", "Alarms in force; grave ones keep visitors from being served, seen or heard.", tuple(alarms)
    )
    seen: dict[tuple[str, str], datetime] = {}
    for one in hall.lives:
        key = one.life.station, one.life.program
        seen[key] = max(one.beat_at, seen.get(key, one.beat_at))
    stations = [((("station", key[0]), ("program", key[1])), at.timestamp()) for key, at in seen.items()]
    yield Metric("mpp_station_last_seen_timestamp_seconds", "The last sign of life of each program.", tuple(stations))
    yield from _runs("backup", hall.backups)
    yield from _runs("drill", hall.drills)


def _runs(kind: str, runs: Runs) -> Iterator[Metric]:
    if runs.last is not None:
        yield _one(f"mpp_{kind}_last_ok", f"Whether the last {kind} went well (1) or not (0).", float(runs.last.ok))
    if runs.good is not None:
        at = runs.good.finished_at.timestamp()
        yield _one(f"mpp_{kind}_last_success_timestamp_seconds", f"When the last {kind} went well.", at)


def _one(name: str, help_text: str, value: float) -> Metric:
    return Metric(name, help_text, (((), float(value)),))


def _labels(labels: Iterable[tuple[str, str]]) -> str:
    written = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels)
    return f"{{{written}}}" if written else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
