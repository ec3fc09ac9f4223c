"""What the pages for people who come with a booking or a number show, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from hall.lifecycle import Action, State, after
from hall.views import BookingView, TicketView


@dataclass(frozen=True, slots=True)
class ArrivalScreen:
    """What is ``typed`` of a code; then the ``booking`` that it is of, or the ``number``. ``holds_slip``: who asks has
    the slip of that number, or its booking, and knows more than the number, which everybody sees."""

    typed: str = ""
    booking: BookingView | None = None
    number: TicketView | None = None
    holds_slip: bool = False

    @property
    def token(self) -> str:
        """The token of the number, empty without one."""
        return self.number.token if self.number is not None else ""

    @property
    def can_be_cancelled(self) -> bool:
        """Whether the number can still be given back."""
        return self.number is not None and after(self.number.state, Action.CANCEL) is not None

    @property
    def is_served(self) -> bool:
        """Whether its visit is over, and was what it was for."""
        return self.number is not None and self.number.state is State.DONE and not self.number.not_served


@dataclass(frozen=True, slots=True)
class Found:
    """What a code is of: a ``booking``, or a ``number``, and whether its holder has the slip or the booking."""

    booking: BookingView | None = None
    number: TicketView | None = None
    holds_slip: bool = False
