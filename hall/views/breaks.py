"""What is shown of staggered breaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hall.breaks import BreakPlan, Gap, Turn


@dataclass(frozen=True, slots=True)
class BreaksView:
    """The breaks of a ``day``: those that are ``kept``, the ``proposal`` of the planner, and the ``gaps`` of those that
    are kept (of the proposal where none is), opening hours with a break counted too; ``names`` of services by id.
    ``attended``: at so many of the counters planned somebody sits; all are planned while nobody sits at any."""

    day: date
    kept: tuple[Turn, ...]
    proposal: BreakPlan
    gaps: tuple[Gap, ...]
    names: tuple[tuple[str, str], ...]
    attended: int = 0

    def name_of(self, service: str) -> str:
        """``A Perekaman KTP-el``."""
        return dict(self.names).get(service, service)
