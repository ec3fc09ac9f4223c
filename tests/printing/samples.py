"""Tickets and slips made by hand, as the store would read them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hall.assets import sample_config
from hall.lifecycle import State
from hall.printing.slip import Slip, slip_of
from hall.structure import Zone
from hall.translator import Translator
from hall.views import HallView, TicketView

HALL = HallView("Mal Pelayanan Publik", "Kota Kendari", "Asia/Makassar", False, ())
PODIUM = Zone("podium", "Podium", "podium", "Lurus, lalu belok kiri.", "Straight on, then left.")
SELASAR = Zone("selasar", "Selasar", "selasar", "Belok kanan, ikuti selasar.", "Turn right, follow the arcade.")
MENARA = Zone("menara", "Menara", "menara", "Naik lift ke lantai 2.", "Take the lift to floor 2.")
TOKEN = "K3QX7PMR2TWABCDE"

_TICKET = TicketView(
    id=1,
    code="A-042",
    prefix="A",
    number=42,
    state=State.PRINTING,
    priority=False,
    service_id="ktp",
    service_name="Perekaman KTP-el",
    service_name_en="ID card (KTP-el) enrolment",
    agency_id="disdukcapil",
    agency_name="Disdukcapil",
    agency_colour="#1D4E89",
    zone=PODIUM,
    counters=("5", "6", "7", "8", "9"),
    business_day=date(2026, 11, 23),
    issued_at=datetime(2026, 11, 23, 2, 42, tzinfo=UTC),
    queue_time=datetime(2026, 11, 23, 2, 42, tzinfo=UTC),
    ahead=12,
    token=TOKEN,
    version=1,
    promised_minutes=10,
)


def ticket(**changes: Any) -> TicketView:
    """A-042 of the morning of 23 November 2026 in Kendari, with ``changes``."""
    return replace(_TICKET, **changes)


def slip(language: str = "id", copy: int = 0, **changes: Any) -> Slip:
    """The slip of ``ticket(**changes)``."""
    return slip_of(ticket(**changes), HALL, Translator(language), copy)


def demanding_slips() -> dict[str, Slip]:
    """Slips that strain the layout, by a name: long names, long numbers, many counters, all marks, and little."""
    config = tomllib.loads(sample_config().read_text(encoding="utf-8"))
    services = [service for agency in config["agency"] for service in agency["service"]]
    longest = max((service["name"] for service in services), key=len)
    longest_english = max((service["name_en"] for service in services), key=len)
    agency = max((agency["full_name"] for agency in config["agency"]), key=len)
    odd = tuple(str(label) for label in range(1, 40, 2))
    far = replace(
        MENARA, directions="Lurus sampai ujung selasar, naik lift ke lantai 2, lalu belok kanan sampai layar besar."
    )
    return {
        "plain": slip(),
        "english priority": slip("en", priority=True, ahead=0, zone=SELASAR),
        "longest service of config.toml": slip(service_name=longest, agency_name=agency),
        "longest English service": slip("en", service_name_en=longest_english, agency_name=agency),
        "SKC-1234 with many counters": slip(code="SKC-1234", ahead=1287, counters=odd, zone=far),
        "second copy": slip(code="2G-117", copy=2, priority=True, zone=MENARA),
        "endless names": slip(service_name="Perpanjangan izin tinggal " * 6, agency_name="Kantor " * 14),
        "one endless word": slip(service_name="Ketenagakerjaan" * 8),
        "no zone, no counters": slip(zone=None, counters=()),
    }
