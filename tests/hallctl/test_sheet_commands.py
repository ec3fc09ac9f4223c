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


def test_a_number_for_a_kiosk_that_is_off_waits_at_once_and_says_so(hall, folder):
    config = folder / "config.toml"
    station = '\n[[station]]\nname = "kiosk-1"\nzone = "podium"\nprinter = "paper:slips"\n'
    config.write_text(config.read_text("utf-8") + station, encoding="utf-8")
    hall("apply", str(config), "--yes")
    made = hall("ticket", "issue", "A", "--priority", "--at", "KIOSK-1", "--json").json
    assert (made["kiosk"], made["prints"], made["ticket"]["state"]) == ("kiosk-1", False, "waiting")
    assert hall("ticket", "issue", "A", "--at", "kiosk-9").code == 3
    assert hall("ticket", "issue", "A", "--at", "kiosk-1", "--print", "kiosk-1").code == 2
