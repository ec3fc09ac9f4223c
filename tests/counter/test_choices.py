"""What the sheet offers, without a window."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.desk.choices import choices_of, first_choice
from counter.desk.state import Command, Intent
from hall.lifecycle import Outcome
from hall.translator import Translator
from tests.counter import counter_samples as samples

ID, EN = Translator("id"), Translator("en")


def offered(intent: Intent, typed: str = "", translate: Translator = ID, view=None) -> list[str]:
    return [choice.caption for choice in choices_of(intent, view or samples.crowded(), typed, translate)]


def test_any_reason_can_be_typed_and_stands_first():
    first = choices_of(Intent.HOLD, samples.crowded(), "  ambil   pas foto ", ID)[0]
    assert first.command == Command(Intent.HOLD, text="ambil pas foto")
    assert offered(Intent.HOLD, "formulir") == ["formulir", "Mengisi formulir"]
    assert offered(Intent.HOLD, "mengisi formulir") == ["Mengisi formulir"]


def test_a_transfer_goes_to_any_other_service_or_a_counter_with_a_clerk():
    choices = choices_of(Intent.TRANSFER, samples.crowded(), "", ID)
    assert [choice.command for choice in choices] == [
        Command(Intent.TRANSFER, service="service-b"),
        Command(Intent.TRANSFER, service="service-f"),
        Command(Intent.TRANSFER, to_counter="loket-3"),
    ]
    assert [choice.tag for choice in choices] == ["", "Belum ada petugas", "Loket"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("imigrasi", ["Loket 3"]), ("f pindah", ["F  Pindah dan datang"]), ("petugas 03", ["Loket 3"]), ("zzz", [])],
)
def test_typing_finds_by_service_agency_and_clerk(typed, found):
    assert offered(Intent.TRANSFER, typed) == found


def test_names_are_offered_in_the_language_shown():
    assert offered(Intent.OBSTACLE, translate=EN) == ["Documents missing"]
    assert offered(Intent.TRANSFER, "moving", EN) == ["F  Moving house"]


def test_what_a_slips_qr_carries_is_offered_as_its_number():
    view = samples.crowded()
    held = view.held[0]
    token = "K7Q2M5XW4TABCDEF"
    view = replace(view, held=(replace(held, token=token), *view.held[1:]))
    (first, *_) = choices_of(Intent.CALL_NUMBER, view, f"mpp:{token.lower()}", ID)
    assert (first.caption, first.command.ticket_id) == (held.code, held.id)
    other = "ABCDEFGHIJKLMNOP"
    (only,) = choices_of(Intent.CALL_NUMBER, view, f"MPP:{other}", ID)
    assert only.command == Command(Intent.CALL_NUMBER, code=other)


def test_an_obstacle_ends_the_visit_unserved_or_served():
    (choice,) = choices_of(Intent.OBSTACLE, samples.crowded(), "", ID)
    assert choice.command.outcome == Outcome.NOT_SERVED
    assert choice.other is not None
    assert choice.other.outcome == Outcome.SERVED
    assert choice.command.obstacle == choice.other.obstacle == "berkas"


def test_every_listed_number_comes_with_what_can_be_done_to_it():
    choices = choices_of(Intent.CALL_NUMBER, samples.crowded(), "", ID)
    found = {choice.caption: (choice.command.intent, choice.other and choice.other.intent) for choice in choices}
    assert found["C-031"] == (Intent.CALL_NUMBER, Intent.RELEASE)
    assert found["A-037"] == (Intent.RETURN, None)
    assert found["B-019"] == (Intent.CALL_NUMBER, None)
    assert len(found) == len(choices)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("19", ["B-019", "A-019"]),
        ("c31", ["C-031"]),
        ("2g-7", ["2G-007"]),
        ("7", ["A-007", "B-007", "A-037"]),
        ("0", ["A-045", "C-031", "A-037", "A-043", "A-044", "B-018", "B-019"]),
        ("nobody", []),
    ],
)
def test_a_typed_number_is_offered_with_the_prefixes_of_the_counter(typed, codes):
    assert sorted(offered(Intent.CALL_NUMBER, typed)) == sorted(codes)
    if typed == "19":
        assert offered(Intent.CALL_NUMBER, typed)[0] == "B-019"


def test_breaks_have_lengths_and_a_closing_has_a_reason():
    choices = choices_of(Intent.PAUSE, samples.idle(), "", ID)
    assert [choice.command.minutes for choice in choices[:4]] == [15, 30, 60, 0]
    assert [choice.command.closed for choice in choices] == [False] * 4 + [True, True]
    (typed,) = choices_of(Intent.PAUSE, samples.idle(), "listrik padam", ID)
    assert typed.command == Command(Intent.PAUSE, text="listrik padam", closed=True)


def _confusing(**last: int):
    """The desk of counter A1 and A, whose prefixes begin alike, on a day with these last numbers."""
    view = samples.crowded()
    services = tuple(replace(one, prefix="A1") if one.prefix == "B" else one for one in view.services)
    return replace(view, services=services, last_numbers=tuple(last.items()))


def test_of_two_readings_of_a_number_the_desk_offers_the_one_that_exists():
    assert offered(Intent.CALL_NUMBER, "a142", view=_confusing(A=50, A1=42))[:1] == ["A1-042"]
    assert offered(Intent.CALL_NUMBER, "a142", view=_confusing(A=142, A1=42))[:2] == ["A-142", "A1-042"]
    assert offered(Intent.CALL_NUMBER, "]C1a1042", view=_confusing(A=50, A1=42))[:1] == ["A1-042"]


def test_of_two_numbers_that_exist_none_is_chosen_for_the_clerk():
    choices = choices_of(Intent.CALL_NUMBER, _confusing(A=1042, A1=42), "a1042", ID)
    assert {choice.caption for choice in choices[:2]} == {"A-1042", "A1-042"}
    assert first_choice(choices) == -1
    assert first_choice(choices_of(Intent.CALL_NUMBER, _confusing(A=142, A1=42), "a142", ID)) == 0
