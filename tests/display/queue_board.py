"""A board's queue of calls with seconds of its own, for tests."""

from __future__ import annotations

from display.call_queue import CallQueue
from tests.display.board_samples import NOON


class Board:
    """A queue with its own seconds, that notes every announced current call in the order of showing, and every
    call that was painted for the first time, as current call or in the list."""

    def __init__(self, **options):
        self.queue = CallQueue(**options)
        self.at = 100.0
        self.announced = []
        self.shown = []
        self.said = []
        self.most = 0
        self.entered = {}
        self.stood = {}
        self._look()

    def take(self, *calls, now=NOON, expected=frozenset()):
        newest_first = sorted(calls, key=lambda made: -made.seq)
        self.queue.take(newest_first, now, expected=expected)
        self._look()
        self.wait(0)

    def wait(self, seconds):
        end = self.at + seconds
        while (due := self.queue.due_in(self.at)) is not None and self.at + due <= end:
            self.at += due
            self.queue.advance(self.at)
            self._look()
        self.at = end

    def _look(self):
        stage = self.queue.stage
        large = [made.seq for made in reversed(stage.large)]
        self.announced += [seq for seq in large if stage.announced and seq not in self.announced]
        self._time(large if stage.announced else [])
        self.said += [made.seq for made in self.queue.to_say()]
        painted = [made.seq for made in (*stage.large, *stage.recent)]
        self.shown += self.queue.painted(sorted(painted))

    def _time(self, large):
        """Notes how many stood large at once, and how long each did."""
        self.most = max(self.most, len(large))
        for seq in large:
            self.entered.setdefault(seq, self.at)
        for seq in [seq for seq in self.entered if seq not in large]:
            self.stood[seq] = self.at - self.entered.pop(seq)

    @property
    def current_call(self):
        return self.queue.stage.current_call.code if self.queue.stage.current_call else None

    @property
    def large(self):
        return [made.code for made in self.queue.stage.large]

    @property
    def recent(self):
        return [made.code for made in self.queue.stage.recent]
