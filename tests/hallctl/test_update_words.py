"""What `hall update` says and refuses before anything is installed, and of the machines of the hall."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hall import __version__
from hall.access import By
from hall.lives import Life
from hall.maintenance.updating import restarting
from hall.maintenance.updating.layout import Releases, program
from hall.maintenance_runs import RunKind
from hall.processes import Machine, Process
from hall.settings import load_settings
from hall.store import open_store
from hall.store.database.schema import PROGRAM
from tests.conftest import FixedClock
from tests.release_wheels import NEXT_STEPS, build, raised


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Releases before and after this one."""
    folder = tmp_path_factory.mktemp("wheels")
    own = build(folder)
    for version in ("0.0.9", "0.2.0"):
        (folder / version).mkdir()
        raised(own, folder / version, version, steps=NEXT_STEPS)
    return folder


@pytest.fixture
def root(folder: Path) -> Path:
    """Where this machine has its releases: there are none yet."""
    return folder / "mpp"


def _made(root: Path, version: str) -> None:
    releases = Releases(root)
    hall = program(releases.path(version), "hall")
    hall.parent.mkdir(parents=True)
    hall.touch()
    releases.mark(version, "")


def _reports(station: str, version: str, *, days_ago: float = 0) -> None:
    at = datetime.now(UTC) - timedelta(days=days_ago)
    with closing(open_store(load_settings(None).database_url, FixedClock(at) if days_ago else None)) as store:
        store.beat(Life("kiosk", station, machine=Machine(station), process=Process(1), version=version))


def test_an_update_is_shown_before_it_is_done(hall, folder, root, wheels):
    hall("status")
    _reports("kiosk-1", __version__)
    shown = hall("update", str(wheels / "0.2.0"), "--dry-run", "--prefix", str(root))
    assert (shown.code, shown.err) == (0, "")
    lines = shown.out.splitlines()
    assert lines[0] == f"{__version__} to 0.2.0. What is new:"
    assert lines[1].startswith("- ")
    assert f"   It is the first: the database goes from schema {PROGRAM.newest} to 9001." in lines
    assert lines[-1] == "Nothing was done."
    assert lines[-2] == "No backup is known here. `hall backup` makes one."
    assert not root.exists()


def test_without_a_terminal_nothing_is_done_unasked(hall, root, wheels):
    asked = hall("--json", "update", str(wheels / "0.2.0"), "--prefix", str(root))
    assert (asked.code, asked.json["error"]["code"]) == (3, "not_asked")
    assert "- " in asked.err
    assert not root.exists()


def test_a_backup_of_today_is_said(hall, root, wheels):
    hall("status")
    with closing(open_store(load_settings(None).database_url)) as store:
        by = By.technician("root", request_id="backup-1")
        store.run(lambda work: work.maintenance.record(by, RunKind.BACKUP, ok=True))
    shown = hall("--json", "update", str(wheels / "0.2.0"), "--dry-run", "--prefix", str(root)).json
    assert (shown["backup_fresh"], shown["changed"], shown["database_later"]) == (True, False, ["9002"])


@pytest.mark.parametrize(("version", "code"), [("0.0.9", "older"), ("nothing", "no_wheelhouse"), (".", "no_release")])
def test_what_is_no_step_forward_is_refused(hall, root, wheels, tmp_path, version, code):
    place = tmp_path if version == "." else wheels / version
    refused = hall("--json", "update", str(place), "--yes", "--prefix", str(root))
    assert (refused.code, refused.json["error"]["code"]) == (3, code)
    assert not root.exists()


def test_each_machine_is_named_with_its_version_and_its_last_sign_of_life(hall):
    assert "No machine has reported yet." in hall("update", "--status").out
    _reports("kiosk-1", "0.0.9", days_ago=2)
    _reports("kiosk-2", __version__)
    _reports("kiosk-3", "0.0.9", days_ago=31)
    shown = hall("update", "--status")
    one, two, end = shown.out.splitlines()
    assert one.startswith("kiosk-1          kiosk    0.0.9      last seen 20")
    assert one.endswith("needs the update; goes on until `hall update --finish`")
    assert two == f"kiosk-2          kiosk    {__version__:<10} runs"
    assert end == f"1 program has not reported {__version__} yet."
    document = hall("--json", "update", "--status").json
    assert [(one["station"], one["runs"], one["needs_update"]) for one in document["stations"]] == [
        ("kiosk-1", False, True),
        ("kiosk-2", True, False),
    ]


