from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from hall.errors import Refused, StoreCause, StoreUnavailable
from hall.lifecycle import State
from hall.messages import message
from hall.printing.outcome import PrintOutcome
from hall.translator import INDONESIAN
from kiosk.screen import PlainNotice
from tests.kiosk.kiosk_fakes import Kiosk, notice_texts, shown_page, staff_line


@pytest.fixture
def starting(qtbot: QtBot) -> Iterator[Kiosk]:
    """A kiosk whose store does not answer yet."""
    kiosk = Kiosk(qtbot)
    kiosk.hall.down = True
    kiosk.window.show()
    yield kiosk
    kiosk.close()


def test_a_kiosk_without_store_says_so_calmly_and_comes_back_by_itself(starting: Kiosk):
    assert starting.page == "loading"
    starting.link.open()
    starting.until("notice")
    assert notice_texts(starting.window)[0] == "Mesin ini belum bisa memberi nomor"

    starting.hall.down = False

    starting.until("agencies")


def test_a_database_without_hall_sends_visitors_to_the_staff_and_names_no_command(starting: Kiosk):
    starting.hall.down = False
    starting.open_store = _no_hall
    starting.link.open()
    starting.until("notice")

    assert "hall" not in notice_texts(starting.window)[1]  # the command is in the log


def _no_hall():
    raise Refused("no_hall")


@pytest.mark.parametrize("cause", [cause for cause in StoreCause if not StoreUnavailable("", cause).passes])
def test_why_the_database_cannot_be_used_stands_behind_the_staff_page_only(starting: Kiosk, cause: StoreCause):
    def refuse():
        raise StoreUnavailable("the technical sentence", cause)

    starting.open_store = refuse
    starting.link.open()
    starting.until("notice")
    said = message(f"store_{cause}", INDONESIAN)
    assert said not in " ".join(notice_texts(starting.window))

    starting.presenter.navigation.ask_staff()
    starting.qtbot.waitUntil(lambda: staff_line(starting.window) == said)


def test_a_short_gap_is_not_shown(kiosk: Kiosk):
    kiosk.hall.down = True
    kiosk.presenter.on_hall_changed()
    kiosk.settled()
    assert kiosk.page == "agencies"

    kiosk.hall.down = False
    kiosk.presenter.on_hall_changed()
    kiosk.settled()
    assert kiosk.page == "agencies"


def test_a_store_that_stays_away_is_shown_and_the_first_page_returns(kiosk: Kiosk):
    kiosk.hall.down = True
    kiosk.presenter.on_hall_changed()
    kiosk.until("notice")

    kiosk.hall.down = False
    kiosk.until("agencies")


def test_the_number_stays_on_the_screen_while_the_store_is_away(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    kiosk.hall.down = True
    kiosk.presenter.on_hall_changed()
    kiosk.qtbot.waitUntil(lambda: kiosk.presenter.watch.failures > 1)

    assert kiosk.page == "ticket"
    kiosk.pass_seconds(61)
    assert kiosk.page == "notice"


def test_a_lost_reply_is_asked_for_again_and_gives_one_number(kiosk: Kiosk):
    kiosk.hall.lose_replies = 1

    kiosk.touch("agency-pln")
    kiosk.until("ticket")

    assert list(kiosk.hall.tickets) == [1]


def test_a_touch_that_gets_no_answer_for_twenty_seconds_is_given_up_and_settled_later(kiosk: Kiosk):
    given_up: list[bool] = []
    kiosk.presenter.visitor_given_up.connect(lambda: given_up.append(True))
    kiosk.hall.down = True
    kiosk.touch("agency-pln")
    kiosk.clock.seconds += 21
    kiosk.until("failed")
    assert not given_up

    kiosk.hall.down = False
    kiosk.qtbot.waitUntil(lambda: given_up == [True])

    assert kiosk.page == "failed"  # whoever stands there reads it
    assert not kiosk.hall.tickets


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", "Nomor belum bisa dibuat. Anda belum mendapat nomor antrean. Mesin ini sedang terganggu. Coba"),
        ("en", "No number was made. Sorry, this machine has a problem. You do not have a number yet. Try"),
    ],
)
def test_a_store_that_says_nothing_is_told_after_5_seconds_and_given_up_after_20(
    kiosk: Kiosk, language: str, said: str
):
    if language == "en":
        kiosk.touch("language-button")
    kiosk.hall.gate.clear()
    kiosk.touch("agency-pln")
    kiosk.pass_seconds(4)
    assert kiosk.presenter.screen.notice_bar != PlainNotice("long")
    kiosk.pass_seconds(1)
    assert kiosk.presenter.screen.notice_bar == PlainNotice("long")
    kiosk.pass_seconds(14)
    assert kiosk.window.frame.notice_bar.isVisible()
    assert kiosk.page == "agencies"

    kiosk.pass_seconds(1)

    assert kiosk.page == "failed"
    assert shown_page(kiosk.window).accessibleName().startswith(said)
    kiosk.touch("restart-button")
    assert kiosk.page == "agencies"
    assert kiosk.presenter.screen.language == language


