from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import inspect

from hall.assets import sample_config
from hall.settings import load_settings
from hall.settings.schema import STATION, CommonFile
from hall.store import migrate_store, open_store
from hall.store.database import schema
from hall.store.database.engine import make_engine, parse_url
from hallctl.commands.tickets import ticket_lines


def test_a_number_goes_from_issue_to_done(hall):
    issued = hall("ticket", "issue", "A", "--json").json["ticket"]
    assert (issued["code"], issued["number"], issued["prefix"]) == ("A-001", 1, "A")
    assert (issued["service"], issued["agency"], issued["state"], issued["ahead"]) == (
        "ktp",
        "disdukcapil",
        "waiting",
        0,
    )
    assert issued["token"]
    assert issued["issued_at"].endswith("+00:00")
    call = hall("counter", "next", "7", "--json").json
    assert (call["ticket"]["code"], call["ticket"]["state"], call["counter"]) == ("A-001", "called", "7")
    assert call["reason"] == "Longest waiting: < 1 min"
    assert hall("counter", "recall", "loket-7", "--json").json["reason"] == "Call number 2"
    assert hall("counter", "serve", "7", "--json").json["ticket"]["state"] == "serving"
    assert hall("counter", "finish", "7", "--json").json["ticket"]["state"] == "done"
    shown = hall("ticket", "show", "a-1", "--json").json["ticket"]
    assert (shown["state"], shown["counter"], shown["calls"]) == ("done", "7", 2)
    assert shown["token"] == issued["token"]


def test_a_number_of_after_midnight_has_the_date_of_its_moment_and_its_business_day(hall, folder):
    hall("ticket", "issue", "A")
    with closing(open_store(f"sqlite:///{folder / 'hall.db'}")) as store, store.read() as view:
        ticket, its_hall = view.tickets.find("A-001"), view.hall()
    moment = datetime(2026, 11, 27, 20, 57, tzinfo=UTC)
    late = replace(ticket, issued_at=moment, queue_time=moment, business_day=date(2026, 11, 27))
    assert _fields(ticket_lines(late, its_hall)) >= {("Issued", "2026-11-28 04:57"), ("Business day", "2026-11-27")}
    several = _fields(ticket_lines(replace(late, files=3), its_hall))
    assert ("Files", "3") in several
    assert not any(name == "Files" for name, _ in _fields(ticket_lines(late, its_hall)))
    same = _fields(ticket_lines(replace(late, business_day=date(2026, 11, 28)), its_hall))
    assert ("Issued", "2026-11-28 04:57") in same
    assert "Business day" not in dict(same)
    given = replace(late, queue_time=moment - timedelta(minutes=57))
    imported = _fields(ticket_lines(given, its_hall))
    assert imported >= {("On paper", "2026-11-28 04:00"), ("Imported", "2026-11-28 04:57")}
    assert "Issued" not in dict(imported)


def _fields(lines):
    return {tuple(re.split(r" {2,}", line, maxsplit=1)) for line in lines}


def test_an_empty_queue_is_an_answer_and_no_error(hall):
    answer = hall("--json", "counter", "next", "7")
    assert (answer.code, answer.json) == (0, {"ticket": None})
    assert hall("counter", "next", "7").out == "Nobody is waiting for this counter.\n"


def test_a_request_id_makes_a_command_safe_to_repeat(hall):
    codes = [hall("ticket", "issue", "A", "--request-id", "r-1", "--json").json["ticket"]["code"] for _ in range(2)]
    assert codes == ["A-001", "A-001"]
    assert hall("ticket", "issue", "A", "--json").json["ticket"]["code"] == "A-002"
    calls = [hall("counter", "next", "7", "--request-id", "r-2", "--json").json["ticket"]["code"] for _ in range(2)]
    assert calls == ["A-001", "A-001"]
    reused = hall("ticket", "issue", "B", "--request-id", "r-1", "--json")
    assert (reused.code, reused.json["error"]["code"]) == (3, "request_reused")


def test_priority_is_called_first_and_says_so(hall):
    hall("ticket", "issue", "A")
    hall("ticket", "issue", "A", "--priority")
    call = hall("counter", "next", "7", "--json").json
    assert (call["ticket"]["code"], call["ticket"]["priority"]) == ("A-002", True)
    assert (call["reason"], call["reason_code"]) == ("Priority 1 of 2", "priority_nth")
    assert hall("counter", "no-show", "7", "--json").json["ticket"]["state"] == "no_show"


