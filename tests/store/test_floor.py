"""The hall as its supervisor sees it, on both databases."""

from datetime import timedelta

import pytest

from hall import __version__
from hall.access import By, Role
from hall.errors import Refused
from hall.lives import Life
from hall.translator import ENGLISH
from tests.hall_samples import BY

SUPERVISOR = By.staff("supervisor", "rina")
OF_IMIGRASI = By(Role.AGENCY_SUPERVISOR, "dewi", agency="imigrasi")


@pytest.fixture(autouse=True)
def supervisors(staffed):
    """Rina answers for the hall, Dewi for Imigrasi."""
    staffed.run(lambda work: work.staff.add("rina", "Rina", "407163", BY, role="supervisor"))
    staffed.run(lambda work: work.staff.add("dewi", "Dewi", "407163", BY, role="agency_supervisor", agency="imigrasi"))


def floor(store, by=SUPERVISOR):
    with store.read() as view:
        return view.floor.now(by)


def issue(store, *prefixes, priority=False):
    return [
        store.act(lambda work, prefix=prefix: work.tickets.issue(prefix, BY, priority=priority)) for prefix in prefixes
    ]


def at(store, counter, do):
    return store.run(lambda work: do(work.counter(counter, BY)))


def visit(store, clock, counter, *, waits, takes):
    """The next number is called after ``waits`` minutes and done ``takes`` minutes after it has come."""
    clock.move(minutes=waits)
    at(store, counter, lambda here: here.call_next())
    at(store, counter, lambda here: here.serve())
    clock.move(minutes=takes)
    at(store, counter, lambda here: here.finish())


def agency(view, name):
    return next(one for one in view.agencies if one.id == name)


def test_a_hall_before_its_first_number_has_every_agency_and_nothing_to_tell(staffed):
    view = floor(staffed)
    assert view.business_day is None
    assert (view.figures.waiting, view.figures.done, view.figures.mean_wait) == (0, 0, None)
    assert [one.id for one in view.agencies] == ["disdukcapil", "imigrasi"]
    assert view.arrivals is None
    assert view.figures.no_show_share is None


def test_the_figures_of_a_day_are_what_happened(staffed, clock):
    issue(staffed, "A", "A", "B", "2G", "2G")
    visit(staffed, clock, "1", waits=10, takes=5)
    visit(staffed, clock, "1", waits=0, takes=20)
    at(staffed, "3", lambda here: here.call_next())
    at(staffed, "3", lambda here: here.no_show())
    at(staffed, "3", lambda here: here.call_next())
    view = floor(staffed)
    figures = view.figures
    assert (figures.waiting, figures.serving, figures.done, figures.no_show) == (1, 1, 2, 1)
    assert figures.no_show_share == pytest.approx(1 / 3)
    # 10 and 15 minutes at counter 1; 35 each for the two of 2G.
    assert figures.mean_wait == pytest.approx(timedelta(minutes=(10 + 15 + 35 + 35) / 4), abs=timedelta(seconds=1))
    assert (figures.counters_open, view.counters) == (3, 3)
    dukcapil = agency(view, "disdukcapil")
    # The promise of the sample's services is 15 minutes.
    assert (dukcapil.done, dukcapil.within, dukcapil.waiting) == (2, 1, 1)
    assert dukcapil.longest == pytest.approx(timedelta(minutes=35), abs=timedelta(seconds=1))
    assert sum(view.arrivals.counts) == 5


def test_an_agency_where_people_wait_and_nobody_sits_has_stopped(staffed):
    issue(staffed, "2G")
    assert agency(floor(staffed), "imigrasi").state == "serving"
    at(staffed, "3", lambda here: here.pause(kind="break", reason="Makan"))
    stopped = agency(floor(staffed), "imigrasi")
    assert (stopped.state, stopped.counters_open, stopped.counters) == ("stopped", 0, 1)
    assert [(one.waiting, one.counters_open) for one in stopped.services] == [(1, 0)]


def test_an_announced_outage_stands_at_its_agency(staffed):
    staffed.run(lambda work: work.boards.announce("outage", "Jaringan pusat", BY, agency="imigrasi"))
    view = floor(staffed)
    assert agency(view, "imigrasi").outage == "Jaringan pusat"
    assert agency(view, "disdukcapil").outage == ""


def test_the_supervisor_of_an_agency_sees_that_agency_and_nothing_else(staffed, clock):
    issue(staffed, "A", "A", "2G")
    visit(staffed, clock, "1", waits=3, takes=2)
    view = floor(staffed, OF_IMIGRASI)
    assert [one.id for one in view.agencies] == ["imigrasi"]
    assert (view.figures.waiting, view.figures.done, view.counters) == (1, 0, 1)
    assert sum(view.arrivals.counts) == 1
    assert view.stations == ()


@pytest.mark.parametrize(
    "by", [By.clerk("siti"), By.kiosk("kiosk-1"), By.board("board-1"), By(Role.AGENCY_SUPERVISOR, "dewi")]
)
def test_whoever_answers_for_nothing_sees_nothing(staffed, by):
    with pytest.raises(Refused):
        floor(staffed, by)


def test_the_bars_of_arrivals_have_no_gaps(staffed, clock):
    issue(staffed, "A", "A")
    clock.move(minutes=45)
    issue(staffed, "B")
    clock.move(minutes=20)
    arrivals = floor(staffed).arrivals
    assert arrivals.step == timedelta(minutes=15)
    assert arrivals.counts[:4] == (2, 0, 0, 1)
    assert arrivals.counts[4:] in {(0,), (0, 0)}
    assert arrivals.first.tzinfo is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda work: work.staff.disable("rina", BY),
        lambda work: work.staff.set_role("rina", "clerk", BY),
        lambda work: work.staff.set_role("rina", "agency_supervisor", BY, agency="imigrasi"),
    ],
)
def test_whoever_is_no_supervisor_any_more_sees_nothing_from_the_next_look_on(staffed, change):
    staffed.run(lambda work: work.staff.add("boss", "Boss", "407163", BY, role="supervisor"))
    assert floor(staffed).counters == 3
    staffed.run(change)
    with pytest.raises(Refused) as refused:
        floor(staffed)
    assert refused.value.code == "needs_supervisor"


def test_database_versions_and_clocks_have_a_line_each(staffed):
    staffed.beat(Life("kiosk", "kiosk-1"))
    lines = {line.kind: line for line in floor(staffed).stations}
    assert lines["database"].said.message(ENGLISH).startswith(("SQLite (", "Postgres ("))
    assert lines["versions"].said.message(ENGLISH) == f"all {__version__}"
    assert (lines["clock"].state, "disk" in lines) == ("good", lines["database"].said.params[0][1] == "SQLite")
