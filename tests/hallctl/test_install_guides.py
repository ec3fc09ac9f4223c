"""The guides of docs/install name commands and options that there are; ``make install-proof`` follows them."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import typer

from hall.maintenance.wheelhouse import Role
from hallctl.main import app
from tools.install_proof.guide import FOLDER, UPDATES, Step, steps, steps_of

GUIDES = sorted(path.stem for path in FOLDER.glob("*.md"))
LINES = [step.line for step in (*(step for guide in GUIDES for step in steps(guide)), *steps_of(UPDATES))]


def test_every_guide_has_a_handful_of_commands():
    assert GUIDES == ["one-machine", "server-and-stations"]
    for guide in GUIDES:
        for kind in {step.machine for step in steps(guide)}:
            assert 1 <= sum(step.machine == kind for step in steps(guide)) <= 6


def test_a_step_says_where_it_is_typed():
    assert steps("one-machine")[:2] == [
        Step("single", True, "sh install.sh single petugas"),
        Step("single", False, "hall init"),
    ]


def test_an_update_is_typed_at_each_kind_of_machine():
    found = steps_of(UPDATES)
    assert {step.machine for step in found} == {"server", "station", "status", "single", "back"}
    assert Step("single", False, "hall backup") in found
    assert found[0].line == "hall update /media/stick --dry-run"  # without the remark behind it


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("hall ")])
def test_a_guides_command_is_one_of_hall(line):
    _, *words = shlex.split(line)
    command = typer.main.get_command(app)
    context = typer.Context(command, info_name="hall")
    while words and hasattr(command, "commands"):
        command = command.commands[words.pop(0)]
    command.make_context(line, words, parent=context)  # fails for an option or a word that it does not know


@pytest.mark.parametrize("line", [line for line in LINES if not line.startswith("hall ")])
def test_a_guides_script_is_one_of_the_wheelhouse(line):
    shell, script, role, *_ = shlex.split(line)
    assert (shell, script) == ("sh", "install.sh")
    assert role in (*Role, "kiosk", "counter", "single")
    assert Path(__file__).parents[2].joinpath("assets/deploy/wheelhouse", script).is_file()
