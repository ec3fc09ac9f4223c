"""What the hall promises, in numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from hall.dates import whole_minutes
from hall.figures import ReportFacts
from hall.translator import Translator


def promise_said(facts: ReportFacts, translate: Translator) -> str:
    """How long one waits and how long a visit takes at most by the promise of today, from the shortest to the longest
    of the services that are reported on; empty where no promise is known."""
    names = facts.names.services
    found = [
        one
        for key, one in facts.promises.items()
        if key in names and names[key].current and facts.agency in ("", names[key].agency)
    ]
    if not found:
        return ""
    wait, take = _span(one.wait for one in found), _span(one.service for one in found)
    return translate("report.promised", wait=wait, take=take)


def _span(spans: Iterable[timedelta]) -> str:
    minutes = sorted({whole_minutes(one) for one in spans})
    return str(minutes[0]) if len(minutes) == 1 else f"{minutes[0]}\u2013{minutes[-1]}"
