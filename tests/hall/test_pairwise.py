from __future__ import annotations

from itertools import combinations, product

from tests.pairwise import pairs, pairwise


def test_each_two_values_meet_in_far_fewer_cases_than_all() -> None:
    counts = (4, 3, 4, 4, 2)
    chosen = pairs(*counts)
    assert len(chosen) < 20
    for (one, first), (other, second) in combinations(enumerate(counts), 2):
        assert {(case[one], case[other]) for case in chosen} == set(product(range(first), range(second)))


def test_two_parameters_have_no_fewer_cases() -> None:
    assert pairs(3, 2) == list(product(range(3), range(2)))


def test_a_case_is_named_by_its_values() -> None:
    mark = pairwise(size=[(1280, 720)], layout=["calls", "media"], view={"busy": object()}).mark
    assert mark.args[0] == ("size", "layout", "view")
    assert mark.kwargs["ids"] == ["1280x720-calls-busy", "1280x720-media-busy"]
