"""Printers and slips from the command line, against a printer with a mechanism."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from fake_printer import FakePrinter
from PIL import Image

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
    assert "The slip is out." in printing("ticket", "issue", "A", "--print", "kiosk-1").out
    assert fake.slips == []
    rows = printing("printer", "status", "--json").json["printers"]
    assert [(row["name"], row["problem"]) for row in rows] == [("kiosk-1", "paper_out"), ("kiosk-2", "")]
    assert "kiosk-1 is out of paper. Put in a new roll." in printing("alarms").out
    assert "kiosk-1 is out of paper" in printing("status").out


def test_a_slip_that_is_blocked_says_what_to_do(printing: Run, fake: FakePrinter) -> None:
    fake.fail("cover", at_mm=30)
    answer = printing("ticket", "issue", "A", "--print", "kiosk-1")
    assert answer.code == 3
    assert "The printer waits for a person (cover open)" in answer.out
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


@pytest.mark.parametrize(
    ("kind", "confirm"),
    [({}, "process-id"), ({"process_id": False}, "gs-r"), ({"process_id": False, "sensor": False}, "none")],
)
def test_a_calibration_keeps_what_the_printer_proves(
    hall: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: dict[str, bool], confirm: str
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

            def readline(self, _size: int = -1, /) -> str:
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
        assert issued["slip"]["outcome"] == ("blind" if confirm == "none" else "printed")
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
