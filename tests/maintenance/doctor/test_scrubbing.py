"""What must not leave the hall does not, however it is written."""

from __future__ import annotations

import unicodedata

import pytest

from hall.maintenance.doctor.scrubbing import Scrubber, only_places
from hall.views import PersonalWords

WORDS = PersonalWords(
    people=(
        ("siti", "Siti Rahmawati", "Siti Nurhaliza"),
        ("desi.r", "Désirée Ibu Li"),
        ("ab", "Li Na"),
        ("Pak Budi",),
    ),
    codes=("BK-7731", "kode lama 9"),
)
SCRUBBER = Scrubber(("s3cret/pass", "kata sandi"), WORDS)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("postgresql://hall:pw@10.0.0.2/hall", "postgresql://***@10.0.0.2/hall"),
        ("postgresql://hall:p@w/x@10.0.0.2/hall", "postgresql://***@10.0.0.2/hall"),
        ("postgresql://10.0.0.2/hall?password=pw&sslmode=require", "?password=***&sslmode=require"),
        ("host=10.0.0.2 password='a b' dbname=hall", "password=*** dbname=hall"),
        ('{"passphrase": "correct \\" horse", "port": 1}', '{"passphrase": ***, "port": 1}'),
        ("api_token = abc123", "api_token = ***"),
        ("$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA", "***"),
        ("hall user add x --pin 639174 --name y", "--pin *** --name y"),
        ("the PIN 639174 was typed", "the *** was typed"),
        ("pin_hash: 12345", "pin_hash: ***"),
        ("-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\nx", "***\nx"),
        ("slip MFRGGZDFMZTWQ2LK is out", "slip *** is out"),
        ("NIK 7471011234560001", "NIK ***"),
        ("NIK 7471 0112 3456 0001", "NIK ***"),
        ("call +62 812-3456-7890 or 081234567890", "call *** or ***"),
        ("mail budi.s@kendarikota.go.id", "mail ***"),
        ("clerk:budi signed in", "clerk:*** signed in"),
        ("cli:root as budi did", "cli:*** as *** did"),
        ("/home/budi/mpp and C:\\Users\\budi\\mpp", "/home/***/mpp and C:\\Users\\***\\mpp"),
    ],
)
def test_secrets_are_known_by_their_form(text: str, without: str):
    assert without in Scrubber().text(text)
    assert without in SCRUBBER.text(text)


@pytest.mark.parametrize(
    "text", ["s3cret/pass", "s3cret%2Fpass", "kata sandi", "kata%20sandi", "url=s3cret/pass&x", "as3cret/passb"]
)
def test_a_known_secret_goes_in_every_spelling(text: str):
    found = SCRUBBER.text(text)
    assert "s3cret" not in found
    assert "sandi" not in found


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Siti Rahmawati is signed in", "person-1 is signed in"),
        ("SITI RAHMAWATI", "person-1"),
        ("laporan-siti.xlsx", "laporan-person-1.xlsx"),
        ("siti_nurhaliza2", "person-1_person-12"),
        ("D\\u00e9sir\\u00e9e and D\\xe9sir\\xe9e", "person-2 and person-2"),
        (unicodedata.normalize("NFD", "Désirée"), "person-2"),
        ("desi.r, desi.r: (desi.r)", "person-2, person-2: (person-2)"),
        ("login ab; cab, abc", "login person-3; cab, abc"),
        ("Li Na called; LI NA", "person-3 called; person-3"),
        ("pak budi sees to it", "person-4 sees to it"),
        ("booking BK-7731 came, bk-7731.", "booking booking came, booking."),
        ("kode lama 9", "booking"),
    ],
)
def test_persons_are_known_by_the_words_of_the_database(text: str, without: str):
    assert SCRUBBER.text(text) == without


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-30 21:47:00,123 INFO kiosk.printing: slip A-042 is out after 812 ms",
        "-rw-------   1000       823296 2026-11-30 21:44:03 hall.db",
        "the database 10.0.0.2:5432/hall does not answer (timeout); check that Postgres runs there",
        "Passed 3 of 4 checks; passes by; PGPASSFILE names a file",
        "situational sitia asiti",
    ],
)
def test_what_is_no_secret_and_no_person_stays(text: str):
    assert SCRUBBER.text(text) == text


def test_a_document_is_scrubbed_by_its_keys_too():
    document = {
        "database": {"url": "postgresql://hall:pw@db/hall"},
        "reports": {"signer": "Dr. Andi", "signed_by": "Kepala DPMPTSP"},
        "obstacle": [{"responsible": "Andi", "id": "x"}],
        "backup": {"passphrase": ["a", "b"], "keep": 7},
        "siti": True,
        "signer": "",
    }
    assert SCRUBBER.value(document) == {
        "database": {"url": "postgresql://***@db/hall"},
        "reports": {"signer": "***", "signed_by": "Kepala DPMPTSP"},
        "obstacle": [{"responsible": "***", "id": "x"}],
        "backup": {"passphrase": "***", "keep": 7},
        "person-1": True,
        "signer": "",
    }


LOG = """2026-11-30 21:47:00,123 INFO counter.desk: Andi Tanpa Nama is signed in
Traceback (most recent call last):
  File "/home/andi/mpp/hall/store/store.py", line 7, in act
    return operation(Andi)
hall.errors.Refused: Andi is signed in at 7
ValueError: Andi
Andi
"""


def test_of_a_log_whose_persons_nobody_knows_only_places_stay():
    assert only_places(LOG).splitlines() == [
        "2026-11-30 21:47:00,123 INFO counter.desk: …",
        "…",
        "  File store.py, line 7, in act",
        "…",
        "hall.errors.Refused",
        "ValueError",
        "…",
    ]
    assert "Andi" not in Scrubber().log(LOG)
    assert "Andi" in Scrubber(words=PersonalWords()).log(LOG)


def test_a_large_log_of_a_large_hall_takes_seconds_at_most():
    many = PersonalWords(
        tuple((f"login{number}", f"Nama{number} Keluarga{number}") for number in range(400)),
        tuple(f"KODE-{number}" for number in range(100_000)),
    )
    scrubber = Scrubber(words=many)
    text = "2026-11-30 21:47:00,123 INFO kiosk: slip of KODE-77 for Nama7 Keluarga7 is out after 812 ms\n" * 20_000
    assert scrubber.text(text).count("booking for person-8 is out") == 20_000
