"""Printers and slips from the command line, against a printer with a mechanism."""

from __future__ import annotations

import io
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from PIL import Image

from hall.views import MissingSlip
from hallctl.commands.slips import what_came
from tests.counter.counter_samples import ticket
from tests.fake_printer import FakePrinter

MOMENT = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
Run = Callable[..., Any]


@pytest.fixture
def fake() -> Iterator[FakePrinter]:
    with FakePrinter(scale=40) as printer:
        yield printer


@pytest.fixture
def printing(hall: Run, tmp_path: Path, fake: FakePrinter) -> Run:
    """The hall with two printers: kiosk-1 is the fake, kiosk-2 a folder that takes over."""
    config = next(tmp_path.rglob("config.toml"), None) or Path("config.toml")
    config.write_text(
        config.read_text(encoding="utf-8")
        + f"""
[[station]]
name = "kiosk-1"
printer = "{fake.url}"
roll_m = 10
fallback = "kiosk-2"

[[station]]
name = "kiosk-2"
printer = "paper:slips"
paper_mm = 58
""",
        encoding="utf-8",
    )
    hall("apply", str(config))
    return hall


def test_a_number_with_a_slip_waits_when_it_is_out(printing: Run, fake: FakePrinter) -> None:
    answer = printing("ticket", "issue", "A", "--print", "kiosk-1", "--json").json
    assert (answer["ticket"]["state"], answer["slip"]["outcome"]) == ("waiting", "printed")
    assert [slip.whole for slip in fake.slips] == [True]
    unknown = printing("ticket", "issue", "A", "--print", "kiosk-9")
    assert (unknown.code, unknown.err) == (3, "There is no printer called kiosk-9. There are: kiosk-1, kiosk-2.\n")
    assert printing("ticket", "show", "A2").code == 3  # none was made for it


def test_a_printer_that_takes_nothing_hands_over(printing: Run, fake: FakePrinter) -> None:
    fake.fail("paper")
    said = printing("ticket", "issue", "A", "--print", "kiosk-1").out
    assert "The slip is out, from kiosk-2 (kiosk-1: paper out)." in said
    assert fake.slips == []
    slip = printing("ticket", "issue", "A", "--print", "kiosk-1", "--json").json["slip"]
    assert (slip["printer"], slip["passed"]) == ("kiosk-2", [{"printer": "kiosk-1", "problem": "paper_out"}])
    rows = printing("printer", "status", "--json").json["printers"]
    assert [(row["name"], row["problem"]) for row in rows] == [("kiosk-1", "paper_out"), ("kiosk-2", "")]
    assert "kiosk-1 is out of paper. Put in a new roll." in printing("alarms").out
    assert "kiosk-1 is out of paper" in printing("status").out


def test_a_slip_that_is_blocked_says_what_to_do(printing: Run, fake: FakePrinter) -> None:
    fake.fail("cover", at_mm=30)
    answer = printing("ticket", "issue", "A", "--print", "kiosk-1")
    assert answer.code == 3
    assert "The printer waits for a person (kiosk-1: cover open)" in answer.out
    assert "nothing is tried again by itself" in answer.out
    assert "hall ticket confirm A-001" in answer.out
    fake.mend()
    again = printing("ticket", "reprint", "A1")
    assert (again.code, "The slip is out." in again.out, "waiting" in again.out) == (0, True, True)


def test_the_printer_is_asked_tried_and_given_a_roll(printing: Run, fake: FakePrinter) -> None:
    assert "not known" in printing("printer", "status").out
    assert "ready" in printing("printer", "status", "kiosk-1").out
    tried = printing("printer", "test", "KIOSK-1")
    assert (tried.code, tried.out.startswith("printed: ")) == (0, True)
    left = printing("printer", "status", "kiosk-1", "--json").json["printers"][0]["slips_left"]
    assert left < 95
    assert printing("printer", "roll", "kiosk-1").out == "New roll in kiosk-1: about 95 slips.\n"
    fake.fail("power")
    down = printing("printer", "test", "kiosk-1")
    assert (down.code, down.out.split(":")[0]) == (3, "not_sent")


