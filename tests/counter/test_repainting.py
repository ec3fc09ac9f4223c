"""The page changes only what has changed, and the screen still shows what a new window would."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from counter.desk.state import DeskNotice, Intent, LinkState
from tests.counter import counter_samples as samples
from tests.counter.test_window import VIEWS, at_desk
from tests.screen_pixels import Painted, differing, on_screen, settle, whole


def later(view, seconds: float):
    """The same hall some seconds later: every wait is longer."""
    passed = timedelta(seconds=seconds)
    queues = tuple(
        replace(row, longest=row.longest + passed if row.longest is not None else None) for row in view.queues
    )
    return replace(view, now=view.now + passed, queues=queues)


def walk(steps: int):
    """States one after the other as a day may bring them."""
    chance = random.Random(7)
    for number in range(steps):
        view = later(chance.choice(list(VIEWS.values())), number)
        if view.queues and chance.random() < 0.6:
            place = chance.randrange(len(view.queues))
            queues = list(view.queues)
            queues[place] = replace(queues[place], waiting=chance.randrange(120))
            view = replace(view, queues=tuple(queues), counters_serving=chance.randrange(9))
        state = at_desk(view)
        yield chance.choice(
            (
                state,
                state,
                replace(state, busy=Intent.RECALL),
                replace(state, link=LinkState(False, samples.NOW)),
                replace(state, slow=True),
                replace(state, notice=DeskNotice("notice_nobody")),
            )
        )


@pytest.mark.parametrize("size", [(850, 448), (1280, 800)], ids=str)
def test_after_each_of_many_changes_the_screen_shows_what_all_of_the_window_would_paint(show, qtbot, size):
    window = show(at_desk(VIEWS["idle"]), size=size)
    for number, state in enumerate(walk(24)):
        window.show_state(state)
        assert not differing(on_screen(qtbot, window), whole(qtbot, window)), (number, state.view.current)


def test_a_read_that_brings_nothing_new_paints_nothing(show, qtbot):
    window = show(at_desk(later(VIEWS["idle"], 1.0)))
    settle(qtbot)
    with Painted() as painted:
        window.show_state(at_desk(later(VIEWS["idle"], 1.1)))
        settle(qtbot)
    assert painted.names == []


def test_a_number_that_comes_to_another_counter_paints_its_row_and_the_total(show, qtbot):
    window = show(at_desk(VIEWS["idle"]))
    view = VIEWS["idle"]
    own, other = [row for row in view.queues if row.own], next(row for row in view.queues if not row.own)
    queues = (
        *own,
        replace(other, waiting=other.waiting + 1),
        *(row for row in view.queues if row.prefix != other.prefix and not row.own),
    )
    settle(qtbot)
    with Painted() as painted:
        window.show_state(at_desk(replace(view, queues=queues)))
        settle(qtbot)
    assert {"QueueList", "TotalRow"} <= set(painted.names)
    assert not any("button" in name for name in painted.names)
    assert "UpcomingPanel" not in painted.names
    assert "CurrentPanel" not in painted.names


@pytest.mark.parametrize("name", VIEWS)
def test_another_language_paints_everything_that_has_words(show, qtbot, name):
    state = at_desk(VIEWS[name])
    window = show(state)
    settle(qtbot)
    window._on_language_requested()
    assert differing(on_screen(qtbot, window), whole(qtbot, window)) == ""


def test_another_language_changes_the_headings_of_queues_without_english_names(show, qtbot):
    view = replace(VIEWS["idle"], queues=tuple(replace(row, name_en="", longest=None) for row in VIEWS["idle"].queues))
    window = show(at_desk(view))
    on_screen(qtbot, window)
    window._on_language_requested()
    assert differing(on_screen(qtbot, window), whole(qtbot, window)) == ""
