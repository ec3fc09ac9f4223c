"""What each report says of facts whose sums are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from hall.figures import (
    CallFacts,
    DayAggregate,
    DayTotal,
    Longest,
    ObstacleFacts,
    OutOfTurn,
    PresenceFigures,
    parse_period,
)
from hall.report.cells import row_texts
from hall.report.kinds import KINDS
from hall.report.rendering import Format, render
from hall.report.report import Break, Kind, Level, Prose, Tiles
from hall.translator import ENGLISH, INDONESIAN, catalogue
from tests.report import facts_samples as samples
from tests.report.facts_samples import MONDAY, TUESDAY
from tests.report.kind_parts import activity, chart, line, made, obstacles, table, tiles


def test_performance_counts_each_service_agency_and_the_hall():
    rows = table(made("performance", samples.november()), "services")
    counts = ("issued", "served", "not_served", "no_show", "cancelled", "left", "assumed")
    assert [tuple(row[name] for name in counts) for row in rows] == [
        (12, 10, 1, 1, 0, 0, 1),
        (7, 5, 1, 1, 0, 0, 1),
        (5, 5, 0, 0, 0, 0, 0),
        (6, 1, 0, 3, 1, 1, 0),
        (3, 1, 0, 0, 1, 1, 0),
        (3, 0, 0, 3, 0, 0, 0),
        (18, 11, 1, 4, 1, 1, 1),
    ]
    a = line(rows, "A - Perekaman KTP-el")
    assert (a["wait_median"], a["wait_p90"], a["wait_longest"]) == (5, 30, 30)
    assert (a["take_median"], a["take_p90"], a["take_longest"]) == (3, 10, 10)
    assert a["kept_share"] == Decimal("0.6667")
    assert rows[-1]["kept_share"] == Decimal("0.7500")


def test_a_service_whose_promise_nobody_judged_has_no_share():
    assert line(table(made("performance", samples.november()), "services"), "X - Layanan lama")["kept_share"] is None


def test_performance_begins_with_what_changed_against_the_month_before():
    found = tiles(made("performance", samples.november()))
    assert found["issued"] == (18, "+100 % dari Oktober 2026; 2 hari pelayanan, sebelumnya 1")
    assert found["kept"] == (Decimal("0.7500"), "±0 poin dari Oktober 2026")
    assert found["no_show"] == (4, "25 % dari yang dipanggil")
    assert found["wait"][0] == 2


def test_performance_shows_counters_with_their_idle_minutes_and_clerks_where_figures_have_them():
    report = made("performance", samples.november())
    rows = table(report, "counters")
    names = ("served", "not_served", "no_show", "take_median", "open", "idle")
    assert [tuple(row[name] for name in names) for row in rows] == [
        (10, 1, 1, 3, 850, 30),
        (5, 1, 1, 3, 400, 30),
        (5, 0, 0, 1, 450, 0),
        (1, 0, 0, 20, 300, 10),
        (1, 0, 0, 20, 300, 10),
        (11, 1, 1, 3, 1150, 40),
    ]
    assert [(row["clerk"], row["served"]) for row in table(report, "clerks")] == [("Ani", 10), ("Umar", 1)]
    nobody = [replace(one, counters=tuple(replace(c, clerk="") for c in one.counters)) for one in samples.aggregates()]
    assert "clerks" not in {one.key for one in made("performance", samples.facts(*nobody)).tables}


def test_the_heat_map_has_weekdays_and_hours_of_arrivals():
    heat = chart(made("performance", samples.november()), "arrivals")
    assert (heat.categories[0], heat.categories[-1]) == ("08", "15")
    assert [(one.name, sum(value or 0 for value in one.values)) for one in heat.series] == [("Sen", 10), ("Sel", 8)]
    assert heat.series[0].values[:2] == (8, 2)


def test_the_bars_are_days_of_a_month_and_months_of_a_year():
    report = made("performance", samples.november())
    assert chart(report, "visitors").series[0].values[:4] == (None, 10, 8, None)
    assert len(chart(report, "visitors").categories) == 30
    assert chart(report, "kept_trend").categories == ("2", "3")
    assert chart(report, "kept_trend").title == "Sesuai janji per hari"
    assert chart(report, "kept_trend").series[0].values == (Decimal("0.7143"), Decimal("0.8000"))
    year = replace(samples.november(), period=parse_period("2026"), now=samples.at(date(2027, 1, 1), 8))
    assert chart(made("performance", year), "visitors").series[0].values == (*(None,) * 10, 18, None)
    assert chart(made("performance", year), "kept_trend").title == "Sesuai janji per bulan"


def test_the_recap_marks_days_without_service_and_leaves_days_to_come_blank():
    facts = replace(samples.november(), now=samples.at(date(2026, 11, 5), 8))
    (recap,) = made("recap", facts).tables
    days = {one.title: one for one in recap.columns if one.kind is Kind.COUNT}
    assert [days[str(day)].mark for day in range(1, 8)] == ["M", "S", "S", "R", "K", "J", "S"]
    assert [day for day in days if days[day].is_shaded] == ["1", "4"]
    assert [day for day in days if not days[day].is_empty] == ["2", "3", "Jumlah"]
    assert "berarsir" in recap.note
    texts = row_texts(recap.rows[-1], recap.columns, INDONESIAN)
    assert texts[2:7] == ["", "10", "8", "", ""]
    assert any("0" in row_texts(row, recap.columns, INDONESIAN)[3:5] for row in recap.rows)


def test_a_recap_of_months_marks_those_without_service_and_has_no_weekdays():
    year = replace(samples.november(), period=parse_period("2026"), now=samples.at(date(2026, 12, 2), 8))
    (recap,) = made("recap", year).tables
    months = recap.columns[2:-1]
    assert [one.is_shaded for one in months] == [*(True,) * 10, False, False]
    assert {one.mark for one in months} == {""}


def test_attendance_adds_up_minutes_days_late_and_days_that_never_opened():
    rows = table(made("attendance", samples.november()), "counters")
    names = ("days", "scheduled", "open", "open_share", "breaks", "late_days", "late_median", "never_opened")
    assert [tuple(row[name] for name in names) for row in rows] == [
        (3, 1350, 850, Decimal("0.6296"), 20, 1, 22, 1),
        (1, 450, 400, Decimal("0.8889"), 20, 0, None, 0),
        (2, 900, 450, Decimal("0.5000"), 0, 1, 22, 1),
        (1, 450, 300, Decimal("0.6667"), 0, 1, 45, 0),
        (1, 450, 300, Decimal("0.6667"), 0, 1, 45, 0),
        (4, 1800, 1150, Decimal("0.6389"), 20, 2, 22, 1),
    ]
    assert rows[-1]["late_longest"] == 45


def test_attendance_names_each_day_that_was_late_or_never_opened():
    rows = table(made("attendance", samples.november()), "days")
    found = [(row["day"], row["counter"], row["first_call"], row["late"]) for row in rows]
    assert found == [(MONDAY, "2", None, None), (MONDAY, "3", "08.15", 45), (TUESDAY, "2", "07.52", 22)]


def test_what_counts_as_late_is_the_halls_setting_and_its_definition_says_it():
    facts = samples.november()
    facts = replace(facts, form=replace(facts.form, late_after=timedelta(minutes=30)))
    report = made("attendance", facts)
    assert table(report, "counters")[-1]["late_days"] == 1
    assert any("30 menit" in one.text for one in report.definitions)


def test_a_day_that_goes_on_has_no_counter_that_never_opened():
    live = DayAggregate(TUESDAY, None, (), (), (PresenceFigures("c1", 60, 0, 0, 0, samples.at(TUESDAY, 7, 30)),))
    facts = samples.facts(live, now=samples.at(TUESDAY, 8, 30))
    assert table(made("attendance", facts), "counters")[-1]["never_opened"] == 0


def test_the_promise_has_why_it_was_broken_and_what_was_offered():
    facts = samples.november(months={MONDAY: DayTotal(7, 7, 5), date(2026, 3, 2): DayTotal(4, 4, 1)})
    report = made("promise", facts)
    rows = table(report, "services")
    whys = (f"broken_{why}" for why in ("obstacle", "break", "queue", "unknown"))
    names = ("judged", "kept", "broken", *whys, "offered")
    assert tuple(rows[-1][name] for name in names) == (12, 9, 3, 1, 0, 1, 1, 1)
    assert line(rows, "B - Cetak ulang")["kept_share"] == Decimal("0.8000")
    assert table(report, "offers") == [{"level": Level.DETAIL, "offer": "Dikirim ke rumah", "numbers": 1}]
    trend = chart(report, "kept_trend")
    assert (trend.categories[0], trend.categories[-1]) == ("Des", "Nov")
    assert trend.series[0].values[3] == Decimal("0.2500")
    assert trend.series[0].values[-1] == Decimal("0.7143")


def test_bookings_are_counted_by_what_became_of_them():
    report = made("bookings", samples.november())
    names = ("booked", "kept", "early", "late", "lapsed", "cancelled", "open")
    rows = table(report, "bookings")
    keys = [names[0], *(f"booking_{one}" for one in names[1:])]
    assert tuple(rows[-1][key] for key in keys) == (7, 2, 1, 1, 1, 1, 1)
    assert (rows[-1]["booking_share"], rows[-1]["lapsed_share"]) == (Decimal("0.4000"), Decimal("0.2000"))
    assert tiles(report)["booked"] == (7, "")


def test_fairness_puts_both_classes_side_by_side_and_names_the_longest_waits():
    longest = {False: (Longest(30, MONDAY, "a"), "A-004"), True: (Longest(2, MONDAY, "a"), "")}
    report = made("fairness", samples.november(calls=CallFacts((), longest)))
    rows = table(report, "classes")
    assert [(row["class"], row["issued"], row["wait_median"], row["wait_longest"]) for row in rows] == [
        ("Prioritas", 1, 2, 2), ("Umum", 17, 5, 30), ("Jumlah seluruhnya", 18, 2, 30),
    ]  # fmt: skip
    assert [row["number"] for row in table(report, "longest")] == ["", "A-004"]
    assert samples.november().figures.longest == {False: Longest(30, MONDAY, "a"), True: Longest(2, MONDAY, "a")}


@pytest.mark.parametrize(
    ("after", "why"),
    [("issue", "dipilih petugas dari antrean"), ("return", "kembali setelah tidak hadir"), ("no such", "dipilih")],
)
def test_fairness_says_who_called_out_of_turn_and_why(after, why):
    call = OutOfTurn(samples.at(MONDAY, 9, 5), "c1", "A-007", "a", False, 12, "clerk:ani", after)
    (row,) = table(made("fairness", samples.november(calls=CallFacts((call,)))), "out_of_turn")
    assert (row["at"], row["number"], row["counter"], row["who"]) == (call.at, "A-007", "1", "Ani")
    assert row["why"].startswith(why)
    assert row["issued_before"] == 12


def test_fairness_counts_numbers_from_the_sums_where_the_calls_of_days_are_deleted():
    november = samples.november()
    services = {key: replace(one, out_of_turn=2) for key, one in november.figures.services.items()}
    facts = replace(november, purged=(MONDAY,), figures=replace(november.figures, services=services))
    report = made("fairness", facts)
    (tiles,) = (block for block in report.blocks if isinstance(block, Tiles))
    assert (tiles.tiles[-1].value, tiles.tiles[-1].note[:5]) == (2 * len(services), "nomor")
    (calls,) = (one for one in report.tables if one.key == "out_of_turn")
    assert calls.empty == "Panggilan dari hari yang sudah dihapus tidak terdaftar."


def test_obstacles_are_added_up_by_kind_and_by_who_can_end_them():
    facts = samples.november(obstacles=obstacles())
    report = made("obstacles", facts)
    central = line(table(report, "kinds"), "Jaringan pusat")
    names = ("incidents", "hit", "lost", "lasted", "noted")
    assert tuple(central[name] for name in names) == (2, 8, 180, 120, 1)
    bodies = {row["body"]: row for row in table(report, "bodies")}
    follow = ("incidents", "closed", "overdue", "open", "followed_share", "followed_days")
    assert tuple(bodies["Kementerian"][name] for name in follow) == (2, 1, 1, 1, Decimal("0.5000"), Decimal("3.00"))
    assert tuple(bodies["Jumlah seluruhnya"][name] for name in follow)[:4] == (3, 1, 1, 2)
    assert tiles(report)["lost"][0] == 190
    assert [row["agency"] for row in table(report, "plans")] == ["Imigrasi", "Mal Pelayanan Publik"]


def test_each_body_has_a_page_of_its_own_with_the_incidents_that_it_can_end():
    report = made("obstacles", samples.november(obstacles=obstacles()))
    titles = [
        one.title
        for before, one in zip(report.blocks, report.blocks[1:], strict=False)
        if isinstance(before, Break) and isinstance(one, Prose)
    ]
    assert titles == ["Untuk ditindaklanjuti: Kementerian", "Untuk ditindaklanjuti: Imigrasi"]
    of = [one for one in report.tables if one.key == "body_incidents"]
    assert [len(one.rows) for one in of] == [2, 1]
    assert [row.cells[-2:] for row in of[0].rows] == [
        ("selesai ditindaklanjuti", "Dipulihkan"), ("pulih, belum ditutup", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("translate", [INDONESIAN, ENGLISH])
@pytest.mark.parametrize("key", KINDS)
def test_a_month_in_which_nothing_was_makes_every_report_without_a_share(key, translate, qapp):
    for facts in (samples.facts(), samples.facts(now=samples.at(date(2026, 10, 1), 8))):
        report = made(key, facts, translate)
        shares = [
            cell
            for one in report.tables
            for row in one.rows
            for cell, column in zip(row.cells, one.columns, strict=True)
            if column.kind == "share"
        ]
        assert set(shares) <= {None}
        for wanted in (Format.PDF, Format.TERMINAL, Format.JSON, Format.ZIP):
            assert render(report, wanted, translate)


@pytest.mark.parametrize("key", KINDS)
def test_every_column_has_as_many_cells_and_every_figure_its_definition(key, qapp):
    names = replace(samples.NAMES, agencies=dict.fromkeys(samples.NAMES.agencies, samples.LONG_NAME))
    report = made(key, replace(activity(), names=names))
    explained = {one.name for one in report.definitions}
    texts = {text for name, text in catalogue("id").items() if name.startswith("definition.") and isinstance(text, str)}
    for one in report.tables:
        assert all(len(row.cells) == len(one.columns) for row in one.rows)
        headings = {column.title for column in one.columns if column.kind.is_number}
        assert headings & texts <= explained, headings & texts - explained
    assert all(one.text and one.name for one in report.definitions)
    assert render(report, Format.PDF, INDONESIAN)


@pytest.mark.parametrize("key", [key for key in KINDS if key != "obstacles"])
def test_a_report_of_an_agency_names_no_other(key):
    whole = made(key, activity()).title
    report = made(key, replace(samples.november(agency="imigrasi"), obstacles=ObstacleFacts()))
    said = render(report, Format.TERMINAL, INDONESIAN).decode()
    assert "Disdukcapil" not in said
    assert "Perekaman" not in said
    assert report.title == whole


def test_every_kind_has_a_name_for_the_tab():
    for translate in (INDONESIAN, ENGLISH):
        said = [(translate(f"report.{key}.name"), translate(f"report.{key}.about")) for key in KINDS]
        assert len(set(said)) == len(KINDS)
