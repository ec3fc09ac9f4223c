"""``python -m tools.warsaw_csv IN OUT``: the open data of Warsaw with the columns of ``hall simulate``."""

from __future__ import annotations

import argparse
import csv
import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TextIO, cast

COLUMNS = {"group_id": "service_id", "group": "service"}
"""The names in the data of Warsaw's district offices (api.um.warszawa.pl), and those of docs/simulation.md."""


def main(argv: Sequence[str] | None = None) -> None:
    """Writes every row with the columns renamed; files that end in .gz are compressed."""
    parser = argparse.ArgumentParser(prog="tools.warsaw_csv", description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args(argv)
    with _opened(options.source, "rt") as source, _opened(options.target, "wt") as target:
        rows = csv.reader(source)
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow([COLUMNS.get(name, name) for name in next(rows)])
        writer.writerows(rows)


def _opened(file: Path, mode: Literal["rt", "wt"]) -> TextIO:
    opener = gzip.open if file.suffix == ".gz" else open
    return cast("TextIO", opener(file, mode, encoding="utf-8", newline=""))


if __name__ == "__main__":
    main()
