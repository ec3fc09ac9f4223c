"""Which commands may be the first of a new hall, and that no other one makes its database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typer

from hallctl.main import app

SETTING_UP = {"init", "apply", "user add", "user import"}
BY_THEMSELVES = {"demo", "simulate"}
"""They make a hall of their own."""
WITHOUT_A_HALL = {
    "backup check",
    "backup list",
    "language list",
    "service list",
    "station join",
    "voice build",
    "voice check",
    "voice info",
}
"""They look at files only."""
SAYS_MORE = "doctor"
"""It says more than that the database is not there."""
WORDS = {
    "opening": "A",
    "update": "--status",
    "ticket issue": "A",
    "ticket show": "A1",
    "counter recall": "7",
    "counter next": "7",
    "announce add": "Halo",
    "announce end": "1",
    "slip preview": "A -o slip.png",
    "printer roll": "kiosk-1",
}
"""Some questions and actions with what they ask for; every one without arguments is found by itself."""


def _commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    found = {}
    for name, command in group.commands.items():
        for inner, one in getattr(command, "commands", {}).items():
            found[f"{name} {inner}"] = one
        if not hasattr(command, "commands"):
            found[name] = command
    return found


def _without_arguments() -> list[str]:
    left_out = SETTING_UP | BY_THEMSELVES | WITHOUT_A_HALL | {SAYS_MORE}
    return [
        name
        for name, command in _commands().items()
        if name not in left_out and not any(parameter.required for parameter in command.params)
    ]


@pytest.mark.parametrize("name", sorted({*WORDS, *_without_arguments()}))
def test_a_question_or_an_action_never_makes_a_database(new_hall, folder: Path, name):
    before = sorted(folder.iterdir())
    answer = new_hall(*name.split(), *WORDS.get(name, "").split())
    assert (answer.code, answer.out) == (4, "")
    assert f"there is no database at {folder / 'hall.db'}; put the file back" in answer.err
    assert "`hall init`" in answer.err
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("name", [*sorted(WITHOUT_A_HALL - {"station join", "voice build"}), SAYS_MORE])
def test_nor_does_a_look_at_files_or_at_the_machine(new_hall, folder: Path, name):
    before = sorted(folder.iterdir())
    answer = new_hall(*name.split())
    assert answer.code == 4 if name == SAYS_MORE else answer.code in (0, 1, 2)
    assert sorted(folder.iterdir()) == before


def test_a_command_meets_a_hall_whose_file_was_moved(hall, folder: Path):
    assert hall("status").code == 0
    (folder / "hall.db").rename(folder / "away.db")
    for words in (("status",), ("counter", "recall", "7"), ("init",), ("user", "add", "siti", "--pin", "639174")):
        answer = hall(*words)
        assert (answer.code, "put it back" in answer.err.lower()) == (4, True), answer
    assert not (folder / "hall.db").exists()
    (folder / "away.db").rename(folder / "hall.db")
    assert hall("ticket", "issue", "A", "--json").json["ticket"]["code"] == "A-001"


@pytest.mark.parametrize("words", [("user", "add", "siti", "--pin", "639174"), ("apply",)], ids=" ".join)
def test_what_sets_up_makes_sqlite_beside_the_configuration(
    new_hall, folder: Path, words, tmp_path_factory, monkeypatch
):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    there = ("--config", str(folder / "config.toml"))
    assert new_hall(*there, *words).code == 0
    assert (folder / "hall.db").exists()
    assert new_hall(*there, "ticket", "issue", "A", "--json").json["ticket"]["code"] == "A-001"


def test_init_puts_the_hall_of_the_configuration_in(new_hall):
    made = new_hall("init")
    schema, hall, nobody = made.out.splitlines()
    assert (made.code, "now has schema" in schema) == (0, True)
    assert hall == "The hall Mal Pelayanan Publik of config.toml is in it now."
    assert nobody.startswith("No supervisor can sign in yet: `hall user add LOGIN --role supervisor`")
    assert new_hall("ticket", "issue", "A", "--json").json["ticket"]["code"] == "A-001"
    assert new_hall("apply").out.splitlines()[0] == "Nothing to change."


def test_init_changes_nothing_in_a_hall_that_is_there(new_hall, folder: Path):
    told = new_hall("init", "--json").json
    assert (told["hall"], told["hall_put_in"]) == ("Mal Pelayanan Publik", True)
    config = folder / "config.toml"
    config.write_text(config.read_text("utf-8").replace("Mal Pelayanan Publik", "MPP Baru"), "utf-8")
    again = new_hall("init", "--json").json
    assert (again["hall"], again["hall_put_in"]) == ("Mal Pelayanan Publik", False)
    assert len(new_hall("init").out.splitlines()) == 1


def test_init_of_a_machine_that_describes_no_hall_says_how_one_comes_in(new_hall, folder: Path):
    (folder / "station.toml").write_text('[station]\nname = "loket"\n', encoding="utf-8")
    there = ("--config", "station.toml")
    told = new_hall(*there, "init").out.splitlines()[1]
    assert told == "It holds no hall yet, and station.toml describes none; `hall apply FILE` puts in the hall of FILE."
    assert new_hall(*there, "init", "--json").json["hall"] is None
    answer = new_hall(*there, "status")
    assert (answer.code, "hall apply config.toml" in answer.err) == (3, True)
    assert new_hall("init", "--json").json["hall_put_in"]
    assert len(new_hall(*there, "init").out.splitlines()) == 1
