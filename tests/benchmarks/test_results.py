"""The result file of the benchmarks: what other programs may rely on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.daily import READS
from benchmarks.table import MARKS, Row, percentile, with_figures

ROOT = Path(__file__).parents[2]


def test_a_quick_run_writes_machine_and_rows_with_a_history(tmp_path):
    output = tmp_path / "results.json"
    parts = ("--only", "single", "--only", "history", "--history", "160")
    command = [sys.executable, "-m", "benchmarks", "--quick", "--database", "sqlite", *parts, "--output", str(output)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    results = json.loads(output.read_text(encoding="utf-8"))
    assert set(results) == {"commit", "machine", "rows"}
    assert set(results["machine"]) == {"cpu", "cores", "ram_gb", "system", "python", "sqlite", "postgres"}
    names = [row["name"].partition(",")[0] for row in results["rows"]]
    behind = "with 160 tickets of history / on an empty day"
    assert names[:4] == ["SQLite: issue", "SQLite: call", f"SQLite: issue {behind}", f"SQLite: call {behind}"]
    assert [name for name in names[4:] if not name.endswith(behind)] == []
    assert {f"SQLite: {read} {behind}" for read in ("visit", *READS)} <= set(names[4:])
    for row in results["rows"]:
        assert set(row) == {"name", "value", "unit", "target", "direction", "floor", "met"}
        assert row["value"] > 0
        assert row["floor"] is None or row["floor"] > 0
        reached = row["value"] <= row["target"] if row["direction"] == "at most" else row["value"] >= row["target"]
        assert row["met"] is reached


@pytest.mark.parametrize(
    ("direction", "value", "met"),
    [("at most", 4.0, True), ("at most", 4.01, False), ("at least", 4.0, True), ("at least", 3.99, False)],
)
def test_a_target_is_met_up_to_and_at_its_value(direction, value, met):
    assert Row("a figure", value, "x", 4.0, direction).met is met


def test_the_page_shows_the_figures_of_the_result_file():
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    results = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    assert all(mark in page for mark in MARKS)
    assert with_figures(page, results) == page, "make bench writes both"


def test_a_percentile_is_a_value_that_was_measured():
    assert percentile([float(n) for n in range(1, 101)], 0.99) == 99.0
    assert percentile([3.0, 1.0, 2.0], 0.99) == 3.0
    assert percentile([5.0], 0.99) == 5.0
