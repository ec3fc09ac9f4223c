"""Forms of the supervisor's window: the texts that all of them share."""

from __future__ import annotations

from collections.abc import Callable

from hall.translator import Translator
from qtkit.desk.form import Answers, Form
from qtkit.desk.form_fields import Field


def form(
    translate: Translator,
    title: str,
    fields: tuple[Field, ...],
    do: str,
    make: Callable[[Answers], object],
    *,
    about: str = "",
    grave: bool = False,
) -> Form:
    """A form; ``make`` turns its answers into an ``acting.Act`` or ``acting.Preparing``, or raises WrongAnswer."""
    return Form(
        title=title,
        fields=fields,
        make=make,
        do=do,
        leave=translate("supervisor.form_leave"),
        missing=lambda name: translate("supervisor.form_missing", name=name),
        too_long=lambda name, most, n: translate("supervisor.form_too_long", name=name, most=most, n=n),
        waiting=translate("supervisor.form_waiting"),
        about=about,
        grave=grave,
    )
