"""Some days of the known year, small: everything comes to what it was made of, and what does not is named."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import create_engine, update

from benchmarks.known_year.__main__ import add_up, differences, make
from benchmarks.known_year.copies import copy_back, roomy_maker
from benchmarks.known_year.surveys import survey_differences
from hall.access import By
from hall.store import open_store
from hall.store import tables as t
from hall.store.aggregates.adding_up import rebuilt


def test_days_add_up_to_what_they_were_made_of(database_url):
    made = make(database_url, 2, 12)
    assert made.events > 3000
    with closing(open_store(database_url)) as store:
        assert list(differences(add_up(store), made.expected)) == []
        assert made.surveys.complete["", 0] > 20
        assert made.surveys.stopped["", 0] > 1
        assert list(survey_differences(store, made.surveys)) == []


def test_a_score_that_was_changed_is_named(sqlite_url):
    made = make(sqlite_url, 1, 6)
    engine, rows = create_engine(sqlite_url), t.survey_answer
    with engine.begin() as connection:
        connection.execute(
            update(rows).where(rows.c.response_id == 1, rows.c.element == "biaya").values(score=rows.c.score + 1)
        )
    engine.dispose()
    with closing(open_store(sqlite_url)) as store:
        found = list(survey_differences(store, made.surveys))
    assert {line.partition("biaya")[1] for line in found} >= {"biaya"}


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("ticket_event", {"action": "no_show", "to_state": "no_show", "detail": ""}),
        ("ticket_event", {"at": None}),
        ("counter_event", {"action": "pause"}),
    ],
)
def test_what_does_not_is_named(sqlite_url, table, change):
    made = make(sqlite_url, 1, 6)
    engine = create_engine(sqlite_url)
    rows = t.metadata.tables[table]
    finish = rows.c.action.in_(("finish", "resume"))
    with engine.begin() as connection:
        one = connection.execute(rows.select().where(finish).limit(1)).one()
        values = {"at": one.at.replace(hour=one.at.hour + 1)} if "at" in change else change
        connection.execute(update(rows).where(rows.c.id == one.id).values(**values))
    engine.dispose()
    with closing(open_store(sqlite_url)) as store:
        assert list(differences(add_up(store), made.expected)) != []


def test_copies_in_the_years_before_come_to_the_same(database_url):
    make(database_url, 2, 6, roomy_maker(1, 6, years=2))
    with closing(open_store(database_url)) as store:
        first = [one.counted.made for one in rebuilt(store, By.system())]
        assert list(copy_back(database_url, 2)) == [1, 2]
        again = list(rebuilt(store, By.system()))
    assert [one.was_kept for one in again] == [True] * 6
    assert [one.differs for one in again] == [()] * 6
    assert [one.counted.made.date.weekday() for one in again] == [one.date.weekday() for one in first] * 3
    assert sum(figures.issued for one in again for figures in one.counted.made.services) == 3 * sum(
        figures.issued for one in first for figures in one.services
    )
