"""The hall whose estimates are timed is as full as it says."""

from __future__ import annotations

from benchmarks.estimates.speed import COUNTERS, SERVICES, WAITING, full_hall
from hall.assets import asset
from hall.estimating import Forest
from hall.estimating.answering import answered


def test_the_hall_has_so_many_waits_and_all_of_them_are_said():
    estimator, picture = full_hall(Forest.read(asset("estimating/forest.json")))
    waits = answered(estimator, picture)

    assert (len(picture.desks), len(picture.asked), len(picture.standing)) == (COUNTERS, SERVICES, WAITING)
    assert 2 * len(waits.services) + len(waits.tickets) == 500
    assert not [one for one in waits.tickets.values() if one.unknown]
    assert sum(one[0].roll is not None for one in waits.services.values()) > SERVICES / 2
