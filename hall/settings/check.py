"""Checks tables against the schema and says every fault in the words of the hall's technician."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from hall.settings.lines import KeyPath
from hall.settings.paths import keys_of, model_at
from hall.settings.problems import ProblemList, closest, value_at
from hall.settings.renamed import KEYS
from hall.settings.schema import TABLES
from hall.settings.tables import Fault, Table, read_as

T = TypeVar("T")

_INDONESIAN = {
    "senin": "monday", "selasa": "tuesday", "rabu": "wednesday", "kamis": "thursday", "jumat": "friday",
    "sabtu": "saturday", "minggu": "sunday", "nama": "name", "kota": "city", "zona": "zone", "instansi": "agency",
    "layanan": "service", "loket": "counter", "awalan": "prefix", "warna": "colour", "ikon": "icon",
    "jam": "hours", "aturan": "rules", "bahasa": "language", "syarat": "requirement",
}  # fmt: skip
_PROBLEMS = {
    "missing": "is missing",
    "str": "is not text in quotes",
    "int": "is not a whole number",
    "float": "is not a number",
    "finite": "is not a finite number",
    "bool": "is neither true nor false",
    "list": "is not a list",
    "table": "is not a table",
    "dict": "is not a table",
    "ge": "is below {bound:g}",
    "le": "is above {bound:g}",
    "min_length": "is empty",
    "max_length": "has more than {bound} items",
    "choice": "is not allowed",
}


def checked(shape: type[T] | Any, value: object, path: KeyPath, model: type[Table], findings: ProblemList) -> T | None:
    """``value``, which stands at ``path``, as ``shape``; None when it has errors, which go to ``findings``.

    ``model`` is the table of the schema that ``path`` counts from for the allowed values.
    """
    result: T
    result, faults = read_as(shape, value)
    if faults:
        _add_all(faults, path, model, findings)
        return None
    return result


def _add_all(faults: list[Fault], path: KeyPath, model: type[Table], findings: ProblemList) -> None:
    meant: set[KeyPath] = set()
    for fault in faults:
        if fault.kind == "unknown":
            meant.add(_add_unknown(path, fault.path, model, findings))
    for fault in faults:
        full = (*path, *fault.path)
        if fault.kind != "unknown" and not (fault.kind == "missing" and full in meant):
            _add(full, fault, model_at(model, fault.path)[1], findings)


def _add(path: KeyPath, fault: Fault, allowed: str, findings: ProblemList) -> None:
    value = value_at(findings.data, path)
    if fault.kind == "rule":
        findings.add(path, fault.problem, allowed=allowed, suggestion=fault.suggestion)
        return
    problem, suggestion = _PROBLEMS[fault.kind].format(bound=fault.bound), ""
    if fault.kind == "max_length" and isinstance(value, str):
        problem = f"is longer than {fault.bound} characters"
    elif fault.kind == "list" and isinstance(value, Mapping):
        problem = "is in single brackets" if allowed.startswith("one [[") else problem
    elif fault.kind == "table" and isinstance(value, list):
        problem = "is in double brackets"
    elif fault.kind == "str":
        suggestion = str(value) if _is_number(value) else ""
    elif fault.kind in ("int", "float"):
        suggestion = _mended_number(value)
    findings.add(path, problem, allowed=allowed, suggestion=suggestion)


def _mended_number(value: object) -> str:
    """A number that is in quotes, with a decimal comma or its unit: ``"21,5 inci"`` means ``21.5``."""
    text = value.strip() if isinstance(value, str) else ""
    found = re.fullmatch(r"([-+]?\d{1,9})(?:[.,](\d{1,6}))?\s*[A-Za-z%\"\u2033]*", text)
    if found is None:
        return ""
    return f"{found[1]}.{found[2]}" if found[2] else found[1]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**18


def _add_unknown(base: KeyPath, at: KeyPath, model: type[Table], findings: ProblemList) -> KeyPath:
    """Add an unknown key and return the path of the key that was probably meant."""
    table = model_at(model, at[:-1])[0] or model
    word = str(at[-1])
    known = keys_of(table)
    meant = _INDONESIAN.get(word.lower(), "")
    meant = meant if meant in known else closest(word, known)
    path = (*base, *at)
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
