"""Tables of a TOML file as classes: the type of an attribute says what its key may be, and ``read_as`` checks values.

    class ZoneTable(Table):
        id: Identifier = key(description="small letters, digits and -")
        arrows: Annotated[list[str], Limit(max_length=4)] = key(default=[], description="up to 4 texts")

Types: ``str``, ``int``, ``float``, ``bool``, ``Literal``, ``list[…]``, ``dict[str, …]``, a ``Table``, any of them with
``| None`` (left out), and ``Annotated`` with ``Limit``, ``Check`` and ``Parse``, which are applied in their order.
Nothing is converted but a whole number that stands for a ``float``; texts lose the spaces around them.
Why no library does this: docs/decisions/035.
"""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Annotated, Any, ClassVar, Literal, NoReturn, Union, get_args, get_origin, get_type_hints

from hall.settings.lines import KeyPath

_REQUIRED: Any = object()
_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""White space of Unicode. ``str.strip`` alone takes four control characters away too, which a text must not have."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How large a number, how long a text or list may be."""

    ge: float | None = None
    le: float | None = None
    min_length: int | None = None
    max_length: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """``rule`` returns the value that counts, or raises WrongValue."""

    rule: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Parse:
    """``rule`` makes the value from what the file has, whatever that is, or raises WrongValue."""

    rule: Callable[[object], Any]


class WrongValue(ValueError):
    """A value that a ``Check`` or ``Parse`` refuses: why, and what was probably meant."""

    def __init__(self, problem: str, suggestion: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at ``path``, which counts from the value that was read.

    ``kind`` is ``rule`` (a WrongValue: its problem and suggestion), ``missing``, ``unknown``, ``choice``, the name of
    the type that was expected, or the name of the limit that is exceeded, with its ``bound``.
    """

    kind: str
    path: KeyPath = ()
    bound: float = 0
    problem: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table: what is allowed in words, what stands for it when it is left out, and its limits."""

    description: str
    default: Any = _REQUIRED
    limit: Limit = field(default_factory=Limit)

    @property
    def is_required(self) -> bool:
        """Whether it must be in the table."""
        return self.default is _REQUIRED


def key(
    *,
    description: str,
    default: Any = _REQUIRED,
    ge: float | None = None,
    le: float | None = None,
    min_length: int | None = None,
    max_length: int | None = None,
) -> Any:
    """A key of a table; without ``default`` it must be there. The limits are checked last."""
    return Key(description, default, Limit(ge, le, min_length, max_length))


class Table:
    """Base of all tables: its keys are ``keys``, others are faults; never changed after reading."""

    keys: ClassVar[Mapping[str, Key]] = {}

    def __init_subclass__(cls) -> None:
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Key)}
        for name in own:
            delattr(cls, name)  # so that what an instance lacks is not found here
        cls.keys = {**cls.keys, **own}

    @classmethod
    @cache
    def types(cls) -> dict[str, Any]:
        """What the values of the keys are, as ``read_as`` takes it."""
        return get_type_hints(cls, include_extras=True)

    @classmethod
    @cache
    def readers(cls) -> dict[str, _Reader]:
        """What reads the value of each key."""
        types = cls.types()
        return {name: _reader(types[name], one.limit) for name, one in cls.keys.items()}

    def __init__(self, **values: Any) -> None:
        defaults = {name: one.default for name, one in self.keys.items() if not one.is_required}
        vars(self).update(defaults | values)

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        raise AttributeError(f"{name} of {type(self).__name__} is never changed")


class _Misfit(Exception):
    """A value that its type or limit refuses."""

    def __init__(self, kind: str, bound: float = 0) -> None:
        super().__init__(kind)
        self.kind = kind
        self.bound = bound


_Reader = Callable[[Any, list[Fault]], Any]
"""Reads one value: adds the faults inside it to the list, or raises WrongValue or _Misfit of the value itself."""


def read_as(shape: Any, value: object) -> tuple[Any, list[Fault]]:
    """``value`` as ``shape``, a type as above, and all that is wrong with it; a value with faults cannot be used."""
    faults: list[Fault] = []
    return _inside(_reader(shape), value, (), faults), faults


