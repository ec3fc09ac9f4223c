"""The support bundle of a hall in which secrets and names were planted everywhere: none of them is in its bytes."""

from __future__ import annotations

import json
import unicodedata
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from hall.access import By
from hall.settings import load_settings
from hall.store import open_store
from tests.hallctl.test_doctor_command import be_patient

PASSWORD = "kuda-nil-55"
PERSONS = ("Rahmawati", "Nurhaliza", "Désirée", "Pelapor", "Penindak", "Tandatangan", "sitirah", "desi.r")
PLANTED = (PASSWORD, "639174", "7471011234560001", "081234567890", "budi.s@kota.go.id", "frasa-sandi", "laut biru")


@pytest.fixture(autouse=True)
def a_machine_that_is_busy(monkeypatch):
    """With tests: looks may take their time."""
    be_patient(monkeypatch)


@pytest.fixture
def planted(hall, folder: Path, tmp_path_factory, monkeypatch) -> list[str]:
    """All that must not be found."""
    hall("user", "add", "sitirah", "--name", "Siti Rahmawati", "--pin", "639174")
    hall("user", "add", "desi.r", "--name", "Désirée Lestari", "--pin", "582917", "--role", "supervisor")
    hall("user", "rename", "sitirah", "Siti Nurhaliza")
    hall("user", "disable", "sitirah")
    assert hall("plan", "add", "Loket kedua", "--due", "2027-12-01", "--owner", "Pak Penindak").code == 0
    code = hall("booking", "add", "A", "2027-12-01T10:00", "--json").json["booking"]["code"]
    token = hall("ticket", "issue", "A", "--json").json["ticket"]["token"]
    hashes = _hashes(load_settings(None).database_url)
    passfile = tmp_path_factory.mktemp("home") / "pgpass"
    passfile.write_text(f"*:*:*:hall:{PASSWORD}\n", encoding="utf-8")
    monkeypatch.setenv("PGPASSFILE", str(passfile))
    _write_files(folder, token, code, hashes)
    return [*PERSONS, *PLANTED, token, code, *hashes]


def _hashes(url: str) -> list[str]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = list(connection.execute(text("SELECT pin_hash FROM staff")).scalars())
    engine.dispose()
    return found


