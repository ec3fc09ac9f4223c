"""The Debian packages of a wheelhouse; apt-get is a stand-in that hands out files of a folder."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from hall.errors import DeviceError
from hall.maintenance.wheelhouse.contents import QT
from hall.maintenance.wheelhouse.debian import Apt, Package, python_of
from hall.maintenance.wheelhouse.running import DiskFull
from hall.maintenance.wheelhouse.sums import sha256
from tests.maintenance.wheelhouse.small_wheels import small_package

pytestmark = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs dpkg-deb")
APT = """#!/bin/sh
echo "$*" >> {folder}/asked
[ ! -f {folder}/broken ] || {{ cat {folder}/broken >&2; exit 100; }}
case "$*" in
    *--print-uris*) cat {folder}/uris ;;
    *)  while [ "$1" != download ]; do shift; done; shift
        for one in "$@"; do
            cp {folder}/pool/"${{one%%=*}}_$(echo "${{one#*=}}" | sed 's/:/%3a/')_all.deb" .
        done ;;
esac
"""


class Mirror:
    """What the stand-in hands out, and what it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pool = folder / "pool"
        self.pool.mkdir()
        self.files = [small_package(self.pool, name, version) for name, version in
                      (("python3", "3.11.2-1+b1"), ("tool", "1:2.0"), ("part", "1.0"))]  # fmt: skip
        rows = [
            f"'mirror/{file.name}' {file.name} {file.stat().st_size} SHA256:{sha256(file)}\n" for file in self.files
        ]
        (folder / "uris").write_text("".join(rows), encoding="utf-8")

    def asked(self) -> list[str]:
        return (self.folder / "asked").read_text("utf-8").splitlines()


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mirror:
    programs = tmp_path / "programs"
    programs.mkdir()
    apt = programs / "apt-get"
    apt.write_text(APT.format(folder=tmp_path), encoding="utf-8")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    return Mirror(tmp_path)


def house(tmp_path: Path) -> tuple[Apt, Path]:
    work, folder = tmp_path / "work", tmp_path / "debian"
    work.mkdir()
    folder.mkdir()
    return Apt(work), folder


def test_packages_come_once_and_whole(mirror, tmp_path):
    apt, folder = house(tmp_path)
    wanted = apt.closure(["tool"])
    assert [one.asked() for one in wanted] == ["part=1.0", "python3=3.11.2-1+b1", "tool=1:2.0"]
    assert python_of(wanted) == "3.11"
    told: list[str] = []
    assert [file.name for file in apt.fetch(wanted, folder, told.append)] == [one.file for one in wanted]
    (folder / "part_1.0_all.deb").write_bytes(bytes(wanted[0].size))  # of the right size: apt would keep it
    (folder / "tool_1%3a2.0_all.deb").write_bytes(b"half")
    apt.fetch(wanted, folder, told.append)
    assert mirror.asked()[-1].endswith("download part=1.0 tool=1:2.0")
    before = len(mirror.asked())
    apt.fetch(wanted, folder, told.append)
    assert len(mirror.asked()) == before
    assert all(sha256(folder / one.file) == one.sha256 for one in wanted)


def test_apt_looks_at_nothing_that_this_machine_happens_to_have(mirror, tmp_path):
    apt, _ = house(tmp_path)
    apt.closure(["tool"])
    work = tmp_path / "work"
    assert f"Dir::State::status={work}/nothing-installed" in mirror.asked()[0]
    assert f"Dir::Cache::archives={work}/archives/" in mirror.asked()[0]
    assert not (work / "nothing-installed").read_bytes()


def test_the_index_is_one_that_apt_reads(mirror, tmp_path):
    apt, folder = house(tmp_path)
    wanted = apt.closure(["tool"])
    apt.fetch(wanted, folder, lambda _line: None)
    stanzas = apt.write_index(wanted, folder).read_text("utf-8").split("\n\n")
    assert len([one for one in stanzas if one]) == 3
    assert f"Filename: ./tool_1%3a2.0_all.deb\nSize: {wanted[2].size}\nSHA256: {wanted[2].sha256}" in stanzas[2]
    assert stanzas[2].startswith("Package: tool\nVersion: 1:2.0\n")


def test_what_apt_cannot_do_is_a_sentence(mirror, tmp_path):
    apt, _ = house(tmp_path)
    (mirror.folder / "broken").write_text("E: Unable to locate package tool", encoding="utf-8")
    with pytest.raises(DeviceError, match=r"run apt-get update, then this again\..*Unable to locate package tool"):
        apt.closure(["tool"])


def test_a_full_disk_is_told_from_other_faults(mirror, tmp_path):
    apt, _ = house(tmp_path)
    (mirror.folder / "broken").write_text("E: Write error - write (28: No space left on device)", encoding="utf-8")
    with pytest.raises(DiskFull):
        apt.closure(["tool"])


def test_a_file_that_is_not_what_the_index_says_is_refused(mirror, tmp_path):
    apt, folder = house(tmp_path)
    wanted = [Package("part_1.0_all.deb", 4, "00")]
    with pytest.raises(DeviceError, match=r"part_1\.0_all\.deb"):
        apt.fetch(wanted, folder, lambda _line: None)
    assert not list(folder.glob("*.deb"))


def test_without_apt_the_sentence_names_the_way_out(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeviceError, match=r"apt-get is missing.*--no-debian"):
        Apt(tmp_path)


def test_the_system_libraries_are_those_that_a_checkout_installs():
    script = (Path(__file__).parents[3] / "scripts/setup.sh").read_text("utf-8")
    part = script[script.index("package_of() {") : script.index("see_to_libraries() {")]
    said = subprocess.run(
        ["bash", "-c", f"{part}\nfor name; do package_of $name; done", "bash", *LIBRARIES],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert set(said.stdout.split()) == set(QT)


LIBRARIES = (
    "libEGL.so.1", "libGL.so.1", "libX11-xcb.so.1", "libX11.so.6", "libXext.so.6", "libXrandr.so.2",
    "libbrotlidec.so.1", "libbz2.so.1.0", "libdbus-1.so.3", "libdrm.so.2", "libfontconfig.so.1", "libfreetype.so.6",
    "libglib-2.0.so.0", "libgssapi_krb5.so.2", "libpulse.so.0", "libstdc++.so.6", "libwayland-client.so.0",
    "libwayland-cursor.so.0", "libwayland-egl.so.1", "libxcb-cursor.so.0", "libxcb-glx.so.0", "libxcb-icccm.so.4",
    "libxcb-image.so.0", "libxcb-keysyms.so.1", "libxcb-randr.so.0", "libxcb-render-util.so.0", "libxcb-render.so.0",
    "libxcb-shape.so.0", "libxcb-shm.so.0", "libxcb-sync.so.1", "libxcb-util.so.1", "libxcb-xfixes.so.0",
    "libxcb-xkb.so.1", "libxcb.so.1", "libxkbcommon-x11.so.0", "libxkbcommon.so.0", "libz.so.1", "libzstd.so.1",
)  # fmt: skip
"""What PySide6 6.11's Qt asks for beyond the C library (``readelf -d`` of its plug-ins and modules)."""
