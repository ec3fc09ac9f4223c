"""What the overview says, in both languages, and that all of it has room at every size."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from counter.overview.painting import paint_overview
from counter.overview.picture import for_paper, percent, picture
from counter.overview.places import places, unit
from hall.overview import Figures, Period
from hall.translator import ENGLISH, INDONESIAN
from qtkit.theme.tokens import Colours
from tools.supervisor import overview_samples as samples

SIZES = ((1920, 1080), (3840, 2160), (1280, 800), (3319, 2291))
"""A wall, a projector, a small screen, and A4 at 300 dots an inch within its margins."""


def chips(view, translate=INDONESIAN):
    return [card.chip.text for card in picture(view, translate).cards]


def test_the_figures_of_the_reference_picture_are_said_as_there():
    shown = picture(samples.busy(), INDONESIAN)
    assert [(card.value, card.unit) for card in shown.cards[:3]] == [("451", "orang"), ("11", "menit"), ("87", "%")]
    assert [card.chip.text for card in shown.cards] == [
        "12 % lebih banyak",
        "3 menit lebih singkat",
        "2 angka lebih rendah",
        "96 responden, cukup",
        "paling lama 12",
    ]
    assert [card.chip.tone for card in shown.cards[:3]] == ["good", "good", "fair"]
    assert (shown.day, shown.clock) == ("Senin, 23 November 2026", "14.42")
    assert shown.here == "23 dari 27 loket melayani · 38 menunggu"
    assert [line.remark for line in shown.obstacle_lines] == ["08.40\u201309.07, selesai", "5 layanan", "09.07"]
    assert [line.tone for line in shown.agency_lines[:3]] == ["fair", "bad", "good"]
    assert shown.compared.startswith("Dibanding Senin pekan lalu pada jam yang sama")
    assert shown.plan_lines[0] == "Loket paspor kedua, Sel, 1 Des"
    assert shown.plans_note == "ditulis penyelia, ikut tercetak di laporan"
    assert picture(replace(samples.busy(), plans=samples.busy().plans[2:]), INDONESIAN).plans_note == ""


def test_the_survey_has_its_index_and_grade_and_a_small_sample_has_none():
    card = picture(samples.busy(), INDONESIAN).cards[3]
    assert (card.title, card.value, card.unit, card.chip.tone) == ("Kepuasan (IKM), bulan ini", "88,43", "A", "good")
    small = picture(samples.troubled(), INDONESIAN).cards[3]
    assert (small.value, small.unit, small.chip.text, small.chip.tone) == (
        "88,43", "", "baru 96 dari 370 responden", "fair",
    )  # fmt: skip
    year = replace(samples.year(), satisfaction=samples.satisfaction(114))
    assert picture(year, ENGLISH).cards[3].title == "Satisfaction, this year"


def test_while_nobody_answered_the_promise_keeps_the_place_of_the_survey():
    shown = picture(replace(samples.busy(), satisfaction=None), INDONESIAN).cards[3]
    assert (shown.title, shown.chip.text, len(shown.shares)) == ("Sesuai janji, dua pekan", "79 sampai 93 %", 12)


def test_a_longer_period_is_one_day_in_the_mean_and_says_until_when_it_is_compared():
    shown = picture(samples.year(), ENGLISH)
    assert shown.cards[0].value == "98,418"
    assert shown.bars == picture(samples.busy(), ENGLISH).bars
    assert shown.arrivals == "Arrivals per half hour, on a day in the mean"
    assert shown.compared.startswith("Against 2025 until 23 November at the same time")
    month = replace(samples.year(), period=Period.MONTH, day_before=date(2026, 10, 23))
    assert picture(month, INDONESIAN).compared.startswith("Dibanding Oktober 2026 sampai tanggal 23 pada jam yang sama")


def test_without_visitors_before_nothing_is_compared_and_no_panel_is_empty():
    shown = picture(samples.empty(), INDONESIAN)
    assert chips(samples.empty())[:3] == ["belum ada pembanding"] * 3
    assert shown.compared.startswith("Tanpa pembanding: tidak ada pengunjung sampai 16 November 2026")
    assert all((shown.no_arrivals, shown.no_obstacles, shown.no_agencies, shown.no_plans))
    assert [card.value for card in shown.cards[1:]] == ["–"] * 4


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (Figures(10, 9, 9, 5), Figures(10, 9, 9, 5), ["sama banyak", "sama lama", "tidak berubah"]),
        (
            Figures(5, 4, 4, 9),
            Figures(10, 4, 2, 5),
            ["50 % lebih sedikit", "4 menit lebih lama", "50 angka lebih tinggi"],
        ),
        (Figures(5), Figures(10, 4, 2, 5), ["50 % lebih sedikit", "belum ada pembanding", "belum ada pembanding"]),
    ],
)
def test_each_change_is_said_by_its_direction(now, before, said):
    assert chips(replace(samples.busy(), figures=now, before=before))[:3] == said


def test_who_waits_beyond_the_promise_stands_beside_the_share_of_today():
    shown = picture(samples.troubled(), INDONESIAN)
    assert (shown.cards[2].value, shown.cards[2].note) == ("100", "14 masih menunggu lewat janji")
    assert picture(samples.troubled(), ENGLISH).cards[2].note == "14 still wait beyond the promise"
    assert "14 masih menunggu lewat janji" in shown.spoken
    month = replace(samples.troubled(), period=Period.MONTH)
    assert picture(month, INDONESIAN).cards[2].note == ""


def test_an_evacuation_takes_the_place_of_the_title():
    assert picture(samples.troubled(), INDONESIAN).evacuation == "EVAKUASI sejak 14.40"
    assert picture(samples.busy(), INDONESIAN).evacuation == ""


def test_an_incident_of_which_nobody_noted_the_cause_says_that_the_service_stood_still():
    (line,) = picture(samples.troubled(), INDONESIAN).obstacle_lines
    assert (line.name, line.count, line.share) == ("Pelayanan terhenti, Imigrasi", "0", 0)


def test_all_of_the_promise_is_said_only_when_it_is_all():
    assert [percent(share) for share in (None, 1, 0.999, 0.876, 0)] == [None, 100, 99, 88, 0]


def test_paper_has_neither_keys_nor_other_periods():
    shown = for_paper(picture(samples.year(), INDONESIAN))
    assert (shown.keys, shown.tabs, shown.plans_note) == ("", ("", "", "Tahun ini"), "")


@pytest.mark.parametrize("size", SIZES)
def test_the_parts_fill_the_page_and_lie_apart(size):
    where = places(QSizeF(*size))
    assert (round(where.width * unit(QSizeF(*size))), round(where.height * unit(QSizeF(*size)))) == size
    parts = [*where.cards, where.chart, where.obstacles, where.agencies, where.plans, where.footer, *where.tabs]
    page = QRectF(0, 0, where.width, where.height)
    assert all(page.contains(part) for part in parts)
    assert not any(one.intersects(other) for at, one in enumerate(parts) for other in parts[at + 1 :])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "view",
    [samples.busy(), samples.long_names(), samples.empty(), samples.troubled()],
    ids=["busy", "long", "empty", "troubled"],
)
def test_every_panel_keeps_its_ink_inside(qapp, size, view):
    wide, high = size
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_overview(painter, QRectF(0, 0, *size), picture(view, INDONESIAN))
    painter.end()
    where, scale = places(QSizeF(*size)), unit(QSizeF(*size))
    for part in (*where.cards, where.chart, where.obstacles, where.agencies, where.plans):
        for x in (part.left() + 12, part.right() - 12):  # between the edge of the panel and its texts
            column = {image.pixel(round(x * scale), round((part.top() + y) * scale)) for y in _steps(part.height())}
            assert column == {Colours.WHITE.rgb()}, (part, {QColor(found).name() for found in column})
        foot = round((part.bottom() - 8) * scale)
        row = {image.pixel(round((part.left() + x) * scale), foot) for x in _steps(part.width())}
        assert row == {Colours.WHITE.rgb()}, part


def _steps(length):
    return [30 + n * (length - 60) / 60 for n in range(61)]
