"""Who may sign in, and where."""

from __future__ import annotations

import pytest

from hall.errors import Refused


@pytest.fixture
def siti(store):
    with store.begin() as work:
        return work.add_user("Siti", "Siti Rahma", "407163")


def test_a_right_pin_is_accepted_whatever_the_case_of_the_login(store, siti):
    assert store.check_pin(" SITI ", "407163") == siti


def test_a_wrong_pin_is_refused_and_five_lock_the_login_for_30_s(store, siti, clock):
    for _ in range(5):
        with pytest.raises(Refused, match="wrong"):
            store.check_pin("siti", "0000")
    with pytest.raises(Refused) as refusal:
        store.check_pin("siti", "407163")
    assert refusal.value.code == "pin_locked"
    clock.move(seconds=31)
    assert store.check_pin("siti", "407163") == siti


def test_pins_are_kept_as_argon2id(store, monkeypatch, real_hasher):
    from sqlalchemy import select

    from hall.store import people, tables

    monkeypatch.setattr(people, "_hasher", real_hasher)
    with store.begin() as work:
        siti = work.add_user("siti", "Siti", "407163")
    with store.read() as view:
        kept = view._tx.connection.execute(select(tables.staff.c.pin_hash)).scalar_one()
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$"), "RFC 9106's second recommended option"
    assert store.check_pin("siti", "407163") == siti


@pytest.mark.parametrize("pin", ["123", "1234567890123", "12a4", ""])
def test_a_weak_pin_is_refused(store, pin):
    with pytest.raises(Refused) as refusal, store.begin() as work:
        work.add_user("budi", "Budi", pin)
    assert refusal.value.code == "weak_pin"


def test_a_login_is_given_once(store, siti):
    with pytest.raises(Refused) as refusal, store.begin() as work:
        work.add_user("siti", "Lain", "830562")
    assert refusal.value.code == "user_exists"


def test_a_counter_holds_one_person_and_a_person_one_counter(store, siti):
    with store.begin() as work:
        budi = work.add_user("budi", "Budi", "830562")
        assert work.sign_in("1", siti.id, station="pc-1").clerk_name == "Siti Rahma"
        with pytest.raises(Refused) as refusal:
            work.sign_in("1", budi.id, station="pc-2")
        assert refusal.value.code == "counter_taken"
        work.sign_in("2", siti.id, station="pc-2")
    with store.read() as view:
        assert [info.clerk_name for info in view.counters()] == ["", "Siti Rahma", ""]


def test_a_killed_program_can_sign_in_again_at_its_own_station(store, siti):
    with store.begin() as work:
        work.issue("A")
        work.sign_in("1", siti.id, station="pc-1")
        work.call_next("1", actor="clerk:siti")
    with store.begin() as work:
        work.sign_in("1", siti.id, station="pc-1")
    with store.read() as view:
        assert view.counter("1").current.code == "A-001"


def test_nobody_leaves_a_counter_while_a_visitor_is_there(store, siti):
    with store.begin() as work:
        work.issue("A")
        work.sign_in("1", siti.id, station="pc-1")
        work.call_next("1", actor="clerk:siti")
        for refused in (lambda: work.sign_out("1"), lambda: work.sign_in("2", siti.id, station="pc-1")):
            with pytest.raises(Refused) as refusal:
                refused()
            assert "A-001" in refusal.value.sentence("id")
        work.finish("1", actor="clerk:siti")
        work.sign_out("1")
    with store.read() as view:
        assert view.counter("1").counter.clerk_id is None


def test_without_a_clerk_no_action_is_offered(store):
    with store.begin() as work:
        work.issue("A")
    with store.read() as view:
        desk = view.counter("1")
    assert desk.allowed == frozenset()
    assert {reason for _, reason in desk.refusals} == {"not_signed_in"}


def test_repeats_of_a_request_change_nothing_for_people_and_days(store):
    with store.begin() as work:
        first = work.add_user("dewi", "Dewi", "407163", request_id="add-1")
        place = work.sign_in("1", first.id, station="pc-1", request_id="in-1")
        day = work.open_day(request_id="open-1")
    with store.begin() as work:
        assert work.add_user("dewi", "Dewi", "407163", request_id="add-1") == first
        assert work.sign_in("1", first.id, station="pc-1", request_id="in-1") == place
        assert work.open_day(request_id="open-1") == day
        work.issue("A")
        assert work.close_day(reason="tutup", request_id="close-1") == 1
        work.sign_out("1", request_id="out-1")
    with store.begin() as work:
        assert work.close_day(reason="tutup", request_id="close-1") == 1
        work.sign_out("1", request_id="out-1")
        with pytest.raises(Refused) as refusal:
            work.close_day(reason="lagi", request_id="close-1")
    assert refusal.value.code == "request_reused"
