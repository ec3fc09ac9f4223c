"""The hall that the pictures show: the calls of one morning in Kendari, few counters or forty, long names, no call."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from display.call_queue import BoardCalls
from display.picture import BoardPicture
from hall.estimating.quality import HeldView
from hall.estimating.shown import Kind, Shown
from hall.structure import BoardSetup, Zone
from hall.views import AnnouncementView, BoardCall, BoardCell, BoardWait
from qtkit.paint import draw_capitals
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
"""What the boards' clocks show."""

_HALL = "Mal Pelayanan Publik Kota Kendari"
_PODIUM = Zone("podium", "Podium", "podium", counter_directions="Lurus, lalu belok kiri ke loket.")
_SELASAR = Zone("selasar", "Selasar", "selasar", counter_directions="Belok kanan, ikuti selasar.")
_MENARA = Zone("menara", "Menara", "menara", counter_directions="Naik lift ke lantai 2.")
_ARROWS = (("menara", "up"), ("podium", "left"))
_RUNNING = (
    "Pengambilan nomor terakhir pukul 15.30",
    "Simpan kertas antrean sampai selesai dilayani",
    "Lansia, ibu hamil, dan penyandang disabilitas dapat memilih nomor prioritas di mesin antrean",
)
_CALLS = (
    ("A-042", "7"), ("B-017", "3"), ("F-008", "9"), ("A-041", "5"), ("2G-015", "21"), ("C-033", "6"), ("A-040", "7"),
)  # fmt: skip
_NAMES = {
    "A": ("Disdukcapil", "Perekaman KTP-el"),
    "B": ("Imigrasi", "Paspor baru"),
    "C": ("BPJS Kesehatan", "Perubahan data"),
    "F": ("Samsat", "Pajak kendaraan tahunan"),
    "2G": ("Bank Sultra", "Pembayaran retribusi"),
}


def _call(seq: int, code: str, counter: str, *, zone: Zone = _PODIUM, kind: str = "next") -> BoardCall:
    agency, service = _NAMES.get(code.partition("-")[0], _NAMES["A"])
    at = NOW - timedelta(minutes=60 - seq)
    return BoardCall(seq, seq, code, counter, zone, agency, service, kind, 1, at)


def cells(count: int) -> tuple[BoardCell, ...]:
    """``count`` counters: most of them busy, some free, on a break or closed; counter 7 calls A-042."""
    made = []
    for number in range(1, count + 1):
        label, busy = str(number), f"{('A', 'B', '2G', 'C', 'F')[number % 5]}-{number * 37 % 160 + 1:03d}"
        if number == 7 or count == 1:
            made.append(BoardCell(label, "7" if count == 1 else label, "called", "A-042"))
        elif number % 6 == 2:
            made.append(BoardCell(label, label, "free"))
        elif number % 11 == 8:
            made.append(BoardCell(label, label, "break" if number % 2 == 0 else "closed"))
        else:
            made.append(BoardCell(label, label, "called" if number % 7 == 3 else "serving", busy))
    return tuple(made)


def board(
    counters: int = 8, *, layout: str = "calls", theme: str = "dark", zone: Zone | None = _PODIUM
) -> BoardPicture:
    """A usual morning."""
    calls = [_call(50 - place, *pair) for place, pair in enumerate(_CALLS)]
    if counters == 1:
        calls = [replace(call, counter_label="7") for call in calls]
    if zone is None:
        calls = [replace(call, zone=(_SELASAR, _PODIUM, _MENARA)[call.seq % 3]) for call in calls]
    stage = BoardCalls(calls[0], announced=False, recent=tuple(calls[1:]))
    setup = BoardSetup(layout=layout, theme=theme, arrows=_ARROWS if zone is None else ())
    return BoardPicture(_HALL, zone, _RUNNING, cells(counters), stage, known=True, setup=setup)


_WAITS = (
    ("Disdukcapil", "Population Office", Shown(Kind.RANGE, 7, 10, 20)),
    ("Imigrasi", "Immigration", Shown(Kind.OR_MORE, 14, 40)),
    ("BPJS Kesehatan", "", Shown(Kind.UP_TO, 2, 0, 10)),
    ("Samsat", "", Shown(Kind.AT_ONCE, 0)),
    ("BPJS Ketenagakerjaan", "", Shown(Kind.VERY_LONG, 30, 120)),
)


def waiting(made: BoardPicture, *, first: int = 0, held: bool = True) -> BoardPicture:
    """How long whoever comes now would wait, from the agency at the place ``first`` on."""
    rows = _WAITS[first:] + _WAITS[:first]
    waits = tuple(BoardWait(name, name, english, wait) for name, english, wait in rows)
    day = NOW.date() - timedelta(days=1)
    setup = replace(made.setup, waits=True, waits_held=held)
    kept = HeldView(day, 83) if held else None
    return replace(made, waits=waits, waits_held=kept, today=NOW.date(), setup=setup)


