"""What the sheet of a visit says of facts whose sums are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from hall.auditing import AuditFinding, AuditReport
from hall.figures import (
    AuditFacts,
    DayAggregate,
    DayTotal,
    ObstacleName,
    ReportNames,
    ServiceName,
    parse_period,
)
from hall.promise import Promise
from hall.report.kinds import KINDS
from hall.report.rendering import Format, render
from hall.report.report import Prose, Report, Table, Tiles
from hall.survey.figures import Answers, SurveyFigures, Users, part
from hall.survey.regulation import regulation
from hall.text_rules import NAME, REASON
from hall.translator import INDONESIAN
from tests.report import facts_samples as samples
from tests.report.facts_samples import MONDAY, TUESDAY
from tests.report.kind_parts import activity, chart, made, obstacles, table, tiles
from tests.report.test_pdf import pages_of


def test_the_sheet_of_a_visit_has_its_figures_bars_obstacles_plans_and_the_audit():
    good = AuditFacts(TUESDAY, AuditReport(tickets=8))
    report = made("activity", activity(audit=good))
    assert chart(report, "working_days").series[0].values[-3:] == (None, 9, 9)
    assert tiles(report)["kept_lately"] == (Decimal("0.7500"), "±0 poin dari Oktober")
    assert tiles(report)["priority"] == (2, "paling lama 2 menit")
    first = table(report, "obstacles")[0]
    assert (first["obstacle"], first["agency"], first["incidents"], first["delayed"], first["authority"]) == (
        "Jaringan pusat", "Disdukcapil, Imigrasi", 2, 8, "Kementerian",
    )  # fmt: skip
    assert "tidak ada selisih" in report.remarks[-1]
    wrong = AuditFacts(TUESDAY, AuditReport(findings=(AuditFinding("x"),), found=1))
    assert "1 selisih" in made("activity", activity(audit=wrong)).remarks[-1]
    assert len(made("activity", activity()).remarks) == 1


def chapters(report: Report) -> dict[str, list[str]]:
    """The paragraphs of each chapter; those under a table stand in the chapter before it."""
    said: dict[str, list[str]] = {}
    chapter = ""
    for block in report.blocks:
        if isinstance(block, Prose):
            chapter = block.title or chapter
            said.setdefault(chapter, []).extend(block.paragraphs)
        elif isinstance(block, Table) and block.title:
            chapter = block.title
    return said


def test_the_sheet_lists_what_will_be_done_by_whom_and_until_when_and_what_was_done():
    late = replace(samples.plan(1, "Loket paspor kedua", "imigrasi"), owner="Rina", due=date(2026, 11, 20), late=True)
    ended = replace(samples.plan(3, "Papan tarif"), state="done", ended_at=samples.at(TUESDAY, 9), owner="Bagian Umum")
    kept = replace(obstacles(), plans=(late, samples.plan(2, "Jalur prioritas")), done=(ended,))
    said = chapters(made("activity", replace(activity(), obstacles=kept)))
    assert said["3. Yang akan dilakukan"] == [
        "1. Loket paspor kedua: Rina, Imigrasi, sampai 20 November 2026 (lewat tenggat)",
        "2. Jalur prioritas: Mal Pelayanan Publik, sampai 5 Desember 2026",
    ]
    assert said["1. Yang telah dilakukan"] == [
        f"Rencana yang selesai pada periode ini: Papan tarif (Bagian Umum, Mal Pelayanan Publik, {TUESDAY.day} November"
        " 2026)."
    ]
    rows = table(made("obstacles", replace(activity(), obstacles=kept)), "plans")
    assert [(row["owner"], row["state"]) for row in rows] == [("Rina", "lewat tenggat"), ("", "berjalan")]


def test_the_sheet_says_what_is_needed_of_whom_outside_the_hall():
    said = chapters(made("activity", activity()))["4. Kendala dan yang diperlukan"]
    assert said == [
        "Diperlukan dari Kementerian: penyelesaian Jaringan pusat (8 kunjungan tertunda, 1 kejadian belum ditutup, "
        "tenggat 20 November 2026)."
    ]


def test_the_sheet_sums_up_the_obstacles_that_it_does_not_name_and_puts_those_of_others_first():
    named = {f"o{at}": ObstacleName(f"Kendala {at}", "PLN" if at == 7 else "agency", at == 7) for at in range(8)}
    names = replace(samples.NAMES, obstacles=named)
    noted = samples.service("a", 40, served=40, obstacles=dict.fromkeys(named, 5))
    facts = replace(samples.facts(DayAggregate(MONDAY, samples.CLOSED, (noted,))), names=names)
    rows = table(made("activity", facts), "obstacles")
    assert [row["obstacle"] for row in rows] == ["Kendala 7", *(f"Kendala {at}" for at in range(4)), "3 kendala lain"]
    assert (rows[-1]["delayed"], rows[-1]["authority"], rows[0]["authority"]) == (15, "Instansi", "PLN")


def test_the_sheet_says_that_visits_not_served_are_done_and_what_was_promised():
    minute = timedelta(minutes=1)
    promises = {"a": Promise(30 * minute, 15 * minute), "g": Promise(20 * minute, 15 * minute)}
    report = made("activity", activity(promises=promises))
    (agencies,) = (one for one in report.tables if one.key == "agencies")
    (kept,) = (one.text for one in report.definitions if one.name == "Sesuai janji")
    said = "Janji: tunggu paling lama 20–30 menit, layanan paling lama 15 menit."
    assert agencies.note == f"Selesai termasuk 1 kunjungan tidak terlayani. {said} Waktu dalam menit."
    assert kept.endswith(said)
    of_one = made("activity", activity(promises=promises, agency="imigrasi"))
    (own,) = (one for one in of_one.tables if one.key == "agencies")
    assert "tunggu paling lama 20 menit" in own.note


@pytest.mark.parametrize("audit", [None, AuditFacts(TUESDAY, AuditReport(tickets=8))])
def test_the_sheet_explains_only_what_stands_on_it(audit):
    report = made("activity", activity(audit=audit))
    shown = render(replace(report, definitions=()), Format.JSON, INDONESIAN).decode().casefold()
    words = {"Layanan (waktu)": "layanan", "Perubahan (+, −, poin)": "poin", "Pemeriksaan": "diperiksa"}
    for one in report.definitions:
        for word in words.get(one.name, one.name).split(", "):
            assert word.casefold() in shown, one.name


@pytest.mark.parametrize(
    ("period", "now", "days", "note"),
    [
        ("2026-W48", date(2026, 11, 23), (), "611 pada 1 hari pertama pekan 16–22 Nov 2026"),
        ("2026-W48", date(2026, 11, 24), (22,), "96 % di bawah 2 hari pertama pekan 16–22 Nov 2026"),
        ("2026-W49", date(2026, 12, 1), (22,), "96 % di bawah 2 hari pertama pekan 23–29 Nov 2026"),
        ("2026-W48", date(2026, 12, 9), (22,), "96 % di bawah pekan 16–22 Nov 2026"),
    ],
)
def test_a_week_is_compared_with_as_many_days_of_the_one_before(period, now, days, note):
    facts = replace(samples.facts(), period=parse_period(period), now=samples.at(now, 8))
    figures = lambda span, counts: replace(  # noqa: E731
        facts.figures, period=span, services={("a", n < 0): samples.service("a", n) for n in counts}
    )
    today = facts.now.date()
    before = facts.period.compared(facts.period.before(), today)
    compared = replace(facts, figures=figures(facts.over, days), before=figures(before, (611,)))
    headline = KINDS["recap"].headline(compared, INDONESIAN)
    assert headline is not None
    assert headline.note == note


@pytest.mark.parametrize(
    ("now", "before", "days", "note"),
    [
        (13263, 13292, (22, 22), "hampir sama dengan Oktober 2026 (13.292)"),
        (13292, 13292, (22, 22), "sama dengan Oktober 2026"),
        (12132, 13263, (20, 22), "9 % di bawah Oktober 2026; 20 hari pelayanan, sebelumnya 22"),
    ],
)
def test_a_change_says_what_it_is_even_where_it_rounds_to_nothing(now, before, days, note):
    facts = replace(samples.facts(), period=parse_period("2026-11"), now=samples.at(date(2026, 12, 9), 8))
    figures = lambda issued, count: replace(  # noqa: E731
        facts.figures,
        services={("a", False): samples.service("a", issued)},
        days={date(2026, 11, day): DayTotal(issued=1) for day in range(1, count + 1)},
    )
    compared = replace(facts, figures=figures(now, days[0]), before=figures(before, days[1]))
    headline = KINDS["recap"].headline(compared, INDONESIAN)
    assert headline is not None
    assert headline.note == note
    said = "hari pelayanan, sebelumnya"
    for kind in ("activity", "performance"):
        tiles = next(one for one in KINDS[kind].document(compared, INDONESIAN).blocks if isinstance(one, Tiles))
        assert (said in tiles.tiles[0].note) is (said in note)


def test_a_closed_hall_tells_its_latest_day_and_what_is_not_closed():
    report = made("activity", activity())
    assert chapters(report)["2. Yang sedang dilakukan"] == [
        "Hari layanan terakhir, Selasa, 3 November 2026: 8 pemohon. 2 kejadian belum ditutup: Jaringan pusat, "
        "Berhenti tanpa sebab tercatat."
    ]
    nothing = chapters(made("activity", samples.facts()))["2. Yang sedang dilakukan"]
    assert nothing == ["Hari ini pelayanan belum dibuka."]


@pytest.mark.parametrize(("respondents", "note"), [(400, "mutu A, 400"), (12, "sampel kecil, tanpa mutu, 12")])
def test_the_sheet_has_the_index_of_the_survey_once_somebody_answered(respondents, note):
    law = regulation()
    weight = law.weights[0]
    answers = Answers({"kiosk": respondents}, {one.key: 4 * respondents for one in law.elements})
    whole = part(("", "", ""), answers, Users(before=1000), law, weight)
    survey = SurveyFigures(law, weight, MONDAY, TUESDAY, (MONDAY, MONDAY), "", whole)
    index = tiles(made("activity", activity(survey=survey)))["index"]
    assert index[0] == Decimal("100.00")
    assert index[1].startswith(note)


def test_many_agencies_are_summed_up_in_one_row_of_the_sheet():
    many = [f"i{at}" for at in range(23)]
    names = ReportNames({one: ServiceName(one, "Layanan", one) for one in many}, dict.fromkeys(many, samples.LONG_NAME))
    day = DayAggregate(MONDAY, samples.CLOSED, tuple(samples.service(one, 23 - at) for at, one in enumerate(many)))
    rows = table(made("activity", replace(samples.facts(day), names=names)), "agencies")
    assert rows[-1]["agency"] == "19 instansi lain"
    assert (len(rows), sum(row["done"] for row in rows)) == (5, 0)


def test_the_sheet_is_one_page_and_its_definitions_the_other(qapp, tmp_path):
    of = obstacles()
    text = ("Loket paspor kedua dan pelatihan petugas baru, " * 4)[:REASON]
    plans = tuple(replace(samples.plan(at, text), owner=samples.LONG_NAME[:NAME], late=True) for at in range(12))
    done = tuple(replace(one, state="done", ended_at=samples.at(TUESDAY, 9)) for one in plans)
    bodies = ("PLN", "Telkom", "city", "ministry", "Kantor Wilayah Badan Pertanahan Nasional")
    named = {f"o{at}": ObstacleName(f"Kendala {at} dengan nama panjang", bodies[at % 5], True) for at in range(20)}
    incidents = tuple(
        replace(samples.incident(at, "capil"), obstacle=key, obstacle_name=one.name, responsible=one.responsible,
                external=True, owner=samples.LONG_NAME[:NAME], due=date(2026, 11, 20))
        for at, (key, one) in enumerate(named.items())
    )  # fmt: skip
    names = replace(samples.NAMES, obstacles={**samples.NAMES.obstacles, **named})
    facts = replace(activity(), obstacles=replace(of, plans=plans, done=done, incidents=incidents), names=names)
    facts = replace(facts, audit=AuditFacts(TUESDAY, AuditReport(tickets=8)))
    letter = replace(facts.form, letterhead=("PEMERINTAH KOTA KENDARI", "DPMPTSP", "Balai Kota"), signed_by="Kepala")
    pages = pages_of(render(made("activity", replace(facts, form=letter)), Format.PDF, INDONESIAN), tmp_path)
    assert len(pages) == 2
    assert "dan 8 rencana lain" in pages[0]
    assert "Kepala" in pages[0]
