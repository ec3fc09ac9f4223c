"""docs/lifecycle.md is what the table says."""

from __future__ import annotations

import runpy
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "lifecycle_page.py"


def test_the_page_of_the_life_is_the_table():
    module = runpy.run_path(str(SCRIPT))
    assert module["PAGE"].read_text(encoding="utf-8") == module["page"](), "run python tools/lifecycle_page.py"
