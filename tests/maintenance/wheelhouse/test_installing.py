"""A wheelhouse without Debian packages is written, and installs by its script alone."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from hall import __version__
from hall.errors import DeviceError
from hall.maintenance.wheelhouse import Role, Wanted, make, making, read_facts
from hall.maintenance.wheelhouse.sums import write_sums
from tests.maintenance.wheelhouse.small_wheels import pinned, small_wheel

pytestmark = [pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell"), pytest.mark.timeout(400)]
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
WANTED = Wanted((Role.SERVER, Role.BOARD), PYTHON, "2026-11-30", debian=False)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheelhouse whose lock files name one small wheel, through which the tests' own packages are found."""
    folder = tmp_path_factory.mktemp("network")
    borrowed = small_wheel(folder, "borrowed", borrowed_pth=f"{sysconfig.get_path('purelib')}\n")
    for name in ("run.lock", "board.lock"):
        (folder / name).write_text(pinned(borrowed), encoding="utf-8")
    house = tmp_path_factory.mktemp("stick") / "with a blank"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "lock_file", folder.joinpath)
        patch.setenv("PIP_CONFIG_FILE", os.devnull)
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(folder))
        made = make(house, WANTED, lambda _line: None)
    assert made.files == len([path for path in house.rglob("*") if path.is_file()]) - 1
    return house


@pytest.fixture
def house(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "the stick")


class Machine:
    """A machine as far as the script sees it: two folders."""

    def __init__(self, folder: Path) -> None:
        self.prefix, self.links = folder / "opt mpp", folder / "bin"

    def install(self, house: Path, role: str = "server", *, code: int = 0) -> str:
        environment = {"MPP_PREFIX": str(self.prefix), "MPP_LINKS": str(self.links),
                       "PATH": f"{Path(sys.base_exec_prefix) / 'bin'}:{os.environ['PATH']}"}  # fmt: skip
        done = subprocess.run(["sh", str(house / "install.sh"), *role.split()], env=environment,
                              capture_output=True, text=True, check=False, timeout=300)  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stderr if code else done.stdout

    @property
    def release(self) -> Path:
        return self.prefix / "releases" / __version__


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_machine_is_installed_from_the_folder_alone(house, machine):
    said = machine.install(house)
    assert said.splitlines()[-1] == f"hall {__version__}"
    program = machine.links / "hall"
    assert program.resolve() == (machine.release / "bin/hall").resolve()
    answer = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=True, cwd=house)
    assert answer.stdout == f"hall {__version__}\n"
    assert machine.prefix.joinpath("current").readlink() == Path("releases") / __version__
    mark = json.loads((machine.release / "release.json").read_text("utf-8"))
    assert mark["version"] == __version__
    assert mark["wheel"] in (house / "requirements/program.lock").read_text("utf-8")
    assert len(mark["wheel"]) == 64
    made = (machine.release / "bin/hall").stat().st_mtime_ns
    machine.install(house)  # once more: nothing is made anew
    assert (machine.release / "bin/hall").stat().st_mtime_ns == made


@pytest.mark.proof
def test_what_was_interrupted_is_made_anew(house, machine):
    (machine.release / "bin").mkdir(parents=True)
    (machine.release / "bin/python").write_text("half an environment", encoding="utf-8")
    assert machine.install(house).endswith(f"hall {__version__}\n")


