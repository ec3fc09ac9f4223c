"""How many edited cells and events does the verify.py of an evidence pack name?

    python -m benchmarks.edited_evidence --edits 100

Lets a hall live days of everything (``benchmarks.lived``), packs their evidence, unpacks it and, one at a time, edits
one cell of an event, shift, offer, booking, aggregate or report, and takes it back. Named: verify.py ends with 1 and
tells the file, its row and, of a figure, the column. Then the same by somebody who knows of the hashes and makes them
anew: what is said of the figures is all that is left.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

from benchmarks.lived import live
from hall.access import By
from hall.figures import Period, PeriodKind
from hall.report.evidence import write_pack
from hall.store.aggregates.adding_up import add_days_up
from hall.translator import INDONESIAN

PERIOD = Period(PeriodKind.RANGE, date(2026, 11, 1), date(2027, 3, 31))


@dataclass(frozen=True)
class Edit:
    """A cell of a file: its line (2 is the first below the head), its column, and what it was and became."""

    file: str
    line: int
    column: str
    before: str
    after: str

    def is_named(self, said: str) -> bool:
        """Whether it is: an event by its line, a figure by its cell."""
        if self.file.split("/", 1)[0] in ("aggregates", "reports"):
            wanted = [f"{self.file} row {self.line} column {self.column}:", f"{self.file} row {self.line}:"]
        else:
            wanted = [f"{self.file} row {self.line}: changed"]
        return any(text in said for text in wanted)


def unpacked(folder: Path, seed: int, days: int, steps: int) -> Path:
    """Live the days, pack them, and unpack that."""
    life = live(f"sqlite:///{folder}/hall.db", seed=seed, days=days, steps=steps)
    life.do("close_day", lambda w, r: w.day.close(By.technician("root", request_id=r), reason="tutup"))
    add_days_up(life.store)
    with life.store.read() as view:
        write_pack(folder / "pack.zip", view.evidence.of(PERIOD, By.system()), INDONESIAN)
    life.store.close()
    with ZipFile(folder / "pack.zip") as archive:
        archive.extractall(folder / "pack")
    return folder / "pack"


def verified(pack: Path) -> tuple[int, str]:
    """The exit code and the words of the pack's own verify.py."""
    ran = subprocess.run([sys.executable, "verify.py"], cwd=pack, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def edit(pack: Path, rng: random.Random) -> Edit:
    """Choose a cell of any CSV file, as likely of a figure as of what was written down, and change it."""
    folders = rng.choice((("events", "shifts", "offers", "bookings"), ("aggregates", "reports")))
    files = sorted(file for folder in folders for file in (pack / folder).rglob("*.csv"))
    tables = [(file, _rows(file)) for file in files]
    file, rows = rng.choice([(file, rows) for file, rows in tables if len(rows) > 1])
    line = rng.randrange(1, len(rows))
    place = rng.choice([n for n, name in enumerate(rows[0]) if name != "digest"])
    before = rows[line][place]
    rows[line][place] = after = _other(before, rng)
    _write(file, rows)
    return Edit(file.relative_to(pack).as_posix(), line + 1, rows[0][place], before, after)


def forge(pack: Path) -> None:
    """Make every digest and every hash anew."""
    for folder in ("events", "shifts", "offers", "bookings"):
        for file in (pack / folder).glob("*.csv"):
            head, *rows = _rows(file)
            _write(file, [head, *([*row[:-1], _digest(row[:-1])] for row in rows)])
    names = json.loads((pack / "manifest.json").read_text("utf-8"))["files"]
    hashes = {name: hashlib.sha256((pack / name).read_bytes()).hexdigest() for name in names}
    (pack / "manifest.json").write_text(json.dumps({"files": hashes}), "utf-8")


@contextmanager
def kept(pack: Path) -> Iterator[None]:
    """What is changed inside is taken back."""
    before = {file: file.read_bytes() for file in pack.rglob("*") if file.is_file()}
    try:
        yield
    finally:
        for file, content in before.items():
            if file.read_bytes() != content:
                file.write_bytes(content)


def _rows(file: Path) -> list[list[str]]:
    return list(csv.reader(StringIO(file.read_text("utf-8-sig"), newline="")))


def _write(file: Path, rows: list[list[str]]) -> None:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    file.write_text(text.getvalue(), "utf-8")


def _digest(cells: list[str]) -> str:
    return hashlib.sha256("\t".join(cells).encode()).hexdigest()[:16]


def _other(text: str, rng: random.Random) -> str:
    """Another value of the same looks: a digit that is another one, else a letter more."""
    digits = [place for place, sign in enumerate(text) if sign.isdigit()]
    if not digits:
        return text + "x"
    place = rng.choice(digits)
    return text[:place] + rng.choice([sign for sign in "0123456789" if sign != text[place]]) + text[place + 1 :]


def main() -> int:
    """Edit, verify, take back; exit code 1 when an edit was not named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=4)
    parser.add_argument("--steps", type=int, default=300)
    given = parser.parse_args()
    rng = random.Random(given.seed)  # noqa: S311 - a seeded choice, no secret
    named, made, forged = 0, Counter[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        pack = unpacked(Path(folder), given.seed, given.days, given.steps)
        code, said = verified(pack)
        print(f"unchanged: exit code {code}, {said.splitlines()[-1]}")
        began = time.monotonic()
        for _ in range(given.edits):
            with kept(pack):
                done = edit(pack, rng)
                code, said = verified(pack)
                made[done.file.split("/", 1)[0]] += 1
                named += code == 1 and done.is_named(said)
                if not (code == 1 and done.is_named(said)):
                    print(f"not named: {done}: exit code {code}\n{said}")
                forge(pack)
                forged += verified(pack)[0] == 1
    print(f"{named} of {given.edits} edits named ({', '.join(f'{n} in {k}' for k, n in sorted(made.items()))})")
    print(f"{forged} of {given.edits} found though every hash was made anew; {time.monotonic() - began:.0f} s")
    return 0 if named == given.edits and code == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
