"""Forms of the supervisor's window, which can be left while they are answered, and options that are found in both
languages."""

from __future__ import annotations

from collections.abc import Callable

from counter.forms import staff_form
from hall.translator import Translator
from hall.views import FloorAgency, FloorService
from hall.wording import Named, in_language
from qtkit.desk.asked import Answers, Form
from qtkit.desk.choice_list import Option
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
    waiting = translate("form.waiting")
    return staff_form(translate, title, fields, do, make, about=about, waiting=waiting, grave=grave)


def named_option(key: str, one: Named, translate: Translator) -> Option:
    """An option that is called what ``one`` is, and found by its name in either language."""
    name = in_language(translate.language, one.name, one.name_en)
    return Option(key, name, also=tuple(text for text in (one.name, one.name_en) if text != name))


def service_option(one: FloorService, agency: FloorAgency, translate: Translator) -> Option:
    """A service with its prefix, its agency, and why it is closed; found by any of them in either language."""
    name, of = (in_language(translate.language, named.name, named.name_en) for named in (one, agency))
    closed = "" if one.opening.is_open else one.opening.message(translate, brief=True)
    others = (one.name, one.name_en, agency.name, agency.name_en)
    return Option(
        one.id,
        f"{one.prefix}  {name}",
        " · ".join(filter(None, (of, closed))),
        tuple(text for text in others if text and text not in (name, of)),
    )
