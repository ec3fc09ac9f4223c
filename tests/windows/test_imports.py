"""Every module is imported where nothing is that only POSIX has."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.windows.as_windows import NOT_THERE, names

ROOT = Path(__file__).parents[2]
LINES = "from tests.windows.as_windows import become_windows; become_windows()"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=280, check=False
    )


POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="nobody has to pretend there")


@pytest.mark.skipif(sys.platform != "win32", reason="Windows itself")
@pytest.mark.timeout(300)
def test_windows_imports_every_module() -> None:
    every = [importlib.import_module(name) for name in names() if name not in NOT_THERE]
    assert len(every) > 1000, "packages were left out"


@POSIX_ONLY
@pytest.mark.timeout(300)
def test_every_module_is_imported_as_windows_imports_it() -> None:
    done = run("-m", "tests.windows.as_windows")
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[0]) > 1000, "packages were left out"


@POSIX_ONLY
@pytest.mark.parametrize(
    "line", ["import fcntl", "import pwd", "import termios", "import os; os.geteuid()", "import os; os.fork"]
)
def test_what_only_posix_has_is_not_there(line: str) -> None:
    done = run("-c", f"{LINES}; {line}")
    assert done.returncode == 1
    assert "ModuleNotFoundError" in done.stderr or "AttributeError" in done.stderr
