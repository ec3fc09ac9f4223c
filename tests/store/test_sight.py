"""What a reader shows the supervisor of an agency, on both databases."""

from __future__ import annotations

import pytest

from hall.access import By
from hall.errors import Refused

BY = By.system()


@pytest.fixture
def two(store, structure):
    """A number waiting at the first service and at the first one of another agency, and both services."""
    first = structure.services[0]
    other = next(one for one in structure.services if one.agency != first.agency)
    codes = [store.run(lambda w, of=of: w.tickets.issue(of.prefix, BY)).code for of in (first, other)]
    return first, other, codes


def test_figures_and_numbers_are_of_the_own_agency(store, two):
    first, _, codes = two
    by = By.staff("agency_supervisor", "rina", agency=first.agency)
    assert {one.agency_id for one in store.fetch(lambda view: view.services(), by)} == {first.agency}
    assert sum(dict(store.fetch(lambda view: view.status(), by).counts).values()) == 1
    assert store.fetch(lambda view: view.tickets.find(codes[0]), by).code == codes[0]
    for job in (lambda view: view.tickets.find(codes[1]), lambda view: view.tickets.history(codes[1])):
        with pytest.raises(Refused) as refusal:
            store.fetch(job, by)
        assert refusal.value.code == "other_agency"
    assert sum(dict(store.fetch(lambda view: view.status()).counts).values()) == 2


def test_people_are_those_of_the_own_agency(store, two, structure):
    first, other, _ = two
    place = next(one for one in structure.counters if one.agency == first.agency)
    away = next(one for one in structure.counters if one.agency == other.agency)
    for login, counter in (("siti", place), ("budi", away)):
        user = store.run(lambda w, login=login: w.staff.add(login, login, "407163", BY))
        store.run(lambda w, at=counter, user=user: w.counter(at.label, BY).sign_in(user.id))
    store.run(lambda w: w.staff.add("rina", "rina", "739148", BY, role="agency_supervisor", agency=first.agency))
    by = By.staff("agency_supervisor", "rina", agency=first.agency)
    assert [one.login for one in store.fetch(lambda view: view.staff.users(), by)] == ["rina", "siti"]
    with pytest.raises(Refused):
        store.fetch(lambda view: view.staff.users(), By.clerk("siti"))
    with pytest.raises(Refused):
        store.fetch(lambda view: view.days.audit(), by)


def test_a_supervisor_of_no_agency_reads_nothing(store):
    with pytest.raises(Refused) as refusal:
        store.fetch(lambda view: view.services(), By.staff("agency_supervisor", "rina"))
    assert refusal.value.code == "no_agency"
