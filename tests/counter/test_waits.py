"""What a clerk's desk says of waits to come, beside how long each has waited."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from counter.desk.parts.listed import ListedRow
from counter.desk.parts.queues import QueueList
from counter.desk.parts.upcoming import AfterList
from counter.desk.state import DeskState, Phase, Roster
from counter.desk.wait_texts import left_spoken, left_text, newcomer_text
from hall.estimating.shown import Kind, Shown
from hall.lifecycle import State
from hall.translator import INDONESIAN, Translator
from qtkit.desk.label import Label
from tests.counter import counter_samples as samples

ROSTER = Roster(samples.HALL, samples.counters(), True)
RANGE = Shown(Kind.RANGE, 2, 10, 20)


def at_desk(view) -> DeskState:
    return DeskState(Phase.DESK, roster=ROSTER, chosen="7", user=samples.USER, view=view)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (RANGE, "10–20 menit"),
        (Shown(Kind.UP_TO, 3, 0, 10), "0–10 menit"),
        (Shown(Kind.AT_ONCE, 0), "Langsung"),
        (Shown(Kind.UNKNOWN, 3, unknown="silence"), "belum diketahui"),
        (None, ""),
    ],
)
def test_a_number_that_waits_says_what_is_said_of_its_wait_and_any_other_nothing(said, text):
    assert left_text(samples.ticket(wait=said), INDONESIAN) == text
    assert left_text(samples.ticket(state=State.HELD, wait=said), INDONESIAN) == ""


def test_who_hears_the_row_hears_why_nothing_is_known_and_that_it_may_be_too_late():
    unknown = samples.ticket(wait=Shown(Kind.UNKNOWN, 3, unknown="silence"))
    late = samples.ticket(wait=RANGE._replace(late=True))

    assert left_spoken(unknown, INDONESIAN).endswith("(Sudah lama tidak ada yang dipanggil.)")
    assert left_spoken(late, Translator("en")) == "to come: 10–20 min (The visit may not be possible before closing.)"


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_rows_of_the_desk_say_it(show, language):
    window, translate = show(at_desk(samples.with_waits(samples.crowded())), language), Translator(language)
    view = samples.with_waits(samples.crowded())
    after, queues = window.desk.findChild(AfterList), window.desk.findChild(QueueList)
    directed = next(row for row in window.desk.findChildren(ListedRow) if row.code.text() == "B-019")

    for ticket in view.after:
        assert left_spoken(ticket, translate) in after.accessibleName()
    for row in view.queues:
        assert newcomer_text(row, translate) in queues.accessibleName()
    assert left_spoken(view.directed[0], translate) in directed.accessibleName()
    assert any(left_text(view.next.ticket, translate) in one.text() for one in window.desk.findChildren(Label))


def test_where_nothing_is_said_the_desk_looks_as_before(show):
    window = show(at_desk(samples.idle()))

    assert "perkiraan" not in window.desk.findChild(AfterList).accessibleName()
    assert not any("perkiraan" in one.text() for one in window.desk.findChildren(Label))


@pytest.mark.parametrize("kind", [AfterList, QueueList])
def test_another_range_is_painted(show, kind):
    window = show(at_desk(samples.with_waits(samples.idle())))
    part: QWidget = window.desk.findChild(kind)
    before = part.grab().toImage()
    window.show_state(at_desk(samples.with_waits(samples.idle(), 1)))

    assert part.grab().toImage() != before


def test_the_list_of_services_has_a_second_line_only_where_it_does_not_crowd(show):
    with_room, without = show(at_desk(samples.with_waits(samples.idle()))), show(at_desk(samples.idle()))
    many = tuple(samples.queue(prefix, 3, 5, own=False) for prefix in "ABCDEFGHIJKLMNOP")
    crowded = samples.idle(queues=many)
    told = replace(crowded, queues=tuple(replace(row, wait=RANGE) for row in many))

    def painted(window: QWidget) -> object:
        return window.findChild(QueueList).grab().toImage()

    assert painted(with_room) != painted(without)
    assert painted(show(at_desk(told))) == painted(show(at_desk(crowded)))
