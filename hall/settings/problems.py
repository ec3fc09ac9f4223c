"""What is wrong in a configuration file: findings with line, key, value and remedy, one readable line each."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hall.glyphs import visible
from hall.invisible import is_unseen, unseen_in
from hall.settings.lines import KeyPath, LineIndex

_LONGEST_VALUE = 60
_ENDLESS = re.compile(r"\S{121,}")
"""A word that is none, which a sentence does not repeat whole."""
_LABELS = {
    **dict.fromkeys(("agency", "zone", "need"), ("id", "{}")),
    "station": ("name", "{}"),
    "counter": ("label", "label {}"),
}
"""By table: the key that names an entry, and how it is said."""
_NOT_GIVEN = object()


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """One finding. ``value`` is already fit to be shown; ``path`` is where it is in the document."""

    line: int
    key: str
    value: str
    text: str
    path: KeyPath = ()

    def message(self, file: str) -> str:
        """``config.toml:12: key: "value": problem; what is allowed``."""
        value = f" {self.value}:" if self.value else ""
        text = visible(_ENDLESS.sub(lambda word: f"{word[0][:_LONGEST_VALUE]}…", self.text))
        return f"{file}:{self.line}: {visible(self.key)}:{value} {text}"


@dataclass(frozen=True, slots=True)
class ProblemList:
    """Collects the problems of one document; knows the lines of its keys and how to name them."""

    data: Mapping[str, Any]
    index: LineIndex
    problems: list[SettingsProblem] = field(default_factory=list)

    def add(
        self,
        path: KeyPath,
        problem: str,
        *,
        allowed: str = "",
        suggestion: str = "",
        value: object = _NOT_GIVEN,
    ) -> None:
        """Add one problem at ``path``; ``value`` is looked up there unless it is given (None: show none)."""
        found = value_at(self.data, path) if value is _NOT_GIVEN else value
        text = problem_text(problem, allowed=allowed, suggestion=suggestion)
        shown = shown_value(found, secret=bool(path) and str(path[0]).startswith("datab"))
        self.problems.append(SettingsProblem(self.index.line_of(path), key_text(path, self.data), shown, text, path))


def problem_text(problem: str, *, allowed: str = "", suggestion: str = "") -> str:
    """Problem, suggestion and what is allowed, in this order, as one sentence."""
    if suggestion:
        return f'{problem}; did you mean "{suggestion}"?' + (f" Allowed: {allowed}" if allowed else "")
    return f"{problem}; allowed: {allowed}" if allowed else problem


def closest(word: str, options: Iterable[str]) -> str:
    """The option that ``word`` most likely means, or an empty text; upper and lower case count as equal."""
    by_lower = {option.lower(): option for option in options}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""


def value_at(data: object, path: KeyPath) -> object:
    """What stands at ``path`` in the nested tables and lists of ``data``, None when nothing does."""
    for part in path:
        is_there = part in data if isinstance(data, Mapping) else isinstance(data, list) and part in range(len(data))
        if not is_there:
            return None
        data = data[part]  # type: ignore[index]
    return data


def key_text(path: KeyPath, data: Mapping[str, Any]) -> str:
    """The dotted name of a key as a person reads it: ``agency[3 imigrasi].service[2].prefix``, counted from 1."""
    text = ""
    for depth, part in enumerate(path):
        if isinstance(part, int):
            text += f"[{part + 1}{_label(path[: depth + 1], data)}]"
        else:
            text += f".{part}" if text else part
    return text or "file"


def _label(path: KeyPath, data: Mapping[str, Any]) -> str:
    kind = str(path[-2])
    if len(path) != 2 or kind not in _LABELS:
        return ""
    key, said = _LABELS[kind]
    label = value_at(data, (*path, key))
    if not isinstance(label, str) or not 0 < len(label) <= 32 or unseen_in(label) or label == str(int(path[-1]) + 1):
        return ""
    return " " + said.format(label)


def shown_value(value: object, *, secret: bool = False) -> str:
    """A value as it is written in the file, shortened; whatever may hold a password is not repeated."""
    if isinstance(value, str):
        return _shown_text(value, secret=secret)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else "a very large number"
    if isinstance(value, list) and not any(isinstance(item, Mapping) for item in value):
        return _shortened("[" + ", ".join(shown_value(item, secret=secret) for item in value[:12]) + "]")
    if value is None or isinstance(value, Mapping | list):
        return ""
    return str(value)


def _shown_text(value: str, *, secret: bool) -> str:
    scheme, colon, _ = value.partition("://")
    if secret or "@" in value:
        return f'"{scheme}://…"' if colon and scheme.replace("+", "").isalnum() else '"…"'
    printable = "".join("\N{REPLACEMENT CHARACTER}" if is_unseen(c) else c for c in value[: _LONGEST_VALUE * 2])
    return f'"{_shortened(printable)}"'


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
