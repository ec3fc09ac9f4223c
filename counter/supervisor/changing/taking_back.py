"""Ending what was changed: the form that opens again what is closed, and the question before a change that reaches
further than what the details show is taken back."""

from __future__ import annotations

from collections.abc import Sequence

from counter.supervisor.changing import acts
from counter.supervisor.changing.acts import Change
from counter.supervisor.changing.lines import change_text, lasts_text, scope_name
from counter.supervisor.forms import form
from hall.overrides import Override, in_force
from hall.structure import Closure
from hall.translator import Translator
from hall.views import FloorDetails
from qtkit.desk.asked import Answers, Form
from qtkit.desk.choice_list import Option
from qtkit.desk.form_fields import ChoiceField

_WIDTHS = {"hall": 2, "agency": 1}
"""Of what a change is: how far it reaches beyond a service or a counter."""


def closings_over(view: FloorDetails) -> tuple[Closure, ...]:
    """The closings in force of what the details show, the narrowest first: those of counters and of single services of
    an agency close other things."""
    over = (one for one in view.closures if one.scope != "counter" and _width(one.scope) >= _width(view.scope))
    return tuple(sorted((one for one in over if _is_in_force(one, view)), key=lambda one: _width(one.scope)))


def reopen_form(view: FloorDetails, closings: Sequence[Closure], timezone: str, translate: Translator) -> Form:
    """Which of ``closings`` shall end."""
    options = tuple(
        Option(str(one.id), change_text(one, view, translate), lasts_text(one, view, timezone, translate))
        for one in closings
    )

    def make(answers: Answers) -> Change:
        return take_back(next(one for one in closings if str(one.id) == answers["closing"]), view, translate)

    return form(
        translate,
        translate("supervisor.open_title", name=scope_name(view.scope, view.id, view, translate)),
        (ChoiceField("closing", translate("supervisor.reopen_which"), options),),
        translate("supervisor.reopen_do"),
        make,
        about=translate("supervisor.reopen_about"),
    )


def take_back(one: Closure | Override, view: FloorDetails, translate: Translator) -> Change:
    """The configuration holds again where ``one`` changed it; of a closing it is said what stays closed all the same.
    It is called as what it was made for, not as what the details show."""
    name = scope_name(one.scope, one.target, view, translate)
    if isinstance(one, Override):
        return acts.end_override(one.id, name)
    left = (other for other in view.closures if other.id != one.id and _is_in_force(other, view))
    still = ", ".join(scope_name(other.scope, other.target, view, translate) for other in left)
    return acts.end_closure(one.id, name, still=still)


def reaches_further(one: Closure | Override, view: FloorDetails) -> bool:
    """Whether a change is of more than what the details show."""
    return _width(one.scope) > _width(view.scope)


def wide_form(
    one: Closure | Override, change: Change, do: str, view: FloorDetails, timezone: str, translate: Translator
) -> Form:
    """Whether ``change`` shall be done to ``one``, which reaches further than the details; ``do`` says it."""
    name = scope_name(one.scope, one.target, view, translate)
    shown = scope_name(view.scope, view.id, view, translate)
    said = translate("supervisor.wide_about", name=name, shown=shown)
    lasts = lasts_text(one, view, timezone, translate)
    return form(
        translate,
        f"{do}: {change_text(one, view, translate)}?",
        (),
        do,
        lambda _answers: change,
        about=f"{said} {lasts}",
        grave=True,
    )


def _is_in_force(one: Closure, view: FloorDetails) -> bool:
    return in_force(view.now, (one,)) is not None


def _width(scope: str) -> int:
    return _WIDTHS.get(scope, 0)
