"""``make access``: every page has a way to it, each two circumstances meet, and every planted fault is found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton

from kiosk.screen import Page
from qtkit.access_tree import AccessTree
from qtkit.theme.tokens import Colours
from tools.access.__main__ import missing_recipes
from tools.access.cases import LANGUAGES, SEEN_USES, SIZES, USES, Case, State, cases
from tools.access.checks import MEASURES
from tools.access.recipes import states
from tools.access.sample_hall import SampleHall, sample_hall, structure_of
from tools.access.shown import Shown, Stage
from tools.access.statement import PAGE, write_statement
from tools.access.table import CHECKS, Finding

CONFIG = Path(__file__).resolve().parents[2] / "config.toml"
UPRIGHT = SIZES[0]


@pytest.fixture(scope="module")
def hall() -> SampleHall:
    return sample_hall(structure_of(CONFIG))


@pytest.fixture(scope="module")
def tree(qapp: object) -> AccessTree:
    return AccessTree()


@pytest.fixture
def stage(hall: SampleHall, tree: AccessTree) -> Iterator[Stage]:
    made = Stage(UPRIGHT, hall.local)
    yield made
    made.close()


def case_of(hall: SampleHall, page: Page, name: str = "", modes: tuple[str, ...] = ()) -> Case:
    state = next(one for one in states(hall) if one.page is page and name in ("", one.name))
    return Case(state, modes, UPRIGHT, "id")


def worst(shown: Shown, key: str) -> float:
    """The worst number of a check."""
    numbers = [number for number, _ in MEASURES[key](shown)]
    return min(numbers) if CHECKS[key].is_worse(0, 1) else max(numbers)


def test_every_page_has_a_recipe_and_every_state_a_name_of_its_own(hall: SampleHall):
    assert [one for one in missing_recipes() if not one.ok] == []
    found = states(hall)
    assert {state.page for state in found} == set(Page)
    assert len({(state.page, state.name) for state in found}) == len(found)


def test_each_two_circumstances_meet():
    some = [State(Page.AGENCIES, str(number), None) for number in range(len(SIZES) * len(LANGUAGES))]  # type: ignore[arg-type]
    walked = cases(some)
    ways = [(case.state.name, case.modes, case.size, case.language) for case in walked]
    every = ([state.name for state in some], SEEN_USES, SIZES, LANGUAGES)

    for one, other in combinations(range(4), 2):
        met = {(way[one], way[other]) for way in ways if way[1] in SEEN_USES}
        assert met == {(a, b) for a in every[one] for b in every[other]}
    assert len(walked) == len(set(walked))
    assert {way[1] for way in ways} == set(USES)


def test_the_first_page_has_no_fault_that_a_plant_would_hide(hall: SampleHall, stage: Stage):
    shown = stage.show(case_of(hall, Page.AGENCIES))

    for key in ("names", "tree", "title", "states", "text", "target", "gap", "trap", "cut", "overlap", "focus"):
        assert CHECKS[key].holds(worst(shown, key)), key


def test_pale_text_is_found_from_its_pixels(hall: SampleHall, stage: Stage):
    before = Colours.INK2.rgba()
    Colours.INK2.setRgba(QColor("#9A9A9A").rgba())
    try:
        assert worst(stage.show(case_of(hall, Page.SERVICES)), "text") < 3
    finally:
        Colours.INK2.setRgba(before)
    assert worst(stage.show(case_of(hall, Page.SERVICES)), "text") >= 7


def test_a_small_nameless_target_that_covers_a_text_is_found(hall: SampleHall, stage: Stage):
    planted = QPushButton("x", stage.window)
    planted.setGeometry(300, 20, 30, 30)
    planted.show()
    try:
        shown = stage.show(case_of(hall, Page.AGENCIES))
        assert worst(shown, "target") < 8
        assert worst(shown, "names") == 1
        assert worst(shown, "overlap") >= 1
    finally:
        planted.setParent(None)
        planted.deleteLater()


def test_a_key_that_tab_does_not_reach_is_found(hall: SampleHall, stage: Stage, monkeypatch: pytest.MonkeyPatch):
    shown = stage.show(case_of(hall, Page.FAILED))
    monkeypatch.setattr(type(stage.window), "focusNextPrevChild", lambda self, forward: True)

    assert worst(shown, "trap") >= len(shown.controls)


def test_the_statement_names_every_check_and_keeps_what_people_wrote(tmp_path: Path):
    page = tmp_path / "accessibility.md"
    page.write_text(PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    write_statement([Finding("target", 19.5, "a key")], [], page)
    written = page.read_text(encoding="utf-8")

    assert "| K19 | smaller side of what is touched | at least 20 mm | 19.5 | 1 | 1 |" in written
    assert "## Not measured here" in written
    for text in (written, PAGE.read_text(encoding="utf-8")):
        assert [check.name for check in CHECKS.values() if check.name not in text] == []
