"""Short words for tests of boards and voices."""

from __future__ import annotations

from hall.access import By
from hall.call_delivery import Voiced
from tests.hall_samples import BY


def call(store, counter="1", service="A"):
    """Issue a number and call it; the call."""
    store.run(lambda work: work.tickets.issue(service, BY))
    return store.run(lambda work: work.counter(counter, BY).call_next())


def say(store, job):
    """Do ``job`` with what boards write."""
    return store.run(lambda work: job(work.boards))


def read(store, zone="podium", **options):
    """A board's view."""
    with store.read() as view:
        return view.board(zone, **options)


def claim(store, board, seq, seconds=8.0):
    """Ask for the voice."""
    return say(store, lambda boards: boards.claim_voice(By.board(board), seq, seconds=seconds))


def end(store, board, seq, state=Voiced.SPOKEN):
    """The words have ended."""
    say(store, lambda boards: boards.voice_ended(By.board(board), seq, state))


def voiced(store):
    """Of each call, whether a voice has dealt with it."""
    return {made.seq: made.voiced for made in read(store, "").calls}
