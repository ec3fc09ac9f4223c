"""`make tamper` in short: what is changed by hand in a hall that lived through everything is named by the audit."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from benchmarks.forged import FORGERIES
from benchmarks.lived import live
from benchmarks.tamper import UNTOLD, fields, forger
from hall.translator import ENGLISH


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> str:
    """A hall on SQLite after two days, the first of which ran over, with clocks that jumped."""
    url = f"sqlite:///{tmp_path_factory.mktemp('lived') / 'hall.db'}"
    life = live(url, seed=5, days=3, steps=12, jumps=True)
    life.store.close()
    return url


def test_an_untouched_hall_that_lived_through_everything_is_honest(lived):
    with forger(lived, 1) as hand:
        report = hand.audited()
    assert [finding.message(ENGLISH) for finding in report.findings] == []
    assert report.events > 100


def test_a_field_that_another_row_determines_is_named_when_it_is_changed(lived):
    with forger(lived, 2) as hand:
        for table, column in fields():
            if f"{table.name}.{column.name}" not in UNTOLD:
                hand.change_field(table, column)
        assert hand.tally.silent == []
        assert sum(hand.tally.named.values()) > 50


def test_every_kind_of_forging_is_named(lived):
    with forger(lived, 3) as hand:
        for name, statements in FORGERIES.items():
            hand.forge(name, statements)
        assert hand.tally.silent == []
        assert sum(hand.tally.named.values()) > 40


def test_a_change_is_taken_back_before_the_next(lived):
    with forger(lived, 4) as hand:
        hand.forge("x", ("UPDATE ticket SET calls = calls + 1",))
        assert hand.audited().good
        assert hand.connection.execute(text("SELECT count(*) FROM ticket WHERE calls > 90")).scalar_one() == 0
