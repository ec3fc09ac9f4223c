"""The words that all forms of the staff's windows share."""

from __future__ import annotations

from collections.abc import Callable

from hall.translator import Translator
from qtkit.desk.asked import Answers, Form
from qtkit.desk.form_fields import Field


def staff_form(
    translate: Translator,
    title: str,
    fields: tuple[Field, ...],
    do: str,
    make: Callable[[Answers], object],
    *,
    about: str = "",
    waiting: str = "",
    grave: bool = False,
) -> Form:
    """A form; ``make`` turns its answers into what is sent, or raises WrongAnswer."""
    return Form(
        title=title,
        fields=fields,
        make=make,
        do=do,
        leave=translate("form.leave"),
        missing=lambda name: translate("form.missing", name=name),
        too_short=lambda name, least: translate("form.too_short", name=name, n=least),
        too_long=lambda name, most, n: translate("form.too_long", name=name, most=most, n=n),
        unchosen=lambda name: translate("form.unchosen", name=name),
        unfound=lambda typed: translate("form.unfound", typed=typed),
        waiting=waiting,
        about=about,
        grave=grave,
    )
