"""Paper forms as a file: an empty one to type them into, and what such a file says, with every mistake by its line.

A file is CSV in UTF-8 or the code page of an office program, with commas, semicolons or tabs between its columns. Its
heading names the columns: the day, the agency or the service, an element each, questions about the respondent, and what
was written. Elements hold scores from 1 or the letters of the printed form from a; an empty one was not answered.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from hall.csv_lines import LineProblem, Tries, columns_of, lines_of, said_of
from hall.errors import Refused
from hall.identifiers import key_of
from hall.survey.forms import LONGEST_COMMENT, PaperForm, refuse_form
from hall.survey.regulation import Element, Regulation, Trait
from hall.text_rules import one_line

DAY, AGENCY, SERVICE, COMMENT = "tanggal", "instansi", "layanan", "saran"
_ENGLISH = {"day": DAY, "date": DAY, "agency": AGENCY, "service": SERVICE, "comment": COMMENT}
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")

Place = Callable[[str, str], tuple[str, str]]
"""Finds agency and service (ids, the latter maybe empty) of what a line says of them; raises Refused."""


@dataclass(frozen=True, slots=True)
class FormFile:
    """What a file says: its forms, and what is wrong with it. Only a file without a problem is taken in."""

    forms: tuple[PaperForm, ...]
    problems: tuple[LineProblem, ...]


def template(regulation: Regulation, traits: Iterable[str]) -> str:
    """The heading of an empty file, as an office program in Indonesian opens it: a mark of UTF-8, and semicolons."""
    asked = [regulation.trait[key].name for key in traits if key in regulation.trait]
    columns = [DAY, AGENCY, SERVICE, *(one.key for one in regulation.elements), *asked, COMMENT]
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(columns)
    return "\ufeff" + text.getvalue()


def read_forms(data: bytes, regulation: Regulation, place: Place, today: date) -> FormFile:
    """What a file says of a regulation's elements. Raises Refused("file_encoding") for what is no text,
    ("survey_forms_none") for an empty one, ("survey_file_columns"), ("file_column") and ("file_twice")
    for a heading that cannot be read."""
    lines = lines_of(data)
    if not lines:
        raise Refused("survey_forms_none")
    columns = _columns(lines[0][1], regulation)
    forms: list[PaperForm] = []
    problems: list[LineProblem] = []
    for number, cells in lines[1:]:
        found = list(_read_line(cells, columns, regulation, place, today))
        problems += [LineProblem(number, one) for one in found if isinstance(one, Refused)]
        forms += [one for one in found if isinstance(one, PaperForm)]
    return FormFile(tuple(forms), tuple(problems))


def _columns(heading: Sequence[str], regulation: Regulation) -> list[str]:
    """What each column holds, by the keys of the regulation."""
    known = {key_of(name): name for name in (DAY, AGENCY, SERVICE, COMMENT)} | _ENGLISH
    asked: list[Element | Trait] = [*regulation.elements, *regulation.traits]
    for one in asked:
        known.update({key_of(name): one.key for name in (one.key, one.name, one.name_en)})
    found = columns_of(heading, known)
    missing = [name for name in (DAY, *regulation.element) if name not in found]
    missing += [] if AGENCY in found or SERVICE in found else [AGENCY]
    if missing:
        raise Refused("survey_file_columns", columns=", ".join(missing))
    return found


def _read_line(
    cells: Sequence[str], columns: Sequence[str], regulation: Regulation, place: Place, today: date
) -> Iterator[PaperForm | Refused]:
    """The form of a line, or all that is wrong with it."""
    tries = Tries()
    said: dict[str, str] = tries.read(lambda: said_of(cells, columns), {})
    if tries.problems:
        yield from tries.problems
        return
    day = tries.read(lambda: _day(said.get(DAY, "")), today)
    agency, service = tries.read(lambda: _place(said, place), ("", ""))
    form = PaperForm(
        day,
        agency,
        service,
        {key: tries.read(partial(_score, said[key], key, regulation), 0) for key in regulation.element if key in said},
        {
            key: tries.read(partial(_choice, said[key], trait), "")
            for key, trait in regulation.trait.items()
            if key in said
        },
        tries.read(lambda: one_line(said.get(COMMENT, ""), LONGEST_COMMENT), ""),
    )
    if not tries.problems:
        tries.read(lambda: refuse_form(regulation, form, today), None)
    if tries.problems:
        yield from tries.problems
    else:
        yield form


def _day(text: str) -> date:
    if not text:
        raise Refused("survey_line_day_needed", column=DAY)
    for pattern in _DAYS:
        try:
            found = datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        if found.year >= 2000:
            return found
    raise Refused("line_day", text=text, column=DAY)


def _place(said: Mapping[str, str], place: Place) -> tuple[str, str]:
    agency, service = said.get(AGENCY, ""), said.get(SERVICE, "")
    if not agency and not service:
        raise Refused("survey_line_place_needed")
    return place(agency, service)


def _score(text: str, column: str, regulation: Regulation) -> int:
    letters = "abcdefghij"[: regulation.scale]
    if len(text) == 1 and text.lower() in letters:
        return letters.index(text.lower()) + 1
    if text.isdecimal() and text.isascii() and 1 <= int(text) <= regulation.scale:
        return int(text)
    raise Refused("survey_line_score", text=text, column=column, most=regulation.scale)


def _choice(text: str, trait: Trait) -> str:
    for place, one in enumerate(trait.choices, start=1):
        if key_of(text) in map(key_of, (one.key, one.name, one.name_en, str(place))):
            return one.key
    known = ", ".join(f"{place} {one.name}" for place, one in enumerate(trait.choices, start=1))
    raise Refused("line_choice", text=text, column=trait.name, known=known)
