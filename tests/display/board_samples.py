"""Hand-made boards for tests and pictures: the reference board, and halls that are harder to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from display.call_queue import BoardCalls
from display.picture import BoardPicture
from hall.structure import Zone
from hall.views import BoardCall, BoardCell, BoardView, HallView

PODIUM = Zone("podium", "Podium", "podium")
SELASAR = Zone("selasar", "Selasar", "selasar")
MENARA = Zone("menara", "Menara", "menara")

UNDRAWABLE: Any = 17
"""No code at all: whatever draws it fails."""

NOON = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)
"""10.42 in Kendari."""

RUNNING = (
    "Pengambilan nomor terakhir pukul 15.30",
    "Simpan kertas antrean sampai selesai dilayani",
    "Lansia, ibu hamil, dan penyandang disabilitas dapat memilih nomor prioritas di mesin antrean",
)

HALL = HallView("Mal Pelayanan Publik Kota Kendari", "Kendari", "Asia/Makassar", False, RUNNING)


def call(
    seq: int,
    code: str = "A-042",
    counter: str = "7",
    *,
    kind: str = "next",
    ticket: int | None = None,
    age: float = 0.0,
    agency: str = "Disdukcapil",
    service: str = "Perekaman KTP-el",
    zone: Zone = PODIUM,
    times: int = 1,
) -> BoardCall:
    """A call of ``age`` seconds before NOON."""
    return BoardCall(
        seq=seq,
        ticket_id=ticket if ticket is not None else 1000 + seq,
        code=code,
        counter_label=counter,
        zone=zone,
        agency_name=agency,
        service_name=service,
        kind=kind,
        times=times,
        at=NOON - timedelta(seconds=age),
    )


def calls_of(*pairs: tuple[str, str], first_seq: int = 1) -> tuple[BoardCall, ...]:
    """Calls of (code, counter) pairs, newest first, one a minute."""
    count = len(pairs)
    return tuple(
        call(first_seq + count - 1 - place, code, counter, age=60.0 * place)
        for place, (code, counter) in enumerate(pairs)
    )


BEFORE = (("B-017", "3"), ("F-008", "9"), ("A-041", "5"), ("2G-015", "21"), ("C-033", "6"), ("A-040", "7"))
STRIP = (
    BoardCell("1", "1", "serving", "D-011"),
    BoardCell("2", "2", "free"),
    BoardCell("3", "3", "called", "B-017"),
    BoardCell("5", "5", "serving", "A-041"),
    BoardCell("6", "6", "serving", "C-033"),
    BoardCell("7", "7", "called", "A-042"),
    BoardCell("8", "8", "closed"),
    BoardCell("9", "9", "serving", "F-008"),
)


def cells(count: int) -> tuple[BoardCell, ...]:
    """``count`` counters: most of them busy, some free, some closed, one of them counter 7 with A-042."""
    made = []
    for number in range(1, count + 1):
        if number == 7:
            made.append(BoardCell("7", "7", "called", "A-042"))
        elif number % 5 == 2:
            made.append(BoardCell(str(number), str(number), "free"))
        elif number % 11 == 9:
            made.append(BoardCell(str(number), str(number), "closed"))
        else:
            prefix = ("A", "B", "2G", "SKC", "D")[number % 5]
            width = 4 if prefix == "SKC" else 3
            state = "called" if number % 7 == 3 else "serving"
            made.append(BoardCell(str(number), str(number), state, f"{prefix}-{(number * 37) % 10**width:0{width}d}"))
    return tuple(made)


def current_call_of(shown: BoardPicture, **changes: Any) -> BoardPicture:
    """The picture with another current call."""
    assert shown.stage.current_call is not None
    return replace(shown, stage=replace(shown.stage, current_call=replace(shown.stage.current_call, **changes)))


def picture(
    pairs: Sequence[tuple[str, str]] = (("A-042", "7"), *BEFORE),
    *,
    strip: tuple[BoardCell, ...] = STRIP,
    announced: bool = False,
    zone: Zone | None = PODIUM,
) -> BoardPicture:
    """A board that shows the first pair as current call; by default that of the reference picture."""
    shown = calls_of(*pairs)
    stage = BoardCalls(shown[0], announced, shown[1:]) if shown else BoardCalls()
    return BoardPicture(HALL.name, zone, RUNNING, strip, stage, known=True)


def long_names() -> BoardPicture:
    """Everything as long as a hall may write it."""
    current_call = call(
        9,
        "SKC-1042",
        "12B",
        kind="recall",
        agency="Badan Penyelenggara Jaminan Sosial Ketenagakerjaan Cabang Sulawesi Tenggara",
        service="Perubahan data kepesertaan dan pencetakan ulang kartu peserta yang hilang atau rusak",
        zone=Zone("selasar", "Selasar Barat Lantai Dua", "selasar"),
    )
    recent = calls_of(("SKC-1041", "12B"), ("2G-015", "21"), ("XYZ-9999", "40A"), ("A-001", "1"))
    strip = (BoardCell("x", "12B", "called", "SKC-1042"), BoardCell("y", "Prioritas", "free"), *cells(6)[:4])
    return BoardPicture(
        "Mal Pelayanan Publik Kota Administrasi Kepulauan Sulawesi Tenggara Bersatu",
        current_call.zone,
        (RUNNING[2], *RUNNING),
        strip,
        BoardCalls(current_call, announced=False, recent=recent),
        known=True,
    )


def empty_day() -> BoardPicture:
    """A morning before the first call: some counters open, nobody called."""
    strip = tuple(replace(cell, state="free" if cell.state != "closed" else "closed", code="") for cell in STRIP)
    return BoardPicture(HALL.name, PODIUM, RUNNING, strip, BoardCalls(), known=True)


def view(
    calls: Sequence[BoardCall] = (),
    *,
    strip: tuple[BoardCell, ...] = STRIP,
    now: datetime = NOON,
    hall: HallView = HALL,
    zone: Zone | None = PODIUM,
) -> BoardView:
    """What a store with these calls would answer."""
    newest_first = tuple(sorted(calls, key=lambda made: -made.seq))
    return BoardView(hall, now, zone, date(2026, 11, 23), newest_first[:60], strip)
