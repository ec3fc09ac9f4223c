"""A renamed service stays the same one; a prefix under which nobody had a number is free; all others stay taken."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from hall.access import By
from hall.errors import Refused
from hall.store import apply_structure, open_store, prepare_store, preview_structure
from hall.translator import Translator
from tests.hall_samples import BY, small_hall


@pytest.fixture
def url(database_url):
    prepare_store(database_url, small_hall(always_open=True)).close()
    return database_url


def hall_with(**changes):
    """The small hall with its first service changed, and its counters serving that."""
    hall = small_hall(always_open=True)
    old, *others = hall.services
    new = replace(old, **changes)
    counters = tuple(
        replace(
            counter,
            services=tuple(replace(s, service=new.id if s.service == old.id else s.service) for s in counter.services),
        )
        for counter in hall.counters
    )
    return replace(hall, services=(new, *others), counters=counters)


def issue(url, service="A"):
    with closing(open_store(url)) as store:
        return store.run(lambda work: work.tickets.issue(service, BY))


def services(url):
    with closing(open_store(url)) as store, store.read() as view:
        return {service.prefix: (service.id, service.name) for service in view.services()}


def test_a_name_that_is_put_right_keeps_the_service_its_numbers_and_its_counters(url):
    old = small_hall().services[0]
    ticket = issue(url)
    renamed = hall_with(id=f"{old.id}-new", name=f"{old.name} baru")
    (change,) = apply_structure(url, renamed)
    assert (change.what, change.kind, change.id) == ("changed", "service", old.id)
    assert [one.key for one in change.differences] == ["name"]
    assert services(url)["A"] == (old.id, f"{old.name} baru")
    assert apply_structure(url, renamed) == ()
    (again,) = apply_structure(url, hall_with(id=f"{old.id}-newer", name=f"{old.name} baru sekali"))
    assert again.id == old.id
    assert issue(url).number == ticket.number + 1


def test_another_service_never_gets_a_prefix_that_visitors_have_had_and_the_remedy_is_named(url):
    issue(url)
    other = hall_with(id="quite-else", name="Zzzzz 12345")
    with pytest.raises(Refused) as refused:
        apply_structure(url, other)
    assert refused.value.code == "prefix_taken"
    for language in ("id", "en"):
        assert f'id = "{small_hall().services[0].id}"' in refused.value.message(Translator(language))
    assert services(url)["A"][0] == small_hall().services[0].id


def test_the_prefixes_of_a_hall_that_was_only_tried_are_free(url):
    hall = small_hall(always_open=True)
    moved = [
        replace(s, id=f"mine-{i}", name=f"Zzz {i} Qqq", agency=hall.agencies[-1].id)
        for i, s in enumerate(hall.services)
    ]
    mine = replace(
        hall,
        services=tuple(moved),
        counters=tuple(replace(c, id=f"meja-{i}", services=()) for i, c in enumerate(hall.counters)),
    )
    apply_structure(url, mine)
    assert {prefix: found[0] for prefix, found in services(url).items()} == {s.prefix: s.id for s in moved}
    assert issue(url).code == "A-001"


def test_an_archived_service_gives_its_prefix_up_only_when_nobody_had_a_number(url):
    hall = small_hall(always_open=True)
    smaller = replace(hall, services=hall.services[:2], counters=hall.counters[:2])
    apply_structure(url, smaller)
    taker = replace(hall.services[0], id="taker", prefix=hall.services[2].prefix)
    apply_structure(url, replace(smaller, services=(*smaller.services, taker)))
    assert services(url)[taker.prefix][0] == "taker"


def test_services_may_swap_prefixes_that_nobody_has_had(url):
    hall = small_hall(always_open=True)
    a, b, rest = hall.services
    swapped = replace(hall, services=(replace(a, prefix=b.prefix), replace(b, prefix=a.prefix), rest))
    changes = apply_structure(url, swapped)
    assert [change.detail for change in changes] == [
        f"prefix: {a.prefix} -> {b.prefix}",
        f"prefix: {b.prefix} -> {a.prefix}",
    ]
    assert (services(url)[a.prefix][0], services(url)[b.prefix][0]) == (b.id, a.id)


def test_a_prefix_that_its_service_has_left_stays_its_own(url):
    hall = small_hall(always_open=True)
    a, *others = hall.services
    ticket = issue(url)
    with closing(open_store(url)) as store:
        store.run(lambda work: work.tickets.cancel(ticket.id, By.technician("x"), reason="x"))
    apply_structure(url, replace(hall, services=(replace(a, prefix="Z"), *others)))
    taker = replace(a, id="taker", name="Zzzzz 12345")
    with pytest.raises(Refused, match="prefix"):
        apply_structure(url, replace(hall, services=(replace(a, prefix="Z"), *others, taker)))
    apply_structure(url, hall)
    assert services(url)["A"][0] == a.id


def test_a_preview_writes_nothing_and_knows_who_sits_where(url):
    hall = small_hall(always_open=True)
    with closing(open_store(url)) as store:
        store.run(lambda work: work.staff.add("siti", "Siti", "407163", BY))
        user = store.check_pin("siti", "407163")
        label = hall.counters[2].label
        counter = next(c.id for c in hall.counters if c.label == label)
        store.run(lambda work: work.counter(counter, BY).sign_in(user.id))
    smaller = replace(hall, services=hall.services[:2], counters=hall.counters[:2])
    preview = preview_structure(url, smaller)
    assert preview.signed_in == ((label, "Siti"),)
    assert dict(preview.there) == {"agency": 2, "service": 3, "counter": 3}
    assert (preview.archives("service"), preview.many) == (1, ("service", "counter"))
    assert len(services(url)) == 3
    assert preview.changes == apply_structure(url, smaller)


def test_a_preview_of_a_hall_that_is_not_there_makes_none(sqlite_url, tmp_path):
    preview = preview_structure(sqlite_url, small_hall())
    assert {change.what for change in preview.changes} == {"added"}
    assert preview.many == ()
    assert list(tmp_path.iterdir()) == []
