"""One run of `hall doctor`: look, judge, write what was asked for, answer."""

from __future__ import annotations

from pathlib import Path

from hall.config_file import config_file
from hall.errors import SettingsError
from hall.maintenance.doctor import examine
from hall.maintenance.doctor.bundle import bundle, write_bundle
from hall.maintenance.doctor.examining import is_well
from hall.maintenance.doctor.facts import ConfigurationFacts, Facts, Missed
from hall.maintenance.doctor.metrics import metrics_text, write_metrics
from hall.maintenance.doctor.report import report_document, report_lines
from hall.maintenance.doctor.scrubbing import Scrubber
from hallctl.doctor_looks import gather
from hallctl.personal import secrets_of, words_of
from hallctl.session import Session

WELL, FOUND, AWAY = 0, 1, 4


def run(session: Session, station: str, bundle_file: Path | None, *, metrics: bool) -> int:
    """Answer, and return the exit code. Raises SettingsError and DeviceError where a file cannot be written."""
    file = _metrics_file(session) if metrics else None
    facts = gather(session, station)
    findings = examine(facts)
    if file is not None:
        write_metrics(file, metrics_text(facts, findings))
    if bundle_file is not None:
        scrubber = Scrubber(secrets_of(session), words_of(session, facts))
        write_bundle(bundle_file, bundle(facts, findings, config_file(session.config), scrubber))
    written = [] if bundle_file is None else [f"{bundle_file} is written; look through it before you send it."]
    document = {**report_document(facts, findings), "bundle": None if bundle_file is None else str(bundle_file)}
    session.answer({"doctor": document}, [*report_lines(facts, findings), *written])
    if _is_away(facts):
        return AWAY
    return WELL if is_well(findings) else FOUND


def _metrics_file(session: Session) -> Path:
    """Where the figures go. Raises SettingsError."""
    settings = session.settings()
    if settings.metrics_file is None:
        raise SettingsError([f"{settings.path}: maintenance.metrics_file: is not set; name the file to be written"])
    return settings.metrics_file


def _is_away(facts: Facts) -> bool:
    """Whether a database that the configuration names was not reached."""
    if isinstance(facts.configuration, ConfigurationFacts) and facts.configuration.problems:
        return False
    return isinstance(facts.database, Missed) or not facts.database.reached
