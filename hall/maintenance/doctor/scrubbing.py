"""Taking secrets and persons out of a text that leaves the hall.

What is known by its form goes everywhere: passwords in URLs and settings, hashes of PINs, keys, the codes on slips,
numbers of identity cards and telephones, mail addresses. What is known by name goes by the words of the database; where
the database is away nobody knows them, and of a log only what is no free text stays (``only_places``).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from hall.views import PersonalWords

HIDDEN = "***"
_NAME_OF_ONE = r"(?:(?<!\w)\w*(?:pass(?!file|ed|es|ing)|secret|token|scram)\w*|(?<![a-z])pin(?:_hash)?(?![a-z]))"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, flags), instead)
    for pattern, flags, instead in (
        (r"-----BEGIN [^-\n]+-----.*?(?:-----END [^-\n]+-----|\Z)", re.DOTALL, HIDDEN),
        (r"\b([a-z][a-z0-9+.-]*://)[^\s\"'<>|]*@", re.IGNORECASE, rf"\1{HIDDEN}@"),
        (r"\$argon2\w*\$[^\s\"']+", 0, HIDDEN),
        (r"(--(?:pin|password|passphrase|as)[ =])\s*(?:\"[^\"]*\"|'[^']*'|\S+)", re.IGNORECASE, rf"\1{HIDDEN}"),
        (
            rf"({_NAME_OF_ONE}[\"']?\s*[:=]\s*)(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[^\s,;&)\]}}]+)",
            re.IGNORECASE,
            rf"\1{HIDDEN}",
        ),
        (r"\b(clerk|cli):\S+( as )\S+", 0, rf"\1:{HIDDEN}\2{HIDDEN}"),
        (r"\b(clerk|cli):(?!\*)\S+", 0, rf"\1:{HIDDEN}"),
        (r"\b[A-Z2-7]{16}\b", 0, HIDDEN),  # the code of a slip
        (r"\bpin\b\W{0,3}\d{4,12}", re.IGNORECASE, HIDDEN),
        # An identity card (NIK), a family card.
        (r"(?<!\d)(?:\d{16}|\d{4}(?:[ .-]\d{4}){3}|\d{6}[ .-]\d{6}[ .-]\d{4})(?!\d)", 0, HIDDEN),
        (r"(?<!\d)(?:\+?62|0)[ -]?8\d(?:[ -]?\d){6,10}(?!\d)", 0, HIDDEN),  # a mobile telephone
        (r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", 0, HIDDEN),
        (r"((?:/home/|/Users/|\\Users\\))[^/\\\s:\"']+", 0, rf"\1{HIDDEN}"),
    )
)
_SECRET_KEY = re.compile(rf"^{_NAME_OF_ONE}$", re.IGNORECASE)
_PERSON_KEYS = frozenset({"signer", "responsible", "owner"})
"""Keys of the configuration that may hold a person's name."""
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([89a-fA-F][0-9a-fA-F])")
_WORDS = (re.compile(r"\w+(?:[.@-]\w+)*"), re.compile(r"\w+"), re.compile(r"[^\W_]+"), re.compile(r"[^\W\d_]+"))
"""What is looked up, the longest first: a login with its dots, a word, a word between underscores, its letters."""
_PART = 3
"""Letters from which on a part of a name is one by itself; shorter ones are words of any language."""
_AGAIN = re.compile(r"\b(person-\d+)(?: \1\b)+")
_LOG_LINE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^ ]*) ([A-Z]+) ([\w.]+):")
_FRAME = re.compile(r'\s*File "([^"]*)", line (\d+), in (\S+)')
_ERROR = re.compile(r"([A-Za-z_][\w.]*(?:Error|Exception|Unavailable|Refused|Interrupt|Exit))\b")


