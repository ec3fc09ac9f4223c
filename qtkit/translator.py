"""The interface's words in every language that has a catalogue, Indonesian first."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from hall.assets import asset

log = logging.getLogger(__name__)

FALLBACK = "id"
PSEUDO = "pseudo"
"""A language made up from Indonesian, marked and 40 % longer: finds text that escapes translation or does not fit."""

_PSEUDO_GROWTH = 0.4
_PSEUDO_FILLER = "extra "

Entry = str | Mapping[str, str]
Catalogue = Mapping[str, Entry]


def in_language(language: str, text: str, english: str) -> str:
    """What a hall wrote in both languages: ``english`` on a screen in English, else ``text``; where one is empty, the
    other."""
    return (english or text) if language == "en" else (text or english)


class Translator(QObject):
    """Looks up ``kiosk.title`` in ``assets/translations/kiosk.<language>.json``.

    A catalogue is one flat JSON object; its keys are complete (``kiosk.title``) and their first part names the
    file. A value is a text with ``{named}`` placeholders, or ``{"one": …, "other": …}``, chosen by ``n``.
    """

    changed = Signal()

    def __init__(self, language: str = FALLBACK, *, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._language = language
        self._catalogues: dict[tuple[str, str], Catalogue] = {}

    @property
    def language(self) -> str:
        """The language now shown, as the two letters of its catalogue's name."""
        return self._language

    def set_language(self, language: str) -> None:
        """Shows ``language`` from now on and emits ``changed`` when it is another one."""
        if language != self._language:
            self._language = language
            self.changed.emit()

    def __call__(self, key: str, /, **params: object) -> str:
        """The text of ``key`` with ``params`` filled in.

        A text that the language lacks is shown in Indonesian. Raises KeyError when Indonesian lacks it too or when
        a placeholder has no value: both are bugs.
        """
        program = key.partition(".")[0]
        entry = self._catalogue(program, self._language).get(key)
        if entry is None:
            entry = self._catalogue(program, FALLBACK)[key]
        text = _chosen(entry, params.get("n")).format(**params)
        return _pseudo(text) if self._language == PSEUDO else text

    def _where(self) -> Path:
        return self._folder if self._folder is not None else asset("translations")

    def _catalogue(self, program: str, language: str) -> Catalogue:
        wanted = (program, FALLBACK if language == PSEUDO else language)
        if wanted not in self._catalogues:
            self._catalogues[wanted] = _read(self._where() / f"{program}.{wanted[1]}.json")
        return self._catalogues[wanted]


def _read(path: Path) -> Catalogue:
    """The catalogue in ``path``; empty, with a line in the log, when there is none or it cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        log.warning("no translations from %s: %s", path, error)
        return {}
    if not isinstance(found, dict):
        log.warning("no translations from %s: it must hold one JSON object", path)
        return {}
    return found


def _chosen(entry: Entry, count: object) -> str:
    if isinstance(entry, str):
        return entry
    if count == 1 and "one" in entry:
        return entry["one"]
    return entry["other"]


def _pseudo(text: str) -> str:
    """``text`` in brackets and 40 % longer, still breakable at spaces."""
    growth = max(1, math.ceil(len(text) * _PSEUDO_GROWTH))
    filler = (_PSEUDO_FILLER * (growth // len(_PSEUDO_FILLER) + 1))[:growth].strip()
    return f"⟦{text} {filler}⟧"
