"""The satisfaction survey at the kiosk, over a real store: one question a page, every answer kept at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtTest import QTest

from hall.forms import SurveyForm
from hall.store import open_store
from hall.survey.regulation import regulation
from kiosk.code_plans import code_plan
from kiosk.idle import NUMBER_S, READING_S
from kiosk.survey_geometry import question_plan
from qtkit.theme.scale import KIOSK_PX_PER_MM
from tests.hall_samples import BY, small_hall
from tests.kiosk.kiosk_fakes import Kiosk, shown_page

ELEMENTS = [one.key for one in regulation().elements]


@pytest.fixture
def url(tmp_path, prepared_halls):
    hall = small_hall(always_open=True)
    asking = replace(hall.hall, survey=SurveyForm(kiosk=True, ask=("sex",)))
    return prepared_halls.put(replace(hall, hall=asking), tmp_path / "hall.db")


@pytest.fixture
def store(url):
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def asking(qtbot, url, store):
    """A kiosk of a hall that asks."""
    made = Kiosk(qtbot)
    made.open_store = lambda: open_store(url)
    made.start()
    yield made
    made.close()


def _served(store) -> str:
    made = store.run(lambda w: w.tickets.issue("A", BY))
    store.run(lambda w: w.counter("1", BY).call_number(made.id))
    store.run(lambda w: w.counter("1", BY).serve())
    store.run(lambda w: w.counter("1", BY).finish())
    return made.code


def _touch(kiosk, name: str) -> None:
    kiosk.touch(name)
    kiosk.settled()
    kiosk.qtbot.waitUntil(lambda: not kiosk.presenter.visit.command.busy)


def _begin(kiosk, code: str) -> None:
    _touch(kiosk, "survey-button")
    for sign in code.replace("-", ""):
        _touch(kiosk, f"survey-key-{sign}")
    _touch(kiosk, "survey-begin")


def _whole(store):
    with store.read() as view:
        day = view.days.latest()
        return view.survey.of(day, day, by=BY).whole


def test_nine_questions_lead_to_thanks_and_the_first_page(asking, store):
    _begin(asking, _served(store))
    for number in range(1, 10):
        assert asking.page == "survey"
        assert f"Pertanyaan {number} dari 10" in shown_page(asking.window).accessibleName()
        _touch(asking, "survey-answer-3")
    assert _whole(store).respondents == 1
    _touch(asking, "survey-answer-0")
    assert asking.page == "survey_done"
    _touch(asking, "survey-done")
    assert asking.page == "agencies"


def test_a_stop_keeps_what_was_answered_and_the_next_sitting_goes_on_there(asking, store):
    code = _served(store)
    _begin(asking, code)
    for _ in range(4):
        _touch(asking, "survey-answer-1")
    _touch(asking, "survey-stop")
    assert asking.page == "survey_done"
    assert (_whole(store).respondents, _whole(store).incomplete) == (0, 1)
    _touch(asking, "survey-done")
    _begin(asking, code)
    assert "Pertanyaan 5 dari 10" in shown_page(asking.window).accessibleName()
    assert not asking.button("survey-back").isEnabled()


def test_who_walks_away_loses_no_answer(asking, store):
    _begin(asking, _served(store))
    _touch(asking, "survey-answer-2")
    asking.pass_seconds(READING_S + 1)
    asking.until("agencies")
    assert _whole(store).incomplete == 1


def test_an_answer_is_changed_by_going_back(asking, store):
    _begin(asking, _served(store))
    _touch(asking, "survey-answer-0")
    _touch(asking, "survey-back")
    assert asking.button("survey-answer-0").isChecked()
    _touch(asking, "survey-answer-3")
    for _ in range(8):
        _touch(asking, "survey-answer-3")
    assert str(_whole(store).index) == "100.00"


def test_a_skipped_question_makes_an_incomplete_questionnaire(asking, store):
    _begin(asking, _served(store))
    _touch(asking, "survey-skip")
    for _ in range(8):
        _touch(asking, "survey-answer-3")
    assert (_whole(store).respondents, _whole(store).incomplete) == (0, 1)


def test_a_second_vote_and_a_wrong_number_are_refused_kindly(asking, store):
    code = _served(store)
    _begin(asking, code)
    for _ in ELEMENTS:
        _touch(asking, "survey-answer-3")
    _touch(asking, "survey-stop")
    _touch(asking, "survey-done")
    _begin(asking, code)
    assert asking.page == "survey_number"
    assert asking.window.frame.notice_bar.texts == (
        "Survei belum bisa diisi",
        f"Survei untuk nomor {code} sudah diisi. Terima kasih.",
    )
    _touch(asking, "survey-erase")
    _touch(asking, "survey-key-9")
    _touch(asking, "survey-begin")
    assert "tidak ditemukan" in asking.window.frame.notice_bar.texts[1]


def test_a_double_tap_answers_one_question(asking, store):
    _begin(asking, _served(store))
    _touch(asking, "survey-answer-2")
    asking.touch_clock.seconds += 0.5
    asking.touch_at_once("survey-answer-2")
    asking.settled()
    assert asking.presenter.screen.survey.at == 1


def test_a_keyboard_or_scanner_types_the_number(asking, store):
    code = _served(store)
    _touch(asking, "survey-button")
    QTest.keyClicks(asking.window, code)
    asking.key(Qt.Key.Key_Return)
    asking.until("survey")
    asking.key(Qt.Key.Key_Escape)
    assert asking.page == "survey_done"


def test_english_is_spoken_on_every_page(asking, store):
    _touch(asking, "language-button")
    _begin(asking, _served(store))
    assert "Question 1 of 10" in shown_page(asking.window).accessibleName()
    assert asking.button("survey-answer-0").accessibleName() == "Did not fit"


def test_thanks_go_soon(asking, store):
    _begin(asking, _served(store))
    _touch(asking, "survey-stop")
    asking.pass_seconds(NUMBER_S + 1)
    assert asking.page == "agencies"


def test_a_hall_that_does_not_ask_shows_no_key(kiosk):
    assert not kiosk.button("survey-button").isVisible()


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("answers", [2, 4, 6])
def test_targets_are_large_enough_and_lie_apart(landscape, answers):
    body = (QSizeF(1536, 1080) if landscape else QSizeF(1080, 1596)) / KIOSK_PX_PER_MM
    plan, number = question_plan(body, answers, landscape=landscape), code_plan(body, landscape=landscape)
    for rects in ((*plan.answers, *plan.keys, plan.promise), (*number.keys, number.erase, number.back, number.begin)):
        for at, rect in enumerate(rects):
            assert min(rect.width(), rect.height()) >= 20.0
            assert body.width() >= rect.right()
            assert body.height() >= rect.bottom()
            assert not any(rect.intersects(other) for other in rects[at + 1 :])
