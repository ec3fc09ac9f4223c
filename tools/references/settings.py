"""The page of every setting: table, key, type, limits, what stands for it when left out, and what is allowed."""

from __future__ import annotations

import json
import types
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, time
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hall.settings.schema import TABLES
from hall.settings.tables import Key, Limit, Table
from tools.references.markdown import table

_NAMES: dict[Any, str] = {
    str: "text",
    Path: "text",
    int: "whole number",
    float: "number",
    bool: "switch",
    time: "time",
    date: "day",
}


def page() -> str:
    """The whole page. Raises ValueError when a table of the file has no header in ``TABLES``."""
    missing = {one.__name__ for top in TABLES.values() for one in _tables_in(top)} - {
        one.__name__ for one in TABLES.values()
    }
    if missing:
        raise ValueError(f"no header in hall.settings.schema.TABLES for {sorted(missing)}")
    return "\n".join([_HEAD, *(line for header, one in TABLES.items() for line in _section(header, one))])


_HEAD = """# Settings: config.toml

Generated from the code by `python -m tools.references` (`make references`). What a setting is for and how the file is
written: [configuration.md](../configuration.md). *Required* settings have to be there when their table is.
"""


def _section(header: str, one: type[Table]) -> Iterator[str]:
    yield from (
        f"## {f'`{header}`' if header else 'Top level, above the first table'}",
        "",
        (one.__doc__ or "").replace("``", "`"),
        "",
    )
    types_of = one.types()
    rows = [
        (f"`{name}`", type_name(types_of[name]), limits(types_of[name], key), _left_out(key), key.description)
        for name, key in one.keys.items()
    ]
    yield from (*table(("key", "type", "limits", "left out", "allowed"), rows), "")


def type_name(shape: Any) -> str:
    """What a value is, in a word or two."""
    shape = _bare(shape)
    origin, inner = get_origin(shape), get_args(shape)
    if origin is list:
        return "tables" if _is_table(_bare(inner[0])) else f"list: {type_name(inner[0])}"
    if origin is dict:
        return f"table: {type_name(inner[1])}"
    if origin is Literal:
        return _NAMES[type(inner[0])]
    return "table" if _is_table(shape) else _NAMES.get(shape, "text")


def limits(shape: Any, key: Key) -> str:
    """The limits that are checked, of the type and of the key; those of what is in a list too."""
    is_list = get_origin(_bare(shape)) is list
    found = [_limit(_merged((*_limits_of(shape), key.limit)), "entries" if is_list else "characters")]
    if is_list:
        each = _limit(_merged(_limits_of(get_args(_bare(shape))[0])), "characters")
        found += [f"each {each}"] if each else []
    return "; ".join(filter(None, found))


def _merged(many: Iterable[Limit]) -> Limit:
    """Each bound of the last one that has it."""
    bounds = [{name: bound for name, bound in asdict(one).items() if bound is not None} for one in many]
    return Limit(**dict(chain.from_iterable(one.items() for one in bounds)))


def _limit(limit: Limit, kind: str) -> str:
    length = _span(limit.min_length, limit.max_length)
    return "; ".join(filter(None, (_span(limit.ge, limit.le), f"{length} {kind}" if length else "")))


def _span(least: float | None, most: float | None) -> str:
    if least is None:
        return "" if most is None else f"up to {most}"
    return f"{least} or more" if most is None else f"{least} to {most}"


def _limits_of(shape: Any) -> Iterator[Limit]:
    if get_origin(shape) is Annotated:
        inner, *notes = get_args(shape)
        yield from _limits_of(inner)
        yield from (note for note in notes if isinstance(note, Limit))
    elif get_origin(shape) in (types.UnionType, Union):
        for one in get_args(shape):
            yield from _limits_of(one)


def _bare(shape: Any) -> Any:
    """Without notes, and without ``| None``."""
    while True:
        if get_origin(shape) is Annotated:
            shape = get_args(shape)[0]
        elif get_origin(shape) in (types.UnionType, Union):
            shape = next(one for one in get_args(shape) if one is not types.NoneType)
        else:
            return shape


def _is_table(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, Table)


def _tables_in(one: type[Table]) -> Iterator[type[Table]]:
    for shape in one.types().values():
        bare = _bare(shape)
        bare = _bare(get_args(bare)[0]) if get_origin(bare) is list else bare
        if _is_table(bare):
            yield bare


def _left_out(key: Key) -> str:
    if key.is_required:
        return "*required*"
    match key.default:
        case None:
            return "none"
        case Table():
            return "as its keys say"
        case float() as number if key.limit.ge is not None and number < key.limit.ge:
            return "none"
        case time() as clock:
            return f'`"{clock:%H:%M}"`'
        case value:
            return f"`{json.dumps(value, ensure_ascii=False, default=str)}`"
