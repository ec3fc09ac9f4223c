"""The form of today's breaks: who goes when, what it does to the wait, which services stop, and what can be changed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from counter.desk.texts import hall_clock
from counter.supervisor.changing.ends import typed_clock
from counter.supervisor.forms import form
from counter.supervisor.texts import name_of
from counter.supervisor.whole.acts import MoveBreak, PlanBreaks
from hall.breaks import Gap, Turn
from hall.translator import Translator
from hall.views import BreaksView, FloorView
from qtkit.desk.asked import Answers, Form, WrongAnswer
from qtkit.desk.choice_list import Option
from qtkit.desk.form_fields import ChoiceField, FactField, TextField

_KEEP, _KEEP_ALL, _MOVE = "keep", "keep_all", "move:"


def breaks_form(view: BreaksView, floor: FloorView, translate: Translator) -> Form:
    """Keep the proposal, or move the break of one counter."""
    zone = ZoneInfo(floor.hall.timezone)

    def make(answers: Answers) -> PlanBreaks | MoveBreak:
        chosen = answers["do"]
        if not chosen.startswith(_MOVE):
            return PlanBreaks("", everybody=chosen == _KEEP_ALL)
        at = typed_clock(answers["at"])
        if at is None:
            raise WrongAnswer("at", translate("supervisor.breaks_time_wrong"))
        return MoveBreak(chosen.removeprefix(_MOVE), datetime.combine(view.day, at, zone))

    options = _options(view, floor, translate)
    moves = [option.key for option in options if option.key.startswith(_MOVE)]
    # What is kept is not replaced by one Enter too many.
    first = moves[0] if view.kept and moves else _KEEP
    stops = tuple(_stop(gap, view, floor, translate) for gap in view.gaps)
    return form(
        translate,
        translate("supervisor.whole_breaks"),
        (
            ChoiceField("do", translate("supervisor.breaks_who"), options, first),
            TextField("at", translate("supervisor.breaks_at"), hint=translate("supervisor.breaks_hint"), most=5),
            FactField(
                "stops",
                translate("supervisor.breaks_stops", n=len(stops)),
                stops or (translate("supervisor.breaks_no_stop"),),
            ),
        ),
        translate("supervisor.whole_breaks_do"),
        make,
        about=_about(view, translate),
    )


def _about(view: BreaksView, translate: Translator) -> str:
    """What is kept today, and what the proposal does to the wait."""
    kept = translate("supervisor.breaks_kept" if view.kept else "supervisor.breaks_not_kept", n=len(view.kept))
    plan = view.proposal
    if not plan.expected:
        return f"{kept} {translate('supervisor.breaks_wait_unknown')}"
    minutes = {"wait": plan.wait, "without": plan.wait_without, "together": plan.wait_together}
    effect = translate("supervisor.breaks_wait", **{name: round(value) for name, value in minutes.items()})
    return f"{kept} {effect}"


def _options(view: BreaksView, floor: FloorView, translate: Translator) -> tuple[Option, ...]:
    """Keep the proposal, for who is there or for all; then every counter with its break, kept and proposed."""
    kept = {turn.counter: turn for turn in view.kept}
    proposed = {turn.counter: turn for turn in view.proposal.turns}
    counters = sorted((proposed | kept).values(), key=lambda turn: (turn.starts_at, turn.label))
    there = "counters" if view.attended else "counters_nobody"
    count = translate(f"supervisor.breaks_{there}", n=view.attended or len(proposed))
    return (
        Option(_KEEP, translate("supervisor.breaks_keep"), count),
        Option(_KEEP_ALL, translate("supervisor.whole_everybody")),
        *(
            Option(
                f"{_MOVE}{turn.label}",
                translate("supervisor.counter_named", label=turn.label),
                _turn(kept.get(turn.counter), proposed.get(turn.counter), floor, translate),
            )
            for turn in counters
        ),
    )


def _turn(kept: Turn | None, proposed: Turn | None, floor: FloorView, translate: Translator) -> str:
    said = []
    if kept is not None:
        said.append(_span(kept, floor, translate))
    if proposed is not None and (kept is None or kept.starts_at != proposed.starts_at):
        said.append(translate("supervisor.breaks_proposed", span=_span(proposed, floor, translate)))
    return " · ".join(said)


def _stop(gap: Gap, view: BreaksView, floor: FloorView, translate: Translator) -> str:
    """A service that stops, when and why."""
    services = (one for group in floor.agencies for one in group.services)
    named = next((f"{one.prefix} {name_of(one, translate)}" for one in services if one.id == gap.service), "")
    why = translate(f"supervisor.breaks_stop_{gap.code}")
    return f"{named or view.name_of(gap.service)}, {_span(gap, floor, translate)}: {why}"


def _span(one: Turn | Gap, floor: FloorView, translate: Translator) -> str:
    start, end = (hall_clock(at, floor.hall.timezone, translate) for at in (one.starts_at, one.ends_at))
    return f"{start}\u2013{end}"
