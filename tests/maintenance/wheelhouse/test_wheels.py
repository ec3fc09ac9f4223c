"""The wheels of a wheelhouse: which ones a machine needs, and how they come into the folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hall.errors import DeviceError
from hall.maintenance.wheelhouse.own_wheel import lock_file
from hall.maintenance.wheelhouse.pinned import Target, pins, wheels_of
from hall.maintenance.wheelhouse.wheels import fetch
from tests.maintenance.wheelhouse.small_wheels import pinned, small_wheel

LINUX, WINDOWS = Target("3.11"), Target("3.11", windows=True)


def quiet(_line: str) -> None:
    pass


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the network; what pip keeps is the test's own."""
    folder = tmp_path / "index"
    folder.mkdir()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CACHE_DIR", str(tmp_path / "cache"))
    return folder


def test_a_lock_files_pins_are_those_of_the_machine():
    lock = lock_file("board.lock").read_text("utf-8")
    linux, windows = ({one.name: one.version for one in pins(lock, target)} for target in (LINUX, WINDOWS))
    assert set(linux) - set(windows) == {"python-xlib"}
    assert set(windows) - set(linux) == {"colorama"}
    newer = {one.name: one.version for one in pins(lock, Target("3.12"))}
    assert (linux["pyside6-addons"], newer["pyside6-addons"]) == ("6.11.3", "6.12.0")
    assert all(one.hashes for one in pins(lock, LINUX))


def test_a_wheel_fits_by_name_version_and_machine(tmp_path):
    names = ("a-1.0-py3-none-any.whl", "a-1.1-py3-none-any.whl", "b-1.0-cp311-cp311-win_amd64.whl",
             "b-1.0-cp39-abi3-manylinux_2_17_x86_64.whl", "b-1.0-cp312-cp312-manylinux_2_17_x86_64.whl",
             "no wheel.whl")  # fmt: skip
    files = [tmp_path / name for name in names]
    found = {}
    for target in (LINUX, WINDOWS):
        for pin in pins("a==1.0 --hash=sha256:00\nb==1.0 --hash=sha256:00\n", target):
            found[target.windows, pin.name] = [file.name for file in wheels_of(pin, files, target.tags())]
    assert found[False, "a"] == found[True, "a"] == ["a-1.0-py3-none-any.whl"]
    assert found[True, "b"] == ["b-1.0-cp311-cp311-win_amd64.whl"]
    assert found[False, "b"] in (["b-1.0-cp39-abi3-manylinux_2_17_x86_64.whl"], [])  # no x86_64: none


def test_what_is_there_and_right_is_not_fetched_again(index, tmp_path):
    wheels = [small_wheel(index, f"part{n}") for n in range(11)]
    lock = "".join(map(pinned, wheels))
    folder, work = tmp_path / "house", tmp_path / "work"
    folder.mkdir()
    work.mkdir()
    told: list[str] = []
    there = fetch([lock], LINUX, folder, work, told.append)
    assert sorted(file.name for file in there) == sorted(wheel.name for wheel in wheels)
    assert len(told) == 2
    (folder / wheels[4].name).write_bytes(b"half a file")
    (folder / wheels[5].name).unlink()
    fetch([lock], LINUX, folder, work, told.append)
    assert told[2:] == ["wheels for Python 3.11: 9 of 11 are there, fetching part4, part5"]
    for wheel in wheels:
        wheel.unlink()
    assert len(fetch([lock], LINUX, folder, work, told.append)) == 11
    assert len(told) == 3


def test_a_wheel_for_windows_is_not_one_for_linux(index, tmp_path):
    here = small_wheel(index, "part")
    lock = pinned(here, "sys_platform == 'linux'") + pinned(small_wheel(index, "odd"), "sys_platform == 'win32'")
    assert [file.name for file in fetch([lock], LINUX, tmp_path, tmp_path, quiet)] == [here.name]
    assert [file.name for file in fetch([lock], WINDOWS, tmp_path, tmp_path, quiet)] == ["odd-1.0-py3-none-any.whl"]


def test_a_file_that_the_network_changed_is_refused(index, tmp_path):
    lock = pinned(small_wheel(index, "part"))
    small_wheel(index, "part", part_py="print('other')")
    with pytest.raises(DeviceError, match="goes on from what is there") as refused:
        fetch([lock], LINUX, tmp_path, tmp_path, quiet)
    assert "part==1.0" in str(refused.value)
    assert not list(tmp_path.glob("*.whl"))
