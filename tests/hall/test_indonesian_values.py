"""Dates and decimals as Indonesia writes them get the hint that puts them right, wherever they stand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hall.assets import sample_config
from hall.dates import mended_day
from hall.errors import SettingsError
from hall.installing import pip_line
from hall.settings import load_settings
from hallctl.main import main


def problems(tmp_path: Path, table: str) -> str:
    file = tmp_path / "config.toml"
    file.write_text(table, encoding="utf-8")
    with pytest.raises(SettingsError) as wrong:
        load_settings(file, environ={})
    return str(wrong.value)


@pytest.mark.parametrize("key", ["diagonal_inch", "distance_m", "roll_m"])
@pytest.mark.parametrize(
    ("written", "hint"),
    [("21,5", "point in place of the comma"), ('"21,5"', '"21.5"'), ('"21.5"', '"21.5"'), ('"21,5 inci"', '"21.5"')],
)
def test_a_decimal_comma_is_named(tmp_path, key, written, hint):
    said = problems(tmp_path, f'[station]\nname = "kiosk-1"\n{key} = {written}\n')
    assert hint in said
    assert said.count("\n") == 0


@pytest.mark.parametrize(
    "written",
    [
        '"01-12-2026"',
        '"1/12/2026"',
        '"01.12.2026"',
        '"1 Desember 2026"',
        '"1 Des 2026"',
        '"2026/12/01"',
        "01-12-2026",
        "1/12/2026",
    ],
)
def test_a_date_with_the_day_first_is_named(tmp_path, written):
    text = sample_config().read_text("utf-8")
    holidays = f'[[calendar.holiday]]\nday = {written}\nname = "Libur"\n'
    said = problems(tmp_path, text + holidays)
    assert ('did you mean "2026-12-01"' in said) or ("year, month and day" in said), said


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01-12-2026", "2026-12-01"),
        ("31/2/2026", ""),
        ("1 Mei 2026", "2026-05-01"),
        ("1 May 2026", "2026-05-01"),
        ("x", ""),
    ],
)
def test_a_day_is_mended_only_when_it_is_one(text, day):
    assert mended_day(text) == day


@pytest.mark.parametrize(("text", "refused"), [("01-12-2026", False), ("1 Desember 2026", False), ("31/2/2026", True)])
def test_commands_take_a_date_as_people_write_it(tmp_path, monkeypatch, capsys, text, refused):
    monkeypatch.chdir(tmp_path)
    assert main(["day", "redate", text, "--reason", "x"]) == 2
    said = capsys.readouterr().err
    assert ("is no date" in said) == refused
    assert ("config.toml" in said) != refused, "a date that was taken is followed by the search for the hall"


def test_a_missing_package_is_installed_beside_this_very_python():
    line = pip_line("mpp-queue[usb]")
    assert Path(line.split()[0]).parent == Path(sys.executable).parent
    assert line.endswith('install "mpp-queue[usb]"')
