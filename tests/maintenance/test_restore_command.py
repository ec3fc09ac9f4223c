"""`hall restore` as somebody at a keyboard has it, on both databases."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hall.maintenance.backups import Source, make
from hall.printing.journal import SlipJournal
from hall.store import open_store, prepare_store
from hallctl.main import main
from tests.hall_samples import BY, small_hall

pytestmark = pytest.mark.usefixtures("server_programs")


@pytest.fixture
def burnt(request, database_url, tmp_path):
    """A backup of an always open hall with A-003, and an empty place of the same kind: A-003 to A-008 were printed
    since at kiosk-1, whose journal is there. By this machine's clock."""
    with closing(prepare_store(database_url, small_hall(always_open=True))) as store:
        for _ in range(3):
            store.run(lambda w: w.tickets.issue("A", BY.kiosk("kiosk-1"), to_print=True))
        day = store.fetch(lambda reader: reader.status().business_day)
    config = tmp_path / "machine" / "config.toml"
    config.parent.mkdir()
    config.write_text('name = "Mal"\n', "utf-8")
    backup = make(Source(database_url, config), tmp_path / "backups", datetime.now(UTC)).path
    with closing(SlipJournal(tmp_path / "slips-kiosk-1.journal", "life", lambda: 1_700_000_000.0)) as journal:
        journal.begin()
        for number in range(3, 9):
            journal.sent(f"T{number}", 0, day, ("A", number))
    if database_url.startswith("sqlite"):
        return backup, f"sqlite:///{tmp_path / 'new.db'}", journal._path
    place = _empty_database(request, database_url)
    return backup, place, journal._path


def _empty_database(request, url: str) -> str:
    import psycopg

    name = f"{url.rpartition('/')[2].partition('?')[0]}_new"
    server = url.replace("+psycopg", "")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")

    def drop():
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    request.addfinalizer(drop)
    return url.replace(url.rpartition("/")[2].partition("?")[0], name)


def answer(capsys, code: int, *words: str) -> dict:
    capsys.readouterr()
    assert main(["--json", *words]) == code
    return json.loads(capsys.readouterr().out)


def test_it_shows_what_it_would_do_and_does_it_when_it_is_told_to(burnt, capsys):
    backup, place, journal = burnt
    order = ["--database", place, "restore", str(backup), "--journal", str(journal)]
    shown = answer(capsys, 0, *order, "--dry-run")
    assert shown["restored"] is False
    assert answer(capsys, 2, *order)["error"]["message"].startswith("Invalid value: without a terminal it needs --yes")
    done = answer(capsys, 0, *order, "--yes")
    assert done["restored"] is True
    numbers = {one["prefix"]: one for one in done["numbers"]}
    assert (numbers["A"]["in_backup"], numbers["A"]["goes_on_after"], numbers["A"]["proof"]) == (3, 8, "journals")
    assert numbers["B"]["proof"] == "nothing_since"
    assert (done["journals_missing"], done["lost_numbers_at_most"]) == ([], 5)
    assert done["waiting"] == ["hall numbers import-manual A 8 --waiting-from 4"]
    assert {key: shown[key] for key in ("numbers", "business_day")} == {
        key: done[key] for key in ("numbers", "business_day")
    }
    with closing(open_store(place)) as store:
        assert store.run(lambda w: w.tickets.issue("A", BY)).code == "A-009"
    words = done["waiting"][0].split()[1:]
    joined = answer(capsys, 0, "--database", place, *words)
    assert joined["last"] == 9, "the next number follows A-009, which was given since"
    assert [ticket["code"] for ticket in joined["waiting"]] == ["A-004", "A-005", "A-006", "A-007", "A-008"]
    capsys.readouterr()
    main(["--json", "--database", place, "audit"])
    assert json.loads(capsys.readouterr().out)["audit"]["findings"] == []
    again = answer(capsys, 1, *order, "--yes")
    assert "mix" in again["error"]["message"], "what is there now is never mixed with a backup"


def test_it_says_in_words_what_is_lost_and_what_to_do(burnt, capsys):
    backup, place, journal = burnt
    words = ["--database", place, "restore", str(backup), "--journals", str(journal.parent), "--last", "B=2", "--yes"]
    assert main(words) == 0
    said = capsys.readouterr().out
    for part in (
        "The backup is of Mal Pelayanan Publik",
        "at most 7 numbers",
        "the journal of kiosk-1",
        "the last slip, as typed",
        "As in the backup: 2G.",
        "  hall numbers import-manual A 8 --waiting-from 4",
        "is back in",
    ):
        assert part in said
    assert "postgres:" not in said.replace("postgresql", "").replace("postgres:***", "")


