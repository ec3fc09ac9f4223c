"""`hall backup`: made by rule, kept by rule, listed, checked, and what is said when it goes wrong."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from hall.maintenance.backups import second
from hall.maintenance.backups.files import PART, backup_files

TABLE = '\n[backup]\nfolder = "backups"\nkeep_daily = 1\nkeep_weekly = 0\nkeep_monthly = 0\n'
OTHER_DISK = Path("/dev/shm")


@pytest.fixture
def kept(hall, folder):
    """A hall with [backup]."""
    config = folder / "config.toml"
    config.write_text(config.read_text("utf-8") + TABLE, "utf-8")
    hall("status")
    return hall


def _more(folder: Path, line: str) -> None:
    config = folder / "config.toml"
    config.write_text(config.read_text("utf-8") + line + "\n", "utf-8")


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def _alarms(hall) -> list[str]:
    return [one["code"] for one in hall("alarms", "--json").json["alarms"] if one["code"].startswith("alarm_backup")]


def test_a_backup_is_made_listed_shown_and_checked(kept, folder):
    kept("ticket", "issue", "A")
    made = kept("backup", "--json")
    assert made.code == 0
    path = made.json["file"]
    assert made.json["manifest"]["numbers"][0][1:] == ["A", 1]
    [listed] = kept("backup", "list", "--json").json["backups"]
    assert (listed["file"], listed["ok"], listed["encrypted"], listed["age_hours"]) == (path, True, False, 0.0)
    assert "A-001" in kept("backup", "show", path).out
    assert kept("backup", "check", path).out == f"{path} is whole: Mal Pelayanan Publik, {_rows(made)} rows.\n"
    assert kept("backup", "check", "--all").code == 0
    assert _alarms(kept) == []


def _rows(made) -> int:
    return sum(made.json["manifest"]["rows"].values())


def test_the_rule_removes_older_ones_of_this_hall_alone(kept, folder):
    first = Path(kept("backup", "--json").json["file"])
    first.with_name("other-hall-20260101-000000Z.zip").write_bytes(b"PK")
    first.with_name("notes.txt").write_text("simpan")
    made = kept("backup", "--json").json
    assert made["removed"] == [str(first)]
    assert _names(first.parent) == sorted(["notes.txt", "other-hall-20260101-000000Z.zip", Path(made["file"]).name])


def test_one_by_hand_removes_nothing_and_is_no_run_of_the_rule(kept, folder):
    assert kept("backup", "--to", "stick").code == 0
    assert kept("backup", "--to", "stick").code == 0
    assert len(_names(folder / "stick")) == 2
    assert not (folder / "backups").exists()


def test_without_a_folder_it_says_where_to_write_it(hall, folder):
    hall("status")
    for words in (("backup",), ("backup", "list"), ("backup", "check", "--all")):
        answer = hall(*words)
        assert (answer.code, answer.err.count("[backup] folder")) == (1, 1)
    assert _alarms(hall) == []


def test_a_damaged_one_is_found_named_and_given_up_only_for_a_good_one(kept, folder):
    path = Path(kept("backup", "--json").json["file"])
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    checked = kept("backup", "check", "--all")
    assert (checked.code, "it is damaged" in checked.out) == (1, True)
    assert "DAMAGED" in kept("backup", "list").out
    newer = kept("backup", "--json").json
    assert newer["removed"] == [str(path)]
    assert kept("backup", "check", "--all").code == 0


def test_it_is_encrypted_by_a_file_that_nobody_else_reads(kept, folder):
    _more(folder, 'passphrase_file = "kata-sandi"')
    missing = kept("backup")
    assert (missing.code, "cannot be read" in missing.err) == (1, True)
    secret = folder / "kata-sandi"
    secret.write_text("kuda kuning terbang\n", "utf-8")
    if sys.platform != "win32":
        secret.chmod(0o644)
        assert "chmod 600" in kept("backup").err
        secret.chmod(0o600)
    path = kept("backup", "--json").json["file"]
    assert path.endswith(".zip.age")
    assert not zipfile.is_zipfile(path)
    assert kept("backup", "check", path).code == 0
    secret.write_text("kuda kuning berlari\n", "utf-8")
    wrong = kept("backup", "check", path)
    assert (wrong.code, "the passphrase is another one" in wrong.out) == (1, True)
    secret.write_text("pendek\n", "utf-8")
    assert "less than 8 characters" in kept("backup").err


@pytest.mark.skipif(not os.path.ismount(OTHER_DISK), reason="needs a second file system")
def test_it_is_copied_to_a_second_disk_and_never_into_an_empty_mount_point(kept, folder, request):
    place = OTHER_DISK / f"hall-second-{os.getpid()}"
    request.addfinalizer(lambda: subprocess.run(["rm", "-rf", str(place)], check=True))
    config = folder / "config.toml"
    alone = config.read_text("utf-8")
    (folder / "empty").mkdir()
    _more(folder, f'second = "{folder / "empty"}"')
    missing = kept("backup")
    assert (missing.code, "no other disk is mounted at" in missing.out) == (1, True)
    assert list((folder / "empty").iterdir()) == []
    assert len(backup_files(folder / "backups")) == 1
    assert _alarms(kept) == ["alarm_backup_second"]
    config.write_text(f'{alone}second = "{place}"\n', "utf-8")
    for _ in range(2):
        made = kept("backup", "--json").json
    assert _names(place) == [Path(made["file"]).name] == _names(folder / "backups")
    assert Path(made["second"]).read_bytes() == Path(made["file"]).read_bytes()
    assert _alarms(kept) == []


def test_a_full_disk_is_said_the_old_ones_stay_and_nothing_half_is_left(kept, folder, monkeypatch):
    old = Path(kept("backup", "--json").json["file"])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for what in ("os.fsync", "hall.maintenance.backups.making.sync_folder"):
        with monkeypatch.context() as patch:
            patch.setattr(what, full)
            answer = kept("backup")
        assert (answer.code, answer.err.count("is full: nothing of this backup is left")) == (1, 1)
        assert old.exists()
        assert not [path for path in old.parent.iterdir() if path.name.startswith(PART)]
    assert _alarms(kept) == ["alarm_backup_failed"]
    assert kept("backup").code == 0
    assert _alarms(kept) == []


def test_a_copy_that_reads_differently_is_none(kept, folder, monkeypatch):
    monkeypatch.setattr(second, "refuse_unmounted", lambda *_: None)
    monkeypatch.setattr(second, "_digest", lambda _: "0" * 64)
    _more(folder, 'second = "stick"')
    answer = kept("backup")
    assert (answer.code, "reads differently" in answer.out) == (1, True)
    assert list((folder / "stick").iterdir()) == []


def test_one_that_was_killed_leaves_nothing_that_counts_and_the_next_one_cleans_up(kept, folder):
    backups = folder / "backups"
    process = subprocess.Popen([sys.executable, "-m", "hallctl", "backup"], cwd=folder)
    until = time.monotonic() + 60
    while not [*backups.glob(".hall-backup-*")] or len([*backups.glob(".hall-backup-*")]) < 2:
        assert time.monotonic() < until
        if process.poll() is not None:
            break
    process.kill()
    process.wait()
    (backups / f"{PART}0").write_bytes(b"half")
    assert kept("backup").code == 0
    assert {path.name for path in backups.iterdir() if path.name.startswith(".")} == {
        ".hall-backup.lock",
        ".hall-backups.json",
    }
    assert kept("backup", "check", "--all").code == 0


def test_two_at_once_do_not_meet(kept, folder):
    from hall.maintenance.backups.files import alone_in

    with alone_in(folder / "backups"):
        answer = kept("backup")
    assert (answer.code, "another backup is being made" in answer.err) == (1, True)


def test_what_is_no_backup_is_said(kept, folder):
    answer = kept("backup", "show", "config.toml", "--json")
    assert (answer.code, json.loads(answer.out)["error"]["code"]) == (1, "backup")
    assert "it is no backup" in answer.out
    assert kept("backup", "check", "gone.zip").code == 1
    assert kept("backup", "check").code == 2
    assert kept("backup", "--to", "x", "list").code == 2
