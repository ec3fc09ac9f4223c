"""Who sits where, why something is open, closings, bookings and alarms, from the command line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hall.access import By
from hall.call_delivery import DeliveryStatus, Voiced
from hall.day_steps import DAY_ALARMS
from hall.documents import delivery_message, ticket_document
from hall.hints import alarm_hint
from hall.lifecycle import State
from hall.settings import load_settings
from hall.store import open_store
from hall.translator import Translator, catalogue
from hall.views import AlarmView
from hallctl.commands.tickets import ticket_lines

MAKASSAR = ZoneInfo("Asia/Makassar")


@pytest.fixture
def staffed(hall):
    """The hall with a clerk and a supervisor."""
    hall("user", "add", "siti", "--name", "Siti", "--pin", "407163")
    hall("user", "add", "budi", "--pin", "739148", "--role", "supervisor")
    return hall


def test_somebody_sits_down_and_leaves(staffed):
    assert staffed("counter", "sign-in", "7", "siti", "--pin", "407163").out == "Siti sits at counter 7.\n"
    shown = staffed("counter", "show", "7", "--json").json["counter"]
    assert (shown["clerk"], shown["pause"], shown["current"]) == ("Siti", None, None)
    assert shown["refused"]["finish"] == "nobody_called"
    assert staffed("counter", "sign-out", "7").out == "Nobody sits at counter 7 now.\n"
    wrong = staffed("counter", "sign-in", "7", "siti", "--pin", "0000")
    assert (wrong.code, wrong.err) == (3, "The login or the PIN is wrong. Try again.\n")


def test_a_counter_shows_held_and_missed_numbers_and_what_can_be_undone(staffed):
    staffed("counter", "sign-in", "7", "siti", "--pin", "407163")
    for _ in range(3):
        staffed("ticket", "issue", "A")
    staffed("counter", "next", "7")
    staffed("counter", "hold", "7", "--reason", "salat")
    staffed("counter", "next", "7")
    staffed("counter", "no-show", "7")
    out = staffed("counter", "show", "7").out
    told = {tuple(line.split(maxsplit=1)) for line in out.splitlines()}
    assert {("Held", "A-001: salat"), ("No-show", "A-002"), ("Can", "be undone   no_show of A-002")} <= told
    shown = staffed("counter", "show", "7", "--json").json["counter"]
    assert [ticket["held_reason"] for ticket in shown["held"]] == ["salat"]
    assert shown["undo"]["code"] == "A-002"


def test_a_counter_says_how_far_its_call_has_come_in_the_hall(staffed):
    staffed("counter", "sign-in", "7", "siti", "--pin", "407163")
    staffed("ticket", "issue", "A")
    assert staffed("counter", "show", "7", "--json").json["counter"]["told"] is None
    assert "Call " not in staffed("counter", "show", "7").out
    staffed("counter", "next", "7")
    told = staffed("counter", "show", "7", "--json").json["counter"]["told"]
    assert (told["code"], told["sentence"]) == ("no_board", "Being called · no board in this zone")
    assert told["boards"] == []
    with closing(open_store(load_settings(None).database_url)) as store:
        with store.read() as view:
            (call,) = view.board("podium").calls
            now = view.status().now
        store.run(lambda work: work.boards.report(By.board("board-1"), zone="podium"))
        store.run(lambda work: work.boards.shown(By.board("board-1"), [(call.seq, now)]))
        store.run(lambda work: work.boards.claim_voice(By.board("board-1"), call.seq, seconds=8))
        store.run(lambda work: work.boards.voice_ended(By.board("board-1"), call.seq, Voiced.SPOKEN))
    assert "Being called · on the board and spoken (board-1)" in staffed("counter", "show", "7").out
    staffed("counter", "serve", "7")
    assert staffed("counter", "show", "7", "--json").json["counter"]["told"] is None


@pytest.mark.parametrize("told", DeliveryStatus)
def test_every_step_of_a_call_has_the_sentence_of_the_counters_window(told):
    assert delivery_message(told) == Translator("en")(f"counter.delivery_{told}")


def test_a_break_is_told_and_ended(staffed):
    staffed("counter", "sign-in", "7", "siti", "--pin", "407163")
    staffed("counter", "break", "7", "--minutes", "15", "--reason", "salat")
    pause = staffed("counters", "--json").json["counters"][0]["pause"]
    assert (pause["kind"], pause["reason"], pause["until"] is not None) == ("break", "salat", True)
    assert "Pause" in staffed("counter", "show", "7").out
    assert "Siti, break: salat" in staffed("opening", "7").out
    assert staffed("counter", "resume", "7").code == 0


def test_a_visit_ends_with_what_held_it_back(staffed, folder):
    config = folder / "config.toml"
    obstacle = '\n[[obstacle]]\nid = "berkas"\nname = "Berkas belum lengkap"\nname_en = "Documents missing"\n'
    config.write_text(config.read_text("utf-8") + obstacle, encoding="utf-8")
    staffed("apply")
    staffed("ticket", "issue", "A")
    staffed("counter", "next", "7")
    without = staffed("counter", "finish", "7", "--outcome", "not_served")
    assert (without.code, "obstacle" in without.err) == (3, True)
    unknown = staffed("counter", "finish", "7", "--obstacle", "banjir")
    assert (unknown.code, "berkas" in unknown.err) == (3, True)
    done = staffed("counter", "finish", "7", "--outcome", "not_served", "--obstacle", "documents missing", "--json")
    ticket = done.json["ticket"]
    assert (ticket["state"], ticket["outcome"], ticket["obstacle"]) == ("done", "not_served", "Berkas belum lengkap")
    assert staffed("counter", "finish", "7", "--outcome", "perhaps").code == 2


def test_a_new_pin_replaces_the_old_one_and_frees_a_locked_login(staffed):
    for _ in range(6):
        staffed("counter", "sign-in", "7", "siti", "--pin", "0000")
    locked = staffed("counter", "sign-in", "7", "siti", "--pin", "407163")
    assert locked.code == 3
    assert staffed("user", "pin", "siti", "--pin", "830562").out == "Siti has a new PIN.\n"
    assert staffed("counter", "sign-in", "7", "siti", "--pin", "407163").code == 3
    assert staffed("counter", "sign-in", "7", "siti", "--pin", "830562").code == 0
    assert staffed("user", "pin", "nobody", "--pin", "830562").err == "There is no member of staff nobody.\n"
    assert staffed("user", "pin", "siti", "--pin", "12").code == 3


def test_a_closing_is_asked_for_approved_and_ended(staffed):
    asked = staffed("closure", "request", "service", "A", "--reason", "Blanko habis", "--json").json["closure"]
    assert (asked["state"], asked["target"]) == ("requested", "ktp")
    assert staffed("opening", "A", "--json").json["openings"][0]["gives_numbers"]
    clerk = staffed("closure", "approve", "1", "--as", "siti", "--pin", "407163")
    assert (clerk.code, clerk.err) == (3, "Only a supervisor may decide this.\n")
    assert staffed("closure", "approve", "1", "--as", "budi", "--pin", "739148").out == "Closing 1 is approved.\n"
    closed = staffed("opening", "A", "--json").json["openings"][0]
    assert (closed["open"], closed["opening_code"]) == (False, "closure")
    assert closed["closures"][0]["reason"] == "Blanko habis"
    refused = staffed("ticket", "issue", "A")
    assert (refused.code, "Blanko habis" in refused.err) == (3, True)
    assert "Blanko habis" in staffed("closure", "list").out
    assert staffed("closure", "end", "1", "--as", "siti", "--pin", "407163").code == 3
    assert staffed("closure", "end", "1").out == "Closing 1 is ended.\n"
    assert staffed("closure", "list").out == "No closings.\n"
    assert staffed("ticket", "issue", "A").code == 0


def test_an_approved_closing_says_how_many_are_still_served(staffed):
    for prefix in ("A", "A", "B"):
        staffed("ticket", "issue", prefix)
    for _ in range(3):
        staffed("closure", "request", "service", "A", "--reason", "Blanko habis")
    assert staffed("closure", "approve", "1").out == "Closing 1 is approved.\n2 numbers will still be served.\n"
    assert staffed("closure", "approve", "2", "--json").json["staying"] == 2
    assert staffed("closure", "reject", "3").out == "Closing 3 is rejected.\n"


def test_a_closing_is_rejected_or_taken_back(staffed):
    for _ in range(2):
        staffed("closure", "request", "hall", "--reason", "Banjir")
    assert staffed("closure", "reject", "1").out == "Closing 1 is rejected.\n"
    assert staffed("closure", "approve", "1").code == 3
    assert staffed("closure", "end", "2", "--as", "siti", "--pin", "407163").out == "Closing 2 is ended.\n"
    assert staffed("closure", "approve", "9").code == 3
    assert staffed("closure", "request", "service", "Z", "--reason", "x").code == 3
    assert staffed("closure", "request", "hall").err == "Give a reason.\n"


def test_a_closing_has_its_reason_in_both_languages(staffed):
    said = ("--reason", "Blanko habis", "--reason-en", "Out of blank cards", "--json")
    asked = staffed("closure", "request", "service", "A", *said).json["closure"]
    assert (asked["reason"], asked["reason_en"]) == ("Blanko habis", "Out of blank cards")
    assert "Blanko habis / Out of blank cards" in staffed("closure", "list").out
    refused = staffed("closure", "request", "hall", "--reason", "Banjir", "--reason-en", "x" * 81)
    assert (refused.code, refused.out) == (3, "")


def test_an_opening_is_explained_for_any_moment(hall):
    at = hall("opening", "A", "--at", "2026-12-24T10:00", "--json").json["openings"][0]
    assert at["at"] == "2026-12-24T10:00:00+08:00"
    assert (at["opening_code"], at["open"]) == ("always_open", True)
    out = hall("opening", "7", "--at", "2026-12-24T10:00+00:00").out
    assert "Thursday 2026-12-24 18:00" in out
    assert [line.split()[0] for line in out.splitlines()[:2]] == ["Counter", "Clerk"]
    assert out.count("Decided by") == 2
    bad = hall("opening", "A", "--at", "tomorrow")
    assert (bad.code, "2026-12-24T10:00" in bad.err) == (2, True)
    assert hall("opening", "Q").code == 3


def test_a_booking_becomes_a_number_on_its_day(hall):
    past = hall("booking", "add", "A", "2020-01-01T10:00")
    assert past.code == 3
    made = hall("booking", "add", "A", "2099-01-05T10:00", "--priority", "--json").json["booking"]
    assert (made["service"], made["slot"], made["priority"]) == ("ktp", "2099-01-05T02:00:00+00:00", True)
    listed = hall("booking", "list", "--day", "2099-01-05")
    assert made["code"] in listed.out
    assert "10:00" in listed.out
    assert hall("booking", "check-in", made["code"]).code == 3
    assert hall("booking", "cancel", made["code"], "--reason", "berhalangan").out == f"{made['code']} is cancelled.\n"
    assert hall("booking", "list").out == "No bookings.\n"
    assert hall("booking", "list", "--day", "5 January").code == 2


def test_a_booking_of_today_is_checked_in_once(hall):
    now = datetime.fromisoformat(hall("status", "--json").json["status"]["now"])
    slot = now + timedelta(seconds=40)
    if slot.astimezone(MAKASSAR).date() != now.astimezone(MAKASSAR).date():  # the last minute of a day: before it
        slot = now + timedelta(seconds=1)
    code = hall("booking", "add", "A", slot.isoformat(), "--json").json["booking"]["code"]
    assert hall("booking", "check-in", code).out.startswith("A-001 for Perekaman KTP-el")
    assert hall("booking", "check-in", code).code == 3
    assert hall("ticket", "show", "A-1", "--json").json["ticket"]["booked_for"] is not None


def test_alarms_are_told_alone_and_with_the_status(hall):
    assert hall("alarms").out == "No alarm.\n"
    hall("ticket", "issue", "A")
    alarm = hall("alarms", "--json").json["alarms"][0]
    assert alarm["code"] == "alarm_unattended"
    assert alarm["sentence"] in hall("status").out
    assert hall("status", "--json").json["status"]["alarms"] == [alarm]


def test_the_version_is_told(hall):
    assert hall("--version").out.startswith("hall ")


def _date_of_open_day(folder: Path, days: int) -> None:
    """A clock that was off by ``days`` opened the day."""
    with closing(sqlite3.connect(folder / "hall.db")) as file, file:
        file.execute("update business_day set date = date(date, ?)", (f"{days} days",))


def test_an_alarm_of_the_business_day_names_the_command_that_answers_it(hall, folder):
    hall("ticket", "issue", "A")
    today = hall("day", "show", "--json").json["business_day"]
    _date_of_open_day(folder, 1)
    alarm = hall("alarms", "--json").json["alarms"][0]
    assert alarm["code"] == "alarm_day_ahead"
    assert "`hall day confirm`" in alarm["hint"]
    for command in ("alarms", "status"):
        out = hall(command).out
        assert alarm["sentence"] in out
        assert alarm["hint"] in out
    assert hall("day", "confirm").code == 0
    assert hall("day", "show", "--json").json["business_day"] == today
    assert [found["code"] for found in hall("alarms", "--json").json["alarms"]] == ["alarm_unattended"]


def test_a_date_far_from_the_clock_is_taken_with_a_word_of_warning(hall):
    hall("ticket", "issue", "A")
    today = date.fromisoformat(hall("day", "show", "--json").json["business_day"])
    told = hall("day", "redate", (today + timedelta(days=400)).isoformat(), "--reason", "coba")
    assert (told.code, f"That is 400 days from {today}" in told.out) == (0, True)
    assert "That is" not in hall("day", "confirm").out


def test_the_hint_of_a_day_that_ended_by_itself_names_its_date_as_the_command_takes_it():
    late = AlarmView("alarm_day_closed_late", (("day", date(2026, 11, 23)), ("count", 2)))
    assert alarm_hint(late).startswith("`hall day open 2026-11-23 --confirm`")
    assert alarm_hint(AlarmView("printer_unreachable", (("station", "kiosk-1"),))) == ""


def test_every_alarm_that_asks_for_a_supervisor_has_a_hint():
    asking = [code for code in DAY_ALARMS if "penyelia" in str(catalogue("id")[code])]
    params = tuple((name, date(2026, 11, 23)) for name in ("day", "today", "last", "count", "minutes"))
    assert len(asking) >= 6
    assert [code for code in asking if not alarm_hint(AlarmView(code, params))] == []


def test_a_number_that_was_sent_on_names_the_counter_where_it_waits_not_the_one_before(staffed):
    staffed("ticket", "issue", "A")
    with closing(open_store(load_settings(None).database_url)) as store, store.read() as view:
        ticket, its_hall = view.tickets.find("A-001"), view.hall()
    sent = replace(ticket, counter_label="7", directed_label="3")
    assert ticket_document(sent)["counter"] == "3"
    assert [line.split() for line in ticket_lines(sent, its_hall) if "ounter" in line] == [["Counter", "3"]]
    held = replace(sent, state=State.HELD, directed_label="")
    assert ticket_document(held)["counter"] is None
    assert ticket_document(replace(sent, state=State.CALLED))["counter"] == "7"


def test_a_number_that_waits_again_for_its_service_names_no_counter(staffed):
    staffed("ticket", "issue", "A")
    staffed("counter", "next", "7")
    staffed("counter", "no-show", "7")
    assert staffed("ticket", "show", "A-001", "--json").json["ticket"]["counter"] == "7"
    staffed("ticket", "return", "A-001")
    assert staffed("ticket", "show", "A-001", "--json").json["ticket"]["counter"] is None
    assert "Counters" in staffed("ticket", "show", "A-001").out


def test_the_next_call_on_the_command_line_follows_the_rule_of_the_desk(staffed):
    for _ in range(3):
        staffed("ticket", "issue", "A")
    staffed("counter", "next", "7")
    staffed("counter", "next", "7")
    assert staffed("ticket", "show", "A-001", "--json").json["ticket"]["state"] == "no_show"
    staffed("counter", "serve", "7")
    staffed("counter", "next", "7")
    assert staffed("ticket", "show", "A-002", "--json").json["ticket"]["state"] == "done"
    assert staffed("audit").code == 0
    assert staffed("ticket", "return", "A-002").code == 0


def test_a_supervisor_closes_at_once_and_says_what_becomes_of_who_waits(staffed):
    as_budi = ("--as", "budi", "--pin", "739148")
    staffed("ticket", "issue", "A")
    out = staffed(
        "closure", "close", "service", "A", "--reason", "Mati", "--holders", "move", "--move-to", "B", *as_budi
    )
    assert "To another service: A-001." in out.out
    refused = staffed("closure", "close", "service", "B", "--reason", "Mati", "--as", "siti", "--pin", "407163")
    assert (refused.code, staffed("ticket", "issue", "A").code) == (3, 3)
    home = staffed("closure", "close", "agency", "disdukcapil", "--reason", "Mati", "--holders", "send_home", "--json")
    assert (home.json["sent_home"], home.json["staying"]) == (["A-001"], 0)
    assert "closing 2: agency disdukcapil is closed" in staffed("change", "list").out


def test_what_a_supervisor_changes_is_listed_shown_by_a_dry_run_and_taken_back(staffed):
    opened = staffed("change", "open", "service", "A", "--reason", "Ramai", "--until", "2099-01-02", "--json").json
    assert opened["change"]["ends_at"] == "2099-01-02T16:00:00+00:00"
    staffed("change", "services", "7", "B", "--reason", "Ramai", "--open-ended")
    why = staffed("opening", "A")
    assert "is open whatever its hours say, until 2099-01-03 00:00" in why.out
    listed = staffed("change", "list").out.splitlines()
    tried = staffed("apply", "--dry-run")
    assert len(listed) == 2
    assert all(f"Stays in force over the configuration: {line}" in tried.out for line in listed)
    in_force = staffed("apply", "--json").json["in_force"]
    assert [one["kind"] for one in in_force["changes"]] == ["open", "services"]
    for number in ("1", "2"):
        assert staffed("change", "end", number).out == f"Change {number} is ended.\n"
    assert staffed("change", "list").out == "Everything is as the configuration says.\n"
    both = staffed("change", "open", "hall", "--reason", "x", "--until", "14:00", "--open-ended")
    assert (both.code, "not both" in both.err) == (2, True)


def test_a_supervisor_frees_a_counter(staffed):
    staffed("counter", "sign-in", "7", "siti", "--pin", "407163")
    staffed("ticket", "issue", "A")
    staffed("counter", "next", "7")
    assert staffed("counter", "free", "7", "--reason", "pulang").code == 3
    assert staffed("counter", "free", "7", "--reason", "pulang", "--put-back").out == "Nobody sits at counter 7 now.\n"
    assert staffed("ticket", "show", "A-001", "--json").json["ticket"]["state"] == "waiting"
