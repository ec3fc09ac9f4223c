"""What the hall writes is for its own user alone, whatever the umask says; others' modes are complained about."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from hall import private
from hall.access import By
from hall.crash_log import append_to_log
from hall.printing.journal import SlipJournal
from hall.printing.paper import Mode, paper_of
from hall.printing.printer import PaperPrinter
from hall.printing.specimen import SPECIMEN
from hall.store import open_store, prepare_store
from hall.store.database.notes import files_of, notes
from hall.voice import new_pack
from hallctl.main import main
from qtkit.program import Program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no modes")


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=oct)
def umask(request):
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_hall_is_readable_by_its_user_alone_with_its_journal_and_locks(tmp_path, structure, umask):
    with closing(prepare_store(f"sqlite:///{tmp_path / 'hall.db'}", structure)) as store:
        store.run(lambda work: work.staff.add("siti", "Siti", "407163", By.system()))
        found = {path.name: oct(mode(path)) for path in files_of(tmp_path / "hall.db")}
        assert len(found) == 5
        assert set(found.values()) == {"0o600"}
        assert private.complaint(files_of(tmp_path / "hall.db")) == ""


def test_texts_and_folders_are_private_and_a_file_that_is_there_keeps_its_mode(tmp_path, umask):
    folder = tmp_path / "a" / "b"
    private.make_folder(folder)
    assert [oct(mode(path) & 0o077) for path in (folder, folder.parent)] == ["0o0", "0o0"]
    if os.geteuid() != 0 and mode(folder) != 0o700:
        pytest.skip("a umask of 777 keeps even the owner out of new folders")
    private.write_text(folder / "x", "one")
    assert mode(folder / "x") == 0o600
    (folder / "x").chmod(0o640)
    private.write_text(folder / "x", "two")
    assert (mode(folder / "x"), (folder / "x").read_text()) == (0o640, "two")


def test_files_that_others_may_read_are_complained_about_with_the_line_that_mends_it(sqlite_hall_url, tmp_path, capsys):
    database = tmp_path / "hall.db"
    database.chmod(0o644)
    said = f"other users of this machine may read or change hall.db; run: chmod 600 {database}"
    assert said in notes(database)
    assert main(["--database", sqlite_hall_url, "status"]) == 0
    out = capsys.readouterr().out
    assert "other users of this machine may read or change hall.db" in out
    assert f"run: chmod 600 {database}" in out
    database.chmod(0o600)
    with closing(open_store(sqlite_hall_url)) as store:
        assert not any("chmod" in note for note in store.notes())


def test_the_line_that_mends_it_can_be_typed(tmp_path):
    odd = tmp_path / "my hall's.db"
    odd.touch(0o666)
    odd.chmod(0o666)
    assert private.complaint([odd]).endswith(f"chmod 600 '{tmp_path}/my hall'\\''s.db'")


@pytest.mark.parametrize(
    ("version", "faulty"),
    [((3, 6, 23), False), ((3, 40, 1), True), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 54, 1), False)],
)
def test_a_sqlite_with_the_wal_reset_fault_is_said(version, faulty):
    from hall.store.database.notes import library_note

    assert ("WAL-reset" in library_note(version)) is faulty


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_file_that_root_makes_beside_anothers_database_is_that_ones(tmp_path, structure):
    os.chown(tmp_path, 65534, 65534)
    with closing(prepare_store(f"sqlite:///{tmp_path / 'hall.db'}", structure)):
        assert {path.stat().st_uid for path in files_of(tmp_path / "hall.db")} == {65534}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_all_that_root_leaves_in_anothers_hall_is_that_ones(tmp_path, monkeypatch, qapp):
    """The journal of a kiosk, logs of programs and of the command, slips on the disk, a voice pack, an instance's lock:
    a file of root's that only root can read would keep the hall's own user out."""
    os.chown(tmp_path, 65534, 65534)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    (tmp_path / "config.toml").touch()
    os.chown(tmp_path / "config.toml", 65534, 65534)
    assert append_to_log("hall.log", Path("config.toml"), "x") == tmp_path / "logs" / "hall.log"
    journal = SlipJournal.of("kiosk-1", tmp_path / "logs", "life")
    journal.begin()
    journal.sent("token", 0)
    PaperPrinter(tmp_path / "slips" / "today", paper_of(80), Mode.RASTER).print(SPECIMEN)
    new_pack.make_folders(tmp_path / "packs" / "ours", ("id",))
    new_pack.write_text(tmp_path / "packs" / "ours" / "pack.toml", "")
    program = Program("hut", config=tmp_path / "config.toml", station="one", log_folder=tmp_path / "logs")
    try:
        made = {path.relative_to(tmp_path): path.stat().st_uid for path in tmp_path.rglob("*")}
    finally:
        program.close()
        journal.close()
    assert {path.name.partition("-")[0] for path in made} >= {"hall.log", "hut.log", "mpp", "slips", "pack.toml"}
    assert {path: uid for path, uid in made.items() if uid != 65534} == {}
