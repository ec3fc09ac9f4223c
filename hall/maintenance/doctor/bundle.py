"""A file for whoever helps from afar: findings, versions, logs, configuration, without secrets and without persons."""

from __future__ import annotations

import json
import platform
import re
import sqlite3
import stat
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import distributions
from io import BytesIO
from pathlib import Path
from typing import Any

from hall import private
from hall.errors import DeviceError
from hall.maintenance.doctor.facts import DatabaseFacts, Facts
from hall.maintenance.doctor.findings import Finding
from hall.maintenance.doctor.report import report_document, report_lines
from hall.maintenance.doctor.scrubbing import Scrubber

_OF_LOG = 2_000_000
"""Bytes of the end of each log."""
_OF_ALL = 12_000_000
_FILES = 500
_QUOTED = re.compile(r'"[^"]*"')
_ABOUT = """What `hall doctor --bundle` has put together for whoever helps from afar.

findings.txt, findings.json   what was found
versions.json                 program, Python, system, packages
config.json                   the configuration without its remarks
logs/                         the ends of the logs
files.txt                     names, sizes and rights of the files next to the configuration

Taken out: passwords, PINs and their hashes, keys, codes of slips and bookings, numbers of identity cards and
telephones, mail addresses, and the names and logins of staff (person-1, person-2, … stand for them).
{people}
Look through it before you send it.
"""
_KNOWN = "The names were those of the database."
_NOT_KNOWN = (
    "The database was away, so that nobody knew the names: of the logs only times, places and kinds of errors are here."
)


def bundle(facts: Facts, findings: Sequence[Finding], config: Path, scrubber: Scrubber) -> bytes:
    """The zip file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in _parts(facts, findings, config, scrubber):
            file.writestr(name, text)
    return out.getvalue()


def write_bundle(file: Path, content: bytes) -> None:
    """Write it for its owner alone, in place of one that is there. Raises DeviceError."""
    made = file.with_name(f".{file.name}.part")
    try:
        made.unlink(missing_ok=True)
        with open(made, "wb", opener=private.opener) as out:
            out.write(content)
        made.replace(file)
    except OSError as error:
        with suppress(OSError):
            made.unlink()
        raise DeviceError(f"{file} cannot be written: {error.strerror or error}.") from error


def _parts(facts: Facts, findings: Sequence[Finding], config: Path, scrubber: Scrubber) -> Iterator[tuple[str, str]]:
    findings = [_without_values(one) for one in findings]
    yield "README.txt", _ABOUT.format(people=_KNOWN if scrubber.knows_people else _NOT_KNOWN)
    yield "findings.txt", scrubber.text("\n".join(report_lines(facts, findings))) + "\n"
    yield "findings.json", _json(scrubber.value(report_document(facts, findings)))
    yield "versions.json", _json(scrubber.value(versions(facts)))
    yield "config.json", _json(scrubber.value(_configuration(config)))
    yield "files.txt", scrubber.text("".join(f"{line}\n" for line in _listing(config.absolute().parent)))
    yield from _logs(config.absolute().parent / "logs", scrubber)


def _without_values(finding: Finding) -> Finding:
    """A mistake of the configuration repeats what was written: where it is and what is wrong are enough."""
    if finding.code != "configuration_problem":
        return finding
    what = _QUOTED.sub('"…"', finding.what)
    return Finding(finding.group, finding.code, finding.severity, what, finding.remedy, finding.where)


def versions(facts: Facts) -> dict[str, Any]:
    """What runs here; the machine's name is left out."""
    server = facts.database.server if isinstance(facts.database, DatabaseFacts) else ""
    schema = facts.database.schema if isinstance(facts.database, DatabaseFacts) else ""
    return {
        "program": facts.version,
        "schema": schema,
        "server": server,
        "python": sys.version.partition(" ")[0],
        "system": platform.platform(),
        "sqlite": sqlite3.sqlite_version,
        "packages": _packages(),
    }


def _packages() -> dict[str, str]:
    """All that is installed in this environment."""
    found = {str(one.metadata["Name"]): one.version for one in distributions()}
    return {name: found[name] for name in sorted(found, key=str.casefold)}


def _configuration(config: Path) -> dict[str, Any]:
    """The file as values: its remarks may hold anything."""
    try:
        return tomllib.loads(config.read_text("utf-8"))
    except (OSError, ValueError) as error:
        return {"unreadable": type(error).__name__}


def _listing(folder: Path) -> Iterator[str]:
    """The files next to the configuration, two folders deep."""
    files = [*folder.glob("*"), *folder.glob("*/*")] if folder.is_dir() else []
    for file in sorted(files)[:_FILES]:
        with suppress(OSError):
            found = file.lstat()
            at = datetime.fromtimestamp(found.st_mtime, UTC)
            owner = getattr(found, "st_uid", "-")
            name = file.relative_to(folder).as_posix()
            yield f"{stat.filemode(found.st_mode)} {owner:>6} {found.st_size:>12} {at:%Y-%m-%d %H:%M:%S} {name}"
    if len(files) > _FILES:
        yield f"and {len(files) - _FILES} more"


def _logs(folder: Path, scrubber: Scrubber) -> Iterator[tuple[str, str]]:
    """The ends of the logs, the newest first; journals of slips are no logs."""
    left = _OF_ALL
    logs = [file for file in folder.glob("*.log*") if file.is_file()] if folder.is_dir() else []
    for file in sorted(logs, key=lambda one: -one.stat().st_mtime):
        text = _end_of(file, min(left, _OF_LOG))
        left -= len(text)
        if text:
            yield f"logs/{scrubber.text(file.name)}", scrubber.log(text.decode("utf-8", "backslashreplace"))


def _end_of(file: Path, most: int) -> bytes:
    """The last whole lines of a file, of up to ``most`` bytes."""
    try:
        with file.open("rb") as log:
            start = max(0, file.stat().st_size - most)
            log.seek(start)
            text = log.read(most)
    except OSError:
        return b""
    return text.partition(b"\n")[2] if start else text


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
