"""What the presenter reads and what it does when the database is away, the role is gone, or the program is wrong."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from counter.supervisor.state import Phase
from hall.errors import Refused
from qtkit.desk.label import Label
from tests.counter.supervisor.conftest import RINA
from tools.supervisor import samples


def begin(watch):
    watch.presenter.start()
    watch.qtbot.waitUntil(lambda: watch.presenter.state.view is not None)


def test_the_hall_is_read_as_the_person_may_see_it(watch):
    begin(watch)
    assert set(watch.store.reads) == {RINA}
    assert watch.window.page.isVisible()
    assert watch.window.findChild(Label, "person").text() == "Rina Marlina"


def test_a_change_of_the_hall_is_shown(watch):
    begin(watch)
    watch.store.view = replace(samples.busy(), figures=replace(samples.busy().figures, waiting=87))
    watch.read()
    assert watch.window.page.figures.cards["waiting"].figure.value == "87"


def test_a_database_that_goes_and_comes_back(watch):
    begin(watch)
    watch.store.away = True
    watch.presenter.refresh()
    watch.qtbot.waitUntil(watch.window.band.isVisible)
    assert watch.presenter.state.view is not None
    watch.store.away = False
    watch.qtbot.waitUntil(lambda: watch.presenter.state.link.connected)  # it tries by itself
    assert not watch.window.band.isVisible()


def test_what_the_feed_says_of_a_lost_database_is_shown_at_once(watch):
    begin(watch)
    watch.presenter.on_lost()
    assert not watch.presenter.state.link.connected
    watch.qtbot.waitUntil(lambda: watch.presenter.state.link.connected)


def test_a_role_that_is_taken_away_takes_the_hall_from_the_screen(watch):
    begin(watch)
    watch.store.trouble = Refused("needs_supervisor")
    watch.presenter.refresh()
    watch.qtbot.waitUntil(lambda: watch.presenter.state.phase is Phase.SIGN_IN)
    assert watch.presenter.state.view is None
    assert not watch.window.page.isVisible()
    assert "penyelia" in watch.window.findChild(Label, "blank-text").text().lower()
    count = len(watch.store.reads)
    watch.presenter.refresh()
    watch.qtbot.wait(1)
    assert len(watch.store.reads) == count
    assert not watch.presenter._reader._refresher.retry.waiting


def test_a_fault_of_the_program_is_said_and_the_hall_stays(watch):
    begin(watch)
    watch.store.trouble = ValueError("a bug")
    watch.presenter.refresh()
    watch.qtbot.waitUntil(watch.window.band.isVisible)
    assert watch.window.page.isVisible()
    watch.store.trouble = None
    watch.qtbot.waitUntil(lambda: not watch.window.band.isVisible())


def test_alarms_that_were_seen_and_come_again_are_new_again(watch):
    begin(watch)
    watch.window.page.alarms.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert len(watch.presenter.state.seen) == 3
    watch.store.view = replace(samples.busy(), alarms=samples.ALARMS[:1])
    watch.read()
    assert len(watch.presenter.state.seen) == 1
    watch.store.view = samples.busy()
    watch.read()
    looks = watch.window.page.alarms.list.rows.looks
    assert [look.new for look in looks] == [False, True, True]
