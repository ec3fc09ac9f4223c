"""`hall survey`: forms from paper, and how many respondents there are."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from docx import Document

from hall.survey.regulation import regulation

HEAD = ";".join(["tanggal", "instansi", "layanan", *(one.key for one in regulation().elements), "saran"])


def _file(*lines: str) -> str:
    Path("forms.csv").write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    return "forms.csv"


def test_forms_are_looked_at_taken_in_and_taken_back(hall):
    file = _file("2026-01-05;Disdukcapil;;3;3;3;3;3;3;3;3;3;Kursi kurang", "2026-01-05;;A;4;;;;;;;;;")
    assert "2 forms with 10 answers and 1 texts" in hall("survey", "import", file, "--dry-run").out
    assert hall("--json", "survey", "imports").json == {"imports": []}
    made = hall("--json", "survey", "import", file).json
    assert (made["import"]["forms"], made["answers"], made["texts"]) == (2, 10, 1)
    assert hall("survey", "import", file).code == 3
    period = ("--from", "2026-01-01", "--to", "2026-01-31")
    found = hall("--json", "survey", "status", *period).json
    assert (found["whole"]["paper"], found["whole"]["incomplete"], found["whole"]["index"]) == (1, 1, "75.00")
    back = hall("--json", "survey", "withdraw", str(made["import"]["id"]), "--reason", "ganda").json
    assert back["import"]["reason"] == "ganda"
    assert hall("--json", "survey", "status", *period).json["whole"]["paper"] == 0


def test_every_mistake_is_named_with_its_line_and_nothing_is_taken_in(hall):
    file = _file("2026-01-05;Disdukcapil;;3;3;3;3;3;3;3;3;3;", "2026-01-05;Imigrasi;;9;;;;;;;;;", "kapan;;A;1;;;;;;;;;")
    answer = hall("survey", "import", file)
    assert answer.code == 2
    assert [line.partition(" ")[0] for line in answer.err.splitlines() if "forms.csv:" in line] == [
        "forms.csv:3:",
        "forms.csv:3:",
        "forms.csv:4:",
    ]
    assert hall("--json", "survey", "imports").json == {"imports": []}


def test_the_template_can_be_filled_in_and_a_missing_file_is_a_sentence(hall):
    assert hall("survey", "template", "-o", "empty.csv").code == 0
    assert Path("empty.csv").read_text("utf-8-sig").startswith("tanggal;instansi;layanan;persyaratan;")
    assert "cannot be read" in hall("survey", "import", "gone.csv").err


def test_status_says_how_many_are_needed(hall):
    assert "0 of 0 respondents" in hall("survey", "status").out
    assert hall("survey", "status", "--from", "2026-02-01", "--to", "2026-01-01").code == 2


def test_status_is_of_the_whole_month_as_the_report_of_a_visit_is(hall):
    found = hall("--json", "survey", "status").json
    first, last = (date.fromisoformat(found[name]) for name in ("first", "last"))
    assert (first.day, (last + timedelta(days=1)).day, last.month) == (1, 1, first.month)
    assert date.fromisoformat(found["before"][1]) == first - timedelta(days=1)
    leap = hall("--json", "survey", "status", "--from", "2024-02-10").json
    assert (leap["last"], leap["before"]) == ("2024-02-29", ["2024-01-21", "2024-02-09"])


def test_a_plan_follows_a_finding(hall):
    made = hall("--json", "plan", "add", "Loket kedua", "--due", "2099-12-01", "--element", "waktu", "--owner", "Rina")
    assert (made.json["plan"]["element"], made.json["plan"]["owner"]) == ("waktu", "Rina")


def test_the_report_says_what_status_says_and_is_a_text_to_be_edited(hall):
    forms = ["2026-01-05;Disdukcapil;;3;3;2;3;3;3;3;3;3;Kursi kurang", "2026-01-05;;B;4;4;3;4;4;4;4;4;4;"]
    assert hall("survey", "import", _file(*forms)).code == 0
    status = hall("--json", "survey", "status", "--from", "2026-01-01", "--to", "2026-01-31").json
    report = hall("--json", "report", "survey", "--period", "2026-01").json
    elements = next(block for block in report["blocks"] if block.get("key") == "elements")
    cells = [row["cells"] for row in elements["rows"]]
    assert cells[-1]["element_index"] == status["whole"]["index"] == "84.72"
    assert [one["nrr"] for one in cells[:-1]] == list(status["elements"].values())
    assert hall("report", "survey", "--period", "2026-01", "-o", "skm.docx").code == 0
    said = [one.text for one in Document("skm.docx").paragraphs]
    assert "V. Penutup" in said
    assert any("84,72" in text for text in said)
    own = hall("report", "survey", "--period", "2026-01", "--agency", "disdukcapil").out
    assert "Kursi kurang" not in own
    assert "84,72" in own
    assert "Kursi kurang" in hall("report", "survey", "--period", "2026-01").out
