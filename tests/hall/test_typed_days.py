"""A day of the configuration is written in one form, others that may be meant are named; a typed one has any form."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hall.dates import iso_day, mended_day, typed_day, written_day
from hall.errors import SettingsError
from hall.figures import parse_period
from hall.settings import load_settings
from hallctl.dates import day_of


@pytest.mark.parametrize(
    "text", ["20261201", "2026-W49-2", "2026-335", "2026-12-01T00:00", "\u0662\u0660\u0662\u0666-12-01"]
)
def test_other_forms_of_iso_8601_are_no_day(text):
    with pytest.raises(ValueError, match="not a day such as"):
        iso_day(text)
    assert iso_day("2026-12-01") == date(2026, 12, 1)


@pytest.mark.parametrize("text", ["20261201", "2026\u201112\u201101", "01\u201312\u20132026", "1 Desember 2026"])
def test_the_day_that_was_meant_is_named(text):
    assert mended_day(text) == "2026-12-01"


@pytest.mark.parametrize(
    "text", ["15-12-2026", "15/12/2026", "15.12.2026", "15 Desember 2026", "15 Dec 2026", "2026-12-15"]
)
def test_people_type_a_day_as_they_write_it(text):
    day = date(2026, 12, 15)
    assert typed_day(text) == day
    assert parse_period(text) == parse_period("2026-12-15")
    assert parse_period(f"{text}..{text}").first == day
    assert day_of(text) == day
    assert typed_day(written_day(day)) == day


@pytest.mark.parametrize("text", ["", "besok", "31-02-2026", "15-12-26", "2026-W49-2", "Desember 2026"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match="not a day such as"):
        typed_day(text)


@pytest.mark.parametrize(
    ("text", "meant"), [("20261201", "2026-12-01"), ("2026\u201112\u201101", "2026-12-01"), ("2026-W49-2", "")]
)
def test_the_configuration_takes_only_the_one_form(tmp_path: Path, text: str, meant: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'[[calendar.holiday]]\nday = "{text}"\nname = "Libur"\n', "utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings(file)
    (found,) = (line for line in error.value.problems if ".day:" in line)
    assert "is not a day such as 2027-02-08" in found
    assert (f'did you mean "{meant}"?' in found) is bool(meant)


@pytest.mark.parametrize("line", ["# merah \x1b[31m", 'city = "Kendari" # \x1b', 'city = "Ken\x1bdari"'])
def test_a_sign_that_toml_forbids_gets_its_remedy(tmp_path: Path, line: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'name = "MPP"\n{line}\n', "utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings(file)
    (found,) = (problem for problem in error.value.problems if "config.toml:2:" in problem)
    assert "an invisible sign" in found
    assert "delete the sign" in found
