"""What becomes of a member of staff: role and agency, name, and whether they can sign in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import text, update

from hall.access import By, Operation, Role, refuse
from hall.errors import Refused, StoreUnavailable
from hall.lifecycle import State
from hall.store import tables as t
from hall.translator import ENGLISH, INDONESIAN
from tests.at_once import together
from tests.hall_samples import BY

ANI, RINA, SITI = "830562", "739148", "407163"
TECHNICIAN = By.technician("root")
SUPERVISOR = By.staff("supervisor", "ani", os_login="root")
CHANGES: dict[str, Callable[..., object]] = {
    "role": lambda w, login, by: w.staff.set_role(login, "agency_supervisor", by, agency="imigrasi"),
    "rename": lambda w, login, by: w.staff.rename(login, "Nama Baru", by),
    "disable": lambda w, login, by: w.staff.disable(login, by),
    "enable": lambda w, login, by: w.staff.enable(login, by),
    "sign out": lambda w, login, by: w.staff.sign_out(login, by),
    "pin": lambda w, login, by: w.staff.set_pin(login, "916408", by),
}


@pytest.fixture
def people(store):
    """Two supervisors of the hall, Ani and Tuti, one of an agency, Rina, and a clerk, Siti."""
    with store.begin() as work:
        work.staff.add("ani", "Ani", ANI, BY, role="supervisor")
        work.staff.add("tuti", "Tuti", "916408", BY, role="supervisor")
        work.staff.add("rina", "Rina", RINA, BY, role="agency_supervisor", agency="Disdukcapil")
        work.staff.add("siti", "Siti", SITI, BY)
    return store


def user(store, login):
    with store.read() as view:
        return view.staff.find(login)


def lines(store, login):
    """The history of a login but for its beginning, the oldest first: what, by whom, and more."""
    with store.read() as view:
        return [(one.action, one.actor, one.detail) for one in reversed(view.staff.events(99, login))][1:]


def refused(store, job) -> str:
    """The code of a refusal, which has its sentence in both languages."""
    with pytest.raises(Refused) as refusal:
        store.run(job)
    assert refusal.value.message(INDONESIAN) != refusal.value.message(ENGLISH)
    return refusal.value.code


def seat(store, login, counter):
    store.run(lambda w: w.counter(counter, By.system(station="pc")).sign_in(user(store, login).id))


@pytest.mark.parametrize(
    ("login", "by", "code"),
    [
        ("siti", SUPERVISOR, ""),
        ("ani", TECHNICIAN, ""),
        ("tuti", SUPERVISOR, "technician_over"),
        ("siti", By.staff("agency_supervisor", "rina", agency="disdukcapil"), "needs_supervisor"),
        ("siti", By.clerk("siti"), "needs_supervisor"),
        ("wati", SUPERVISOR, "unknown_user"),
    ],
)
def test_the_right_to_give_a_pin_is_asked_as_giving_it_asks(people, login, by, code):
    for ask in (
        lambda: people.fetch(lambda view: view.staff.refuse_pin(login, by)),
        lambda: people.run(lambda work: work.staff.set_pin(login, "862041", by)),
    ):
        said = ""
        try:
            ask()
        except Refused as refusal:
            said = refusal.code
        assert said == code


@pytest.mark.parametrize(
    ("role", "agency", "code"),
    [
        ("king", "", "unknown_role"),
        ("technician", "", "unknown_role"),
        ("agency_supervisor", "", "agency_needed"),
        ("agency_supervisor", "kua", "unknown_agency"),
        ("clerk", "imigrasi", "agency_unneeded"),
        ("supervisor", "imigrasi", "agency_unneeded"),
    ],
)
def test_a_role_is_one_of_the_staff_and_only_an_agencys_supervisor_has_an_agency(people, role, agency, code):
    assert refused(people, lambda w: w.staff.add("budi", "Budi", SITI, BY, role=role, agency=agency)) == code
    assert refused(people, lambda w: w.staff.set_role("siti", role, BY, agency=agency)) == code
    assert lines(people, "siti") == []


def test_who_signs_in_has_the_role_and_the_agency_of_the_database(people):
    rina = people.check_pin("rina", RINA)
    assert (rina.role, rina.agency, rina.disabled) == ("agency_supervisor", "disdukcapil", False)
    assert people.check_pin("ani", ANI).agency == ""
    people.run(lambda w: w.staff.set_role("RINA", "agency_supervisor", TECHNICIAN, agency="IMIGRASI"))
    assert people.check_pin("rina", RINA).agency == "imigrasi"
    people.run(lambda w: w.staff.set_role("rina", "clerk", TECHNICIAN))
    assert (people.check_pin("rina", RINA).role, people.check_pin("rina", RINA).agency) == ("clerk", "")


def test_an_agency_that_the_hall_has_no_more_is_none(people, structure):
    kept = {
        name: tuple(one for one in getattr(structure, name) if "imigrasi" in (one.id, getattr(one, "agency", "")))
        for name in ("agencies", "services", "counters")
    }
    people.run(lambda w: w.hall.apply(replace(structure, **kept), BY))
    assert user(people, "rina").agency == ""
    rina = people.check_pin("rina", RINA)
    with pytest.raises(Refused) as refusal:
        refuse(By.staff(rina.role, rina.login, agency=rina.agency), Operation.REPRINT)
    assert refusal.value.code == "no_agency"


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("login", ["siti", "rina"])
def test_a_supervisor_changes_clerks_and_supervisors_of_agencies(people, change, login):
    people.run(lambda w: CHANGES[change](w, login, SUPERVISOR))


@pytest.mark.parametrize("change", CHANGES)
def test_only_a_technician_changes_a_supervisor_of_the_hall(people, change):
    for login in ("ani", "tuti"):
        oneself = login == "ani" and change in ("role", "disable")
        expected = "not_yourself" if oneself else "technician_over"
        assert refused(people, lambda w, login=login: CHANGES[change](w, login, SUPERVISOR)) == expected
        assert lines(people, login) == []
    people.run(lambda w: CHANGES[change](w, "tuti", TECHNICIAN))


@pytest.mark.parametrize("change", CHANGES)
def test_a_supervisor_of_an_agency_and_a_clerk_change_nobody(people, change):
    for by in (By.staff("agency_supervisor", "rina", agency="disdukcapil"), By.clerk("siti")):
        for login in ("siti", "rina", "ani"):
            job = CHANGES[change]
            assert refused(people, lambda w, job=job, login=login, by=by: job(w, login, by)) == "needs_supervisor"


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_is_changed_who_is_not_there(people, change):
    assert refused(people, lambda w: CHANGES[change](w, "nobody", TECHNICIAN)) == "unknown_user"


def test_a_supervisor_makes_nobody_a_supervisor_of_the_hall(people):
    assert refused(people, lambda w: w.staff.set_role("siti", "supervisor", SUPERVISOR)) == "technician_over"
    people.run(lambda w: w.staff.set_role("siti", "agency_supervisor", SUPERVISOR, agency="imigrasi"))
    people.run(lambda w: w.staff.set_role("siti", "supervisor", TECHNICIAN))
    assert lines(people, "siti") == [
        ("role", "cli:root as ani", "clerk -> agency_supervisor of imigrasi"),
        ("role", "cli:root", "agency_supervisor of imigrasi -> supervisor"),
    ]


def test_the_last_supervisor_who_can_sign_in_stays(people):
    people.run(lambda w: w.staff.disable("tuti", TECHNICIAN))
    for last in (
        lambda w: w.staff.disable("ani", TECHNICIAN),
        lambda w: w.staff.set_role("ani", "clerk", TECHNICIAN),
    ):
        assert refused(people, last) == "last_supervisor"
    people.run(lambda w: w.staff.set_role("tuti", "clerk", TECHNICIAN))
    people.run(lambda w: w.staff.set_role("siti", "supervisor", TECHNICIAN))
    people.run(lambda w: w.staff.disable("ani", TECHNICIAN))
    assert user(people, "ani").disabled


def test_of_two_supervisors_who_go_at_the_same_time_one_stays(people):
    def go(login):
        try:
            people.run(lambda w: w.staff.disable(login, TECHNICIAN))
        except Refused as refusal:
            return refusal.code
        return "gone"

    assert sorted(together(partial(go, "ani"), partial(go, "tuti"))) == ["gone", "last_supervisor"]
    assert [user(people, login).disabled for login in ("ani", "tuti")].count(False) == 1


def test_a_closed_login_is_refused_after_its_right_pin_and_opened_again(people):
    people.run(lambda w: w.staff.disable("siti", SUPERVISOR))
    for pin, code in (("111222", "wrong_pin"), (SITI, "login_closed")):
        with pytest.raises(Refused) as refusal:
            people.check_pin("siti", pin, station="pc-1")
        assert refusal.value.code == code
    assert (user(people, "siti").name, user(people, "siti").disabled) == ("Siti", True)
    people.run(lambda w: w.staff.enable("siti", SUPERVISOR))
    assert people.check_pin("siti", SITI) == user(people, "siti")
    assert [what for what, _, _ in lines(people, "siti")] == ["disabled", "failed", "refused", "enabled"]
    assert [who for _, who, _ in lines(people, "siti")][1:3] == ["station:pc-1"] * 2


def test_who_was_disabled_between_pin_and_counter_does_not_sit_down(people):
    siti = people.check_pin("siti", SITI)
    people.run(lambda w: w.staff.disable("siti", TECHNICIAN))
    job = lambda w: w.counter("1", By.clerk("siti", station="pc")).sign_in(siti.id)  # noqa: E731
    assert refused(people, job) == "login_closed"


@pytest.mark.parametrize("change", ["role", "disable", "sign out", "pin"])
def test_who_is_signed_out_leaves_the_counter_and_the_visitor_stays(people, change):
    people.run(lambda w: w.tickets.issue("A", BY))
    seat(people, "siti", "1")
    people.run(lambda w: w.counter("1", By.clerk("siti")).call_next())
    people.run(lambda w: CHANGES[change](w, "siti", SUPERVISOR))
    with people.read() as view:
        desk = view.counter("1")
        assert desk.counter.clerk_id is None
        assert (desk.current.code, desk.current.state) == ("A-001", State.CALLED)
        assert view.days.audit().findings == ()


def test_a_new_name_leaves_the_clerk_at_the_counter_which_shows_it(people):
    seat(people, "siti", "1")
    people.run(lambda w: w.staff.rename("siti", "  Siti   Rahma ", SUPERVISOR))
    with people.read() as view:
        assert view.counter("1").counter.clerk_name == "Siti Rahma"
    assert lines(people, "siti") == [("renamed", "cli:root as ani", "Siti -> Siti Rahma")]


def test_a_sign_out_says_which_counters_were_left(people):
    seat(people, "siti", "2")
    assert people.run(lambda w: w.staff.sign_out("siti", SUPERVISOR)) == ("2",)
    assert people.run(lambda w: w.staff.sign_out("siti", SUPERVISOR)) == ()
    assert lines(people, "siti") == [("signed_out", "cli:root as ani", "2")]


def test_what_would_change_nothing_signs_nobody_out_and_leaves_no_line(people):
    seat(people, "siti", "1")
    for nothing in (
        lambda w: w.staff.set_role("siti", "clerk", SUPERVISOR),
        lambda w: w.staff.rename("siti", "Siti", SUPERVISOR),
        lambda w: w.staff.enable("siti", SUPERVISOR),
    ):
        people.run(nothing)
    with people.read() as view:
        assert view.counter("1").counter.clerk_name == "Siti"
    assert lines(people, "siti") == []


def test_a_role_that_nobody_knows_is_a_clerks_and_can_be_put_right(people):
    with people.begin() as work:
        work._tx.connection.execute(update(t.staff).where(t.staff.c.login == "ani").values(role="king"))
    ani = people.check_pin("ani", ANI)
    assert By.staff(ani.role, ani.login, agency=ani.agency).role is Role.CLERK
    people.run(lambda w: w.staff.set_role("ani", "clerk", TECHNICIAN))
    with people.read() as view:
        assert not [finding for finding in view.days.audit().findings if finding.code.startswith("row_")]


def test_a_flag_that_cannot_be_read_lets_nobody_in(sqlite_store):
    sqlite_store.run(lambda w: w.staff.add("siti", "Siti", SITI, BY))
    with sqlite_store.begin() as work:
        work._tx.connection.execute(text("UPDATE staff SET disabled = 'no'"))
    with pytest.raises(StoreUnavailable, match="table staff"):
        sqlite_store.check_pin("siti", SITI)


@pytest.mark.parametrize("change", ["sign out", "disable", "role", "pin"])
def test_a_session_ends_for_good(people, change):
    siti = user(people, "siti")
    assert not has_ended(people, siti)
    people.run(lambda w: CHANGES[change](w, "siti", SUPERVISOR))
    assert has_ended(people, siti)
    assert not has_ended(people, user(people, "siti"))


def has_ended(store, person) -> bool:
    with store.read() as view, suppress(Refused):
        view.staff.refuse_signed_out(person)
        return False
    return True


def test_a_counter_knows_another_session_of_the_same_clerk(people):
    seat(people, "siti", "1")
    with people.read() as view:
        before = view.counter("1").counter
    people.run(lambda w: CHANGES["pin"](w, "siti", SUPERVISOR))
    seat(people, "siti", "1")
    with people.read() as view:
        after = view.counter("1").counter
    assert (after.clerk_id, after.clerk_session) == (before.clerk_id, before.clerk_session + 1)


def test_a_sign_out_of_a_supervisor_at_no_counter_is_a_line_of_the_history(people):
    assert people.run(lambda w: w.staff.sign_out("tuti", TECHNICIAN)) == ()
    assert [action for action, _, _ in lines(people, "tuti")] == ["signed_out"]
