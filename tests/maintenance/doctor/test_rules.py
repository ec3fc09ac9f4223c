"""Each fault by itself: one finding, as bad as it is, with the machine it is at and the command that mends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from hall.maintenance.doctor import Group, Severity, examine
from hall.maintenance.doctor.facts import (
    BackupPlace,
    ClockFacts,
    ConfigurationFacts,
    DatabaseFacts,
    Facts,
    FileFacts,
    FolderSpace,
    Installed,
    Listener,
    Missed,
    PortFacts,
    PowerFacts,
    PrinterFacts,
    Runs,
    ServiceFacts,
    Unit,
    VoiceFacts,
)
from hall.maintenance.doctor.findings import with_remedy
from hall.maintenance.doctor.report import report_document, report_lines
from hall.structure import BoardSetup, Station
from hall.views import AlarmView
from tests.maintenance.doctor.doctor_facts import HALL, NOW, WELL, board, hall, life, only, printer, run, seen, wrong

NOTED = replace(run(8), note="No disk is mounted at /mnt/stick.")
KIOSK = Station("kiosk-1", printer="tcp://10.0.0.21:9100", screen="HDMI-1")
BOARD = Station("board-podium", board=BoardSetup(voice=True))


def database(**given: Any) -> Facts:
    assert isinstance(WELL.database, DatabaseFacts)
    return replace(WELL, database=replace(WELL.database, **given))


def installed(**files: Any) -> Facts:
    return replace(WELL, services=ServiceFacts((), (Installed("mpp-kiosk-kiosk-1", "kiosk", **files),)))


def test_a_hall_in_which_all_is_well_has_a_line_for_every_group_and_nothing_to_do():
    findings = examine(WELL)
    assert {one.severity for one in findings} == {Severity.OK}
    assert [*dict.fromkeys(one.group for one in findings)] == list(Group)
    lines = report_lines(WELL, findings)
    assert len(lines) == 1 + len(Group) + 2
    assert lines[-1] == "All is well."


def test_what_is_wrong_stands_with_what_to_do_and_what_is_well_of_its_group_is_left_out():
    facts = hall(lives=(life("kiosk-1", silent=12), life("board-podium", "display")), versions={WELL.version: ["x"]})
    lines = report_lines(facts, examine(facts))
    at = next(at for at, line in enumerate(lines) if line.startswith("stations"))
    assert lines[at] == (
        "stations       warning  kiosk-1: the kiosk was last heard 12 min ago and did not say that it ends"
    )
    assert lines[at + 1].startswith(" " * 24 + "-> see that the machine is on")
    assert lines[at + 2].startswith("clock")
    assert lines[-1] == "1 warning to be seen to."


def test_json_has_every_finding_and_the_worst_severity():
    facts = database(hall=None)
    document = report_document(facts, examine(facts))
    assert document["severity"] == "fault"
    assert document["counts"]["fault"] == 1
    assert document["counts"]["ok"] == len(document["findings"]) - 1
    assert document["stations"][0] == {
        "station": "kiosk-1",
        "program": "kiosk",
        "version": facts.version,
        "last_seen": NOW.isoformat(),
        "running": True,
        "ended": False,
    }
    assert document["findings"][0] == {
        "group": "database",
        "code": "database_empty",
        "severity": "fault",
        "where": "postgresql://10.0.0.2/hall",
        "what": "it holds no hall",
        "remedy": "put one in with `hall apply FILE`",
    }


def test_a_sentence_of_the_store_is_parted_at_its_own_semicolon():
    text = "the database does not answer (timeout; refused); check that Postgres runs; then try again"
    assert with_remedy(text) == (
        "the database does not answer (timeout; refused)",
        "check that Postgres runs; then try again",
    )


@pytest.mark.parametrize(
    ("facts", "code", "severity"),
    [
        (database(trouble="no answer; look", cause="away"), "database_away", "fault"),
        (database(hall=None), "database_empty", "fault"),
        (database(configured="Mal Pelayanan Publik, Kota Baubau"), "database_other_hall", "warning"),
        (database(schema="0033"), "database_finish", "note"),
        (database(denied=("ticket",)), "database_rights", "fault"),
        (database(library="SQLite 3.40.1 has the fault; wait"), "database_library", "note"),
        (hall(lives=(life("kiosk-1"), life("board-podium", silent=3))), "stations_silent", "warning"),
        (hall(lives=(life("kiosk-1"), life("board-podium", silent=3)), open=False), "stations_silent", "note"),
        (hall(lives=(life("kiosk-1"), life("board-podium", ended=True))), "stations_off", "note"),
        (hall(stations=("kiosk-1", "board-podium", "kiosk-2")), "stations_never", "note"),
        (hall(connected=1, occupied=3), "stations_counters", "warning"),
        (hall(versions={"0.1.0": ["a", "b"], "0.0.9": ["c"]}), "stations_versions", "warning"),
        (hall(versions={"9.9.9": ["a", "b"]}), "stations_own_version", "warning"),
        (hall(ahead=timedelta(minutes=-5)), "clock_apart", "warning"),
        (hall(clocks={"kiosk-1": timedelta(minutes=5)}), "clock_station_apart", "warning"),
        (replace(WELL, clock=ClockFacts(False, True, "chronyc")), "clock_unsynchronized", "warning"),
        (replace(WELL, clock=ClockFacts(False, False, "chronyc")), "clock_no_ntp", "warning"),
        (replace(WELL, clock=ClockFacts()), "clock_not_told", "note"),
        (replace(WELL, clock=ClockFacts(True, True, "x", "Etc/UTC")), "clock_timezone", "note"),
        (replace(WELL, disk=(FolderSpace("logs", Path("/x"), 499, 9000),)), "disk_full", "fault"),
        (hall(printers=(printer(problem="paper_out"),)), "printers_paper_out", "fault"),
        (hall(printers=(printer(near_end=True),)), "printers_paper_low", "warning"),
        (hall(printers=(printer(watched_at=NOW - timedelta(minutes=9)),)), "printers_silent", "warning"),
        (hall(printers=(printer(watched_at=None),)), "printers_never", "note"),
        (replace(WELL, voice=VoiceFacts("voices/x", here=False)), "voice_away", "note"),
        (replace(WELL, voice=VoiceFacts("voices/x", missing=("id/num_7",))), "voice_incomplete", "warning"),
        (hall(boards=(board(sound="no_device", detail="No loudspeaker."),)), "sound_board_mute", "fault"),
        (hall(boards=(board(warnings=("too_small",)),)), "sound_board_too_small", "warning"),
        (
            replace(WELL, configuration=ConfigurationFacts(Path("c"), ("config.toml:3: wrong",))),
            "configuration_problem",
            "fault",
        ),
        (hall(backups=Runs()), "backup_none", "warning"),
        (replace(WELL, backups=BackupPlace(Path("/b"), 0)), "backup_gone", "warning"),
        (hall(backups=Runs(run(40), run(40))), "backup_late", "warning"),
        (hall(backups=Runs(run(2, ok=False), run(26))), "backup_failed", "fault"),
        (hall(backups=Runs(run(2, ok=False), None)), "backup_failed", "fault"),
        (hall(backups=Runs(NOTED, NOTED)), "backup_second", "warning"),
        (
            replace(WELL, backups=BackupPlace(Path("/b"), 3, "no disk is mounted; plug it in")),
            "backup_second_away",
            "warning",
        ),
        (hall(drills=Runs()), "backup_drill_none", "note"),
        (hall(drills=Runs(run(46 * 24), run(46 * 24))), "backup_drill_late", "warning"),
        (hall(drills=Runs(run(2, ok=False), run(900))), "backup_drill_failed", "fault"),
        (replace(WELL, configuration=ConfigurationFacts(Path("c"), changes=3)), "configuration_differs", "warning"),
        (replace(WELL, files=FileFacts("others may read hall.db; run: chmod 600 hall.db")), "files_wide", "warning"),
        (replace(WELL, files=FileFacts("", (Path("/x"),))), "files_unwritable", "fault"),
        (replace(WELL, ports=PortFacts((Listener("0.0.0.0", 5432),), 5432)), "ports_postgres_everywhere", "note"),
        (replace(WELL, ports=PortFacts((Listener("8.8.8.8", 5432),), 5432)), "ports_postgres_public", "warning"),
        (replace(WELL, ports=PortFacts((Listener("::", 8080, "mpp-kiosk"),))), "ports_program", "warning"),
        (replace(WELL, power=PowerFacts(("sleep.target",))), "power_sleep", "note"),
        (replace(WELL, power=PowerFacts((), "suspend")), "power_idle", "warning"),
        (replace(WELL, power=PowerFacts((), "", 600)), "power_blank", "note"),
        (replace(WELL, services=ServiceFacts()), "services_none", "note"),
        (installed(gone=(Path("/x/mpp-kiosk.service"),)), "services_gone", "warning"),
        (installed(changed=(Path("/x/mpp-kiosk.service"),)), "services_changed", "note"),
        (
            replace(WELL, services=ServiceFacts((Unit("mpp-kiosk.service", "failed", True),))),
            "services_failed",
            "fault",
        ),
        (
            replace(WELL, services=ServiceFacts((Unit("mpp-kiosk.service", "inactive", True),))),
            "services_stopped",
            "warning",
        ),
        (
            replace(WELL, services=ServiceFacts((Unit("mpp-kiosk.service", "active", False),))),
            "services_not_enabled",
            "warning",
        ),
        (
            replace(WELL, services=ServiceFacts((Unit("mpp-kiosk.service", "active", True, 4),))),
            "services_restarted",
            "note",
        ),
    ],
)
def test_one_fault_is_one_finding(facts: Facts, code: str, severity: str):
    assert seen(facts) == (code, severity)
    finding = only(facts)
    assert finding.what
    assert not finding.what.endswith(".")
    assert finding.remedy or finding.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (replace(WELL, screens=Missed("it took longer", late=True)), {"screens_late", "sound_late", "fonts_late"}),
        (replace(WELL, ports=Missed("no such file")), {"ports_not_known"}),
        (replace(WELL, hall=Missed("away")), {"stations_not_known", "printers_not_known", "backup_not_known"}),
    ],
)
def test_a_look_that_gave_nothing_is_told_and_fails_nothing(facts: Facts, codes: set[str]):
    assert {one.code for one in wrong(facts)} == codes
    assert {one.severity.word for one in wrong(facts)} == {"warning" if "late" in min(codes) else "note"}


@pytest.mark.parametrize(
    ("alarm", "code"),
    [
        (AlarmView("alarm_writer_stopped", (("program", "x"), ("station", "-"), ("pid", 7), ("at", "?"))), "database_"),
        (AlarmView("alarm_same_name", (("station", "kiosk-1"), ("count", 2), ("where", "x"))), "stations_same_name"),
        (AlarmView("alarm_clock_lost", (("today", date(1970, 1, 1)),)), "clock_alarm_clock_lost"),
    ],
)
def test_alarms_of_machines_are_findings_with_the_command_that_answers_them(alarm: AlarmView, code: str):
    finding = only(hall(alarms=(alarm,)))
    assert finding.code.startswith(code)
    assert finding.remedy


def test_what_visitors_wait_for_is_no_finding():
    waiting = AlarmView("alarm_longest_wait", (("prefix", "A"), ("minutes", 50), ("code", "A-001")))
    assert not wrong(hall(alarms=(waiting,)))


def test_the_own_printer_is_told_as_it_answers_now():
    facts = replace(hall(printers=(printer(problem="offline"),)), station=KIOSK)
    asked = replace(facts, printer=PrinterFacts(KIOSK.printer, "cover_open", "The cover is open."))
    assert (only(asked).code, only(asked).what) == ("printers_cover_open", "asked now: The cover is open")
    well = replace(facts, printer=PrinterFacts(KIOSK.printer, "", "ready"))
    assert not wrong(well)
    kiosk_runs = replace(facts, printer=PrinterFacts(KIOSK.printer, watched=True))
    assert only(kiosk_runs).code == "printers_offline"


def test_a_screen_counts_by_its_name_or_its_place():
    assert not wrong(replace(WELL, station=KIOSK))
    assert not wrong(replace(WELL, station=replace(KIOSK, screen="1")))
    missing = only(replace(WELL, station=replace(KIOSK, screen="DP-2")))
    assert (missing.code, missing.where) == ("screens_name", "kiosk-1")
    assert "HDMI-1" in missing.remedy


@pytest.mark.parametrize(("station", "severity"), [(BOARD, "warning"), (KIOSK, "note"), (None, "note")])
def test_a_loudspeaker_is_wanted_where_something_speaks(station: Station | None, severity: str):
    assert not isinstance(WELL.screens, Missed)
    facts = replace(WELL, station=station, screens=replace(WELL.screens, device=""))
    assert seen(facts) == ("sound_none", severity)


@pytest.mark.parametrize(("in_session", "severity"), [(True, "warning"), (False, "note")])
def test_over_ssh_no_screen_and_no_sound_is_seen(in_session: bool, severity: str):
    assert not isinstance(WELL.screens, Missed)
    seen_by_qt = replace(WELL.screens, screens=(), screen_trouble="no screen", device="", in_session=in_session)
    found = wrong(replace(WELL, station=BOARD, screens=seen_by_qt))
    assert [(one.code, one.severity.word) for one in found] == [("screens_none", severity), ("sound_none", severity)]


@pytest.mark.parametrize(("station", "severity"), [(KIOSK, "warning"), (None, "note")])
def test_a_machine_of_the_hall_must_not_fall_asleep(station: Station | None, severity: str):
    assert seen(replace(WELL, station=station, power=PowerFacts(("sleep.target",)))) == ("power_sleep", severity)


def test_a_hall_of_another_name_is_named_with_its_own():
    assert HALL in only(database(configured="X")).what


def test_a_board_that_cannot_be_read_is_told_by_its_own_check():
    board_here = replace(WELL, station=BOARD, readable="This board is read from 8.0 m, not from 12 m: a larger screen.")
    assert (only(board_here).code, only(board_here).where) == ("screens_too_small", "board-podium")
    assert not wrong(replace(board_here, readable=""))
    assert only(replace(board_here, readable=Missed("code 2"))).code == "screens_not_known"


def test_what_was_installed_and_is_as_it_was_written_is_well():
    assert not wrong(installed())
