"""Incidents in the database: found by looks, followed up by people, broadcast and ended, by each agency for itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hall.access import By
from hall.errors import Refused
from hall.structure import Obstacle
from hall.translator import ENGLISH, INDONESIAN
from tests.hall_samples import BY, small_hall

OBSTACLES = (
    Obstacle("pusat", "Jaringan pusat", "Central network", "ministry", external=True, stops=True),
    Obstacle("berkas", "Berkas belum lengkap", "Documents missing", "visitor"),
)
HALL = By.staff("supervisor", "ani")
OF_IMIGRASI = By.staff("agency_supervisor", "umar", agency="imigrasi")
OF_DISDUKCAPIL = By.staff("agency_supervisor", "rina", agency="disdukcapil")


@pytest.fixture
def hall(staffed):
    """The small hall, with clerks, that knows why a service stops."""
    staffed.run(lambda work: work.hall.apply(replace(small_hall(), obstacles=OBSTACLES), BY))
    return staffed


def refuse_one(store, clock, minutes=2):
    """The clerk of counter 3 calls the next one of Imigrasi, and cannot serve."""
    store.run(lambda work: work.counter("3", BY).call_next())
    clock.move(minutes=minutes)
    return store.run(lambda work: work.counter("3", BY).finish(outcome="not_served", obstacle="pusat"))


def issue(store, service="2G", count=1):
    for _ in range(count):
        store.run(lambda work: work.tickets.issue(service, BY))


def listed(store, by=HALL, **more):
    return store.fetch(lambda view: view.incidents.listed(**more), by)


def look(store, clock, minutes):
    """What each minute of a program finds, for so many minutes."""
    said = []
    for _ in range(minutes):
        clock.move(minutes=1)
        said += store.find_incidents()
    return said


@pytest.fixture
def stopped(hall, clock):
    """Imigrasi cannot serve: one was refused, two wait, and the incident is there."""
    issue(hall, count=3)
    refuse_one(hall, clock)
    look(hall, clock, 4)
    return hall


def code(job):
    with pytest.raises(Refused) as refusal:
        job()
    assert refusal.value.message(INDONESIAN) != refusal.value.message(ENGLISH)
    return refusal.value.code


def test_the_incident_is_there_within_five_minutes_of_the_first_who_was_refused(hall, clock):
    issue(hall, count=3)
    refused = refuse_one(hall, clock)
    assert hall.find_incidents() == ()
    said = look(hall, clock, 4)
    assert said == ["incident 1: imigrasi cannot serve since 10:00"]
    (one,) = listed(hall)
    assert one.found_at - refused.ended_at <= timedelta(minutes=5)
    assert (one.agency_id, one.obstacle_name, one.responsible, one.external) == (
        "imigrasi", "Jaringan pusat", "ministry", True,
    )  # fmt: skip
    assert (one.services, one.goes_on, one.found_by, one.numbers) == (("2G",), True, "system", 3)
    assert look(hall, clock, 3) == []


def test_two_programs_that_look_at_once_find_one(hall, clock):
    issue(hall, count=2)
    refuse_one(hall, clock)
    refuse_one(hall, clock)
    assert [len(hall.find_incidents()), len(hall.find_incidents())] == [1, 0]
    assert len(listed(hall)) == 1


def test_it_is_over_when_visitors_are_served_again_and_stays_open_until_a_person_closes_it(stopped, clock):
    for _ in range(2):
        again = stopped.run(lambda work: work.counter("3", BY).call_next())
        clock.move(minutes=4)
        stopped.run(lambda work: work.counter("3", BY).finish())
    look(stopped, clock, 1)
    (over,) = listed(stopped)
    assert (over.until, over.numbers) == (again.at - timedelta(minutes=4), 3)
    assert over.lost == timedelta(minutes=2 + 6 + 6)
    done = stopped.run(lambda work: work.incidents.close(over.id, HALL, done="Jaringan dipulihkan"))
    assert (done.done, done.closed_by, done.until) == ("Jaringan dipulihkan", "clerk:ani", over.until)
    assert listed(stopped) == ()
    assert listed(stopped, closed=True) == (replace(done, notes=()),)
    assert [line.action for line in done.notes] == ["found", "over", "close"]
    assert code(lambda: stopped.run(lambda work: work.incidents.close(done.id, HALL, done="lagi"))) == "incident_closed"
    assert look(stopped, clock, 10) == []


def test_what_begins_again_soon_is_the_same_incident(stopped, clock):
    for _ in range(2):
        stopped.run(lambda work: work.counter("3", BY).call_next())
        clock.move(minutes=2)
        stopped.run(lambda work: work.counter("3", BY).finish())
    look(stopped, clock, 1)
    issue(stopped, count=3)
    for _ in range(2):
        refuse_one(stopped, clock)
    look(stopped, clock, 1)
    (one,) = listed(stopped)
    assert (one.id, one.goes_on, one.numbers) == (1, True, 6)


def test_a_day_that_ends_ends_what_went_on(stopped, clock):
    stopped.run(lambda work: work.day.close(BY, reason="sore"))
    look(stopped, clock, 1)
    assert not listed(stopped)[0].goes_on


def test_an_agency_that_stands_still_is_found_without_a_word_of_its_clerks(hall, clock):
    issue(hall, count=2)
    hall.run(lambda work: work.counter("3", BY).call_next())
    assert look(hall, clock, 36) == []
    assert len(look(hall, clock, 2)) == 1
    (one,) = listed(hall)
    assert (one.obstacle, one.obstacle_name, one.numbers) == ("", "", 2)
    hall.run(lambda work: work.counter("3", BY).finish())
    look(hall, clock, 1)
    assert listed(hall)[0].until == clock.now() - timedelta(minutes=1)


def test_an_incident_is_followed_up_with_notes_an_owner_and_a_day(stopped):
    run, due = stopped.run, date(2026, 11, 25)
    run(lambda work: work.incidents.note(1, OF_IMIGRASI, text="Sudah lapor ke pusat"))
    kept = run(lambda work: work.incidents.assign(1, OF_IMIGRASI, owner="Umar", due=due))
    assert (kept.owner, kept.due) == ("Umar", due)
    assert [(line.action, line.actor) for line in kept.notes] == [
        ("found", "system"), ("note", "clerk:umar"), ("assign", "clerk:umar"),
    ]  # fmt: skip
    assert code(lambda: run(lambda work: work.incidents.note(7, HALL, text="?"))) == "unknown_incident"
    assert code(lambda: run(lambda work: work.incidents.note(1, HALL, text=" "))) == "reason_needed"


def test_follow_up_counts_open_ones_shares_days_and_what_is_overdue(stopped, clock):
    start = clock.now() - timedelta(days=1)
    stopped.run(lambda work: work.incidents.assign(1, HALL, owner="Umar", due=date(2026, 11, 24)))
    clock.move(hours=48)
    found = stopped.fetch(lambda view: view.incidents.follow_up(start))
    assert (found.found, found.closed, found.overdue, found.share) == (1, 0, 1, 0)
    stopped.run(lambda work: work.incidents.close(1, HALL, done="Pulih"))
    found = stopped.fetch(lambda view: view.incidents.follow_up(start))
    assert (found.closed, found.overdue, found.share, round(found.days, 2)) == (1, 0, 1, 2.0)
    assert stopped.fetch(lambda view: view.incidents.follow_up(start), OF_DISDUKCAPIL).found == 0


def test_follow_up_counts_a_year_by_itself_and_who_can_end_it(stopped, clock):
    stopped.run(lambda work: work.incidents.open("disdukcapil", HALL, text="Mesin rusak"))
    found = stopped.fetch(lambda view: view.incidents.follow_up(), HALL)
    assert (found.found, found.open, found.external, found.internal) == (2, 2, 1, 1)
    for agency, external in (("imigrasi", 1), ("disdukcapil", 0)):
        one = stopped.fetch(lambda view, agency=agency: view.incidents.follow_up(agency=agency), HALL)
        assert (one.found, one.external) == (1, external)
    stopped.run(lambda work: work.incidents.close(1, HALL, done="Pulih"))
    clock.move(hours=24 * 366)
    found = stopped.fetch(lambda view: view.incidents.follow_up(), HALL)
    assert (found.found, found.open) == (1, 1)


def test_a_supervisor_of_an_agency_reads_the_own_follow_up_only(stopped):
    stopped.run(lambda work: work.incidents.open("disdukcapil", HALL, text="Mesin rusak"))
    own = stopped.fetch(lambda view: view.incidents.follow_up(by=OF_IMIGRASI))
    assert (own.found, own.external) == (1, 1)
    other = lambda view: view.incidents.follow_up(by=OF_IMIGRASI, agency="disdukcapil")  # noqa: E731
    assert code(lambda: stopped.fetch(other)) == "other_agency"
    assert code(lambda: stopped.fetch(lambda view: view.incidents.follow_up(), By.clerk("siti"))) == "needs_supervisor"


def test_a_supervisor_of_an_agency_sees_and_touches_the_own_incidents_only(stopped):
    assert [one.id for one in listed(stopped, OF_IMIGRASI)] == [1]
    assert listed(stopped, OF_DISDUKCAPIL, closed=True) == ()
    for job in (
        lambda: stopped.fetch(lambda view: view.incidents.find(1), OF_DISDUKCAPIL),
        lambda: listed(stopped, OF_DISDUKCAPIL, agency="imigrasi"),
        lambda: stopped.run(lambda work: work.incidents.close(1, OF_DISDUKCAPIL, done="x")),
        lambda: stopped.run(lambda work: work.incidents.open("imigrasi", OF_DISDUKCAPIL, obstacle="pusat")),
        lambda: stopped.run(lambda work: work.incidents.broadcast(1, OF_DISDUKCAPIL)),
    ):
        assert code(job) == "other_agency"
    assert code(lambda: listed(stopped, By.clerk("siti"))) == "needs_supervisor"


def test_a_person_opens_one_that_nobody_has_noted(hall, clock):
    assert code(lambda: hall.run(lambda work: work.incidents.open("imigrasi", HALL, obstacle="pusat"))) == "no_open_day"
    issue(hall)
    made = hall.run(lambda work: work.incidents.open("imigrasi", HALL, obstacle="jaringan pusat", text="Telepon"))
    assert (made.obstacle, made.found_by, made.notes[0].text) == ("pusat", "clerk:ani", "Telepon")
    assert code(lambda: hall.run(lambda work: work.incidents.open("imigrasi", HALL, obstacle="pusat"))) == (
        "incident_goes_on"
    )
    assert look(hall, clock, 50) == []
    assert hall.run(lambda work: work.incidents.close(made.id, HALL, done="Pulih")).until == clock.now()


def test_plans_are_kept_until_they_are_done_or_dropped(store, clock):
    today = date(2026, 11, 23)
    add = store.run(lambda work: work.plans.add("Loket tambahan", today, HALL))
    mine = store.run(
        lambda work: work.plans.add("Jaringan cadangan", date(2026, 12, 1), OF_IMIGRASI, agency="imigrasi")
    )
    plans = lambda by, **more: [one.id for one in store.fetch(lambda view: view.plans.listed(**more), by)]  # noqa: E731
    assert (plans(HALL), plans(OF_IMIGRASI), plans(OF_DISDUKCAPIL)) == ([1, 2], [1, 2], [1])
    assert code(lambda: store.run(lambda work: work.plans.end(mine.id, "done", OF_DISDUKCAPIL))) == "other_agency"
    assert code(lambda: store.run(lambda work: work.plans.end(add.id, "done", OF_IMIGRASI))) == "other_agency"
    assert code(lambda: store.run(lambda work: work.plans.end(mine.id, "dropped", HALL))) == "reason_needed"
    assert code(lambda: store.run(lambda work: work.plans.add("x", date(2026, 11, 22), HALL))) == "plan_past"
    dropped = store.run(lambda work: work.plans.end(mine.id, "dropped", OF_IMIGRASI, reason="Tanpa anggaran"))
    assert (dropped.state, dropped.reason, dropped.ended_by) == ("dropped", "Tanpa anggaran", "clerk:umar")
    assert code(lambda: store.run(lambda work: work.plans.end(mine.id, "done", HALL))) == "plan_ended"
    clock.move(days=1)
    assert [(one.id, one.late) for one in store.fetch(lambda view: view.plans.listed(ended=True))] == [
        (1, True), (2, False),
    ]  # fmt: skip


def test_a_plan_is_written_anew_while_it_is_open(store, clock):
    made = store.run(lambda work: work.plans.add("Loket tambahn", date(2026, 11, 23), OF_IMIGRASI, agency="imigrasi"))
    change = lambda by, **more: store.run(lambda work: work.plans.change(made.id, by, **more))  # noqa: E731
    assert code(lambda: change(OF_DISDUKCAPIL, text="x")) == "other_agency"
    assert code(lambda: change(HALL, text=" ")) == "reason_needed"
    assert code(lambda: change(HALL, due=date(2026, 11, 22))) == "plan_past"
    changed = change(OF_IMIGRASI, text="Loket tambahan", due=date(2026, 12, 1), owner="Rina")
    assert (changed.text, changed.due, changed.owner) == ("Loket tambahan", date(2026, 12, 1), "Rina")
    assert (changed.agency_id, changed.made_at) == ("imigrasi", made.made_at)
    clock.move(days=30)
    assert change(HALL, owner="").owner == ""  # the day that is over stays
    store.run(lambda work: work.plans.end(made.id, "done", HALL))
    assert code(lambda: change(HALL, text="x")) == "plan_ended"


def test_a_broadcast_stands_on_boards_until_the_incident_is_closed(stopped):
    told = stopped.run(lambda work: work.incidents.broadcast(1, OF_IMIGRASI))
    (shown,) = stopped.fetch(lambda view: view.boards.announcements())
    assert (told.announced, told.gives_numbers) == (True, True)
    assert (shown.kind, shown.title, shown.agency, len(shown.lines)) == (
        "outage", "Layanan Imigrasi terhenti: jaringan pusat", "imigrasi", 2,
    )  # fmt: skip
    assert code(lambda: stopped.run(lambda work: work.incidents.broadcast(1, HALL))) == "incident_announced"
    closed = stopped.run(lambda work: work.incidents.close(1, HALL, done="Pulih"))
    assert (closed.announced, stopped.fetch(lambda view: view.boards.announcements())) == (False, ())
    assert [line.action for line in closed.notes] == ["found", "broadcast", "end_broadcast", "close"]


def test_a_broadcast_may_close_a_service_to_new_numbers_and_ends_with_the_day(stopped, clock):
    stopped.run(
        lambda work: work.incidents.broadcast(1, HALL, service="2G", gives_numbers=False, next_news=clock.now())
    )
    assert stopped.fetch(lambda view: view.boards.announcements())[0].lines[1] == "Kabar berikutnya pukul 10.06."
    assert code(lambda: issue(stopped)) == "closed_now"
    ended = stopped.run(lambda work: work.incidents.end_broadcast(1, OF_IMIGRASI))
    assert (ended.announced, ended.gives_numbers, ended.is_open) == (False, True, True)
    issue(stopped)
    assert code(lambda: stopped.run(lambda work: work.incidents.end_broadcast(1, HALL))) == "incident_unannounced"
    stopped.run(lambda work: work.incidents.broadcast(1, HALL))
    clock.move(hours=14)
    assert not stopped.fetch(lambda view: view.incidents.find(1)).announced
    assert code(lambda: stopped.run(lambda work: work.incidents.broadcast(1, HALL, service="A"))) == "other_service"


def why_stopped(store, prefix):
    with store.read() as view:
        one = next(one for one in view.services() if one.prefix == prefix)
    return one.outage, one.outage_why.name, one.outage_why.name_en


def test_the_kiosk_is_told_why_an_agency_stands_still(stopped):
    stopped.run(lambda work: work.incidents.broadcast(1, HALL))
    assert why_stopped(stopped, "2G") == (True, "jaringan pusat", "Central network")
    assert why_stopped(stopped, "A") == (False, "", "")
    stopped.run(lambda work: work.incidents.end_broadcast(1, HALL))
    stopped.run(lambda work: work.incidents.broadcast(1, HALL, title="Imigrasi tutup dahulu"))
    assert why_stopped(stopped, "2G") == (True, "Jaringan pusat", "Central network")


def test_the_kiosk_takes_the_reason_of_an_announcement_from_behind_its_colon(hall):
    def announce(title):
        return hall.run(lambda work: work.boards.announce("outage", title, BY, agency="imigrasi"))

    announce("Layanan Imigrasi terhenti: listrik padam")
    assert why_stopped(hall, "2G") == (True, "listrik padam", "")
    announce("Imigrasi terhenti sementara")
    assert why_stopped(hall, "2G") == (True, "", "")
