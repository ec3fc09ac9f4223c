"""How each page of the kiosk comes to each of its states. A page without a recipe is a red line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kiosk.screen import Page, Screen
from tools.access.cases import State
from tools.access.recipes.arriving import booking, check_in, my_number
from tools.access.recipes.calm import failed, loading, notice
from tools.access.recipes.lists import agencies, attract, details, files, need, needs, search, services
from tools.access.recipes.numbers import ticket, trouble
from tools.access.recipes.staff import staff
from tools.access.recipes.surveying import survey, survey_done, survey_number
from tools.access.recipes.waiting import WAITING
from tools.access.sample_hall import SampleHall

Recipe = Callable[[SampleHall], Iterator[tuple[str, Screen]]]

RECIPES: Mapping[Page, Recipe] = {
    Page.LOADING: loading,
    Page.ATTRACT: attract,
    Page.AGENCIES: agencies,
    Page.SERVICES: services,
    Page.SEARCH: search,
    Page.NEEDS: needs,
    Page.NEED: need,
    Page.DETAILS: details,
    Page.FILES: files,
    Page.TICKET: ticket,
    Page.TROUBLE: trouble,
    Page.FAILED: failed,
    Page.SURVEY_NUMBER: survey_number,
    Page.SURVEY: survey,
    Page.SURVEY_DONE: survey_done,
    Page.CHECK_IN: check_in,
    Page.BOOKING: booking,
    Page.MY_NUMBER: my_number,
    Page.NOTICE: notice,
    Page.STAFF: staff,
}


def states(hall: SampleHall) -> tuple[State, ...]:
    """Every state of every page that has a recipe, each name once."""
    recipes = *RECIPES.items(), *WAITING.items()
    return tuple(State(page, name, screen) for page, recipe in recipes for name, screen in recipe(hall))
