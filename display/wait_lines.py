"""What the board says of waits, as lines."""

from __future__ import annotations

from datetime import timedelta

from display.parts.waits import WaitLine
from display.picture import BoardPicture
from hall.dates import weekday_text
from hall.estimating.wording import wait_brief
from hall.translator import Translator
from hall.wording import in_language


def wait_lines(picture: BoardPicture, translate: Translator) -> tuple[WaitLine, ...]:
    """The agencies of which something is known, and how good that was lately; none where nothing is."""
    language = translate.language
    lines = [
        WaitLine(in_language(language, one.name, one.name_en), wait_brief(one.wait, translate)) for one in picture.waits
    ]
    held, today = picture.waits_held, picture.today
    if held is not None and today is not None:
        yesterday = today - held.day == timedelta(days=1)
        day = translate("display.yesterday") if yesterday else weekday_text(held.day, translate)
        lines.append(WaitLine(translate("display.waits_held", day=day, held=held.of_hundred)))
    return tuple(lines)
