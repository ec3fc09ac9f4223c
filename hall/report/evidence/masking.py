"""Who acted, without a name: pseudonyms that are the same in all of a pack and mean nothing outside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from hall.figures import CallFacts, CounterFigures, PeriodFigures, ReportFacts

_KINDS = {"clerk": "clerk", "cli": "technician", "kiosk": "kiosk", "board": "board", "station": "station"}


class Pseudonyms:
    """Names for actors (``By.actor``) in the order in which they are first asked for: ``clerk-07``. ``people`` are the
    logins of the staff, by login and by name."""

    def __init__(self, people: Mapping[str, str] | None = None) -> None:
        self._people = dict(people or {})
        self._given: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}
        names = sorted((re.escape(name) for name in self._people if name), key=len, reverse=True)
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)") if names else None

    def of(self, actor: str) -> str:
        """The pseudonym of an actor; the system has none."""
        kind, _, who = actor.partition(":")
        return self._name(_KINDS[kind], who) if kind in _KINDS and who else "system" if actor == "system" else "other"

    def clerk(self, login: str) -> str:
        """The pseudonym of a login; empty for none."""
        return self._name("clerk", login) if login else ""

    def text(self, text: str) -> str:
        """A text in which no login and no name of the staff is left."""
        return text if self._names is None else self._names.sub(lambda found: self.clerk(self._people[found[0]]), text)

    def _name(self, kind: str, who: str) -> str:
        key = kind, who
        if key not in self._given:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._given[key] = f"{kind}-{self._counts[kind]:02}"
        return self._given[key]


def masked(facts: ReportFacts, names: Pseudonyms) -> ReportFacts:
    """The facts of reports without a name of the staff."""
    clerks = {names.clerk(login) for login in facts.names.clerks}
    return replace(
        facts,
        names=replace(facts.names, clerks={name: name for name in sorted(clerks)}),
        figures=_figures(facts.figures, names),
        calls=_calls(facts.calls, names),
    )


def _calls(calls: CallFacts, names: Pseudonyms) -> CallFacts:
    """Without the numbers, which are on slips."""
    found = (one._replace(code="", actor=_caller(one.actor, names)) for one in calls.out_of_turn)
    return CallFacts(tuple(found), {priority: (one, "") for priority, (one, _) in calls.longest.items()})


def _caller(actor: str, names: Pseudonyms) -> str:
    """As reports read it: a clerk by the login, for which ``masked`` has a name."""
    masked_name = names.of(actor)
    return f"clerk:{masked_name}" if actor.startswith("clerk:") else masked_name


def _figures(figures: PeriodFigures, names: Pseudonyms) -> PeriodFigures:
    counters = [masked_counter(one, names) for one in figures.counters.values()]
    ordered = sorted(counters, key=lambda one: (one.counter, one.clerk))
    return replace(figures, counters={(one.counter, one.clerk): one for one in ordered})


def masked_counter(figures: CounterFigures, names: Pseudonyms) -> CounterFigures:
    """The figures of a counter and a clerk without that login."""
    return replace(figures, clerk=names.clerk(figures.clerk))
