"""Short words for tests of boards and voices."""

from __future__ import annotations

from hall.call_delivery import Voiced


def call(store, counter="1", service="A"):
    """Issue a number and call it; the call."""
    store.run(lambda work: work.issue(service))
    return store.run(lambda work: work.call_next(counter, actor="test"))


def say(store, job):
    """Do ``job`` with what boards write."""
    return store.run(lambda work: job(work.boards))


def read(store, zone="podium", **options):
    """A board's view."""
    with store.read() as view:
        return view.board(zone, **options)


def claim(store, board, seq, seconds=8.0):
    """Ask for the voice."""
    return say(store, lambda boards: boards.claim_voice(board, seq, seconds=seconds))


def end(store, board, seq, state=Voiced.SPOKEN):
    """The words have ended."""
    say(store, lambda boards: boards.voice_ended(board, seq, state))


def voiced(store):
    """Of each call, whether a voice has dealt with it."""
    return {made.seq: made.voiced for made in read(store, "").calls}
