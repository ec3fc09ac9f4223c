"""What is opened and asked in the pictures of ``make supervisor-screens`` is whole at every size."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from counter.supervisor.state import Tab
from qtkit.desk.panel import LEAST
from tests.counter.supervisor.conftest import in_hall
from tests.counter.test_small_screens import faults
from tools.supervisor import opened_samples, samples
from tools.supervisor.hands import answered, details, person

SERVICE = "service service-h"
VIEWS = MappingProxyType({Tab.HALL: opened_samples.service(), Tab.PEOPLE: opened_samples.people()})
SIZES = [(1280, 800), (960, 540), LEAST]


def state(tab: Tab = Tab.HALL):
    return in_hall(opened_samples.alarmed(), tabs=(Tab.HALL, Tab.PEOPLE), tab=tab, tab_views=VIEWS)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_details_show_the_row_that_is_chosen_with_what_can_be_done(show, qtbot, size):
    window = show(state(), size=size)
    details(SERVICE, row="counter")(window, state())
    panel = window.page.details
    qtbot.waitUntil(panel.buttons["assign"].isVisible)
    row = panel.list.visualRect(panel.list.currentIndex())
    qtbot.waitUntil(lambda: panel.list.viewport().rect().contains(panel.list.visualRect(panel.list.currentIndex())))
    assert row.height() > 0
    assert faults(window) == []


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    ("tab", "then"),
    [
        (Tab.HALL, details(SERVICE, "close")),
        (Tab.HALL, answered("alarm_day_over")),
        (Tab.HALL, answered("alarm_closure_asked")),
        (Tab.PEOPLE, person("agus", "sign_out")),
    ],
    ids=["close", "day", "decide", "sign out"],
)
def test_a_form_is_whole_with_buttons_of_their_height(show, qtbot, tab, then, size):
    window = show(state(tab), size=size)
    then(window, state(tab))
    overlay = window.overlay
    qtbot.waitUntil(overlay.do_button.isVisible)
    qtbot.wait(1)
    assert overlay.do_button.height() == overlay.do_button.sizeHint().height()
    assert faults(overlay) == []


def test_alarms_have_half_of_the_side_where_they_need_it(show):
    page = show(state()).page
    assert page.alarms.height() > 0.8 * page.stations.height()


def test_details_leave_room_for_two_alarms_of_the_usual_length(show, qtbot):
    view = samples.busy()
    two = replace(view, alarms=tuple(one for one in view.alarms if one.code != "alarm_day_over")[:4])
    opened = in_hall(two, tab_views=MappingProxyType({Tab.HALL: opened_samples.service()}))
    window = show(opened)
    details(SERVICE)(window, opened)
    qtbot.waitUntil(window.page.details.isVisible)
    qtbot.wait(1)
    alarms = window.page.alarms.list
    second = alarms.visualRect(alarms.rows.index(1))
    assert alarms.viewport().rect().contains(second)
    assert window.page.details.list.height() > 140
    assert not any(look.more for look in alarms.rows.looks)
    window.page.close_details()
    assert any(look.more for look in alarms.rows.looks)
