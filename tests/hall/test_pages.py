"""What the documentation says of the tree is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
WORD = re.compile(r"`([\w.][\w./-]*\.[a-z]+)`")
OUTPUTS = {"demo-output", "logs", "slips"}
"""What commands of the README and the programs make here; a page may name what will lie there."""
TOPS = {path.name for path in ROOT.iterdir() if path.is_dir()} - OUTPUTS


def named_files(page: Path) -> set[str]:
    """The words in backticks that look like a file of the tree: a Python file, or one in a folder of it."""
    words = set(WORD.findall(page.read_text("utf-8")))
    return {word for word in words if word.endswith(".py") or word.partition("/")[0] in TOPS} - {
        "docs/decisions/NNN-title.md"
    }


def is_there(word: str) -> bool:
    """Whether a file has this path, or ends with it in one of the packages."""
    return (ROOT / word).exists() or any(
        found.match(word) for top in TOPS if not top.startswith(".") for found in (ROOT / top).rglob(Path(word).name)
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_files_that_a_page_names_are_there(page):
    assert [word for word in sorted(named_files(page)) if not is_there(word)] == []


def test_pages_name_files():
    assert {"hall/store/tickets/issuing.py", "app.py"} <= set().union(*map(named_files, PAGES))
