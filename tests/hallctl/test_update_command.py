"""`hall update` as a technician runs it: real environments, from folders alone, on both databases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from hall.lives import Life
from hall.maintenance.updating.layout import Releases, program
from hall.processes import Machine, this_process
from hall.settings import load_settings
from hall.store import open_store, prepare_store
from hall.store.database.schema import PROGRAM
from tests.hallctl.conftest import CONFIG
from tests.release_wheels import NEXT_STEPS, borrowed, build, raised

FIRST, SECOND = "0.1.1", "0.2.0"


@dataclass(frozen=True)
class Sticks:
    """A machine with the folders of two releases, of which it has the first."""

    root: Path
    sticks: Path

    @property
    def releases(self) -> Releases:
        return Releases(self.root)

    def stick(self, version: str) -> Path:
        return self.sticks / version


@dataclass(frozen=True)
class Said:
    """What a `hall` in a process of its own gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


def _hall(machine: Sticks, config: Path, *words: str, by: str = "") -> Said:
    """The present release's `hall`, or that of the release ``by``."""
    folder = machine.releases.path(by) if by else machine.root / "current"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [program(folder, "hall"), "--config", config, *words],
        env={**clean, "COVERAGE_PROCESS_START": ""},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Sticks:
    """It was updated from this checkout, which has no releases, to the first release; the second one is made already:
    environments take most of the time."""
    base = tmp_path_factory.mktemp("update")
    wheel = build(base)
    lock = borrowed(base)
    made = Sticks(base / "mpp", base / "sticks")
    for version, steps in ((FIRST, {}), (SECOND, NEXT_STEPS)):
        folder = made.stick(version) / "wheels"
        folder.mkdir(parents=True)
        (folder / "borrowed-1.0-py3-none-any.whl").symlink_to(base / "borrowed-1.0-py3-none-any.whl")
        raised(wheel, folder, version, steps=steps, lock=lock)
    return made


@pytest.fixture
def config(tmp_path: Path, database_url: str, machine: Sticks) -> Path:
    """The configuration of a hall on each database, which holds a hall of the first release."""
    file = tmp_path / "config.toml"
    file.write_text(f'{CONFIG}\n[database]\nurl = "{database_url}"\n', encoding="utf-8")
    prepare_store(database_url, load_settings(file).structure).close()
    if machine.releases.find(FIRST) is not None:
        machine.releases.switch(FIRST)
    return file


def _reported(url: str, station: str, version: str) -> None:
    hardware = Machine("02aaaaaaaaaa", "boot", "pid:[1]")
    with closing(open_store(url)) as store:
        store.beat(Life("kiosk", station, machine=hardware, process=this_process(), version=version))


@pytest.fixture
def first(machine: Sticks, config: Path) -> Callable[..., Said]:
    """`hall` of the present release, on a machine that has the first one."""
    if machine.releases.find(FIRST) is None:
        words: list[str | Path] = [
            "--config",
            config,
            "--json",
            "update",
            machine.stick(FIRST),
            "--yes",
            "--prefix",
            machine.root,
        ]
        done = subprocess.run(
            [sys.executable, "-m", "hallctl", *words], capture_output=True, text=True, timeout=100, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        answer = json.loads(done.stdout)
        assert (answer["version"], answer["changed"], answer["database_now"]) == (FIRST, True, [])
    return lambda *words, by="": _hall(machine, config, *words, by=by)


@pytest.mark.proof
def test_a_hall_is_updated_and_goes_back_and_on_and_ends_the_update(first, machine, database_url):
    _reported(database_url, "kiosk-1", FIRST)
    done = first("--json", "update", str(machine.stick(SECOND)), "--yes")
    assert (done.code, done.json["version"], done.json["schema"]) == (0, SECOND, "9001"), done.err
    assert f"kiosk-1 (kiosk, {FIRST})" in done.err
    assert done.json["order"][1].endswith(f"the database goes from schema {PROGRAM.newest} to 9001.")

    went = first("--json", "update", "--back", "--yes")
    assert (went.code, went.json["version"], machine.releases.current()) == (0, FIRST, FIRST), went
    assert first("ticket", "issue", "A").code == 0
    machine.releases.switch(SECOND)

    refused = first("update", "--finish", "--yes")
    assert (refused.code, f"kiosk-1 (kiosk, {FIRST})" in refused.err) == (3, True)
    ready = first("update", "--finish", "--except", "kiosk-1", "--dry-run")
    assert (ready.code, "9002 nobody reads the arrows" in ready.out, "Nothing was done." in ready.out) == (
        0,
        True,
        True,
    )
    finished = first("--json", "update", "--finish", "--except", "Kiosk-1", "--yes")
    assert (finished.code, finished.json["schema"]) == (0, "9002"), finished

    no_way = first("update", "--back", "--yes")
    assert (no_way.code, f"There is no way back to {FIRST}" in no_way.err) == (3, True)
    assert "0.2.0 or newer" in no_way.err
    assert machine.releases.current() == SECOND
    assert first("status", by=FIRST).code == 4
