"""What was measured, next to its target: as a table for people and as JSON for programs."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

Direction = Literal["at most", "at least"]


@dataclass(frozen=True)
class Row:
    """One figure. ``floor`` is what it was divided by or held against, in milliseconds; None where there is none."""

    name: str
    value: float
    unit: str
    target: float
    direction: Direction
    floor: float | None = None

    @property
    def met(self) -> bool:
        """Whether the target was reached."""
        return self.value <= self.target if self.direction == "at most" else self.value >= self.target

    def plain(self) -> dict[str, Any]:
        """The row as it is written to the result file."""
        return {**asdict(self), "met": self.met}


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` of all values do not exceed; ``values`` must not be empty."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 1000) // 1000) - 1)]


def machine(versions: dict[str, str]) -> dict[str, Any]:
    """What the figures were measured on; neither its name nor a path of it."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "ram_gb": _ram_gb(),
        "system": platform.system(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "postgres": versions.get("postgres"),
    }


def write_results(path: Path, machine_facts: dict[str, Any], rows: Iterable[Row]) -> None:
    """Write the result file, with the commit of the code that was measured."""
    results = {"commit": commit(), "machine": machine_facts, "rows": [row.plain() for row in rows]}
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def commit() -> str:
    """The commit of this checkout, with ``+`` behind it when something was changed since; empty outside of one."""
    git = shutil.which("git")
    if git is None:
        return ""
    asked = [git, "-C", str(Path(__file__).parent), "describe", "--always", "--abbrev=12", "--exclude=*", "--dirty=+"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


MARKS = "<!-- written by make bench -->\n", "<!-- end -->\n"


def with_figures(page: str, results: dict[str, Any]) -> str:
    """``page`` with the figures of a result file between its two ``MARKS``."""
    before, _, rest = page.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    facts = results["machine"]
    lines = [
        f"Measured at commit {results['commit'] or 'unknown'} on {facts['cores']} cores ({facts['cpu']}), "
        f"Python {facts['python']}, SQLite {facts['sqlite']}, Postgres {facts['postgres'] or '–'}.",
        "",
        "| what | value | target | floor, ms | |",
        "|---|---|---|---|---|",
        *(
            f"| {row['name']} | {row['value']:.2f} {row['unit']} | {row['direction']} {row['target']:g} | "
            f"{'' if row['floor'] is None else format(row['floor'], '.3f')} | {'met' if row['met'] else '**missed**'} |"
            for row in results["rows"]
        ),
    ]
    return "".join([before, MARKS[0], "\n", *(f"{line}\n" for line in lines), "\n", MARKS[1], after])


def line(row: Row) -> str:
    """One row for the table."""
    floor = "" if row.floor is None else f"{row.floor:.3f}"
    target = f"{row.direction} {row.target:g}"
    return f"{row.name:<68} {row.value:>9.2f} {row.unit:<5} {target:<14} {floor:>8}  {'met' if row.met else 'MISSED'}"


HEAD = f"{'what':<68} {'value':>9} {'unit':<5} {'target':<14} {'floor ms':>8}"


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    models = [text.partition(":")[2].strip() for text in lines if text.startswith("model name")]
    return models[0] if models else platform.machine()


def _ram_gb() -> float | None:
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return None
    return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9, 1)