def test_a_call_says_its_own_number_and_what_is_called(hall):
    for _ in range(2):
        hall("ticket", "issue", "A")
    first = hall("counter", "next", "7", "--json").json
    again = hall("counter", "recall", "7", "--json").json
    second = hall("counter", "next", "7", "--json").json
    assert [call["number"] for call in (first, again, second)] == ["A-001", "A-001", "A-002"]
    assert [call["kind"] for call in (first, again, second)] == ["next", "recall", "next"]
    assert first["call"] < again["call"] < second["call"]
    assert first["at"] <= second["at"]


def test_a_waiting_number_can_be_cancelled(hall):
    hall("ticket", "issue", "B")
    assert hall("ticket", "cancel", "B-001", "--reason", "left", "--json").json["ticket"]["state"] == "cancelled"
    assert hall("ticket", "cancel", "B-001").code == 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ticket", "issue", "ZZ"), "unknown_service"),
        (("ticket", "show", "A-9"), "unknown_ticket"),
        (("ticket", "show", "]Q1"), "number_needed"),
        (("ticket", "history", " \u200b"), "number_needed"),
        (("ticket", "cancel", "]Q1MPP:", "--reason", "ya"), "number_needed"),
        (("counter", "next", "99"), "unknown_counter"),
        (("counter", "serve", "7"), "nobody_called"),
        (("day", "close"), "no_open_day"),
        (("user", "add", "siti", "--pin", "12"), "weak_pin"),
    ],
)
def test_a_refusal_ends_with_3_and_its_reason(hall, words, code):
    plain = hall(*words)
    assert (plain.code, plain.out) == (3, "")
    assert plain.err.strip()
    refused = hall(*words, "--json")
    assert (refused.code, refused.json["error"]["code"], refused.err) == (3, code, "")
    error = refused.json["error"]
    assert plain.err.strip().splitlines() == [error["message"], *([error["hint"]] if "hint" in error else [])]


@pytest.mark.parametrize(
    "words",
    [
        ("--json",),
        ("bogus", "--json"),
        ("ticket", "issue", "--json"),
        ("ticket", "issue", "A", "--colour", "--json"),
        ("day", "open", "tomorrow", "--json"),
        ("status", "--json", "--config"),
        ("demo", "--json", "--config", "config.toml"),
    ],
)
def test_wrong_usage_ends_with_2_and_is_json_too(hall, words):
    answer = hall(*words)
    assert (answer.code, answer.json["error"]["code"]) == (2, "usage")
    assert answer.json["error"]["message"]


def test_a_missing_configuration_is_said_and_ends_with_2(hall, folder):
    (folder / "config.toml").unlink()
    answer = hall("status", "--json")
    assert (answer.code, answer.json["error"]["code"]) == (2, "configuration")
    assert "config.toml" in hall("status").err


def test_every_mistake_of_the_configuration_is_listed(hall, folder):
    text = (folder / "config.toml").read_text("utf-8")
    (folder / "config.toml").write_text(
        text.replace('prefix = "A"', 'prefix = "a!"').replace('"podium"\nname', '"P"\nname')
    )
    answer = hall("status", "--json")
    assert answer.code == 2
    assert len(answer.json["error"]["problems"]) >= 2


def test_a_database_out_of_reach_ends_with_4(hall):
    answer = hall("status", "--json", "--database", "postgresql://hall:secret@127.0.0.1:1/hall")
    assert (answer.code, answer.json["error"]["code"]) == (4, "unavailable")
    assert "secret" not in answer.out


def test_apply_shows_what_changes_and_then_nothing(new_hall, folder):
    hall = new_hall
    first = hall("apply", "--json").json["changes"]
    assert {"what": "added", "kind": "service", "id": "ktp"}.items() <= next(
        c for c in first if c["id"] == "ktp"
    ).items()
    again = hall("apply", "config.toml")
    assert (again.code, again.out.splitlines()[0]) == (0, "Nothing to change.")
    text = (folder / "config.toml").read_text("utf-8")
    (folder / "new.toml").write_text(text.replace('"Kartu keluarga"', '"Kartu keluarga baru"'), encoding="utf-8")
    changed = hall("apply", "new.toml", "--json").json["changes"]
    assert [(change["what"], change["kind"], change["id"]) for change in changed] == [("changed", "service", "kk")]
    names = [service["name"] for service in hall("services", "--json").json["services"]]
    assert names == ["Perekaman KTP-el", "Kartu keluarga baru"]


def test_apply_names_the_lines_that_it_does_not_carry(new_hall, folder):
    new_hall("apply")
    text = (folder / "config.toml").read_text("utf-8")
    (folder / "config.toml").write_text('language = "en"\n' + text, encoding="utf-8")
    nothing, note = new_hall("apply").out.splitlines()
    assert nothing == "Nothing to change."
    assert note.startswith("language, [database], [backup], [desk], [maintenance] and [station] are each machine's")
    (folder / "config.toml").write_text('language = "en"\n' + text.replace("Kendari", "Bau-Bau"), encoding="utf-8")
    *_, count, again = new_hall("apply").out.splitlines()
    assert (count, again) == ("1 changed.", note)
    told = new_hall("apply", "--json").json["not_carried"]
    assert sorted(told) == sorted((*CommonFile.keys, STATION))


