"""pg_dump and its like: the right one is found, it is handed no secret that others see, its failure is a sentence."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from hall.errors import BackupError, StoreUnavailable
from hall.maintenance.backups import postgres_dump
from hall.store.maintenance.libpq import libpq_address

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are shell scripts")


def _fake(folder: Path, version: str, does: str = "exit 0") -> Path:
    folder.mkdir(parents=True)
    file = folder / "pg_dump"
    file.write_text(
        f'#!/bin/sh\nif [ "$1" = --version ]; then echo "pg_dump (PostgreSQL) {version}"; exit 0; fi\n{does}\n', "utf-8"
    )
    file.chmod(stat.S_IRWXU)
    return file


@pytest.fixture
def only(monkeypatch, tmp_path):
    """Only these programs are on the PATH, and none of the system's."""

    def put(*versions: str, does: str = "exit 0") -> list[Path]:
        files = [_fake(tmp_path / f"v{version}", version, does) for version in versions]
        monkeypatch.setenv("PATH", os.pathsep.join(str(file.parent) for file in files))
        monkeypatch.setattr(postgres_dump, "_INSTALLED", tmp_path / "none")
        return files

    return put


def test_the_newest_that_knows_the_server_is_taken(only):
    files = only("15.8", "18.4", "17.1")
    assert postgres_dump.program("pg_dump", 16) == files[1]


@pytest.mark.parametrize(("versions", "said"), [((), "there is none"), (("15.8",), "there is only pg_dump 15")])
def test_where_none_does_the_package_is_named(only, versions, said):
    only(*versions)
    with pytest.raises(BackupError, match=f"{said}.*postgresql-client-18"):
        postgres_dump.program("pg_dump", 18)


def test_what_it_says_when_it_fails_is_told(only, tmp_path):
    only("18.4", does='echo "pg_dump: error: connection refused" >&2; exit 1')
    with pytest.raises(BackupError, match="pg_dump failed: pg_dump: error: connection refused"):
        postgres_dump.dump(("host=h", {}), "0-1", 18, tmp_path / "dump")


def test_the_password_is_in_its_environment_alone(only, tmp_path):
    only("18.4", does=f'echo "$*" > {tmp_path}/words; echo "$PGPASSWORD" > {tmp_path}/password')
    postgres_dump.dump(
        libpq_address("postgresql://hall:s%40ndi@h:5433/d?sslmode=require"), "0-1", 18, tmp_path / "dump"
    )
    words = (tmp_path / "words").read_text()
    assert "ndi" not in words
    assert all(word in words for word in ("host=h", "port=5433", "user=hall", "dbname=d", "sslmode=require"))
    assert (tmp_path / "password").read_text() == "s@ndi\n"


def test_several_hosts_and_another_database_are_handed_on():
    address, secrets = libpq_address("postgresql://hall@a,b/d?target_session_attrs=read-write", "scratch")
    assert {"host=a,b", "dbname=scratch", "target_session_attrs=read-write"} <= set(address.split())
    assert secrets == {}


def test_a_secret_that_only_the_command_line_could_carry_is_refused():
    with pytest.raises(StoreUnavailable, match="sslpassword"):
        libpq_address("postgresql://hall@h/d?sslpassword=rahasia")
