"""The satisfaction survey in the database: one questionnaire a visit, nothing lost, nobody named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from hall.access import By
from hall.errors import Refused
from hall.forms import SurveyForm
from hall.store import open_store
from hall.store import tables as t
from hall.store.aggregates.adding_up import add_days_up
from hall.store.incidents.plans import plans_of_findings
from hall.structure import Obstacle
from hall.survey.forms import PaperForm
from hall.survey.regulation import regulation
from tests.hall_samples import BY

KIOSK = By.kiosk("kiosk-1")
ELEMENTS = [one.key for one in regulation().elements]
ASKING = SurveyForm(kiosk=True, ask=("sex",))


@pytest.fixture
def asking(store, structure):
    """A hall whose kiosks ask."""
    _set(store, structure, ASKING)
    return store


def _set(store, structure, form: SurveyForm) -> None:
    store.run(lambda w: w.hall.apply(replace(structure, hall=replace(structure.hall, survey=form)), BY))


def _served(store, service="A", counter="1", **how) -> str:
    made = store.run(lambda w: w.tickets.issue(service, BY))
    store.run(lambda w: w.counter(counter, BY).call_number(made.id))
    store.run(lambda w: w.counter(counter, BY).serve())
    store.run(lambda w: w.counter(counter, BY).finish(**how))
    return made.code


def _begin(store, number, sitting="s1"):
    return store.run(lambda w: w.survey.begin(number, sitting, KIOSK))


def _answer(store, sheet, element, score, sitting="s1"):
    return store.run(lambda w: w.survey.answer(sheet.id, sitting, element, score, KIOSK))


def _fill(store, number, score=4, elements=ELEMENTS, sitting="s1"):
    sheet = _begin(store, number, sitting)
    for element in elements:
        sheet = _answer(store, sheet, element, score, sitting)
    return sheet


def _figures(store, clock, **how):
    day = clock.now().date()
    with store.read() as view:
        return view.survey.of(day, day, by=BY, **how)


def _refused(job) -> str:
    with pytest.raises(Refused) as refusal:
        job()
    return refusal.value.code


def test_a_visit_that_ended_as_served_answers_all_nine(asking, clock):
    sheet = _fill(asking, _served(asking).lower().replace("-", " "))
    assert (sheet.complete, sheet.code, sheet.answered) == (True, "A-001", tuple(sorted(ELEMENTS)))
    whole = _figures(asking, clock).whole
    assert (whole.respondents, whole.incomplete, whole.index) == (1, 0, Decimal("100.00"))


def test_scores_of_many_add_up(asking, clock):
    forms = [_paper(clock)] * 40
    asking.run(lambda w: w.survey.import_forms(forms, "abc", BY))
    whole = _figures(asking, clock).whole
    assert (whole.respondents, whole.index) == (40, Decimal("100.00"))
    assert {one.total for one in whole.elements} == {160}


def test_a_second_vote_is_refused(asking):
    number = _served(asking)
    _fill(asking, number)
    assert _refused(lambda: _begin(asking, number, "s2")) == "survey_answered"


def test_who_waits_was_called_or_did_not_come_is_asked_later_or_never(asking):
    made = asking.run(lambda w: w.tickets.issue("A", BY))
    assert _refused(lambda: _begin(asking, made.code)) == "survey_not_served"
    asking.run(lambda w: w.counter("1", BY).call_number(made.id))
    assert _refused(lambda: _begin(asking, made.code)) == "survey_not_served"
    asking.run(lambda w: w.counter("1", BY).no_show())
    assert _refused(lambda: _begin(asking, made.code)) == "survey_not_served"


def test_who_was_not_served_is_not_asked(asking, structure):
    obstacles = (Obstacle("berkas", "Berkas kurang", "Papers missing"),)
    hall = replace(structure.hall, survey=ASKING)
    asking.run(lambda w: w.hall.apply(replace(structure, hall=hall, obstacles=obstacles), BY))
    assert (
        _refused(lambda: _begin(asking, _served(asking, outcome="not_served", obstacle="berkas")))
        == "survey_not_served"
    )


def test_numbers_that_are_none_are_refused(asking):
    assert _refused(lambda: _begin(asking, "A-077")) == "survey_unknown_number"
    assert _refused(lambda: _begin(asking, "halo")) == "survey_unknown_number"
    assert _refused(lambda: _begin(asking, " ")) == "number_needed"


def test_a_hall_that_does_not_ask_refuses(store):
    assert _refused(lambda: _begin(store, _served(store))) == "survey_off"


def test_a_number_of_the_day_that_is_still_open_answers_past_midnight(asking, clock):
    number = _served(asking)
    clock.move(hours=24)
    assert _begin(asking, number).code == number


def test_yesterdays_number_answers_only_where_the_hall_lets_it(asking, structure, clock):
    number = _served(asking)
    asking.run(lambda w: w.day.close(BY, reason="sore"))
    clock.move(hours=24)
    assert _refused(lambda: _begin(asking, number)) == "survey_unknown_number"
    _set(asking, structure, replace(ASKING, days=2))
    assert _begin(asking, number).code == number
    asking.run(lambda w: w.tickets.issue("A", BY))
    assert _refused(lambda: _begin(asking, number)) == "survey_not_served"


def test_what_was_answered_before_a_stop_is_kept_and_not_counted_as_complete(asking, clock):
    _fill(asking, _served(asking), elements=ELEMENTS[:4])
    whole = _figures(asking, clock).whole
    assert (whole.respondents, whole.incomplete, whole.index) == (0, 1, None)


def test_a_questionnaire_that_was_only_opened_is_none(asking, clock):
    _begin(asking, _served(asking))
    whole = _figures(asking, clock).whole
    assert (whole.respondents, whole.incomplete) == (0, 0)


def test_a_stopped_questionnaire_goes_on_in_another_sitting_and_its_answers_are_not_told(asking, clock):
    number = _served(asking)
    first = _fill(asking, number, score=2, elements=ELEMENTS[:4])
    again = _begin(asking, number, "s2")
    assert (again.id, again.answered) == (first.id, tuple(sorted(ELEMENTS[:4])))
    assert _refused(lambda: _answer(asking, first, "biaya", 1)) == "survey_moved"
    for element in ELEMENTS[4:]:
        again = _answer(asking, again, element, 4, "s2")
    whole = _figures(asking, clock).whole
    assert (again.complete, whole.respondents, whole.index) == (True, 1, Decimal("77.78"))


def test_an_answer_can_be_changed_in_its_own_sitting(asking, clock):
    sheet = _fill(asking, _served(asking), score=1)
    for element in ELEMENTS:
        _answer(asking, sheet, element, 4)
    whole = _figures(asking, clock).whole
    assert (whole.respondents, whole.index) == (1, Decimal("100.00"))


def test_two_kiosks_at_once_make_one_questionnaire(asking, hall_url, clock):
    number, gate, ids = _served(asking), Barrier(4), []

    def press(sitting: str) -> None:
        own = open_store(hall_url, clock)
        gate.wait(30)
        ids.append(_begin(own, number, sitting).id)
        own.close()

    threads = [Thread(target=press, args=(f"s{place}",)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(ids) == 4
    assert len(set(ids)) == 1


@pytest.mark.parametrize(("element", "score"), [("waktu", 0), ("waktu", 5), ("cuaca", 3)])
def test_answers_that_no_form_has_are_refused(asking, element, score):
    sheet = _begin(asking, _served(asking))
    assert _refused(lambda: _answer(asking, sheet, element, score)) == "survey_unknown_answer"


def test_respondents_say_of_themselves_only_what_the_hall_asks(asking, clock):
    sheet = _fill(asking, _served(asking))
    told = asking.run(lambda w: w.survey.describe(sheet.id, "s1", "sex", "female", KIOSK))
    assert (sheet.ask, told.described) == (("sex",), ("sex",))
    for said in (("age", "20_29"), ("sex", "?")):
        refused = _refused(lambda s=said: asking.run(lambda w: w.survey.describe(sheet.id, "s1", *s, KIOSK)))
        assert refused == "survey_unknown_answer"
    (traits,) = _figures(asking, clock).traits
    assert (traits.trait.key, traits.counts, traits.unanswered) == ("sex", {"female": 1, "male": 0}, 0)


def test_figures_go_by_agency_service_month_and_channel(asking, clock):
    day = clock.now().date()
    _fill(asking, _served(asking), score=4)
    _fill(asking, _served(asking, "2G", "3"), score=2)
    month_ago = date(day.year, day.month - 1, 28)
    scores = dict.fromkeys(ELEMENTS, 3)
    forms = [PaperForm(month_ago, "imigrasi", scores=scores), PaperForm(day, "", "2G", scores)]
    asking.run(lambda w: w.survey.import_forms(forms, "abc", BY))
    with asking.read() as view:
        found = view.survey.of(month_ago.replace(day=1), day, by=BY)
        own = view.survey.of(month_ago.replace(day=1), day, by=By.staff("agency_supervisor", "rina", agency="imigrasi"))
    assert (found.whole.kiosk, found.whole.paper, found.whole.index) == (2, 2, Decimal("75.00"))
    by_id = {one.id: one for one in (*found.agencies, *found.services)}
    assert by_id["imigrasi"].index == Decimal("66.67")
    assert (by_id["imigrasi-2g"].respondents, by_id["imigrasi-2g"].index) == (2, Decimal("62.50"))
    assert (by_id["disdukcapil"].users, by_id["disdukcapil"].users_now) == (1, True)
    assert [(one.first.month, one.part.respondents) for one in found.months] == [(day.month - 1, 1), (day.month, 3)]
    assert (own.agency, own.whole.respondents, own.comments) == ("imigrasi", 3, 0)


def test_a_supervisor_of_an_agency_reads_no_other_one_and_no_text(asking, clock):
    by, day = By.staff("agency_supervisor", "rina", agency="imigrasi"), clock.now().date()
    with asking.read() as view:
        assert _refused(lambda: view.survey.of(day, day, "disdukcapil", by)) == "other_agency"
        assert _refused(lambda: view.survey.comments(day, day, by)) == "needs_supervisor"
        assert _refused(lambda: view.survey.of(day, day, by=By.clerk("siti"))) == "needs_supervisor"


def test_the_sample_is_drawn_from_the_users_of_the_period_before(asking, clock):
    _served(asking)
    _served(asking)
    asking.run(lambda w: w.day.close(BY, reason="sore"))
    clock.move(hours=24)
    _fill(asking, _served(asking))
    whole = _figures(asking, clock).whole
    assert (whole.users, whole.users_now, whole.needed, whole.is_small, whole.band) == (2, False, 2, True, None)


def test_users_of_days_that_are_added_up_are_counted_from_that(asking, clock):
    def users():
        with asking.read() as view:
            found = view.survey.of(clock.now().date(), clock.now().date() + timedelta(days=1), by=BY)
        return {one.id: one.users for one in (found.whole, *found.agencies)}

    _served(asking)
    _served(asking, "2G", "3")
    assert users() == {"": 2, "disdukcapil": 1, "imigrasi": 1}
    asking.run(lambda w: w.day.close(BY, reason="sore"))
    assert users() == {"": 2, "disdukcapil": 1, "imigrasi": 1}
    assert add_days_up(asking) == 1
    assert users() == {"": 2, "disdukcapil": 1, "imigrasi": 1}
    with asking.begin() as work:
        work._tx.connection.execute(t.aggregate_service.update().values(served=3))
    assert users() == {"": 6, "disdukcapil": 3, "imigrasi": 3}
    with asking.begin() as work:
        work._tx.connection.execute(t.aggregate_day.update().values(stale=True))
    assert users() == {"": 2, "disdukcapil": 1, "imigrasi": 1}


def test_another_regulation_is_not_mixed_in(asking, clock, monkeypatch):
    _fill(asking, _served(asking))
    with asking.begin() as work:
        work._tx.connection.execute(t.survey_response.update().values(regulation="older"))
    found = _figures(asking, clock)
    assert (found.whole.respondents, found.others) == (0, 1)


def test_findings_are_followed_by_plans(asking, clock):
    day = clock.now().date()
    first = asking.run(lambda w: w.plans.add("Loket kedua", day, BY, element="Waktu penyelesaian", owner="Rina"))
    asking.run(lambda w: w.plans.add("Papan tarif", day + timedelta(days=9), BY, element="biaya", agency="imigrasi"))
    asking.run(lambda w: w.plans.add("Cat dinding", day, BY))
    assert (first.element, first.owner) == ("waktu", "Rina")
    clock.move(hours=48)
    asking.run(lambda w: w.plans.end(first.id, "done", BY))
    with asking.read() as view:
        whole = view.survey.of(day, day, by=BY).follow_up
        own = view.survey.of(day, day, "imigrasi", by=BY).follow_up
    assert (whole.found, whole.closed, whole.share, whole.days) == (2, 1, 0.5, 2.0)
    assert (own.found, own.closed) == (1, 0)
    assert _refused(lambda: asking.run(lambda w: w.plans.add("x", day + timedelta(days=9), BY, element="cuaca"))) == (
        "unknown_element"
    )


def test_plans_of_findings_are_those_of_the_period_and_the_next_and_older_open_ones(asking, clock):
    def named(first, last, agency=""):
        with asking.read() as view:
            return [one.text for one in plans_of_findings(view._tx, first, last, agency)]

    day = clock.now().date()
    assert day == date(2026, 11, 23)
    done = asking.run(lambda w: w.plans.add("Selesai", day, BY, element="waktu"))
    asking.run(lambda w: w.plans.add("Terbuka", day + timedelta(days=99), BY, element="biaya", agency="imigrasi"))
    asking.run(lambda w: w.plans.add("Lain", day, BY))
    asking.run(lambda w: w.plans.end(done.id, "done", BY))
    november = date(2026, 11, 1), date(2026, 11, 30)
    assert named(date(2026, 9, 1), date(2026, 9, 30)) == []
    assert named(date(2026, 10, 1), date(2026, 10, 31)) == named(*november) == ["Selesai", "Terbuka"]
    assert named(*november, "imigrasi") == ["Terbuka"]
    assert named(date(2026, 12, 1), date(2026, 12, 31)) == ["Terbuka"]


def _paper(clock, **more):
    return PaperForm(clock.now().date(), "disdukcapil", scores=dict.fromkeys(ELEMENTS, 4), **more)


def test_an_import_is_taken_in_once_and_taken_back_whole(asking, clock):
    forms = [_paper(clock, comment="Antre  lama", traits={"sex": "male"}), _paper(clock)]
    made = asking.run(lambda w: w.survey.import_forms(forms, "abc", BY))
    assert _refused(lambda: asking.run(lambda w: w.survey.import_forms(forms, "abc", BY))) == "survey_imported"
    day = clock.now().date()
    with asking.read() as view:
        assert [one.text for one in view.survey.comments(day, day, BY)] == ["Antre lama"]
        assert view.survey.of(day, day, by=BY).comments == 1
    asking.run(lambda w: w.survey.withdraw(made.id, BY, reason="ganda"))
    with asking.read() as view:
        found, texts = view.survey.of(day, day, by=BY), view.survey.comments(day, day, BY)
        assert (found.whole.paper, found.traits[0].counts["male"], texts) == (0, 0, ())
        assert [(one.forms, one.reason) for one in view.survey.imports()] == [(2, "ganda")]
    assert _refused(lambda: asking.run(lambda w: w.survey.withdraw(made.id, BY, reason="lagi"))) == "survey_import_gone"
    asking.run(lambda w: w.survey.import_forms(forms, "abc", BY))


def test_questionnaires_are_listed_by_their_scores_and_tell_neither_day_nor_order(asking, clock):
    day = clock.now().date()
    scores = [dict.fromkeys(ELEMENTS, score) for score in (4, 1, 3)]
    forms = [PaperForm(day, "imigrasi", scores=one) for one in scores]
    forms += [PaperForm(day, "", "A", scores[0]), PaperForm(day, "imigrasi", scores={"waktu": 1})]
    asking.run(lambda w: w.survey.import_forms(forms, "abc", BY))
    with asking.read() as view:
        found = view.survey.scores(day, day, by=BY)
        own = view.survey.scores(day, day, by=By.staff("agency_supervisor", "rina", agency="imigrasi"))
        assert _refused(lambda: view.survey.scores(day, day, by=By.clerk("siti"))) == "needs_supervisor"
    assert [(one.agency, one.service, one.scores["waktu"]) for one in found] == [
        ("disdukcapil", "disdukcapil-a", 4),
        *(("imigrasi", "", score) for score in (1, 3, 4)),
    ]
    assert own == found[1:]


def test_nothing_of_a_file_is_kept_when_one_form_is_wrong(asking, clock):
    forms = [_paper(clock), replace(_paper(clock), agency="", service="ZZ")]
    assert _refused(lambda: asking.run(lambda w: w.survey.import_forms(forms, "abc", BY))) == "unknown_service"
    assert _figures(asking, clock).whole.paper == 0


@pytest.mark.parametrize(
    ("forms", "code"),
    [
        ([], "survey_forms_none"),
        ([PaperForm(date(2099, 1, 1), "imigrasi", scores={"waktu": 1})], "survey_form_day"),
        ([PaperForm(date(2026, 1, 1), "imigrasi")], "survey_form_empty"),
        ([PaperForm(date(2026, 1, 1), "imigrasi", scores={"waktu": 9})], "survey_unknown_answer"),
        ([PaperForm(date(2026, 1, 1), "gone", scores={"waktu": 1})], "unknown_agency"),
        ([PaperForm(date(2026, 1, 1), "imigrasi", scores={"waktu": 1})] * 10_001, "survey_forms_many"),
    ],
)
def test_forms_that_cannot_be_are_refused(asking, forms, code):
    assert _refused(lambda: asking.run(lambda w: w.survey.import_forms(forms, "abc", BY))) == code


def test_a_text_leads_to_no_questionnaire(asking, clock):
    forms = [_paper(clock, comment=f"tulisan {place}") for place in range(40)]
    asking.run(lambda w: w.survey.import_forms(forms, "abc", BY))
    columns = set(t.survey_comment.c.keys())
    assert columns == {"id", "day", "text", "import_id"}
    with asking.begin() as work:
        kept = [row.text for row in work._tx.connection.execute(select(t.survey_comment))]
        requests = work._tx.connection.execute(select(t.request)).all()
    assert sorted(kept) == sorted(form.comment for form in forms)
    assert kept != [form.comment for form in forms]
    assert not any("tulisan" in str(row) for row in requests)
