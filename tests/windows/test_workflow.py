"""The workflow for a Windows runner names what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from hallctl.main import app

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / ".github/workflows/windows.yml").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(set(re.findall(r"(?:tests|requirements)[/\\][\w./\\]+", TEXT))))
def test_a_file_that_it_names_is_there(path: str) -> None:
    assert (ROOT / path.replace("\\", "/")).exists()


def test_commands_that_it_runs_are_there() -> None:
    group = typer.main.get_command(app)
    services = group.commands["service"].commands  # type: ignore[attr-defined]
    ran = re.findall(r"& \$hall service (\w+)", TEXT)
    assert set(ran) == {"install", "remove", "list"} <= set(services)
    commands = re.findall(r"Scripts\\hall (?:--config \S+ )?(?:--json )?(\w+)", TEXT)
    assert commands
    assert set(commands) <= set(group.commands)  # type: ignore[attr-defined]
