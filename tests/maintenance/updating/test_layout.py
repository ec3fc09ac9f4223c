"""The releases of a machine: which are there, which is used, and that a step is taken whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hall.maintenance.updating import layout, stepping
from hall.maintenance.updating.errors import UpdateRefused
from hall.maintenance.updating.layout import Releases, program, usual_root
from hall.maintenance.updating.stepping import Present

KILLED = """
import os, signal, sys
from pathlib import Path
from hall.maintenance.updating import layout

count = int(sys.argv[2])
def die(event, arguments):
    global count
    if event in ("os.symlink", "os.rename", "os.remove", "os.mkdir"):
        count -= 1
        if count < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(die)
layout.Releases(Path(sys.argv[1])).switch("0.2.0")
"""


def _made(releases: Releases, version: str, *, ready: bool = True) -> Path:
    folder = releases.path(version)
    hall = program(folder, "hall")
    hall.parent.mkdir(parents=True)
    hall.touch()
    if ready:
        releases.mark(version, "a1")
    return folder


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    found = Releases(tmp_path / "mpp")
    for version in ("0.1.0", "0.9.0", "0.10.0"):
        _made(found, version)
    found.switch("0.9.0")
    return found


def test_a_machine_without_releases_has_none(tmp_path):
    none = Releases(tmp_path / "none")
    assert (none.all(), none.current(), none.before(), none.find("0.1.0")) == ((), "", None, None)
    assert stepping.present(none).environment == Path(sys.prefix)


def test_releases_are_listed_newest_first_and_one_that_was_not_made_to_the_end_is_not_ready(releases):
    _made(releases, "0.11.0", ready=False)
    (releases.path("0.9.0") / layout.MARK).write_text("half a ma")
    assert [(one.version, one.ready) for one in releases.all()] == [
        ("0.11.0", False),
        ("0.10.0", True),
        ("0.9.0", False),
        ("0.1.0", True),
    ]
    assert (releases.find("0.11.0"), releases.find("0.9.0")) == (None, None)
    assert releases.find("0.10.0").wheel == "a1"


def test_current_leads_to_the_release_that_is_used(releases):
    assert (releases.root / "current" / "bin" / "hall").resolve() == program(releases.path("0.9.0"), "hall")
    releases.switch("0.10.0")
    assert (releases.current(), releases.before().version) == ("0.10.0", "0.9.0")
    releases.switch("0.1.0")
    releases.switch("0.1.0")
    assert (releases.current(), releases.before()) == ("0.1.0", None)
    assert {one.name for one in releases.root.iterdir()} == {"current", "releases"}


def test_the_way_back_leads_to_what_was_used_before_and_not_to_what_was_left(releases):
    _made(releases, "0.11.0")
    releases.switch("0.10.0")
    releases.switch("0.9.0")
    releases.switch("0.11.0")
    assert releases.before().version == "0.9.0"
    releases.remove("0.9.0")
    assert releases.before().version == "0.10.0"


def test_a_machine_that_moved_keeps_its_way_to_the_release(releases):
    moved = Releases(releases.root.rename(releases.root.with_name("elsewhere")))
    assert program(moved.root / "current", "hall").exists()


@pytest.mark.parametrize("step", range(5))
def test_a_death_in_the_switch_leaves_the_old_release_or_the_new_one(releases, step):
    _made(releases, "0.2.0")
    (releases.root / layout._NEXT).symlink_to("what an earlier death has left")
    command = [sys.executable, "-c", KILLED, str(releases.root), str(step)]
    killed = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}, check=False)
    assert killed.returncode in (-signal.SIGKILL, 0)
    assert releases.current() in ("0.9.0", "0.2.0")
    assert program(releases.root / "current", "hall").exists()
    assert (step < 4) == (killed.returncode != 0)
    releases.switch("0.2.0")
    assert releases.current() == "0.2.0"


def test_on_windows_a_junction_is_moved_in_and_a_death_between_the_moves_is_mended(releases, monkeypatch):
    monkeypatch.setattr(layout, "junction", lambda link, target: link.symlink_to(target))
    monkeypatch.setattr(layout, "_remove_link", lambda link: link.unlink(missing_ok=True))
    _made(releases, "0.2.0")
    for version, before in (("0.2.0", True), ("0.9.0", False)):
        with pytest.MonkeyPatch.context() as windows:
            windows.setattr(sys, "platform", "win32")
            if not before:
                releases._current.unlink()
            releases.switch(version)
        assert releases.current() == version
    assert {one.name for one in releases.root.iterdir()} == {"current", "releases"}


def test_an_environment_from_before_is_a_release_too_and_only_the_way_to_it_is_removed(releases, tmp_path):
    old = tmp_path / "old"
    hall = program(old, "hall")
    hall.parent.mkdir(parents=True)
    hall.touch()
    releases.adopt(old, "0.0.9")
    releases.adopt(old, "0.0.9")
    found = releases.find("0.0.9")
    assert (found.ready, found.elsewhere) == (True, old)
    releases.remove("0.0.9")
    assert releases.find("0.0.9") is None
    assert [one.name for one in hall.parent.iterdir()] == [hall.name]


def test_what_is_removed_is_gone_and_what_is_not_there_is_no_fault(releases):
    releases.remove("0.1.0")
    releases.remove("0.1.0")
    assert [one.version for one in releases.all()] == ["0.10.0", "0.9.0"]


def test_the_release_that_scripts_installed_is_there_to_go_back_to(releases):
    (releases.path("0.9.0") / layout.MARK).unlink()
    stepping.use(releases, "0.10.0", Present("0.9.0", releases.path("0.9.0")))
    assert releases.before().version == "0.9.0"


def test_the_last_two_and_what_runs_are_kept(releases):
    _made(releases, "0.11.0")
    _made(releases, "0.12.0", ready=False)
    releases.switch("0.11.0")
    gone = stepping.removable(releases, lambda folder: folder.name == "0.1.0")
    assert [one.version for one in gone] == ["0.12.0", "0.10.0"]


def test_two_updates_at_once_are_refused(releases):
    with (
        releases.held(),
        pytest.raises(UpdateRefused, match="Another update") as refusal,
        Releases(releases.root).held(),
    ):
        pass
    assert refusal.value.code == "under_way"
    with releases.held():
        pass


def test_a_folder_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UpdateRefused, match="run this as its owner"):
        Releases(tmp_path / "file").switch("0.2.0")
    with pytest.raises(UpdateRefused, match="run this as its owner"), Releases(tmp_path / "file").held():
        pass


def test_a_program_among_releases_knows_its_root(monkeypatch):
    monkeypatch.setattr(sys, "prefix", "/srv/hall/releases/0.2.0")
    assert usual_root() == Path("/srv/hall")
    monkeypatch.setattr(sys, "prefix", "/opt/mpp/.venv")
    assert usual_root() == Path("/opt/mpp")
