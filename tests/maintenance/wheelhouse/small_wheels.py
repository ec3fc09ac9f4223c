"""Wheels and Debian packages of a few bytes."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import zipfile
from pathlib import Path

from hall.maintenance.wheelhouse.sums import sha256


def small_wheel(
    folder: Path, name: str, version: str = "1.0", tag: str = "py3-none-any", *, entry: str = "", **files: str
) -> Path:
    """A wheel that pip installs; ``files`` are names with ``_`` for ``.`` and their text."""
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / f"{name}-{version}-{tag}.whl"
    info = f"{name}-{version}.dist-info"
    content = {
        f"{name}.py": "",
        **{key.replace("_", "."): text for key, text in files.items()},
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: {tag}\n",
    }
    if entry:
        content[f"{info}/entry_points.txt"] = entry
    with zipfile.ZipFile(wheel, "w") as archive:
        for file, text in content.items():
            archive.writestr(zipfile.ZipInfo(file), text)
        rows = [f"{file},sha256={_digest(text)},{len(text.encode())}\n" for file, text in content.items()]
        record = "".join([*rows, f"{info}/RECORD,,\n"])
        archive.writestr(zipfile.ZipInfo(f"{info}/RECORD"), record)
    return wheel


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode("ascii")


def pinned(wheel: Path, marker: str = "") -> str:
    """The line of a lock file for a wheel."""
    name, version, *_ = wheel.name.split("-")
    return f"{name}=={version}{f' ; {marker}' if marker else ''} \\\n    --hash=sha256:{sha256(wheel)}\n"


def small_package(folder: Path, name: str, version: str = "1.0") -> Path:
    """A Debian package without files."""
    tree = folder / f"tree-{name}"
    (tree / "DEBIAN").mkdir(parents=True)
    control = f"Package: {name}\nVersion: {version}\nArchitecture: all\nMaintainer: Nobody <nobody@localhost>\n"
    (tree / "DEBIAN/control").write_text(f"{control}Description: {name}\n more of it\n", encoding="utf-8")
    file = folder / f"{name}_{version.replace(':', '%3a')}_all.deb"
    subprocess.run(["dpkg-deb", "--build", "-Znone", str(tree), str(file)], check=True, capture_output=True)
    return file
