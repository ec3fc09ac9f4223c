"""The wheels of lock files, fetched by pip; what is there and right is not fetched again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from hall.maintenance.wheelhouse.pinned import Pin, Target, pins, wheels_of
from hall.maintenance.wheelhouse.running import run
from hall.maintenance.wheelhouse.sums import sha256

_BATCH = 8
"""So many packages are asked for at once: what a batch has brought stays when the next one is interrupted."""
Tell = Callable[[str], None]


def fetch(locks: Iterable[str], target: Target, folder: Path, work: Path, tell: Tell) -> list[Path]:
    """The wheels of all lock files' texts for ``target``, in ``folder``; ``work`` takes temporary files.

    A file whose SHA-256 is not one of its pin's goes. Raises DeviceError when pip cannot bring one.
    """
    wanted = {pin.line(): pin for lock in locks for pin in pins(lock, target)}
    there, missing = _sorted_out(wanted.values(), target, folder)
    for first in range(0, len(missing), _BATCH):
        part = missing[first : first + _BATCH]
        kind = "Windows" if target.windows else f"Python {target.python}"
        tell(f"wheels for {kind}: {len(there)} of {len(wanted)} are there, fetching {', '.join(p.name for p in part)}")
        _download(part, target, folder, work)
        found, lacking = _sorted_out(part, target, folder)
        assert not lacking, lacking  # pip has checked name, version and hash
        there += found
    return there


def _sorted_out(wanted: Iterable[Pin], target: Target, folder: Path) -> tuple[list[Path], list[Pin]]:
    """The right files that are there, and the pins that have none; wrong files are removed."""
    files, tags = sorted(folder.glob("*.whl")), target.tags()
    there: list[Path] = []
    missing: list[Pin] = []
    for pin in wanted:
        right = None
        for file in wheels_of(pin, files, tags):
            if sha256(file) in pin.hashes:
                right = file
            else:
                file.unlink()
        if right is None:
            missing.append(pin)
        else:
            there.append(right)
    return there, missing


def _download(wanted: Sequence[Pin], target: Target, folder: Path, work: Path) -> None:
    listed = work / "wanted.txt"
    listed.write_text("".join(f"{pin.line()}\n" for pin in wanted), encoding="utf-8")
    words = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--only-binary=:all:", "--require-hashes", "--python-version", target.python,
        *(("--platform", "win_amd64") if target.windows else ()), "--dest", str(folder), "-r", str(listed),
    ]  # fmt: skip
    run(words, work, failed="the wheels could not be fetched; the same command goes on from what is there.")
