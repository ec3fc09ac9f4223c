"""`hall purge` and what `hall audit` and `hall report` say afterwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from hall.store import open_store
from hall.store.aggregates.adding_up import add_days_up
from tests.conftest import FixedClock
from tests.hall_samples import BY

KEPT = "\n[retention]\nevents_months = 25\nrequests_months = 1\n"


@pytest.fixture
def old(hall, folder):
    """Three business days of September 2021 with two numbers each, and a configuration that keeps 25 months."""
    hall("status")
    clock = FixedClock(datetime(2021, 9, 6, 2, 0, tzinfo=UTC))
    with closing(open_store(f"sqlite:///{folder / 'hall.db'}", clock)) as store:
        for _ in range(3):
            for _ in range(2):
                store.run(lambda w: w.tickets.issue("A", BY))
            store.run(lambda w: w.day.close(BY, reason="selesai"))
            clock.move(days=1)
        add_days_up(store)
    config = folder / "config.toml"
    config.write_text(config.read_text("utf-8") + KEPT, encoding="utf-8")
    assert hall("apply", str(config), "--yes").code == 0
    return hall


def test_a_dry_run_says_what_would_go_and_a_purge_says_what_went(old):
    would = old("purge", "--dry-run")
    assert would.code == 0
    assert "numbers of 2 business days (2021-09-06 to 2021-09-07) would be deleted" in would.out
    assert len(old("report", "recap", "--period", "2021-09", "--json").json["remarks"]) == 0
    done = old("purge", "--json").json
    assert (done["dry_run"], done["days"], done["kept"]) == (False, ["2021-09-06", "2021-09-07"], [])
    assert done["rows"] > 0
    again = old("purge", "--json").json
    assert (again["days"], again["rows"]) == ([], 0)


def test_the_audit_names_the_deleted_days_and_who_deleted_them(old):
    old("purge")
    audit = old("audit", "--all")
    assert audit.code == 0
    assert "Audit of 2021-09-08: 2 tickets" in audit.out
    assert "Not checked: 2 days (2021-09-06 to 2021-09-07), deleted on 20" in audit.out
    assert " by cli:" in audit.out
    assert [one["day"] for one in old("audit", "--all", "--json").json["audit"]["purged"]] == [
        "2021-09-06",
        "2021-09-07",
    ]
    refused = old("audit", "--day", "2021-09-06", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (3, "day_purged")


def test_a_report_of_deleted_days_has_their_figures_and_says_so(old):
    before = old("report", "recap", "--period", "2021-09", "--json").json
    old("purge")
    after = old("report", "recap", "--period", "2021-09", "--json").json
    assert after["blocks"] == before["blocks"]
    assert after["remarks"][0].startswith("Nomor 2 hari layanan (")
    assert after["remarks"][0] in old("report", "recap", "--period", "2021-09").out
    pack = old("report", "evidence", "--period", "2021-09", "-o", "pack.zip", "--json")
    assert (pack.code, pack.json["error"]["code"]) == (3, "day_purged")


def test_a_day_that_does_not_add_up_any_more_is_kept_and_said(old, folder):
    with closing(sqlite3.connect(folder / "hall.db")) as database:
        database.execute("UPDATE aggregate_service SET issued = 9 WHERE day_id = 1")
        database.commit()
    would, done = old("purge", "--dry-run"), old("purge")
    assert (would.code, done.code) == (1, 1)
    assert "2021-09-06 is kept: it adds up to something else now" in done.out
    assert "numbers of 1 business day (2021-09-07) deleted" in done.out


def test_without_retention_nothing_is_old(hall):
    answer = hall("purge")
    assert (answer.code, answer.out) == (0, "Everything is kept for ever: no [retention] in the configuration.\n")
