"""``python -m tools.print_pages -o FOLDER``: the printed pages of docs/print, with pictures of the windows as they are
now."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from tools.print_pages.blocks import Mark, blocks_of
from tools.print_pages.pictures import taken
from tools.print_pages.poster import POSTER_PICTURES, poster_pdf
from tools.print_pages.sheet import Pictures, sheet_pdf
from tools.print_pages.texts import FOLDER, SOURCES, Source


def named_pictures(source: Source) -> set[str]:
    """Those that a page shows."""
    if source.is_poster:
        return set(POSTER_PICTURES)
    marks = (block for block in blocks_of(source.text) if isinstance(block, Mark) and block.name == "picture")
    return {name for mark in marks for name in mark.value.split()}


def pdf_of(source: Source, pictures: Pictures) -> bytes:
    """The page. Raises ValueError when there is no room for it."""
    return poster_pdf(source, pictures) if source.is_poster else sheet_pdf(source, pictures)


def main(argv: Sequence[str] | None = None) -> int:
    """Writes the pages and prints their names."""
    parser = argparse.ArgumentParser("python -m tools.print_pages", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=FOLDER, metavar="FOLDER", help="by default docs/print")
    parser.add_argument("--language", choices=("id", "en"), help="only the pages in this language")
    options = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for language in dict.fromkeys(source.language for source in SOURCES):
        if options.language in (None, language):
            _write(options.output / language, [source for source in SOURCES if source.language == language])
    return 0


def _write(folder: Path, sources: Sequence[Source]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pictures = taken(set().union(*map(named_pictures, sources)), sources[0].language)
    for source in sources:
        file = folder / f"{source.name}.pdf"
        file.write_bytes(pdf_of(source, pictures))
        print(file)


if __name__ == "__main__":
    raise SystemExit(main())
