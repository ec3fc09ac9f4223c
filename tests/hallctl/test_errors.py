"""Whatever a command meets ends in a sentence with the right exit code: never a traceback on the terminal."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from hall.errors import SettingsError
from hallctl import session
from hallctl.commands import overview
from hallctl.main import main
from hallctl.simulate.csv_demand import plan_from_services, read_services
from hallctl.simulate.plan import Shares

HEAD = "office,date,service_id,service,arrived_min,called_min,open_counters"
ROW = "Kantor,2020-01-08,1,KTP,500,510,2"


@pytest.fixture
def hall_at(folder, capsys):
    """`hall` with these words, with its code and standard error."""

    def run(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        return main(words), capsys.readouterr().err

    return run


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("foo=bar", "unknown option after the ?: foo"),
        ("sslmod=require", "sslmode"),
        ("sslmode=wrong", "verify-full"),
        ("%00=1", "cannot be read"),
        ("host=/tmp&foo=1", "foo"),
    ],
)
def test_an_unknown_option_of_a_database_url_is_named_before_anything_is_asked(hall_at, option, said):
    code, err = hall_at("--database", f"postgresql://hall@127.0.0.1:1/hall?{option}", "status")
    assert (code, "Traceback" in err) == (2, False)
    assert said in err


def test_a_word_that_is_no_text_is_shown_as_it_can_be_shown(hall_at):
    code, err = hall_at("ticket", "show", "A\udcff")
    assert code == 2
    assert "no text in UTF-8" in err
    err.encode("utf-8")


def test_the_name_of_an_account_may_hold_anything(monkeypatch):
    for name in ("budi\udcff", "a\x1b[31m", "x" * 5000, "  "):
        monkeypatch.setattr("pwd.getpwuid", lambda _uid, name=name: SimpleNamespace(pw_name=name))
        login = session.os_login()
        assert login.isprintable()
        assert len(login) <= 40
        login.encode("utf-8")


def test_an_error_that_nobody_thought_of_is_one_sentence_and_its_details_are_in_a_file(hall_at, monkeypatch, started):
    def broken(_rows: object) -> None:
        raise ZeroDivisionError("SECRET")

    monkeypatch.setattr(overview, "fields", broken)
    code, err = hall_at("status")
    assert code == 70
    assert len(err.strip().splitlines()) == 1
    assert "SECRET" not in err
    log = started / "logs" / "hall.log"
    assert "the details are in" in err
    assert str(Path("logs") / "hall.log") in err
    assert "ZeroDivisionError: SECRET" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0


def test_a_word_that_is_none_of_the_choices_is_said_plainly(hall_at):
    code, err = hall_at("service", "install", "kiosks")
    assert (code, err.splitlines()[0]) == (
        2,
        "Invalid value for 'ROLE': 'kiosks' is not one of 'kiosk', 'counter', 'display', 'backup'.",
    )


def test_what_the_machine_refuses_is_no_error_of_the_program(hall_at, monkeypatch):
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "/somewhere/file")

    monkeypatch.setattr("hallctl.session.Session.settings", refused)
    code, err = hall_at("status")
    assert code == 2
    assert err.startswith("/somewhere/file: Permission denied; the details are in ")


@pytest.mark.parametrize("room", [0, 4096, 65_536])
def test_init_on_a_disk_without_room_says_so(folder, environment, room):
    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    command = [sys.executable, "-m", "hallctl", "init"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, preexec_fn=full,
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.returncode == 4, done.stderr
    assert "disk" in done.stderr


def _mutations() -> dict[str, bytes]:
    def with_row(row: str) -> bytes:
        return f"{HEAD}\n{row}\n".encode()

    good = with_row(ROW)
    fields = ROW.split(",")
    wrong = ("", "x", "-1", "nan", "inf", "1e400", "99999999999999999999", "1,5", "\0", "٣", '"', "\x1b[31m")
    made = {
        f"{column}={value!r}": with_row(",".join([*fields[:place], value, *fields[place + 1 :]]))
        for place, column in list(enumerate(HEAD.split(",")))[2:]
        for value in wrong
    }
    return made | {
        "empty": b"",
        "head alone": f"{HEAD}\n".encode(),
        "no head": ROW.encode(),
        "semicolons": good.replace(b",", b";"),
        "too few fields": with_row("Kantor,2020-01-08,1"),
        "too many fields": with_row(ROW + ",1,2,3"),
        "UTF-16": good.decode().encode("utf-16"),
        "latin-1": good.replace(b"KTP", b"KTP\xe9"),
        "NUL": good.replace(b"KTP", b"K\0P"),
        "huge field": good.replace(b"KTP", b"K" * 200_000),
        "open quote": good.replace(b"KTP", b'"KTP'),
        "called before it arrived": with_row("Kantor,2020-01-08,1,KTP,500,400,2"),
        "too many counters": b"\n".join(
            [HEAD.encode(), *(f"Kantor,2020-01-08,{n},K{n},500,510,200".encode() for n in range(3))]
        ),
        "too late": with_row("Kantor,2020-01-08,1,KTP,1439,1440,2"),
        "columns twice": f"{HEAD},{HEAD}\n{ROW},{ROW}\n".encode(),
        "gzip that is none": b"\x1f\x8b\x08broken",
    }


@pytest.mark.parametrize("name", sorted(_mutations()))
def test_a_csv_that_is_wrong_in_any_way_is_played_or_refused_with_its_line(tmp_path, name):
    file = tmp_path / ("tickets.csv.gz" if "gzip" in name else "tickets.csv")
    file.write_bytes(_mutations()[name])
    day = date(2020, 1, 8)
    told = str(file)
    try:
        groups = read_services(file, "Kantor", day)
        plan_from_services(groups, "Kantor", day, seed=1, priority=0.1, shares=Shares())
    except SettingsError as error:
        told = str(error)
    assert told.startswith(str(file))
    assert told.isprintable()


def test_a_csv_from_a_spreadsheet_begins_with_a_mark_that_is_no_column(tmp_path):
    file = tmp_path / "tickets.csv"
    file.write_bytes(b"\xef\xbb\xbf" + f"{HEAD}\r\n{ROW}\r\n".encode())
    (group,) = read_services(file, "Kantor", date(2020, 1, 8))
    assert group.counters == 2


def test_a_folder_is_no_csv(tmp_path):
    with pytest.raises(SettingsError, match=str(tmp_path)):
        read_services(tmp_path, "Kantor", date(2020, 1, 8))


def test_names_are_written_on_a_terminal_that_does_not_know_their_signs(started, environment):
    folder = os.fspath(started)
    environment = {**environment, "PYTHONIOENCODING": "cp1252"}
    for words in (
        ["user", "add", "c1", "--name", "Nguyễn", "--pin", "739146"],
        ["user", "list"],
        ["--json", "user", "list"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "hallctl", *words], cwd=folder, capture_output=True, check=False, env=environment
        )
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize("words", [("--config={}", "status"), ("status", "--config", "{}")])
def test_the_log_of_a_bug_lies_beside_the_configuration_that_was_named(
    folder, tmp_path_factory, capsys, monkeypatch, words
):
    other = tmp_path_factory.mktemp("hall")
    shutil.copy(folder / "config.toml", other / "config.toml")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("hallctl.session.Session.settings", broken)
    assert main([word.replace("{}", str(other / "config.toml")) for word in words]) == 70
    log = other / "logs" / "hall.log"
    assert str(log) in capsys.readouterr().err
    assert "a bug" in log.read_text("utf-8")
    assert not (folder / "logs").exists()
