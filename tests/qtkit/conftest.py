"""What the tests of the toolkit share."""

from tests.qtkit.pulse import pulse

__all__ = ["pulse"]
