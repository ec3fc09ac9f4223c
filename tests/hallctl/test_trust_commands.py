"""PINs of stations, pauses and their end, the history of who may sign in, and passwords of the database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

SECRET = "SECRET"
SIGNED = "postgresql://hall:ra@ha#SECRET@127.0.0.1:1/hall"


@pytest.fixture
def staffed(hall):
    hall("user", "add", "siti", "--name", "Siti", "--pin", "407163")
    return hall


def lock(hall) -> None:
    answers = [hall("counter", "sign-in", "7", "siti", "--pin", "518274") for _ in range(6)]
    assert [answer.code for answer in answers] == [3] * 6
    assert answers[-1].err.startswith("Wrong too often. Try again in ")
    assert answers[-1].err.endswith(" seconds, or ask a supervisor to end the pause.\n")


def test_a_pause_is_ended_by_the_technician_and_by_a_supervisor_and_by_nobody_else(staffed):
    staffed("user", "add", "ani", "--role", "supervisor", "--pin", "830562")
    assert staffed("counter", "sign-in", "7", "ani", "--pin", "830562").code == 0  # it is a station of her own now
    staffed("counter", "sign-out", "7")
    lock(staffed)
    assert staffed("user", "unlock", "siti").out == "siti can sign in again.\n"
    lock(staffed)
    refused = staffed("user", "unlock", "siti", "--as", "siti", "--pin", "407163")
    assert refused.code == 3
    assert staffed("user", "unlock", "SITI", "--as", "ani", "--pin", "830562", "--json").json == {
        "login": "siti",
        "ended": 1,
    }
    assert staffed("counter", "sign-in", "7", "siti", "--pin", "407163").code == 0
    assert staffed("user", "unlock", "siti").out == "No wrong PIN of siti was counted.\n"
    assert staffed("user", "unlock", "nobody").code == 3


def test_an_unknown_login_and_a_wrong_pin_are_answered_in_the_same_words(staffed):
    wrong = staffed("counter", "sign-in", "7", "siti", "--pin", "518274", "--json")
    unknown = staffed("counter", "sign-in", "7", "nobody", "--pin", "518274", "--json")
    assert wrong == unknown
    assert unknown.json["error"]["code"] == "wrong_pin"


def test_the_history_says_who_where_and_when(staffed):
    lock(staffed)
    staffed("user", "unlock", "siti")
    lines = staffed("user", "history").out.splitlines()
    assert lines[0].split() == ["WHEN", "WHAT", "LOGIN", "STATION", "BY", "MORE"]
    assert [
        next(word for word in ("pause ended", "pause begins", "wrong PIN") if word in line) for line in lines[1:4]
    ] == ["pause ended", "pause begins", "wrong PIN"]
    events = staffed("user", "history", "siti", "--count", "2", "--json").json["events"]
    assert [event["action"] for event in events] == ["unlocked", "paused"]
    assert staffed("user", "history").code == 0


def test_names_that_nobody_has_are_refused_in_words(staffed):
    for words in (("user", "history", "nobody"), ("user", "unlock", "nobody"), ("station", "unlock", "kisok-9")):
        answer = staffed(*words)
        assert (answer.code, answer.out) == (3, ""), words
        assert words[-1] in answer.err
    known = staffed("user", "history", "SITI")
    assert known.code == 0
    assert "new member" in known.out or "added" in known.out


def test_a_station_is_unlocked_under_the_name_that_the_hall_has(staffed):
    lock(staffed)
    name = staffed("user", "history", "siti", "--json").json["events"][0]["station"]
    answer = staffed("station", "unlock", f" {name.upper()}", "--json")
    assert answer.code == 0
    assert answer.json["station"].casefold() == name.casefold()
    for wrong in ("x" * 1000, "a\u202eb"):
        refused = staffed("station", "unlock", wrong, "--json")
        assert refused.code == 3
        assert "\u202e" not in refused.out
        assert len(refused.out) < 600


def test_guessing_is_an_alarm(staffed):
    lock(staffed)
    assert "The PIN of siti was wrong 5 times" in staffed("alarms").out
    staffed("user", "unlock", "siti")
    assert staffed("alarms").code == 0
    assert "PIN" not in staffed("alarms").out


def test_a_station_gets_a_pin_of_its_own(staffed, folder):
    config = folder / "config.toml"
    config.write_text(config.read_text("utf-8") + '\n[[station]]\nname = "kiosk-1"\n', encoding="utf-8")
    staffed("apply")
    assert staffed("station", "pin", "KIOSK-1", "--pin", "820694").out == "The staff page of kiosk-1 has a new PIN.\n"
    unknown = staffed("station", "pin", "kiosk-9", "--pin", "820694")
    assert (unknown.code, "kiosk-1" in unknown.err) == (3, True)
    assert staffed("station", "pin", "kiosk-1", "--pin", "123456").code == 3
    assert staffed("counter", "sign-in", "7", "kiosk-1", "--pin", "820694").code == 3
    assert staffed("station", "unlock", "kiosk-1").out == "No wrong PIN at kiosk-1 was counted.\n"


def test_a_hall_that_lists_no_station_takes_any_name(staffed):
    assert staffed("station", "pin", "kiosk-1", "--pin", "820694", "--json").json == {"station": "kiosk-1"}


def test_a_short_or_common_pin_is_refused_with_what_to_do(hall):
    assert "at least 6 digits" in hall("user", "add", "siti", "--pin", "4071").err
    assert "easily guessed" in hall("user", "add", "siti", "--pin", "123456").err


def test_the_hall_may_ask_for_four_digits(hall, folder):
    config = folder / "config.toml"
    config.write_text(config.read_text("utf-8") + "\n[rules]\npin_digits = 4\n", encoding="utf-8")
    assert hall("user", "add", "siti", "--pin", "4071").code == 0
    config.write_text(config.read_text("utf-8").replace("pin_digits = 4", "pin_digits = 3"), encoding="utf-8")
    assert hall("status").code == 2


def test_a_password_with_signs_in_the_url_is_shown_nowhere_and_the_cause_is_named(hall, folder):
    answer = hall("--database", SIGNED, "status")
    assert answer.code == 2
    assert SECRET not in answer.out + answer.err
    assert "@ is %40, # is %23" in answer.err
    config = folder / "config.toml"
    config.write_text(f'database.url = "{SIGNED}"\n' + config.read_text("utf-8"), encoding="utf-8")
    answer = hall("status")
    assert answer.code == 2
    assert SECRET not in answer.out + answer.err
    assert "@ is %40, # is %23" in answer.err


@pytest.mark.parametrize("program", ["kiosk.app", "counter.app", "display.app"])
def test_a_program_says_so_too_before_any_window(folder, program):
    command = [
        sys.executable,
        "-c",
        f"import {program} as p, sys; sys.exit(p.main(sys.argv[1:]))",
        "--database",
        SIGNED,
    ]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert SECRET not in done.stdout + done.stderr
    assert "@ is %40, # is %23" in done.stderr
    logs = "".join(path.read_text("utf-8") for path in folder.glob("logs/*"))
    assert SECRET not in logs


def test_a_password_on_the_command_line_is_warned_about(hall):
    for url in ("postgresql://hall:SECRET@127.0.0.1:1/hall", "postgresql://hall@127.0.0.1:1/hall?password=SECRET"):
        answer = hall("--database", url, "status", "--json")
        assert answer.code == 4
        assert answer.err.startswith("--database holds a password: other people on this machine can read")
        assert json.loads(answer.out)["error"]["code"] == "unavailable"
        assert SECRET not in answer.out + answer.err
    assert hall("--database", "postgresql://hall@127.0.0.1:1/hall", "status", "--json").err == ""


def test_a_password_can_be_typed_unseen(hall, monkeypatch):
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    def prompt(text, **how):
        asked.append((text, how["hide_input"]))
        return "p@ss"

    monkeypatch.setattr("typer.prompt", prompt)
    used = []

    def visit(url):
        used.append(url)
        return _gone()

    monkeypatch.setattr("hall.store.visit_store", visit)
    answer = hall("status", "--password-prompt", "--database", "postgresql://hall@127.0.0.1:1/hall")
    assert asked == [("Password of the database", True)]
    assert used == ["postgresql://hall:p%40ss@127.0.0.1:1/hall"]
    assert "p@ss" not in answer.out + answer.err
    assert hall("status", "--password-prompt").code == 2, "a file has no password"


def _gone():
    from hall.errors import StoreUnavailable

    raise StoreUnavailable("away")


def test_without_a_terminal_no_password_is_asked_for(hall):
    answer = hall("status", "--password-prompt", "--database", "postgresql://hall@127.0.0.1:1/hall")
    assert answer.code == 2
    assert "PGPASSFILE" in answer.err


def test_a_right_that_is_missing_is_a_sentence(hall, postgres_hall_url):
    plain = postgres_hall_url.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as owner:
        owner.execute("DROP ROLE IF EXISTS reader")
        owner.execute("CREATE ROLE reader LOGIN")
        owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
        owner.execute("REVOKE SELECT ON staff FROM reader")
    try:
        url = plain.replace("postgres:@", "reader@").replace("postgres@", "reader@")
        for words in (("user", "list"), ("ticket", "issue", "A")):
            answer = hall("--database", url, *words)
            assert answer.code == 4, answer
            assert answer.err.startswith("the account reader may not do this in the database (permission denied for ")
            assert "GRANT" in answer.err
            assert "Traceback" not in answer.err
    finally:
        with psycopg.connect(plain, autocommit=True) as owner:
            owner.execute("DROP OWNED BY reader")
            owner.execute("DROP ROLE reader")
