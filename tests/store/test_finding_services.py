"""What people say for a service, what happens in a life, and which services come first, as a kiosk reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hall.forms import KioskForm
from hall.structure import Need
from tests.hall_samples import BY, small_hall

BORN = Need("lahir", "Bayi lahir", "A baby is born", "baby-carriage", ("disdukcapil-a", "imigrasi-2g"))


def found_hall(**kiosk):
    """The small hall with everyday words, a need and what kiosks do."""
    hall = small_hall()
    services = tuple(replace(one, words=("ktp hilang",)) if one.prefix == "B" else one for one in hall.services)
    agencies = tuple(replace(one, words=("capil",)) if one.id == "disdukcapil" else one for one in hall.agencies)
    return replace(
        hall,
        hall=replace(hall.hall, kiosk=KioskForm(**kiosk)),
        services=services,
        agencies=agencies,
        needs=(BORN,),
    )


def apply(store, structure):
    return store.run(lambda work: work.hall.apply(structure, BY))


def kiosk(store, zone=""):
    with store.read() as view:
        return view.kiosk(zone)


def order(store):
    return "".join(one.prefix for one in kiosk(store).agencies[0].services)


def test_words_needs_and_searches_reach_the_kiosk(store):
    apply(store, found_hall(popular=("KTP hilang",)))
    view = kiosk(store)
    assert [one.words for one in view.agencies] == [("capil",), ()]
    assert [one.words for one in view.agencies[0].services] == [(), ("ktp hilang",)]
    assert (view.needs, view.hall.kiosk) == ((BORN,), KioskForm(popular=("KTP hilang",)))


def test_apply_says_what_of_them_is_new(store):
    apply(store, found_hall())
    less = replace(found_hall(popular=("Paspor",)), needs=(replace(BORN, services=("disdukcapil-b",)),))
    details = {(one.kind, one.id): one.detail for one in apply(store, less)}
    assert details["hall", "Mal Pelayanan Publik"] == 'kiosk.popular: [] -> ["Paspor"]'
    assert details["need", "lahir"] == 'services: ["disdukcapil-a", "imigrasi-2g"] -> ["disdukcapil-b"]'
    gone = apply(store, replace(less, needs=()))
    assert [(one.what, one.kind, one.id) for one in gone] == [("archived", "need", "lahir")]
    assert kiosk(store).needs == ()


def test_a_kiosk_of_one_zone_has_the_needs_that_are_met_there(store):
    apply(store, found_hall())
    assert [one.services for one in kiosk(store, "podium").needs] == [("disdukcapil-a",)]
    apply(store, replace(found_hall(), needs=(replace(BORN, services=("imigrasi-2g",)),)))
    assert kiosk(store, "podium").needs == ()


def test_the_most_used_services_of_four_weeks_come_first_from_the_next_day_on(store, clock):
    apply(store, found_hall(most_used_first=True))
    for _ in range(2):
        store.run(lambda work: work.tickets.issue("B", BY))
    store.run(lambda work: work.tickets.issue("A", BY))
    assert order(store) == "AB"  # today counts from tomorrow on: no list changes under a visitor
    clock.moment += timedelta(days=1)
    assert order(store) == "BA"
    clock.moment += timedelta(days=27)
    assert order(store) == "BA"
    clock.moment += timedelta(days=1)
    assert order(store) == "AB"


def test_a_hall_that_does_not_want_it_keeps_its_order(store, clock):
    apply(store, found_hall())
    for _ in range(2):
        store.run(lambda work: work.tickets.issue("B", BY))
    clock.moment += timedelta(days=1)
    assert order(store) == "AB"
