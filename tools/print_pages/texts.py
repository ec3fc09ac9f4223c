"""The texts of the pages: docs/print/<language>/<page>.md, with keys and labels filled in as the programs have them.

``{key counter.button_serve}`` is the key that does it, ``{label counter.away}`` what the screen says, and a line
``<!-- keys counter -->`` all keys of that window as a table.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hall.translator import Translator
from tools.print_pages.keys import bound, shown

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "print"
_FILLED = re.compile(r"\{(key|label) ([a-z_.]+)\}")
_TABLE = re.compile(r"^<!-- keys ([a-z]+) -->$", re.MULTILINE)
_UNFILLED = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one page; ``name`` is that of its files."""

    language: str
    name: str

    @property
    def path(self) -> Path:
        """Its text."""
        return FOLDER / self.language / f"{self.name}.md"

    @property
    def is_poster(self) -> bool:
        """Whether it is read from afar."""
        return self.name == "poster"

    @property
    def text(self) -> str:
        """With all that is filled in. Raises ValueError that names what cannot be filled in."""
        translate = Translator(self.language)
        text = _TABLE.sub(lambda found: "\n".join(_rows(found[1], translate)), self.path.read_text("utf-8"))
        text = _FILLED.sub(lambda found: _filled(found[1], found[2], translate, self.path.name), text)
        if wrong := _UNFILLED.search(text):
            raise ValueError(f"{self.path.name}: {wrong[0]}")
        return text

    @property
    def digest(self) -> str:
        """Of the text; the page says which one it was made of."""
        return f"sha256:{hashlib.sha256(self.text.encode()).hexdigest()}"


SOURCES = (
    *(Source("id", name) for name in ("petugas", "penyelia", "teknisi", "poster")),
    *(Source("en", name) for name in ("clerk", "supervisor", "technician", "poster")),
)
"""All pages."""


def _rows(window: str, translate: Translator) -> Iterator[str]:
    yield from ("| | |", "|---|---|")
    yield from (f"| [[{shown(one.keys, translate)}]] | {translate(one.code)} |" for one in bound()[window])


def _filled(kind: str, code: str, translate: Translator, page: str) -> str:
    if kind == "label":
        try:
            return translate(code)
        except KeyError:
            raise ValueError(f"{page}: no text {code}") from None
    for one in (one for keys in bound().values() for one in keys):
        if one.code == code:
            return f"[[{shown(one.keys, translate)}]]"
    raise ValueError(f"{page}: no key does {code}")
