"""What is said in the place of texts that only make sense to whoever sees and touches the screen."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hall.translator import Translator

_SEEN: Mapping[str, tuple[str, ...]] = {
    "kiosk.needs.subtitle": (),
    "kiosk.need.subtitle": (),
    "kiosk.agencies.paperless": (),
    "kiosk.notice_bar.staff.more": (),
    "kiosk.notice_bar.survey_lost.more": (),
    "kiosk.notice_bar.arrival_lost.more": (),
    "kiosk.notice_bar.check_in_lost.more": (),
    "kiosk.slip.photo.more": (),
    "kiosk.slip.unattended.photo.more": (),
    "kiosk.slip.resting.photo.more": (),
    "kiosk.slip.back.photo.more": ("time",),
    "kiosk.trouble.more": (),
    "kiosk.trouble.more.missing": (),
    "kiosk.trouble.photo": (),
    "kiosk.trouble.confirm": (),
    "kiosk.details.untouched": (),
    "kiosk.check_in.what": (),
    "kiosk.survey.number": (),
    "kiosk.booking.on_time.more": (),
    "kiosk.booking.late.more": ("lapses",),
    "kiosk.my_number.hint": (),
    "kiosk.my_number.printing.more": (),
    "kiosk.key.check_in.name": (),
    "kiosk.help.called.more": (),
    "kiosk.ring.stay": (),
    "survey_unknown_number": ("number",),
    "unknown_arrival": ("text",),
    "ambiguous_number": ("number", "numbers", "first"),
}
"""Texts of pages and refusals that have another one for ears, ``speech.instead.…``, with what is filled in."""
_SPELLED = frozenset({"number", "text"})
"""What a visitor has typed: it is said sign by sign."""


def for_ears(text: str, translate: Translator) -> str:
    """``text`` with what is meant for eyes and fingers as it is for ears."""
    for key, names in _SEEN.items():
        seen = translate(key, **{name: f"\0{name}\0" for name in names}).removesuffix(".")
        found = re.search(re.sub(r"\x00(\w+)\x00", _any, re.escape(seen)), text)
        if found is not None:
            filling = {name: _said(name, value) for name, value in found.groupdict().items()}
            heard = translate(f"speech.instead.{key}", **filling).removesuffix(".")
            text = text[: found.start()] + heard + text[found.end() :]
    return text


def _any(filled: re.Match[str]) -> str:
    """A pattern of what may be filled in: what was typed has no space."""
    signs = r"\S+?" if filled[1] in _SPELLED else ".+?"
    return f"(?P<{filled[1]}>{signs})"


def _said(name: str, value: str) -> str:
    return " ".join(value.replace("-", "")) or value if name in _SPELLED else value
