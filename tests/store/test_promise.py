"""What was promised to a visitor, what became of it and what was offered, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.access import By
from hall.errors import Refused
from hall.promise import Part, Why
from hall.structure import Obstacle, Offer
from tests.hall_samples import BY

OFFERS = (Offer("maaf", "Permohonan maaf", "An apology"), Offer("pos", "Dikirim", "By post"))


@pytest.fixture
def hall(staffed, structure):
    first, other, *rest = structure.services
    services = (first, replace(other, promised_wait_minutes=10), *rest)
    made = replace(structure, services=services, offers=OFFERS, obstacles=(Obstacle("data", "Data", "Data"),))
    staffed.run(lambda w: w.hall.apply(made, BY))
    return staffed


def issue(store, prefix):
    return store.run(lambda w: w.tickets.issue(prefix, BY)).code


def here(store, do, counter="1"):
    return store.run(lambda w: do(w.counter(counter, BY)))


def promise(store, code):
    with store.read() as view:
        return view.tickets.promise(code)


def test_a_visit_knows_what_was_promised_and_why_it_was_not_kept(hall, clock):
    first, second = issue(hall, "A"), issue(hall, "A")
    clock.move(minutes=5)
    here(hall, lambda at: at.call_next())
    here(hall, lambda at: at.serve())
    clock.move(minutes=26)
    here(hall, lambda at: at.finish(obstacle="data"))
    here(hall, lambda at: at.call_next())
    found = promise(hall, first)
    assert (found.visit.waited, found.visit.served) == (timedelta(minutes=5), timedelta(minutes=26))
    assert (found.verdict.broken, found.verdict.why) == ({Part.SERVICE}, Why.OBSTACLE)
    waited = promise(hall, second)
    assert (waited.verdict.broken, waited.verdict.why, waited.visit.ahead) == ({Part.WAIT}, Why.QUEUE, 1)


def test_a_wait_in_a_break_is_the_breaks(hall, clock):
    code = issue(hall, "B")
    for counter in ("1", "2"):
        here(hall, lambda at: at.pause(kind="break"), counter)
    clock.move(minutes=12)
    here(hall, lambda at: at.resume(), "2")
    here(hall, lambda at: at.call_next(), "2")
    found = promise(hall, code)
    assert found.visit.unattended == timedelta(minutes=12)
    assert (found.verdict.broken, found.verdict.why) == ({Part.WAIT}, Why.BREAK)


def test_what_is_offered_stays_with_the_visit_and_the_last_offer_counts(hall, clock):
    code = issue(hall, "A")
    with pytest.raises(Refused) as nobody:
        here(hall, lambda at: at.offer(offer="maaf"))
    assert nobody.value.code == "nobody_called"
    here(hall, lambda at: at.call_next())
    for offered in ("maaf", "pos"):
        here(hall, lambda at, offered=offered: at.offer(offer=offered))
    with hall.read() as view:
        desk = view.counter("1")
    assert (desk.offers, desk.offered, desk.promised_wait) == (OFFERS, "pos", timedelta(minutes=30))
    here(hall, lambda at: at.finish())
    assert promise(hall, code).offer == OFFERS[1]


def test_an_offer_can_be_taken_back_and_one_that_is_not_there_is_refused(hall):
    code = issue(hall, "A")
    here(hall, lambda at: at.call_next())
    by = By.system(request_id="once")
    for _ in range(2):
        hall.run(lambda w: w.counter("1", by).offer(offer="maaf"))
    here(hall, lambda at: at.offer())
    assert promise(hall, code).offer is None
    with pytest.raises(Refused) as unknown:
        here(hall, lambda at: at.offer(offer="hadiah"))
    assert (unknown.value.code, unknown.value.params["known"]) == ("unknown_offer", "maaf, pos")


def test_an_offer_that_left_the_configuration_keeps_its_name_in_history(hall, structure):
    code = issue(hall, "A")
    here(hall, lambda at: at.call_next())
    here(hall, lambda at: at.offer(offer="maaf"))
    hall.run(lambda w: w.hall.apply(structure, BY))
    assert promise(hall, code).offer == OFFERS[0]
    with pytest.raises(Refused):
        here(hall, lambda at: at.offer(offer="maaf"))
