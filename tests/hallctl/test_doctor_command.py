"""`hall doctor` on a hall that is well, and on halls with a fault made on purpose."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from hall.access import By
from hall.maintenance.doctor.facts import ClockFacts, PowerFacts, ScreenFacts, ServiceFacts, Unit
from hall.maintenance.doctor.looks import qt
from hall.maintenance_runs import RunKind
from hall.settings import load_settings
from hall.store import open_store
from hallctl import doctor_looks, doctor_meeting

WELL = {
    "look_at_clock": lambda: ClockFacts(True, True, "timedatectl", ""),
    "look_at_power": lambda: PowerFacts(("sleep.target",)),
    "look_at_services": lambda *_records: ServiceFacts((Unit("mpp-kiosk.service", "active", True),)),
    "look_with_qt": lambda: ScreenFacts((("HDMI-1", 1920, 1080),), "", "USB Audio", "", ("Plus Jakarta Sans",)),
}


@pytest.fixture(autouse=True)
def a_machine_that_is_well(monkeypatch):
    """Whatever this one is: only what a test makes wrong is wrong."""
    for name, look in WELL.items():
        monkeypatch.setattr(doctor_looks, name, look)
    be_patient(monkeypatch)


def be_patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with tests is late by itself."""
    monkeypatch.setattr(doctor_looks, "LIMIT", 60.0)
    monkeypatch.setattr(doctor_looks, "_IN_ALL", 120.0)
    monkeypatch.setattr(qt, "PATIENCE", 55.0)


def codes(answer: Any) -> dict[str, str]:
    """The findings that are worth knowing, with their severities."""
    return {one["code"]: one["severity"] for one in answer.json["doctor"]["findings"] if one["severity"] != "ok"}


def bad(answer: Any) -> set[str]:
    """The findings that are to be seen to."""
    return {code for code, severity in codes(answer).items() if severity in ("warning", "fault")}


def test_a_hall_that_is_well(hall):
    assert bad(hall("doctor", "--json")) == {"backup_none"}
    back_up()
    answer = hall("doctor")
    assert answer.code == 0, answer
    assert answer.out.endswith("All is well.\n")
    assert "Mal Pelayanan Publik, Kota Kendari" in answer.out
    assert hall("doctor", "--json").json["doctor"]["counts"]["fault"] == 0


def back_up() -> None:
    """A backup was made."""
    with closing(open_store(load_settings(None).database_url)) as store:
        by = By.technician("test", request_id="backup")
        store.run(lambda work: work.maintenance.record(by, RunKind.BACKUP, ok=True))


def test_without_a_database_all_else_is_looked_at(new_hall):
    answer = new_hall("doctor", "--json")
    assert answer.code == 4
    assert bad(answer) == {"database_no_file"}
    groups = {one["group"] for one in answer.json["doctor"]["findings"]}
    assert {"disk", "voice", "configuration", "files", "services"} <= groups


def test_a_server_that_does_not_answer_is_given_up_in_time(new_hall):
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections and never says a word
        port = silent.getsockname()[1]
        began = time.monotonic()
        answer = new_hall("--database", f"postgresql://hall:secret@127.0.0.1:{port}/hall", "doctor", "--json")
        took = time.monotonic() - began
    assert answer.code == 4
    assert bad(answer) == {"database_away"}
    assert "secret" not in answer.out
    assert took < 25  # about ten, and patience for a busy machine


