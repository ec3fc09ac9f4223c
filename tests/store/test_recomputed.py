"""Figures of a day of everything that a hall does, held against a second arithmetic that shares no code with them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from benchmarks.lived import begin, lived_structure
from hall.figures import Need, parse_period
from tests.hall_samples import BY
from tests.store.recomputed import Recomputed

COUNTS = ("issued", "served", "not_served", "left", "no_show", "cancelled", "waiting", "kept", "out_of_turn")


def held_against(file, store, until, *, closed):
    """Hold performance, promise, fairness and attendance of November against the second arithmetic."""
    again = Recomputed(file, lived_structure(), until, closed)
    facts = store.fetch(lambda view: view.aggregates.facts(parse_period("2026-11"), BY, needs={Need.CALLS}))
    found, expected = facts.figures, again.services()
    assert {
        key: {
            "counts": {name: getattr(one, name) for name in COUNTS if getattr(one, name)},
            "waits": dict(one.waits),
            "takes": dict(one.takes),
            "broken": dict(one.broken),
        }
        for key, one in found.services.items()
    } == {key: {name: dict(part) for name, part in one.items()} for key, one in expected.items()}
    presence = {
        counter: (one.open, one.breaks, one.idle, None if one.first_call is None else one.first_call.timestamp())
        for (_, counter), one in found.presence.items()
    }
    assert presence == {key: one for key, one in again.presence().items() if key in presence}
    called = [
        (at, counter) for one in again.numbers for at, counter, _, action, waiting in one.calls
        if action == "call_number" and waiting
    ]  # fmt: skip
    assert [(one.at.timestamp(), one.counter) for one in facts.calls.out_of_turn] == sorted(called)
    for priority, (longest, code) in facts.calls.longest.items():
        waits = [again.waited(one) for one in again.numbers if one.columns["priority"] is priority]
        assert longest.minutes == int(max(wait for wait in waits if wait is not None) // 60)
        assert code
    return found


@pytest.mark.parametrize("seed", [3, 8, 21])
def test_a_day_comes_to_the_same_by_another_arithmetic_while_it_is_open_and_closed(seed, tmp_path):
    life, places = begin(f"sqlite:///{tmp_path}/hall.db", seed=seed)
    life.live_day(*places, 600)
    store, file = life.store, tmp_path / "hall.db"
    held_against(file, store, life.clock.time, closed=False)
    life.clock.time += timedelta(minutes=7)
    store.run(lambda work: work.day.close(BY, reason="tutup"))
    found = held_against(file, store, life.clock.time, closed=True).of()
    assert min(found.served, found.not_served, found.left, found.no_show, found.cancelled, found.out_of_turn) > 0
    assert found.broken
    store.close()
