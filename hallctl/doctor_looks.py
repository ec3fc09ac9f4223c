"""What `hall doctor` looks at: this machine, and by the store's reads the hall."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from hall.backup_setup import BackupSetup
from hall.config_file import config_file
from hall.crash_log import append_to_log
from hall.errors import DeviceError, SettingsError, StoreUnavailable, VoiceError
from hall.folders import is_folder
from hall.identifiers import same
from hall.maintenance.doctor.facts import (
    ConfigurationFacts,
    DatabaseFacts,
    Facts,
    HallFacts,
    Missed,
    PrinterFacts,
    VoiceFacts,
)
from hall.maintenance.doctor.looking import LIMIT, look_all
from hall.maintenance.doctor.looks.clock import look_at_clock
from hall.maintenance.doctor.looks.ports import look_at_ports
from hall.maintenance.doctor.looks.power import look_at_power
from hall.maintenance.doctor.looks.qt import look_at_board, look_with_qt
from hall.maintenance.doctor.looks.services import look_at_services
from hall.maintenance.doctor.looks.spaces import look_at_disks, look_at_files
from hall.maintenance.services.here import SYSTEM_RECORDS, own_records
from hall.maintenance.services.record import Records
from hall.structure import HallStructure, Station
from hall.views import PrinterView
from hallctl.commands.printers import opened
from hallctl.doctor_meeting import Met, meet
from hallctl.session import Session, secret_files

if TYPE_CHECKING:
    from hall.settings import Settings

_IN_ALL = 10.0
"""Seconds for both rounds of looks; a second round has two at least."""
_AT_LEAST = 2.0
_HERE = frozenset({"", "localhost", "127.0.0.1", "::1"})


def gather(session: Session, station: str = "") -> Facts:
    """Look at everything, within ``_IN_ALL`` seconds. Nothing is written, and nothing is raised for what is wrong."""
    began = time.monotonic()
    try:
        settings: Settings | None = session.settings(station=station)
        problems: tuple[str, ...] = ()
    except SettingsError as error:
        settings, problems = None, error.problems
    file = settings.path if settings is not None else config_file(session.config)
    looks: dict[str, Callable[[], Any]] = _of_machine(file, settings)
    if settings is not None:
        looks["met"] = partial(meet, settings)
    on_bug = partial(append_to_log, "hall.log", file)
    found = look_all(looks, LIMIT, on_bug)
    facts = Facts(datetime.now(UTC), station=settings.station if settings is not None else None)
    met = found.pop("met", Missed("the configuration cannot be used"))
    facts = replace(facts, **found)
    if settings is None:
        away = Missed("the configuration cannot be used")
        return replace(facts, database=away, hall=away, configuration=ConfigurationFacts(file, problems))
    limit = max(_AT_LEAST, _IN_ALL - (time.monotonic() - began))
    facts = _with_hall(session, settings, facts, met, limit)
    return facts if facts.station is not None else replace(facts, unknown=station)


def _of_machine(file: Path, settings: Settings | None) -> dict[str, Callable[[], Any]]:
    """The looks that need no database."""
    folder = file.absolute().parent
    database = _file_of(settings)
    logs = folder / "logs"
    disks = {"database": database.parent} if database is not None else {}
    backups = settings.backup.folder if settings is not None else None
    if backups is not None:
        disks["backups"] = backups
    secret, places = _secrets(settings, database, logs)
    return {
        "clock": look_at_clock,
        "disk": partial(look_at_disks, {**disks, "logs": logs}),
        "files": partial(look_at_files, secret, places),
        "ports": partial(look_at_ports, _port_here(settings)),
        "power": look_at_power,
        "services": partial(look_at_services, *_records()),
        "screens": look_with_qt,
        **_board(settings),
        **_backups(settings),
    }


def _board(settings: Settings | None) -> dict[str, Callable[[], Any]]:
    """Of a station whose screen and farthest seat are known: whether its board is read from there."""
    station = settings.station if settings is not None else None
    if settings is None or station is None or not (station.diagonal_inch > 0 and station.distance_m > 0):
        return {}
    return {"readable": partial(look_at_board, station.name, settings.path)}


def _backups(settings: Settings | None) -> dict[str, Callable[[], Any]]:
    """Of a machine that makes backups by rule: its places."""
    if settings is None or settings.backup.folder is None:
        return {}
    from hall.maintenance.doctor.looks.backup_place import look_at_backups

    return {"backups": partial(look_at_backups, settings.backup.folder, settings.backup.second)}


def _records() -> Iterator[Records]:
    """What `hall service` has put in, for this account and for the machine."""
    with suppress(DeviceError):  # Windows does not say where
        yield own_records(os.environ)
    yield Records(SYSTEM_RECORDS)


def _secrets(settings: Settings | None, database: Path | None, logs: Path) -> tuple[list[Path], list[Path]]:
    """The files that nobody else may read, and where the hall's programs write."""
    from hall.store.database.notes import files_of

    beside = files_of(database) if database is not None else ()
    journals = sorted(logs.glob("*")) if is_folder(logs) else []
    configured = secret_files(settings) if settings is not None else []
    places = [logs, *((database.parent, database) if database is not None else ())]
    setup = settings.backup if settings is not None else BackupSetup()
    if setup.folder is not None:
        from hall.maintenance.backups.files import backup_files  # with all that makes and reads them

        journals += [one.path for one in backup_files(setup.folder)]
        places.append(setup.folder)
    if setup.passphrase_file is not None:
        configured.append(setup.passphrase_file)
    return [*configured, *beside, *journals], places


