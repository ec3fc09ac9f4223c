"""Who may sign in, and where."""

from __future__ import annotations

from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from hall.access import By
from hall.errors import Refused
from hall.lifecycle import State
from hall.store import tables as t
from hall.store.staff import members
from hall.translator import INDONESIAN
from tests.hall_samples import BY


@pytest.fixture
def siti(store):
    with store.begin() as work:
        return work.staff.add("Siti", "Siti Rahma", "407163", BY)


def test_a_right_pin_is_accepted_whatever_the_case_of_the_login(store, siti):
    assert store.check_pin(" SITI ", "407163") == siti


def test_pins_are_kept_as_argon2id(store, monkeypatch, real_hasher):
    monkeypatch.setattr(members, "_hasher", real_hasher)
    with store.begin() as work:
        siti = work.staff.add("siti", "Siti", "407163", BY)
    with store.read() as view:
        kept = view._tx.connection.execute(select(t.staff.c.pin_hash)).scalar_one()
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$"), "RFC 9106's second recommended option"
    assert store.check_pin("siti", "407163") == siti


@pytest.mark.parametrize(
    ("pin", "code"), [("123", "weak_pin"), ("40716", "pin_short"), ("123456", "pin_common"), ("198503", "pin_common")]
)
def test_a_pin_that_is_easily_guessed_is_refused_for_a_person_and_for_a_station(store, pin, code):
    store.run(lambda work: work.staff.add("198503121", "Budi", "407163", BY))
    for refused in (
        lambda work: work.staff.add("198503122", "Wati", pin, BY),
        lambda work: work.staff.set_pin("198503121", pin, BY),
        lambda work: (
            work.staff.set_station_pin("kiosk-1", pin, BY)
            if pin != "198503"
            else work.staff.set_pin("198503121", pin, BY)
        ),
    ):
        with pytest.raises(Refused) as refusal:
            store.run(refused)
        assert refusal.value.code == code
    with pytest.raises(Refused) as refusal:
        store.new_pin(pin, "198503121")
    assert refusal.value.code == code


def test_a_hall_may_ask_for_four_digits_or_eight_and_older_pins_stay_valid(hall_url, store, structure, siti):
    def ask_for(digits):
        rules = replace(structure.hall.rules, pin_digits=digits)
        store.run(lambda work: work.hall.apply(replace(structure, hall=replace(structure.hall, rules=rules)), BY))

    ask_for(4)
    store.run(lambda work: work.staff.add("budi", "Budi", "4071", BY))
    ask_for(8)
    assert store.check_pin("budi", "4071").login == "budi"
    assert store.check_pin("siti", "407163") == siti
    with pytest.raises(Refused, match="at least 8 digits"):
        store.run(lambda work: work.staff.set_pin("budi", "830562", BY))


def test_a_pin_that_was_hashed_with_less_is_hashed_anew_when_it_is_right(store, siti, monkeypatch):
    dearer = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(members, "_hasher", dearer)
    store.run(lambda work: work.staff.set_station_pin("kiosk-1", "820694", BY))
    monkeypatch.setattr(members, "_hasher", PasswordHasher(time_cost=3, memory_cost=16, parallelism=1))
    with pytest.raises(Refused):
        store.check_pin("siti", "999999")
    assert "t=1" in hash_of(store, t.staff)
    assert store.check_pin("siti", "407163") == siti
    store.check_station_pin("kiosk-1", "820694")
    assert "m=16,t=3" in hash_of(store, t.staff)
    assert "m=16,t=3" in hash_of(store, t.station_pin)
    assert store.check_pin("siti", "407163") == siti


def hash_of(store, table):
    with store.read() as view:
        return view._tx.connection.execute(select(table.c.pin_hash)).scalar_one()


def test_a_hash_that_is_none_is_a_wrong_pin_and_named_in_the_log(store, siti, caplog):
    with store.begin() as work:
        work._tx.connection.execute(update(t.staff).values(pin_hash="kosong"))
    with pytest.raises(Refused) as refusal:
        store.check_pin("siti", "407163")
    assert refusal.value.code == "wrong_pin"
    assert "hall user pin siti" in caplog.text
    store.run(lambda work: work.staff.set_pin("siti", "830562", BY))
    assert store.check_pin("siti", "830562") == replace(siti, session=siti.session + 1)


