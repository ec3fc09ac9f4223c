"""A service that gives so many numbers a day: the last one is given once, and whoever comes after hears why."""

from contextlib import closing
from dataclasses import replace
from threading import Barrier, Thread

import pytest

from hall.access import By
from hall.errors import Refused
from hall.store import open_store
from tests.hall_samples import BY

WAYS = pytest.mark.parametrize("way", ["act", "run"])


def with_quota(store, structure, quota):
    services = tuple(replace(one, quota=quota if one.prefix == "A" else None) for one in structure.services)
    store.run(lambda work: work.hall.apply(replace(structure, services=services), BY))


def issue(store, way, request_id):
    return getattr(store, way)(lambda work: work.tickets.issue("A", By.system(request_id=request_id))).code


def refused(store, way, request_id):
    with pytest.raises(Refused) as refusal:
        issue(store, way, request_id)
    return refusal.value.code


def audited(store):
    with store.read() as view:
        return view.days.audit()


@WAYS
def test_whoever_comes_after_the_last_number_hears_why_and_leaves_nothing(store, structure, way):
    with_quota(store, structure, 2)
    assert [issue(store, way, one) for one in ("q1", "q2")] == ["A-001", "A-002"]
    assert [refused(store, way, "q3") for _ in range(2)] == ["quota_used", "quota_used"]
    report = audited(store)
    assert (report.findings, report.tickets, report.requests) == ((), 2, 2)


@WAYS
def test_the_same_touch_gets_a_number_once_there_are_more(store, structure, way):
    with_quota(store, structure, 1)
    issue(store, way, "q1")
    refused(store, way, "q2")
    with_quota(store, structure, 10)
    assert [issue(store, way, "q2") for _ in range(2)] == ["A-002", "A-002"]
    assert audited(store).findings == ()


def test_a_repeat_of_what_was_given_is_answered_after_the_last_number(store, structure):
    with_quota(store, structure, 1)
    assert [issue(store, "act", "q1") for _ in range(2)] == ["A-001", "A-001"]


@pytest.mark.parametrize("before", [0, 3])
def test_two_at_the_last_number_get_one_and_a_reason(store, structure, hall_url, clock, before):
    with_quota(store, structure, before + 1)
    for place in range(before):
        issue(store, "act", f"before-{place}")
    together, said = Barrier(2), []

    def touch(name):
        with closing(open_store(hall_url, clock)) as other:
            other.fetch(lambda view: view.services())
            together.wait(10)
            try:
                said.append(issue(other, "act", name))
            except Refused as error:
                said.append(error.code)

    threads = [Thread(target=touch, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(said) == [f"A-{before + 1:03}", "quota_used"]
    report = audited(store)
    assert (report.findings, report.tickets) == ((), before + 1)