@pytest.mark.parametrize("name", ["requirements/run.lock", "wheels/borrowed-1.0-py3-none-any.whl", "README.txt"])
def test_a_damaged_file_is_named_and_nothing_is_installed(house, machine, name):
    content = bytearray((house / name).read_bytes())
    content[len(content) // 2] ^= 1
    (house / name).write_bytes(content)
    assert machine.install(house, code=1).startswith(f"{name} is damaged")
    assert not machine.prefix.exists()


def test_a_missing_file_is_named(house, machine):
    (house / "wheels/borrowed-1.0-py3-none-any.whl").unlink()
    assert "wheels/borrowed-1.0-py3-none-any.whl is missing" in machine.install(house, code=1)


def test_a_wheel_that_no_lock_file_pins_is_not_installed(house, machine):
    """Somebody changed a wheel and the list of hashes with it: the lock file still knows better."""
    small_wheel(house / "wheels", "borrowed", borrowed_pth="import evil\n")
    write_sums(house, [path for path in house.rglob("*") if path.is_file() and path.name != "SHA256SUMS"])
    assert "DO NOT MATCH THE HASHES" in machine.install(house, code=1)
    assert not machine.links.exists()


def test_another_version_is_a_matter_for_an_update(house, machine):
    machine.prefix.mkdir()
    (machine.prefix / "current").symlink_to("releases/0.0.9")
    said = machine.install(house, code=1)
    assert said == f"This machine has version 0.0.9. Update it with: hall update {house}\n"


@pytest.mark.parametrize("role", ["", "tower", "station"])
def test_a_role_that_the_folder_is_not_for_is_refused(house, machine, role):
    said = machine.install(house, role, code=1)
    assert "server" in said
    assert not machine.prefix.exists()


@pytest.mark.parametrize(
    ("words", "lacking"),
    [
        ("kiosk", "kiosk SERVER CODE"),
        ("kiosk 192.168.10.2", "kiosk SERVER CODE"),
        ("board 192.168.10.2", "board SERVER CODE"),
        ("counter root 192.168.10.2", "counter ACCOUNT SERVER CODE"),
        ("counter nobody-of-this-name 192.168.10.2 7K4-9QX", 'There is no account "nobody-of-this-name"'),
        ("single nobody-of-this-name", 'There is no account "nobody-of-this-name"'),
    ],
)
def test_a_line_that_is_not_whole_says_what_is_missing(house, machine, words, lacking):
    assert lacking in machine.install(house, words, code=1)
    assert not machine.prefix.exists()


def test_a_folder_that_was_not_finished_installs_nothing(house, machine):
    (house / "SHA256SUMS").unlink()
    assert "was not finished" in machine.install(house, code=1)


def test_another_release_of_debian_is_named(house, machine):
    facts = (house / "wheelhouse.txt").read_text("utf-8").replace("release=", "release=debian 7")
    (house / "wheelhouse.txt").write_text(facts, encoding="utf-8")
    assert "This folder is for debian 7, this machine is " in machine.install(house, code=1)


def test_another_python_is_named(house, machine):
    facts = (house / "wheelhouse.txt").read_text("utf-8").replace(f"python={PYTHON}", "python=3.99")
    (house / "wheelhouse.txt").write_text(facts, encoding="utf-8")
    write_sums(house, [path for path in house.rglob("*") if path.is_file() and path.name != "SHA256SUMS"])
    assert "This folder is for Python 3.99, this machine has Python" in machine.install(house, code=1)


def test_a_wheelhouse_says_what_it_is(house, tmp_path):
    facts = read_facts(house)
    assert (facts.version, facts.roles, facts.release) == (__version__, (Role.SERVER, Role.BOARD), "")
    assert (house / "wheels" / facts.wheel).is_file()
    with pytest.raises(DeviceError, match="no complete wheelhouse"):
        read_facts(tmp_path)


def test_a_folder_with_other_files_stays_as_it_is(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"a holiday")
    with pytest.raises(DeviceError, match="holds other files"):
        make(tmp_path, WANTED, lambda _line: None)
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DeviceError, match="cannot be written: Not a directory"):
        make(tmp_path / "file/house", WANTED, lambda _line: None)


def test_a_full_disk_is_a_sentence_that_names_the_folder(tmp_path, monkeypatch):
    def full(*_words: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(making, "own_wheel", full)
    monkeypatch.setattr(making, "fetch", lambda *_words: [])
    with pytest.raises(DeviceError, match=f"the disk of {tmp_path}/house is full.*goes on from it"):
        make(tmp_path / "house", WANTED, lambda _line: None)
