"""From the configuration file, the environment and the command line to one frozen value."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from hall.backup_setup import BackupSetup
from hall.config_file import config_file
from hall.console import tell
from hall.database_url import sqlite_url, warning_of
from hall.desk_setup import DeskSetup
from hall.errors import CannotStart, Refused, SettingsError
from hall.identifiers import plain_of, same_named
from hall.settings.backup_table import build_backup
from hall.settings.build import build_station, build_structure
from hall.settings.check import checked
from hall.settings.crosscheck import check_hall
from hall.settings.database import ALLOWED_DATABASES, database_error, settled_database
from hall.settings.desk_table import build_desk, check_shortcuts
from hall.settings.logo import NO_LOGOS, Logos, crest_text, logo_text
from hall.settings.printable import check_printable
from hall.settings.problems import ProblemList, closest, problem_text, shown_value
from hall.settings.renamed import rename_old
from hall.settings.schema import HALL_KEYS, STATION, CommonFile, HallFile
from hall.settings.source import read_source
from hall.settings.station_tables import LocalStationTable, StationTable
from hall.settings.syntax import Document, read_document, without
from hall.settings.voice_pack import check_voice_pack
from hall.structure import HallStructure, Station
from hall.text_rules import STATION as LONGEST_STATION
from hall.text_rules import detail_line, name_of
from hall.translator import LANGUAGE_CODE, Translator, messages_folder

DATABASE_VARIABLE = "HALL_DATABASE_URL"
EXIT_SETTINGS = 2
"""Exit code of a program whose configuration cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a program needs to know before it opens the database.

    ``structure`` is None when the file describes no hall: it then comes from the database. ``station`` is this
    machine as the file knows it, None when the file does not.
    """

    path: Path
    database_url: str
    station_name: str
    station: Station | None
    structure: HallStructure | None
    language: str
    desk: DeskSetup = field(default_factory=DeskSetup)
    backup: BackupSetup = field(default_factory=BackupSetup)
    metrics_file: Path | None = None
    """Where `hall doctor --metrics` writes."""
    warnings: tuple[str, ...] = ()
    """What was said at the start, for the log: old names of settings, an option with a password."""

    @property
    def translate(self) -> Translator:
        """The messages in this machine's language, with the languages that the hall adds."""
        return Translator(self.language, messages_folder(self.path))


@dataclass(frozen=True, slots=True)
class _Tables:
    """The checked tables of one file; ``local`` is [station], ``many`` are [[station]], ``logos`` the pictures that
    it names."""

    common: CommonFile
    local: LocalStationTable | None
    many: tuple[StationTable, ...]
    logos: Logos = NO_LOGOS
    warnings: tuple[str, ...] = ()


def settings_or_exit(
    path: Path | None, *, database: str | None = None, station: str | None = None, known_station: bool = False
) -> Settings:
    """``load_settings`` for a program with windows: problems go to stderr, one a line, and CannotStart(2) follows.

    With ``known_station`` a ``station`` that the file's list does not have is a problem too: a kiosk would start
    without its printer, a board without its zone. A machine that is in no list only gets a line on stderr.
    """
    warning = warning_of("--database", database)
    if warning:
        tell(warning)
    try:
        settings = load_settings(path, database=database, station=station)
    except SettingsError as error:
        problems = list(error.problems)
    else:
        stranger = stranger_of(settings) if known_station else ""
        if not (stranger and station):
            if stranger:
                tell(stranger)
            tell(*settings.warnings)
            return replace(settings, warnings=tuple(filter(None, (warning, stranger, *settings.warnings))))
        problems = [stranger]
    tell(*problems)
    typed = all(problem.startswith(("--", DATABASE_VARIABLE)) for problem in problems)
    raise CannotStart(EXIT_SETTINGS, problems, typed=typed) from None


def stranger_of(settings: Settings) -> str:
    """What to say of a station that the file's list does not have; empty when it has it, or lists none."""
    names = [one.name for one in settings.structure.stations] if settings.structure is not None else []
    if settings.station is not None or not names:
        return ""
    close = get_close_matches(settings.station_name, names, n=1)
    hint = f'did you mean "{close[0]}"? ' if close else ""
    return f'--station: "{settings.station_name}": is no station of {settings.path}; {hint}Allowed: {", ".join(names)}'


def load_settings(
    path: Path | None,
    *,
    database: str | None = None,
    station: str | None = None,
    environ: Mapping[str, str] = os.environ,
    with_pack: bool = False,
) -> Settings:
    """Read and check the configuration at ``path`` (None: ``hall.config_file`` finds it).

    The database is ``database``, else HALL_DATABASE_URL of ``environ``, else [database] url, else the file
    ``hall.db`` next to the configuration; a relative SQLite file lies next to the configuration, wherever the program
    was started. The station is ``station``, else [station] name, else the machine's name. ``with_pack`` asks for the
    folder of the hall's voice too, which only machines that speak need: a board without it chimes, and says so.
    Raises SettingsError with every problem of the file and of the two overrides.
    """
    file = config_file(path)
    overrides = [problem for problem in (_override_problem(database, environ), _station_problem(station)) if problem]
    try:
        tables = _read(file, with_pack=with_pack)
    except SettingsError as error:
        raise SettingsError([*overrides, *error.problems]) from None
    if overrides:
        raise SettingsError(overrides)
    folder, written = file.absolute().parent, database or environ.get(DATABASE_VARIABLE) or tables.common.database.url
    url = settled_database(written, folder) if written else sqlite_url(folder / "hall.db")
    typed = station or (tables.local.name if tables.local else "") or detail_line(socket.gethostname(), LONGEST_STATION)
    return _settings(file, tables, url, plain_of(typed))


