"""``python -m tools.access -o FOLDER``: every page of the kiosk in its states, modes, sizes and languages, measured.

Exit codes: 0 no red line, 1 red lines, 2 wrong usage or configuration.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from hall.errors import HallError
from hall.translator import PSEUDO
from kiosk.modes import MODES
from kiosk.screen import Page
from qtkit.access_tree import AccessTree
from tools.access.cases import LANGUAGES, SIZES, Case, cases
from tools.access.pages import report
from tools.access.recipes import RECIPES, states
from tools.access.sample_hall import sample_hall, structure_of
from tools.access.statement import PAGE, write_statement
from tools.access.still import still_findings
from tools.access.table import Finding
from tools.access.walk import Walk

_SAMPLE = Path(__file__).resolve().parents[2] / "config.toml"


def main(argv: Sequence[str] | None = None) -> int:
    """Walks and writes; returns the exit code."""
    options = _options(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder: Path = options.output
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    tree = AccessTree()
    begun = time.monotonic()
    try:
        structure = structure_of(options.config)
        hall = sample_hall(structure)
    except (HallError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    walked = [case for case in cases(states(hall)) if _is_wanted(case, options)]
    walk = Walk(folder, hall.local)
    walk.walk(walked, print)
    findings = [*missing_recipes(), *still_findings(hall, structure), *walk.findings]
    report(folder, findings, walk.pictures)
    if options.statement:
        write_statement(findings, walked, PAGE)
    red = sum(not finding.ok for finding in findings)
    seconds = time.monotonic() - begun
    print(f"{len(walked)} pages, {len(findings)} numbers, {red} red, {seconds:.0f} s: {folder / 'index.html'}")
    del tree, app
    return 1 if red else 0


def missing_recipes() -> list[Finding]:
    """A red line for each page that no recipe leads to."""
    return [Finding("recipe", float(page not in RECIPES), str(page), page=str(page)) for page in Page]


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tools.access", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path("demo-output/access"), help="folder of the report")
    parser.add_argument("--config", type=Path, default=_SAMPLE, help="the hall's config.toml; the sample by default")
    parser.add_argument("--page", action="append", choices=[str(page) for page in Page], help="only this page")
    parser.add_argument("--state", action="append", help="only states of that name")
    parser.add_argument("--mode", action="append", choices=["standard", *MODES], help="only with this mode")
    parser.add_argument("--size", action="append", choices=[size.name for size in SIZES], help="only this size")
    parser.add_argument("--language", action="append", choices=[*LANGUAGES, PSEUDO], help="only this language")
    parser.add_argument("--statement", action="store_true", help="write docs/accessibility.md, too")
    return parser.parse_args(argv)


def _is_wanted(case: Case, options: argparse.Namespace) -> bool:
    modes = case.modes or ("standard",)
    return (
        (not options.page or str(case.state.page) in options.page)
        and (not options.state or case.state.name in options.state)
        and (not options.mode or any(mode in options.mode for mode in modes))
        and (not options.size or case.size.name in options.size)
        and (not options.language or case.language in options.language)
    )


if __name__ == "__main__":
    sys.exit(main())