def test_a_number_that_is_made_after_all_is_given_to_whoever_still_stands_there(kiosk: Kiosk):
    kiosk.hall.gate.clear()
    kiosk.touch("agency-pln")
    kiosk.pass_seconds(20)
    assert kiosk.page == "failed"

    kiosk.hall.gate.set()

    kiosk.until("ticket")
    assert [order.ticket.code for order in kiosk.orders] == [kiosk.presenter.screen.ticket.code]
    assert kiosk.hall.tickets[1].state is State.PRINTING


def test_a_number_that_is_made_after_the_visitor_went_on_is_cancelled_and_not_printed(kiosk: Kiosk):
    unwanted: list[int] = []
    kiosk.presenter.visit.unwanted.connect(unwanted.append)
    kiosk.hall.gate.clear()
    kiosk.touch("agency-pln")
    kiosk.pass_seconds(20)
    kiosk.touch("restart-button")

    kiosk.hall.gate.set()
    kiosk.qtbot.waitUntil(lambda: bool(kiosk.hall.tickets) and kiosk.hall.tickets[1].state is State.CANCELLED)

    assert unwanted == [1]
    assert kiosk.orders == []
    assert kiosk.page == "agencies"


def test_the_next_number_does_not_wait_for_the_one_that_nobody_wants(kiosk: Kiosk):
    kiosk.hall.gate.clear()
    kiosk.touch("agency-pln")
    kiosk.pass_seconds(20)
    kiosk.touch("restart-button")
    kiosk.touch("agency-pln")

    kiosk.hall.gate.set()

    kiosk.until("ticket")
    kiosk.settled()
    states = [ticket.state for ticket in kiosk.hall.tickets.values()]
    assert states == [State.CANCELLED, State.PRINTING]
    assert [order.ticket.id for order in kiosk.orders] == [2]


def test_an_error_of_the_program_is_the_page_of_failure_at_once_and_the_next_try_works(kiosk: Kiosk):
    kiosk.hall.fault = ValueError("a bug")
    kiosk.touch("agency-pln")
    kiosk.until("failed")

    kiosk.touch("restart-button")
    kiosk.touch("agency-pln")

    kiosk.until("ticket")


def test_the_page_of_failure_waits_a_minute_warns_and_goes_home_in_the_hall_s_language(kiosk: Kiosk):
    kiosk.touch("language-button")
    kiosk.hall.fault = ValueError("a bug")
    kiosk.touch("agency-pln")
    kiosk.until("failed")
    kiosk.pass_seconds(60)
    assert kiosk.window.frame.countdown.accessibleName().startswith("Still there? Touch anywhere")

    kiosk.pass_seconds(20)

    assert kiosk.page == "agencies"
    assert kiosk.presenter.screen.language == "id"


def test_what_is_said_last_is_said_in_the_language_of_the_visit(kiosk: Kiosk):
    kiosk.touch("language-button")
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    kiosk.hall.down = True
    kiosk.presenter.on_hall_changed()
    kiosk.qtbot.waitUntil(lambda: kiosk.presenter.watch.failures > 1)

    kiosk.touch("done-button")

    assert kiosk.page == "notice"
    assert notice_texts(kiosk.window)[0] == "This machine cannot give numbers yet"
    kiosk.pass_seconds(8)
    assert notice_texts(kiosk.window)[0] == "Mesin ini belum bisa memberi nomor"


def test_a_hall_that_comes_back_meets_the_visitor_in_the_language_that_was_chosen(kiosk: Kiosk):
    kiosk.touch("language-button")
    kiosk.touch("agency-disdukcapil")
    kiosk.hall.down = True
    kiosk.presenter.on_hall_changed()
    kiosk.until("notice")

    kiosk.hall.down = False
    kiosk.until("agencies")

    assert kiosk.presenter.screen.language == "en"
    kiosk.pass_seconds(65)
    assert kiosk.presenter.screen.language == "id"


def test_a_list_that_was_left_open_over_the_notice_goes(starting: Kiosk):
    starting.link.open()
    starting.until("notice")
    starting.touch("modes-button")
    assert starting.widget("modes-done").isVisible()

    starting.pass_seconds(66)

    assert not starting.widget("modes-done").isVisible()
