"""What the configuration said on a business day, as far as its figures depend on it: kept with them, so that they can
be computed again after the configuration has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hall.figures.presence import Span
from hall.promise import Promise

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class DayTerms:
    """The agency and the promise of each service (id), the services of each counter (id), the hours of each counter
    less its planned break, and the lead and grace of bookings. ``clerks``: whether figures are kept by person."""

    agencies: Mapping[str, str] = field(default_factory=dict)
    promises: Mapping[str, Promise] = field(default_factory=dict)
    counters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    hours: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    booking_lead: timedelta = timedelta(0)
    booking_grace: timedelta = timedelta(0)
    clerks: bool = False

    def document(self) -> dict[str, Any]:
        """As JSON holds it: spans in whole seconds, moments in ISO 8601."""
        return {
            "agencies": dict(self.agencies),
            "promises": {key: [one.wait // _SECOND, one.service // _SECOND] for key, one in self.promises.items()},
            "counters": {key: sorted(services) for key, services in self.counters.items()},
            "hours": {key: [[a.isoformat(), b.isoformat()] for a, b in spans] for key, spans in self.hours.items()},
            "booking_lead": self.booking_lead // _SECOND,
            "booking_grace": self.booking_grace // _SECOND,
            "clerks": self.clerks,
        }

    @staticmethod
    def of(document: Mapping[str, Any]) -> DayTerms:
        """From what ``document`` made."""
        return DayTerms(
            dict(document["agencies"]),
            {key: Promise(wait * _SECOND, service * _SECOND) for key, (wait, service) in document["promises"].items()},
            {key: frozenset(services) for key, services in document["counters"].items()},
            {key: tuple((_at(a), _at(b)) for a, b in spans) for key, spans in document["hours"].items()},
            document["booking_lead"] * _SECOND,
            document["booking_grace"] * _SECOND,
            document["clerks"],
        )


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
