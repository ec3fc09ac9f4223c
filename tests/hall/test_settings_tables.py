"""Tables as classes: what their types allow, and where a fault is."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest

from hall.settings.tables import Check, Fault, Limit, Parse, Table, WrongValue, key, read_as


def _even(value: int) -> int:
    if value % 2:
        raise WrongValue("is odd", str(value + 1))
    return value


def _halves(value: object) -> int:
    return int(str(value).removesuffix("/2"))


class Leaf(Table):
    name: Annotated[str, Limit(min_length=1), Check(str.upper)] = key(description="a name", max_length=3)
    size: int | None = key(default=None, ge=1, le=9, description="1 to 9")


class Tree(Leaf):
    name: str = key(default="tree", description="another name")
    leaf: Annotated[list[Leaf], Limit(max_length=2)] = key(default=[], description="one [[leaf]] each")
    weight: float = key(default=0.0, ge=1, description="1 or more")
    paper: Literal[80, 58] = key(default=80, description="80 or 58")
    halves: Annotated[int, Parse(_halves), Check(_even)] = key(default=0, description="an even number of halves")
    ways: dict[str, Annotated[str, Limit(max_length=2)]] = key(default={}, description="texts")


def _faults(**values: Any) -> list[tuple[Any, ...]]:
    return [(fault.kind, fault.path) for fault in read_as(Tree, values)[1]]


def test_a_table_that_fits_is_read_with_its_defaults():
    tree, faults = read_as(
        Tree, {"leaf": [{"name": " ab\u2003"}], "weight": 2, "halves": "4/2", "ways": {" a ": "up "}}
    )
    assert not faults
    assert (tree.name, tree.size, tree.paper, tree.halves, tree.ways) == ("tree", None, 80, 4, {"a": "up"})
    assert (tree.weight, type(tree.weight)) == (2.0, float)
    assert [leaf.name for leaf in tree.leaf] == ["AB"]


@pytest.mark.parametrize(
    ("key_name", "value", "kind"),
    [
        ("name", 1, "str"), ("size", True, "int"), ("size", 1.0, "int"), ("size", 0, "ge"), ("size", 10, "le"),
        ("weight", True, "float"), ("weight", float("nan"), "finite"), ("weight", 10**400, "finite"),
        ("weight", 0.5, "ge"), ("paper", 80.0, "choice"), ("paper", "80", "choice"), ("leaf", {}, "list"),
        ("leaf", [{"name": "a"}] * 3, "max_length"), ("ways", [], "dict"), ("halves", "3/2", "rule"),
        ("branch", 1, "unknown"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_one_fault_at_its_key(key_name, value, kind):
    assert _faults(**{key_name: value}) == [(kind, (key_name,))]


def test_faults_inside_lists_and_tables_have_their_whole_path():
    assert _faults(leaf=[{"name": "a"}, {"name": "", "size": 12}, {"size": 1}, 7], ways={"a": "down"}) == [
        ("min_length", ("leaf", 1, "name")),
        ("le", ("leaf", 1, "size")),
        ("missing", ("leaf", 2, "name")),
        ("table", ("leaf", 3)),
        ("max_length", ("ways", "a")),
    ]


def test_a_rule_says_what_was_probably_meant():
    assert read_as(Tree, {"halves": "3/2"})[1] == [Fault("rule", ("halves",), problem="is odd", suggestion="4")]


def test_a_control_character_is_not_taken_for_space():
    assert read_as(Tree, {"name": "\x1ca\x1c"})[0].name == "\x1ca\x1c"


def test_a_key_of_the_base_keeps_its_place_and_a_table_is_never_changed():
    assert list(Tree.keys)[:2] == ["name", "size"]
    assert Tree.keys["name"].description == "another name"
    with pytest.raises(AttributeError):
        Tree().name = "other"
