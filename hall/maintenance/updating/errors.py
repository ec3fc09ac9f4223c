"""Why an update does not go on."""

from __future__ import annotations

from hall.errors import HallError


class UpdateRefused(HallError):
    """Nothing was changed that stands in the way of what runs; the sentence says why, and what to do. ``code`` is
    stable."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)