def test_a_number_that_is_over_gets_no_slip(printing: Run, fake: FakePrinter) -> None:
    printing("ticket", "issue", "A", "--print", "kiosk-1")
    printing("ticket", "cancel", "A1")
    refused = printing("ticket", "reprint", "A1")
    assert (refused.code, refused.err) == (3, "A-001 is cancelled, so its slip is not printed again.\n")
    assert len(fake.slips) == 1
    printing("ticket", "restore", "A1")
    assert printing("ticket", "reprint", "A1").code == 0


def test_of_a_slip_that_is_out_nobody_says_that_it_was_never_sent() -> None:
    out = MissingSlip(ticket("A-001"), "kiosk-1", MOMENT, True, "", MOMENT)
    assert what_came(out, ZoneInfo("Asia/Makassar")) == "came out at 10:05"
    assert what_came(replace(out, out_at=None), ZoneInfo("Asia/Makassar")) == "never sent"
    assert what_came(replace(out, detail="blocked: paper"), ZoneInfo("Asia/Makassar")) == "blocked: paper"


def test_slips_that_are_missing_are_listed_and_seen_to_however_late(
    printing: Run, fake: FakePrinter, tmp_path: Path
) -> None:
    fake.fail("cover", at_mm=30)
    assert printing("slip", "missing").out == "None.\n"
    printing("ticket", "issue", "A", "--print", "kiosk-1")
    with closing(sqlite3.connect(tmp_path / "hall.db", isolation_level=None)) as database:
        database.execute("UPDATE ticket SET issued_at = datetime(issued_at, '-11 minutes')")
    assert "`hall slip missing` lists them" in printing("status").out
    said = printing("slip", "missing")
    assert "A-001" in said.out
    assert "not in the queue" in said.out
    (row,) = printing("slip", "missing", "--json").json["missing_slips"]
    assert (row["code"], row["state"], row["station"], row["reported"]) == ("A-001", "printing", "kiosk-1", False)
    assert "blocked: " in row["detail"]
    with closing(sqlite3.connect(tmp_path / "hall.db", isolation_level=None)) as database:
        database.execute("UPDATE print_job SET detail = ''")
    assert "never sent" in printing("slip", "missing").out
    assert printing("ticket", "confirm", "A1").code == 0
    assert printing("slip", "missing").out == "None.\n"


@pytest.fixture
def own_machine(hall: Run, tmp_path: Path, fake: FakePrinter) -> Run:
    """The hall knows kiosk-2 with another address; this machine's own file says where it really is."""
    config = next(tmp_path.rglob("config.toml"), None) or Path("config.toml")
    elsewhere = '\n[[station]]\nname = "kiosk-2"\nprinter = "tcp://127.0.0.1:9"\n'
    config.write_text(config.read_text(encoding="utf-8") + elsewhere, encoding="utf-8")
    hall("apply", str(config))
    return hall


@pytest.mark.parametrize("name", ["kiosk-2", "kiosk-77"])
def test_a_machines_own_station_stands_before_what_the_hall_says(
    own_machine: Run, tmp_path: Path, fake: FakePrinter, name: str
) -> None:
    own = tmp_path / "own" / "config.toml"
    own.parent.mkdir()
    database = tmp_path / "hall.db"
    own.write_text(
        f'[database]\nurl = "sqlite:///{database}"\n[station]\nname = "{name}"\nprinter = "{fake.url}"\nroll_m = 10\n',
        encoding="utf-8",
    )
    here = ("--config", str(own))
    assert "ready" in own_machine("printer", "status", name, *here).out
    assert own_machine("printer", "test", name.upper(), *here).out.startswith("printed: ")
    assert own_machine("printer", "roll", name, *here).out == f"New roll in {name}: about 95 slips.\n"
    issued = own_machine("ticket", "issue", "A", "--print", name, "--json", *here)
    assert (issued.code, issued.json["slip"]["outcome"]) == (0, "printed")
    assert own_machine("ticket", "reprint", "A1", *here).code == 0
    assert len(fake.slips) == 3
    fake.fail("paper")
    assert own_machine("printer", "status", name, *here).code == 0
    # and the server learns of it
    assert f"{name} is out of paper" in own_machine("alarms").out
    rows = {row["name"]: row for row in own_machine("printer", "status", "--json").json["printers"]}
    assert (rows[name]["url"], rows[name]["problem"]) == (fake.url, "paper_out")


