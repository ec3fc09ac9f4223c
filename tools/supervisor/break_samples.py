"""Breaks of a day made by hand: a proposal, and the same with a plan that is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hall.breaks import BreakPlan, Gap, Turn
from hall.views import BreaksView
from tools.supervisor.samples import at

_LENGTH = timedelta(minutes=30)


def _turn(label: str, hour: int, minute: int) -> Turn:
    start = at(hour, minute)
    return Turn(f"counter-{label}", label, "disdukcapil", start, start + _LENGTH)


def proposed() -> BreaksView:
    """Nothing is kept yet; one service stops."""
    turns = (_turn("1", 11, 30), _turn("2", 12, 0), _turn("3", 12, 30))
    gap = Gap("service-h", at(12, 30), at(13, 0), "one_counter")
    return BreaksView(at(8, 0).date(), (), BreakPlan(turns, (gap,), 8.6, 12.4, 25.2, 31.5), (gap,), (), 3)


def kept() -> BreaksView:
    """A plan is kept, with another time for one counter."""
    view = proposed()
    return replace(view, kept=(*view.proposal.turns[:2], _turn("3", 13, 0)), gaps=())
