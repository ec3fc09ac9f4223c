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


def test_a_kiosk_is_asked_for_the_closing_sheet_by_the_setting_or_by_its_name(hall, folder):
    hall("ticket", "issue", "A")
    refused = hall("day", "sheet", "--print", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (3, "no_sheet_kiosk")
    config = folder / "config.toml"
    more = '\n[[station]]\nname = "kiosk-1"\nprinter = "paper:slips"\n\n[slip]\nclosing_sheet = "kiosk-1"\n'
    config.write_text(config.read_text("utf-8") + more, encoding="utf-8")
    hall("apply", str(config), "--yes")
    assert hall("day", "sheet", "--print").out == "kiosk-1 is off; it prints the closing sheet when it runs.\n"
    assert hall("day", "sheet", "--at", "KIOSK-1", "--json").json == {"kiosk": "kiosk-1", "prints": False}
    assert hall("day", "sheet", "--at", "kiosk-9").code == 3
    assert hall("day", "sheet", "--print", "-o", str(folder / "sheet.pdf")).code == 2
    assert "Slip printer of kiosk-1: to be printed" in hall("day", "sheet").out
    (asked,) = hall("day", "sheet", "--json").json["prints"]
    assert (asked["kiosk"], asked["state"]) == ("kiosk-1", "queued")


def test_a_number_for_a_kiosk_that_is_off_waits_at_once_and_says_so(hall, folder):
    config = folder / "config.toml"
    station = '\n[[station]]\nname = "kiosk-1"\nzone = "podium"\nprinter = "paper:slips"\n'
    config.write_text(config.read_text("utf-8") + station, encoding="utf-8")
    hall("apply", str(config), "--yes")
    made = hall("ticket", "issue", "A", "--priority", "--at", "KIOSK-1", "--json").json
    assert (made["kiosk"], made["prints"], made["ticket"]["state"]) == ("kiosk-1", False, "waiting")
    assert hall("ticket", "issue", "A", "--at", "kiosk-9").code == 3
    assert hall("ticket", "issue", "A", "--at", "kiosk-1", "--print", "kiosk-1").code == 2


def test_manual_numbers_are_imported_with_times_listed_and_taken_back(hall):
    joined = hall("numbers", "import-manual", "A", "9", "--waiting", "7 00.01, 8-9")
    assert joined.out == "The next number follows 9. A-007 to A-009 wait now.\n"
    (made,) = hall("numbers", "imports", "--json").json["imports"]
    assert (made["prefix"], made["first"], made["last"], made["waiting"]) == ("A", 1, 9, 3)
    assert "A  " in hall("numbers", "imports").out
    done = hall("numbers", "withdraw", str(made["id"]), "--reason", "keliru", "--json").json
    assert done == {"cancelled": ["A-007", "A-008", "A-009"], "kept": [], "next_after": None}
    assert hall("numbers", "import-manual", "A", "12", "--waiting", "x").code == 3
    assert hall("numbers", "import-manual", "A", "12", "--waiting", "11", "--waiting-from", "11").code == 2


def test_a_pad_holds_no_number_that_was_given_today(hall, folder):
    hall("ticket", "issue", "A")
    file = folder / "pad.pdf"
    made = hall("pad", "A", "--count", "40", "-o", str(file), "--json").json
    assert (made["first"], made["last"]) == (2, 41)
    assert file.read_bytes().startswith(b"%PDF-")
    refused = hall("pad", "A", "--from", "1", "-o", str(file), "--json")
    assert (refused.code, refused.json["error"]["code"]) == (3, "pad_collides")
