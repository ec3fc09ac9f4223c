"""A backup of a hall that works: made, verified, damaged, taken apart, on both databases."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import stat
import threading
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hall.access import By
from hall.errors import BackupError, StoreUnavailable
from hall.maintenance.backups import POSTGRES, SQLITE, Source, check, make, manifest_of, sqlite_copy, unpack
from hall.maintenance.backups.files import backup_name
from hall.maintenance.backups.making import without_passwords
from hall.store import open_store
from hall.views.maintenance import LastNumber

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
QUICK = 4
JOURNAL = b"1b2d3c4d life abc\n"


@pytest.fixture
def source(store, hall_url, tmp_path, server_programs) -> Source:
    """A hall in which A-020 was given, on a machine with a kiosk."""
    for _ in range(20):
        store.run(lambda w: w.tickets.issue("A", By.system()))
    config = tmp_path / "machine" / "config.toml"
    (config.parent / "logs").mkdir(parents=True)
    config.write_text('[database]\nurl = "postgresql://hall:sandi@10.0.0.2/hall"\n', "utf-8")
    (config.parent / "logs" / "slips-kiosk-1.journal").write_bytes(JOURNAL)
    return Source(hall_url, config)


def _made(source, tmp_path, passphrase: str = ""):
    return make(source, tmp_path / "backups", NOW, passphrase=passphrase, work=QUICK)


@pytest.mark.parametrize("passphrase", ["", "kata sandi"])
def test_it_says_what_is_in_it_and_comes_apart_again(source, tmp_path, passphrase):
    made = _made(source, tmp_path, passphrase)
    assert made.path.name == f"mal-pelayanan-publik-20261123-030000Z.zip{'.age' if passphrase else ''}"
    assert list(made.path.parent.iterdir()) == [made.path]
    assert os.name == "nt" or stat.S_IMODE(made.path.stat().st_mode) == 0o600
    manifest = check(made.path, passphrase)
    assert manifest == made.manifest
    assert manifest.contents.numbers == (LastNumber(NOW.date(), "A", 20),)
    assert manifest.contents.last_event_id is not None
    assert dict(manifest.contents.rows)["ticket"] == 20
    parts = unpack(made.path, tmp_path / "apart", passphrase)
    assert [file.read_bytes() for file in parts.journals] == [JOURNAL]
    assert parts.config is not None
    assert parts.config.read_text("utf-8") == '[database]\nurl = "postgresql://hall@10.0.0.2/hall"\n'
    if manifest.kind == SQLITE:
        with closing(sqlite3.connect(parts.database)) as found:
            assert found.execute("SELECT count(*) FROM ticket").fetchone() == (20,)
    else:
        assert (manifest.kind, parts.database.read_bytes()[:5]) == (POSTGRES, b"PGDMP")


def test_any_program_opens_it(source, tmp_path):
    with zipfile.ZipFile(_made(source, tmp_path).path) as found:
        assert found.testzip() is None
        assert json.loads(found.read("manifest.json"))["hall"] == "Mal Pelayanan Publik"
        assert found.comment.startswith(b"sha256:")


def _damaged(path: Path, passphrase: str, places: list[int]) -> int:
    found, data = 0, bytearray(path.read_bytes())
    for place in places:
        before = data[place]
        data[place] = (before + random.Random(place).randrange(1, 256)) % 256
        path.write_bytes(data)
        with pytest.raises(BackupError, match=r"damaged|passphrase|encrypted"):
            manifest_of(path, passphrase)
        data[place] = before
        found += 1
    path.write_bytes(data)
    return found


@pytest.mark.parametrize("passphrase", ["", "kata sandi"])
def test_a_hundred_of_a_hundred_wrong_bytes_are_found(source, tmp_path, passphrase):
    path = _made(source, tmp_path, passphrase).path
    size = path.stat().st_size
    places = [*random.sample(range(size), 100), *range(40), *range(size - 100, size)]
    assert _damaged(path, passphrase, places) == len(places)
    assert check(path, passphrase).contents.last_event_id is not None
    for wrong in (path.read_bytes()[:-1], path.read_bytes() + b"\0", b""):
        other = tmp_path / "other.zip"
        other.write_bytes(wrong)
        with pytest.raises(BackupError):
            check(other, passphrase)


def test_a_database_that_was_exchanged_with_all_digests_put_right_is_found(sqlite_store, sqlite_hall_url, tmp_path):
    """Not by chance: whoever writes the whole file anew can only write what is true of its database."""
    from hall.maintenance.backups import archive
    from hall.maintenance.backups.manifest import FILES, Manifest

    config = tmp_path / "config.toml"
    made = make(Source(sqlite_hall_url, config), tmp_path / "backups", NOW)
    parts = unpack(made.path, tmp_path / "apart")
    with closing(sqlite3.connect(parts.database)) as changed:
        changed.execute("DELETE FROM counter_service")
        changed.commit()
    forged = tmp_path / "forged.zip"
    with archive.writing(forged) as written, parts.database.open("rb") as content:
        written.add(FILES[SQLITE], content)
        old = made.manifest
        written.end(Manifest(1, old.program, NOW, SQLITE, 0, old.contents, written.parts))
    with pytest.raises(BackupError, match="does not hold what its manifest says"):
        check(forged)


def test_the_hall_goes_on_while_it_is_copied_and_the_copy_is_one_moment(sqlite_store, sqlite_hall_url, tmp_path):
    over = threading.Event()
    given: list[str] = []

    def work() -> None:
        with closing(open_store(sqlite_hall_url, sqlite_store._clock)) as own:
            while not over.is_set():
                given.append(own.run(lambda w: w.tickets.issue("A", By.system())).code)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for turn in range(3):
            made = make(Source(sqlite_hall_url, tmp_path / "config.toml"), tmp_path / f"backups-{turn}", NOW)
            rows = dict(made.manifest.contents.rows)
            assert rows["ticket"] == sum(one.last for one in made.manifest.contents.numbers)
    finally:
        over.set()
        thread.join()
    assert given


def test_a_copy_never_writes_to_the_hall(sqlite_store, sqlite_hall_url, tmp_path):
    sqlite_store.run(lambda w: w.tickets.issue("A", By.system()))
    database = Path(sqlite_hall_url.removeprefix("sqlite:///"))
    wal = database.with_name(database.name + "-wal")
    before = database.read_bytes(), wal.read_bytes()
    target = tmp_path / "copy.db"
    target.touch()
    sqlite_copy.copy(database, target)
    assert (database.read_bytes(), wal.read_bytes()) == before


def test_a_hall_that_is_not_there_or_is_damaged_is_said_and_nothing_is_left(sqlite_hall_url, tmp_path):
    folder = tmp_path / "backups"
    with pytest.raises(StoreUnavailable, match="there is no database"):
        make(Source(f"sqlite:///{tmp_path}/none.db", tmp_path / "config.toml"), folder, NOW)
    database = Path(sqlite_hall_url.removeprefix("sqlite:///"))
    database.write_bytes(database.read_bytes()[:8192] + b"\xff" * 40_000)
    with pytest.raises(StoreUnavailable, match="damaged"):
        make(Source(sqlite_hall_url, tmp_path / "config.toml"), folder, NOW)
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_empty_takes_nothing(source, tmp_path):
    path = _made(source, tmp_path).path
    with pytest.raises(BackupError, match="is not empty"):
        unpack(path, path.parent)


def test_a_newer_format_is_named(source, tmp_path, monkeypatch):
    from hall.maintenance.backups import making

    monkeypatch.setattr(making, "FORMAT", 2)
    with pytest.raises(BackupError, match="newer program"):
        _made(source, tmp_path)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ('url = "postgresql://hall:s@ndi@h/d"', 'url = "postgresql://hall@h/d"'),
        ('url = "postgresql://hall@h/d?password=sandi&sslmode=require"', None),
        ("url = 'postgresql://hall:sandi@h/d'", "url = 'postgresql://hall@h/d'"),
        ('url = "sqlite:///hall.db"', 'url = "sqlite:///hall.db"'),
        ('url = "postgresql://hall:sa\\"ndi@h/d"', None),
        ("url = ", None),
    ],
)
def test_no_password_is_in_it(line, kept):
    found = without_passwords(f"[database]\n{line}\n".encode())
    assert found is None or b"ndi" not in found
    if kept is not None:
        assert found == f"[database]\n{kept}\n".encode()


def test_a_hall_of_the_schema_before_is_backed_up_before_it_is_migrated(sqlite_hall_url, tmp_path):
    with closing(sqlite3.connect(sqlite_hall_url.removeprefix("sqlite:///"))) as older:
        older.execute("DROP TABLE maintenance_run")
        older.execute("UPDATE alembic_version SET version_num = '0034'")
        older.commit()
    made = make(Source(sqlite_hall_url, tmp_path / "config.toml"), tmp_path / "backups", NOW)
    assert made.manifest.contents.schema == "0034"
    assert check(made.path) == made.manifest


def test_the_commands_do_it_on_a_server(postgres_url, tmp_path, monkeypatch, capsys, server_programs):
    from hallctl.main import main
    from tests.hallctl.conftest import CONFIG

    config = tmp_path / "config.toml"
    config.write_text(f'{CONFIG}\n[backup]\nfolder = "kept"\n[database]\nurl = "{postgres_url}"\n', "utf-8")
    monkeypatch.chdir(tmp_path)

    def hall(*words: str) -> str:
        capsys.readouterr()
        assert main(words) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    hall("init")
    hall("ticket", "issue", "A")
    path = json.loads(hall("backup", "--json"))["file"]
    assert "A-001" in hall("backup", "show", path)
    assert "is whole" in hall("backup", "check", path)
    with closing(open_store(postgres_url)) as store:
        run = store.fetch(lambda view: view.maintenance.last("backup"))
    assert run is not None
    assert (run.ok, run.file, run.note) == (True, path, "")


@pytest.mark.parametrize("passphrase", ["", "kata sandi"])
def test_nothing_readable_lies_where_encrypted_backups_are(sqlite_hall_url, tmp_path, monkeypatch, passphrase):
    places: list[Path] = []
    whole = sqlite_copy.faults

    def noted(database: Path) -> str:
        places.append(database)
        return whole(database)

    monkeypatch.setattr(sqlite_copy, "faults", noted)
    source, folder = Source(sqlite_hall_url, tmp_path / "config.toml"), tmp_path / "backups"
    make(source, folder, NOW, passphrase=passphrase, work=QUICK)
    assert len(places) == 2
    assert {place.is_relative_to(folder) for place in places} == {not passphrase}
    assert not any(place.exists() for place in places)


def test_tables_of_another_program_in_its_own_schema_do_not_matter(postgres_hall_url, tmp_path, server_programs):
    import psycopg

    address = postgres_hall_url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("CREATE SCHEMA parkir")
        try:
            for name in ("tiket", "ticket"):
                other.execute(f"CREATE TABLE parkir.{name} AS SELECT generate_series(1, 9) AS id")
            made = make(Source(postgres_hall_url, tmp_path / "config.toml"), tmp_path / "backups", NOW)
        finally:
            other.execute("DROP SCHEMA parkir CASCADE")
    assert check(made.path) == made.manifest


def test_one_that_follows_within_a_second_is_named_after_it_also_when_the_first_has_gone(tmp_path):
    first = backup_name(tmp_path, "Aula", NOW, encrypted=False)
    first.touch()
    second = backup_name(tmp_path, "Aula", NOW, encrypted=True)
    second.touch()
    assert [first.name, second.name] == ["aula-20261123-030000Z.zip", "aula-20261123-030001Z.zip.age"]
    first.unlink()
    assert backup_name(tmp_path, "Aula", NOW, encrypted=False).name == "aula-20261123-030002Z.zip"
    assert backup_name(tmp_path, "Lain", NOW, encrypted=False).name == "lain-20261123-030000Z.zip"
