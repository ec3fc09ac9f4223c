"""Checks tables against the schema and says every error of pydantic in the words of the hall's technician."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from hall.settings.lines import KeyPath
from hall.settings.paths import keys_of, model_at
from hall.settings.problems import ProblemList, closest, value_at
from hall.settings.renamed import KEYS
from hall.settings.schema import TABLES, Table

T = TypeVar("T")

_INDONESIAN = {
    "senin": "monday", "selasa": "tuesday", "rabu": "wednesday", "kamis": "thursday", "jumat": "friday",
    "sabtu": "saturday", "minggu": "sunday", "nama": "name", "kota": "city", "zona": "zone", "instansi": "agency",
    "layanan": "service", "loket": "counter", "awalan": "prefix", "warna": "colour", "ikon": "icon",
    "jam": "hours", "aturan": "rules", "bahasa": "language", "syarat": "requirement",
}  # fmt: skip
_PROBLEMS = {
    "missing": "is missing",
    "string_type": "is not text in quotes",
    "int_type": "is not a whole number",
    "int_from_float": "is not a whole number",
    "float_type": "is not a number",
    "finite_number": "is not a finite number",
    "bool_type": "is neither true nor false",
    "list_type": "is not a list",
    "model_type": "is not a table",
    "dict_type": "is not a table",
    "model_attributes_type": "is not a table",
    "string_too_short": "is empty",
    "string_too_long": "is longer than {max_length} characters",
    "greater_than_equal": "is below {ge:g}",
    "less_than_equal": "is above {le:g}",
    "too_short": "is empty",
    "too_long": "has more than {max_length} items",
    "literal_error": "is not allowed",
}


def checked(shape: type[T] | Any, value: object, path: KeyPath, model: type[Table], findings: ProblemList) -> T | None:
    """``value``, which stands at ``path``, as ``shape``; None when it has errors, which go to ``findings``.

    ``model`` is the table of the schema that ``path`` counts from for the allowed values.
    """
    try:
        result: T = TypeAdapter(shape).validate_python(value)
    except ValidationError as error:
        _add_all(error.errors(include_url=False), path, model, findings)
        return None
    return result


def _add_all(errors: list[ErrorDetails], path: KeyPath, model: type[Table], findings: ProblemList) -> None:
    meant: set[KeyPath] = set()
    for error in errors:
        if error["type"] == "extra_forbidden":
            meant.add(_add_unknown(path, error["loc"], model, findings))
    for error in errors:
        full = (*path, *error["loc"])
        if error["type"] != "extra_forbidden" and not (error["type"] == "missing" and full in meant):
            _add(full, error, model_at(model, error["loc"])[1], findings)


def _add(path: KeyPath, error: ErrorDetails, allowed: str, findings: ProblemList) -> None:
    context: Mapping[str, Any] = error.get("ctx", {})
    value = value_at(findings.data, path)
    if error["type"] == "hall":
        findings.add(path, context["problem"], allowed=allowed, suggestion=context["suggestion"])
        return
    # pydantic counts the letters of a text with validators of its own as items.
    kind = "string_too_long" if error["type"] == "too_long" and isinstance(value, str) else error["type"]
    problem = _PROBLEMS.get(kind, error["msg"]).format(**context)
    if error["type"] == "list_type" and isinstance(value, Mapping):
        problem = "is in single brackets" if allowed.startswith("one [[") else problem
    elif error["type"].startswith("model_") and isinstance(value, list):
        problem = "is in double brackets"
    elif error["type"] == "string_type" and not isinstance(value, Mapping | list):
        findings.add(path, problem, allowed=allowed, suggestion=str(value) if _is_number(value) else "")
        return
    findings.add(
        path, problem, allowed=allowed, suggestion=_mended_number(value) if kind in ("int_type", "float_type") else ""
    )


def _mended_number(value: object) -> str:
    """A number that is in quotes, with a decimal comma or its unit: ``"21,5 inci"`` means ``21.5``."""
    text = value.strip() if isinstance(value, str) else ""
    found = re.fullmatch(r"([-+]?\d{1,9})(?:[.,](\d{1,6}))?\s*[A-Za-z%\"\u2033]*", text)
    if found is None:
        return ""
    return f"{found[1]}.{found[2]}" if found[2] else found[1]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**18


def _add_unknown(base: KeyPath, loc: tuple[int | str, ...], model: type[Table], findings: ProblemList) -> KeyPath:
    """Add an unknown key and return the path of the key that was probably meant."""
    table = model_at(model, loc[:-1])[0] or model
    word = str(loc[-1])
    known = keys_of(table)
    meant = _INDONESIAN.get(word.lower(), "")
    meant = meant if meant in known else closest(word, known)
    path = (*base, *loc)
    what = "unknown table" if _is_table(value_at(findings.data, path)) else "unknown key"
    homes = [header for header, other in TABLES.items() if word in keys_of(other) and other is not table]
    if homes and (not meant or "" in homes):
        findings.add(path, f"{what} here; it belongs {_place(homes)}; allowed here: {', '.join(known)}")
    elif new := next((new for (_, old), new in KEYS.items() if old == word and new in known), ""):
        findings.add(path, f'is the old name of "{new}", which is there too', allowed="one of them")
    else:
        findings.add(path, what, allowed=", ".join(known), suggestion=meant)
    return (*path[:-1], meant)


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(row, Mapping) for row in value))


def _place(homes: list[str]) -> str:
    return "above the first [table]; everything below a [table] is part of it" if "" in homes else f"into {homes[0]}"