def _settings(file: Path, tables: _Tables, url: str, name: str) -> Settings:
    listed = same_named(tables.many, name, of=lambda table: table.name)
    name, place, common = listed.name if listed else name, tables.local or listed, tables.common
    return Settings(
        path=file,
        database_url=url,
        station_name=name,
        station=build_station(place, name) if place else None,
        structure=build_structure(common, tables.many, tables.logos) if isinstance(common, HallFile) else None,
        language=common.language,
        desk=build_desk(common.desk),
        backup=build_backup(common.backup, file.absolute().parent),
        metrics_file=Path(common.maintenance.metrics_file) if common.maintenance.metrics_file else None,
        warnings=tables.warnings,
    )


def _read(file: Path, *, with_pack: bool) -> _Tables:
    text, problems = read_source(file)
    document = read_document(text)
    warnings = rename_old(document, str(file))
    findings = ProblemList(document.data, document.index)
    folder = file.absolute().parent
    tables = _check(document, findings, folder, with_pack) if document.data or not document.problems else None
    found = [*problems, *document.problems, *without(findings.problems, document.problems)]
    if found or tables is None:
        raise SettingsError([p.message(str(file)) for p in sorted(found, key=lambda p: p.line)])
    return replace(tables, warnings=warnings)


def _check(document: Document, findings: ProblemList, folder: Path, with_pack: bool) -> _Tables | None:
    data = dict(document.data)
    stations = data.pop(STATION, None)
    is_hall = not HALL_KEYS.isdisjoint(data)
    common: CommonFile | None = checked(
        HallFile if is_hall else CommonFile, data, (), HallFile if is_hall else CommonFile, findings
    )
    local: LocalStationTable | None = None
    many: list[StationTable] | None = []
    if isinstance(stations, list):
        many = checked(list[StationTable], stations, (STATION,), StationTable, findings)
    elif stations is not None:
        local = checked(LocalStationTable, stations, (STATION,), LocalStationTable, findings)
    if not document.problems:
        check_hall(document.data, findings)
        check_printable(document.data, findings)
        check_shortcuts(document.data, findings)
        if is_hall:
            check_voice_pack(document.data, folder, findings, named=with_pack)
        _check_open(data, is_hall, findings)
        _check_language(data, folder, findings)
    logos = _logos(common, folder, findings) if isinstance(common, HallFile) else NO_LOGOS
    return _Tables(common, local, tuple(many or ()), logos) if common else None


def _logos(hall: HallFile, folder: Path, findings: ProblemList) -> Logos:
    found = {"slip": "", "reports": ""}
    for table, file, read in (("slip", hall.slip.logo, logo_text), ("reports", hall.reports.logo, crest_text)):
        try:
            found[table] = read(folder / file) if file else ""
        except ValueError as error:
            findings.add((table, "logo"), f"the file {error}", allowed="a PNG or JPEG next to this file")
    return Logos(**found)


def _check_open(data: Mapping[str, Any], is_hall: bool, findings: ProblemList) -> None:
    """A hall that never opens gives no numbers: that is a forgotten table, not a decision."""
    hours = data.get("hours")
    if not is_hall or data.get("always_open") is True or (hours is not None and not isinstance(hours, Mapping)):
        return
    if not hours and set(data) <= set(HallFile.keys):  # an unknown table may be the misspelt one
        findings.add(("hours",), "no day has hours", allowed='[hours] with monday = ["07:30-12:00", "13:00-16:00"]')


def _check_language(data: Mapping[str, Any], folder: Path, findings: ProblemList) -> None:
    """The language is the program's, or there is a file of the hall for it: a broken one stops no program."""
    written, own = data.get("language"), messages_folder(folder / "config.toml")
    code, known = str(written).strip(), Translator(folder=own).languages
    if LANGUAGE_CODE.fullmatch(code) and code not in known and not (own / f"{code}.json").exists():
        allowed = f"{' or '.join(map(shown_value, known))}; `hall language new` adds one"
        findings.add(("language",), "is unknown", allowed=allowed, suggestion=closest(code, known))


def _override_problem(database: str | None, environ: Mapping[str, str]) -> str:
    url = database or environ.get(DATABASE_VARIABLE)
    error = database_error(url) if url else None
    if error is None:
        return ""
    text = problem_text(error.problem, allowed=ALLOWED_DATABASES, suggestion=error.suggestion)
    return f"{'--database' if database else DATABASE_VARIABLE}: {shown_value(url, secret=True)}: {text}"


def _station_problem(station: str | None) -> str:
    """Why a name of --station cannot be a machine's; empty when it can, or none was given."""
    if not station:
        return ""
    try:
        name_of(plain_of(station), LONGEST_STATION)
    except Refused as refusal:
        return f"--station: {refusal}"
    return ""
