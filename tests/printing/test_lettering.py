"""Fitting names into the width of the paper without leaving anything out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hall.printing.lettering import SMALLEST, Face, fit_lines, fit_one, line_width, set_line

WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJK-()/", min_size=1, max_size=30), min_size=1, max_size=14)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.sampled_from([200, 352, 528]))
def test_every_letter_of_a_name_is_set_within_the_width(words: list[str], width: int) -> None:
    face, lines = fit_lines(" ".join(words), Face(36, 800), width)
    assert "".join("".join(lines).split()) == "".join(words)
    assert all(set_line(line, face).width <= width for line in lines)
    assert SMALLEST <= face.px <= 36


def test_a_short_name_keeps_the_large_size_on_one_line() -> None:
    assert fit_lines("Perekaman KTP-el", Face(38, 800), 528) == (Face(38, 800), ("Perekaman KTP-el",))


def test_a_name_a_little_too_long_shrinks_before_it_breaks() -> None:
    face, lines = fit_lines("ID card (KTP-el) enrolment service", Face(38, 800), 560)
    assert len(lines) == 1
    assert face.px < 38


def test_two_lines_are_about_equally_long() -> None:
    face, lines = fit_lines("Perpanjangan izin tinggal terbatas untuk tenaga kerja asing", Face(38, 800), 528)
    widths = [line_width(line, face) for line in lines]
    assert len(lines) == 2
    assert min(widths) > 0.6 * max(widths)


def test_an_empty_text_needs_no_line() -> None:
    assert fit_lines("", Face(30), 300)[1] == ()


def test_a_number_shrinks_until_it_fits() -> None:
    face = fit_one("SKC-1234", Face(166, 800, figures=True), 528)
    assert set_line("SKC-1234", face).width <= 528
    assert face.px > 90


def test_lines_that_stand_on_one_slip_do_not_push_out_what_stands_on_every_one():
    number, label = Face(166, 800, figures=True), Face(30)
    every = [set_line(f"Baris tetap {line}", label) for line in range(12)]
    for slip in range(60):
        set_line(f"A-{slip:03d}", number)
        set_line(f"pukul 09.{slip:02d}", label)
        assert [set_line(f"Baris tetap {line}", label) for line in range(12)] == every
    assert all(set_line(f"Baris tetap {line}", label) is every[line] for line in range(12))
    assert set_line.cache_info().currsize < 60  # a kiosk prints thousands
