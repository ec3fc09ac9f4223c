"""Every mistake in config.toml is named with its line, its key and what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall.errors import SettingsError
from hall.settings import load_settings
from tests.hall.mistakes_samples import HALL, MISTAKES, MONDAY


def problems_of(folder: Path, text: str | bytes) -> tuple[str, ...]:
    path = folder / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SettingsError) as raised:
        load_settings(path, environ={})
    return tuple(problem.removeprefix(f"{folder}/") for problem in raised.value.problems)


@pytest.mark.parametrize(
    ("right", "wrong", "line", "key", "remedy"), MISTAKES, ids=[f"{m[3]}-{n}" for n, m in enumerate(MISTAKES)]
)
def test_a_mistake_is_named_with_line_key_and_remedy(
    tmp_path: Path, right: str, wrong: str, line: int, key: str, remedy: str
) -> None:
    assert HALL.count(right) >= 1
    problems = problems_of(tmp_path, HALL.replace(right, wrong, 1))
    found = [problem for problem in problems if problem.startswith(f"config.toml:{line}: {key}:")]
    assert len(found) == 1, problems
    assert remedy in found[0]
    assert "geheim" not in "".join(problems)


def test_all_mistakes_are_reported_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        HALL.replace('"Asia/Makassar"', "Asia/Makassar")
        .replace(MONDAY, MONDAY[:-1])
        .replace('prefix = "B"', 'prefix = "b"')
        .replace("paper_mm = 80", "paper_mm = 81")
        .replace("distance_m = 10", "distance = 10")
    )
    problems = problems_of(tmp_path, text)
    assert [problem.split(":")[1] for problem in problems] == ["3", "13", "50", "84", "90"]


def test_one_mistake_gives_one_problem(tmp_path: Path) -> None:
    for right, wrong in (
        ('name = "MPP Uji"', 'nmae = "MPP Uji"'),
        ('"Asia/Makassar"', "Asia/Makassar"),
        ("[hours]", "[hour]"),
        (MONDAY, MONDAY[:-1]),
        ('    "Simpan kertas antrean",', '    "Simpan kertas antrean"'),
        ('["A", "B"]', '["A", "BB"]'),
        ('prefix = "B"', 'prefix = "b"'),
        ("[[counter]]\nlabel", "[counter]\nlabel"),
        ("[[agency.service]]", "[agency.service]"),
        ("[[zone]]", "[[zone]"),
        ("[database]", '[station]\nname = "kiosk-1"\n[database]'),
    ):
        assert len(problems_of(tmp_path, HALL.replace(right, wrong, 1))) == 1, wrong


def test_an_agency_without_services_is_a_mistake(tmp_path: Path) -> None:
    start, end = HALL.index('[[agency.service]]\nprefix = "2G"'), HALL.index("[[counter]]")
    problems = problems_of(tmp_path, HALL[:start] + HALL[end:])
    assert problems[0].startswith("config.toml:55: agency[2 imigrasi].service: is missing; allowed: one [[agency.s")


def test_a_hall_without_hours_is_a_mistake_unless_it_is_always_open(tmp_path: Path) -> None:
    start, end = HALL.index("[hours]"), HALL.index("[rules]")
    text = HALL[:start] + HALL[end:]
    assert "hours: no day has hours" in problems_of(tmp_path, text)[0]
    (tmp_path / "config.toml").write_text(text.replace("always_open = false", "always_open = true"))
    assert load_settings(tmp_path / "config.toml", environ={}).structure is not None


@pytest.mark.parametrize(
    ("content", "start", "remedy"),
    [
        (HALL.encode("utf-16"), "config.toml:1: file:", "stored as UTF-16; allowed: UTF-8"),
        (b'name = "MPP"\ncity = "Kendar\xed"\n', "config.toml:2: file:", "not UTF-8: byte 0xED"),
        (b"\xef\xbb\xbf" + HALL.encode(), "config.toml:1: file:", "byte order mark"),
        (b"", "config.toml:1: file:", "the file is empty"),
        (b"\x00" * 4096, "config.toml:1: file:", "the file is empty"),
    ],
    ids=["utf-16", "latin-1", "bom", "empty", "nul"],
)
def test_a_file_that_is_not_plain_utf_8_is_explained(tmp_path: Path, content: bytes, start: str, remedy: str) -> None:
    problems = problems_of(tmp_path, content)
    assert problems[0].startswith(start)
    assert remedy in problems[0]


def test_a_byte_order_mark_does_not_hide_other_mistakes(tmp_path: Path) -> None:
    text = HALL.replace("paper_mm = 80", "paper_mm = 81")
    assert len(problems_of(tmp_path, b"\xef\xbb\xbf" + text.encode())) == 2


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"does not exist; write --config FILE, or make one with `hall init --folder FOLDER`"
    ):
        load_settings(tmp_path / "config.toml", environ={})


def test_without_a_path_config_toml_of_the_working_folder_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match=r"^config\.toml: the configuration file does not exist"):
        load_settings(None, environ={})
    (tmp_path / "config.toml").write_text(HALL)
    assert load_settings(None, environ={}).database_url == f"sqlite:///{tmp_path}/hall.db"


def test_a_folder_in_place_of_the_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"this is a folder, not a configuration file; write .*config\.toml"):
        load_settings(tmp_path, environ={})


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that exists and cannot be read")
def test_an_unreadable_file_is_explained() -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(Path("/proc/self/mem"), environ={})


@pytest.mark.parametrize("name", ["--database", "HALL_DATABASE_URL"])
def test_a_wrong_database_from_outside_the_file_names_where_it_comes_from(tmp_path: Path, name: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(HALL.replace("paper_mm = 80", "paper_mm = 81"))
    url = "postgres://hall:geheim@db/hall"
    option, environ = (url, {}) if name == "--database" else (None, {name: url})
    with pytest.raises(SettingsError) as raised:
        load_settings(path, database=option, environ=environ)
    first, second = raised.value.problems
    assert first.startswith(f'{name}: "postgres://…": is no database')
    assert "paper_mm" in second
    assert "geheim" not in first


def test_several_broken_lines_of_toml_are_all_found(tmp_path: Path) -> None:
    text = HALL.replace("= 15", "= fifteen").replace("minutes = 10\n", "minutes = ten\n").replace("= 20", "= twenty")
    problems = problems_of(tmp_path, text)
    assert [problem.split(":")[1] for problem in problems] == ["47", "53", "66"]


def test_a_cut_off_as_long_as_the_last_opening_is_a_mistake(tmp_path: Path) -> None:
    wrong = HALL.replace('language = "id"', 'language = "id"\ncutoff_minutes = 180')
    (said,) = problems_of(tmp_path, wrong)
    assert "cutoff_minutes" in said
    assert "13:00-16:00" in said
    assert "less than 180" in said


def test_a_service_inherits_the_hours_that_its_cut_off_is_measured_by(tmp_path: Path) -> None:
    wrong = HALL.replace("promised_minutes = 15\n", "promised_minutes = 15\ncutoff_minutes = 240\n", 1)
    (said,) = problems_of(tmp_path, wrong)
    assert "cutoff_minutes" in said
    assert "monday" in said


def test_a_holiday_that_is_written_twice_is_a_mistake(tmp_path: Path) -> None:
    holiday = '[[calendar.holiday]]\nday = "2027-05-09"\nname = "Hari Jadi"\n\n'
    (said,) = problems_of(tmp_path, HALL.replace("[[zone]]", f"{holiday}{holiday}[[zone]]", 1))
    assert "2027-05-09" in said


@pytest.mark.parametrize("agencies", ['["imigrasi"]', '["disdukcapil"]'])
def test_a_board_may_show_an_agency_whose_services_a_counter_of_another_one_serves(
    tmp_path: Path, agencies: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(HALL.replace("distance_m = 10", f"board.agencies = {agencies}"), "utf-8")
    structure = load_settings(path, environ={}).structure
    assert structure is not None
    assert len(structure.stations[1].board.agencies) == 1