def _inside(read: _Reader, value: object, step: KeyPath, faults: list[Fault]) -> Any:
    """A value that stands at ``step``; its faults, found from there, get their whole path."""
    found: list[Fault] = []
    result = None
    try:
        result = read(value, found)
    except WrongValue as error:
        found.append(Fault("rule", problem=error.problem, suggestion=error.suggestion))
    except _Misfit as error:
        found.append(Fault(error.kind, bound=error.bound))
    if found:
        faults.extend(replace(fault, path=(*step, *fault.path)) for fault in found)
    return result


def _reader(shape: Any, *steps: object) -> _Reader:
    origin, inner = get_origin(shape), get_args(shape)
    if origin is Annotated:
        return _reader(inner[0], *inner[1:], *steps)
    if origin in (Union, types.UnionType):
        return _reader(next(part for part in inner if part is not types.NoneType), *steps)
    parse = next((step.rule for step in steps if isinstance(step, Parse)), None)
    if parse is None:
        read = _base(shape, origin, inner)
    else:
        rule = parse

        def read(value: object, _faults: list[Fault]) -> object:
            return rule(value)

    rules = [rule for step in steps for rule in _rules(step)]
    return partial(_with_rules, read, rules) if rules else read


def _with_rules(read: _Reader, rules: list[Callable[[Any], Any]], value: object, faults: list[Fault]) -> Any:
    result = read(value, faults)
    if not faults:
        for rule in rules:
            result = rule(result)
    return result


def _rules(step: object) -> Iterator[Callable[[Any], Any]]:
    if isinstance(step, Check):
        yield step.rule
    elif isinstance(step, Limit):
        for name, outside in _OUTSIDE.items():
            bound = getattr(step, name)
            if bound is not None:
                yield partial(_limited, name, outside, bound)


_OUTSIDE: dict[str, Callable[[Any, Any], bool]] = {
    "ge": lambda value, bound: value < bound,
    "le": lambda value, bound: value > bound,
    "min_length": lambda value, bound: len(value) < bound,
    "max_length": lambda value, bound: len(value) > bound,
}


def _limited(name: str, outside: Callable[[Any, Any], bool], bound: float, value: Any) -> Any:
    if outside(value, bound):
        raise _Misfit(name, bound)
    return value


def _base(shape: Any, origin: Any, inner: tuple[Any, ...]) -> _Reader:
    if origin is Literal:
        return partial(_choice, inner)
    if origin is list:
        return partial(_list, _reader(inner[0]))
    if origin is dict:
        return partial(_dict, _reader(inner[1]))
    if issubclass(shape, Table):
        return partial(_table, shape)
    return _PLAIN[shape]


def _text(value: object, _faults: list[Fault]) -> str:
    if not isinstance(value, str):
        raise _Misfit("str")
    return value.strip(_SPACE)


def _whole(value: object, _faults: list[Fault]) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Misfit("int")
    return value


def _number(value: object, _faults: list[Fault]) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _Misfit("float")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _Misfit("finite")
    return number


def _switch(value: object, _faults: list[Fault]) -> bool:
    if not isinstance(value, bool):
        raise _Misfit("bool")
    return value


_PLAIN: dict[Any, _Reader] = {str: _text, int: _whole, float: _number, bool: _switch}


def _choice(options: tuple[object, ...], value: object, _faults: list[Fault]) -> object:
    for option in options:
        if type(option) is type(value) and option == value:
            return option
    raise _Misfit("choice")


def _list(read: _Reader, value: object, faults: list[Fault]) -> list[Any]:
    if not isinstance(value, list):
        raise _Misfit("list")
    return [_inside(read, item, (place,), faults) for place, item in enumerate(value)]


def _dict(read: _Reader, value: object, faults: list[Fault]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Misfit("dict")
    return {name.strip(_SPACE): _inside(read, item, (name,), faults) for name, item in value.items()}


def _table(table: type[Table], value: object, faults: list[Fault]) -> Table:
    if not isinstance(value, dict):
        raise _Misfit("table")
    readers, there = table.readers(), {}
    for name, one in table.keys.items():
        if name in value:
            there[name] = _inside(readers[name], value[name], (name,), faults)
        elif one.is_required:
            faults.append(Fault("missing", (name,)))
    faults.extend(Fault("unknown", (name,)) for name in value if name not in table.keys)
    return table(**there)