def test_a_configuration_that_cannot_be_used_is_told_line_by_line(new_hall, folder: Path):
    with (folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write("agencies = 7\n")
    answer = new_hall("doctor", "--json")
    assert answer.code == 1
    assert bad(answer) == {"configuration_problem"}
    assert codes(answer)["database_not_known"] == "note"


def test_a_configuration_that_was_not_applied(hall, folder: Path):
    hall("status")
    text = (folder / "config.toml").read_text(encoding="utf-8")
    (folder / "config.toml").write_text(text.replace("promised_minutes = 15", "promised_minutes = 16"), "utf-8")
    answer = hall("doctor")
    assert answer.code == 1
    assert "config.toml and the database differ in 1 place" in answer.out
    assert "--dry-run` shows them" in answer.out
    hall("apply")
    assert bad(hall("doctor", "--json")) == {"backup_none"}


def test_the_hall_of_another_file(hall, folder: Path):
    hall("status")
    text = (folder / "config.toml").read_text(encoding="utf-8")
    (folder / "config.toml").write_text(text.replace("Kota Kendari", "Kota Baubau"), "utf-8")
    back_up()
    assert bad(hall("doctor", "--json")) == {"database_other_hall", "configuration_differs"}


def test_a_printer_that_is_not_there(hall, folder: Path):
    hall("status")
    with (folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write('[station]\nname = "kiosk-1"\nprinter = "file:///no/such/device"\nscreen = "DP-9"\n')
    answer = hall("doctor", "--json")
    assert bad(answer) == {"backup_none", "printers_unreachable", "screens_name", "power_sleep"}
    named = hall("doctor", "--station", "loket-7", "--json").json["doctor"]
    assert named["station"] == "loket-7"


def test_a_station_is_known_by_the_hall_too(hall, folder: Path):
    hall("status")
    text = (folder / "config.toml").read_text(encoding="utf-8")
    (folder / "config.toml").write_text(f'{text}\n[[station]]\nname = "kiosk-3"\nscreen = "DP-9"\n', "utf-8")
    hall("apply")
    (folder / "config.toml").write_text('[database]\nurl = "sqlite:///hall.db"\n', encoding="utf-8")
    named = hall("doctor", "--station", "KIOSK-3", "--json")
    assert named.json["doctor"]["station"] == "kiosk-3"
    assert "screens_name" in bad(named)
    typo = hall("doctor", "--station", "kisok-3", "--json")
    assert typo.json["doctor"]["station"] is None
    assert "configuration_station" in bad(typo)


def test_a_database_that_answers_what_nobody_expected_is_out_of_reach(hall, monkeypatch):
    def odd(*_given: object) -> None:
        raise KeyError("alarm")

    hall("status")
    monkeypatch.setattr(doctor_meeting, "_read", odd)
    answer = hall("doctor", "--json")
    assert (answer.code, codes(answer)["database_not_known"]) == (4, "fault")
    assert "KeyError: 'alarm'" in Path("logs/hall.log").read_text("utf-8")


def test_files_that_others_may_read(hall, folder: Path):
    hall("status")
    (folder / "hall.db").chmod(0o644)
    answer = hall("doctor", "--json")
    assert bad(answer) == {"backup_none", "files_wide"}


def test_a_voice_that_lacks_words(hall, folder: Path):
    hall("status")
    with (folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write('[voice]\npack = "voices/own"\n')
    hall("apply")
    assert codes(hall("doctor", "--json"))["voice_away"] == "note"
    (folder / "voices/own").mkdir(parents=True)
    assert "voice_incomplete" in bad(hall("doctor", "--json"))


def test_only_the_technician_asks(hall):
    assert hall("doctor", "--as", "siti").code == 2


def test_where_backups_go(hall, folder: Path):
    hall("status")
    with (folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write('[backup]\nfolder = "backups"\nsecond = "stick"\npassphrase_file = "phrase"\n')
    (folder / "phrase").write_text("correct horse battery staple\n", encoding="utf-8")
    (folder / "phrase").chmod(0o644)
    (folder / "backups").mkdir()
    assert bad(hall("doctor", "--json")) == {"backup_none", "backup_second_away", "files_wide"}
    assert "run: chmod 600 " in hall("doctor").out
    (folder / "phrase").chmod(0o600)
    assert hall("backup").code == 1  # none in the second place
    answer = hall("doctor", "--json")
    assert bad(answer) == {"backup_second", "backup_second_away"}
    hall("doctor", "--bundle", "help.zip")
    with zipfile.ZipFile(folder / "help.zip") as bundle:
        assert not any(b"battery" in bundle.read(name) for name in bundle.namelist())


def test_a_board_that_is_too_small_for_its_hall(hall, folder: Path):
    hall("status")
    with (folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write('[[station]]\nname = "board-podium"\ndiagonal_inch = 10\ndistance_m = 40\n')
    answer = hall("doctor", "--station", "board-podium", "--json")
    assert "screens_too_small" in bad(answer)
    assert "screens_too_small" not in bad(hall("doctor", "--station", "loket-7", "--json"))


def test_a_hall_on_postgres(new_hall, postgres_url: str):
    there = ("--database", postgres_url)
    assert bad(new_hall("doctor", *there, "--json")) == {"database_no_hall"}
    new_hall("init", *there)
    assert codes(new_hall("doctor", *there, "--json"))["backup_none"] == "warning"
    assert bad(new_hall("doctor", *there, "--json")) == {"backup_none"}
    clocks = [one for one in new_hall("doctor", *there, "--json").json["doctor"]["findings"] if one["group"] == "clock"]
    assert "clock_well" in {one["code"] for one in clocks}  # held against the server's


def test_an_account_that_may_not_write_everywhere(new_hall, postgres_url: str):
    new_hall("init", "--database", postgres_url)
    engine = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    login = f"reader_{uuid4().hex[:8]}"
    with engine.connect() as connection:
        connection.execute(text(f"CREATE ROLE {login} LOGIN"))
        connection.execute(text(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {login}"))
        connection.execute(text(f"REVOKE DELETE ON ticket FROM {login}"))
    try:
        url = make_url(postgres_url).set(username=login).render_as_string(hide_password=False)
        answer = new_hall("doctor", "--database", url, "--json")
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP OWNED BY {login}"))
            connection.execute(text(f"DROP ROLE {login}"))
        engine.dispose()
    assert "database_rights" in bad(answer)
    (finding,) = [one for one in answer.json["doctor"]["findings"] if one["code"] == "database_rights"]
    assert finding["what"] == "this account may not use ticket"


def test_figures_for_prometheus(hall, folder: Path):
    hall("status")
    missing = hall("doctor", "--metrics", "--json")
    assert (missing.code, "metrics_file: is not set" in missing.json["error"]["message"]) == (2, True)
    file = folder / "mpp.prom"
    with (folder / "config.toml").open("a", encoding="utf-8") as config:
        config.write(f'[maintenance]\nmetrics_file = "{file.as_posix()}"\n')
    back_up()
    hall("ticket", "issue", "A")
    assert hall("doctor", "--metrics").code == 0
    assert 'mpp_waiting{agency="disdukcapil"} 1\n' in file.read_text("utf-8")
    (folder / "hall.db").rename(folder / "elsewhere.db")
    assert hall("doctor", "--metrics").code == 4
    text = file.read_text("utf-8")
    assert "mpp_database_up 0\n" in text
    assert "mpp_waiting" not in text


@pytest.mark.parametrize(
    ("written", "said"), [("mpp.prom", "does not begin at the root"), ("/var/mpp.txt", "does not end in .prom")]
)
def test_a_metrics_file_that_nobody_would_read_is_refused(new_hall, folder: Path, written: str, said: str):
    with (folder / "config.toml").open("a", encoding="utf-8") as config:
        config.write(f'[maintenance]\nmetrics_file = "{written}"\n')
    answer = new_hall("status")
    assert answer.code == 2
    assert said in answer.err


def test_other_commands_load_nothing_of_it(environment):
    loaded = "import sys; import hallctl.main; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, env=environment, timeout=60, check=True
    )
    assert not [name for name in answer.stdout.split() if name.startswith("hall.maintenance.doctor")]
