"""What reports need beside figures, on both databases: single calls, twelve months, incidents, the floor, the audit."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hall.access import By
from hall.errors import Refused
from hall.figures import DayTotal, Need, SurveyFacts, parse_period
from hall.report.kinds import KINDS
from hall.store.aggregates import needed
from hall.store.aggregates.adding_up import add_days_up
from hall.store.incidents import incident_reads
from hall.survey.forms import PaperForm
from hall.survey.regulation import regulation
from hall.translator import INDONESIAN
from tests.hall_samples import BY

MONDAY = date(2026, 11, 23)
PERIOD = parse_period("2026-11")
HALL = By.staff("supervisor", "user1")
OF_IMIGRASI = By.staff("agency_supervisor", "user3", agency="imigrasi")


def facts(store, *needs, by=BY, period=PERIOD, **more):
    return store.fetch(lambda view: view.aggregates.facts(period, by, needs=needs, **more))


def ticket(store, code):
    return store.fetch(lambda view: view.tickets.find(code)).id


def act(store, counter, name, *what, by=BY, **more):
    return store.run(lambda work: getattr(work.counter(counter, by), name)(*what, **more))


def close(store):
    store.run(lambda work: work.day.close(BY, reason="selesai"))
    assert add_days_up(store) == 1


@pytest.fixture
def jumped(staffed, clock):
    """A-003 was called by its number after 12 minutes, A-002 taken back, A-001 held and then called by its number."""
    for service in ("A", "A", "A", "2G"):
        staffed.run(lambda work, service=service: work.tickets.issue(service, BY, priority=service == "2G"))
    clock.move(minutes=12)
    clerk = By.clerk("user1")
    act(staffed, "1", "call_number", ticket(staffed, "A-003"), by=clerk)
    act(staffed, "2", "call_number", ticket(staffed, "A-002"))
    act(staffed, "2", "undo")
    clock.move(minutes=1)
    act(staffed, "1", "serve", by=clerk)
    act(staffed, "1", "finish", by=clerk)
    act(staffed, "1", "call_next", by=clerk)
    act(staffed, "1", "hold", reason="fotokopi", by=clerk)
    clock.move(minutes=2)
    act(staffed, "1", "call_number", ticket(staffed, "A-001"), by=clerk)
    act(staffed, "3", "call_next")
    return staffed


def test_every_call_out_of_turn_is_told_with_who_and_when(jumped, clock):
    found = facts(jumped, Need.CALLS)
    (call,) = found.calls.out_of_turn
    assert (call.code, call.counter, call.service, call.priority) == ("A-003", "loket-1", "disdukcapil-a", False)
    assert (call.waited, call.actor, call.after) == (12, "clerk:user1", "issue")
    assert call.at == clock.now() - timedelta(minutes=3)
    assert found.figures.of().out_of_turn == 1


def test_a_number_that_waited_for_the_counter_or_came_back_says_so(jumped, clock):
    act(jumped, "1", "transfer", to_counter="2")
    clock.move(minutes=1)
    act(jumped, "2", "call_number", ticket(jumped, "A-001"))
    act(jumped, "2", "no_show")
    back = ticket(jumped, "A-001")
    jumped.run(lambda work: work.tickets.return_late(back, BY))
    clock.move(minutes=1)
    act(jumped, "1", "call_number", ticket(jumped, "A-001"))
    calls = facts(jumped, Need.CALLS).calls.out_of_turn
    assert [(one.code, one.after) for one in calls] == [("A-003", "issue"), ("A-001", "directed"), ("A-001", "return")]


def test_the_longest_wait_of_each_class_has_its_number_while_its_day_is_open_and_after(jumped, clock):
    act(jumped, "1", "finish")
    clock.move(minutes=30)
    act(jumped, "1", "call_next")
    for closed in (False, True):
        longest = facts(jumped, Need.CALLS).calls.longest
        assert {priority: (one.minutes, one.day, code) for priority, (one, code) in longest.items()} == {
            False: (45, MONDAY, "A-002"),
            True: (15, MONDAY, "2G-001"),
        }
        clock.move(minutes=1)
        if not closed:
            close(jumped)


def test_an_agency_is_told_its_own_calls_only(jumped):
    assert facts(jumped, Need.CALLS, by=OF_IMIGRASI).calls.out_of_turn == ()
    assert set(facts(jumped, Need.CALLS, by=OF_IMIGRASI).calls.longest) == {True}
    assert len(facts(jumped, Need.CALLS, agency="disdukcapil").calls.out_of_turn) == 1


def test_days_of_twelve_months_are_added_up_open_or_closed(jumped, clock):
    found = facts(jumped, Need.MONTHS)
    assert (found.twelve_months.first, found.twelve_months.last) == (date(2025, 12, 1), MONDAY)
    assert found.months == {MONDAY: DayTotal(4, 1, 1)}
    clock.move(hours=1)
    open_or_closed = facts(jumped, Need.MONTHS).months[MONDAY]
    close(jumped)
    clock.move(hours=24 * 40)
    later = facts(jumped, Need.MONTHS, period=parse_period("2027-01"))
    assert later.months == {MONDAY: open_or_closed}
    assert facts(jumped, Need.MONTHS, by=OF_IMIGRASI).months[MONDAY].issued == 1


def test_incidents_of_the_period_and_open_ones_from_before_it(staffed, clock, monkeypatch):
    staffed.run(lambda work: work.tickets.issue("A", BY))
    first = staffed.run(lambda work: work.incidents.open("imigrasi", HALL, text="Mesin rusak"))
    staffed.run(lambda work: work.plans.add("Loket kedua", date(2026, 12, 5), HALL))
    staffed.run(lambda work: work.plans.add("Pelatihan", date(2026, 12, 1), HALL, agency="disdukcapil"))
    monkeypatch.setattr(incident_reads, "MOST", 0)
    of = {one: facts(staffed, Need.OBSTACLES, period=parse_period(one)).obstacles for one in ("2026-10", "2026-11")}
    assert [[one.id for one in each.incidents] for each in of.values()] == [[], [first.id]]
    assert [one.text for one in of["2026-11"].plans] == ["Pelatihan", "Loket kedua"]
    clock.move(hours=24 * 10)
    december = parse_period("2026-12")
    assert [one.id for one in facts(staffed, Need.OBSTACLES, period=december).obstacles.incidents] == [first.id]
    staffed.run(lambda work: work.incidents.close(first.id, HALL, done="Diganti"))
    assert facts(staffed, Need.OBSTACLES, period=december).obstacles.incidents == ()
    own = facts(staffed, Need.OBSTACLES, by=OF_IMIGRASI).obstacles
    assert ([one.id for one in own.incidents], [one.text for one in own.plans]) == ([first.id], ["Loket kedua"])


def test_plans_that_were_done_are_of_the_period_in_which_they_ended(staffed, clock):
    add = lambda text, **more: staffed.run(lambda work: work.plans.add(text, date(2026, 12, 5), HALL, **more))  # noqa: E731
    kept, dropped, of_another = add("Loket kedua"), add("Kursi"), add("Pelatihan", agency="disdukcapil")
    for one in (kept, of_another):
        staffed.run(lambda work, one=one: work.plans.end(one.id, "done", HALL))
    staffed.run(lambda work: work.plans.end(dropped.id, "dropped", HALL, reason="Tanpa anggaran"))
    of = {one: facts(staffed, Need.OBSTACLES, period=parse_period(one)).obstacles for one in ("2026-10", "2026-11")}
    assert [[one.text for one in each.done] for each in of.values()] == [[], ["Loket kedua", "Pelatihan"]]
    assert [one.text for one in facts(staffed, Need.OBSTACLES, by=OF_IMIGRASI).obstacles.done] == ["Loket kedua"]


def test_the_audit_is_of_the_present_day_and_of_the_whole_hall_alone(jumped):
    audit = facts(jumped, Need.AUDIT).audit
    assert (audit.day, audit.report.good, audit.report.tickets) == (MONDAY, True, 4)
    assert facts(jumped, Need.AUDIT, by=OF_IMIGRASI).audit is None


def test_the_survey_is_of_the_whole_period_and_of_whoever_reads(jumped):
    survey = facts(jumped, Need.SURVEY, by=OF_IMIGRASI).survey
    assert (survey.first, survey.last, survey.agency) == (PERIOD.first, PERIOD.last, "imigrasi")
    assert survey.before == (date(2026, 10, 1), date(2026, 10, 31))


def test_a_month_that_goes_on_needs_the_sample_of_the_whole_month_before(jumped, clock):
    close(jumped)
    clock.move(hours=24 * 12)
    survey = facts(jumped, Need.SURVEY, period=parse_period("2026-12")).survey
    assert (clock.now().date(), survey.whole.users, survey.whole.users_now) == (date(2026, 12, 5), 1, False)


@pytest.fixture
def surveyed(jumped):
    """Three forms of November and one of October, one of them with a text; a plan for each of two agencies."""
    scores = dict.fromkeys((one.key for one in regulation().elements), 3)
    forms = [
        PaperForm(date(2026, 11, 20), "imigrasi", scores=scores, comment="Kursi kurang"),
        *(PaperForm(date(2026, 11, 20), "disdukcapil", scores=scores) for _ in range(2)),
        PaperForm(date(2026, 10, 20), "imigrasi", scores=dict.fromkeys(scores, 4)),
    ]
    jumped.run(lambda work: work.survey.import_forms(forms, "abc", BY))
    due = date(2026, 12, 1)
    for agency in ("imigrasi", "disdukcapil"):
        jumped.run(lambda work, of=agency: work.plans.add(f"Rencana {of}", due, BY, element="waktu", agency=of))
    return jumped


def test_a_report_of_the_survey_has_its_months_what_was_before_and_what_was_written(surveyed):
    beside = facts(surveyed, Need.SURVEY, Need.SURVEY_FACTS).survey_facts
    months = {one.first: one.part.index for one in beside.months if one.part.index is not None}
    assert (len(beside.months), beside.months[-1].last) == (12, PERIOD.last)
    assert months == {date(2026, 10, 1): Decimal("100.00"), PERIOD.first: Decimal("75.00")}
    assert (beside.before.index, beside.year_before.index) == (Decimal("100.00"), None)
    assert len(beside.sheets) == 3
    assert [one.text for one in beside.comments] == ["Kursi kurang"]
    assert [one.text for one in beside.plans] == ["Rencana imigrasi", "Rencana disdukcapil"]


def test_an_agency_is_told_its_own_questionnaires_and_no_text_which_names_none(surveyed):
    for by, agency in ((OF_IMIGRASI, ""), (HALL, "imigrasi")):
        beside = facts(surveyed, Need.SURVEY, Need.SURVEY_FACTS, by=by, agency=agency).survey_facts
        assert {one.agency for one in beside.sheets} == {"imigrasi"}
        assert (len(beside.sheets), beside.comments) == (1, ())
        assert [one.text for one in beside.plans] == ["Rencana imigrasi"]
        assert beside.before.respondents == 1


def test_more_questionnaires_than_a_list_takes_are_not_read(surveyed, monkeypatch):
    monkeypatch.setattr(needed, "MOST_LISTED", 2)
    assert facts(surveyed, Need.SURVEY, Need.SURVEY_FACTS).survey_facts.sheets == ()
    assert len(facts(surveyed, Need.SURVEY, Need.SURVEY_FACTS, agency="disdukcapil").survey_facts.sheets) == 2


def test_what_no_report_needs_is_not_read(jumped):
    found = facts(jumped)
    assert (found.months, found.calls.out_of_turn, found.floor, found.audit, found.survey) == ({}, (), None, None, None)
    assert found.survey_facts == SurveyFacts()


@pytest.mark.parametrize("key", KINDS)
def test_every_report_is_made_of_a_hall_by_whoever_may_see_it(jumped, key):
    jumped.run(lambda work: work.staff.add("ani", "Ani", "407163", BY, role="supervisor"))
    jumped.run(lambda work: work.staff.add("rudi", "Rudi", "407163", BY, role="agency_supervisor", agency="imigrasi"))
    for by in (BY, By.staff("supervisor", "ani"), By.staff("agency_supervisor", "rudi", agency="imigrasi")):
        document = KINDS[key].document(facts(jumped, *KINDS[key].needs, by=by), INDONESIAN)
        assert document.title
    with pytest.raises(Refused) as refusal:
        facts(jumped, *KINDS[key].needs, by=By.clerk("user1"))
    assert refusal.value.code == "needs_supervisor"


def test_the_sheet_of_a_visit_says_what_goes_on_now(jumped, clock):
    activity = KINDS["activity"]
    document = activity.document(facts(jumped, *activity.needs), INDONESIAN)
    said = " ".join(text for block in document.blocks for text in getattr(block, "paragraphs", ()))
    assert "1 selesai, 1 menunggu, 3 dari 3 loket melayani" in said
    assert "Antrean terpanjang: Perekaman KTP-el, 1 orang, paling lama 15 menit" in said
    clock.move(hours=1)
    jumped.run(lambda work: work.day.close(BY, reason="selesai"))
    document = activity.document(facts(jumped, *activity.needs), INDONESIAN)
    assert any("sudah berakhir" in text for block in document.blocks for text in getattr(block, "paragraphs", ()))
