"""A note at sign-out is shown to whoever sits down there next, until it has been read."""

from __future__ import annotations

import pytest

from hall.errors import Refused
from tests.hall_samples import BY


def notes(store, counter="1"):
    with store.read() as view:
        return [note.text for note in view.counter(counter).handover]


def sign_in(store, login):
    with store.read() as view:
        user = view.staff.find(login)
    store.run(lambda w: w.counter("1", BY).sign_in(user.id))


@pytest.fixture
def left(staffed):
    """The clerk of counter 1 has gone home and left a note."""
    staffed.run(lambda w: w.staff.add("wati", "Wati", "407163", BY))
    staffed.run(lambda w: w.counter("1", BY).sign_out(note="Kertas printer hampir habis"))
    return staffed


def test_the_next_clerk_sees_the_note_until_it_is_read(left):
    sign_in(left, "wati")
    assert (notes(left), notes(left, "2")) == (["Kertas printer hampir habis"], [])
    left.run(lambda w: w.counter("1", BY).read_notes())
    assert notes(left) == []


def test_notes_that_nobody_read_are_kept(left):
    sign_in(left, "wati")
    left.run(lambda w: w.counter("1", BY).sign_out(note="Kunci di laci"))
    assert notes(left) == ["Kertas printer hampir habis", "Kunci di laci"]
    sign_in(left, "wati")
    left.run(lambda w: w.counter("1", BY).sign_out())
    assert len(notes(left)) == 2


def test_a_note_that_cannot_be_kept_leaves_the_clerk_at_the_counter(staffed):
    with pytest.raises(Refused):
        staffed.run(lambda w: w.counter("1", BY).sign_out(note="x" * 5000))
    with staffed.read() as view:
        assert view.counter("1").counter.clerk_id is not None