def test_without_a_journal_it_names_the_kiosk(burnt, capsys):
    backup, place, _ = burnt
    shown = answer(capsys, 0, "--database", place, "restore", str(backup), "--dry-run")
    assert shown["journals_missing"] == ["kiosk-1"]
    assert {one["proof"] for one in shown["numbers"]} == {"rate"}
    assert next(one for one in shown["numbers"] if one["prefix"] == "A")["goes_on_after"] == 6


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--last", "A57"], "is no number on paper"),
        (["--last", "Z-5"], "the hall has no prefix Z; there are A, B, 2G"),
        (["--last", "A-9000", "--last", "A-4"], "more than 2000 ahead"),
        (["--journal", "gone.journal"], "cannot be read"),
        (["--journals", "."], "there is no journal of a kiosk"),
        (["--old", "gone.db"], "there is no database at"),
    ],
)
def test_what_is_typed_wrongly_brings_nothing_back(burnt, tmp_path, capsys, words, said):
    backup, place, _ = burnt
    (tmp_path / "empty").mkdir()
    words = [str(tmp_path / "empty") if word == "." else word for word in words]
    code = main(["--database", place, "restore", str(backup), "--yes", *words])
    assert said in " ".join(capsys.readouterr().err.split())
    assert code in (1, 2, 4)
    shown = answer(capsys, 0, "--database", place, "restore", str(backup), "--dry-run")
    assert shown["restored"] is False, "the place is still empty"


def test_a_folder_gets_the_hall_and_its_configuration(sqlite_store, sqlite_hall_url, tmp_path, capsys):
    config = tmp_path / "config.toml"
    config.write_text('name = "Mal"\n', "utf-8")
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "muna.json").write_text("{}", "utf-8")
    backup = make(Source(sqlite_hall_url, config), tmp_path / "backups", datetime.now(UTC)).path
    folder = tmp_path / "new" / "hall"
    assert answer(capsys, 0, "restore", str(backup), "--to", str(folder), "--yes")["restored"] is True
    assert (folder / "config.toml").read_text("utf-8") == 'name = "Mal"\n'
    assert (folder / "messages" / "muna.json").read_text("utf-8") == "{}"
    with closing(open_store(f"sqlite:///{folder / 'hall.db'}")) as store:
        assert store.fetch(lambda reader: reader.hall().name) == "Mal Pelayanan Publik"


def test_a_folder_that_cannot_be_written_is_named_and_one_that_was_only_looked_at_is_not_made(
    sqlite_store, sqlite_hall_url, tmp_path, capsys
):
    config = tmp_path / "config.toml"
    config.write_text('name = "Mal"\n', "utf-8")
    backup = str(make(Source(sqlite_hall_url, config), tmp_path / "backups", datetime.now(UTC)).path)
    assert answer(capsys, 0, "restore", backup, "--to", str(tmp_path / "new"), "--dry-run")["restored"] is False
    assert not (tmp_path / "new").exists()
    refused = answer(capsys, 1, "restore", backup, "--to", str(config / "new"), "--yes")
    assert "cannot be made" in refused["error"]["message"]


def test_an_encrypted_backup_opens_with_the_file_of_the_configuration(sqlite_store, sqlite_hall_url, tmp_path, capsys):
    config, phrase = tmp_path / "config.toml", tmp_path / "phrase"
    config.write_text('[backup]\nfolder = "cadangan"\npassphrase_file = "phrase"\n', "utf-8")
    phrase.write_text("kata sandi panjang\n", "utf-8")
    phrase.chmod(0o600)
    source = Source(sqlite_hall_url, config)
    backup = make(source, tmp_path / "b", datetime.now(UTC), passphrase="kata sandi panjang", work=4).path
    place = ["--database", f"sqlite:///{tmp_path / 'new.db'}", "restore", str(backup), "--yes"]
    failed = answer(capsys, 1, *place)
    assert "passphrase" in failed["error"]["message"]
    assert answer(capsys, 0, "--config", str(config), *place)["restored"] is True


def test_only_the_technician_restores(sqlite_store, tmp_path, capsys):
    assert main(["--as", "ani", "restore", str(tmp_path / "backup.zip"), "--to", str(tmp_path / "x"), "--yes"]) == 2
    assert "technician" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_a_person_at_a_terminal_types_the_newest_slips_and_is_asked(burnt, monkeypatch, capsys):
    backup, place, _ = burnt
    answers, asked = iter(["a-002", "a-012", "", "nonsense", "2g-9000", ""]), []

    def answered(text, **more):
        asked.append(text)
        return next(answers)

    monkeypatch.setattr("hallctl.commands.restoring._at_terminal", lambda: True)
    monkeypatch.setattr("typer.prompt", answered)
    monkeypatch.setattr("typer.confirm", lambda text, **more: asked.append(text))
    assert main(["--database", place, "restore", str(backup)]) == 0
    assert len(asked) == 7, "asked again until it can be the newest"
    assert asked[0].startswith("Newest slip of A (Perekaman KTP-el)")
    assert asked[-1].startswith("Bring this hall back into")
    said = capsys.readouterr()
    for wrong in ("a-002 is not the newest: the backup proves A-003", "nonsense is no number of 2G", "2g-9000 lies"):
        assert wrong in said.err
    with closing(open_store(place)) as store:
        assert store.run(lambda w: w.tickets.issue("A", BY)).code == "A-013"


def test_whoever_says_no_leaves_nothing(burnt, monkeypatch, capsys):
    import typer

    backup, place, _ = burnt

    def no(text, **more):
        raise typer.Abort

    monkeypatch.setattr("hallctl.commands.restoring._at_terminal", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda text, **more: "")
    monkeypatch.setattr("typer.confirm", no)
    assert main(["--database", place, "restore", str(backup)]) == 130
    assert answer(capsys, 0, "--database", place, "restore", str(backup), "--dry-run")["restored"] is False
    assert Path(backup).exists()
