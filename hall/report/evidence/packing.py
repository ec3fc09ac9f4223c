"""Writing a pack: a ZIP file, byte by byte the same of the same days, with a few rows in memory at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from hashlib import sha256
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from hall.errors import DeviceError, Refused
from hall.figures import (
    BookingFigures,
    CounterFigures,
    DayTerms,
    EvidenceFacts,
    Need,
    PresenceFigures,
    ReportFacts,
    ServiceFigures,
)
from hall.report.csv_file import zip_of
from hall.report.evidence.lines import BOOKINGS, EVENTS, OFFERS, SHIFTS, DayLines, aggregate_lines
from hall.report.evidence.masking import Pseudonyms, masked
from hall.report.json_file import json_of
from hall.report.kinds import KINDS, ReportKind
from hall.report.progress import Progress, untold
from hall.report.report import Report
from hall.translator import Translator

_WITH_US = Path(__file__)
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of each file in the pack: the earliest that the format knows."""
PROVABLE = frozenset({Need.MONTHS, Need.CALLS})
"""What reports may need beside figures and still be in a pack: what is in its events."""
_AGGREGATES = {
    "service": ServiceFigures,
    "counter": CounterFigures,
    "presence": PresenceFigures,
    "booking": BookingFigures,
}


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written: business days, lines of numbers' histories, the reports by key, and the SHA-256 of the
    manifest, which stands for all of the pack."""

    days: int
    events: int
    reports: tuple[str, ...]
    fingerprint: str


def write_pack(
    file: Path,
    facts: EvidenceFacts,
    translate: Translator,
    *,
    kinds: Mapping[str, ReportKind] = KINDS,
    progress: Progress = untold,
) -> Packed:
    """Write the pack; ``progress`` is told of each day. A file that is not whole is taken away again. Raises
    DeviceError when it cannot be written, and what ``progress`` raises."""
    part = file.with_name(f".{file.name}.part")
    try:
        with ZipFile(part, "w", ZIP_DEFLATED) as archive:
            packed = _Pack(archive, facts, translate).write(kinds, progress)
        part.replace(file)
    except OSError as error:
        raise DeviceError(f"{file} cannot be written: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return packed


@dataclass
class _Pack:
    archive: ZipFile
    facts: EvidenceFacts
    translate: Translator
    hashes: dict[str, str] = field(default_factory=dict)
    days: list[dict[str, Any]] = field(default_factory=list)
    terms: list[dict[str, Any]] = field(default_factory=list)
    events: int = 0

    def __post_init__(self) -> None:
        self.names = Pseudonyms(self.facts.people)
        self.aggregates = {
            kind: _Table(("date", *(one.name for one in fields(of)))) for kind, of in _AGGREGATES.items()
        }

    def write(self, kinds: Mapping[str, ReportKind], progress: Progress) -> Packed:
        for name in ("README.txt", "verify.py"):
            self._put(name, _WITH_US.with_name(name).read_bytes())
        count = len(list(self.facts.period.days))
        for number, day in enumerate(self.facts.days, 1):
            progress(number, count)
            self._day(day.facts, DayLines(day.facts, self.names))
            for kind, cells in aggregate_lines(day.made, day.facts, self.names):
                self.aggregates[kind].add(cells)
        for kind, table in self.aggregates.items():
            self._put(f"aggregates/{kind}.csv", table.content())
        report = masked(self.facts.report, self.names)
        self._about(report)
        made = tuple(key for key, kind in kinds.items() if kind.needs <= PROVABLE and self._report(key, kind, report))
        manifest = _json({"files": dict(sorted(self.hashes.items()))})
        self._put("manifest.json", manifest)
        return Packed(len(self.days), self.events, made, sha256(manifest).hexdigest())

    def _day(self, facts: Any, lines: DayLines) -> None:
        day = facts.date.isoformat()
        self.events += self._stream(f"events/{day}.csv", EVENTS, lines.events())
        self._stream(f"shifts/{day}.csv", SHIFTS, lines.shifts())
        self._stream(f"offers/{day}.csv", OFFERS, lines.offers())
        self._stream(f"bookings/{day}.csv", BOOKINGS, lines.bookings())
        terms = _without_hours(facts.terms)
        if terms not in self.terms:
            self.terms.append(terms)
        self.days.append(lines.day(self.terms.index(terms)))

    def _about(self, report: ReportFacts) -> None:
        names = report.names
        self._put("days.json", _json(self.days))
        self._put("terms.json", _json(self.terms))
        about = {
            "hall": report.hall,
            "city": report.city,
            "first": report.period.first.isoformat(),
            "last": report.period.last.isoformat(),
            "late_minutes": int(report.form.late_after.total_seconds() // 60),
            "agencies": dict(names.agencies),
            "services": {key: {"text": one.text, "agency": one.agency} for key, one in names.services.items()},
            "counters": {key: {"label": one.label, "agency": one.agency} for key, one in names.counters.items()},
            "obstacles": {key: one.name for key, one in names.obstacles.items()},
            "offers": dict(names.offers),
        }
        self._put("names.json", _json(about))

    def _report(self, key: str, kind: ReportKind, facts: ReportFacts) -> bool:
        """A report's rows, as JSON and as CSV; False for one that cannot be made of this period."""
        try:
            report = kind.document(facts, self.translate)
        except Refused:
            return False
        self._put(f"reports/{key}.json", self._nameless(json_of(report, self.translate)))
        for name, content in _csv_files(report):
            self._put(f"reports/{key}/{name}", self._nameless(content))
        return True

    def _nameless(self, content: bytes) -> bytes:
        return self.names.text(content.decode("utf-8")).encode("utf-8")

    def _put(self, name: str, content: bytes) -> None:
        self.hashes[name] = sha256(content).hexdigest()
        self.archive.writestr(_entry(name), content)

    def _stream(self, name: str, head: Sequence[str], lines: Iterable[Sequence[str]]) -> int:
        """Write a table line by line; returns how many there were."""
        count = 0
        with self.archive.open(_entry(name), "w") as file:
            hashed = _Hashed(file)
            text = TextIOWrapper(hashed, "utf-8", newline="", write_through=False)
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(head)
            for line in lines:
                writer.writerow(line)
                count += 1
            text.flush()
            text.detach()
        self.hashes[name] = hashed.sum.hexdigest()
        return count


class _Hashed(BytesIO):
    """Passes on what is written, and adds it to a hash."""

    def __init__(self, file: Any) -> None:
        super().__init__()
        self._file, self.sum = file, sha256()

    def write(self, content: Any, /) -> int:
        self.sum.update(content)
        self._file.write(content)
        return len(content)


class _Table:
    """A table that is small enough to be kept."""

    def __init__(self, head: Sequence[str]) -> None:
        self._text = StringIO(newline="")
        self._writer = csv.writer(self._text, lineterminator="\n")
        self._writer.writerow(head)

    def add(self, cells: Sequence[Any]) -> None:
        self._writer.writerow(cells)

    def content(self) -> bytes:
        return self._text.getvalue().encode()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _LONG_AGO)
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
    return entry


def _csv_files(report: Report) -> Iterable[tuple[str, bytes]]:
    """A file for each table: what else a report shows comes of the same figures."""
    tables = {f"{table.key}.csv" for table in report.tables}
    with ZipFile(BytesIO(zip_of(report))) as files:
        for name in sorted(tables & {*files.namelist()}):
            yield name, files.read(name)


def _without_hours(terms: DayTerms) -> dict[str, Any]:
    document = terms.document()
    del document["hours"]
    return document


def _json(document: Any) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
