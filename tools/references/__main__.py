"""Writes docs/reference: run ``python -m tools.references`` after a change of a command or setting; a test compares."""

from __future__ import annotations

from tools.references.pages import FOLDER, PAGES

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8", newline="\n")
