"""What the desk says of alarms, and of what a day does that somebody is asked about: pure functions."""

from __future__ import annotations

from datetime import date

from hall.alarming import HELP_CALL
from hall.dates import date_text
from hall.day_steps import DAY_ALARMS, DayStep, StepKind, changed_codes
from hall.translator import Translator
from hall.views import AlarmView, CounterView


def alarm_text(alarms: tuple[AlarmView, ...], translate: Translator) -> str:
    """The first of the alarms, and how many more there are."""
    if not alarms:
        return ""
    text = alarms[0].message(translate)
    more = len(alarms) - 1
    return translate("counter.alarms_more", text=text, n=more) if more else text


def alarms_tip(alarms: tuple[AlarmView, ...], translate: Translator) -> str:
    """All of the alarms, a line each, where there is more than one."""
    return "\n".join(alarm.message(translate) for alarm in alarms) if len(alarms) > 1 else ""


def help_call_of(alarms: tuple[AlarmView, ...]) -> str:
    """The machine from which somebody calls a person, the one that calls longest; empty for none."""
    return next((str(dict(alarm.params)["station"]) for alarm in alarms if alarm.code == HELP_CALL), "")


def day_alarmed(view: CounterView) -> bool:
    """Whether one of the alarms is of day or clock."""
    return any(alarm.code in DAY_ALARMS for alarm in view.alarms)


def day_step_text(step: DayStep, open_day: date | None, translate: Translator) -> str:
    """What will happen: which business day ends with how many numbers, which one is open then, and what comes back.
    ``open_day`` is the one that is open now."""
    day = date_text(step.day, translate)
    said = []
    if step.ends is not None:
        said.append(translate("counter.day_ends", n=step.count, day=date_text(step.ends, translate)))
    if step.kind is StepKind.REOPEN:
        said.append(translate("counter.day_reopens", day=day))
    elif step.kind is StepKind.BRING:
        said.append(translate("counter.day_brings", day=day))
    elif step.joins is not None:
        said.append(translate("counter.day_joins", before=date_text(step.joins, translate), day=day))
    elif step.before is not None:
        said.append(translate("counter.day_redates", before=date_text(step.before, translate), day=day))
    elif step.doubtful is not None:
        said.append(translate("counter.day_keeps", day=date_text(step.doubtful, translate)))
    if step.kind is StepKind.CONFIRM and step.before is None and step.joins is None and step.day != open_day:
        said.append(translate("counter.day_opens", day=day))
    if step.carried:
        said.append(translate("counter.day_joined" if step.joins else "counter.day_carries", n=step.carried))
    if step.back:
        said.append(translate("counter.day_back", n=step.back))
    if step.renamed:
        said.append(translate("counter.day_renamed", codes=changed_codes(step.renamed)))
    if step.early:
        said.append(translate("counter.day_early", n=step.early))
    return " ".join(said)
