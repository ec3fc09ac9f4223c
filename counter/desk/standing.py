"""What the desk says while there is no news, and of breaks."""

from __future__ import annotations

from datetime import timedelta

from counter.desk.texts import hall_clock
from hall.translator import Translator
from hall.views import CounterView

SOON = timedelta(minutes=30)
"""From so long before a planned break on the desk says it next to a visitor too."""


def standing_text(view: CounterView, translate: Translator) -> str:
    """What the panel says while there is no news: the note that came with the number, what was left here, or the
    counter's staggered break."""
    if view.current is not None and view.current.note:
        return translate("counter.note", note=view.current.note)
    if view.current is None and view.handover:
        notes = "; ".join(note.text for note in view.handover)
        names = ", ".join(dict.fromkeys(note.by for note in view.handover))
        time = hall_clock(view.handover[0].at, view.hall.timezone, translate)
        return translate("counter.handover", time=time, name=names, notes=notes)
    turn = view.break_turn
    if turn is not None and (view.current is None or turn.starts_at - view.now <= SOON):
        return planned_text(view, translate)
    return ""


def planned_text(view: CounterView, translate: Translator) -> str:
    """When the counter's staggered break is, and who goes after it; empty where none is planned any more."""
    turn, after = view.break_turn, view.break_after
    if turn is None:
        return ""
    start, end = (hall_clock(at, view.hall.timezone, translate) for at in (turn.starts_at, turn.ends_at))
    if after is None or after.starts_at < turn.starts_at:
        return translate("counter.break_planned", start=start, end=end)
    return translate("counter.break_planned_next", start=start, end=end, label=after.label)


def break_text(view: CounterView, translate: Translator) -> str:
    """When the break is planned, and what it does to those who wait for the counter's services."""
    planned = planned_text(view, translate)
    return f"{planned} {_effect(view, translate)}" if planned else _effect(view, translate)


def _effect(view: CounterView, translate: Translator) -> str:
    waiting = sum(row.waiting for row in view.queues if row.own)
    others = view.counters_serving - 1
    if others <= 0:
        return translate("counter.break_alone", n=waiting)
    return translate("counter.break_others", n=waiting, others=others, percent=round(100 / others))
