"""What several recipes need: the catalogue's notices, refusals, and closings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from hall.errors import Refused
from hall.opening import Opening
from hall.translator import FALLBACK, catalogue
from kiosk.screen import ClosedNotice, PlainNotice, RefusedNotice
from tools.access.sample_hall import SampleHall

_BAR = "kiosk.notice_bar."


def plain_notices(*beginnings: str) -> Iterator[tuple[str, PlainNotice]]:
    """Every notice of the catalogue whose code begins with one of ``beginnings``."""
    for key in catalogue(FALLBACK):
        code = key.removeprefix(_BAR)
        if key.startswith(_BAR) and f"{key}.more" in catalogue(FALLBACK) and code.startswith(beginnings):
            yield f"bar {code}", PlainNotice(code, "A-042")


def refused_notice(code: str, about: str = "refused", **params: object) -> RefusedNotice:
    """What a rule says."""
    return RefusedNotice(Refused(code, **params), about)


def closed(hall: SampleHall, code: str = "after_closing", detail: str = "", hours: int = 21) -> Opening:
    """Closed now, for ``hours``."""
    return Opening(False, code, hall.local, hall.local + timedelta(hours=hours), detail, detail)


def closed_notice(hall: SampleHall) -> ClosedNotice:
    """The widest agency is closed, for a long reason."""
    agency = hall.widest
    why = closed(hall, "closure", "Perawatan jaringan kantor pusat", 3)
    return ClosedNotice(agency.name, agency.name_en, why)
