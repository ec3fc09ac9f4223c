"""A program of Windows' desktop (``gui-scripts``, pythonw) has no standard input, output and error: they are None."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = ("kiosk", "counter", "display")
WITHOUT = """
import sys
sys.stdin = sys.stdout = sys.stderr = sys.__stdin__ = sys.__stdout__ = sys.__stderr__ = None
sys.argv = {argv!r}
from {module} import main
raise SystemExit(main())
"""


def started(module: str, *words: str) -> subprocess.Popen[bytes]:
    code = WITHOUT.format(module=module, argv=[module, *words])
    return subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "error"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def ended(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    out, _ = process.communicate(timeout=100)
    return process.returncode, out


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "config.toml", tmp_path))


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_starts_and_ends_without_streams(program: str, config: Path) -> None:
    log = config.parent / "logs" / f"{program}.log"
    station = {"kiosk": "kiosk-1", "counter": "loket-1", "display": "board-podium"}[program]
    process = started(f"{program}.__main__", "--config", str(config), "--station", station, "--window")
    end = time.monotonic() + 90
    while not (log.exists() and f"station {station}" in log.read_text("utf-8")) and time.monotonic() < end:
        assert process.poll() is None, process.communicate()
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    code, said = ended(process)
    # Windows sends no signal: it ends the process at once.
    assert (code, said) == (1 if sys.platform == "win32" else 0, b""), log.read_text("utf-8")
    assert "Traceback" not in log.read_text("utf-8")


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_configuration_that_is_wrong_is_written_down(program: str, config: Path) -> None:
    config.write_text("nonsense = \n", "utf-8")
    code, said = ended(started(f"{program}.__main__", "--config", str(config)))
    assert (code, said) == (2, b"")
    assert "config.toml:1" in (config.parent / "logs" / f"{program}.log").read_text("utf-8")


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize(("option", "code"), [("--help", 0), ("--no-such-option", 2)])
def test_options_are_answered_without_streams(program: str, option: str, code: int, config: Path) -> None:
    assert ended(started(f"{program}.__main__", option)) == (code, b"")


def test_a_command_that_the_clock_runs_is_done_without_streams(config: Path) -> None:
    assert ended(started("hallctl.main", "--config", str(config), "init")) == (0, b"")
    assert (config.parent / "hall.db").exists()
    assert ended(started("hallctl.main", "--config", str(config), "status")) == (0, b"")
    assert ended(started("hallctl.main", "--config", str(config), "no-such-command")) == (2, b"")
