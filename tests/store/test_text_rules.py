"""What people type and others read on screens is one short line that can be drawn."""

from __future__ import annotations

import pytest

from hall.errors import Refused
from hall.text_rules import NAME, REASON, TITLE
from hall.translator import ENGLISH, INDONESIAN
from tests.hall_samples import BY

WRONG = [("Jaringan \U0001f600 mati", "text_undrawn"), ("a\u200db", "text_sign")]


@pytest.fixture
def called(staffed):
    """The store, with a number at counter 1."""
    staffed.run(lambda work: work.tickets.issue("A", BY))
    staffed.run(lambda work: work.counter("1", BY).call_next())
    return staffed


OPERATIONS = {
    "closing": (lambda work, text: work.closures.request("service", BY, target="A", reason=text), TITLE),
    "break": (lambda work, text: work.counter("2", BY).pause(kind="break", reason=text), REASON),
    "closed counter": (lambda work, text: work.counter("2", BY).pause(kind="closed", reason=text), REASON),
    "held at the counter": (lambda work, text: work.counter("1", BY).hold(reason=text), REASON),
    "held by number": (lambda work, text: work.tickets.hold(1, BY, reason=text), REASON),
    "name": (lambda work, text: work.staff.add("budi", text, "407163", BY), NAME),
    "login": (lambda work, text: work.staff.add(text, "Budi", "407163", BY), NAME),
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_text_for_screens_that_cannot_be_shown_is_refused(called, operation):
    job, longest = OPERATIONS[operation]
    for text, code in (*WRONG, ("x" * (longest + 1), "text_long")):
        with pytest.raises(Refused) as refusal:
            called.run(lambda work, text=text: job(work, text))
        assert refusal.value.code == code
        assert refusal.value.message(INDONESIAN) != refusal.value.message(ENGLISH)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_text_of_the_whole_length_is_taken(called, operation):
    job, longest = OPERATIONS[operation]
    called.run(lambda work: job(work, "é" * longest))


@pytest.mark.parametrize("operation", ["name", "login"])
def test_a_person_needs_a_name(called, operation):
    with pytest.raises(Refused) as refusal:
        called.run(lambda work: OPERATIONS[operation][0](work, " "))
    assert refusal.value.code == "name_needed"


def test_line_breaks_become_spaces(called):
    closing = called.run(lambda work: work.closures.request("hall", BY, reason=" Server\n\tpusat  mati "))
    assert closing.reason == "Server pusat mati"
