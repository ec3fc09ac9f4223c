from __future__ import annotations

from collections.abc import Iterator

import pytest
from kiosk_fakes import Kiosk
from pytestqt.qtbot import QtBot

from hall.errors import Refused, StoreCause, StoreUnavailable
from hall.printing.outcome import Outcome


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
    assert starting.window._calm.texts()[0] == "Mesin ini belum bisa memberi nomor"

    starting.hall.down = False

    starting.until("agencies")


def test_a_database_without_hall_sends_visitors_to_the_staff_and_names_no_command(starting: Kiosk):
    starting.hall.down = False
    starting.link._open_store = _no_hall
    starting.link.open()
    starting.until("notice")

    assert "hall" not in starting.window._calm.texts()[1]  # the command stands in the log


def _no_hall():
    raise Refused("no_hall")


@pytest.mark.parametrize("cause", [cause for cause in StoreCause if not StoreUnavailable("", cause).passes])
def test_why_the_database_cannot_be_used_stands_behind_the_staff_page_only(starting: Kiosk, cause: StoreCause):
    def refuse():
        raise StoreUnavailable("the technical sentence", cause)

    starting.link._open_store = refuse
    starting.link.open()
    starting.until("notice")
    said = StoreUnavailable("", cause).sentence()
    assert said not in " ".join(starting.window._calm.texts())

    starting.presenter.ask_staff()
    starting.qtbot.waitUntil(lambda: starting.window._staff._line() == said)


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
    kiosk.slip_ends(Outcome.PRINTED)
    kiosk.hall.down = True
    kiosk.presenter.on_hall_changed()
    kiosk.qtbot.waitUntil(lambda: kiosk.presenter._watch.failures > 1)

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
    kiosk.until("notice")
    assert not given_up

    kiosk.hall.down = False
    kiosk.until("agencies")

    assert given_up == [True]
    assert not kiosk.hall.tickets
