"""What is said in the place of texts that only make sense to whoever sees and touches the screen."""

from __future__ import annotations

from hall.translator import Translator

_SEEN = (
    "kiosk.needs.subtitle",
    "kiosk.need.subtitle",
    "kiosk.agencies.paperless",
    "kiosk.notice_bar.staff.more",
    "kiosk.notice_bar.survey_lost.more",
    "kiosk.slip.photo.more",
    "kiosk.slip.unattended.photo.more",
    "kiosk.trouble.more",
    "kiosk.trouble.more.missing",
    "kiosk.trouble.photo",
    "kiosk.trouble.confirm",
    "kiosk.details.untouched",
    "kiosk.check_in.what",
    "kiosk.survey.number",
    "kiosk.booking.on_time.more",
    "kiosk.my_number.hint",
    "kiosk.key.check_in.name",
)
"""Texts of pages that have another one, ``speech.instead.…``, for whoever hears."""


def for_ears(text: str, translate: Translator) -> str:
    """``text`` with what is meant for eyes and fingers as it is for ears."""
    for key in _SEEN:
        seen = translate(key).removesuffix(".")
        if seen in text:
            text = text.replace(seen, translate(f"speech.instead.{key}").removesuffix("."))
    return text