def empty(*, layout: str = "calls", theme: str = "dark") -> BoardPicture:
    """Before the first call of the day."""
    free = tuple(replace(cell, state="free", code="") for cell in cells(8))
    return replace(board(layout=layout, theme=theme), stage=BoardCalls(), cells=free)


def long_names(*, layout: str = "calls", theme: str = "dark") -> BoardPicture:
    """Everything as long as a hall may write it, and a number that is called again."""
    zone = Zone("selasar", "Selasar Barat Lantai Dua", "selasar")
    current_call = replace(
        _call(51, "SKC-1042", "12B", kind="recall", zone=zone),
        agency_name="Badan Penyelenggara Jaminan Sosial Ketenagakerjaan Cabang Sulawesi Tenggara",
        service_name="Perubahan data kepesertaan dan pencetakan ulang kartu peserta yang hilang atau rusak",
    )
    recent = tuple(
        _call(50 - place, *pair, zone=zone)
        for place, pair in enumerate((("SKC-1041", "12B"), ("2G-015", "21"), ("XYZ-9999", "40A"), ("A-001", "1")))
    )
    strip = (BoardCell("12B", "12B", "called", "SKC-1042"), BoardCell("P", "Prioritas", "free"), *cells(8)[2:])
    made = replace(
        board(layout=layout, theme=theme), zone=zone, stage=BoardCalls(current_call, False, recent), cells=strip
    )
    return replace(made, hall_name="Mal Pelayanan Publik Kota Administrasi Kepulauan Sulawesi Tenggara Bersatu")


def burst(made: BoardPicture, count: int = 3) -> BoardPicture:
    """Several called at once: they share the large place."""
    calls = made.stage.large + made.stage.recent
    stage = replace(made.stage, beside=calls[1:count], recent=calls[count:])
    return replace(made, stage=stage)


def ended(made: BoardPicture) -> BoardPicture:
    """The last call is over, and nobody else is awaited."""
    calls = tuple(replace(call, state="over") for call in made.stage.large + made.stage.recent)
    codes = {call.code for call in calls[:1]}
    strip = tuple(replace(cell, state="free", code="") if cell.code in codes else cell for cell in made.cells)
    return replace(made, stage=BoardCalls(recent=calls[:6]), cells=strip)


def outage(made: BoardPicture) -> BoardPicture:
    """A service is down, and the staff say so."""
    lines = ("Nomor dan giliran Anda tetap berlaku.", "Kabar berikutnya pukul 11.00.", "Instansi lain tetap melayani.")
    return replace(made, announcements=(_word("outage", "Layanan Imigrasi terhenti: jaringan pusat", lines),))


def info(made: BoardPicture) -> BoardPicture:
    """The staff tell the hall something."""
    lines = ("Loket tutup pukul 11.30 dan buka lagi pukul 13.00.", "Nomor Anda tetap berlaku sesudah istirahat.")
    return replace(made, announcements=(_word("info", "Istirahat salat Jumat hari ini", lines),))


def evacuated(made: BoardPicture) -> BoardPicture:
    """Everybody is asked to leave the building."""
    return replace(made, evacuated=True)


def away(made: BoardPicture) -> BoardPicture:
    """The database is out of reach."""
    return replace(made, away=True)


def _word(kind: str, title: str, lines: tuple[str, ...]) -> AnnouncementView:
    return AnnouncementView(1, kind, title, lines, "", "", NOW, None, "penyelia")


class SamplePicture(QWidget):
    """A picture of the bay with a sailing boat, drawn by code, where a hall shows its own."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 960, self.height() / 540)
        painter.fillRect(QRectF(0, 0, 960, 540), Colours.TELUK700)
        painter.fillRect(QRectF(0, 310, 960, 90), Colours.TELUK900)
        painter.fillRect(QRectF(0, 375, 960, 165), Colours.TELUK600)
        _disc(painter, QPointF(785, 200), 84, Colours.AMBER)
        _shape(painter, Colours.WHITE, (332, 380), (420, 270), (420, 380))
        _shape(painter, Colours.AMBER, (438, 380), (438, 240), (545, 380))
        _shape(painter, Colours.CANVAS, (305, 405), (580, 405), (535, 462), (345, 462))
        painter.setPen(Colours.WHITE)
        draw_capitals(painter, "Urus KTP-el digital", font(54, 800), 36, 62)
        draw_capitals(painter, "Bawa ponsel Anda ke zona Podium.", font(36, 600), 36, 116)


def _shape(painter: QPainter, colour: QColor, *points: tuple[float, float]) -> None:
    painter.setPen(colour)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


def _disc(painter: QPainter, centre: QPointF, radius: float, colour: QColor) -> None:
    painter.setPen(colour)
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius, radius)
