"""`hall doctor` on a hall that is well, and on halls with a fault made on purpose."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import Any

import pytest

from hall.maintenance.doctor.facts import ClockFacts, PowerFacts, ScreenFacts, Unit
from hallctl import doctor_looks

WELL = {
    "look_at_clock": lambda: ClockFacts(True, True, "timedatectl", ""),
    "look_at_power": lambda: PowerFacts(("sleep.target",)),
    "look_at_services": lambda: (Unit("mpp-kiosk.service", "active", True),),
    "look_with_qt": lambda: ScreenFacts((("HDMI-1", 1920, 1080),), "", "USB Audio", "", ("Plus Jakarta Sans",)),
}


@pytest.fixture(autouse=True)
def a_machine_that_is_well(monkeypatch):
    """Whatever this one is: only what a test makes wrong is wrong."""
    for name, look in WELL.items():
        monkeypatch.setattr(doctor_looks, name, look)


def codes(answer: Any) -> dict[str, str]:
    """The findings that are worth knowing, with their severities."""
    return {one["code"]: one["severity"] for one in answer.json["doctor"]["findings"] if one["severity"] != "ok"}


def bad(answer: Any) -> set[str]:
    """The findings that are to be seen to."""
    return {code for code, severity in codes(answer).items() if severity in ("warning", "fault")}


def test_a_hall_that_is_well(hall):
    answer = hall("doctor")
    assert answer.code == 0, answer
    assert answer.out.endswith("All is well.\n")
    assert "Mal Pelayanan Publik, Kota Kendari" in answer.out
    assert hall("doctor", "--json").json["doctor"]["counts"]["fault"] == 0


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
    assert hall("doctor").code == 0


def test_the_hall_of_another_file(hall, folder: Path):
    hall("status")
    text = (folder / "config.toml").read_text(encoding="utf-8")
    (folder / "config.toml").write_text(text.replace("Kota Kendari", "Kota Baubau"), "utf-8")
    assert bad(hall("doctor", "--json")) == {"database_other_hall", "configuration_differs"}


def test_a_printer_that_is_not_there(hall, folder: Path):
    hall("status")
    with (folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write('[station]\nname = "kiosk-1"\nprinter = "file:///no/such/device"\nscreen = "DP-9"\n')
    answer = hall("doctor", "--json")
    assert bad(answer) == {"printers_unreachable", "screens_name", "power_sleep"}
    named = hall("doctor", "--station", "loket-7", "--json").json["doctor"]
    assert named["station"] == "loket-7"


def test_files_that_others_may_read(hall, folder: Path):
    hall("status")
    (folder / "hall.db").chmod(0o644)
    answer = hall("doctor", "--json")
    assert bad(answer) == {"files_wide"}


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
