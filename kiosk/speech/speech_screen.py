"""What the screen knows of the kiosk's speech, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from hall.wording import NO_NAMES, BothNames


@dataclass(frozen=True, slots=True)
class SpeechScreen:
    """``ready``: the kiosk can speak, and offers it. Else ``trouble`` says why it cannot, as the end of a message's key
    ``speech.trouble.…``; empty where the hall has not switched it on. ``paper_place`` is where the paper comes out, in
    the hall's own words."""

    ready: bool = False
    trouble: str = ""
    paper_place: BothNames = NO_NAMES
