"""How somebody comes with a booking, and what a file of bookings says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hall.booking_file import BookingFile, read_bookings, written_bookings
from hall.bookings import Arrival, WantedBooking, arrival_of, window_of
from hall.errors import Refused
from hall.views import BookingView

KENDARI = ZoneInfo("Asia/Makassar")
SLOT = datetime(2026, 11, 23, 10, 0, tzinfo=KENDARI)
WINDOW = window_of(SLOT, timedelta(minutes=30), timedelta(minutes=10))


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (-24 * 60, Arrival.OTHER_DAY),
        (-31, Arrival.EARLY),
        (-30, Arrival.ON_TIME),
        (0, Arrival.ON_TIME),
        (1, Arrival.LATE),
        (10, Arrival.LATE),
        (11, Arrival.LAPSED),
        (13 * 60, Arrival.LAPSED),
        (14 * 60, Arrival.OTHER_DAY),
    ],
)
def test_the_clock_says_how_somebody_comes(minutes, expected):
    now = (SLOT + timedelta(minutes=minutes)).astimezone(UTC)
    assert arrival_of("booked", SLOT, now, WINDOW, KENDARI) is expected


@pytest.mark.parametrize(("state", "expected"), [("checked_in", Arrival.USED), ("cancelled", Arrival.CANCELLED)])
def test_a_booking_that_is_over_is_over_on_every_day(state, expected):
    assert arrival_of(state, SLOT, SLOT - timedelta(days=3), WINDOW, KENDARI) is expected


def _service(text: str) -> str:
    if text not in ("A", "KTP-el"):
        raise Refused("unknown_service", service=text)
    return "disdukcapil-a"


def _read(*lines: str) -> BookingFile:
    return read_bookings("\n".join(lines).encode(), _service, KENDARI)


HEAD = "referensi;layanan;tanggal;jam;prioritas;status"


def test_a_file_is_read_line_by_line():
    found = _read(HEAD, "MPD-1;A;2026-11-23;10:00;ya;", "# catatan", "MPD-2;KTP-el;23/11/2026;10.30;;batal")
    assert found.problems == ()
    assert found.rows == (
        (2, WantedBooking("MPD-1", "disdukcapil-a", SLOT, True)),
        (4, WantedBooking("MPD-2", "disdukcapil-a", SLOT + timedelta(minutes=30), cancelled=True)),
    )


def test_english_columns_in_any_order_do_too():
    found = _read("time,date,service,reference", "10:00,2026-11-23,A,X1")
    assert found.rows == ((2, WantedBooking("X1", "disdukcapil-a", SLOT)),)


def test_all_that_is_wrong_with_a_line_is_named_at_once():
    found = _read(HEAD, "X1;Z;besok;jam 9;mungkin;entah", ";A;2026-11-23;10:00;;", "X2;A;2026-11-23;10:00;;;;lagi")
    assert [(one.line, one.refusal.code) for one in found.problems] == [
        *((2, code) for code in ("line_day", "line_time", "unknown_service", "line_choice", "line_choice")),
        (3, "line_needed"),
        (4, "line_long"),
    ]
    assert found.rows == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bookings_none"),
        ("referensi;layanan;jam", "booking_columns"),
        (f"{HEAD};warna", "file_column"),
        (f"{HEAD};jam", "file_twice"),
        ("PK\0\0", "file_encoding"),
    ],
)
def test_a_heading_that_cannot_be_read_is_refused(text, code):
    with pytest.raises(Refused) as refusal:
        _read(text)
    assert refusal.value.code == code


def test_what_is_written_can_be_read_again():
    def one(reference: str, arrival: Arrival, priority: bool = False) -> BookingView:
        state = {Arrival.USED: "checked_in", Arrival.CANCELLED: "cancelled"}.get(arrival, "booked")
        names = "KTP-el", SLOT, priority, state, "A-001" if arrival is Arrival.USED else "", arrival, WINDOW
        return BookingView(1, "AB23CD", "disdukcapil-a", *names, "ID card", "A", "Disdukcapil", "", reference=reference)

    rows = [one("X1", Arrival.ON_TIME, True), one("X2", Arrival.USED), one("X3", Arrival.CANCELLED)]
    text = written_bookings([*rows, one("X4", Arrival.LAPSED)], KENDARI)
    assert [line.split(";")[5] for line in text.splitlines()[1:]] == ["dipesan", "hadir", "batal", "hangus"]
    found = _read(text)
    assert [(row.reference, row.slot, row.priority, row.cancelled) for _, row in found.rows] == [
        ("X1", SLOT, True, False),
        ("X2", SLOT, False, False),
        ("X3", SLOT, False, True),
        ("X4", SLOT, False, False),
    ]
