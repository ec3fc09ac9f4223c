"""From one release to the next, killed before each of its steps: the old one goes on, or the new one does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hall.maintenance.updating.errors import UpdateRefused
from hall.maintenance.updating.layout import Releases

UPDATE = """
import json, os, signal, subprocess, sys
from pathlib import Path
from hall.maintenance.updating import between, environment, stepping
from hall.maintenance.updating.layout import Releases
from hall.maintenance.updating.wheel import Release

folder, deadly, wrong = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
schema = folder / "schema"
calls = 0

def answer(words):
    if "venv" in words:
        (Path(words[-1]) / "bin").mkdir(parents=True)
        return ""
    program = Path(words[0])
    if "install" in words:
        if (program.parent / "packages").exists():
            (program.parent / "hall").touch()
        (program.parent / "packages").touch()
        return ""
    if "--version" in words:
        assert program.exists()
        return f"hall {program.parents[1].name}\\n"
    if "-c" in words:
        return json.dumps([] if "distributions" in words[-1] else {"kiosk": "no Qt"} if wrong in str(program) else {})
    if "migrate" in words:
        schema.write_text("0036")
    version = program.parents[1].name
    needs = "0036" if version == "0.2.0" else "0035"
    return json.dumps({"version": version, "needs": needs, "newest": needs, "schema": schema.read_text(), "oldest": ""})

def run(words, environ=None):
    global calls
    if calls == deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    calls += 1
    return subprocess.CompletedProcess(words, 0, answer([str(word) for word in words]), "")

environment.run = between.run = run
releases = Releases(folder / "mpp")
wheel = folder / "mpp_queue-0.2.0-py3-none-any.whl"
release = Release(wheel, "0.2.0", (), "", {"run": ""}, ())
here = stepping.present(releases)
say = lambda line: None
hall = between.Hall(folder / "config.toml", "sqlite:///hall.db")
with releases.held():
    stepping.prepare(releases, release, here, say)
    stepping.bring_up(releases, "0.2.0", hall, say)
    stepping.use(releases, "0.2.0", here)
print(calls)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A machine with one release, whose database has its schema, and the wheel of the next one."""
    releases = Releases(tmp_path / "mpp")
    hall = releases.path("0.1.0") / "bin" / "hall"
    hall.parent.mkdir(parents=True)
    hall.touch()
    releases.mark("0.1.0", "")
    releases.switch("0.1.0")
    (tmp_path / "schema").write_text("0035")
    (tmp_path / "mpp_queue-0.2.0-py3-none-any.whl").touch()
    return tmp_path


def _update(folder: Path, deadly: int = -1, wrong: str = "nowhere") -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", UPDATE, str(folder), str(deadly), wrong]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    return subprocess.run(words, capture_output=True, text=True, env=environment, timeout=60, check=False)


@pytest.mark.parametrize("deadly", range(9))
def test_killed_before_any_of_its_steps_the_old_release_goes_on_and_the_same_command_ends_it(folder, deadly):
    assert _update(folder, deadly).returncode == -signal.SIGKILL
    releases = Releases(folder / "mpp")
    assert releases.current() == "0.1.0"
    assert (releases.root / "current" / "bin" / "hall").exists()
    again = _update(folder)
    assert again.returncode == 0, again.stderr
    assert (releases.current(), releases.find("0.2.0").ready) == ("0.2.0", True)
    assert (folder / "schema").read_text() == "0036"


def test_there_are_no_more_steps_than_were_tried(folder):
    assert _update(folder).stdout == "9\n"
    assert Releases(folder / "mpp").before().version == "0.1.0"


def test_a_release_of_which_a_program_no_longer_loads_is_not_kept(folder):
    refused = _update(folder, wrong="0.2.0")
    assert (refused.returncode, "kiosk: no Qt" in refused.stderr) == (1, True)
    releases = Releases(folder / "mpp")
    assert (releases.current(), [one.version for one in releases.all()]) == ("0.1.0", ["0.1.0"])
    assert (folder / "schema").read_text() == "0035"


def test_what_does_not_load_on_this_machine_anyway_is_no_reason(folder):
    assert _update(folder, wrong="releases").returncode == 0
    assert Releases(folder / "mpp").current() == "0.2.0"


ORPHAN = """
import os, signal, sys
from pathlib import Path
from hall.maintenance.updating.environment import run
from hall.maintenance.updating.layout import Releases
with Releases(Path(sys.argv[1])).held():
    run([sys.executable, "-c", "import os, signal, sys; os.kill(os.getppid(), signal.SIGKILL); "
        "open(sys.argv[1]).read()", sys.argv[2]])
"""


def test_an_installer_that_outlives_a_killed_update_keeps_others_out(folder):
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    killed = subprocess.Popen([sys.executable, "-c", ORPHAN, str(folder / "mpp"), str(pipe)], env=environment)
    assert killed.wait(timeout=60) == -signal.SIGKILL
    releases = Releases(folder / "mpp")
    with pytest.raises(UpdateRefused, match="under way"), releases.held():
        pass
    pipe.write_text("end")
    for _ in range(600):
        try:
            with releases.held():
                return
        except UpdateRefused:
            time.sleep(0.1)
    pytest.fail("the lock of an update that is over stays")