def test_a_new_pin_ends_what_is_signed_in_and_a_visitor_who_is_served_stays_at_the_counter(store, siti):
    with store.begin() as work:
        work.tickets.issue("A", BY)
        work.tickets.issue("A", BY)
        work.counter("1", By.system(station="pc-1")).sign_in(siti.id)
        work.counter("1", By.clerk("siti")).call_next()
        work.counter("1", By.clerk("siti")).serve()
        work.staff.set_pin("siti", "830562", By.technician("root"))
    with store.read() as view:
        desk = view.counter("1")
        assert (desk.counter.clerk_id, desk.counter.clerk_name) == (None, "")
        assert (desk.current.code, desk.current.state) == ("A-001", State.SERVING)
    with store.begin() as work:
        budi = work.staff.add("budi", "Budi", "592817", BY)
        work.counter("1", By.system(station="pc-1")).sign_in(budi.id)
        assert work.counter("1", By.clerk("budi")).finish().code == "A-001"
        assert work.counter("1", By.clerk("budi")).call_next().ticket.code == "A-002"
    with store.read() as view:
        assert view.days.audit().findings == ()


def test_a_pin_that_is_replaced_while_the_old_one_is_looked_at_lets_nobody_in(store, siti, monkeypatch):
    verify = members.verify_pin

    def replaced_meanwhile(pin_hash, pin):
        store.run(lambda work: work.staff.set_pin("siti", "830562", BY))
        return verify(pin_hash, pin)

    monkeypatch.setattr(members, "verify_pin", replaced_meanwhile)
    with pytest.raises(Refused) as refusal:
        store.check_pin("siti", "407163")
    assert refusal.value.code == "wrong_pin"


def test_a_login_is_given_once(store, siti):
    with pytest.raises(Refused) as refusal, store.begin() as work:
        work.staff.add("siti", "Lain", "830562", BY)
    assert refusal.value.code == "user_exists"


def test_a_counter_holds_one_person_and_a_person_one_counter(store, siti):
    with store.begin() as work:
        budi = work.staff.add("budi", "Budi", "830562", BY)
        assert work.counter("1", By.system(station="pc-1")).sign_in(siti.id).clerk_name == "Siti Rahma"
        with pytest.raises(Refused) as refusal:
            work.counter("1", By.system(station="pc-2")).sign_in(budi.id)
        assert refusal.value.code == "counter_taken"
        work.counter("2", By.system(station="pc-2")).sign_in(siti.id)
    with store.read() as view:
        assert [info.clerk_name for info in view.counters()] == ["", "Siti Rahma", ""]


def test_a_killed_program_can_sign_in_again_at_its_own_station(store, siti):
    with store.begin() as work:
        work.tickets.issue("A", BY)
        work.counter("1", By.system(station="pc-1")).sign_in(siti.id)
        work.counter("1", By.clerk("siti")).call_next()
    with store.begin() as work:
        work.counter("1", By.system(station="pc-1")).sign_in(siti.id)
    with store.read() as view:
        assert view.counter("1").current.code == "A-001"


def test_nobody_leaves_a_counter_while_a_visitor_is_there(store, siti):
    with store.begin() as work:
        work.tickets.issue("A", BY)
        work.counter("1", By.system(station="pc-1")).sign_in(siti.id)
        work.counter("1", By.clerk("siti")).call_next()
        for refused in (
            lambda: work.counter("1", BY).sign_out(),
            lambda: work.counter("2", By.system(station="pc-1")).sign_in(siti.id),
        ):
            with pytest.raises(Refused) as refusal:
                refused()
            assert "A-001" in refusal.value.message(INDONESIAN)
        work.counter("1", By.clerk("siti")).finish()
        work.counter("1", By.system()).sign_out()
    with store.read() as view:
        assert view.counter("1").counter.clerk_id is None


def test_without_a_clerk_no_action_is_offered(store):
    with store.begin() as work:
        work.tickets.issue("A", BY)
    with store.read() as view:
        desk = view.counter("1")
    assert desk.allowed == frozenset()
    assert {reason for _, reason in desk.refusals} == {"not_signed_in"}


def test_repeats_of_a_request_change_nothing_for_people_and_days(store):
    with store.begin() as work:
        first = work.staff.add("dewi", "Dewi", "407163", By.system(request_id="add-1"))
        place = work.counter("1", By.system(station="pc-1", request_id="in-1")).sign_in(first.id)
        day = work.day.open(By.system(request_id="open-1"))
    with store.begin() as work:
        assert work.staff.add("dewi", "Dewi", "407163", By.system(request_id="add-1")) == first
        assert work.counter("1", By.system(station="pc-1", request_id="in-1")).sign_in(first.id) == place
        assert work.day.open(By.system(request_id="open-1")) == day
        work.tickets.issue("A", BY)
        assert work.day.close(By.system(request_id="close-1"), reason="tutup") == 1
        work.counter("1", By.system(request_id="out-1")).sign_out()
    with store.begin() as work:
        assert work.day.close(By.system(request_id="close-1"), reason="tutup") == 1
        work.counter("1", By.system(request_id="out-1")).sign_out()
        with pytest.raises(Refused) as refusal:
            work.day.close(By.system(request_id="close-1"), reason="lagi")
    assert refusal.value.code == "request_reused"
