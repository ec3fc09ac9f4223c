"""docs/reference is what the code says of its commands and settings."""

from __future__ import annotations

from typing import Annotated

import pytest

from hall.settings.tables import Limit, Table, key
from tests.hallctl.test_agency_commands import commands
from tools.references.pages import FOLDER, PAGES
from tools.references.settings import limits, type_name


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_reference_is_what_the_code_says(name: str):
    committed = (FOLDER / name).read_text(encoding="utf-8")
    assert committed == PAGES[name](), "run python -m tools.references"


def test_nothing_else_lies_among_the_pages():
    assert {path.name for path in FOLDER.iterdir()} == set(PAGES)


def test_every_command_has_its_place():
    text = PAGES["commands.md"]()
    assert [name for name in sorted(commands()) if f" hall {name}\n" not in text] == []


class Sample(Table):
    """A table of a test."""

    names: Annotated[list[Annotated[str, Limit(min_length=1), Limit(max_length=60)]], Limit(max_length=4)] | None = key(
        default=None, description="up to 4 names"
    )
    share: float | None = key(default=None, ge=0, le=1.5, description="a share")


def test_limits_are_those_that_are_checked():
    shapes, keys = Sample.types(), Sample.keys
    assert [type_name(shapes[name]) for name in keys] == ["list: text", "number"]
    found = [limits(shapes[name], keys[name]) for name in keys]
    assert found == ["up to 4 entries; each 1 to 60 characters", "0 to 1.5"]
