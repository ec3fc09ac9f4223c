"""Reads a language's grammar from its TOML file; every mistake is one sentence that says where and what to do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Any

from hall.errors import VoiceError
from hall.voice.grammar import (
    DIGITS,
    EVACUATION,
    LETTERS,
    NUMBER,
    PHRASES,
    PLACEHOLDERS,
    ClipText,
    Grammar,
    NumberRule,
    Phrase,
    SpeechSettings,
)

_TABLES = ("name", "agencies", "build", "pauses", "phrases", "letters", "digits", "rules", "labels", "clips")
_TOKEN = re.compile(r"\s+|([\[\]()<>])|([^\s\[\]()<>]+)")
_RULE = re.compile(r"(0|[1-9][0-9]{0,5})(?:/([1-9][0-9]{0,2}))?")
_NAMING = ("rules", "digits", "letters", "labels", "phrases")
_IN_RULES = r"[^\s\[\]()<>]+"
_LABEL = re.compile(r"[A-Z0-9]{1,4}")
_CLIP = re.compile(r"[a-z0-9][a-z0-9-]*")
LONGEST_PAUSE = 5.0
SPEEDS = (80, 450)
_USUAL = SpeechSettings("")


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file of a pack. Raises VoiceError when it is missing or cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise VoiceError(f"{path} is missing: a pack needs it; `hall voice build` makes one.") from error
    except OSError as error:
        raise VoiceError(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise VoiceError(f"{path} is not UTF-8: save it again with this encoding.") from error
    except tomllib.TOMLDecodeError as error:
        raise VoiceError(f"{path} is not valid TOML: {error}.") from error


def read_grammar(path: Path) -> Grammar:
    """The grammar of the language that the file is named after (``id.toml``). Raises VoiceError."""
    return grammar_from(path, read_toml(path))


def grammar_from(path: Path, data: Mapping[str, Any], language: str = "") -> Grammar:
    """The grammar of ``language``, by default the one that the file is named after, from what is in it. Raises
    VoiceError."""
    return _GrammarReader(path, data, language or path.stem).grammar()


def clips_named(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The clips that letters, digits, labels, rules and phrases of a grammar name, in the order of the file; what is
    wrong in it names none."""
    tables = [table if isinstance(table := data.get(name), Mapping) else {} for name in _NAMING]
    found = [part for table in tables[1:] for value in table.values() for part in _parts(value)]
    found += [part for value in tables[0].values() if isinstance(value, str) for part in re.findall(_IN_RULES, value)]
    return tuple(dict.fromkeys(name for name in found if _CLIP.fullmatch(name)))


def _parts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _parts(item)


