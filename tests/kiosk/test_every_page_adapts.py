"""Every page of the kiosk in the large and the low mode, on four screens: measured as ``make access`` does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.screen import Page, Screen
from tests.pairwise import pairwise
from tools.access.cases import SIZES, Case, State
from tools.access.checks import MEASURES
from tools.access.recipes import states
from tools.access.sample_hall import SampleHall, sample_hall, structure_of
from tools.access.shown import Shown, Stage
from tools.access.table import CHECKS

CONFIG = Path(__file__).resolve().parents[2] / "config.toml"
MODES = {"usual": (), "large": ("large",), "low": ("low",), "large and low": ("large", "low")}
PAGES = (Page.SEARCH, Page.NEEDS, Page.NEED, Page.CHECK_IN, Page.BOOKING, Page.MY_NUMBER, Page.FILES)
SURVEY = (Page.SURVEY_NUMBER, Page.SURVEY, Page.SURVEY_DONE)
OTHERS = (Page.AGENCIES, Page.SERVICES, Page.TICKET, Page.TROUBLE, Page.FAILED, Page.NOTICE)
SCREENS = {size.name: size for size in SIZES}
States = tuple[State, ...]
Places = dict[tuple[str, str], list[object]]


@pytest.fixture(scope="module")
def hall() -> SampleHall:
    return sample_hall(structure_of(CONFIG))


@pytest.fixture(scope="module")
def every_state(hall: SampleHall) -> States:
    """Made once: to put all of them together takes as long as to show one."""
    return states(hall)


@pytest.fixture(scope="module")
def every_stage(hall: SampleHall, qapp: object) -> Iterator[dict[str, Stage]]:
    made = {name: Stage(size, hall.local) for name, size in SCREENS.items()}
    yield made
    for stage in made.values():
        stage.close()


@pytest.fixture
def stages(every_stage: dict[str, Stage]) -> Iterator[dict[str, Stage]]:
    """A window on each screen, as a new visitor finds it: looks are the program's."""
    yield every_stage
    for stage in every_stage.values():
        stage.window.show_screen(Screen())


@pytest.fixture(scope="module")
def on_first_page() -> Places:
    """By mode and screen."""
    return {}


def places(found: Shown) -> list[object]:
    """Where the keys for staff, modes and language are."""
    frame = found.window.frame
    return [found.place(key) for key in (frame.staff, frame.modes, frame.language)]


def shown(stages: dict[str, Stage], state: State, mode: str, screen: str) -> Shown:
    return stages[screen].show(Case(state, MODES[mode], SCREENS[screen], "id"))


def wrong(found: Shown, *checks: str) -> list[tuple[str, float, str]]:
    return [
        (key, number, what) for key in checks for number, what in MEASURES[key](found) if not CHECKS[key].holds(number)
    ]


def first_state(every_state: States, page: Page) -> State:
    return next(state for state in every_state if state.page is page)


@pairwise(page=[*PAGES, *SURVEY, *OTHERS, Page.STAFF, Page.ATTRACT], mode=list(MODES), screen=list(SCREENS))
def test_keys_are_large_enough_apart_and_within_reach(
    every_state: States, stages: dict[str, Stage], page: Page, mode: str, screen: str
):
    found = shown(stages, first_state(every_state, page), mode, screen)

    assert wrong(found, "target", "gap", "reach") == []


@pairwise(page=[*PAGES, *SURVEY, *OTHERS, Page.STAFF], mode=["large", "large and low"], screen=list(SCREENS))
def test_large_text_has_capitals_of_7_3_mm_and_nothing_is_cut(
    every_state: States, stages: dict[str, Stage], page: Page, mode: str, screen: str
):
    found = shown(stages, first_state(every_state, page), mode, screen)

    assert wrong(found, "capitals", "cut", "overlap") == []


@pairwise(page=[*PAGES, *SURVEY, *OTHERS[1:], Page.DETAILS, Page.STAFF], mode=list(MODES), screen=list(SCREENS))
def test_the_keys_for_staff_modes_and_language_stay_where_the_first_page_has_them(
    every_state: States, stages: dict[str, Stage], on_first_page: Places, page: Page, mode: str, screen: str
):
    if (mode, screen) not in on_first_page:
        on_first_page[mode, screen] = places(shown(stages, first_state(every_state, Page.AGENCIES), mode, screen))

    assert places(shown(stages, first_state(every_state, page), mode, screen)) == on_first_page[mode, screen]


def test_the_staff_see_what_is_wrong_in_large_text_on_the_lowest_screen(every_state: States, stages: dict[str, Stage]):
    state = next(one for one in every_state if one.page is Page.STAFF and one.name == "languages")
    found = shown(stages, state, "large", "1366x768")
    painted = " ".join(seen.painted.text for seen in found.seen)

    assert "bajo.json tidak dipakai: isinya tidak bisa dibaca, atau namanya bukan kode bahasa" in painted
    assert wrong(found, "capitals", "cut", "overlap") == []


def test_tab_goes_back_last_where_the_key_for_it_is_beside_the_title(every_state: States, stages: dict[str, Stage]):
    state = next(one for one in every_state if one.page is Page.STAFF and one.name == "health")

    assert wrong(shown(stages, state, "usual", "1366x768"), "order", "trap") == []


def test_a_hit_is_beside_the_keyboard_on_the_lowest_screen(every_state: States, stages: dict[str, Stage]):
    state = next(one for one in every_state if one.page is Page.SEARCH and one.name == "hits")
    found = shown(stages, state, "large", "1366x768")
    names = {key.objectName() for key in found.touched}

    assert any(name.startswith("service-") for name in names)
    assert {"search-key-q", "search-key-m", "search-erase", "search-space", "search-everything"} <= names
    assert "search-key-1" not in names
    assert not found.window.frame.header.isVisible()


def test_words_come_before_what_only_adorns_them(every_state: States, stages: dict[str, Stage]):
    state = next(one for one in every_state if one.page is Page.BOOKING and one.name == "early")
    painted = {screen: {seen.painted.text for seen in shown(stages, state, "large", screen).seen} for screen in SCREENS}

    assert "calendar-clock" in painted["1280x1024"]
    assert "calendar-clock" not in painted["1366x768"]


def test_a_low_screen_has_as_many_of_the_latest_slips_as_fit(every_state: States, stages: dict[str, Stage]):
    state = next(one for one in every_state if one.page is Page.STAFF and one.name == "printer")
    seen = {}
    for screen in ("1080x1920", "1366x768"):
        found = shown(stages, state, "usual", screen)
        assert wrong(found, "target", "gap", "overlap") == []
        seen[screen] = len({key.objectName() for key in found.touched if "staff-slip-" in key.objectName()})

    assert 0 < seen["1366x768"] < seen["1080x1920"]
