"""The `hall` commands that README.md and docs/ tell people to type, and those that sentences name, of programs too."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby, product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = ("hall", "hallctl", "kiosk", "counter", "display", "qtkit")
GENERATED = ROOT / "docs" / "reference"
_COMMAND = re.compile(r"(?:sudo )?(?:\S*[/\\])?hall(?:\s+(?P<words>.*))?", re.DOTALL)
"""As root too, and by the path of the program, which is another one in a checkout and on Windows."""
_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_REMARK = re.compile(r"\s{2,}.*")
"""What stands two spaces and more behind a command explains it."""
_CONTINUED = re.compile(r"\s*\\\n\s*")
_CHOICE = re.compile(r"[a-z-]+(\|[a-z-]+)+")
"""`take|give-back`: each of them."""
_FENCE = "```"


@dataclass(frozen=True, slots=True)
class Documented:
    """The words after ``hall``, and where they stand: on a line to type (``is_line``), or in a sentence."""

    where: str
    words: tuple[str, ...]
    is_line: bool

    def __str__(self) -> str:
        return f"{self.where}: hall {' '.join(self.words)}"


def documented() -> list[Documented]:
    """Every command of every page that a person writes, each once a page."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    found = [
        one
        for page in pages
        if GENERATED not in page.parents
        for one in commands_in(page.read_text("utf-8"), page.relative_to(ROOT).as_posix())
    ]
    return list(dict.fromkeys(found))


def said() -> list[Documented]:
    """Every command that a sentence of a program names: what it fills in stands in braces."""
    found = [
        one
        for path, texts in chain(_texts_of_code(), _texts_of_messages())
        for text in texts
        for span in _SPAN.findall(text)
        for one in _read(span, path.relative_to(ROOT).as_posix(), is_line=False)
    ]
    return list(dict.fromkeys(found))


def _texts_of_code() -> Iterator[tuple[Path, list[str]]]:
    for path in chain.from_iterable(sorted((ROOT / one).rglob("*.py")) for one in PROGRAMS):
        code = path.read_text("utf-8")
        if "hall " in code and "`" in code:
            yield (
                path,
                [_text(node) for node in ast.walk(ast.parse(code)) if isinstance(node, ast.JoinedStr | ast.Constant)],
            )


def _text(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(map(_text, parts))
        case ast.FormattedValue(value=value):
            return f"{{{ast.unparse(value).replace(' ', '')}}}"
        case _:
            return ""


def _texts_of_messages() -> Iterator[tuple[Path, list[str]]]:
    for path in sorted((ROOT / "assets" / "messages").rglob("*.json")):
        yield path, [path.read_text("utf-8")]


def commands_in(text: str, where: str = "") -> Iterator[Documented]:
    """Every command of a page: of its blocks, indented or fenced, and between backticks."""
    for is_block, lines in _paragraphs(text):
        if is_block:
            for line in _CONTINUED.sub(" ", "\n".join(lines)).splitlines():
                yield from _typed(line, where)
        for span in [span for part in (lines if is_block else ["\n".join(lines)]) for span in _SPAN.findall(part)]:
            yield from _read(span, where, is_line=False)


def _typed(line: str, where: str) -> Iterator[Documented]:
    for part in line.split("&&"):
        yield from _read(_REMARK.sub("", part.strip()), where, is_line=True)


def _read(text: str, where: str, *, is_line: bool) -> Iterator[Documented]:
    found = _COMMAND.fullmatch(text.strip())
    words = shlex.split(found["words"] or "", comments=is_line) if found else []
    if words:
        choices = [word.split("|") if _CHOICE.fullmatch(word) else [word] for word in words]
        yield from (Documented(where, one, is_line) for one in product(*choices))


def _paragraphs(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Lines that belong together, and whether they are a block."""
    marked, fenced = list[tuple[bool | None, str]](), False
    for line in text.splitlines():
        if line.lstrip().startswith(_FENCE):
            fenced = not fenced
            marked.append((None, line))
        elif fenced or line.strip():
            marked.append((fenced or line.startswith("    "), line))
        else:
            marked.append((None, line))
    for is_block, group in groupby(marked, key=lambda one: one[0]):
        if is_block is not None:
            yield is_block, [line for _, line in group]
