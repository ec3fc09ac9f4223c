"""A slip for trying things out: every part of a slip is there, and nobody's number."""

from __future__ import annotations

from typing import Final

from hall.printing.slip import Fact, Slip

SPECIMEN: Final = Slip(
    code="A-000", token="", hall="MPP", city="Kota", moment=("Senin", "1 Jan 2026"), service="Layanan",
    agency="Instansi", facts=(Fact("1 orang", "di depan"), Fact("10.00", "jam ambil")), zone="Zona", zone_sign="podium",
    counters="Loket 1", way="Lurus.", notes=("Simpan kertas ini.",),
)  # fmt: skip
