"""``python -m tools.screens``: the board's pictures for the documentation, or every combination with ``--all``."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from tools.screens import samples
from tools.screens.measure import Measured, digit_heights
from tools.screens.shots import SIZES, chosen, drawn, every, write

_DOCS = Path("docs/screens/board")
_SCREENS = ((55.0, 10.0), (43.0, 7.0))


def main(argv: Sequence[str] | None = None) -> int:
    """Draws the pictures, measures the digits, prints both; 1 when digits are too small for their seat."""
    parser = argparse.ArgumentParser(prog="tools.screens", description="Pictures of the board, measured.")
    parser.add_argument("--all", action="store_true", help="every combination instead of the documentation's")
    parser.add_argument("-o", "--output", type=Path, default=_DOCS, metavar="FOLDER", help=f"by default {_DOCS}")
    parser.add_argument("--only", default="", metavar="TEXT", help="only pictures whose name has this in it")
    options = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    options.output.mkdir(parents=True, exist_ok=True)
    total = 0
    for shot in every() if options.all else chosen():
        if options.only in shot.name:
            total += write(drawn(shot), options.output / f"{shot.name}.png")
            print(options.output / f"{shot.name}.png")
    print(f"{total / 1024:.0f} KiB")
    good = _print_heights()
    del application
    return 0 if good else 1


def _print_heights() -> bool:
    """The digits of usual boards as they are in the pictures; whether all are high enough."""
    good = True
    print(f"\n{'screen':<10}{'seat':<7}{'board':<22}{'digits of':<16}{'rows px':>8}{'mm':>7}{'needed mm':>11}")
    for (inch, metres), layout, (name, size) in _boards():
        for one in digit_heights(samples.board(8, layout=layout), size, inch, metres):
            good = good and one.ok
            print(_line(inch, metres, f"{layout} {name}", one))
    return good


def _boards() -> list[tuple[tuple[float, float], str, tuple[str, QSize]]]:
    sizes = [(name, size) for name, size in SIZES.items() if name != "4k"]
    return [
        (screen, layout, size) for screen in _SCREENS for layout in ("calls", "media", "counters") for size in sizes
    ]


def _line(inch: float, metres: float, board: str, one: Measured) -> str:
    verdict = "" if one.ok else "  TOO SMALL"
    return (
        f"{inch:<10g}{metres:<7g}{board:<22}{one.what:<16}{one.rows:>8}{one.millimetres:>7.0f}{one.needed_mm:>11.0f}"
        f"{verdict}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
