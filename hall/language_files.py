"""The file by which a hall adds a language: what is in a new one, what is wrong with one, and which are loaded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hall.assets import asset
from hall.errors import Refused, SettingsError
from hall.text_rules import refuse_characters
from hall.translator import (
    COMMENT,
    Translator,
    catalogue,
    has_form,
    is_empty,
    json_object,
    known_placeholders,
    placeholders,
)

_FIRST = ("language", "kiosk", "slip", "dates", "opening", "display", "counter")
"""What the public reads stands first in a new file."""


@dataclass(frozen=True, slots=True)
class LoadedLanguage:
    """A language of this machine: its code and what it calls itself; the name of the hall's own ``file``, empty where
    the program's texts are all; how many texts that lacks (``missing``), and which keys of it are ``wrong``. One that
    is not ``usable`` has no text yet, cannot be read, or has a name that is no code of a language."""

    code: str
    name: str
    file: str = ""
    missing: int = 0
    wrong: tuple[str, ...] = ()
    usable: bool = True


def loaded_languages(translate: Translator) -> tuple[LoadedLanguage, ...]:
    """The languages that screens offer, and then the hall's files that no screen does; reads all of the hall's own."""
    known = translate.languages
    files = sorted(translate.folder.glob("*.json")) if translate.folder else []
    own = {path.stem: path for path in files}
    offered = tuple(_loaded(translate.in_language(code), own.get(code)) for code in known)
    return *offered, *(_unusable(path) for code, path in own.items() if code not in known)


def _loaded(translate: Translator, path: Path | None) -> LoadedLanguage:
    if path is None:
        return LoadedLanguage(translate.language, translate.name)
    try:
        found, twice = read_language(path)
    except SettingsError:  # the program's own texts are shown in its place
        return replace(_unusable(path), name=translate.name, usable=True)
    shipped = (asset("messages") / translate.language).is_dir()
    lacking = set() if shipped else {key for key in catalogue("id") if is_empty(found.get(key))}
    wrong = dict.fromkeys([*twice, *(key for key, _ in problems_of(found, own=not shipped) if key not in lacking)])
    return LoadedLanguage(translate.language, translate.name, path.name, len(lacking), tuple(wrong))


def _unusable(path: Path) -> LoadedLanguage:
    return LoadedLanguage(path.stem, path.name, path.name, wrong=(path.name,), usable=False)


def template(known: Mapping[str, object], source: str) -> dict[str, object]:
    """Every text to translate: the one of the language ``source`` as help, and below it what ``known`` has, or an
    empty text, which falls back to Indonesian."""
    made: dict[str, object] = {}
    for key in sorted(catalogue(source), key=_rank):
        made |= {f"{COMMENT} {key}": catalogue(source)[key], key: known.get(key, "")}
    return made | {key: entry for key, entry in known.items() if not key.startswith(COMMENT) and key not in made}


def read_language(path: Path) -> tuple[dict[str, object], list[str]]:
    """What is in a file, its help too, and the keys that stand twice in it. Raises SettingsError."""
    twice: list[str] = []

    def counted(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        twice.extend(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        return dict(pairs)

    try:
        return json_object(path, counted), twice
    except (OSError, ValueError) as error:
        raise SettingsError([f"{path}: cannot be read: {error}"]) from error


def problems_of(found: Mapping[str, object], *, own: bool = True) -> Iterator[tuple[str, str]]:
    """Each key with what is wrong with it: a missing text, an unknown key, a text that cannot be shown. A language
    that is not the hall's ``own`` may lack texts: the program has them."""
    for key in catalogue("id") if own else ():
        if is_empty(found.get(key)):
            yield key, "is missing, so it is shown in Indonesian"
    for key, entry in found.items():
        if not key.startswith(COMMENT):
            if not is_empty(entry) and (problem := _problem(key, entry)):
                yield key, problem
        elif entry not in [catalogue(language).get(key.removeprefix(COMMENT).strip()) for language in ("id", "en")]:
            yield key.removeprefix(COMMENT).strip(), "has another text now in the program than the one next to it"


def _problem(key: str, entry: object) -> str:
    if key not in catalogue("id"):
        return "is no text of the program"
    if not has_form(entry):
        return 'must be a text, or {"one": "…", "other": "…", "by": "n"}'
    try:
        filled = placeholders(entry)
        for text in (entry,) if isinstance(entry, str) else entry.values():
            refuse_characters(text, "text")
    except ValueError as error:
        return f"has wrong braces: {error}"
    except Refused as error:
        return f"cannot be shown: {error}"
    needed = placeholders(catalogue("id")[key]) & placeholders(catalogue("en")[key])
    strange = [f"{{{name}}} is no placeholder here" for name in sorted(filled - known_placeholders(key))]
    return ", ".join([*strange, *(f"lacks {{{name}}}" for name in sorted(needed - filled))])


def _rank(key: str) -> int:
    subject = re.split("[._]", key)[0]
    return _FIRST.index(subject) if subject in _FIRST else len(_FIRST)
