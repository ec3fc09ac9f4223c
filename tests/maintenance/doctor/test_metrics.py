"""What Prometheus reads: a parser of the format, and a file that is never half."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from hall.errors import SettingsError
from hall.maintenance.doctor import examine
from hall.maintenance.doctor.facts import DatabaseFacts, Facts, FolderSpace, Missed, Runs
from hall.maintenance.doctor.metrics import metrics_text, write_metrics
from hall.views import AlarmView
from tests.maintenance.doctor.doctor_facts import NOW, WELL, hall

_SAMPLE = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)")
_LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\["\\n])*)"(?:,|$)')


def parsed(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every sample by name and labels. Fails where a scraper would: each metric has its HELP and TYPE once, before its
    samples, which stand together, and each set of labels is there once."""
    assert text.endswith("\n")
    samples: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {}
    told: list[str] = []
    for line in text.splitlines():
        if line.startswith("# HELP "):
            name, _, meaning = line[7:].partition(" ")
            assert meaning
            assert name not in told
            told.append(name)
        elif line.startswith("#"):
            assert line == f"# TYPE {told[-1]} gauge"
        else:
            found = _SAMPLE.fullmatch(line)
            assert found is not None, line
            name, labels, value = found.groups()
            assert name == told[-1]
            pairs = tuple(_LABEL.findall(labels or ""))
            assert "".join(one[0] for one in _LABEL.finditer(labels or "")) == (labels or "")
            assert (name, pairs) not in samples
            samples[name, pairs] = float(value)
    return samples


def metrics(facts: Facts):
    return parsed(metrics_text(facts, examine(facts)))


def test_a_hall_in_figures():
    alarms = (AlarmView("alarm_disk_low", (("count", 3),)), AlarmView("alarm_longest_break"))
    found = metrics(hall(alarms=alarms))
    assert found["mpp_database_up", ()] == 1
    assert found["mpp_waiting", (("agency", "disdukcapil"),)] == 4
    assert (found["mpp_issued_today", ()], found["mpp_served_today", ()]) == (57, 40)
    assert found["mpp_alarms", (("severity", "grave"),)] == 1
    assert found["mpp_alarms", (("severity", "other"),)] == 1
    at = found["mpp_station_last_seen_timestamp_seconds", (("station", "loket-7"), ("program", "counter"))]
    assert at == NOW.timestamp()
    assert NOW.timestamp() - found["mpp_backup_last_success_timestamp_seconds", ()] == 8 * 3600
    assert NOW.timestamp() - found["mpp_drill_last_success_timestamp_seconds", ()] == 200 * 3600
    assert found["mpp_disk_free_bytes", (("folder", "/var/lib/mpp/logs"),)] == 40e9
    assert found["mpp_findings", (("severity", "fault"),)] == 0


def test_a_hall_that_is_away_has_no_figures_and_says_so():
    away = replace(WELL, hall=Missed(), database=DatabaseFacts("x", "no answer", "away"))
    found = metrics(away)
    assert found["mpp_database_up", ()] == 0
    assert found["mpp_findings", (("severity", "fault"),)] == 1
    assert not any(name.startswith(("mpp_waiting", "mpp_backup")) for name, _ in found)
    assert metrics(replace(WELL, database=Missed(late=True)))["mpp_database_up", ()] == 0


def test_a_hall_without_a_backup_has_no_age_of_one():
    found = metrics(hall(backups=Runs(), drills=Runs()))
    assert not any(name.startswith(("mpp_backup", "mpp_drill")) for name, _ in found)


def test_a_name_may_hold_any_sign():
    folder = Path('/a "b" \\c')
    found = metrics(replace(WELL, disk=(FolderSpace("logs", folder, 1000, 2000),)))
    (label,) = [labels for name, labels in found if name == "mpp_disk_free_bytes"]
    assert label[0][1] == '/a \\"b\\" \\\\c'


def test_the_file_is_replaced_as_a_whole_and_others_may_read_it(tmp_path: Path):
    file = tmp_path / "mpp.prom"
    file.write_text("old", encoding="utf-8")
    before = file.open(encoding="utf-8")
    write_metrics(file, "new\n")
    with before:
        assert before.read() == "old"  # whoever was reading reads on
    assert file.read_text("utf-8") == "new\n"
    assert file.stat().st_mode & 0o777 == 0o644
    assert [one.name for one in tmp_path.iterdir()] == ["mpp.prom"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(SettingsError, match="cannot be written"):
        write_metrics(tmp_path / "gone" / "mpp.prom", "x")
    (tmp_path / "taken.prom").mkdir()
    with pytest.raises(SettingsError, match="cannot be written"):
        write_metrics(tmp_path / "taken.prom", "x")
    assert [one.name for one in tmp_path.iterdir()] == ["taken.prom"]
