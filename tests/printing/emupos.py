"""emupos, an ESC/POS emulator that nobody here wrote, in a virtual environment of its own (it needs Python 3.13)."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from filelock import FileLock
from PIL import Image

from tests.patient_bot import PATIENCE_S

VERSION = "0.4.0"
_ENVIRONMENT = Path(__file__).resolve().parents[2] / ".venv-emupos"
_NARROW_PROFILE = """\
type: printer
name: narrow printer of the tests
dpi: 203
width_dots: 384
font_a: { width: 12, height: 24 }
font_b: { width: 9, height: 17 }
code_pages: { 0: PC437 }
default_code_page: 0
drawer_sensor_open_level: high
"""


class EmuposMissingError(Exception):
    """emupos cannot be had on this machine; the text says why."""


@dataclass(frozen=True)
class Emupos:
    """A running emulator with two printers, ``wide`` (576 dots) and ``narrow`` (384)."""

    api: str
    ports: dict[str, int]

    def receipts(self, device: str) -> list[str]:
        """The ids of the receipts that were cut off, newest first."""
        return [receipt["id"] for receipt in json.loads(_get(f"{self.api}/devices/{device}/receipts"))]

    def picture(self, device: str, receipt: str) -> Image.Image:
        """What the emulator drew."""
        return Image.open(BytesIO(_get(f"{self.api}/devices/{device}/receipts/{receipt}/image")))


@contextlib.contextmanager
def running_emupos(folder: Path) -> Iterator[Emupos]:
    """Start emupos in ``folder`` and stop it afterwards. Raises EmuposMissingError."""
    program = _program()
    api, wide, narrow = _free_ports(3)
    (folder / "narrow.yaml").write_text(_NARROW_PROFILE)
    (folder / "emupos.yaml").write_text(
        f"schema: 1\napi: {{ host: 127.0.0.1, port: {api} }}\ndevices:\n"
        + _device("wide", "epson-tm-t20iii", wide)
        + _device("narrow", "./narrow.yaml", narrow)
    )
    with (folder / "emupos.log").open("wb") as log:
        process = subprocess.Popen(
            [program, "run", "--config", "emupos.yaml"], cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
        emulator = Emupos(f"http://127.0.0.1:{api}/api/v1", {"wide": wide, "narrow": narrow})
        try:
            _wait_until_up(emulator, process, folder / "emupos.log")
            yield emulator
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _device(name: str, profile: str, port: int) -> str:
    return (
        f"  - id: {name}\n    type: printer\n    profile: {profile}\n"
        # On a busy machine a slip's bytes may pause for longer than the usual 2 s, and would end as two receipts.
        f"    job_idle_timeout_ms: 60000\n"
        f"    connections: [ {{ tcp: {{ host: 127.0.0.1, port: {port} }} }} ]\n"
    )


def _program() -> Path:
    """The emupos program, installed on the first use. Raises EmuposMissingError."""
    program = _ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "emupos"
    with FileLock(f"{_ENVIRONMENT}.lock"):
        if _works(program):
            return program
        python, environ = _python()
        pip = [str(program.parent / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        steps = ([*python, "-m", "venv", "--clear", str(_ENVIRONMENT)], [*pip, f"emupos=={VERSION}"])
        for command in steps:
            done = _run(command, environ, timeout=300)
            if done is None or done.returncode != 0:
                said = (done.stderr.strip().splitlines() or ["no message"])[-1] if done else "it took too long"
                raise EmuposMissingError(f"emupos {VERSION} cannot be installed: {said}")
        if not _works(program):
            raise EmuposMissingError(f"emupos {VERSION} was installed but does not start")
    return program


def _works(program: Path) -> bool:
    done = _run([str(program), "--version"], dict(os.environ), timeout=30)
    return done is not None and VERSION in done.stdout


def _python() -> tuple[list[str], dict[str, str]]:
    """A Python that emupos runs on, found by running it: a pyenv shim is there even when its version is not."""
    for name, pyenv in (("python3.13", "3.13.0"), ("python3.13", ""), ("python3.14", ""), ("python3", "")):
        environ = {**os.environ, **({"PYENV_VERSION": pyenv} if pyenv else {})}
        probe = _run(
            [name, "-c", "import sys, venv, ensurepip; print(sys.version_info >= (3, 13))"], environ, timeout=30
        )
        if probe is not None and probe.stdout.strip() == "True":
            return [name], environ
    raise EmuposMissingError(f"emupos {VERSION} needs Python 3.13 or newer, and none is on this machine")


def _run(command: list[str], environ: dict[str, str], timeout: float) -> subprocess.CompletedProcess[str] | None:
    try:
        return subprocess.run(command, env=environ, timeout=timeout, capture_output=True, text=True, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None


def _wait_until_up(emulator: Emupos, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            _get(f"{emulator.api}/health")
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
            break
    raise EmuposMissingError(f"emupos {VERSION} does not run here: {log.read_text(errors='replace')[-400:]}")


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=5) as answer:
        data: bytes = answer.read()
    return data


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
