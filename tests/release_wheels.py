"""Wheels of releases that do not exist: this program's own with another version, and with steps of the database."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

PROJECT = Path(__file__).parents[1]
MIGRATIONS = "hall/store/database/migrations/versions"
NEXT_STEPS = {
    file.name: file.read_text("utf-8") for file in (Path(__file__).parent / "store/next_release").glob("9*.py")
}
"""A step before the programs' update, and one after it, for programs of 0.2.0 or newer."""


def build(folder: Path) -> Path:
    """The wheel of this checkout."""
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(words, cwd=PROJECT, check=True, capture_output=True, timeout=100)
    (wheel,) = folder.glob("*.whl")
    return wheel


def raised(
    wheel: Path, folder: Path, version: str, *, steps: Mapping[str, str] | None = None, lock: str = "", broken: str = ""
) -> Path:
    """``wheel`` as if it were of another ``version``, with ``steps`` of the schema by file name, the packages of
    ``lock`` as all that it needs, and with a module that is ``broken``."""
    with zipfile.ZipFile(wheel) as archive:
        (old,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
        files = {name: archive.read(name) for name in archive.namelist() if not name.endswith("RECORD")}
    info = f"mpp_queue-{version}.dist-info"
    files = {name.replace(old, info): content for name, content in files.items()}
    _edit(files, "hall/__init__.py", r'__version__ = ".*"', f'__version__ = "{version}"')
    _edit(files, f"{info}/METADATA", r"(?m)^Version: .*$", f"Version: {version}")
    for kind in ("run", "board"):
        files[f"hall/assets/requirements/{kind}.lock"] = lock.encode()
    last = max(name.rpartition("/")[2] for name in files if name.startswith(f"{MIGRATIONS}/0"))[:4]
    for name, text in (steps or {}).items():
        files[f"{MIGRATIONS}/{name}"] = text.replace("newest(MIGRATIONS)", repr(last)).encode()
    if steps:
        needs = max(name for name, text in steps.items() if "min_program" not in text)[:4]
        program = f'PROGRAM = SchemaRange(__version__, needs="{needs}", newest="{max(steps)[:4]}")'
        _edit(files, "hall/store/database/schema.py", r"PROGRAM = SchemaRange\(.*\)", program)
    if broken:
        files[broken] = b"raise ImportError('half a file')\n"
    return _write(folder / f"mpp_queue-{version}-py3-none-any.whl", info, files)


def borrowed(folder: Path) -> str:
    """A wheel after whose installation an environment has all packages of this one, but for the hall's own programs:
    the real ones are hundreds of megabytes. Returns its line of a lock file."""
    site = Path(str(find_spec("typer").origin)).parents[1]
    lent = folder / "lent"
    lent.mkdir()
    for one in site.iterdir():
        if "mpp_queue" not in one.name and not one.name.endswith(".pth") and one.name != "__pycache__":
            (lent / one.name).symlink_to(one)
    info = "borrowed-1.0.dist-info"
    files = {
        "borrowed.pth": f"{lent}\n".encode(),
        f"{info}/METADATA": b"Metadata-Version: 2.1\nName: borrowed\nVersion: 1.0\n",
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    wheel = _write(folder / "borrowed-1.0-py3-none-any.whl", info, files)
    return f"borrowed==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def _edit(files: dict[str, bytes], name: str, pattern: str, text: str) -> None:
    edited, count = re.subn(pattern, lambda _: text, files[name].decode())
    assert count == 1, name
    files[name] = edited.encode()


def _write(wheel: Path, info: str, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr(f"{info}/RECORD", "".join(_record(files.items(), info)))
    return wheel


def _record(files: Iterable[tuple[str, bytes]], info: str) -> Iterable[str]:
    for name, content in files:
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        yield f"{name},sha256={digest},{len(content)}\n"
    yield f"{info}/RECORD,,\n"