def _write_files(folder: Path, token: str, code: str, hashes: list[str]) -> None:
    (folder / "phrase").write_text("kuda laut biru muda\n", encoding="utf-8")
    with (folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write('[backup]\npassphrase_file = "phrase"\n')
        file.write('# Siti Rahmawati has the PIN 639174\n[reports]\nsigner = "Ir. Tandatangan"\n')
        file.write('[maintenance]\n# passphrase = "frasa-sandi"\n')
    (folder / "laporan-Rahmawati.txt").touch()
    logs = folder / "logs"
    logs.mkdir(exist_ok=True)
    lines = [
        f"2026-11-30 21:47:00,123 WARNING hall.store: postgresql://hall:{PASSWORD}@10.0.0.2/hall does not answer",
        "2026-11-30 21:47:00,123 INFO counter.desk: SITI RAHMAWATI at 7; sitirah, Siti_Nurhaliza2",
        f"2026-11-30 21:47:01,123 INFO counter.desk: {json.dumps('Désirée')} {unicodedata.normalize('NFD', 'Désirée')}",
        "Traceback (most recent call last):",
        f'  File "/home/desi.r/hall/store.py", line 3, in act: {hashes[0]}',
        "hall.errors.Refused: Désirée Lestari (desi.r) is signed in",
        f"hall user add sitirah --pin 639174; PIN: 639174; PGPASSWORD={PASSWORD} passphrase: 'frasa-sandi'",
        f"slip {token}, booking {code}, NIK 7471011234560001, 081234567890, budi.s@kota.go.id, Pak Penindak",
        "a backup with kuda laut biru muda",
        "the last line stays",
    ]
    for name in ("kiosk.log", "kiosk.log.1", "sitirah.log"):
        (logs / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (logs / "slips-kiosk-1.journal").write_text(f"{token}\n", encoding="utf-8")


def contents(file: Path) -> dict[str, bytes]:
    """The parts of a zip by name."""
    with zipfile.ZipFile(file) as bundle:
        assert bundle.testzip() is None
        return {name: bundle.read(name) for name in bundle.namelist()}


def leaks(file: Path, words: list[str]) -> list[str]:
    """The planted words that are anywhere in a bundle, its names and its packed bytes too, in any case and form."""
    parts = contents(file)
    raw = b"\n".join([file.read_bytes(), *parts.values(), *(name.encode() for name in parts)])
    said = unicodedata.normalize("NFC", raw.decode("utf-8", "replace")).casefold()
    return [word for word in words if word.casefold() in said or json.dumps(word)[1:-1].casefold() in said]


def test_nothing_that_was_planted_is_in_the_bundle(hall, folder: Path, planted: list[str]):
    answer = hall("doctor", "--bundle", "help.zip")
    assert answer.code in (0, 1), answer
    assert answer.out.endswith("help.zip is written; look through it before you send it.\n")
    file = folder / "help.zip"
    assert leaks(file, planted) == []
    assert file.stat().st_mode & 0o777 == 0o600
    parts = contents(file)
    assert [name for name in parts if not name.startswith("logs/")] == [
        "README.txt", "findings.txt", "findings.json", "versions.json", "config.json", "files.txt",
    ]  # fmt: skip
    assert {name for name in parts if name.startswith("logs/")} == {
        "logs/kiosk.log", "logs/kiosk.log.1", "logs/person-1.log",
    }  # fmt: skip
    log = parts["logs/kiosk.log"].decode()
    assert "postgresql://***@10.0.0.2/hall does not answer" in log
    assert "person-2 (person-2) is signed in" in log
    assert "the last line stays" in log
    assert json.loads(parts["config.json"])["agency"][0]["id"] == "disdukcapil"
    assert json.loads(parts["versions.json"])["packages"]["SQLAlchemy"]
    assert "-rw------- " in parts["files.txt"].decode()
    assert "laporan-person-1.txt" in parts["files.txt"].decode()


def test_without_a_database_the_names_are_not_known_and_no_free_text_goes(hall, folder: Path, planted: list[str]):
    (folder / "hall.db").rename(folder / "elsewhere.db")
    assert hall("doctor", "--bundle", "help.zip").code == 4
    (folder / "laporan-Rahmawati.txt").unlink()
    (folder / "logs/sitirah.log").unlink()
    assert hall("doctor", "--bundle", "help.zip").code == 4
    assert leaks(folder / "help.zip", planted) == []
    parts = contents(folder / "help.zip")
    assert "nobody knew the names" in parts["README.txt"].decode()
    assert "2026-11-30 21:47:00,123 WARNING hall.store: …" in parts["logs/kiosk.log"].decode()
    assert "database_no_file" in parts["findings.json"].decode()


def test_a_configuration_with_a_mistake_is_told_without_its_values(hall, folder: Path, planted: list[str]):
    text = (folder / "config.toml").read_text("utf-8")
    (folder / "config.toml").write_text(text + 'metrics_file = "Rahmawati"\n', encoding="utf-8")
    assert hall("doctor", "--bundle", "help.zip").code == 1
    parts = contents(folder / "help.zip")
    assert "metrics_file" in parts["findings.txt"].decode()
    assert "Rahmawati" not in parts["findings.txt"].decode() + parts["findings.json"].decode()


def test_the_ends_of_large_logs_are_enough(hall, folder: Path):
    hall("status")
    (folder / "logs").mkdir(exist_ok=True)
    (folder / "logs/kiosk.log").write_text("begin\n" + "x" * 99 + "\n" + ("y" * 99 + "\n") * 30_000, encoding="utf-8")
    hall("doctor", "--bundle", "help.zip")
    log = contents(folder / "help.zip")["logs/kiosk.log"]
    assert log.startswith(b"y" * 99 + b"\n")
    assert 1_900_000 < len(log) <= 2_000_000


def test_a_place_that_cannot_be_written_is_named(hall, folder: Path):
    hall("status")
    answer = hall("doctor", "--bundle", "gone/help.zip")
    assert "gone/help.zip cannot be written" in answer.err
    (folder / "help.zip").mkdir()
    assert "cannot be written" in hall("doctor", "--bundle", "help.zip").err
    assert not (folder / ".help.zip.part").exists()


def test_only_who_sees_the_whole_hall_reads_the_names(hall):
    hall("user", "add", "sitirah", "--name", "Siti Rahmawati", "--pin", "639174")
    with closing(open_store(load_settings(None).database_url)) as store:
        words = store.fetch(lambda view: view.personal.words(), By.technician("budi"))
        assert ("sitirah", "Siti Rahmawati") in words.people