def test_an_update_is_not_finished_while_a_machine_lacks_it(hall):
    hall("status")
    _reports("kiosk-1", "0.0.9")
    for words in (("update", "--finish", "--yes"), ("update", "--finish", "--yes", "--except", "kiosk-9")):
        assert hall(*words).code == 3
    assert "kiosk-1 (kiosk, 0.0.9)" in hall("update", "--finish").err
    done = hall("update", "--finish", "--except", "KIOSK-1")
    assert (done.code, "nothing that only older programs use" in done.out) == (0, True)


def test_the_releases_of_this_machine_are_listed_and_all_but_two_deleted(hall, root):
    assert f"There are no releases in {root} yet" in hall("update", "--list", "--prefix", str(root)).out
    for version in ("0.1.1", "0.1.2", "0.1.3"):
        _made(root, version)
    Releases(root).path("0.1.4").mkdir()
    Releases(root).switch("0.1.3")
    listed = hall("update", "--list", "--prefix", str(root)).out.splitlines()
    assert [line.split()[0] for line in listed] == ["0.1.4", "0.1.3", "0.1.2", "0.1.1"]
    assert (listed[0].endswith("not made to the end"), listed[1].endswith("is used")) == (True, True)
    only_said = hall("--json", "update", "--clean", "--dry-run", "--prefix", str(root)).json
    assert (only_said["removed"], only_said["changed"]) == (["0.1.4", "0.1.1"], False)
    assert hall("update", "--clean", "--prefix", str(root)).code == 3
    assert hall("--json", "update", "--clean", "--yes", "--prefix", str(root)).json["changed"]
    assert [one.version for one in Releases(root).all()] == ["0.1.3", "0.1.2"]
    assert "nothing to delete" in hall("update", "--clean", "--prefix", str(root)).out


def test_there_is_no_way_back_from_the_first_release(hall, root):
    refused = hall("update", "--back", "--prefix", str(root))
    assert (refused.code, f"No older release than {__version__} is here." in refused.err) == (3, True)


def test_a_service_that_does_not_start_again_is_named(hall, monkeypatch):
    class Broken(restarting.Service):
        def restart(self) -> str:
            return "" if "kiosk" in self.unit else "no screen"

    units = ("mpp-kiosk.service", "mpp-display.service")
    monkeypatch.setattr(restarting, "services", lambda: tuple(Broken(("systemctl",), unit) for unit in units))
    answer = hall("update", "--restart")
    assert (answer.code, answer.out.splitlines()) == (
        1,
        ["mpp-kiosk.service was started again.", "mpp-display.service was not started again: no screen"],
    )
    monkeypatch.setattr(restarting, "services", tuple)
    assert (hall("update", "--restart").code, "start its programs again" in hall("update", "--restart").out) == (
        0,
        True,
    )


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--back", "--finish"),
        ("house", "--list"),
        ("--status", "--except", "kiosk-1"),
        ("--step", "dance"),
        ("--finish", "--restart"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(hall, words):
    assert hall("update", *words).code == 2


def test_an_update_is_the_technicians(hall):
    refused = hall("--as", "siti", "update", "--status")
    assert (refused.code, "is the technician's" in refused.err) == (2, True)


def test_another_release_is_answered_for_ever_in_the_same_words(hall):
    expected = {
        "version": __version__,
        "needs": PROGRAM.needs,
        "newest": PROGRAM.newest,
        "schema": PROGRAM.newest,
        "oldest": "",
        "works": True,
    }
    assert hall("--json", "update", "--step", "look").json == expected
    assert hall("--json", "update", "--step", "migrate").json == expected
