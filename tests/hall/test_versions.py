from __future__ import annotations

from itertools import pairwise

from hall.versions import parts


def test_versions_are_in_the_order_of_their_numbers():
    order = ["", "0.1.0", "0.1.1", "0.9", "0.10", "1", "1.0.1", "1.2", "10.0"]
    assert all(parts(older) < parts(newer) for older, newer in pairwise(order))


def test_zeros_at_the_end_make_no_other_version():
    assert parts("1.2") == parts("1.2.0") == (1, 2)
    assert parts("0.0") == parts("") == ()


def test_a_trial_release_is_as_new_as_what_it_tries():
    assert parts("1.2rc1") == parts("1.2rc1.3") == parts("1.2")
