"""What the hall says of a wait, and how good that was, as lines for a person at a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from hall.dates import clock_text
from hall.estimating.learning import BANDS
from hall.estimating.quality import DayQuality, Quality
from hall.estimating.shown import Shown
from hall.estimating.wording import wait_note, wait_text
from hall.lifecycle import State
from hall.text_tables import table
from hall.translator import ENGLISH
from hall.views import TicketView
from hallctl.dates import zone_of

NOTHING = "nothing"


def wait_sentence(shown: Shown | None) -> str:
    """All that is said of a wait, in one line."""
    if shown is None:
        return NOTHING
    parts = wait_text(shown, ENGLISH), f"{shown.ahead} ahead", wait_note(shown, ENGLISH)
    return "; ".join(part for part in parts if part)


def wait_rows(ticket: TicketView, timezone: str) -> list[tuple[str, object]]:
    """What was said of the wait of a number when it was given, and what is said now while it waits."""
    given = clock_text(ticket.issued_at.astimezone(zone_of(timezone)), ENGLISH)
    now = wait_sentence(ticket.wait_now) if ticket.state is State.WAITING else f"nothing, it is {ticket.state}"
    return [("Said at issue", f"{wait_sentence(ticket.told)} (at {given})"), ("Said now", now)]


def quality_lines(found: DayQuality, names: Mapping[str, str]) -> list[str]:
    """How good a day's estimates were; ``names`` are those of the services by id."""
    whole = found.whole
    head = f"{found.day}: {whole.of_hundred} of 100 estimates held ({whole.held} of {whole.told})."
    said = [head if whole.told else f"{found.day}: no estimate was put to the proof."]
    said += ["Too few of them: the ranges are wider from the next day on."] if whole.poor else []
    if found.not_called:
        said.append(f"Told something and not called, or not as it was meant: {found.not_called}.")
    said += [
        f"Nothing said to {count}: {ENGLISH(f'wait.why.{why}')}" for why, count in sorted(found.unknown.items()) if why
    ]
    rows = [("all", whole), *((_band(place), one) for place, one in found.bands.items())]
    rows += [(names.get(service, service), one) for service, one in found.services.items()]
    return [*said, *(_quality_table(rows) if whole.told else [])]


def _band(place: int) -> str:
    if place == len(BANDS):
        return f"middle from {BANDS[-1]:.0f} min"
    low = BANDS[place - 1] if place else 0.0
    return f"middle {low:.0f} to {BANDS[place]:.0f} min"


def _quality_table(rows: list[tuple[str, Quality]]) -> list[str]:
    header = ("WHICH", "TOLD", "HELD", "LATER", "SOONER", "MEAN ERROR", "MEDIAN", "WIDTH")
    cells = [
        (name, one.told, one.held, one.later, one.sooner, *map(_minutes, (one.mean_error, one.median_error, one.width)))
        for name, one in rows
    ]
    return table(header, cells, (False, *(True,) * 7))


def _minutes(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
