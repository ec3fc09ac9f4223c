"""`hall report halls --halls FILE`: several halls on one page, each read from its own database."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hall.store import prepare_store
from hall.store.aggregates.adding_up import add_days_up
from tests.conftest import FixedClock
from tests.hall_samples import BY, small_hall

NOVEMBER = ("report", "halls", "--period", "2026-11", "--halls", "halls.txt")


def a_hall(folder: Path, file: str, numbers: int) -> None:
    """A hall whose only business day is 23 November 2026, with so many numbers that all waited when it closed."""
    clock = FixedClock(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    with closing(prepare_store(f"sqlite:///{folder / file}", small_hall(), clock)) as store:
        for _ in range(numbers):
            store.run(lambda w: w.tickets.issue("A", BY))
        store.run(lambda w: w.day.close(BY, reason="selesai"))
        add_days_up(store)


def halls_file(folder: Path, *lines: str, mode: int = 0o600) -> None:
    file = folder / "halls.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    file.chmod(mode)


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> tuple[Path, ...]:
    """The databases of Kendari and Baubau, with two and three numbers."""
    folder = tmp_path_factory.mktemp("halls")
    a_hall(folder, "kendari.db", 2)
    a_hall(folder, "baubau.db", 3)
    return folder / "kendari.db", folder / "baubau.db"


@pytest.fixture
def two(hall, folder, files):
    """Copies of both halls, and `hall` with these words."""
    for file in files:
        shutil.copy(file, folder)
    halls_file(folder, "# Sulawesi Tenggara", "MPP Kendari sqlite:///kendari.db", "", "MPP Baubau  sqlite:///baubau.db")
    return hall


def shown(report) -> list[tuple[str, int | None]]:
    (table,) = (block for block in report["blocks"] if block["type"] == "table")
    return [(row["cells"]["hall"], row["cells"]["issued"]) for row in table["rows"]]


def test_each_hall_has_a_row_by_the_name_of_its_line_and_all_have_a_sum(two):
    answer = two(*NOVEMBER, "--json")
    assert answer.code == 0
    assert shown(answer.json) == [("MPP Kendari", 2), ("MPP Baubau", 3), ("Jumlah seluruhnya", 5)]
    (table,) = (block for block in answer.json["blocks"] if block["type"] == "table")
    assert {row["cells"]["last_day"] for row in table["rows"]} == {"2026-11-23"}
    assert "MPP Baubau" in two(*NOVEMBER).out


@pytest.mark.parametrize("name", ["halls.pdf", "halls.xlsx", "halls.docx", "halls.csv", "halls.zip"])
def test_the_page_is_written_in_every_form(two, folder, name):
    answer = two(*NOVEMBER, "-o", name, "--json")
    assert answer.json == {"file": name, "report": "halls", "period": "2026-11"}
    assert (folder / name).stat().st_size > 200


def test_a_hall_that_cannot_be_read_is_named_and_in_no_sum(two, folder):
    halls_file(folder, "MPP Kendari sqlite:///kendari.db", "MPP Wakatobi sqlite:///wakatobi.db")
    answer = two(*NOVEMBER, "--json")
    assert (answer.code, answer.err) == (4, "Not read: MPP Wakatobi.\n")
    assert shown(answer.json) == [("MPP Kendari", 2), ("MPP Wakatobi", None), ("Jumlah seluruhnya", 2)]
    assert "Tidak terbaca, tidak ikut dijumlahkan: MPP Wakatobi." in answer.json["remarks"]


def test_where_no_hall_can_be_read_there_is_no_page(two, folder):
    halls_file(folder, "MPP Wakatobi sqlite:///wakatobi.db")
    answer = two(*NOVEMBER, "--json")
    assert (answer.code, answer.json["error"]["code"]) == (4, "unavailable")


def test_a_file_that_others_may_read_is_refused_with_the_line_that_mends_it(two, folder):
    halls_file(folder, "MPP Kendari sqlite:///kendari.db", mode=0o640)
    answer = two(*NOVEMBER)
    assert answer.code == 2
    assert "other users of this machine may read or change halls.txt; run: chmod 600 halls.txt" in answer.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("postgresql://h:SECRET@10.0.0.1/hall", "halls.txt:2: has no name before its URL"),
        ("MPP Kendari mysql://h:SECRET@10.0.0.1/hall", "halls.txt:2: MPP Kendari: the URL is no database"),
    ],
)
def test_a_wrong_line_is_named_and_its_password_is_not_repeated(two, folder, line, said):
    halls_file(folder, "MPP Baubau sqlite:///baubau.db", line)
    answer = two(*NOVEMBER)
    assert answer.code == 2
    assert said in answer.err
    assert "SECRET" not in answer.err


def test_an_empty_file_and_one_that_is_not_there_are_said(two, folder):
    halls_file(folder, "# nothing")
    assert "names no hall" in two(*NOVEMBER).err
    assert two("report", "halls", "--period", "2026-11", "--halls", "gone.txt").code == 2


def test_a_month_without_days_and_one_that_is_not_over_are_pages_too(two):
    empty = two("report", "halls", "--period", "2020-01", "--halls", "halls.txt", "--json").json
    assert shown(empty) == [("MPP Kendari", 0), ("MPP Baubau", 0), ("Jumlah seluruhnya", 0)]


def test_the_page_is_the_technicians(two):
    answer = two("--as", "ani", *NOVEMBER)
    assert answer.code == 2
    assert "is the technician's; leave --as out" in answer.err


def united(hall, key: str):
    return hall("report", key, "--period", "2026-11", "--halls", "halls.txt", "--json")


def test_a_recap_of_several_halls_has_the_agencies_of_each(two):
    answer = united(two, "recap")
    assert answer.code == 0
    (recap,) = (block for block in answer.json["blocks"] if block["type"] == "table")
    rows = [(row["cells"]["service"], row["cells"]["total"]) for row in recap["rows"]]
    assert rows[:2] == [("MPP Kendari: Disdukcapil", 2), ("A - Perekaman KTP-el", 2)]
    assert ("MPP Baubau: Disdukcapil", 3) in rows
    assert rows[-1] == ("Jumlah seluruhnya", 5)
    assert answer.json["owner"] == "2 mal pelayanan publik"
    assert answer.json["title"] == "Rekap Jumlah Pemohon 2 mal pelayanan publik"


@pytest.mark.parametrize("key", ["performance", "attendance", "promise", "bookings"])
def test_reports_that_name_no_number_are_made_of_several_halls(two, key):
    alone = two("--database", "sqlite:///kendari.db", "report", key, "--period", "2026-11", "--json")
    halls = united(two, key)
    assert (alone.code, halls.code) == (0, 0)
    kinds = [[(block["type"], block.get("key")) for block in one.json["blocks"]] for one in (alone, halls)]
    assert kinds[0] == kinds[1]


@pytest.mark.parametrize("key", ["fairness", "obstacles", "activity", "survey"])
def test_a_report_that_names_numbers_is_one_halls(two, key):
    answer = united(two, key)
    assert (answer.code, answer.json["error"]["code"]) == (3, "report_one_hall")


def test_a_report_of_several_says_which_hall_it_is_without(two, folder):
    halls_file(folder, "MPP Kendari sqlite:///kendari.db", "MPP Wakatobi sqlite:///wakatobi.db")
    answer = united(two, "recap")
    assert answer.code == 4
    assert answer.json["remarks"] == ["Tidak terbaca, tidak ikut dijumlahkan: MPP Wakatobi."]


def test_halls_without_a_day_and_one_agency_of_several_are_refused(two, folder):
    prepare_store(f"sqlite:///{folder / 'new.db'}", small_hall()).close()
    assert two("report", "recap", "--period", "2026-11", "--halls", "halls.txt", "--agency", "imigrasi").code == 2
    halls_file(folder, "MPP Baru sqlite:///new.db")
    assert united(two, "recap").json["error"]["code"] == "report_no_halls"
    page = two(*NOVEMBER, "--json").json
    assert shown(page)[0] == ("MPP Baru", 0)
