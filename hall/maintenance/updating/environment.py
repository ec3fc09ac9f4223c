"""A release becomes an environment beside the old one: installed from a folder alone, then tried."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from hall.folders import is_folder
from hall.maintenance.updating.errors import UpdateRefused
from hall.maintenance.updating.layout import Releases, program
from hall.maintenance.updating.wheel import Release, digest

Say = Callable[[str], None]
_PIP = ("-I", "-m", "pip", "--isolated", "--disable-pip-version-check", "--no-input")
_IMPORTS = """
import importlib, json, sys
wrong = {}
for name in ("hallctl.main", "kiosk.app", "counter.app", "display.app"):
    try:
        importlib.import_module(name)
    except Exception as error:
        wrong[name.partition(".")[0]] = f"{type(error).__name__}: {error}"
json.dump(wrong, sys.stdout)
"""
_PACKAGES = """
import json, sys
from importlib.metadata import distributions
json.dump(sorted({one.metadata["Name"].lower().replace("_", "-") for one in distributions()}), sys.stdout)
"""
_NO_VENV = "The environment cannot be made (on Debian `apt-get install python3-venv` brings what Python needs for it)"
_BOARD = "pyside6-addons"
_ALWAYS = {"pip", "setuptools", "wheel"}


def clean_environment() -> dict[str, str]:
    """The environment of processes that are another release: nothing of this one's Python or of pip's settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "PIP_")) and name not in ("VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
    }
    return {**kept, "PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"}


def run(words: Sequence[object], environ: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; what it makes can be read by every account of the machine, whoever runs it."""
    return subprocess.run(  # noqa: S603
        [str(word) for word in words],
        env=clean_environment() if environ is None else environ,
        stdin=subprocess.DEVNULL,
        # One that goes on after this program was killed keeps the lock of the update (``Releases.held``).
        close_fds=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        umask=-1 if sys.platform == "win32" else 0o022,
    )


def kind_of(environment: Path) -> str:
    """Which list of packages an environment was made from: ``board`` with Qt's multimedia, else ``run``."""
    return "board" if _BOARD in packages(environment) else "run"


def packages(environment: Path) -> frozenset[str]:
    """The names of all packages of an environment, none where it does not answer."""
    answer = run([program(environment, "python"), "-I", "-c", _PACKAGES])
    return frozenset(json.loads(answer.stdout)) if answer.returncode == 0 else frozenset()


def by_hand(before: Path, now: Path, listed: str) -> list[str]:
    """The packages that somebody added to the environment ``before`` and that the one ``now`` lacks: those that are not
    among what was ``listed`` for it, the text of its list of packages."""
    pinned = {line.partition("==")[0].strip().lower().replace("_", "-") for line in listed.splitlines()}
    kept = pinned | packages(now) | _ALWAYS
    return sorted(packages(before) - kept) if listed else []


def make(releases: Releases, release: Release, kind: str, say: Say) -> None:
    """Make the environment of a release anew, from the folder of its wheel alone, each package by its hash; without
    its mark. Raises UpdateRefused; then nothing of it is left."""
    environment = releases.path(release.version)
    lock = release.locks.get(kind)
    if lock is None:
        raise UpdateRefused("no_release", f"{release.file.name} names no packages for this machine ({kind}.lock).")
    releases.remove(release.version)
    try:
        say(f"Making {environment} …")
        _or_refuse(run([sys.executable, "-I", "-m", "venv", environment]), _NO_VENV)
        say(f"Installing the packages of {release.version} from {release.file.parent} …")
        _install(environment, release, lock)
    except BaseException:
        shutil.rmtree(environment, ignore_errors=True)
        raise


def _install(environment: Path, release: Release, lock: str) -> None:
    """The packages first, the programs themselves last."""
    folders = (release.file.parent, release.file.parent / "wheels")
    links = [word for folder in folders if is_folder(folder) for word in ("--find-links", folder.resolve())]
    pip = [
        program(environment, "python"),
        *_PIP,
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-cache-dir",
        *links,
    ]
    with tempfile.TemporaryDirectory(prefix="mpp-update-") as name:
        listed, own = Path(name) / "packages.txt", Path(name) / "programs.txt"
        listed.write_text(lock, encoding="utf-8")
        own.write_text(f"{release.file.resolve().as_uri()} --hash=sha256:{digest(release.file)}\n", encoding="utf-8")
        failed = f"The packages of {release.version} cannot be installed from {release.file.parent}"
        for packages_of in (listed, own):
            _or_refuse(run([*pip, "--require-hashes", "-r", packages_of]), failed)


def _or_refuse(done: subprocess.CompletedProcess[str], sentence: str) -> None:
    if done.returncode != 0:
        said = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        errors = [line.removeprefix("ERROR: ") for line in said if line.startswith("ERROR")]
        raise UpdateRefused("not_installed", f"{sentence}: {' '.join(errors or said[-1:]) or 'no reason was given'}")


def try_out(releases: Releases, release: Release, present: Path) -> None:
    """Whether the new programs start: they say their version, and all of what the ``present`` environment can load
    they can load too. Raises UpdateRefused."""
    environment = releases.path(release.version)
    said = run([program(environment, "hall"), "--version"])
    if said.stdout.strip() != f"hall {release.version}":
        words = " ".join((said.stdout + said.stderr).split())[-300:]
        raise UpdateRefused("not_well", f"The new programs do not start; they stay unused: {words}")
    wrong = _not_loaded(environment)
    if wrong:
        before = _not_loaded(present)
        worse = {name: why for name, why in wrong.items() if name not in before}
        if worse:
            why = "; ".join(f"{name}: {reason}" for name, reason in worse.items())
            raise UpdateRefused("not_well", f"Of the new programs some do not load, and stay unused: {why}")


def _not_loaded(environment: Path) -> dict[str, str]:
    answer = run([program(environment, "python"), "-I", "-c", _IMPORTS])
    if answer.returncode != 0:
        return {"all": " ".join(answer.stderr.split())[-300:]}
    wrong: dict[str, str] = json.loads(answer.stdout)
    return wrong
