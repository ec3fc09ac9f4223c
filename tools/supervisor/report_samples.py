"""Sample views of the tab Laporan: the recap of a hall, and a report with each kind of block."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from counter.supervisor.reports.reading import ready_days, table_look
from counter.supervisor.reports.wanted import ReportView, Wanted
from hall.figures import (
    Period,
    PeriodFigures,
    PeriodKind,
    ReportFacts,
    ReportNames,
    ServiceFigures,
    ServiceName,
    parse_period,
)
from hall.figures.sums import DayTotal
from hall.forms import ReportForm
from hall.report.kinds import KINDS
from hall.report.report import (
    Chart,
    ChartKind,
    Column,
    Definition,
    Kind,
    Level,
    Prose,
    Report,
    Row,
    Series,
    Table,
    Tile,
    Tiles,
)
from hall.translator import Translator
from hall.views import FloorView
from tools.supervisor.samples import NOW, ZONE

_NOW = NOW.astimezone(ZONE)
MONTH = parse_period("2026-11")


def names_of(floor: FloorView) -> ReportNames:
    """The services and agencies of a floor."""
    services = {
        service.id: ServiceName(service.prefix, service.name, agency.id)
        for agency in floor.agencies
        for service in agency.services
    }
    return ReportNames(services, {agency.id: agency.name for agency in floor.agencies})


def figures_of(period: Period, names: ReportNames, most: int, *, live: date | None = None) -> PeriodFigures:
    """Made up: every service has visitors on each working day."""
    issued = {
        (service, day): 1 + (place * 7919 + day.toordinal() * 104729) % most
        for day in period.days
        if day.weekday() < 5
        for place, service in enumerate(names.services)
    }
    days = sorted({day for _, day in issued})
    totals: dict[str, int] = dict.fromkeys(names.services, 0)
    for (service, _), count in issued.items():
        totals[service] += count
    services = {(key, False): ServiceFigures(key, False, issued=count) for key, count in totals.items()}
    return PeriodFigures(period, {day: DayTotal() for day in days}, live, services, issued)


def recap(floor: FloorView, translate: Translator, period: Period = MONTH, *, most: int = 40) -> ReportView:
    """The recap of a period with a present day, on 23 November."""
    names = names_of(floor)
    today = _NOW.date()
    over = period.until(today)
    live = today if period.first <= today <= period.last else None
    before = period.compared(period.before(), today)
    facts = ReportFacts(
        floor.hall.name,
        "",
        ReportForm(),
        _NOW,
        period,
        names,
        figures_of(over, names, most, live=live),
        figures_of(before, names, max(2, most - 2)),
        PeriodFigures(before),
    )
    return _view(KINDS["recap"].document(facts, translate), period, facts, translate)


def nothing(floor: FloorView, translate: Translator) -> ReportView:
    """The recap of a hall without a service, in a month without a number."""
    empty = PeriodFigures(MONTH)
    facts = ReportFacts(floor.hall.name, "", ReportForm(), _NOW, MONTH, ReportNames(), empty, empty, empty)
    return _view(KINDS["recap"].document(facts, translate), MONTH, facts, translate)


def _view(report: Report, period: Period, facts: ReportFacts, translate: Translator) -> ReportView:
    return ReportView(
        Wanted(report.key, period, "", translate.language),
        report,
        KINDS[report.key].headline(facts, translate),
        tuple(table_look(table, translate) for table in report.tables),
        ready_days(facts.figures),
        over=facts.figures.live is None,
    )


def everything(translate: Translator) -> ReportView:
    """A report with tiles, each kind of chart, texts and two tables."""
    months = ("Des", "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov")
    visits = Series("2026", (211, 248, 305, 322, 287, 341, 351, 298, 264, 312, 338, 301))
    kept = tuple(Decimal(70 + (at * 7) % 29) / 100 for at in range(12))
    gaps = tuple(None if at == 5 else share - Decimal("0.15") for at, share in enumerate(kept))
    heat = tuple(
        Series(day, tuple(None if hour == 12 else (place * 31 + hour * 53) % 90 for hour in range(8, 17)))
        for place, day in enumerate(("Senin", "Selasa", "Rabu", "Kamis", "Jumat"))
    )
    hours, shares = tuple(f"{one:02d}" for one in range(8, 17)), (Series("Prioritas", kept), Series("Umum", gaps))
    tiles = (
        Tile("visitors", "Pengunjung", 7318, note="6 % di atas Oktober 2026"),
        Tile("wait", "Tunggu, median", 12, Kind.MINUTES, "90 % paling lama 41"),
        Tile("kept", "Sesuai janji", Decimal("0.8600"), Kind.SHARE, "4 angka lebih tinggi"),
        Tile("longest", "Paling lama", 131, Kind.MINUTES, "Imigrasi, 3 November"),
        Tile("idle", "Menganggur saat ada antrean", 318, Kind.MINUTES),
    )
    columns = (
        Column("agency", "Instansi", share=2.2),
        Column("served", "Selesai", Kind.COUNT),
        Column("no_show", "Tidak hadir", Kind.COUNT),
        Column("wait", "Tunggu median, menit", Kind.MINUTES),
        Column("kept", "Sesuai janji", Kind.SHARE),
        Column("first", "Hari pertama", Kind.DATE),
    )
    rows = (
        Row(("Disdukcapil", 2311, 41, 14, Decimal("0.8400"), MONTH.first)),
        Row(("Imigrasi", 987, 0, None, Decimal("0.7149"), MONTH.first + timedelta(days=1))),
        Row(("Jumlah", 3298, 41, 12, Decimal("0.8600"), None), Level.TOTAL),
    )
    report = Report(
        "recap", "MPP Kota Kendari", "Kinerja Pelayanan MPP Kota Kendari", "Periode 1 s.d. 30 November 2026",
        (
            Tiles(tiles),
            Chart("months", "Pengunjung per hari kerja, 12 bulan", ChartKind.BARS, months, (visits,)),
            Chart("heat", "Pengunjung per jam dan hari", ChartKind.HEAT, hours, heat),
            Table("agencies", "Per instansi", columns, rows, note="Instansi yang tutup tidak dihitung."),
            Chart("kept", "Sesuai janji", ChartKind.LINES, months, shares, Kind.SHARE),
            Prose("Kendala", ("Jaringan pusat terputus 31 kali, 418 kunjungan tertunda. " * 5, "Blangko habis.")),
            Table("none", "Keluhan", (Column("text", "Isi"),), (), "Tidak ada."),
        ),
        "Dibuat 23 November 2026, 10.42", "Lembar {number} dari {count}",
        definitions=(Definition("Tunggu, median", "Separuh pengunjung menunggu paling lama begini."),),
        definitions_title="Arti setiap angka",
    )  # fmt: skip
    looks = tuple(table_look(table, translate) for table in report.tables)
    days = ready_days(PeriodFigures(MONTH, {MONTH.first: DayTotal()}, None))
    return ReportView(Wanted("recap", MONTH, "", translate.language), report, tiles[0], looks, days, over=True)


def wide_year(floor: FloorView, translate: Translator) -> ReportView:
    """The recap of a year."""
    return recap(floor, translate, Period(PeriodKind.YEAR, date(2026, 1, 1), date(2026, 12, 31)))
