"""The program's own wheel, from an installation: the same as the one that was installed."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import zipfile
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from hall.errors import DeviceError
from hall.maintenance.wheelhouse.own_wheel import put_together
from tests.maintenance.wheelhouse.small_wheels import small_wheel


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    return small_wheel(
        tmp_path / "first", "mpp_queue", hall_py="number = 42\n", entry="[console_scripts]\nhall=hall:main\n"
    )


@pytest.fixture
def installed(tmp_path: Path, wheel: Path) -> Distribution:
    # Not what these tests run from, which pip would take away first: that is what is ignored.
    words = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--isolated",
        "--no-index",
        "--no-deps",
        "--ignore-installed",
        "--prefix",
    ]
    subprocess.run([*words, str(tmp_path / "prefix"), str(wheel)], check=True, capture_output=True)
    (info,) = (tmp_path / "prefix").rglob("*.dist-info")
    assert list((tmp_path / "prefix").glob("*/hall"))  # a script, which was in no wheel
    return Distribution.at(info)


def content(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("RECORD")}


def test_an_installation_makes_its_wheel_again(installed, wheel, tmp_path):
    made = put_together(installed, tmp_path)
    assert made.name == wheel.name
    assert content(made) == content(wheel)
    with zipfile.ZipFile(made) as archive:
        record = archive.read("mpp_queue-1.0.dist-info/RECORD").decode("utf-8").splitlines()
        for line in record[:-1]:
            name, digest, size = line.split(",")
            data = archive.read(name)
            found = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode("ascii")
            assert (digest, int(size)) == (f"sha256={found}", len(data))
    assert sorted(line.split(",")[0] for line in record) == sorted(archive.namelist())
    before = made.read_bytes()
    assert put_together(installed, tmp_path).read_bytes() == before


def test_a_file_that_was_changed_since_is_not_handed_on(installed, tmp_path):
    Path(str(installed.locate_file("hall.py"))).write_text("number = 41\n", encoding="utf-8")
    with pytest.raises(DeviceError, match=r"hall\.py was changed since it was installed"):
        put_together(installed, tmp_path)
