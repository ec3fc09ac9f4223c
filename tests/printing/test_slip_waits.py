"""What a slip says of the wait."""

from __future__ import annotations

import pytest

from hall.estimating.estimate import Unknown
from hall.estimating.shown import Kind, Shown
from hall.forms import SLIP_PARTS, SlipForm
from hall.printing.paper import PAPER_58, PAPER_80, Mode
from hall.printing.renderer import laid_out, render_picture
from hall.printing.slip import Fact, slip_of
from hall.printing.text_layout import TextRow, text_rows
from hall.translator import INDONESIAN
from tests.printing.samples import HALL, slip, ticket

RANGE = Shown(Kind.RANGE, 12, 20, 30)
LATE = Shown(Kind.RANGE, 12, 60, 100, late=True)
CLOSING = Shown(Kind.UNKNOWN, 12, unknown=Unknown.CLOSING)


@pytest.mark.parametrize(
    ("wait", "value", "english"),
    [
        (RANGE, "20–30 menit", "20–30 min"),
        (Shown(Kind.UP_TO, 3, 0, 10), "0–10 menit", "0–10 min"),
        (Shown(Kind.AT_ONCE, 0), "Langsung", "At once"),
        (Shown(Kind.OR_MORE, 9, 40), "40 menit lebih", "40 min or more"),
        (Shown(Kind.VERY_LONG, 40, 120), "2 jam lebih", "over 2 hours"),
        (Shown(Kind.UNKNOWN, 7, unknown=Unknown.FEW_CALLS), "belum diketahui", "not known"),
    ],
)
def test_the_box_has_people_ahead_and_the_wait_and_the_head_the_time(wait: Shown, value: str, english: str) -> None:
    said, in_english = slip(wait=wait), slip("en", wait=wait)
    assert [(fact.value, fact.caption) for fact in said.facts] == [
        ("12 orang", "di depan Anda"),
        (value, "perkiraan tunggu"),
    ]
    assert (in_english.facts[1].value, in_english.facts[1].caption) == (english, "estimated wait")
    assert (said.date_lines, in_english.date_lines) == (("23 Nov 2026", "10.42"), ("23 Nov 2026", "10:42"))
    assert said.warning == ""


def test_without_an_estimate_the_slip_is_as_it_was() -> None:
    said = slip(wait=None)
    assert said.facts[1] == Fact("10.42", "waktu ambil")
    assert (said.date_lines, said.warning) == (("Senin", "23 Nov 2026"), "")


@pytest.mark.parametrize("wait", [LATE, CLOSING])
def test_that_the_service_may_close_before_stands_below_the_box(wait: Shown) -> None:
    assert slip(wait=wait).warning == "Mungkin tidak sempat dilayani sebelum tutup."
    assert slip("en", wait=wait).warning == "The visit may not be possible before closing."
    for paper in (PAPER_80, PAPER_58):
        told, quiet = (render_picture(slip(wait=one), paper).height for one in (LATE, RANGE))
        assert told > quiet
        sheet = laid_out(slip(wait=wait), paper)
        tops = [top for top, _ in sheet.spans]
        assert tops == sorted(tops)
        assert all(end <= top for (_, end), top in zip(sheet.spans, tops[1:], strict=False))


@pytest.mark.parametrize("paper", [PAPER_80, PAPER_58])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_printer_that_sets_type_says_it_in_a_line(paper, language) -> None:
    rows = text_rows(slip(language, wait=LATE), paper, number_as_picture=False)
    said = " ".join(row.text for row in rows if isinstance(row, TextRow))
    if language == "id":
        assert "12 orang di depan Anda Perkiraan tunggu 60 sampai 100 menit" in said
        assert "Mungkin tidak sempat dilayani sebelum tutup." in said
        assert "23 Nov 2026, 10.42" in said
    else:
        assert "12 people ahead of you Estimated wait 60 to 100 minutes" in said
        assert "The visit may not be possible before closing." in said
        assert "23 Nov 2026, 10:42" in said


def test_a_slip_without_head_or_foot_has_the_time_beside_the_wait() -> None:
    parts = tuple(part for part in SLIP_PARTS if part != "footer")
    hall = HALL.__class__(HALL.name, HALL.city, HALL.timezone, False, (), slip=SlipForm(parts=parts))
    fact = slip_of(ticket(wait=RANGE), hall, INDONESIAN).facts[1]
    assert (fact.caption, fact.line) == ("perkiraan tunggu, 10.42", "Perkiraan tunggu 20 sampai 30 menit (10.42)")


def test_a_copy_says_nothing_of_a_wait_that_is_another_by_now() -> None:
    assert slip(copy=1, wait=LATE) == slip(copy=1, wait=None)


@pytest.mark.parametrize("paper", [PAPER_80, PAPER_58])
@pytest.mark.parametrize("mode", [Mode.RASTER, Mode.TEXT])
def test_the_longest_wait_stays_on_the_paper(paper, mode) -> None:
    for language in ("id", "en"):
        longest = slip(language, ahead=1287, wait=Shown(Kind.OR_MORE, 1287, 100, late=True), counters=("1", "9"))
        picture = render_picture(longest, paper, mode).convert("L")
        edges = [picture.crop((x, 0, x + 2, picture.height)).getextrema()[0] for x in (0, picture.width - 2)]
        assert picture.width == paper.width
        assert mode is not Mode.RASTER or edges == [255, 255]
