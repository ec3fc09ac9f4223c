"""Sample halls for tests."""

from __future__ import annotations

from datetime import time

from hall.access import By
from hall.structure import (
    Agency,
    Counter,
    CounterService,
    Hall,
    HallStructure,
    Service,
    Station,
    TimeRange,
    WeeklyHours,
    Zone,
)

BY = By.system()
"""Who acts where it does not matter."""
_DAY = (TimeRange(time(7, 30), time(12, 0)), TimeRange(time(13, 0), time(16, 0)))
_FRIDAY = (TimeRange(time(7, 30), time(11, 30)), TimeRange(time(13, 0), time(16, 0)))
HOURS = WeeklyHours((_DAY, _DAY, _DAY, _DAY, _FRIDAY, (), ()))


def service(prefix: str, agency: str, name: str) -> Service:
    """A service whose id is ``<agency>-<prefix>``."""
    return Service(f"{agency}-{prefix.lower()}", agency, prefix, name, f"{name} (en)", "Bawa KTP", "Bring your ID", 15)


def small_hall(*, always_open: bool = False) -> HallStructure:
    """Disdukcapil with A and B at counters 1 and 2 (podium), Imigrasi with 2G at counter 3 (menara).

    Counter 1 serves A and B alike, counter 2 B first and A when nobody waits for B.
    """
    return HallStructure(
        hall=Hall(
            "Mal Pelayanan Publik",
            "Kota Kendari",
            "Asia/Makassar",
            HOURS,
            always_open,
            running_text=("Selamat datang",),
        ),
        zones=(
            Zone("podium", "Zona Podium", "podium", "Lurus, lalu belok kiri.", "Straight, then left.", ("up", "left")),
            Zone("menara", "Zona Menara", "menara"),
        ),
        agencies=(
            Agency("disdukcapil", "Disdukcapil", "Dinas Kependudukan", "card-account-details", "#1D4E89"),
            Agency("imigrasi", "Imigrasi", "Kantor Imigrasi", "passport", "#5B3A8C"),
        ),
        services=(
            service("A", "disdukcapil", "Perekaman KTP-el"),
            service("B", "disdukcapil", "Cetak ulang KTP-el"),
            service("2G", "imigrasi", "Paspor baru"),
        ),
        counters=(
            Counter(
                "loket-1",
                "1",
                "podium",
                "disdukcapil",
                (CounterService("disdukcapil-a", 1), CounterService("disdukcapil-b", 1)),
            ),
            Counter(
                "loket-2",
                "2",
                "podium",
                "disdukcapil",
                (CounterService("disdukcapil-b", 1), CounterService("disdukcapil-a", 2)),
            ),
            Counter("loket-3", "3", "menara", "imigrasi", (CounterService("imigrasi-2g", 1),)),
        ),
        stations=(
            Station("kiosk-1", "podium", "paper:slips", 80, "", 21.5, 0.0, roll_m=10.0, fallback="kiosk-2"),
            Station("kiosk-2", "podium", "paper:slips", 58, "", 21.5, 0.0),
        ),
    )
