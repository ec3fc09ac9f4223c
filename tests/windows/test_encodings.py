"""No text is read or written in the code page of a machine: a name would be another one on Windows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("hall", "kiosk", "counter", "display", "qtkit", "hallctl", "tools")
OPENS = {"open", "fdopen", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TextIOWrapper"}
PATHS = {"read_text": 0, "write_text": 1}
"""Methods of a path, with the place of their encoding."""
PROCESSES = {"run", "Popen", "check_output", "check_call", "call"}
TEXT = {"text", "universal_newlines"}
_TEXT_MODE = re.compile(r"[rwaxt+]+")
_A_FILE = re.compile(r"(\b|_)(path|file|log)$|\)$")


def calls_without_encoding(tree: ast.AST) -> Iterator[int]:
    """The lines of calls that read or write text and name no encoding."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _forgets(node):
            yield node.lineno


def _forgets(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    named = {word.arg for word in call.keywords}
    if "encoding" in named or None in named:
        return False
    if name in PATHS:
        return len(call.args) <= PATHS[name]
    if name in PROCESSES:
        return bool(named & TEXT)
    return name in OPENS and _is_text(call, name)


def _is_text(call: ast.Call, name: str) -> bool:
    if name == "TextIOWrapper":
        return len(call.args) < 2
    place = {"open": 0 if isinstance(call.func, ast.Attribute) else 1, "fdopen": 1}.get(name, 0)
    given = [word.value for word in call.keywords if word.arg == "mode"]
    mode = given[0] if given else (call.args[place] if len(call.args) > place else None)
    if mode is not None:
        return isinstance(mode, ast.Constant) and bool(_TEXT_MODE.fullmatch(str(mode.value)))
    if isinstance(call.func, ast.Attribute) and name == "open":
        # Archives, links and dialogs are opened too, and are no files.
        return bool(_A_FILE.search(ast.unparse(call.func.value)))
    return name in ("open", "fdopen")


@pytest.mark.parametrize("package", PACKAGES)
def test_texts_are_opened_in_an_encoding_that_is_named(package: str) -> None:
    found = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in sorted((ROOT / package).rglob("*.py"))
        for line in calls_without_encoding(ast.parse(file.read_text("utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "forgets",
    ["open(path)", "open(path, 'w')", "path.read_text()", "path.write_text(text)", "path.open('a')", "file.open()",
     "os.fdopen(3, 'w')", "subprocess.run(words, text=True)", "NamedTemporaryFile('w')", "io.TextIOWrapper(raw)"],
)  # fmt: skip
def test_a_call_that_forgets_is_found(forgets: str) -> None:
    assert [*calls_without_encoding(ast.parse(forgets))] == [1]


@pytest.mark.parametrize(
    "named",
    ["open(path, 'rb')", "open(path, encoding='utf-8')", "path.read_text('utf-8')", "path.write_text(text, 'utf-8')",
     "path.open('wb')", "subprocess.run(words)", "NamedTemporaryFile()",
     "subprocess.run(words, text=True, encoding='utf-8')"],
)  # fmt: skip
def test_a_call_that_names_it_is_not(named: str) -> None:
    assert [*calls_without_encoding(ast.parse(named))] == []
