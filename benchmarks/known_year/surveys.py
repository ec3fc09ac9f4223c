"""Questionnaires of the known year: every seventh visit that ended answers, by a formula, so that the index of each
agency and month is known without the program's own arithmetic."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from benchmarks.known_year.place import AGENCIES, EACH
from hall.access import By
from hall.store import Store
from hall.survey.figures import SurveyPart

ELEMENTS = (
    "persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana",
)  # fmt: skip
_EACH, _STOPPED = 7, 11
Place = tuple[str, int]
"""An agency, or a service, or "" for the hall; and a month, 0 for the year."""
Rows = list[dict[str, Any]]


@dataclass
class Questionnaires:
    """What was answered: completed and stopped questionnaires, and the sums of scores, by place."""

    complete: Counter[Place] = field(default_factory=Counter)
    stopped: Counter[Place] = field(default_factory=Counter)
    totals: defaultdict[Place, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    made: int = 0
    _visits: int = 0

    def of_day(self, day: date, tickets: Rows) -> tuple[Rows, Rows]:
        """The rows of questionnaires and of answers of one day's numbers."""
        responses: Rows = []
        answers: Rows = []
        for ticket in tickets:
            if ticket["state"] != "done":
                continue
            self._visits += 1
            if self._visits % _EACH:
                continue
            self.made += 1
            scores = self._scores(self.made)
            responses.append(self._response(ticket, day, complete=len(scores) == len(ELEMENTS)))
            answers.extend({"response_id": self.made, "element": key, "score": score} for key, score in scores.items())
            self._count(ticket["service_id"], day, scores)
        return responses, answers

    def _scores(self, number: int) -> dict[str, int]:
        asked = ELEMENTS[: 1 + number % 8] if number % _STOPPED == 0 else ELEMENTS
        return {key: 1 + (number * (at + 3) // 2 + number // 5) % 4 for at, key in enumerate(asked)}

    def _response(self, ticket: dict[str, Any], day: date, *, complete: bool) -> dict[str, Any]:
        number = int(ticket["service_id"].removeprefix("layanan-"))
        return {
            "id": self.made,
            "ticket_id": ticket["id"],
            "agency_id": f"instansi-{number // EACH}",
            "service_id": ticket["service_id"],
            "day": day,
            "channel": "kiosk",
            "regulation": "permenpanrb-14-2017",
            "complete": complete,
        }

    def _count(self, service: str, day: date, scores: dict[str, int]) -> None:
        agency = f"instansi-{int(service.removeprefix('layanan-')) // EACH}"
        for place in ((name, month) for name in ("", agency, service) for month in (0, day.month)):
            if len(scores) < len(ELEMENTS):
                self.stopped[place] += 1
                continue
            self.complete[place] += 1
            self.totals[place].update(scores)

    def index(self, place: Place) -> Fraction | None:
        """The index: the mean of the nine means, times 25, exactly; None without a respondent."""
        people = self.complete[place]
        return Fraction(sum(self.totals[place].values()) * 25, 9 * people) if people else None


def survey_differences(store: Store, made: Questionnaires) -> Iterator[str]:
    """Each figure of the year's survey, of the hall, its agencies, services and months, that is not what it was made
    of; the index to the two decimals that are printed, half up."""
    year = date(2025, 1, 1), date(2025, 12, 31)
    found = store.fetch(lambda view: view.survey.of(*year, by=By.system()))
    yield from _of_part("", 0, found.whole, made)
    for one in (*found.agencies, *found.services):
        yield from _of_part(one.id, 0, one, made)
    for month in found.months:
        yield from _of_part("", month.first.month, month.part, made)
    for number in range(AGENCIES):
        agency = f"instansi-{number}"
        months = store.fetch(lambda view, agency=agency: view.survey.months(*year, agency, By.system()))
        for month in months:
            yield from _of_part(agency, month.first.month, month.part, made)


def _of_part(name: str, month: int, found: SurveyPart, made: Questionnaires) -> Iterator[str]:
    place = name, month
    index = made.index(place)
    pairs = {
        "complete": (found.respondents, made.complete[place]),
        "stopped": (found.incomplete, made.stopped[place]),
        "index": (_printed(found.index), _printed(index)),
        **{one.element.key: (one.total, made.totals[place][one.element.key]) for one in found.elements},
    }
    yield from (
        f"survey of {name or 'the hall'}, month {month}, {what}: {one}, made of {other}"
        for what, (one, other) in pairs.items()
        if one != other
    )


def _printed(index: object) -> int | None:
    """Hundredths, half up."""
    return None if index is None else int(Fraction(str(index)) * 100 + Fraction(1, 2))
