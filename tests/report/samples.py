"""Reports as the commands make them, with figures made up: each kind of block, and the sizes of a large hall."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random

from hall.report.report import (
    Break,
    Chart,
    ChartKind,
    Column,
    Definition,
    Kind,
    Letterhead,
    Level,
    Prose,
    Report,
    Row,
    Series,
    Signing,
    Table,
    Tile,
    Tiles,
)

LONG_NAME = (
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu serta "
    "Ketenagakerjaan dan Transmigrasi Kota Kendari Raya Sekali Jua"
)
"""Of more than 120 letters."""
MONTHS = ("Des", "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov")
DEFINITIONS = (
    Definition("Tunggu, median", "Separuh pengunjung menunggu paling lama begini: dari nomor keluar sampai dipanggil."),
    Definition(
        "Sesuai janji", "Bagian kunjungan yang tunggunya tidak lebih lama dari waktu tunggu yang dijanjikan. " * 3
    ),
)
HEAD = (
    "PEMERINTAH KOTA KENDARI",
    "DPMPTSP · MAL PELAYANAN PUBLIK",
    "Balai Kota Kendari, Jalan Drs. H. Abdullah Silondae",
)
OWNER = "Mal Pelayanan Publik Kota Kendari"
MADE = "Dibuat 23 November 2026, 10.42"
SIGNING = Signing(("Kendari, 23 November 2026", "Kepala DPMPTSP"))


def report_of(*blocks, **more) -> Report:
    given = {"key": "sample", "owner": OWNER, "title": "Contoh", "subtitle": "November 2026"}
    given |= {"made": MADE, "page": "{number} dari {count}"}
    return Report(**given | more, blocks=blocks)


def recap_table(services: int = 66, days: int = 31) -> Table:
    """A row for each service under one for its agency, three to an agency; Sundays are empty."""
    dice = Random(18)
    order = Column("no", "No.", Kind.ORDER, 0.6)
    name = Column("service", "Instansi / Layanan", share=6)
    counts = tuple(Column(f"day_{day}", str(day), Kind.COUNT, 0.9) for day in range(1, days + 1))
    rows: list[Row] = []
    total = [0] * days
    for first in range(0, services, 3):
        mine = [
            [0 if day % 7 == 0 else dice.randrange(120) for day in range(1, days + 1)]
            for _ in range(first, min(first + 3, services))
        ]
        sums = [sum(column) for column in zip(*mine, strict=True)]
        total = [a + b for a, b in zip(total, sums, strict=True)]
        agency = LONG_NAME if first == 3 else f"Instansi {first // 3 + 1}"
        rows.append(Row((first // 3 + 1, agency, *sums, sum(sums)), Level.GROUP))
        names = [f"{chr(65 + at)} – Layanan {first + at + 1}" for at in range(len(mine))]
        rows += [Row((None, service, *line, sum(line))) for service, line in zip(names, mine, strict=True)]
    if rows:
        rows.append(Row((None, "Jumlah seluruhnya", *total, sum(total)), Level.TOTAL))
    columns = (order, name, *counts, Column("sum", "Jumlah", Kind.COUNT, 1.3))
    return Table("recap", "Pemohon per hari", columns, tuple(rows), "Bulan ini belum ada nomor.", wide=True)


def recap(services: int = 66) -> Report:
    return report_of(
        recap_table(services),
        key="recap",
        title="Rekap Jumlah Pemohon Mal Pelayanan Publik Kota Kendari",
        subtitle="Periode 1 s.d. 30 November 2026 · 22 instansi, 66 layanan",
        letterhead=Letterhead(HEAD),
        signatures=(SIGNING,),
        definitions=DEFINITIONS,
        definitions_title="Arti setiap angka",
    )


def figures() -> Tiles:
    return Tiles(
        (
            Tile("visitors", "Pengunjung", 71204, note="+9 %"),
            Tile("wait", "Tunggu, median", "12 menit", Kind.TEXT, "p90 41 menit"),
            Tile("kept", "Sesuai janji", Decimal("0.8600"), Kind.SHARE, "+4 angka"),
            Tile("ikm", "IKM", "88,42 (A)", Kind.TEXT, "1.204 dari 382 sampel"),
            Tile("priority", "Prioritas, median", "4 menit", Kind.TEXT, "paling lama 31"),
        )
    )


def months_chart() -> Chart:
    values = (211, 248, 305, 322, 287, 341, 351, 298, 264, 312, 338, 301)
    return Chart(
        "months", "Pengunjung rata-rata per hari kerja, 12 bulan", ChartKind.BARS, MONTHS, (Series("2026", values),)
    )


def heat_chart() -> Chart:
    hours = tuple(f"{hour:02d}" for hour in range(8, 17))
    dice = Random(7)
    days = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat")
    series = tuple(
        Series(day, tuple(None if hour == 12 else dice.randrange(90) for hour in range(8, 17))) for day in days
    )
    return Chart("heat", "Pengunjung per jam dan hari", ChartKind.HEAT, hours, series)


def lines_chart() -> Chart:
    shares = tuple(Decimal(70 + (at * 7) % 29) / 100 for at in range(12))
    last = tuple(None if at == 5 else share - Decimal("0.15") for at, share in enumerate(shares))
    series = (Series("Prioritas", shares), Series("Umum", last))
    return Chart("kept", "Sesuai janji per bulan", ChartKind.LINES, MONTHS, series, Kind.SHARE)


def pair_chart() -> Chart:
    values = tuple(range(40, 160, 10))
    series = (Series("2025", values), Series("2026", tuple(reversed(values))))
    return Chart("pair", "Tahun ini di sebelah tahun lalu", ChartKind.BARS, MONTHS, series)


def agencies_table() -> Table:
    columns = (
        Column("agency", "Instansi", share=2.2),
        Column("served", "Selesai", Kind.COUNT),
        Column("no_show", "Tidak hadir", Kind.COUNT),
        Column("wait", "Tunggu median", Kind.MINUTES, 1.4),
        Column("kept", "Sesuai janji", Kind.SHARE),
        Column("score", "IKM", Kind.SCORE),
        Column("first", "Hari pertama", Kind.DATE, 1.6),
        Column("last", "Nomor terakhir", Kind.MOMENT, 1.8),
    )
    day, moment = date(2026, 11, 2), datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
    rows = (
        Row(("Disdukcapil", 23114, 412, 14, Decimal("0.8400"), Decimal("88.31"), day, moment)),
        Row((LONG_NAME, 9870, 0, None, Decimal("0.7149"), Decimal("76.60"), day, None)),
        Row(('=HYPERLINK("http://x")', -5, 97, 9, None, None, None, None)),
        Row(("Jumlah", 71204, 1367, 12, Decimal("0.8600"), Decimal("83.02"), None, None), Level.TOTAL),
    )
    return Table("agencies", "", columns, rows, note="Instansi yang tutup tidak dihitung.")


def obstacles_table() -> Table:
    columns = (
        Column("obstacle", "Kendala", share=2),
        Column("agency", "Instansi", share=1.6),
        Column("count", "Kejadian", Kind.COUNT),
        Column("lost", "Kunjungan tertunda", Kind.COUNT, 1.6),
        Column("body", "Kewenangan", share=2),
    )
    rows = (
        Row(("Jaringan pusat terputus", "Imigrasi, BPN", 31, 418, "kementerian")),
        Row(("Blangko KTP-el habis", "Disdukcapil", 4, 1106, "kementerian")),
        Row(("Berkas belum lengkap", "12 instansi", 0, 3240, "daerah: sosialisasi")),
        Row(("Listrik padam", "seluruh MPP", 9, 212, "PLN")),
    )
    return Table("obstacles", "4. Kendala dan yang diperlukan", columns, rows)


def activity(logo: bytes = b"") -> Report:
    now = "Hari ini sampai 10.42: 214 selesai, 86 menunggu, 23 dari 27 loket melayani. Layanan terhenti: tidak ada. "
    return report_of(
        Prose("1. Yang telah dilakukan"),
        figures(),
        months_chart(),
        agencies_table(),
        Prose(
            "2. Yang sedang dilakukan", (now + "Antrean terpanjang: Perekaman KTP-el, 31 orang, paling lama 31 menit.",)
        ),
        Prose(
            "3. Yang akan dilakukan", ("Loket paspor kedua mulai 1 Desember · Pelatihan petugas baru, 27 November.",)
        ),
        obstacles_table(),
        key="activity",
        title="Bahan Kunjungan Kerja: Penyelenggaraan Pelayanan",
        subtitle="Periode Januari s.d. 23 November 2026 · dibanding periode yang sama 2025 · disusun 23 November 2026",
        letterhead=Letterhead(HEAD, logo),
        remarks=("Setiap angka dihitung dari riwayat antrean; artinya diterangkan pada lembar terakhir.",),
        signatures=(SIGNING,),
        definitions=DEFINITIONS,
        definitions_title="Arti setiap angka",
        is_sheet=True,
    )


def everything() -> Report:
    """Each kind of block once, upright and turned pages, an empty table, a break."""
    empty = Table("none", "Keluhan", (Column("text", "Isi"),), (), "Tidak ada.")
    return report_of(
        figures(),
        months_chart(),
        lines_chart(),
        pair_chart(),
        heat_chart(),
        agencies_table(),
        Prose("Bab II", ("Kalimat yang panjang sekali. " * 60, "Satu lagi.")),
        recap_table(9),
        empty,
        Break(),
        obstacles_table(),
        facts=(("Masa", "1 s.d. 30 November 2026"), ("Instansi", LONG_NAME)),
        definitions=DEFINITIONS,
        definitions_title="Arti setiap angka",
        signatures=(Signing(("Disusun oleh",), "Ani Rahmawati"), Signing(("Mengetahui",))),
    )
