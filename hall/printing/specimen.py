"""A slip for trying things out: every part of a slip is there, and nobody's number."""

from __future__ import annotations

from typing import Final

from hall.printing.slip import Fact, Slip
from hall.views import HallView

SPECIMEN: Final = Slip(
    code="A-000", token="", hall="MPP", city="Kota", date_lines=("Senin", "1 Jan 2026"), service="Layanan",
    agency="Instansi", facts=(Fact("1 orang", "di depan"), Fact("10.00", "jam ambil")), zone="Zona",
    zone_pictogram="podium",
    counters="Loket 1", directions="Lurus.", notes=("Simpan kertas ini.",),
)  # fmt: skip


def trial_slip(station: str, hall: HallView) -> Slip:
    """The slip that shows whether the printer of ``station`` prints; nobody's number."""
    return Slip(
        code="UJI-001", token="", hall=hall.name, city=hall.city, date_lines=("Uji cetak", station),
        service="Bukan nomor antrean", agency="Slip percobaan", facts=(Fact("0 orang", "di depan Anda"),), zone="",
        zone_pictogram="", counters="", directions="", notes=("Buang kertas ini.",), copy_mark="LATIHAN",
    )  # fmt: skip
