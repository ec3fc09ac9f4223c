"""The one guard of every text that a person types or a file brings: one line, short enough, of characters that can be
drawn.

The store asks it for each text that it keeps, whoever sends it (``hall.store``); the configuration and the files of a
simulation ask it for theirs. Names that are compared with other names are the matter of ``hall.identifiers``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from hall.errors import Refused
from hall.glyphs import undrawn
from hall.invisible import readable, seen_of, stray_mark_in, unseen_in

TITLE = 80
"""Characters of what stands on boards and kiosks: more cannot be read from the last row."""
REASON = 120
"""Characters of a reason on the counters' screens: what their own field takes."""
NAME = 40
"""Characters of a person's name or login."""
STATION = 64
"""Characters of the name of a machine."""
DETAIL = 500
"""Characters of what a machine says of itself."""
_UNKEPT = re.compile("[\0\ud800-\udfff]")
"""What no database keeps: NUL, and halves of characters that stand for bytes that are no text."""


def one_line(text: str, longest: int) -> str:
    """``text`` in one line of at most ``longest`` characters, its letters composed; line breaks and tabs become spaces.

    Raises Refused("text_long"), ("text_undrawn"), ("text_sign") and ("text_accent").
    """
    line = joined(text)
    if len(line) > longest:
        raise Refused("text_long", longest=longest)
    refuse_characters(line, "text")
    return line


def joined(text: str) -> str:
    """``text`` in one line, its letters composed, so that one letter is one character."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def reason_of(text: str, longest: int) -> str:
    """``one_line`` of a reason that must be given. Raises Refused("reason_needed") too."""
    if not text.strip():
        raise Refused("reason_needed")
    return one_line(text, longest)


def name_of(text: str, longest: int = NAME) -> str:
    """``one_line`` of a name or login that must be given. Raises Refused("name_needed") too."""
    if not text.strip():
        raise Refused("name_needed")
    return one_line(text, longest)


def refuse_characters(text: str, what: str) -> None:
    """What a screen would show as boxes is named as it is seen; what nobody sees, or an accent that is part of no
    letter (``hall.invisible``), needs its number.

    Raises Refused("<what>_undrawn"), ("<what>_sign") and ("<what>_accent").
    """
    boxes = undrawn(text)
    if boxes:
        raise Refused(f"{what}_undrawn", sign=" ".join(boxes))
    for wrong, why in ((unseen_in(text), "sign"), (stray_mark_in(text), "accent")):
        if wrong:
            raise Refused(f"{what}_{why}", sign=f"U+{ord(wrong):04X}", text=seen_of(text))


def refuse_unkept(text: str) -> None:
    """The last guard, before the database: what it cannot keep is refused in words, not in an error of its driver.

    Raises Refused("text_sign").
    """
    found = None if text.isprintable() else _UNKEPT.search(text)
    if found is not None:
        raise Refused("text_sign", sign=f"U+{ord(found[0]):04X}", text=seen_of(text))


def refuse_unkept_in(values: Iterable[object]) -> None:
    """``refuse_unkept`` for each text among the values of a statement: most often all of them are looked at in one."""
    texts = [value for value in values if value.__class__ is str]
    if _UNKEPT.search("".join(texts)) is not None:
        for text in texts:
            refuse_unkept(text)


def detail_line(text: str, longest: int = DETAIL) -> str:
    """What a machine says of itself, in one line that can be kept and read: nobody could type it again, so what cannot
    be seen becomes ``?`` and what is too long ends in ``…``."""
    line = joined(readable(text))
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