class Scrubber:
    """Knows the ``secrets`` and the persons of one hall; ``words`` None: the persons are not known."""

    def __init__(self, secrets: Iterable[str] = (), words: PersonalWords | None = None) -> None:
        self.knows_people = words is not None
        literal = {form for secret in secrets if secret for form in _forms(secret)}
        self._instead: dict[str, str] = {}
        whole: dict[str, str] = {}
        for number, names in enumerate(words.people if words else (), start=1):
            for name in names:
                self._add(name, f"person-{number}", whole)
        for code in words.codes if words else ():
            self._instead.setdefault(_folded(code), "booking")
            if not _WORDS[0].fullmatch(code):
                whole[code] = "booking"
        self._secrets = _any_of(literal, 0)
        self._whole = _any_of({form for name in whole for form in _forms(_composed(name))}, re.IGNORECASE)
        self._of_whole = {_folded(form): instead for name, instead in whole.items() for form in _forms(_composed(name))}

    def _add(self, name: str, instead: str, whole: dict[str, str]) -> None:
        """A name or login, and each of its longer parts; as a whole where a part is too short for that."""
        text = _composed(name).strip()
        if not text:
            return
        self._instead.setdefault(_folded(text), instead)
        parts = {*_WORDS[1].findall(text), *_WORDS[3].findall(text)}
        for part in parts:
            if len(part) >= _PART:
                self._instead.setdefault(_folded(part), instead)
        if min(map(len, parts), default=0) < _PART and not _WORDS[0].fullmatch(text):
            whole[text] = instead

    def text(self, text: str) -> str:
        """The text without secrets and without persons."""
        text = _composed(_ESCAPE.sub(_meant, text))
        if self._secrets is not None:
            text = self._secrets.sub(HIDDEN, text)
        for pattern, instead in _FORMS:
            text = pattern.sub(instead, text)
        if self._whole is not None:
            text = self._whole.sub(lambda found: self._of_whole.get(_folded(found[0]), HIDDEN), text)
        if self._instead:
            for pattern in _WORDS:
                text = pattern.sub(lambda found: self._instead.get(_folded(found[0]), found[0]), text)
        return _AGAIN.sub(r"\1", text)

    def log(self, text: str) -> str:
        """A log without them; where the persons are not known, only what is no free text."""
        return self.text(text if self.knows_people else only_places(text))

    def value(self, value: Any) -> Any:
        """A document of plain values without them, its keys too; what its key says is a secret goes whole."""
        if isinstance(value, Mapping):
            return {self.text(str(key)): self._under(str(key), one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(one) for one in value]
        return self.text(value) if isinstance(value, str) else value

    def _under(self, key: str, value: Any) -> Any:
        if value not in ("", None) and (_SECRET_KEY.match(key) or key in _PERSON_KEYS):
            return HIDDEN
        return self.value(value)


def only_places(log: str) -> str:
    """Of each line of a log what nobody typed: when, how grave, which module; of a traceback its places and the kind of
    the error."""
    return "".join(f"{_place(line)}\n" for line in log.splitlines())


def _place(line: str) -> str:
    head, frame, error = _LOG_LINE.match(line), _FRAME.match(line), _ERROR.match(line)
    if head is not None:
        return f"{head[1]} {head[2]} {head[3]}: …"
    if frame is not None:
        return f"  File {frame[1].replace(chr(92), '/').rpartition('/')[2]}, line {frame[2]}, in {frame[3]}"
    return error[1] if error is not None else "…"


def _forms(text: str) -> set[str]:
    """How a text may be written in a URL or in JSON."""
    return {text, quote(text, safe=""), quote(text), json.dumps(text)[1:-1]}


def _any_of(texts: set[str], flags: int) -> re.Pattern[str] | None:
    ordered = sorted(texts, key=lambda one: (-len(one), one))
    return re.compile("|".join(map(re.escape, ordered)), flags) if ordered else None


def _meant(found: re.Match[str]) -> str:
    return chr(int(found[1] or found[2], 16))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _folded(text: str) -> str:
    return _composed(text).casefold()
