"""Every text that the public and the clerks read, in any language that the program or the hall has. No Qt."""

from __future__ import annotations

import json
import logging
import math
import re
import string
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeGuard

from hall.assets import asset

log = logging.getLogger(__name__)

FALLBACK = "id"
PSEUDO = "pseudo"
"""A language made up from Indonesian, marked and 40 % longer: finds text that escapes translation or does not fit."""
LANGUAGE_CODE = re.compile(r"[a-z]{2,8}")
COMMENT = "#"
"""Keys of a catalogue that begin so are help for whoever translates it."""

_PSEUDO_GROWTH = 0.4
_PSEUDO_FILLER = "extra "
_ABBREVIATION = 4

Entry = str | Mapping[str, str]
"""A text with ``{named}`` placeholders; or ``one`` and ``other``, chosen by the count ``n``, or by the one that ``by``
names."""
Catalogue = Mapping[str, Entry]


class Translator:
    """Gives the message of a key in one language: from the hall's own ``folder`` (``muna.json``), from the program's
    ``assets/messages/<language>/``, else in Indonesian."""

    def __init__(self, language: str = FALLBACK, folder: Path | None = None) -> None:
        self.language = language
        self.folder = folder

    def __call__(self, key: str, /, **params: object) -> str:
        """The message of ``key`` with ``params`` filled in.

        Raises KeyError when Indonesian lacks it too or when a placeholder has no value: both are bugs.
        """
        entry = catalogue(self.language, self.folder).get(key) or catalogue(FALLBACK, self.folder)[key]
        if not isinstance(entry, str):
            one = params.get(entry.get("by", "n")) == 1 and "one" in entry
            entry = entry["one" if one else "other"]
        text = entry.format(**params)
        return _pseudo(entry, text) if self.language == PSEUDO else text

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """All languages that have a text, Indonesian first; looked for once, as screens ask at every change."""
        own = self.folder.glob("*.json") if self.folder else ()
        named = {path.stem for path in own if LANGUAGE_CODE.fullmatch(path.stem)} - {PSEUDO}
        found = {path.name for path in asset("messages").iterdir()} | {
            code for code in named if catalogue(code, self.folder)
        }
        return tuple(sorted(filter(LANGUAGE_CODE.fullmatch, found), key=lambda code: (code != FALLBACK, code)))

    def in_language(self, language: str) -> Translator:
        """The same messages in another language."""
        return Translator(language, self.folder)

    def following(self) -> Translator:
        """The messages in the language after this one, round and round."""
        known = self.languages
        at = known.index(self.language) + 1 if self.language in known else 0
        return self.in_language(known[at % len(known)])

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return str(catalogue(self.language, self.folder).get("language.name", self.language.capitalize()))

    @property
    def invitation(self) -> str:
        """What a button that leads to this language says of itself."""
        return self("language.switch", language=self.name)


INDONESIAN, ENGLISH = Translator("id"), Translator("en")
"""For texts whose language never changes."""


def messages_folder(config: Path) -> Path:
    """Where a hall keeps the languages that it adds: next to its configuration."""
    return config.absolute().parent / "messages"


@cache
def catalogue(language: str, folder: Path | None = None) -> Catalogue:
    """All messages of a language, read once; what a hall's own file says comes before the program's."""
    code = FALLBACK if language == PSEUDO else language
    shipped = asset("messages") / code
    own = folder / f"{code}.json" if folder else None
    entries: dict[str, Entry] = {}
    for path in sorted(shipped.glob("*.json")):
        entries |= read_catalogue(path)
    if own is not None and own.exists():
        entries |= {key: entry for key, entry in read_catalogue(own).items() if _usable(key, entry)}
    if not entries:
        log.warning("no messages in the language %s", language)
    return entries


def read_catalogue(path: Path) -> dict[str, Entry]:
    """The messages in ``path``, without comments and empty ones; none, with a line in the log, when it cannot be
    read."""
    try:
        found = json_object(path)
    except (OSError, ValueError) as error:
        log.warning("no messages from %s: %s", path, error)
        return {}
    return {key: entry for key, entry in found.items() if not (is_empty(entry) or key.startswith(COMMENT))}


def json_object(path: Path, pairs: Callable[[list[tuple[str, Any]]], dict[str, Any]] = dict) -> dict[str, Any]:
    """The one JSON object in a file, each made of its ``pairs``. Raises OSError, and ValueError for another content or
    for what is no regular file: one would wait for a pipe."""
    if path.exists() and not path.is_file():
        raise ValueError("it is no regular file")
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=pairs)
    except RecursionError as error:
        raise ValueError("its brackets are nested too deep") from error
    if not isinstance(found, dict):
        raise ValueError("it must hold one JSON object")
    return found


def is_empty(entry: object) -> bool:
    """Whether a text of a file, or one of its forms, says nothing: it counts as missing."""
    texts = entry.values() if isinstance(entry, dict) else (entry,)
    return not entry or any(isinstance(text, str) and not text.strip() for text in texts)


def has_form(entry: object) -> TypeGuard[Entry]:
    """Whether what a file has for a key is a text, or texts for one and for other counts."""
    if isinstance(entry, dict):
        return {"other"} <= set(entry) <= {"one", "other", "by"} and all(
            isinstance(text, str) for text in entry.values()
        )
    return isinstance(entry, str)


def placeholders(entry: Entry) -> frozenset[str]:
    """What fills an entry: names alone, as every text has them. Raises ValueError for a text whose braces are wrong."""
    texts = (entry,) if isinstance(entry, str) else (entry.get("one", ""), entry["other"])
    fields = (field for text in texts for field in string.Formatter().parse(text) if field[1] is not None)
    return frozenset(f"{name}{spec}{conversion or ''}" for _, name, spec, conversion in fields)


def known_placeholders(key: str) -> frozenset[str]:
    """The names that a text of ``key`` may use: those of the program's own texts."""
    return frozenset().union(*(placeholders(catalogue(code).get(key, "")) for code in ("id", "en")))


def _usable(key: str, entry: Entry) -> bool:
    """Whether an entry of a hall's file can be filled; the screens show Indonesian in place of one that cannot."""
    try:
        return key in catalogue(FALLBACK) and has_form(entry) and placeholders(entry) <= known_placeholders(key)
    except ValueError:
        return False


def _pseudo(pattern: str, text: str) -> str:
    """``text`` in brackets and 40 % longer, still breakable at spaces; as it is where ``pattern`` has no word."""
    if not any(letter.isalpha() for letter in re.sub("{.*?}", "", pattern)):
        return text
    growth = math.ceil(len(text) * _PSEUDO_GROWTH) if len(text) > _ABBREVIATION else 0
    filler = (_PSEUDO_FILLER * (growth // len(_PSEUDO_FILLER) + 1))[:growth].strip()
    return f"⟦{text} {filler}⟧" if filler else f"⟦{text}⟧"
