"""Every `hall` command that a page or a program's sentence names is one that is taken; the harmless ones do what they
say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from hallctl.main import app
from tests.documented_commands import Documented, commands_in, documented, said
from tests.hallctl.conftest import Answer

DOCUMENTED, SAID = documented(), said()
REST = "…"
"""Stands for whatever may follow: `hall printer …`."""

VALUES = {
    "ROLE": "kiosk",
    "STATION": "kiosk-1",
    "A-042": "A-001",
    "A-012": "A-001",
    "N": "1",
    "{one.role}": "kiosk",
    "{other.role}": "kiosk",
    "{made.id}": "1",
    "{closure.id}": "1",
    "{closure}": "1",
    "{command}": "status",
}
"""Words of pages and sentences that stand for one of several; all others are taken as they are."""
HARMLESS = (
    "ticket issue A --priority",
    "status",
    "services",
    "counters",
    "alarms",
    "boards",
    "opening A --at 2026-12-24T10:00",
    "estimate A",
    "estimate A-012",
    "ticket history A-042",
    "booking list",
    "slip missing",
    "report recap --period 2026-11 -o recap.pdf",
    "backup",
    "backup list",
    "backup check --all",
    "backup check FILE",
    "backup show FILE",
    "drill",
    "drill --newest",
    "drill FILE",
    "purge --dry-run",
    "station unlock STATION",
    "printer status",
    "voice info",
    "language list",
    "survey status",
    "audit",
    "day close",
    "doctor",
)
"""What is done in a small hall, in this order."""
OF_THIS_MACHINE = ("doctor",)
"""Finds what is wrong with the machine of the tests, too."""


def _every_command(command: Any) -> Iterator[Any]:
    yield command
    for one in getattr(command, "commands", {}).values():
        yield from _every_command(one)


@pytest.fixture
def parsed(new_hall: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """`hall` with these words, which are read as always; then nothing is done."""
    for command in _every_command(typer.main.get_command(app)):
        monkeypatch.setattr(command, "callback", lambda **_words: None)
    return new_hall


def _is_name(words: tuple[str, ...]) -> bool:
    """Whether these are a command's words and some of its options, without values, as sentences name them: all of it is
    there."""
    found: Any = typer.main.get_command(app)
    rest, names = list(words), {option for one in found.params for option in one.opts}
    while rest and rest[0] in getattr(found, "commands", {}):
        found = found.commands[rest.pop(0)]
        names |= {option for one in found.params for option in one.opts}
    return all(word.startswith("-") and word in names for word in rest if word != REST)


def _problems(parsed: Callable[..., Answer], one: Documented) -> str:
    if not one.is_line and _is_name(one.words):
        return ""
    answer = parsed(*(VALUES.get(word, word) for word in one.words))
    return f"{one}\n  {answer.code} {answer.err.strip()}" if answer.code or answer.err else ""


@pytest.mark.parametrize("found", [DOCUMENTED, SAID], ids=["pages", "programs"])
def test_every_documented_command_is_taken(parsed: Callable[..., Answer], found: list[Documented]):
    problems = [problem for one in found if (problem := _problems(parsed, one))]
    assert not problems, "\n".join(problems)


def test_the_pages_are_read():
    lines = [one for one in DOCUMENTED if one.is_line]
    assert len(lines) > 80
    assert len(DOCUMENTED) - len(lines) > 80
    assert len({one.where for one in DOCUMENTED}) > 15
    assert {"hall/hints.py", "assets/messages/id/alarms.json"} <= {one.where for one in SAID}


@pytest.fixture
def small_hall(hall: Callable[..., Answer], folder: Path) -> Callable[..., Answer]:
    """`hall` in a small hall with a kiosk and a folder of backups."""
    with (folder / "config.toml").open("a", encoding="utf-8") as file:
        file.write('\n[backup]\nfolder = "backups"\n\n[[station]]\nname = "kiosk-1"\nzone = "podium"\n')
    return hall


def test_what_is_harmless_is_documented():
    assert sorted(set(HARMLESS) - {" ".join(one.words) for one in DOCUMENTED}) == []


def test_what_is_harmless_does_what_it_says(small_hall: Callable[..., Answer], folder: Path):
    for command in HARMLESS:
        [file] = [*folder.glob("backups/*.zip")] or [Path("none")]
        values = VALUES | {"FILE": str(file)}
        answer = small_hall(*(values.get(word, word) for word in command.split()))
        allowed = (0, 1) if command in OF_THIS_MACHINE else (0,)
        assert answer.code in allowed, (command, answer)
        assert answer.out, command
        assert not answer.err, command


def test_a_page_is_read_as_people_read_it():
    page = """\
Type `sudo hall drill` or `.venv/bin/hall
audit`, not `CREATE DATABASE hall`.

    hall user add siti \\
        --name "Siti R"   # a clerk; then `hall day close`
    sh install.sh server && hall init
    hall alarm take|give-back KEY    sees to it

```powershell
.venv\\Scripts\\hall demo
```
"""
    found = [(one.is_line, " ".join(one.words)) for one in commands_in(page)]
    assert found == [
        (False, "drill"),
        (False, "audit"),
        (True, "user add siti --name Siti R"),
        (True, "init"),
        (True, "alarm take KEY"),
        (True, "alarm give-back KEY"),
        (False, "day close"),
        (True, "demo"),
    ]


@pytest.mark.parametrize(
    ("words", "is_line"),
    [
        ("drills", False),
        ("backup list --what", True),
        ("counter next", True),
        ("counter next --what", False),
        ("ticket correct A-042 --state gone", False),
        ("numbers take-over A 57", True),
    ],
)
def test_a_command_that_is_none_is_a_problem(parsed: Callable[..., Answer], words: str, is_line: bool):
    assert _problems(parsed, Documented("page", tuple(words.split()), is_line))


def test_a_sentence_may_name_a_command_and_its_options(parsed: Callable[..., Answer]):
    for words in ("counter next", "ticket issue --print", "printer …", "--as"):
        assert not _problems(parsed, Documented("page", tuple(words.split()), is_line=False)), words
