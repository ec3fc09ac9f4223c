"""A report of known facts, and its parts by their keys."""

from __future__ import annotations

from datetime import date, timedelta

from hall.figures import DayTotal, ObstacleFacts
from hall.report.kinds import KINDS
from hall.report.report import Chart, Report, Tiles
from hall.translator import INDONESIAN
from tests.report import facts_samples as samples
from tests.report import survey_samples
from tests.report.facts_samples import MONDAY, TUESDAY


def made(key: str, facts, translate=INDONESIAN) -> Report:
    if key == "survey" and facts.survey is None:
        facts = survey_samples.with_survey(facts)
    return KINDS[key].document(facts, translate)


def table(report: Report, key: str) -> list[dict]:
    (found,) = (one for one in report.tables if one.key == key)
    heads = [column.key for column in found.columns]
    return [{"level": row.level, **dict(zip(heads, row.cells, strict=True))} for row in found.rows]


def line(rows: list[dict], name: str) -> dict:
    (found,) = (row for row in rows if name in row.values())
    return found


def tiles(report: Report) -> dict:
    (found,) = (block for block in report.blocks if isinstance(block, Tiles))
    return {one.key: (one.value, one.note) for one in found.tiles}


def chart(report: Report, key: str) -> Chart:
    (found,) = (block for block in report.blocks if isinstance(block, Chart) and block.key == key)
    return found


def obstacles() -> ObstacleFacts:
    closed = {"closed_at": samples.at(MONDAY, 9) + timedelta(days=3), "done": "Dipulihkan"}
    return ObstacleFacts(
        (
            samples.incident(1, "capil", "pusat", **closed),
            samples.incident(2, "imigrasi", "pusat", due=date(2026, 11, 20)),
            samples.incident(3, "imigrasi", until=None, numbers=2, lost=timedelta(minutes=10)),
        ),
        (samples.plan(1, "Loket paspor kedua", "imigrasi"), samples.plan(2, "Jalur prioritas")),
    )


def activity(**more):
    days = {MONDAY: DayTotal(10, 7, 5), TUESDAY: DayTotal(8, 5, 4), date(2026, 10, 5): DayTotal(9, 4, 3)}
    return samples.november(months=days, obstacles=obstacles(), **more)