def test_a_file_without_a_hall_cannot_be_applied(hall, folder):
    (folder / "station.toml").write_text('[station]\nname = "loket"\n', encoding="utf-8")
    answer = hall("apply", "station.toml", "--json")
    assert (answer.code, answer.json["error"]["code"]) == (2, "configuration")


def test_a_postgres_database_is_made_by_init_and_apply_only(hall, postgres_url):
    there = ("--database", postgres_url)
    assert hall("status", *there).code == 4
    assert hall("user", "add", "siti", "--pin", "639174", *there).code == 4
    with make_engine(parse_url(postgres_url)).connect() as connection:
        assert inspect(connection).get_table_names() == []
    told = hall("init", *there, "--json").json
    assert (told["schema_before"], told["hall_put_in"]) == (None, True)
    assert hall("apply", *there).out.splitlines()[0] == "Nothing to change."
    assert hall("ticket", "issue", "A", *there, "--json").json["ticket"]["code"] == "A-001"


def test_init_hides_the_password_and_can_be_repeated(new_hall, folder):
    hall = new_hall
    assert hall("init").code == 0
    answer = hall("init", "--json")
    assert answer.json["schema"] == answer.json["schema_before"]
    assert answer.json["database"].endswith("hall.db")


def test_init_writes_a_configuration_to_a_folder_and_never_over_one(new_hall, folder):
    own = folder / "etc" / "mpp"
    told = new_hall("init", "--folder", str(own), "--json").json
    assert told == {"config": str(own / "config.toml"), "written": True}
    assert load_settings(own / "config.toml").structure == load_settings(sample_config()).structure
    (own / "config.toml").write_text(
        (folder / "config.toml").read_text("utf-8").replace("Mal Pelayanan Publik", "MPP Baubau"), encoding="utf-8"
    )
    again = new_hall("init", "--folder", str(own))
    assert again.out.splitlines() == [
        f"{own / 'config.toml'} is there already and stays as it is.",
        f"Change it into your hall, then make the database: `hall --config {own / 'config.toml'} init`.",
    ]
    assert not list(own.glob("hall.db*"))
    assert new_hall("--config", str(own / "config.toml"), "init", "--json").json["hall"] == "MPP Baubau"
    (folder / "file").touch()
    refused = new_hall("init", "--folder", str(folder / "file" / "mpp"))
    assert (refused.code, "cannot be written" in refused.err, "another --folder" in refused.err) == (2, True, True)


@pytest.mark.parametrize("words", [("--folder", ""), ("--folder", " "), ("--folder", "new", "--config", "config.toml")])
def test_init_writes_to_a_folder_that_has_a_name_and_reads_no_configuration(new_hall, folder, words):
    refused = new_hall("init", *words)
    assert (refused.code, "--folder needs the name" in refused.err) == (2, True)
    assert not (folder / "new").exists()


def test_init_prepares_an_update_and_finishes_it_when_every_machine_has_it(hall):
    assert "--finish" not in hall("init").out
    folders = (*schema.PROGRAM.migrations, Path(__file__).parents[1] / "store" / "next_release")
    later = schema.SchemaRange("0.2.0", needs="9001", newest="9002", migrations=folders)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "PROGRAM", later)
        prepared, again = hall("init"), hall("init", "--json").json
    assert "now has schema 9001." in prepared.out
    assert prepared.out.splitlines()[-1] == (
        "Once every machine has version 0.2.0, `hall update --finish` removes what only older ones use."
    )
    assert (again["schema_before"], again["schema"]) == ("9001", "9001")
    assert hall("ticket", "issue", "A").code == 0
    migrate = partial(migrate_store, load_settings(None).database_url, finish=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "PROGRAM", later)
        assert migrate() == ("9001", "9002")
    answer = hall("ticket", "issue", "A")
    assert (answer.code, "install the newer program on this machine" in answer.err) == (4, True)


def test_counters_list_their_services_by_rank(hall):
    (counter,) = hall("counters", "--json").json["counters"]
    assert (counter["label"], counter["zone"]) == ("7", "podium")
    assert [(served["prefix"], served["rank"]) for served in counter["services"]] == [("A", 1), ("B", 2)]
    assert "A:1 B:2" in hall("counters").out


def test_status_counts_numbers_and_people(hall):
    hall("ticket", "issue", "A")
    hall("user", "add", "siti", "--name", "Siti", "--pin", "639174")
    status = hall("status", "--json").json["status"]
    assert (status["tickets"]["waiting"], status["users"], status["counters"], status["open"]) == (1, 1, 1, True)
    assert "1 waiting" in hall("status").out


