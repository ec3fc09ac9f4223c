"""What a service publishes before anybody takes a number: the components of its service standard that a visitor needs
(UU 25/2009 article 21, PermenPANRB 15/2014). Requirements and the promised time are fields of the service itself."""

from __future__ import annotations

from dataclasses import dataclass

MOST_STEPS = 6
"""So many steps of the procedure fit beside the papers on the smallest kiosk."""


@dataclass(frozen=True, slots=True)
class ServiceStandard:
    """``tariff`` is what it costs, ``procedure`` its steps in their order, ``product`` what the visitor gets,
    ``complaints`` where to complain, empty for the hall's path. Each is in Indonesian, and in English with ``_en``,
    empty for the same."""

    tariff: str = ""
    tariff_en: str = ""
    procedure: tuple[str, ...] = ()
    procedure_en: tuple[str, ...] = ()
    product: str = ""
    product_en: str = ""
    complaints: str = ""
    complaints_en: str = ""


NO_STANDARD = ServiceStandard()
"""Of a service that publishes none."""
