"""What is said of every wait, as text: what was written is read again, and nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hall.estimating.estimate import Estimate, Unknown
from hall.estimating.said_text import said_text, waits_of
from hall.estimating.shown import Kind, Shown
from hall.estimating.waits import Answer, Waits

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
RANGE = Shown(Kind.RANGE, 4, 10, 20)
UNKNOWN = Shown(Kind.UNKNOWN, 7, unknown="closing", late=True)
WAITS = Waits(
    AT,
    {
        "a": (
            Answer(RANGE, Estimate(4, 11.5, 14.0, 21.5), 2, 13.5, 3.5),
            Answer(Shown(Kind.AT_ONCE, 0), Estimate(0, 0.0, 0.0, 5.0), 2, 0.0, 0.0),
        ),
        "b": (
            Answer(UNKNOWN, Estimate(7, unknown=Unknown.CLOSING)),
            Answer(UNKNOWN, Estimate(7, unknown=Unknown.CLOSING)),
        ),
    },
    {3: RANGE, 12: UNKNOWN},
)


def test_what_was_written_is_read_again():
    read = waits_of(said_text(WAITS))
    assert read.at == AT
    assert dict(read.services) == WAITS.services
    assert dict(read.tickets) == WAITS.tickets
    assert said_text(read) == said_text(WAITS)
    assert read.shows_as(WAITS)
    assert (read.tickets.get(3), read.tickets.get(4), len(read.tickets)) == (RANGE, None, 2)


@pytest.mark.parametrize("service", ["a", "b", "c"])
@pytest.mark.parametrize("priority", [False, True])
def test_what_is_shown_is_read_without_the_rest_and_is_the_same(service, priority):
    read = waits_of(said_text(WAITS))
    assert read.shown(service, priority=priority) == WAITS.shown(service, priority=priority)
    assert read.of(service, priority=priority) == WAITS.of(service, priority=priority)


def test_nothing_is_said_of_an_empty_hall():
    read = waits_of(said_text(Waits(AT)))
    assert (dict(read.services), dict(read.tickets), read.shown("a")) == ({}, {}, None)


@pytest.mark.parametrize("place", range(0, len(said_text(WAITS)), 7))
def test_a_text_of_which_one_sign_is_another_is_not_read(place):
    text = said_text(WAITS)
    wrong = text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]
    with pytest.raises(ValueError, match="form"):
        waits_of(wrong)


@pytest.mark.parametrize("text", ["", "{}", said_text(WAITS)[:-1], said_text(WAITS) + "\n", "2" + said_text(WAITS)[1:]])
def test_a_text_that_is_cut_longer_or_of_another_form_is_not_read(text):
    with pytest.raises(ValueError, match="form"):
        waits_of(text)
