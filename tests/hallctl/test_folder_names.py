"""A hall's folder may have any name: what a URL would read as something else stays a sign of the name."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hall.access import By
from hall.database_url import sqlite_url
from hall.errors import StoreUnavailable
from hall.printing.journal import SlipJournal
from hall.settings import load_settings
from hall.settings.database import database_error, settled_database
from hall.store import start_store
from hall.store.database.engine import parse_url, shown_url, sqlite_path
from hall.store.database.feed import FeedNews, open_feed
from hallctl.demo.temporary import write_hall
from hallctl.main import main
from hallctl.simulate import run
from hallctl.simulate.run import url_kind
from hallctl.simulate.synthetic import Demand, sample_plan
from tests.hall_samples import small_hall

MONDAY = date(2026, 11, 30)
NAMES = [
    "MPP?1",
    "MPP%20Kendari",
    "MPP%41",
    "MPP%",
    "MPP#2",
    "MPP & Co; 'x'",
    "MPP Kendari é 中",
    "a@b:c",
    "100%?x=1&y=2#z",
    "MPP+1",
]
if sys.platform == "win32":
    NAMES = [name for name in NAMES if not set("?:") & set(name)]


@pytest.fixture(params=NAMES)
def place(request: pytest.FixtureRequest, folder: Path) -> Path:
    """A folder of such a name with a configuration; nothing else is next to it."""
    return moved(folder, request.param)


def moved(folder: Path, name: str) -> Path:
    """The configuration of ``folder``, moved into a folder of this name inside."""
    place = folder / name
    place.mkdir()
    (folder / "config.toml").rename(place / "config.toml")
    return place


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_commands_make_and_use_the_database_inside_and_nothing_beside(place, capsys):
    hall = ["--config", str(place / "config.toml")]
    for words in (["init"], ["ticket", "issue", "A"], ["status"], ["audit"], ["apply"]):
        assert main([*hall, *words]) == 0, (words, capsys.readouterr())
    assert {"hall.db", "hall.db.lock", "hall.db.lock-queue"} <= names_in(place)
    assert names_in(place.parent) == {place.name}


def test_the_answer_names_the_folder_and_its_url_can_be_given_back(place, capsys):
    assert main(["--config", str(place / "config.toml"), "init"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    url = first.removeprefix("The database ").rpartition(" now has")[0]
    assert sqlite_path(parse_url(settled_database(url, place))) == place / "hall.db"
    assert main(["--config", str(place / "config.toml"), "--database", url, "status"]) == 0


def test_the_folder_as_it_is_named_is_understood_on_the_command_line(place, capsys):
    written = f"sqlite:///{place}/hall.db"
    code = main(["--config", str(place / "config.toml"), "--database", written, "init"])
    said = capsys.readouterr()
    if "?" in place.name:
        assert (code, "%3F" in said.err) == (2, True)
    else:
        assert code == 0
        assert "hall.db" in names_in(place)
    assert names_in(place.parent) == {place.name}


def test_programs_start_and_watch_the_database_inside(place):
    settings = load_settings(place / "config.toml", environ={})
    with closing(start_store(settings.database_url, settings.structure)) as store:
        feed = open_feed(settings.database_url)
        assert feed.wait(0) is not FeedNews.LOST
        store.run(lambda work: work.staff.add("siti", "Siti", "407163", By.system()))
        assert feed.wait(5) is FeedNews.CHANGED
        feed.close()
        feed.wait(0)
    journal = SlipJournal.of("kiosk-1", place / "logs", "life")
    journal.begin()
    journal.close()
    assert journal.problem == ""
    assert {"hall.db", "logs"} <= names_in(place)
    assert names_in(place.parent) == {place.name}


def test_temporary_halls_stand_in_a_temporary_folder_of_any_name(folder, monkeypatch):
    place = moved(folder, NAMES[-2])
    assert sqlite_path(parse_url(write_hall(place).database)) == place / "hall.db"
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setattr(run._Play, "perform", lambda play: sqlite_path(parse_url(play._url)))
    plan = sample_plan(small_hall(), MONDAY, MONDAY, Demand(visitors=1))
    played: Any = run.simulate(plan, run.Staging(keep=True), lambda _line: None, lambda _tally, _now: None)
    assert played.parent.parent == place
    assert played.exists()


@pytest.mark.parametrize("name", ["MPP 1", "MPP%201"])
def test_a_written_url_means_the_folder_of_this_very_name_first(tmp_path, name):
    (tmp_path / "MPP 1").mkdir()
    (tmp_path / name).mkdir(exist_ok=True)
    url = settled_database("sqlite:///MPP%201/hall.db", tmp_path)
    assert sqlite_path(parse_url(url)) == tmp_path / name / "hall.db"


def test_options_after_a_file_are_refused_with_the_way_to_write_the_sign():
    error: Any = database_error("sqlite:////srv/MPP?1/hall.db")
    assert "%3F" in error.problem
    with pytest.raises(StoreUnavailable, match="%3F"):
        parse_url("sqlite:////srv/MPP?1/hall.db")


def test_a_url_is_shown_as_its_file_is_named(tmp_path):
    file = tmp_path / "MPP é #1@x" / "hall.db"
    assert shown_url(parse_url(sqlite_url(file))) == f"sqlite:///{file}"
    assert url_kind(sqlite_url(file)) == "sqlite"


def test_the_hall_command_itself_runs_in_such_a_folder(folder, environment):
    place = moved(folder, NAMES[-2])
    words = [sys.executable, "-m", "hallctl", "init"]
    done = subprocess.run(words, check=False, cwd=place, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "hall.db" in names_in(place)
    assert names_in(folder) == {place.name}
