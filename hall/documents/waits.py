"""What is said of waits, as JSON."""

from __future__ import annotations

from typing import Any

from hall.documents.values import time_text
from hall.estimating.learning import BANDS
from hall.estimating.quality import DayQuality, Quality
from hall.estimating.shown import Shown
from hall.estimating.waits import Answer
from hall.estimating.wording import wait_note, wait_text
from hall.translator import ENGLISH, INDONESIAN
from hall.views import ServiceWait, WaitsView


def wait_document(shown: Shown | None) -> dict[str, Any] | None:
    """A wait as it is shown: minutes as far as its ``kind`` has them, and the reason where it is unknown; None where
    nothing is said. ``text`` and ``note`` are what people read."""
    if shown is None:
        return None
    return {
        "kind": shown.kind.value,
        "low": shown.lowest,
        "high": shown.highest,
        "ahead": shown.ahead,
        "late": shown.late,
        "unknown": shown.unknown or None,
        "text": {one.language: wait_text(shown, one) for one in (INDONESIAN, ENGLISH)},
        "note": {one.language: wait_note(shown, one) for one in (INDONESIAN, ENGLISH)},
    }


def waits_document(waits: WaitsView) -> dict[str, Any]:
    """What is said of the wait of services, and when that was worked out."""
    return {
        "worked_out_at": time_text(waits.at),
        "age_seconds": None if waits.age is None else round(waits.age.total_seconds(), 1),
        "holds": waits.holds,
        "services": [_service_wait_document(one) for one in waits.services],
    }


def _service_wait_document(one: ServiceWait) -> dict[str, Any]:
    return {
        "id": one.id,
        "prefix": one.prefix,
        "name": one.name,
        "agency": one.agency_id,
        "wait": _answer_document(one.without),
        "priority_wait": _answer_document(one.priority),
    }


def _answer_document(answer: Answer | None) -> dict[str, Any] | None:
    """What is shown to whoever would come now, and in whole what it comes from, in minutes."""
    if answer is None:
        return None
    estimate, shown = answer.estimate, wait_document(answer.shown)
    known = estimate.unknown is None
    minutes = {name: round(getattr(estimate, name), 1) if known else None for name in ("low", "middle", "high")}
    roll = None if answer.roll is None else round(answer.roll, 1)
    return {**(shown or {}), "estimate": minutes, "counters": answer.counters, "roll": roll}


def quality_document(found: DayQuality) -> dict[str, Any]:
    """How good a day's estimates were; minutes, and the bands of the middle by their ends, the last one without."""
    return {
        "day": found.day.isoformat(),
        **_summed_document(found.whole),
        "not_called": found.not_called,
        "unknown": dict(sorted(found.unknown.items())),
        "bands": [{**_band(band), **_summed_document(one)} for band, one in found.bands.items()],
        "services": {service: _summed_document(one) for service, one in found.services.items()},
    }


def _band(place: int) -> dict[str, float | None]:
    ends = (0.0, *BANDS, None)
    return {"from": ends[place], "to": ends[place + 1]}


def _summed_document(one: Quality) -> dict[str, Any]:
    minutes = {name: getattr(one, name) for name in ("mean_error", "median_error", "width")}
    return {
        "told": one.told,
        "held": one.held,
        "later": one.later,
        "sooner": one.sooner,
        "poor": one.poor,
        **{name: None if value is None else round(value, 2) for name, value in minutes.items()},
    }
