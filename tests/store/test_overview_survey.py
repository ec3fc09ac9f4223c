"""The satisfaction survey on the overview, on both databases: what is over is added up once, what changes is not."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hall.access import By, Role
from hall.overview import Period
from hall.store.survey.survey_sums import answers
from hall.survey.forms import PaperForm
from hall.survey.regulation import regulation
from tests.hall_samples import BY

ELEMENTS = [one.key for one in regulation().elements]
OF_IMIGRASI = By(Role.AGENCY_SUPERVISOR, "user3", agency="imigrasi")
TODAY = date(2026, 11, 23)


def survey_of(store, period=Period.TODAY, by=BY, **more):
    view = store.fetch(lambda view: view.overview.of(period, by, **more))
    return view.satisfaction, view.counted


def take_in(store, name, *forms):
    """Forms as pairs of a day and a score, of an agency each."""
    made = [PaperForm(day, agency, scores=dict.fromkeys(ELEMENTS, score)) for day, agency, score in forms]
    return store.run(lambda work: work.survey.import_forms(made, name, BY))


@pytest.fixture
def surveyed(staffed):
    """One form of this month and one of another, of two agencies."""
    take_in(staffed, "first", (date(2026, 11, 2), "imigrasi", 4), (date(2026, 3, 5), "disdukcapil", 2))
    return staffed


def test_while_nobody_answered_there_is_no_survey_and_nothing_to_count(staffed):
    assert survey_of(staffed) == (None, 1.0)


def test_the_month_stands_beside_today_and_the_year_beside_the_year(surveyed):
    indices = {period: survey_of(surveyed, period)[0].index for period in Period}
    assert indices == {
        Period.TODAY: Decimal("100.00"),
        Period.MONTH: Decimal("100.00"),
        Period.YEAR: Decimal("75.00"),
    }


def test_it_is_what_a_report_says_of_the_whole_month(surveyed):
    with surveyed.read() as view:
        assert survey_of(surveyed)[0] == view.survey.whole(date(2026, 11, 1), date(2026, 11, 30), by=BY)
        assert survey_of(surveyed, Period.YEAR)[0] == view.survey.whole(date(2026, 1, 1), date(2026, 12, 31), by=BY)


def test_a_supervisor_of_an_agency_sees_its_own_alone(surveyed):
    surveyed.run(lambda work: work.staff.set_role("user3", "agency_supervisor", BY, agency="imigrasi"))
    assert survey_of(surveyed, Period.YEAR, OF_IMIGRASI)[0].index == Decimal("100.00")


def test_days_that_are_over_are_counted_once_and_today_each_time(surveyed, monkeypatch):
    assert survey_of(surveyed, at_most=0)[0] is None
    assert survey_of(surveyed)[0].respondents == 1
    read = []

    def noted(tx, days, *more):
        read.append(days)
        return answers(tx, days, *more)

    monkeypatch.setattr("hall.store.survey.survey_so_far.answers", noted)
    assert survey_of(surveyed, at_most=0)[0].respondents == 1
    assert read == [(TODAY - timedelta(days=1), date(2026, 11, 30))]


def test_forms_that_come_in_or_are_taken_back_count_at_once(surveyed):
    survey_of(surveyed)
    more = take_in(surveyed, "second", (date(2026, 11, 3), "imigrasi", 2), (TODAY, "disdukcapil", 3))
    assert survey_of(surveyed)[0].index == Decimal("75.00")
    surveyed.run(lambda work: work.survey.withdraw(more.id, BY, reason="ganda"))
    assert survey_of(surveyed)[0].index == Decimal("100.00")


def test_a_month_that_cannot_be_counted_in_this_read_leaves_the_survey_out(surveyed):
    """So that no index of a part of the year is taken for that of the year."""
    reads = [survey_of(surveyed, Period.YEAR, at_most=3) for _ in range(12)]
    counted = [share for _, share in reads]
    assert counted == sorted(counted)
    assert reads[0] == (None, counted[0])
    assert (reads[-1][0].index, counted[-1]) == (Decimal("75.00"), 1.0)
    assert {found.index for found, _ in reads if found is not None} == {Decimal("75.00")}