def test_a_cable_at_another_machine_is_not_taken_for_one_here(own_machine: Run, tmp_path: Path) -> None:
    own = tmp_path / "own" / "config.toml"
    own.parent.mkdir()
    database = tmp_path / "hall.db"
    station = '[station]\nname = "kiosk-77"\nprinter = "paper:slips"\n'
    own.write_text(f'[database]\nurl = "sqlite:///{database}"\n{station}', encoding="utf-8")
    assert own_machine("printer", "test", "kiosk-77", "--config", str(own)).code == 0
    refused = own_machine("printer", "test", "kiosk-77")
    assert (refused.code, "Run this command there" in refused.err) == (3, True)
    assert "ready" in own_machine("printer", "status", "kiosk-77").out
    none = own_machine("printer", "calibrate", "kiosk-77", "--config", str(own))
    assert (none.code, "nothing to calibrate" in none.err) == (3, True)
    own.write_text(f'[database]\nurl = "sqlite:///{database}"\n[station]\nname = "kiosk-2"\n', encoding="utf-8")
    without = own_machine("printer", "status", "kiosk-2", "--config", str(own))
    assert (without.code, "has no printer for kiosk-2" in without.err) == (3, True)


def test_a_step_of_the_calibration_that_was_not_done_is_asked_for_again(
    hall: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakePrinter(scale=40, near_end_mm=1) as fake:
        config = next(tmp_path.rglob("config.toml"), None) or Path("config.toml")
        station = f'\n[[station]]\nname = "kiosk-1"\nprinter = "{fake.url}"\nprint_mode = "text"\n'
        config.write_text(config.read_text(encoding="utf-8") + station, encoding="utf-8")
        hall("apply", str(config))

        def take_out() -> None:
            fake.mend()
            fake.fail("paper")

        hands: list[Callable[[], object]] = [
            lambda: None, lambda: None, lambda: fake.fail("cover"), lambda: None, take_out, fake.mend,
        ]  # fmt: skip

        class Person(io.StringIO):
            """Presses Enter too early, twice."""

            def readline(self, *_size: Any) -> Any:
                hands.pop(0)()
                return "\n"

        monkeypatch.setattr("sys.stdin", Person())
        answer = hall("printer", "calibrate", "kiosk-1", "--json")
        assert answer.err.count("nothing of this happened") == 2
        assert (hands, answer.json["calibration"]["near_end"]) == ([], True)

        monkeypatch.setattr("sys.stdin", io.StringIO("\n\nno sensor\n\nno sensor\n\n"))
        answer = hall("printer", "calibrate", "kiosk-1", "--json")
        assert answer.json["calibration"] == {"answers": True, "confirm": "process-id", "near_end": False}


@pytest.mark.parametrize(
    ("kind", "confirm"),
    [({}, "process-id"), ({"process_id": False}, "gs-r"), ({"process_id": False, "sensor": False}, "none")],
)
def test_a_calibration_keeps_what_the_printer_proves(
    hall: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: dict[str, Any], confirm: str
) -> None:
    with FakePrinter(scale=40, near_end_mm=1, **kind) as fake:
        config = next(tmp_path.rglob("config.toml"), None) or Path("config.toml")
        station = f'\n[[station]]\nname = "kiosk-1"\nprinter = "{fake.url}"\nprint_mode = "text"\n'
        config.write_text(config.read_text(encoding="utf-8") + station, encoding="utf-8")
        hall("apply", str(config))

        def take_out() -> None:
            fake.mend()
            fake.fail("paper")

        hands: list[Callable[[], None]] = [
            lambda: None,
            lambda: fake.fail("cover"),
            take_out,
            fake.mend,
        ]

        class Person(io.StringIO):
            """Does what it was asked to, then presses Enter."""

            def readline(self, *_size: Any) -> Any:
                hands.pop(0)()
                return "\n"

        monkeypatch.setattr("sys.stdin", Person())
        answer = hall("printer", "calibrate", "kiosk-1", "--json")
        assert answer.code == 0, answer.err
        assert answer.json["calibration"] == {"answers": True, "confirm": confirm, "near_end": True}
        assert "Open the cover" in answer.err
        assert hall("printer", "status", "--json").json["printers"][0]["calibration"]["confirm"] == confirm
        began = time.monotonic()
        issued = hall("ticket", "issue", "A", "--print", "kiosk-1", "--json").json
        assert issued["slip"]["outcome"] == ("unverified" if confirm == "none" else "printed")
        assert time.monotonic() - began < 4  # nobody waits for what does not come


def test_a_calibration_that_is_stopped_keeps_nothing(printing: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    answer = printing("printer", "calibrate", "kiosk-1")
    assert (answer.code, "nothing was kept" in answer.err) == (3, True)
    assert printing("printer", "status", "--json").json["printers"][0]["calibration"] is None


@pytest.mark.parametrize(("width", "mode"), [(80, "raster"), (58, "raster"), (80, "mix"), (58, "text")])
def test_a_preview_is_the_slip_and_gives_no_number(printing: Run, tmp_path: Path, width: int, mode: str) -> None:
    file = tmp_path / "slip.png"
    answer = printing("slip", "preview", "A", "--width", str(width), "--mode", mode, "-o", str(file))
    assert answer.code == 0, answer.err
    with Image.open(file) as picture:
        assert picture.width == {80: 576, 58: 384}[width]
        assert len(zxingcpp.read_barcodes(picture.convert("L"))) == 1
    assert printing("status", "--json").json["status"]["business_day"] is None


def test_wrong_words_are_explained(printing: Run, tmp_path: Path) -> None:
    assert printing("slip", "preview", "A", "--mode", "foto").code == 2
    assert "58" in printing("slip", "preview", "A", "--width", "70").err
    nowhere = printing("slip", "preview", "A", "-o", str(tmp_path / "no" / "slip.png"))
    assert (nowhere.code, "cannot be written" in nowhere.err) == (2, True)
    assert printing("slip", "preview", "XYZ").code == 3
    for words in (("slip", "preview", "A"), ("ticket", "reprint", "A1")):
        foreign = printing(*words, "--language", "xx")
        assert (foreign.code, "id, en" in foreign.err) == (2, True)


def _silent_station(tmp_path: Path, fake: FakePrinter) -> Path:
    config = tmp_path / "own" / "config.toml"
    config.parent.mkdir()
    config.write_text(
        f'[database]\nurl = "sqlite:///{tmp_path / "hall.db"}"\n[station]\nname = "kiosk-7"\nprinter = "{fake.url}"\n'
        'print_mode = "text"\n',
        encoding="utf-8",
    )
    return config


def test_a_printer_is_declared_blind_and_only_then_believed(own_machine: Run, tmp_path: Path) -> None:
    with FakePrinter(answers=False) as fake:
        config = _silent_station(tmp_path, fake)
        untried = own_machine("ticket", "issue", "A", "--print", "kiosk-7", "--json", "--config", str(config))
        assert (untried.json["slip"]["problem"], untried.json["ticket"]["state"]) == ("untried", "printing")
        answer = own_machine("printer", "calibrate", "kiosk-7", "--unverified", "--json", "--config", str(config))
        assert answer.json["calibration"] == {"answers": False, "confirm": "none", "near_end": False}
        unverified = own_machine("ticket", "issue", "A", "--print", "kiosk-7", "--json", "--config", str(config))
        assert (unverified.json["slip"]["outcome"], unverified.json["ticket"]["state"]) == ("unverified", "waiting")


def test_a_silent_printer_whose_slip_nobody_saw_is_not_kept_as_blind(
    own_machine: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakePrinter(answers=False) as fake:
        config = _silent_station(tmp_path, fake)
        monkeypatch.setattr("sys.stdin", io.StringIO("\nno\n"))
        answer = own_machine("printer", "calibrate", "kiosk-7", "--config", str(config))
        assert (answer.code, "did not come out" in answer.err) == (3, True)
