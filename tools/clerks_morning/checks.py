"""Whether the hall's day says what the keys of a morning did."""

from __future__ import annotations

from collections import Counter

from hall.lifecycle import State
from hall.store import Store
from tools.clerks_morning.morning import Tally, Visit


def faults(store: Store, counter: str, order: tuple[Visit, ...], tally: Tally) -> list[str]:
    """What differs between the day in the database and the keys that were pressed at ``counter``; empty when nothing
    does, and the day's history is free of faults too."""
    with store.read() as reader:
        figures, report = reader.counter(counter).figures, reader.days.audit()
        tickets = {code: reader.tickets.find(code) for code in tally.calls}
    ended = {
        **dict.fromkeys(tally.done, State.DONE),
        **dict.fromkeys(tally.no_show, State.NO_SHOW),
        **dict.fromkeys(tally.held, State.HELD),
        **dict.fromkeys(tally.transferred, State.WAITING),
    }
    compared: tuple[tuple[str, object, object], ...] = (
        ("states", {code: ticket.state for code, ticket in tickets.items()}, ended),
        ("calls", {code: ticket.calls for code, ticket in tickets.items()}, dict(tally.calls)),
        ("done", figures.done, len(tally.done)),
        ("no-shows", figures.no_show, len(tally.no_show)),
        ("obstacles", sum(bool(one.obstacle) for one in tickets.values()), Counter(order)[Visit.OBSTACLE]),
        ("transferred", Counter(order)[Visit.TRANSFERRED], len(tally.transferred)),
    )
    found = [f"{what}: {there} is, {by_keys} was pressed" for what, there, by_keys in compared if there != by_keys]
    return found if report.good else [*found, f"the audit: {report}"]