def _file_of(settings: Settings | None) -> Path | None:
    """The file of a SQLite database."""
    from hall.store.database.engine import parse_url, sqlite_path

    try:
        return sqlite_path(parse_url(settings.database_url)) if settings is not None else None
    except StoreUnavailable:
        return None


def _port_here(settings: Settings | None) -> int | None:
    """The port of a Postgres on this machine, None where the server is elsewhere."""
    parts = urlsplit(settings.database_url) if settings is not None else None
    if parts is None or not parts.scheme.startswith("postgres") or (parts.hostname or "") not in _HERE:
        return None
    return parts.port or 5432


def _with_hall(session: Session, settings: Settings, facts: Facts, met: Met | Missed, limit: float) -> Facts:
    """The facts of the hall, and the second round of looks, which go by what the database told."""
    told = Met(DatabaseFacts("")) if isinstance(met, Missed) else met
    own = settings.station or told.station
    facts = replace(facts, database=met if isinstance(met, Missed) else told.database, station=own)
    hall: HallFacts | Missed = told.hall or Missed("the database did not tell")
    configuration = ConfigurationFacts(settings.path, notes=settings.warnings)
    looks: dict[str, Callable[[], Any]] = {"voice": partial(_voice, settings, settings.structure or told.structure)}
    if told.hall is not None and settings.structure is not None:
        looks["configuration"] = partial(_differences, settings, configuration)
    if own is not None and own.printer:
        looks["printer"] = partial(_printer, session, own, told)
    found = {
        "configuration": configuration,
        **look_all(looks, limit, partial(append_to_log, "hall.log", settings.path)),
    }
    return replace(facts, hall=hall, **found)


def _voice(settings: Settings, structure: HallStructure | None) -> VoiceFacts:
    from hall.voice.checking import check_pack
    from hall.voice.pack import bundled_folder

    pack = structure.hall.voice.pack if structure is not None else ""
    folder = settings.path.absolute().parent / pack if pack else bundled_folder()
    name = pack or "the program's own pack"
    if pack and not is_folder(folder):
        return VoiceFacts(name, here=False)
    try:
        found = check_pack(folder, structure)
    except VoiceError as error:
        return VoiceFacts(name, broken=(str(error),))
    return VoiceFacts(name, missing=found.missing, broken=found.broken, clips=found.clips)


def _differences(settings: Settings, facts: ConfigurationFacts) -> ConfigurationFacts:
    """What `hall apply --dry-run` would tell."""
    from hall.store import preview_structure

    assert settings.structure is not None
    preview = preview_structure(settings.database_url, settings.structure)
    many = tuple(f"{preview.archives(kind)} of {preview.there[kind]} of kind {kind}" for kind in preview.many)
    return replace(facts, changes=len(preview.changes), many=many)


def _printer(session: Session, own: Station, met: Met) -> PrinterFacts:
    """This station's printer, asked now, unless its kiosk runs: that one asks it every few seconds."""
    name = own.name
    if met.hall is not None:
        now, lives = met.hall.health.now, met.hall.lives
        if any(one.life.program == "kiosk" and same(one.life.station, name) and one.beats(now) for one in lives):
            return PrinterFacts(own.printer, watched=True)
    view = met.printer or PrinterView(own.name, own.printer, own.paper_mm, own.print_mode, own.roll_m, own.fallback)
    said = opened(session, view).poll()
    return PrinterFacts(own.printer, said.problem.value, said.detail)
