"""Texts that people type and that others read on screens: one line, short enough, of signs that can be drawn."""

from __future__ import annotations

from hall.drawable import undrawn
from hall.errors import Refused

TITLE = 80
"""Characters of what stands on boards and kiosks: more cannot be read from the last row."""
REASON = 120
"""Characters of a reason on the counters' screens: what their own field takes."""
NAME = 40
"""Characters of a person's name or login."""


def one_line(text: str, longest: int) -> str:
    """``text`` in one line of at most ``longest`` characters; line breaks and tabs become spaces.

    Raises Refused("text_long"), ("text_undrawn") and ("text_sign").
    """
    line = " ".join(text.split())
    if len(line) > longest:
        raise Refused("text_long", longest=longest)
    refuse_signs(line, "text")
    return line


def reason_of(text: str, longest: int) -> str:
    """``one_line`` of a reason that must be given. Raises Refused("reason_needed") too."""
    if not text.strip():
        raise Refused("reason_needed")
    return one_line(text, longest)


def name_of(text: str) -> str:
    """``one_line`` of a name or login that must be given. Raises Refused("name_needed") too."""
    if not text.strip():
        raise Refused("name_needed")
    return one_line(text, NAME)


def refuse_signs(text: str, what: str) -> None:
    """What a screen would show as boxes is named as it is seen; only what nobody sees needs its number.

    Raises Refused("<what>_undrawn") and ("<what>_sign").
    """
    boxes = undrawn(text)
    if boxes:
        raise Refused(f"{what}_undrawn", sign=" ".join(boxes))
    unseen = next((sign for sign in text if not sign.isprintable()), "")
    if unseen:
        seen = "".join(sign for sign in text if sign.isprintable())
        raise Refused(f"{what}_sign", sign=f"U+{ord(unseen):04X}", text=seen)
