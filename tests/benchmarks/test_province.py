"""The province of the benchmark is read as it was made, and a figure that was changed is found."""

from __future__ import annotations

import json
from contextlib import closing

from sqlalchemy import create_engine, update

from benchmarks.floors import databases
from benchmarks.province.__main__ import differing, halls_file, province, run
from hall.store import tables as t


def test_each_figure_of_the_page_is_held_against_what_the_year_was_made_of(tmp_path):
    with databases("sqlite") as database:
        url, known = province(database, 3, 30)
        words = ["--json", "report", "halls", "--period", "2025", "--halls", str(halls_file(tmp_path, [("P", url)]))]
        assert differing(json.loads(run(tmp_path, words).out), known) == []
        engine = create_engine(url)
        with closing(engine.connect()) as connection, connection.begin():
            one = t.aggregate_month.c.hall == known[1].code
            connection.execute(update(t.aggregate_month).where(one).values(served=t.aggregate_month.c.served + 1))
        engine.dispose()
        assert differing(json.loads(run(tmp_path, words).out), known) == [known[1].name]
