"""A next release: this checkout with a raised version, in a wheelhouse without Debian packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from hall import __version__
from tools.install_proof.machine import Place

_CHECKOUT = Path(__file__).resolve().parents[2]
_PARTS = ("hall", "kiosk", "counter", "display", "qtkit", "hallctl", "assets", "requirements", "config.toml",
          "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE")  # fmt: skip


def make_update(place: Place) -> str:
    """Make the wheelhouse ``place.update``; returns its version."""
    source = place.update.with_name("next-source")
    for folder in (source, place.update):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    for name in _PARTS:
        there = _CHECKOUT / name
        if there.is_dir():
            shutil.copytree(there, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(there, source / name)
    numbers = __version__.split(".")
    raised = ".".join([*numbers[:-1], str(int(numbers[-1]) + 1)])
    module = source / "hall/__init__.py"
    module.write_text(module.read_text("utf-8").replace(f'"{__version__}"', f'"{raised}"'), encoding="utf-8")
    # Its wheels are those of the stick.
    shutil.copytree(place.stick / "wheels", place.update / "wheels")
    shutil.copy(place.stick / "wheelhouse.txt", place.update)
    command = (sys.executable, "-m", "hallctl", "wheelhouse", str(place.update), "--no-debian")
    environment = {**os.environ, "PYTHONPATH": str(source)}
    subprocess.run(command, check=True, cwd=source, env=environment)
    return raised
