"""This program's own wheel: built from a checkout, or put together again from the files of its installation."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import sys
import zipfile
from importlib.metadata import Distribution, PackagePath, distribution
from pathlib import Path

from hall.errors import DeviceError
from hall.maintenance.wheelhouse.running import run

_NAME = "mpp-queue"
_CHECKOUT = Path(__file__).resolve().parents[3]
_LEFT_OUT = ("INSTALLER", "REQUESTED", "RECORD", "direct_url.json")
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of each file in the wheel, so that the same files make the same wheel."""


def lock_file(name: str) -> Path:
    """The lock file ``run.lock`` or ``board.lock``, in a checkout as in an installation."""
    installed = _CHECKOUT / "hall" / "assets" / "requirements" / name
    return installed if installed.exists() else _CHECKOUT / "requirements" / name


def own_wheel(folder: Path, work: Path) -> Path:
    """Put the wheel of this very program into ``folder``. Raises DeviceError and OSError."""
    made = _built(work) if (_CHECKOUT / "pyproject.toml").is_file() else put_together(distribution(_NAME), work)
    return made.replace(folder / made.name)


def _built(work: Path) -> Path:
    output = work / "built"
    if importlib.util.find_spec("hatchling") is not None:
        words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(output)]
    else:
        words = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(output), "."]
    run(words, _CHECKOUT, failed="the program's own wheel could not be built.")
    (wheel,) = output.glob("*.whl")
    return wheel


def put_together(installed: Distribution, work: Path) -> Path:
    """In ``work``, the wheel that ``installed`` came from: its files as recorded, each checked by its hash.

    Raises DeviceError when one was changed, and OSError.
    """
    wheel = work / f"{_NAME.replace('-', '_')}-{installed.version}-py3-none-any.whl"
    record, home = [], ""
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(installed.files or (), key=str):
            if not _belongs(path):
                continue
            content = Path(str(installed.locate_file(path))).read_bytes()
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode("ascii")
            if path.hash is not None and path.hash.value != digest:
                raise DeviceError(f"{path} was changed since it was installed: install the program again.")
            _add(archive, path.as_posix(), content)
            record.append(f"{path.as_posix()},sha256={digest},{len(content)}\n")
            home = path.parts[0] if path.parts[0].endswith(".dist-info") else home
        record.append(f"{home}/RECORD,,\n")
        _add(archive, f"{home}/RECORD", "".join(record).encode("utf-8"))
    return wheel


def _belongs(path: PackagePath) -> bool:
    """Whether a file of an installation was in its wheel: no script, no compiled module, nothing of the installer's."""
    return ".." not in path.parts and path.suffix != ".pyc" and path.name not in _LEFT_OUT


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
