"""The hall of the known year: eight agencies with five services each, and a counter for each service."""

from __future__ import annotations

from datetime import time

from hall.structure import (
    Agency,
    Counter,
    CounterService,
    Hall,
    HallStructure,
    Obstacle,
    Offer,
    Service,
    TimeRange,
    WeeklyHours,
    Zone,
)

AGENCIES, EACH = 8, 5
PROMISED_VISIT_MINUTES = 15
PROMISED_WAIT_MINUTES = 30
OBSTACLE, OFFER = "jaringan", "maaf"
_WORKDAY = (TimeRange(time(8), time(12)), TimeRange(time(13), time(16)))


def known_hall() -> HallStructure:
    """Open on weekdays from 08.00 to 12.00 and from 13.00 to 16.00, in Kendari."""
    hours = WeeklyHours((_WORKDAY,) * 5 + ((), ()))
    services = tuple(_service(number) for number in range(AGENCIES * EACH))
    return HallStructure(
        hall=Hall("MPP", "Kendari", "Asia/Makassar", hours),
        zones=(Zone("aula", "Aula", "podium"),),
        agencies=tuple(
            Agency(f"instansi-{n}", f"Instansi {n}", f"Instansi {n}", "domain", "#1D4E89") for n in range(AGENCIES)
        ),
        services=services,
        counters=tuple(
            Counter(f"loket-{n}", str(n + 1), "aula", one.agency, (CounterService(one.id, 1),))
            for n, one in enumerate(services)
        ),
        obstacles=(Obstacle(OBSTACLE, "Jaringan putus", "Network down", "ministry", external=True),),
        offers=(Offer(OFFER, "Permintaan maaf", "Apology"),),
    )


def _service(number: int) -> Service:
    words = f"Layanan {number}", f"Service {number}", "KTP", "ID"
    return Service(f"layanan-{number}", f"instansi-{number // EACH}", f"L{number}", *words, PROMISED_VISIT_MINUTES)