def test_a_day_is_opened_shown_and_closed(hall):
    opened = hall("day", "open", "--json").json["business_day"]
    hall("ticket", "issue", "A")
    shown = hall("day", "show", "--json").json
    assert (shown["business_day"], shown["tickets"]["waiting"]) == (opened, 1)
    assert hall("day", "close", "--json").json == {"business_day": opened, "cancelled": 1}
    assert hall("ticket", "issue", "A").code == 3
    for command in (("day", "show"), ("status",)):
        assert "Business day  closed for today" in " ".join(hall(*command).out.split(" ")).replace("   ", "  ")
    assert hall("day", "show", "--json").json["day_ended"] is True


def test_a_day_that_was_closed_too_early_is_opened_again_with_who_waited(hall):
    opened = hall("day", "open", "--json").json["business_day"]
    hall("ticket", "issue", "A")
    hall("day", "close")
    assert hall("day", "open", "--waiting").code == 3
    again = hall("day", "open", "--waiting", "--reason", "salah tekan", "--json").json
    assert again == {"business_day": opened, "waiting_again": 1}
    assert hall("day", "show", "--json").json["tickets"]["waiting"] == 1


def test_a_pin_comes_from_standard_input(hall, monkeypatch, folder):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("407163\n"))
    added = hall("user", "add", "Siti", "--role", "supervisor", "--pin-stdin", "--json").json["user"]
    assert (added["login"], added["role"]) == ("siti", "supervisor")
    assert [user["login"] for user in hall("user", "list", "--json").json["users"]] == ["siti"]
    assert hall("user", "add", "siti", "--pin", "639174").code == 3


def test_a_name_that_is_given_is_not_empty_and_one_that_is_left_out_is_the_login(hall):
    refused = hall("user", "add", "budi", "--name", "", "--pin", "639174", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (3, "name_needed")
    assert hall("user", "add", "budi", "--pin", "639174", "--json").json["user"]["name"] == "budi"


def test_without_a_terminal_the_pin_is_not_asked_for(hall, monkeypatch):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    answer = hall("user", "add", "siti", "--json")
    assert (answer.code, answer.json["error"]["code"]) == (2, "usage")


def test_the_history_says_who_acted_on_the_command_line(hall, monkeypatch):
    from hallctl.session import os_login

    def nobody(_uid: int) -> object:
        raise KeyError("uid 4711")

    monkeypatch.setattr("pwd.getpwuid", lambda _uid: SimpleNamespace(pw_name="budi"))
    monkeypatch.setenv("LOGNAME", "somebody")
    assert os_login() == "budi"
    monkeypatch.setattr("pwd.getpwuid", nobody)
    assert os_login() == "somebody"
    monkeypatch.delenv("LOGNAME")
    assert os_login() == "unknown"
    assert hall("ticket", "issue", "A").code == 0
    assert hall("ticket", "history", "A-001", "--json").json["history"][0]["actor"] == "cli:unknown"


def test_apply_says_what_differs_key_by_key_and_json_tells_all_of_it(hall, folder):
    names = [f"a-rather-long-name-of-a-film-{number}.mp4" for number in range(9)]
    board = '\n[[station]]\nname = "board-1"\n[station.board]\nlayout = "{}"\n{}'
    text = (folder / "config.toml").read_text(encoding="utf-8")
    (folder / "config.toml").write_text(text + board.format("calls", ""), encoding="utf-8")
    hall("apply")
    changed = text + board.format("media", f"media = {names}\n".replace("'", '"')) + "[voice]\nrepeat = 3\n"
    (folder / "new.toml").write_text(changed, encoding="utf-8")
    shown = hall("apply", "new.toml").out
    assert "voice.repeat: 2 -> 3" in shown
    assert "board.layout: calls -> media" in shown
    assert "{" not in shown
    (folder / "old.toml").write_text(text + board.format("calls", ""), encoding="utf-8")
    station = next(one for one in hall("apply", "old.toml", "--json").json["changes"] if one["kind"] == "station")
    assert {"key": "board.media", "before": names, "after": []} in station["differences"]
    assert "board.layout: media -> calls" in station["detail"]


def test_apply_asks_for_the_voice_pack_and_other_commands_do_not(hall, folder):
    config = folder / "config.toml"
    config.write_text(config.read_text(encoding="utf-8") + '\n[voice]\npack = "suara"\n', encoding="utf-8")
    assert hall("status").code == 0
    answer = hall("apply")
    assert answer.code == 2
    assert answer.err.endswith(
        ': voice.pack: "suara": is no folder; allowed: a voice pack next to this file, or "" for ours\n'
    )
