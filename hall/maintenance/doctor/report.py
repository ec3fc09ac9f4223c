"""Findings for a person at a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from hall.maintenance.doctor.facts import Facts, HallFacts, known
from hall.maintenance.doctor.findings import Finding, Severity, counts, worst
from hall.wording import counted

_GROUP, _WORD = 15, 9
_BEHIND = " " * (_GROUP + _WORD)


def report_lines(facts: Facts, findings: Sequence[Finding]) -> list[str]:
    """What is well in one line a group, what is not with what to do, and how many there are of what is not."""
    station = f", station {facts.station.name}" if facts.station is not None else ""
    lines = [f"hall doctor {facts.version}{station}"]
    for _, of_group in groupby(findings, key=lambda one: one.group):
        lines.extend(_of_group(list(of_group)))
    return [*lines, "", _ending(findings)]


def report_document(facts: Facts, findings: Sequence[Finding]) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "at": facts.now.isoformat(),
        "version": facts.version,
        "station": facts.station.name if facts.station is not None else None,
        "severity": worst(findings).word,
        "counts": {severity.word: count for severity, count in counts(findings).items()},
        "findings": [one.document for one in findings],
        "stations": _stations(known(facts.hall)),
    }


def _stations(hall: HallFacts | None) -> list[dict[str, Any]]:
    """The last sign of life of every program that the hall remembers."""
    if hall is None:
        return []
    return [
        {
            "station": one.life.station,
            "program": one.life.program,
            "version": one.life.version,
            "last_seen": one.beat_at.isoformat(),
            "running": one.beats(hall.health.now),
            "ended": one.ended,
        }
        for one in hall.lives
    ]


def _of_group(findings: list[Finding]) -> Iterator[str]:
    """What is well is left out where something is to be seen to."""
    wrong = [one for one in findings if one.severity > Severity.OK]
    well = [one.what for one in findings if one.severity is Severity.OK]
    name = findings[0].group.value
    if well and worst(findings) <= Severity.NOTE:
        yield _line(name, Severity.OK, "; ".join(well))
        name = ""
    for one in wrong:
        yield _line(name, one.severity, f"{one.where}: {one.what}" if one.where else one.what)
        if one.remedy:
            yield f"{_BEHIND}-> {one.remedy}"
        name = ""


def _line(name: str, severity: Severity, what: str) -> str:
    return f"{name:<{_GROUP}}{severity.word:<{_WORD}}{what}"


def _ending(findings: Sequence[Finding]) -> str:
    found = counts(findings)
    wrong = [
        counted(found[severity], severity.word, f"{severity.word}s")
        for severity in (Severity.FAULT, Severity.WARNING)
        if found[severity]
    ]
    return f"{' and '.join(wrong)} to be seen to." if wrong else "All is well."