@dataclass(slots=True)
class _GrammarReader:
    """One grammar file while it is read."""

    path: Path
    data: Mapping[str, Any]
    language: str
    clips: Mapping[str, ClipText] = field(default_factory=dict)

    def grammar(self) -> Grammar:
        language = self.language
        self._known("", self.data, _TABLES)
        self.clips = {name: self._line(name, value) for name, value in self._table("clips").items()}
        pauses = self._table("pauses")
        self._known("[pauses] ", pauses, ("spelled",))
        return Grammar(
            language=language,
            name=self._text("name", self.data.get("name", language)),
            phrases=self._phrases(),
            letters=self._clip_names("letters", LETTERS),
            digits=self._clip_names("digits", DIGITS),
            rules=self._rules(),
            labels=self._labels(),
            clips=self.clips,
            agencies=self._text("agencies", self.data.get("agencies", language)),
            spelled=self._pause("[pauses] spelled", pauses.get("spelled", 0.0)),
            reading=self._reading(language),
        )

    def _fail(self, where: str, problem: str) -> VoiceError:
        return VoiceError(f"{self.path}: {where}{': ' if where else ''}{problem}.")

    def _known(self, where: str, names: Iterable[str], allowed: Iterable[str]) -> None:
        for name in names:
            if name not in allowed:
                raise self._fail(where + name, f"is not known; {_hint(name, allowed)}")

    def _table(self, name: str, *, needed: bool = True) -> Mapping[str, Any]:
        if name not in self.data and needed and name != "pauses":
            raise self._fail(f"[{name}]", "is missing; copy this table from the program's own pack")
        table = self.data.get(name, {})
        if not isinstance(table, Mapping):
            raise self._fail(name, f"must be a table: [{name}] and lines below it")
        return table

    def _text(self, where: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self._fail(where, 'must be a text in "quotes"')
        return value

    def _clip(self, where: str, value: object) -> str:
        name = self._text(where, value)
        if name not in self.clips:
            raise self._fail(where, f'"{name}" is no clip of [clips]; {_hint(name, self.clips)}')
        return name

    def _pause(self, where: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LONGEST_PAUSE:
            raise self._fail(where, f"{value} is no pause; allowed: 0 to {LONGEST_PAUSE:g} seconds")
        return float(value)

    def _line(self, name: str, value: object) -> ClipText:
        where = f"[clips] {name}"
        if _CLIP.fullmatch(name) is None:
            raise self._fail(where, "a clip's name has only a-z, 0-9 and -, as its file")
        if isinstance(value, Mapping):
            self._known(f"{where}: ", value, ("text", "phonemes", "speed"))
            phonemes = self._text(where, value["phonemes"]) if "phonemes" in value else ""
            speed = self._whole(f"{where}: speed", value["speed"], SPEEDS) if "speed" in value else 0
            return ClipText(self._text(where, value.get("text")), phonemes, speed)
        return ClipText(self._text(where, value))

    def _clip_names(self, table: str, characters: str) -> dict[str, str]:
        written = self._table(table)
        self._known(f"[{table}] ", written, tuple(characters))
        missing = [one for one in characters if one not in written]
        if missing:
            raise self._fail(f"[{table}]", f"{', '.join(missing)} must be there, with the clip that says it")
        return {one: self._clip(f"[{table}] {one}", written[one]) for one in characters}

    def _labels(self) -> dict[str, str]:
        labels = self._table("labels", needed=False)
        for label in labels:
            if _LABEL.fullmatch(label) is None:
                raise self._fail(f"[labels] {label}", "is no counter label: up to four of A-Z and 0-9")
        return {label: self._clip(f"[labels] {label}", name) for label, name in labels.items()}

    def _phrases(self) -> dict[str, Phrase]:
        written = self._table("phrases")
        self._known("[phrases] ", written, (*PHRASES, EVACUATION))
        for name in PHRASES:
            if name not in written:
                raise self._fail(f"[phrases] {name}", "is missing; copy it from the program's own pack")
        return {name: self._phrase(f"[phrases] {name}", phrase) for name, phrase in written.items()}

    def _phrase(self, where: str, value: object) -> Phrase:
        if not isinstance(value, list):
            raise self._fail(where, "must be a list of clips, placeholders and pauses in [square brackets]")
        return tuple(self._item(where, item) for item in value)

    def _item(self, where: str, item: object) -> str | float | Phrase:
        if isinstance(item, list):
            return self._phrase(where, item)
        if isinstance(item, str) and item.startswith("{"):
            self._known(f"{where}: ", (item,), _placeholders(where))
            return item
        return self._clip(where, item) if isinstance(item, str) else self._pause(where, item)

    def _rules(self) -> tuple[NumberRule, ...]:
        rules = sorted((self._rule(base, text) for base, text in self._table("rules").items()), key=lambda r: r.base)
        for rule, later in pairwise(rules):
            if rule.base == later.base:
                raise self._fail(f"[rules] {rule.base}", "is there twice")
        if not rules or rules[0].base != 0:
            raise self._fail("[rules]", "a rule for 0 must be there")
        return tuple(rules)

    def _rule(self, base: str, text: object) -> NumberRule:
        where = f"[rules] {base}"
        numbers = _RULE.fullmatch(base)
        if numbers is None or numbers[2] == "1":
            problem = "a rule begins with the number from which on it holds, up to 999999; 40/20 counts in twenties"
            raise self._fail(where, problem)
        rule = self._parts_of(where, NumberRule(int(numbers[1]), (), (), radix=int(numbers[2] or 10)), text)
        if rule.divisor == 1 and {"<", ">"} & set(rule.parts):
            raise self._fail(where, "< and > need a rule of 10 or more: a single digit has its own word")
        return rule

    def _parts_of(self, where: str, rule: NumberRule, text: object) -> NumberRule:
        """The rule with the parts that the text says."""
        parts: list[str] = []
        optional: list[bool] = []
        small: set[int] = set()
        depth = round_depth = 0
        for match in _TOKEN.finditer(self._text(where, text)):
            part = match[1] or match[2]
            depth += {"[": 1, "]": -1}.get(part, 0)
            round_depth += {"(": 1, ")": -1}.get(part, 0)
            if depth not in (0, 1) or round_depth not in (0, 1):
                raise self._fail(where, "brackets must come in pairs, none inside another")
            if part and part not in "[]()":
                if round_depth:
                    small.add(len(parts))
                parts.append(part if part in "<>" else self._clip(where, part))
                optional.append(depth == 1)
        if depth or round_depth or not parts:
            raise self._fail(where, "brackets must come in pairs, with something to say")
        return replace(rule, parts=tuple(parts), optional=tuple(optional), small=frozenset(small))

    def _reading(self, language: str) -> SpeechSettings:
        written = self._table("build", needed=False)
        self._known("[build] ", written, ("voice", "speed", "pitch"))
        speed = self._whole("[build] speed", written.get("speed", _USUAL.speed), SPEEDS)
        pitch = self._whole("[build] pitch", written.get("pitch", _USUAL.pitch), (0, 99))
        return SpeechSettings(self._text("[build] voice", written.get("voice", language)), speed, pitch)

    def _whole(self, where: str, value: object, limits: tuple[int, int]) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not limits[0] <= value <= limits[1]:
            raise self._fail(where, f"must be a whole number from {limits[0]} to {limits[1]}")
        return value


def _placeholders(where: str) -> tuple[str, ...]:
    """Those that a phrase may have."""
    if where.endswith(EVACUATION):
        return ()
    return PLACEHOLDERS[3:] if where.endswith(NUMBER) else PLACEHOLDERS[:3]


def _hint(name: str, allowed: Iterable[str]) -> str:
    names = list(allowed)
    if not names:
        return "none is allowed here"
    close = get_close_matches(name, names, n=1)
    if close:
        return f'did you mean "{close[0]}"?'
    return f"allowed: {', '.join(names)}" if len(names) <= 30 else "write it there first"
