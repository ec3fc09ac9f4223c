"""`hall day sheet`: on the terminal, as JSON, and as a PDF file."""

from __future__ import annotations


def test_the_closing_sheet_is_printed_written_and_given_as_json(hall, folder):
    hall("ticket", "issue", "A")
    hall("ticket", "issue", "A")
    assert hall("day", "close", "--yes").code == 0
    shown = hall("day", "sheet", "--language", "en")
    assert "Closing sheet" in shown.out
    assert "Still waiting" in shown.out
    file = folder / "sheet.pdf"
    made = hall("day", "sheet", "-o", str(file), "--json").json
    assert made["total"] == {
        "issued": 2, "served": 0, "not_served": 0, "no_show": 0, "cancelled": 0, "waiting": 2,
    }  # fmt: skip
    assert [(line["prefix"], line["first"], line["last"]) for line in made["services"]] == [("A", "A-001", "A-002")]
    assert file.read_bytes().startswith(b"%PDF-")
    nowhere = hall("day", "sheet", "-o", str(folder / "gone" / "sheet.pdf"))
    assert (nowhere.code, "cannot be written" in nowhere.err) == (2, True)
