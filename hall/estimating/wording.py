"""A wait in words, the same everywhere: on screens, slips and in speech."""

from __future__ import annotations

from hall.estimating.estimate import Unknown
from hall.estimating.shown import Shown
from hall.translator import Translator


def wait_text(shown: Shown, translate: Translator) -> str:
    """The wait in a sentence of its own, as on a slip: "sekitar 10-20 menit" (with an en dash)."""
    return translate(f"wait.{shown.kind.value}", low=shown.low, high=shown.high)


def wait_brief(shown: Shown, translate: Translator) -> str:
    """The wait as a figure of a list: "10-20 menit" (with an en dash)."""
    return translate(f"wait.brief.{shown.kind.value}", low=shown.low, high=shown.high)


def wait_figure(shown: Shown, translate: Translator) -> str:
    """The wait in a narrow column of minutes: "10-20" (with an en dash)."""
    kind = "closing" if shown.unknown == Unknown.CLOSING else shown.kind.value
    return translate(f"wait.figure.{kind}", low=shown.low, high=shown.high)


def wait_spoken(shown: Shown, translate: Translator) -> str:
    """The wait as it is said aloud: "perkiraan tunggu 10 sampai 20 menit"."""
    return translate(f"wait.spoken.{shown.kind.value}", low=shown.low, high=shown.high)


def wait_line(shown: Shown, translate: Translator) -> str:
    """The same as a line of its own: "Perkiraan tunggu 10 sampai 20 menit"."""
    said = wait_spoken(shown, translate)
    return said[:1].upper() + said[1:]


def wait_warning(shown: Shown | None, translate: Translator, *, brief: bool = False) -> str:
    """That the service may close before the visit ends, as a sentence, or ``brief`` in a few words; empty where it will
    not."""
    if shown is None or not shown.warns:
        return ""
    return translate("wait.late_brief" if brief else "wait.late")


def wait_note(shown: Shown, translate: Translator) -> str:
    """What must be known of it besides: why nothing is said, or that the service may close before; or empty."""
    if shown.unknown:
        return translate(f"wait.why.{shown.unknown}")
    return translate("wait.late") if shown.late else ""
